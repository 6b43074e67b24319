"""The studio: the bulletin made in a browser window; the folder of files stays the truth."""
