"""The checks of a preflight, one module each, in rooms by what they look at."""
