"""Planned rows become frames in mm and HTML."""
