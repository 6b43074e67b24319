"""Our tokens of a content stream against those of pikepdf: the same operators with the same operands, in any stream."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pikepdf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.pdf.walk.text import read_array
from bulletin.pdf.walk.tokens import hex_bytes, name_text, tokens

Instruction = tuple[tuple[object, ...], str]


# --- both readings in one form ------------------------------------------------------------------------------------


def ours(data: bytes) -> list[Instruction]:
    """Operators with their operands; brackets are left out, for the walk does not need them."""
    found: list[Instruction] = []
    operands: list[object] = []
    for kind, value in tokens(data):
        if kind == "number":
            operands.append(float(value))
        elif kind == "name":
            operands.append("/" + name_text(value))
        elif kind == "hex":
            operands.append(value)
        elif kind == "word":
            operands.append(value.decode())
        elif kind == "path":
            found += _path(value, operands)
            operands = []
        elif kind == "glyphs":
            found.append(((*operands, *_array(value)), "TJ"))
            operands = []
        elif kind in ("operator", "inline"):
            found.append((tuple(operands), "INLINE" if kind == "inline" else value.decode()))
            operands = []
    return found


def _path(token: bytes, before: list[object]) -> list[Instruction]:
    found: list[Instruction] = []
    operands = list(before)
    for word in token.split():
        if word.isalpha():
            found.append((tuple(operands), word.decode()))
            operands = []
        else:
            operands.append(float(word))
    return found


def _array(token: bytes) -> list[object]:
    out: list[object] = []
    for part in re.split(rb"(<[^>]*>)", token):
        if part.startswith(b"<"):
            digits = b"".join(part[1:-1].split())
            out.append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        else:
            out += [float(number) for number in part.split()]
    return out


def theirs(data: bytes) -> list[Instruction]:
    with pikepdf.new() as pdf:
        found: list[Instruction] = []
        for instruction in pikepdf.parse_content_stream(pdf.make_stream(data)):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                found.append(((), "INLINE"))
            else:
                operands = tuple(part for operand in instruction.operands for part in _flat(operand))
                found.append((operands, str(instruction.operator)))
        return found


def _flat(item: Any) -> list[object]:
    if isinstance(item, pikepdf.Array):
        return [part for inner in item for part in _flat(inner)]
    if isinstance(item, pikepdf.Dictionary):
        return [part for key in sorted(item.keys()) for part in (key, *_flat(item[key]))]
    if isinstance(item, pikepdf.Name):
        return ["/" + name_text(item.unparse()[1:])]
    if isinstance(item, pikepdf.String):
        return [bytes(item)]
    if isinstance(item, bool):
        return [str(item).lower()]
    if item is None:
        return ["null"]
    return [float(item)] if isinstance(item, int | float | Decimal) else [str(item)]


# --- streams ------------------------------------------------------------------------------------------------------

SPACE = st.sampled_from([b" ", b"\n", b"\r\n", b"\t", b"  ", b"\x0c", b" % a note (with /all [it] may hold\n", b"\0"])
DIGITS = st.from_regex(rb"[0-9]{1,6}", fullmatch=True)
NUMBER = st.one_of(
    DIGITS,
    st.builds(lambda sign, whole: sign + whole, st.sampled_from([b"-", b"+"]), DIGITS),
    st.builds(lambda a, b: a + b"." + b, DIGITS, DIGITS),
    st.builds(lambda sign, b: sign + b"." + b, st.sampled_from([b"", b"-", b"+"]), DIGITS),
    st.builds(lambda a: b"-" + a + b".", DIGITS),
    st.sampled_from([b"0", b"-0", b"00.50", b"+.5", b"-.0", b"007"]),
)
_REGULAR = rb"A-Za-z0-9!\"$&'*+,\-.:;=?@\\^_`|~"
NAME = st.from_regex(rb"/(?:[" + _REGULAR + rb"]|#[2-7][0-9A-Fa-f]|#[eE]1#[bB]a#[aA]5){1,8}", fullmatch=True)
ESCAPE = st.sampled_from([rb"\n", rb"\r", rb"\t", rb"\b", rb"\f", rb"\(", rb"\)", rb"\\", rb"\101", rb"\7", rb"\60",
                          rb"\x", b"\\\n", b"\\\r\n", b"\\\r", rb"\0053"])  # fmt: skip
PLAIN = st.from_regex(rb"[ -'*-\[\]-~\x80-\xff]{0,6}", fullmatch=True)
LITERAL = st.recursive(
    st.lists(st.one_of(PLAIN, ESCAPE), max_size=4).map(b"".join),
    lambda inner: st.lists(st.one_of(PLAIN, inner.map(lambda text: b"(" + text + b")")), max_size=3).map(b"".join),
    max_leaves=4,
).map(lambda text: b"(" + text + b")")
HEX = st.from_regex(rb"<[0-9A-Fa-f \n]{0,9}>", fullmatch=True)
WORD = st.sampled_from([b"true", b"false", b"null"])
SCALAR = st.one_of(NUMBER, NAME, LITERAL, HEX, WORD)
ARRAY = st.lists(SCALAR, max_size=4).map(lambda items: b"[" + b" ".join(items) + b"]")
ENTRY = st.one_of(SCALAR, ARRAY)
DICTIONARY = ENTRY.filter(lambda value: value != b"null").map(lambda value: b"<< /K " + value + b" >>")
# Not d0: behind an inline picture qpdf takes it for more of the data.
OPERATOR = st.sampled_from(
    [b"q", b"Q", b"cm", b"re", b"f*", b"B*", b"n", b"W", b"BT", b"ET", b"Tf", b"Td",
     b"Tj", b"TJ", b"T*", b"'", b'"', b"gs", b"scn", b"k", b"rg", b"BDC", b"EMC", b"Do", b"sh", b"i", b"M"]
)  # fmt: skip
GLYPHS = st.lists(st.one_of(HEX, NUMBER), max_size=5).map(lambda items: b"[" + b"".join(
    item if item.startswith(b"<") else b" " + item + b" " for item in items) + b"] TJ")  # fmt: skip
PATH = st.lists(
    st.one_of(
        st.tuples(NUMBER, NUMBER, st.sampled_from([b"m", b"l"])).map(b" ".join),
        st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, st.just(b"c")).map(b" ".join),
        st.just(b"h"),
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: b"\n".join(parts) + b"\n")
INLINE = st.binary(max_size=12).map(
    lambda data: b"BI /W 2 /H 2 /BPC 8 /CS /G /F [/AHx] ID " + data.hex().encode() + b"> \nEI"
)
PIECE = st.one_of(
    st.tuples(st.lists(st.one_of(SCALAR, ARRAY, DICTIONARY), max_size=4), OPERATOR).map(lambda p: [*p[0], p[1]]),
    GLYPHS.map(lambda token: [token]),
    PATH.map(lambda token: [token]),
    INLINE.map(lambda token: [token]),
)


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Instructions with white space and comments between the tokens, at least one blank."""
    out = b""
    for piece in draw(st.lists(PIECE, max_size=8)):
        for token in piece:
            out += token + draw(SPACE)
    return out


@settings(max_examples=300, deadline=None)
@given(streams())
@example(b"1 0 0 1 5 5 cm/F 9 Tf(a)Tj[(b)-20<63>]TJ/P BMC EMC ")
@example(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \xffEI \xff\nEI Q ")
@example(b"<> [] TJ 5 [] TJ true 1 2 m q ")
@example(b"/A#20b gs /#41 Do /a#b gs ")
def test_our_tokens_are_those_of_pikepdf(data: bytes) -> None:
    assert ours(data) == theirs(data)


def test_the_comparison_can_fail() -> None:
    assert ours(b"1 0 0 RG ") != theirs(b"1 0 0 rg ")


def test_odd_signs_are_read_as_viewers_read_them() -> None:
    """The one difference: qpdf takes these for operators, PDFium and Ghostscript for numbers."""
    assert ours(b"--5 +-3 Td ") == [((-5.0, -3.0), "Td")]


_SHIFT = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PIECES = st.one_of(
    st.sampled_from([b"<0014>", b"< 00 1f>", b"<>", b"<0>", b">", b"_", b"\0", b".", b"+", b"-", b" ", b"\n"]),
    st.from_regex(rb"-?[0-9]{1,4}\.?[0-9]{0,3}", fullmatch=True),
)


@given(st.lists(_PIECES, max_size=12).map(b"".join))
@example(b"<0014>20<0039>-0.5<00>3 4<01>")
@example(b"1_0<00>12>3")
def test_an_array_of_glyphs_is_the_sum_of_its_shifts_and_all_its_codes(array: bytes) -> None:
    shifts = sum(map(float, _SHIFT.findall(_CODES.sub(b" ", array))))
    assert read_array(array) == (shifts, hex_bytes(b"".join(_CODES.findall(array))))
