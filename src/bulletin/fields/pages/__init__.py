"""Parts of `layout.yaml` that say what may be on a page."""
