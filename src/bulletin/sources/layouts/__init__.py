"""Layouts read as user input: fields, templates and styles."""
