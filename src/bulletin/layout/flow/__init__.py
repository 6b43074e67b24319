"""Pages of one column: story after story, as in a book."""
