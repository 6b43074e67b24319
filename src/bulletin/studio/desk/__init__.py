"""DESK: the open bulletins, their files by name, what happens to them, and the warm session behind the pages."""
