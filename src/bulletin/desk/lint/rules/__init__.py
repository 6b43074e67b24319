"""The rules of the copy desk, one module for each group."""
