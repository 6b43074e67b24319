"""Stories are placed on pages, in rows."""
