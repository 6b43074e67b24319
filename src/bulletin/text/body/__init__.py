"""A body becomes blocks: Markdown, verse, lists and tables."""
