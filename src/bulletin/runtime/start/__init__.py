"""The start of a process made short: libraries, what came with the installation, the collector of unused objects."""
