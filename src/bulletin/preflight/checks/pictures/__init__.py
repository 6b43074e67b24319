"""Checks of pictures."""
