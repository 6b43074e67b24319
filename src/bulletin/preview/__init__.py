"""The browser page that shows an issue while it is written."""
