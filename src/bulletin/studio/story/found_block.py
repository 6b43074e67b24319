"""From a line of a body to the block of words of the editor that it is in."""

from __future__ import annotations

from typing import Any

from bulletin.studio.story.nodes import body_nodes

_HOLDS_BLOCKS = frozenset({"bullets", "numbers", "table", "row"})
"""Nodes that hold blocks of words instead of words."""


def block_at(body: str, line: int) -> int | None:
    """The number of the block of words at a line of a body; None when the body has none.

    A line between two blocks, or that of a photo, is counted to the words behind it.

    Args:
        body: its Markdown.
        line: from 0.
    """
    nodes = body_nodes(body)
    at = nodes["lead"].count("\n")
    counts = [sum(map(_words, block["nodes"])) for block in nodes["blocks"]]
    number = 0
    for block, count in zip(nodes["blocks"], counts, strict=True):
        if line <= at + block["markdown"].count("\n"):
            inside = max(0, _items(block, line - at)) if count > 1 else 0
            number += min(inside, count - 1) if count else 0
            break
        at += (block["markdown"] + block["gap"]).count("\n")
        number += count
    total = sum(counts)
    return min(number, total - 1) if total else None


def _words(node: dict[str, Any]) -> int:
    """How many blocks of words a node is."""
    if node["type"] in _HOLDS_BLOCKS:
        return sum(map(_words, node["content"]))
    return 0 if node["type"] == "photo" else 1


def _items(block: dict[str, Any], line: int) -> int:
    """The number of the item of a list, or of the first cell of the row of a table, at a line of its block."""
    rows = [one for one in block["markdown"].split("\n")[: line + 1] if one.strip()]
    node = block["nodes"][0]
    if node["type"] != "table":
        return sum(one.lstrip()[:1] in "-*+•0123456789" for one in rows) - 1
    above = max(0, len(rows) - 2) if len(rows) > 1 else 0  # the line below the head is none of the table's rows
    return above * len(node["content"][0]["content"])
