"""A YAML file as it was typed: its text with line ends, its values with their places, and the record it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Named
from functools import lru_cache
from typing import Any

from bulletin.errors import Finding, has_errors
from bulletin.lazy import dataclass
from bulletin.sources.issue import parse
from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.reader import SchemaReader
from bulletin.sources.schema.shapes import FieldInfo, known_keys, record_info
from bulletin.sources.yaml.lines import prepare
from bulletin.sources.yaml.nodes import Mapping, Node, Scalar, Sequence, YamlDocument, read
from bulletin.sources.yaml.prepared import Prepared
from bulletin.sources.yaml.signs import NEWLINE

Path = tuple[str | int, ...]
"""The path of a value by the names of its fields, items from 0: `("photos", 0, "caption")`."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class TypedFile:
    """One file: `text` without byte order mark, where each line begins in it, and its values.

    `nodes` are the values by the path of their fields. `record` is None when the file has errors.
    """

    kind: FileKind
    bom: bool
    text: str
    starts: tuple[int, ...]
    document: YamlDocument
    nodes: Named[tuple[str, ...], Node]
    record: Any
    findings: tuple[Finding, ...]

    @property
    def newline(self) -> str:
        """The line end of the file: that of its first line."""
        found = NEWLINE.search(self.text)
        return found.group() if found else "\n"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as typed, without their ends."""
        return self.document.lines

    def node(self, path: Path) -> Node | None:
        """The value at a path; None when it was not typed."""
        return self.nodes.get(tuple(map(str, path)))

    def value(self, path: Path) -> str | None:
        """The words of a value as the program takes them; None when there are none."""
        node = self.node(path)
        if node is None:
            return None
        taken = follow(self.record, path) if self.record is not None and is_text(self.kind, path) else None
        if isinstance(taken, str):
            return taken
        return node.text.rstrip("\n") if isinstance(node, Scalar) else None

    def numbered(self, path: tuple[str, ...]) -> Path:
        """A path of `nodes` with numbers for items of lists; a name in a map stays a word, whatever it is made of."""
        return tuple(
            part if isinstance(self.nodes.get(path[:n]), Mapping) or not part.isdecimal() else int(part)
            for n, part in enumerate(path)
        )

    def offset(self, line: int, column: int) -> int:
        """The place of a line and a column (both from 0) in the text."""
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def end_of(self, line: int) -> int:
        """Where the words of a line end, before its line end."""
        return self.starts[line] + len(self.lines[line])

    def bytes_of(self, text: str) -> bytes:
        """Another text of this file as bytes, with the byte order mark where the file has one."""
        return ((_BOM if self.bom else "") + text).encode("utf-8")

    def prepared(self) -> Prepared:
        """The lines as the parser was given them: the ends of mended values are those of these lines."""
        return prepare(self.text, self.document.file, known_keys(RECORDS[self.kind]))


@lru_cache(maxsize=8)  # one edit looks at the same bytes several times, and the next one begins where it ended
def open_file(source: bytes, kind: FileKind) -> TypedFile | None:
    """The typed file; None when its bytes are no text or no YAML with fields."""
    cls = RECORDS[kind]
    document = read(source, "", known=known_keys(cls))
    if document.root is None or document.broken:
        return None
    reader = SchemaReader(document, ("", ""))
    record = parse(kind, source, "")
    reader.read(cls)
    text = source.decode("utf-8")
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    starts = (0, *(found.end() for found in NEWLINE.finditer(text)))
    good = None if has_errors(record.findings) else record.record
    return TypedFile(kind, bom, text, starts, document, reader.nodes, good, record.findings)


def follow(value: Any, path: Path) -> Any:
    """The value at a path inside a record; None when there is none."""
    for part in path:
        if isinstance(value, tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
        elif isinstance(value, Named):
            value = value.get(part)
        else:
            value = getattr(value, str(part), None)
    return value


def tree(node: Node | None, masked: Node | None = None) -> Any:
    """A node as plain lists, pairs and words, what two readings are compared by; nothing for the node `masked`."""
    if node is masked and node is not None:
        return ("masked",)
    if isinstance(node, Mapping):
        return [(key.text, tree(value, masked)) for key, value in node.pairs]
    if isinstance(node, Sequence):
        return {"items": [tree(item, masked) for item in node.items]}
    return node.text.rstrip("\n") if node is not None else None


def complaints(file: TypedFile) -> Counter[str]:
    """How often each rule of the reader finds something in a file."""
    return Counter(finding.rule.id for finding in file.findings)


def field_at(kind: FileKind, path: Path) -> FieldInfo | None:
    """The field that a path of a file of this kind ends in, items of lists counted out; None when there is none."""
    cls: type[Any] | None = RECORDS[kind]
    item: FieldInfo | None = None
    for part in path:
        if isinstance(part, int) or cls is None:
            continue  # an item of a list, or a name in a map
        item = next((field for field in record_info(cls).fields if field.name == part), None)
        if item is None:
            return None
        cls = (item.shape.inner or item.shape).record
    return item


def is_text(kind: FileKind, path: Path) -> bool:
    """Whether a path ends in words, not in a number, a day or one of a few fixed values."""
    item = field_at(kind, path)
    return item is not None and (item.shape.inner or item.shape).name in ("text", "map")
