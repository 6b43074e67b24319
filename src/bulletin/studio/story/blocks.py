"""A body cut into blocks, with what stands between them: put together again they are the same text, sign for sign.

A block is what an edit replaces as a whole. Two blocks are parted by empty lines, or by a photo's line; lines of one
`:::` block and items of one list belong together.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bulletin.lazy import dataclass, pattern

_PHOTO = pattern(r"[ \t]*!\[\[[^\[\]\n]+\]\][ \t]*")
_FENCE = pattern(r"[ \t]*:{3,}[ \t]*([^:\n]*?)[ \t]*:*[ \t]*")
_ITEM = pattern(r"[ \t]{0,3}(?:([-*+•])|(\d{1,9})[.)])[ \t]+\S")


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """One block: its Markdown, and the signs between it and the next one (or the end)."""

    id: str
    markdown: str
    gap: str


def blocks_of(body: str) -> tuple[str, tuple[BodyBlock, ...]]:
    """What is before the first block, and the blocks in order."""
    lines = body.split("\n")
    spans = _spans(lines)
    if not spans:
        return body, ()
    starts = [at for at, _ in spans]
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    seen: Counter[str] = Counter()
    made: list[BodyBlock] = []
    ends = [*(offsets[start] for start in starts[1:]), len(body)]
    for (first, last), end in zip(spans, ends, strict=True):
        markdown = "\n".join(lines[first:last])
        name = _named(markdown)
        gap = body[offsets[first] + len(markdown) : end]
        made.append(BodyBlock(f"{name}-{seen[name]}", markdown, gap))
        seen[name] += 1
    return body[: offsets[starts[0]]], tuple(made)


def _named(text: str) -> str:
    """A name for a text: the window makes the same at once, while somebody types (`web/story/named.ts`)."""
    data = text.encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def body_of(lead: str, blocks: Sequence[BodyBlock]) -> str:
    """The body of blocks."""
    return lead + "".join(block.markdown + block.gap for block in blocks)


def _spans(lines: Sequence[str]) -> list[tuple[int, int]]:
    """First and last line (not in it) of each block."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _end(lines, at)
        spans.append((at, end))
        at = end
    return _lists_joined(lines, spans)


def _end(lines: Sequence[str], at: int) -> int:
    """The line behind the block that begins at a line."""
    if _PHOTO.fullmatch(lines[at]):
        return at + 1
    if _FENCE.fullmatch(lines[at]):
        return _fence_end(lines, at)
    end = at + 1
    while end < len(lines) and lines[end].strip():
        if _PHOTO.fullmatch(lines[end]) or _FENCE.fullmatch(lines[end]):
            return end
        end += 1
    return end


def _fence_end(lines: Sequence[str], at: int) -> int:
    for number in range(at + 1, len(lines)):
        fence = _FENCE.fullmatch(lines[number])
        if fence is not None:
            return number + 1 if not fence[1] else number
    last = len(lines)
    while last > at + 1 and not lines[last - 1].strip():
        last -= 1
    return last


def _lists_joined(lines: Sequence[str], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Items of one list with empty lines between them as one block, and indented lines with the item above them."""
    made = spans[:1]
    for (before, _), (first, last) in pairwise(spans):
        start = made[-1][0]
        head, here = _ITEM.match(lines[start]), lines[first]
        item = _ITEM.match(here)
        same = head is not None and item is not None and bool(head[1]) == bool(item[1])
        inside = head is not None and here.startswith(("  ", "\t")) and _PHOTO.fullmatch(here) is None
        if (same or inside) and before >= start:
            made[-1] = (start, last)
        else:
            made.append((first, last))
    return made
