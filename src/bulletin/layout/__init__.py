"""LAY OUT: an issue and a layout folder become pages."""
