"""Where the lines of a head end: at a pause, after a weak word, or inside of what is read as one word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from bulletin.layout.quality.description import Break
from bulletin.text.sense import Sense, senses

_NAMES: Mapping[Sense, Break] = {Sense.PAUSE: "pause", Sense.WEAK: "weak", Sense.TORN: "torn"}


def breaks_of(lines: Sequence[str]) -> tuple[Break, ...]:
    """Return for each line end of a head but the last what the reader meets there."""
    words = [line.split() for line in lines]
    found = senses(" ".join(word for line in words for word in line))
    ends = list(accumulate(len(line) for line in words))[:-1]
    return tuple(_NAMES.get(found[end - 1], "free") if 0 < end <= len(found) else "free" for end in ends)
