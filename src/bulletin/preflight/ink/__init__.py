"""Ink coverage of pages."""
