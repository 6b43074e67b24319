"""Colour: ICC profiles, inks and toner."""
