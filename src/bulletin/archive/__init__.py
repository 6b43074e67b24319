"""Keeping issues for decades: what goes in, how it is stored, and what happened to it."""
