"""Another value for a field that is there: written in its old way where that reads back, else between quotes."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.sources.edits.extent import Extent, extent
from bulletin.sources.edits.proof import says
from bulletin.sources.edits.tokens import block_indent
from bulletin.sources.edits.typed_file import Path, TypedFile, field_at, is_text, open_file
from bulletin.sources.edits.words import escaped, made
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Node, Scalar

INDENT = 2


def set_value(source: bytes, path: Path, value: str, *, kind: FileKind = "article") -> bytes | None:
    """The file with another value in one field; None when there is no such field, or the value does not read back.

    Args:
        source: the bytes of the file.
        path: of the value, by the names of its fields.
        value: the words, or the typed form of a number, a day or a choice.
        kind: of the file.
    """
    file = open_file(source, kind)
    node = file.node(path) if file else None
    if file is None or node is None:
        return None
    if file.value(path) == value:
        return source
    old = file.value(path)
    grown = "\n" in value and "\n" not in (old or "") and _is_multiline(file, path)
    keeps = old and not grown and isinstance(node, Scalar) and node.mend is None
    if keeps and (kept := made(file, path, [(0, len(old or ""), value)])):
        return kept
    found = (says(file, text, path, value) for text in _ways(file, path, node, value))
    return next((data for data in found if data is not None), None)


def _is_multiline(file: TypedFile, path: Path) -> bool:
    """Whether a field holds paragraphs, which are typed one below the other and not as one line with signs."""
    item = field_at(file.kind, path)
    return item is not None and item.multiline


def _ways(file: TypedFile, path: Path, node: Node, value: str) -> Iterator[str]:
    """The file with the value written in each way that may do, the best first."""
    spot = extent(file, path, node)
    block = isinstance(node, Scalar) and node.style in ("|", ">")
    if "\n" in value and (_is_multiline(file, path) or block):
        yield _put(file, spot, *block_text(value, _indent(file, node)))
    if not is_text(file.kind, path) and "\n" not in value:
        yield _put(file, spot, value)
    if isinstance(node, Scalar) and node.style == "'" and node.mend is None and "\n" not in value:
        yield _put(file, spot, "'" + value.replace("'", "''") + "'")
    yield _put(file, spot, f'"{escaped(value)}"')


def block_text(value: str, indent: int) -> tuple[str, list[str]]:
    """A text of several lines as it is typed: the sign behind its key, and the lines below."""
    first = next((line for line in value.split("\n") if line.strip()), "")
    sign = f"|{INDENT}" if first.startswith(" ") else "|"
    return sign, [" " * indent + line if line else "" for line in value.split("\n")]


def _indent(file: TypedFile, node: Node) -> int:
    """The blanks before the lines of a text at this place."""
    line = file.lines[node.line]
    typed = line[: node.column].rstrip()
    key = typed.rfind(" ") + 1 if typed else 0
    lead = len(line) - len(line.lstrip(" "))
    inside = line[lead:].startswith("- ")
    parent = max(lead + (INDENT if inside else 0), 0) if key <= lead or inside else lead
    if isinstance(node, Scalar) and node.style in ("|", ">") and not node.text.startswith((" ", "\n ")):
        return block_indent(file, node, node.text.rstrip("\n")) or parent + INDENT
    return parent + INDENT


def _put(file: TypedFile, spot: Extent, words: str, below: list[str] | None = None) -> str:
    """The text of the file with other signs at a place, and these lines below it."""
    lines = list(spot.lines)
    head = lines[spot.first][: spot.start]
    gap = "" if not head or head[-1] in " \t[{,(" else " "
    tail = lines[spot.last][spot.end :]
    after = (spot.below if spot.below is not None else spot.last) + 1
    return joined(
        file, lines[: spot.first], [head + gap + words + tail, *(below or [])], lines[after:], spot.first, after
    )


def joined(file: TypedFile, before: list[str], new: list[str], after: list[str], first: int, further: int) -> str:
    """The text of a file in which the lines from `first` to `further` are others; every line keeps its own end."""
    ends = _ends(file)
    text = "".join(line + end for line, end in zip(before, ends[:first], strict=True))
    kept = ends[first:further]
    for number, line in enumerate(new):
        text += line + (kept[number] if number < len(kept) and kept[number] else file.newline)
    rest = "".join(line + end for line, end in zip(after, ends[further:], strict=True))
    if new and not after and ends and not ends[-1]:
        text = text.removesuffix("\r\n") if text.endswith("\r\n") else text[:-1]  # no last line end, as before
    return text + rest


def _ends(file: TypedFile) -> list[str]:
    """The end of each line; the last one has none."""
    starts = [*file.starts, len(file.text)]
    return [file.text[starts[number] + len(line) : starts[number + 1]] for number, line in enumerate(file.lines)]
