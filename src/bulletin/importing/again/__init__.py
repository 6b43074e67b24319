"""A story that was imported before comes again: what has changed in its source, and what the office has changed."""
