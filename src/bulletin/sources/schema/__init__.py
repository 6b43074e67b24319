"""Typed nodes become values by the field descriptions."""
