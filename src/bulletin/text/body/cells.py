"""Lines whose tabs part the cells of a table pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.lazy import pattern
from bulletin.text.vietnamese import words

_BULLET_LINE = pattern(rf"(?:[{words.BULLETS}{words.LETTER_BULLETS}*+–—-]|\d{{1,3}}[.)])[ \t]*\t[^\t]*\Z")


def cell_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines are rows: they have tabs inside, and so has the line above or below.

    A row whose last cells are empty has its tabs at the end; it counts where its neighbour has as many.
    """
    inside = [_has_cells(line) for line in lines]
    tabs = [line.count("\t") if line.strip() and _BULLET_LINE.match(line.strip()) is None else 0 for line in lines]
    rows = [
        found or any(0 <= m < len(lines) and inside[m] and tabs[m] == tabs[n] for m in (n - 1, n + 1))
        for n, found in enumerate(inside)
    ]
    padded = [False, *rows, False]
    return [found and (padded[n] or padded[n + 2]) for n, found in enumerate(rows)]


def _has_cells(line: str) -> bool:
    bare = line.strip()
    return "\t" in bare and not bare.startswith("|") and _BULLET_LINE.match(bare) is None
