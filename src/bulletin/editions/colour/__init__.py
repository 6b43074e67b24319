"""Rewrite the colours of a raw file for one edition."""
