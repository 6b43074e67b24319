"""Fonts: catalogue, faces and measures."""
