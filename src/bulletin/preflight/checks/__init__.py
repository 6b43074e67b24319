"""The checks of a finished file, one function each."""
