"""Checks of QR codes and bar codes."""
