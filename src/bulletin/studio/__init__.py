"""The studio: the weekly bulletin made in a browser window, while the folder of files stays the truth."""
