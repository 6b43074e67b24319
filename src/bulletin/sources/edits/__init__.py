"""Edits of YAML files as pure functions on bytes: what is not edited stays as it was typed, byte by byte."""
