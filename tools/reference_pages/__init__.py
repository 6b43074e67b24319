"""Pages of the documentation made from the program: fields, text rules, findings."""

from __future__ import annotations


def cell(text: str) -> str:
    """A text inside a table: no line breaks, no bars."""
    return text.replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    """A text in code face, whatever backticks it holds."""
    shown = cell(text)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"
