"""Stories become streams of rows."""
