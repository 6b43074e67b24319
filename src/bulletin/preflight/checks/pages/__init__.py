"""Checks of the pages, their boxes and their edges."""
