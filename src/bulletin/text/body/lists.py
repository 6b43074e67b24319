"""Lists of a body: which are one, and which lines an item takes into itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.model import Block, ListBlock
from bulletin.text.body.lines import hard_end


def merged(blocks: Iterable[Block]) -> list[Block]:
    """Lists that follow one another with the same mark are one: `+` below `-` begins no list of its own."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if (
            isinstance(block, ListBlock) and isinstance(last, ListBlock)
            and not block.ordered and not last.ordered and block.mark == last.mark
        ):  # fmt: skip
            made[-1] = ListBlock(False, (*last.items, *block.items), mark=block.mark)
        else:
            made.append(block)
    return made


def swallowed(typed: Sequence[str], lines: Sequence[str]) -> int | None:
    """The number of the first line of an item that is neither indented as its own nor after a typed break, or None.

    Args:
        typed: lines of the body from that of the mark on.
        lines: of the item.
    """
    mark = typed[0][: len(typed[0]) - len(typed[0].lstrip(" \t"))]
    for number, (before, line) in enumerate(zip(lines, typed[1:], strict=False), 1):
        if not hard_end(before) and line.strip() and not line.startswith((f"{mark} ", f"{mark}\t")):
            return number if number < len(lines) else None
    return None
