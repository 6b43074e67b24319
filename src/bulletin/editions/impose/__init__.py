"""Imposition: pages of any PDF on printed sheets."""
