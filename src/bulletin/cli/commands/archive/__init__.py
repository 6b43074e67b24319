"""The commands on the archive, one module per group."""
