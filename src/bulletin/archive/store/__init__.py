"""An OCFL 1.1 storage root: reading and writing objects, versions and nothing else."""
