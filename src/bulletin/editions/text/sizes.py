"""How large the text of a content stream comes out, text object by text object, before anything of it is rewritten."""

from __future__ import annotations

import math
import re

from bulletin.lazy import pattern

_SEARCH = pattern(rb"\((?:[^()\\]++|\\.)*+\)|\s(q|Q|cm|BT|ET|Tm|Tf)(?=\s|\Z)", re.DOTALL)
_WINDOW = 240
_Square = tuple[float, float, float, float]


def text_sizes(data: bytes) -> list[float]:
    """The height of the smallest type in each text object, in the order of `BT`; in pt of the stream's own space.

    Args:
        data: a content stream in the plain form of `operators.py`.
    """
    sizes: list[float] = []
    ctm: _Square = (1.0, 0.0, 0.0, 1.0)
    stack: list[_Square] = []
    line: _Square = ctm
    for match in _SEARCH.finditer(data):
        operator = match[1]
        if operator == b"q":
            stack.append(ctm)
        elif operator == b"Q":
            ctm = stack.pop() if stack else ctm
        elif operator == b"cm":
            ctm = _times(_square(data, match.start()), ctm)
        elif operator == b"BT":
            sizes.append(math.inf)
            line = (1.0, 0.0, 0.0, 1.0)
            size = 0.0
        elif operator == b"Tm":
            line = _square(data, match.start())
        elif operator == b"Tf" and sizes:
            size = abs(_numbers(data, match.start(), 1)[0])
        if operator in (b"Tm", b"Tf") and sizes and size:
            whole = _times(line, ctm)
            sizes[-1] = min(sizes[-1], size * math.hypot(whole[2], whole[3]))
    return sizes


def _numbers(data: bytes, end: int, count: int) -> list[float]:
    """The `count` numbers in front of `end`; zeros where there are none."""
    parts = data[max(0, end - _WINDOW) : end].rsplit(None, count)[-count:]
    try:
        found = [float(part) for part in parts]
    except ValueError:
        found = []
    return found if len(found) == count else [0.0] * count


def _square(data: bytes, end: int) -> _Square:
    a, b, c, d, _, _ = _numbers(data, end, 6)
    return a, b, c, d


def _times(m: _Square, n: _Square) -> _Square:
    a, b, c, d = m
    p, q, r, s = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s
