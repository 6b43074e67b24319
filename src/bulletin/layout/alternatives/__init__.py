"""Other plans for the same issue to choose from, and what is said of a chosen one that no longer fits."""
