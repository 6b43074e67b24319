"""Checks of fonts and text."""
