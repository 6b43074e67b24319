"""From where to where a value was typed, and on which lines."""

from __future__ import annotations

from bulletin.lazy import dataclass, pattern
from bulletin.sources.edits.tokens import block_indent
from bulletin.sources.edits.typed_file import Path, TypedFile
from bulletin.sources.yaml.nodes import Mapping, Node, Scalar, Sequence
from bulletin.sources.yaml.signs import comment_at

_HEADER = pattern(r"[|>][+-]?[1-9]?[+-]?")


@dataclass(frozen=True, slots=True)
class Extent:
    """The signs of a value: `lines[first][start:]` to `lines[last][:end]`.

    `lines` are those of the file, with the lines of a mended value as the parser was given them.
    For a text after `|` or `>` the extent is that of its sign; `below` is the last line of the text, if it has any.
    """

    lines: tuple[str, ...]
    first: int
    start: int
    last: int
    end: int
    below: int | None = None


def extent(file: TypedFile, path: Path, node: Node) -> Extent:
    """Where a value was typed, words that YAML takes for a comment and the program for text included."""
    if not isinstance(node, Scalar):
        return _restored(file, node)
    if node.style in ("|", ">"):
        return _block(file, node, file.value(path) or "")
    lines = list(file.lines)
    start, end = node.column, node.last_column
    if node.mend is not None:
        prepared = file.prepared()
        lines[node.line : node.last_line + 1] = prepared.lines[node.line : node.last_line + 1]
        start, end = prepared.mended_column(node.line, start), prepared.mended_column(node.last_line, end)
    elif (tail := _tail(file, path, node)) and lines[node.last_line].startswith(tail, end):
        end += len(tail)
    return Extent(tuple(lines), node.line, start, node.last_line, end)


def _tail(file: TypedFile, path: Path, node: Scalar) -> str:
    """The words behind a plain value that the program takes into it: `Tổ dân phố #5`."""
    value = file.value(path) or ""
    return value[len(node.text) :] if value.startswith(node.text) and not node.style else ""


def _restored(file: TypedFile, node: Node) -> Extent:
    """A list, or fields that were typed where words are wanted: the line from there on; else all of its lines."""
    if isinstance(node, Scalar) or node.last_line == node.line:
        line = file.lines[node.line]
        return Extent(file.lines, node.line, node.column, node.line, comment_at(line, node.column))
    last = last_line(file, node)
    return Extent(file.lines, node.line, node.column, last, len(file.lines[last]))


def _block(file: TypedFile, node: Scalar, value: str) -> Extent:
    lines = tuple(file.prepared().lines)
    header = _HEADER.match(file.lines[node.line], node.column)
    end = header.end() if header else node.column + 1
    below = _last_of_block(file, node, value)
    lines = tuple(
        mended if node.line < number <= (below or 0) else typed
        for number, (mended, typed) in enumerate(zip(lines, file.lines, strict=True))
    )
    return Extent(lines, node.line, node.column, node.line, end, below)


def _last_of_block(file: TypedFile, node: Scalar, value: str) -> int | None:
    """The last line of a text after its sign: the parser counts blank lines and comments below it too."""
    inner = block_indent(file, node, value)
    if inner is None:
        return None
    last = None
    lines = file.prepared().lines
    for number in range(node.line + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if line[:inner].strip(" "):
                break
            last = number
    return last


def last_line(file: TypedFile, node: Node) -> int:
    """The last line of a value, with everything inside it."""
    if isinstance(node, Scalar):
        if node.style not in ("|", ">"):
            return node.last_line if node.text or node.style else node.line
        return _last_of_block(file, node, node.text) or node.line
    inner: list[Node] = (
        list(node.items) if isinstance(node, Sequence) else [part for pair in node.pairs for part in pair]
    )
    own = node.last_line if node.flow else node.line
    return max([own, *(last_line(file, part) for part in inner)])


def mapping_at(file: TypedFile, path: Path) -> Mapping | None:
    """The fields at a path; None when something else is there."""
    node = file.node(path) if path else file.document.root
    return node if isinstance(node, Mapping) else None
