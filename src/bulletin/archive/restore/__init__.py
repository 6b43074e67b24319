"""Taking an issue out of the archive: as a folder to work in, as a bag, built again and compared."""
