"""A comment above a value: the only lines that are added."""

from __future__ import annotations

from bulletin.sources.edits.proof import has_tree
from bulletin.sources.edits.typed_file import Path, open_file, tree
from bulletin.sources.edits.values import joined
from bulletin.sources.schema.kinds import FileKind


def add_comment(source: bytes, path: Path, comment: str, *, kind: FileKind = "article") -> bytes | None:
    """The file with a comment on a line of its own above a value; None when it would not read the same.

    Args:
        source: the bytes of the file.
        path: of the value.
        comment: one line, without its `#`.
        kind: of the file.
    """
    file = open_file(source, kind)
    node = file.node(path) if file else None
    if file is None or node is None or "\n" in comment or "\r" in comment:
        return None
    line = file.lines[node.line]
    blanks = line[: len(line) - len(line.lstrip(" "))]
    lines = list(file.lines)
    text = joined(file, lines[: node.line], [f"{blanks}# {comment}"], lines[node.line :], node.line, node.line)
    return has_tree(file, text, tree(file.document.root))
