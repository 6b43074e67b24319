"""Pictures of a plan: thumbnails of all pages as text, SVG, PNG and HTML."""
