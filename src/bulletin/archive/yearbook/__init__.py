"""The yearbook: all pages of a year in volumes, with contents, running folios and indexes."""
