"""Other words in a value: only the bytes of these words change, whatever the way the value was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.sources.edits.proof import says
from bulletin.sources.edits.tokens import TypedSign, aligned, block_indent
from bulletin.sources.edits.typed_file import Path, TypedFile, open_file
from bulletin.sources.rules import yaml as rules
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Node, Scalar

Words = tuple[int, int, str]
"""Replace `value[start:end]` by these words."""


def replace_words(
    source: bytes, path: Path, start: int, end: int, new: str, *, kind: FileKind = "article"
) -> bytes | None:
    """The file with other words in one value; None when that cannot be done without touching anything else.

    Args:
        source: the bytes of the file.
        path: of the value, by the names of its fields: `("photos", 0, "caption")`.
        start: of the words in the value as the program takes it.
        end: where they end.
        new: what is typed instead.
        kind: of the file.
    """
    return replace_many(source, path, [(start, end, new)], kind=kind)


def replace_many(source: bytes, path: Path, edits: Sequence[Words], *, kind: FileKind = "article") -> bytes | None:
    """The file with other words at several places of one value; None when one of them cannot be done.

    Args:
        source: the bytes of the file.
        path: of the value.
        edits: ascending, without overlap.
        kind: of the file.
    """
    file = open_file(source, kind)
    return made(file, path, edits) if file is not None else None


def made(file: TypedFile, path: Path, edits: Sequence[Words]) -> bytes | None:
    """The bytes of a file with other words in one value, proved by reading them again."""
    node, value = file.node(path), file.value(path)
    if node is None or value is None or not _in_order(edits, len(value)):
        return None
    tokens = aligned(file, node, value)
    if tokens is None:
        return None
    wanted = _applied(value, edits)
    text, done = [], 0
    for first, last, new in _least(value, edits):
        places = _typed(tokens, first, last)
        words = _written(file, node, value, new)
        if places is None or words is None or places[0] < done:
            return None
        text += [file.text[done : places[0]], words]
        done = places[1]
    text.append(file.text[done:])
    return says(file, "".join(text), path, wanted)


def _in_order(edits: Sequence[Words], length: int) -> bool:
    done = 0
    for start, end, _ in edits:
        if not done <= start <= end <= length:
            return False
        done = end
    return True


def _applied(value: str, edits: Sequence[Words]) -> str:
    pieces, done = [], 0
    for start, end, new in edits:
        pieces += [value[done:start], new]
        done = end
    return "".join([*pieces, value[done:]])


def _least(value: str, edits: Sequence[Words]) -> Iterator[Words]:
    """The edits cut down to the signs that differ, so that breaks of lines inside the words stay."""
    for start, end, new in edits:
        old = value[start:end]
        before = _same(old, new)
        after = _same(old[before:][::-1], new[before:][::-1])
        old, new = old[before : len(old) - after], new[before : len(new) - after]
        if "\n" in old or " " in old:
            yield from _parts(start + before, old, new)
        elif old or new:
            yield start + before, start + before + len(old), new


def _same(old: str, new: str) -> int:
    """How many signs two words begin with alike."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _parts(start: int, old: str, new: str) -> Iterator[Words]:
    from difflib import SequenceMatcher  # only for longer words

    for kind, first, last, here, there in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start + first, start + last, new[here:there]


def _typed(tokens: Sequence[TypedSign], start: int, end: int) -> tuple[int, int] | None:
    """Where the signs of a value were typed; None when a break of lines was typed for a part of them only."""
    if start == end:
        return _gap(tokens, start)
    touched = [token for token in tokens if token.at < end and token.at + token.length > start]
    if touched[0].at < start or touched[-1].at + touched[-1].length > end:
        return None
    return touched[0].start, touched[-1].end


def _gap(tokens: Sequence[TypedSign], at: int) -> tuple[int, int] | None:
    """Where words are put in: behind the sign before them, for a break of lines would take them to the next line."""
    before = [token for token in tokens if token.length and token.at + token.length == at]
    if before:
        return before[-1].end, before[-1].end
    after = [token for token in tokens if token.length and token.at == at]
    return (after[0].start, after[0].start) if after else None


def _written(file: TypedFile, node: Node, value: str, new: str) -> str | None:
    """The words as they are typed inside this value."""
    style = node.style if isinstance(node, Scalar) else ""
    mend = node.mend if isinstance(node, Scalar) else None
    if style in ("|", ">"):
        indent = " " * (block_indent(file, node, value) or 0)
        lines = new.split("\n")
        return file.newline.join([lines[0], *(indent + line if line else line for line in lines[1:])])
    if mend is None and style == '"':
        return escaped(new)
    if "\n" in new:
        return None
    if mend is None and style == "'":
        return new.replace("'", "''")
    return new.replace('"', '\\"') if mend is rules.BACKSLASH else new


def escaped(words: str) -> str:
    """The words as they are typed between double quotes."""
    codes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return "".join(codes.get(sign) or (sign if _printable(sign) else _code(sign)) for sign in words)


def _printable(sign: str) -> bool:
    """Whether a sign may be in a file as it is; those that nobody sees are written as codes."""
    return sign == " " or sign.isprintable() or sign in "\u00a0\u200b\u00ad\u200c\u200d"


def _code(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
