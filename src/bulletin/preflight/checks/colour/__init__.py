"""Checks of colours, inks and lines."""
