"""Commands on the archive: reading all of it, taking issues out."""
