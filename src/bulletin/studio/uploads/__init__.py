"""UPLOADS: files that are dropped into the window: counted while they come, looked at in a child, then named by us."""
