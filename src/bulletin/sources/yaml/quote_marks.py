"""What quotes around and inside a one-line value mean when somebody typed them who never heard of YAML.

Three rules, each reported where it applies (`docs/tutorial.md` shows them):

- straight quotes around the whole value are YAML's, and pairs inside it become “ ”;
- a quote that is opened at the start and never closed is dropped;
- curly quotes around the whole value are YAML's too: Word makes them of straight ones.

Quotes that do not enclose the whole value (`"Dân vận khéo" lan tỏa`) belong to the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bulletin.lazy import pattern

Meaning = Literal["inside", "unclosed", "text"]

_BEFORE_OPENING = frozenset("([{“‘«-–—/:")
_AFTER_CLOSING = frozenset(",.;:!?…)]}”’»-–—/")
_CURLY = {"“": '“”"', "‘": "‘’'"}
_CLOSERS = {"“": '”"', "‘": "’'"}
_ESCAPE = pattern(r"\\(.)", re.S)
_KEPT_ESCAPES = pattern(r"\\(?:[\"\\/nrt]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|[^\\]+")
_SINGLE = pattern(r"(?<!\\)\\[nrt]")
_FILE = pattern(r"^[A-Za-z]:\\|\.(jpe?g|png|hei[cf]|tiff?|webp|avif|gif|bmp|svg|pdf|[ot]tf|ic[cm]|yaml|docx?)$", re.I)


def meaning(value: str) -> tuple[str, Meaning]:
    """The words meant by a value that begins with a straight quote but is no quoted value for YAML, and why.

    `inside`: the outer pair was taken off; `unclosed`: the quote at the start was; `text`: all quotes are words.
    """
    mark = value[0]
    marks = mark + "“”" if mark == '"' else mark
    depths = _depths(value, marks)
    closed = [depth for _, depth in depths]
    balanced = bool(closed) and closed[-1] == 0 and min(closed) >= 0
    if len(value) > 1 and value[-1] in marks.replace("“", ""):
        if balanced and 0 in closed[:-1]:
            return _curled(value), "text"
        return _curled(value[1:-1].strip()), "inside"
    if closed[-1] > 0 and 0 not in closed:
        return _curled(value[1:].strip()), "unclosed"
    return _curled(value), "text"


def without_curly(value: str) -> str | None:
    """The words inside curly quotes that enclose the whole value; None where they do not."""
    opener = value[:1]
    if opener not in _CURLY or len(value) < 2 or value[-1] not in _CLOSERS[opener]:
        return None
    depths = [depth for _, depth in _depths(value, _CURLY[opener])]
    inside = value[1:-1].strip()
    return inside if inside and 0 not in depths[:-1] and depths[-1] == 0 else None


def backslashes(inside: str) -> str | None:
    r"""The words between double quotes when their backslashes are meant as typed; None when YAML may read them.

    They are as typed in the name of a file, and where a sign follows that YAML does not know or that would become an
    invisible character (`D:\anh`, `50\50`). `\n`, `\"` and codes such as `\u1EBF` stay YAML's, for programs write them.
    """
    if "\\" not in inside:
        return None
    known = "".join(_KEPT_ESCAPES.findall(inside)) == inside
    if known and not (_FILE.search(inside) and _SINGLE.search(inside)):
        return None
    return _ESCAPE.sub(lambda match: match[1] if match[1] in '"\\' else match[0], inside)


def _curled(text: str) -> str:
    """The text with straight double quotes as “ ” where they pair up."""
    depths = _depths(text, '"')
    levels = [depth for _, depth in depths]
    if not depths or len(levels) != text.count('"') or levels[-1] != 0 or min(levels) < 0:
        return text
    letters, before = list(text), 0
    for at, depth in depths:
        letters[at] = "“" if depth > before else "”"
        before = depth
    return "".join(letters)


def _depths(value: str, marks: str) -> Sequence[tuple[int, int]]:
    """Each quote with how many are open after it; a quote in the middle of a word is none."""
    found: list[tuple[int, int]] = []
    depth, opened = 0, -1
    for at, letter in enumerate(value):
        if letter not in marks:
            continue
        step = _step(value, at, opened == at - 1)
        if step:
            depth += step
            opened = at if step > 0 else opened
            found.append((at, depth))
    return found


def _step(value: str, at: int, after_opening: bool) -> int:
    """1 for an opening quote, -1 for a closing one, 0 for neither."""
    letter = value[at]
    if letter in "“‘":
        return 1
    if letter == "”":
        return -1
    before, after = value[at - 1] if at else " ", value[at + 1] if at + 1 < len(value) else " "
    if at == 0 or (not after.isspace() and (before.isspace() or before in _BEFORE_OPENING or after_opening)):
        return 1
    if not before.isspace() and (after.isspace() or after in _AFTER_CLOSING or after == letter):
        return -1
    return -1 if at == len(value) - 1 else 0
