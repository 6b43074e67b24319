"""Commands that turn what offices have into articles."""
