"""What the dataclasses cannot say about one article: ids are unique, photos named in the text exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bulletin.errors import Place
from bulletin.lazy import pattern
from bulletin.sources.folding import MAX_GUESSES, free_id, nearest, shorten, typed_line
from bulletin.sources.rules import schema as rules
from bulletin.sources.schema.reader import BAD, Path, SchemaReader
from bulletin.sources.short_titles import LONG, short_title
from bulletin.sources.yaml.nodes import Scalar

LEAST_PART = 5
"""The least width and height of the used part of a photo, in per cent."""
_DIGITS = pattern(r"\d+")
_REFERENCE = pattern(r"!\[\[([^\[\]\n]*)\]\]")
"""No bracket inside, so that a line of `![[` and nothing else is looked through once."""


def check_ids(reader: SchemaReader, field: str) -> None:
    """No two records of a list (photos, sections) share an id."""
    seen: dict[str, Path] = {}
    nodes = [
        (path, node)
        for path, node in reader.nodes.items()
        if len(path) == 3 and path[0] == field and path[2] == "id" and isinstance(node, Scalar)
    ]
    used = {node.text for _, node in nodes}
    for path, node in nodes:
        if node.text in seen:
            first = reader.marks[seen[node.text]]
            reader.find(rules.DUPLICATE_ID, node, word=node.text, first=str(first), mend=free_id(node.text, used))
        seen.setdefault(node.text, path)


def check_title(reader: SchemaReader) -> None:
    """A long headline without a short one gets a proposal."""
    node, title = reader.nodes.get(("title",)), reader.values.get("title")
    if not isinstance(title, str) or node is None or len(title) <= LONG or ("short_title",) in reader.nodes:
        return
    short = short_title(title)
    if short is not None:
        key = "short_title" if reader.typed_key(node) == "title" else "tit_ngan"
        reader.find(rules.LONG_TITLE, node, count=str(len(title)), mend=typed_line(key, short))


def check_photo_references(reader: SchemaReader) -> None:
    """Every `![[id]]` in the body and in the boxes names a photo of the article, and each photo once."""
    photos = {
        n.text: p
        for p, n in reader.nodes.items()
        if len(p) == 3 and p[::2] == ("photos", "id") and isinstance(n, Scalar)
    }
    unread = reader.values.get("photos", BAD if reader.document.broken else None) is BAD
    if unread and not photos:
        return
    placed: dict[str, Place] = {}
    for path, node in reader.nodes.items():
        if isinstance(node, Scalar) and (path == ("body",) or (path[:1] == ("boxes",) and path[2:] == ("body",))):
            reported = 0
            for word, place in _references(reader, node):
                if word in photos and word not in placed:
                    placed[word] = place
                elif reported < MAX_GUESSES:
                    reported += 1
                    if word in placed:
                        quote = reader.document.words((place.line or 1) - 1)
                        reader.find_at(rules.PHOTO_PLACED_TWICE, place, quote, word=word, first=str(placed[word].line))
                    else:
                        _unknown_photo(reader, place, word, [name for name in photos if name not in placed] or photos)
    _report_without_place(reader, photos, placed)


def check_crops(reader: SchemaReader) -> None:
    """The used part of a photo has its edges in order and something between them."""
    photos = reader.values.get("photos", BAD)
    for number, photo in enumerate(photos if isinstance(photos, tuple) else ()):
        crop = getattr(photo, "crop", None)
        path: Path = ("photos", str(number), "crop")
        node = reader.nodes.get(path)
        if not isinstance(crop, tuple) or node is None:
            continue
        left, top, right, bottom = crop
        if right - left < LEAST_PART or bottom - top < LEAST_PART:
            reader.find(rules.CROP, node, least=str(LEAST_PART))


def _report_without_place(reader: SchemaReader, photos: Mapping[str, Path], placed: Mapping[str, Place]) -> None:
    """Where photos have places in the text, one that has none is likely forgotten; the first may open the story."""
    if placed and reader.values.get("photos") is not BAD:
        for number, (word, path) in enumerate(photos.items()):
            if number and word not in placed:
                reader.find(rules.PHOTO_WITHOUT_PLACE, reader.nodes[path], word=word)


def _unknown_photo(reader: SchemaReader, place: Place, word: str, ids: Iterable[str]) -> None:
    near = nearest(word, ids, cutoff=0.5)
    known = ", ".join(ids)
    if near and _DIGITS.findall(near) == _DIGITS.findall(word):
        vi, en = f"Có phải là “{near}”? Hãy gõ: ![[{near}]]", f"Did you mean “{near}”? Type: ![[{near}]]"
    elif known:
        vi, en = f"Các ảnh của bài: {known}.", f"Photos of this article: {known}."
    else:
        vi, en = "Bài chưa có ảnh; hãy thêm vào mục anh.", "The article has no photos yet; add it under photos."
    quote = reader.document.words((place.line or 1) - 1)
    reader.find_at(rules.PHOTO_REFERENCE, place, quote, word=shorten(word), hint_vi=vi, hint_en=en)


def _references(reader: SchemaReader, node: Scalar) -> Iterator[tuple[str, Place]]:
    """The photos named in a text, each with its line and column in the file."""
    document = reader.document
    words = [match[1].strip() for match in _REFERENCE.finditer(node.text)]
    places = _spots(reader, node) if words else iter(())
    for word in words:
        yield word, next(places, document.place(node))


def _spots(reader: SchemaReader, node: Scalar) -> Iterator[Place]:
    document = reader.document
    for line in range(node.line, min(len(document.lines), node.last_line + 1)):
        start = node.column if line == node.line else 0
        for match in _REFERENCE.finditer(document.lines[line], start):
            yield Place(document.file, line + 1, match.start() + 1)
