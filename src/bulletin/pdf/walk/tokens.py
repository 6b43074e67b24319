"""The tokens of a content stream (ISO 32000-1, 7.2 and 7.8.2), read in large steps.

A vector path (400 steps of it at most), an array of glyphs and an inline picture are one token each. No pattern steps
back farther than over a few numbers: a hostile stream costs time in proportion to its length.

Groups are not repeated possessively where they can fail half-way: Python before 3.11.5 then goes on behind what the
failed try had read (CPython issue 106052), and Debian 12 has such a Python. `h 0 w` lost its 0 there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bulletin.lazy import pattern
from bulletin.pdf.names import token

Token = tuple[str, bytes]

_REMEMBERED = 100_000  # bytes; longer streams are read anew each time
_TOKEN = pattern(
    rb"""
      (?P<path>(?:(?:[-+.\d]{1,40}+\s++){0,6}[mlcvyh]\s++){1,400})
    | \[(?P<glyphs>[^\[\]()/%<a-zA-Z]*+(?:<[0-9A-Fa-f\s]*+>[^\[\]()/%<a-zA-Z]*+)*+)\]\s*+TJ\b
    | (?:[-+](?=[-+])){0,2}(?P<number>[-+]?+(?:\d++\.?\d*+|\.\d++))  # `--5` is read as -5, as viewers do
    | /(?P<name>[^\s()<>\[\]{}/%\0]*+)
    | (?P<operator>[A-Za-z'"][A-Za-z0-9*]*+)
    | <(?P<hex>[0-9A-Fa-f\s]*+)>
    | (?P<delimiter><<|>>|\[|\]|\{|\}|\()
    | %[^\r\n]*+
    """,
    re.VERBOSE,
)
_STRING_PART = pattern(rb"\\(\r\n|[0-7]{1,3}|.)|([()])", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_DATA = pattern(rb"\bID[\s\0]")
_END = pattern(rb"[\s\0]EI(?=[\s\0]|\Z)")
_NEXT = pattern(
    rb"[\s\0]+|%[^\r\n]*|[-+.\d]+|/[^\s()<>\[\]{}/%\0]*|<<|>>|[\[\]]|<[0-9A-Fa-f\s]*>|(?P<string>\()"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9*]*)"
)
_OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l M m MP n q Q re RG rg"
    b" ri S s SC sc SCN scn sh T* Tc TD Td Tf TJ Tj TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
_OPERANDS = frozenset([b"true", b"false", b"null"])
_LOOKED_AT = 40  # tokens behind an inline picture
_LONGEST_STRING = 4096  # bytes, of a string behind one


def tokens(data: bytes) -> Iterator[Token] | tuple[Token, ...]:
    """(kind, bytes) of every token.

    Kinds: `path`, `glyphs` (an array with its TJ, without brackets), `number`, `name` (without its slash), `operator`,
    `hex` (the bytes of any string), `word` (true, false, null), `inline` (the dictionary of an inline picture, whose
    data are left out), `open` and `close` (square brackets). Equal streams (the screen and the record edition have the
    same pages) are read once.
    """
    return _known(data) if len(data) <= _REMEMBERED else _read(data)


@lru_cache(maxsize=48)
def _known(data: bytes) -> tuple[Token, ...]:
    return tuple(_read(data))


def _read(data: bytes) -> Iterator[Token]:
    at, end = 0, len(data)
    match = _TOKEN.search
    while at < end:
        hit = match(data, at)
        if hit is None:
            return
        at = hit.end()
        kind = hit.lastgroup
        if kind is None:
            continue
        value = hit.group(kind)
        if kind == "hex":
            value = hex_bytes(value)
        elif kind == "delimiter":
            if value == b"(":
                kind = "hex"
                value, at = _literal(data, at)
            elif value in (b"[", b"]"):
                kind = "open" if value == b"[" else "close"
            else:
                continue
        elif kind == "operator" and value in _OPERANDS:
            kind = "word"
        elif kind == "operator" and value == b"BI":
            kind = "inline"
            value, at = _inline(data, at)
        yield kind, value


def name_text(value: bytes) -> str:
    """A name as the dictionaries of a file have it after `make_readable`: `#20` stands for a byte (7.3.5)."""
    return token(value)


def hex_bytes(value: bytes) -> bytes:
    """The bytes of a hexadecimal string; a missing last digit is 0."""
    digits = b"".join(value.split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    """A string in round brackets from behind its first bracket; returns its bytes and where it ends."""
    out, depth = bytearray(), 1
    for hit in _STRING_PART.finditer(data, at):
        out += data[at : hit.start()]
        at = hit.end()
        escape, bracket = hit.groups()
        if bracket is None:
            out += bytes([int(escape, 8) & 0xFF]) if escape.isdigit() else _ESCAPES.get(escape, escape)
            continue
        depth += 1 if bracket == b"(" else -1
        if depth == 0:
            return bytes(out), at
        out += bracket
    return bytes(out), len(data)


def _inline(data: bytes, at: int) -> tuple[bytes, int]:
    """The dictionary of an inline picture from behind BI, and where the picture ends.

    Its data have no length; the end is the first EI after which the stream goes on with operands and an operator.
    """
    start = _DATA.search(data, at)
    if start is None:
        return data[at:], len(data)
    for hit in _END.finditer(data, start.end() - 1):
        if _goes_on(data, hit.end()):
            return data[at : start.start()], hit.end()
    return data[at : start.start()], len(data)


def _goes_on(data: bytes, at: int) -> bool:
    """Whether a content stream goes on here: operands and then an operator, or its end."""
    for _ in range(_LOOKED_AT):
        if at >= len(data):
            return True
        hit = _NEXT.match(data, at)
        if hit is None:
            return False
        word = hit["word"]
        if word is not None and word not in _OPERANDS:
            return word in _OPERATORS
        at = hit.end()
        if hit["string"]:
            at += _literal(data[at : at + _LONGEST_STRING], 0)[1]
    return True
