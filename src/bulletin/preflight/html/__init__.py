"""The preflight report as one HTML page."""
