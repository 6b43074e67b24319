"""The structure tree of a tagged PDF, built from the layout."""
