"""Plumbing: atomic files, the cache, child processes with limits, progress. Knows nothing of bulletins."""
