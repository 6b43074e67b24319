"""Which typed signs make which signs of a value: the two side by side, for every way to write a value.

`aligned` walks both at once. What it gives is right by construction: its pieces put together are the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bulletin.lazy import dataclass, pattern
from bulletin.sources.edits.typed_file import TypedFile
from bulletin.sources.rules import yaml as rules
from bulletin.sources.yaml.nodes import Node, Scalar

_BREAK = pattern(r"[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_LINE_END = pattern(r"\r\n|\r|\n")
_ESCAPED_BREAK = pattern(r"\\(?:\r\n|\r|\n)[ \t]*")
_ESCAPE = pattern(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_NAMED = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
          "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}  # fmt: skip
_CURLED = (rules.QUOTES_INSIDE, rules.QUOTE_UNCLOSED, rules.MENDED_QUOTE)

Step = Callable[[int, int], tuple[int, int] | None]
"""From a place in the text and one in the value to the places behind the next piece of both; None where they differ."""


@dataclass(frozen=True, slots=True)
class TypedSign:
    """The signs `text[start:end]` make the signs of the value from `at` on, `length` of them."""

    start: int
    end: int
    at: int
    length: int


def aligned(file: TypedFile, node: Node, value: str) -> list[TypedSign] | None:
    """The pieces of a value with what was typed for them; None when the typed signs do not make this value."""
    style = node.style if isinstance(node, Scalar) else ""
    if style in ("|", ">"):
        return _block(file, node, value)
    start = file.offset(node.line, node.column)
    mend = node.mend if isinstance(node, Scalar) else None
    if mend is None:
        skips = [1] if style in ("'", '"') else [0]
        step = _flow(file.text, value, style, curled=False)
    else:
        skips = [0, 1]
        step = _flow(file.text, value, '"' if mend is rules.BACKSLASH else "", curled=mend in _CURLED)
        if mend is rules.BACKSLASH:
            step = _typed_backslashes(file.text, value)
    found = (_walk(file.text, value, start + skip, step) for skip in skips)
    return next((tokens for tokens in found if tokens is not None), None)


def _walk(text: str, value: str, start: int, step: Step) -> list[TypedSign] | None:
    tokens: list[TypedSign] = []
    here, at = start, 0
    while at < len(value):
        after = step(here, at)
        if after is None:
            return None
        tokens.append(TypedSign(here, after[0], at, after[1] - at))
        here, at = after
    return tokens


def _flow(text: str, value: str, style: str, *, curled: bool) -> Step:
    """Plain and quoted values, on one line or folded over several."""

    def step(here: int, at: int) -> tuple[int, int] | None:
        if here >= len(text):
            return None
        sign = text[here]
        if style == '"' and sign == "\\":
            return _escape(text, value, here, at)
        if style == "'" and text.startswith("''", here):
            return (here + 2, at + 1) if value[at] == "'" else None
        if sign in " \t\r\n" and (folded := _BREAK.match(text, here)):
            return _folded(folded, value, at)
        same = sign == value[at] or (curled and sign == '"' and value[at] in "“”")
        return (here + 1, at + 1) if same else None

    return step


def _typed_backslashes(text: str, value: str) -> Step:
    r"""Values between double quotes whose backslashes are words: only `\\` and `\"` are codes there."""

    def step(here: int, at: int) -> tuple[int, int] | None:
        code = text[here : here + 2]
        if code in ("\\\\", '\\"'):
            return (here + 2, at + 1) if value[at] == code[1] else None
        return (here + 1, at + 1) if text[here : here + 1] == value[at] else None

    return step


def _escape(text: str, value: str, here: int, at: int) -> tuple[int, int] | None:
    if joined := _ESCAPED_BREAK.match(text, here):
        return joined.end(), at + 2 * value.startswith("\\\n", at)  # a body keeps the end of a line
    code = _ESCAPE.match(text, here)
    if code is None:
        return None
    number = code[1] or code[2] or code[3]
    sign = chr(int(number, 16)) if number else _NAMED.get(code[4], code[4])
    return (code.end(), at + 1) if value[at] == sign else None


def _folded(found: re.Match[str], value: str, at: int) -> tuple[int, int] | None:
    """A break of lines: a blank, or one line break less than was typed; bodies keep them all."""
    breaks = len(_LINE_END.findall(found.group()))
    if breaks == 1 and value[at] == " ":
        return found.end(), at + 1
    made = _run(value, at)
    return (found.end(), at + made) if made and made in (breaks, breaks - 1) else None


def _run(value: str, at: int) -> int:
    return len(value) - at - len(value[at:].lstrip("\n"))


# --- texts after | and > ------------------------------------------------------------------------------------------


def _block(file: TypedFile, node: Node, value: str) -> list[TypedSign] | None:
    base = block_indent(file, node, value)
    if base is None or node.line + 1 >= len(file.starts):
        return None
    text = file.text
    start = _indented(text, file.starts[node.line + 1], base)
    literal = _walk(text, value, start, _lines(text, value, base))
    return literal if literal is not None else _walk(text, value, start, _folds(text, value, base))


def block_indent(file: TypedFile, node: Node, value: str) -> int | None:
    """How many blanks before a line of a block text do not belong to it; None when no line has words."""
    words = next((line for line in value.split("\n") if line.strip()), None)
    typed = next((line for line in file.lines[node.line + 1 :] if line.strip()), None)
    if words is None or typed is None:
        return None
    return max(0, _lead(typed) - _lead(words))


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(text: str, here: int, base: int) -> int:
    """The place behind the indentation of a line."""
    end = here
    while end < len(text) and end - here < base and text[end] == " ":
        end += 1
    return end


def _lines(text: str, value: str, base: int) -> Step:
    """Every line of the text is one of the value."""

    def step(here: int, at: int) -> tuple[int, int] | None:
        if end := _LINE_END.match(text, here):
            return (_indented(text, end.end(), base), at + 1) if value[at] == "\n" else None
        return (here + 1, at + 1) if here < len(text) and text[here] == value[at] else None

    return step


def _folds(text: str, value: str, base: int) -> Step:
    """Lines that follow one another are one of the value."""

    def step(here: int, at: int) -> tuple[int, int] | None:
        if not _LINE_END.match(text, here):
            return (here + 1, at + 1) if here < len(text) and text[here] == value[at] else None
        breaks = 0
        while end := _LINE_END.match(text, here):
            here, breaks = _indented(text, end.end(), base), breaks + 1
        if breaks == 1 and value[at] == " ":
            return here, at + 1
        made = _run(value, at)
        return (here, at + made) if made and made in (breaks, breaks - 1) else None

    return step
