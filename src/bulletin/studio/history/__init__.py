"""HISTORY: every save of an issue with words, kept beside it; restoring is an edit like any other."""
