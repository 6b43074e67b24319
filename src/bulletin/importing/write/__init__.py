"""Drafts become files of an issue: never over a file that is there, all files of an article or none."""
