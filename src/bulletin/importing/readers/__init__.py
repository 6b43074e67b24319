"""Readers of foreign files: each turns bytes into neutral documents; a new format is one module and one row here."""

from __future__ import annotations

from bulletin.importing.readers.source import read

__all__ = ["read"]
