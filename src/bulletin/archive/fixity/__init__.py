"""Reading everything in the archive and comparing it: what changed, what is missing, what nobody kept."""
