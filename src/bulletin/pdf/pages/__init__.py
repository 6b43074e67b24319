"""Finished pages for people: the fronts and backs of sheets, and where words are on a page."""
