"""The photos of an issue: what was seen of them, the logo, and their preparation for the editions."""
