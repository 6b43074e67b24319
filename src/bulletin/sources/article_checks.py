"""What the dataclasses cannot say about one article: ids are unique, photos named in the text exist."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bulletin.errors import Place
from bulletin.sources.folding import MAX_GUESSES, nearest, shorten
from bulletin.sources.rules import schema as rules
from bulletin.sources.schema import BAD, Path, SchemaReader
from bulletin.sources.yaml_nodes import Scalar

_REFERENCE = re.compile(r"!\[\[([^\]\n]*)\]\]")


def check_ids(reader: SchemaReader, field: str) -> None:
    """No two records of a list (photos, sections) share an id."""
    seen: dict[str, Path] = {}
    for path, node in reader.nodes.items():
        if len(path) == 3 and path[0] == field and path[2] == "id" and isinstance(node, Scalar):
            if node.text in seen:
                first = reader.marks[seen[node.text]]
                reader.find(rules.DUPLICATE_ID, node, word=node.text, first=str(first), mend=f"{node.text}-2")
            seen.setdefault(node.text, path)


def check_photo_references(reader: SchemaReader) -> None:
    """Every `![[id]]` in the body and in the boxes names a photo of the article."""
    ids = [
        n.text for p, n in reader.nodes.items() if len(p) == 3 and p[::2] == ("photos", "id") and isinstance(n, Scalar)
    ]
    unread = reader.values.get("photos", BAD if reader.document.broken else None) is BAD
    if unread and not ids:
        return
    for path, node in reader.nodes.items():
        if isinstance(node, Scalar) and (path == ("body",) or (path[:1] == ("boxes",) and path[2:] == ("body",))):
            matches = enumerate(_REFERENCE.finditer(node.text))
            wrong = [(number, match[1].strip()) for number, match in matches if match[1].strip() not in ids]
            for number, word in wrong[:MAX_GUESSES]:
                _unknown_photo(reader, node, number, word, ids)


def _unknown_photo(reader: SchemaReader, node: Scalar, number: int, word: str, ids: Iterable[str]) -> None:
    near = nearest(word, ids, cutoff=0.5)
    known = ", ".join(ids)
    if near:
        vi, en = f"Có phải là “{near}”? Hãy gõ: ![[{near}]]", f"Did you mean “{near}”? Type: ![[{near}]]"
    elif known:
        vi, en = f"Các ảnh của bài: {known}.", f"Photos of this article: {known}."
    else:
        vi, en = "Bài chưa có ảnh; hãy thêm vào mục anh.", "The article has no photos yet; add it under photos."
    place, quote = _spot(reader, node, number)
    reader.find_at(rules.PHOTO_REFERENCE, place, quote, word=shorten(word), hint_vi=vi, hint_en=en)


def _spot(reader: SchemaReader, node: Scalar, number: int) -> tuple[Place, str]:
    """The line and column of the n-th reference of a text in its file."""
    document = reader.document
    count = 0
    for line in range(node.line, len(document.lines)):
        start = node.column if line == node.line else 0
        for match in _REFERENCE.finditer(document.lines[line], start):
            if count == number:
                return Place(document.file, line + 1, match.start() + 1), document.words(line)
            count += 1
    return document.place(node), document.words(node.line)
