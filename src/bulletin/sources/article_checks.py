"""What the dataclasses cannot say about one article: ids are unique, photos named in the text exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bulletin.errors import Place
from bulletin.lazy import pattern
from bulletin.sources.folding import MAX_GUESSES, nearest, new_ids, shorten, typed_line
from bulletin.sources.rules import schema as rules
from bulletin.sources.schema.reader import BAD, Path, SchemaReader
from bulletin.sources.short_titles import LONG, short_title
from bulletin.sources.yaml.nodes import Scalar

LEAST_PART = 5
"""The least width and height of the used part of a photo, in per cent."""
_DIGITS = pattern(r"\d+")
_REFERENCE = pattern(r"!\[\[([^\[\]\n]*)\]\]")
"""No bracket inside, so that a line of `![[` and nothing else is looked through once."""


def same_id(mend: str, asks: tuple[str, str] | None) -> dict[str, str]:
    """What to do about an id that is there twice; `asks` is who asks for the new one, which nothing has."""
    if asks is None:
        vi, en = f"Hãy đổi một trong hai mã, ví dụ: {mend}", f"Change one of the two, for example: {mend}"
    else:
        vi = f"Hãy gõ ở đây mã mà {asks[0]} gọi đến và chưa có ở đâu: {mend}"
        en = f"Type here the id that {asks[1]} asks for and that is nowhere yet: {mend}"
    return {"hint_vi": vi, "hint_en": en, "mend": mend}


def check_ids(reader: SchemaReader, field: str) -> None:
    """No two records of a list (photos, sections) share an id."""
    nodes = [
        (path, node)
        for path, node in reader.nodes.items()
        if len(path) == 3 and path[0] == field and path[2] == "id" and isinstance(node, Scalar)
    ]
    used = {node.text for _, node in nodes}
    named = [(node.text, _file_stem(reader, path)) for path, node in nodes]
    missing = [word for word in _asked(reader) if word not in used] if field == "photos" else []
    for number, (keeper, ident, back) in sorted(new_ids(named, missing).items()):
        node, first = nodes[number][1], reader.marks[nodes[keeper][0]]
        key = reader.typed_key(node) or "ma"
        asks = (f"“![[{ident}]]” trong bài", f"“![[{ident}]]” in the text") if back else None
        reader.find(rules.DUPLICATE_ID, node, word=node.text, first=str(first), **same_id(f"{key}: {ident}", asks))


def _file_stem(reader: SchemaReader, path: Path) -> str:
    """The name of a photo's file without folder and ending, from the path of its id; empty for other things."""
    file = reader.nodes.get((*path[:2], "file"))
    name = file.text.replace("\\", "/").rpartition("/")[2] if isinstance(file, Scalar) else ""
    return name.rpartition(".")[0] or name


def _asked(reader: SchemaReader) -> list[str]:
    """The photos that body and boxes name, each once and as many as are worth a guess."""
    words = dict.fromkeys(match[1].strip() for _, node in _texts(reader) for match in _REFERENCE.finditer(node.text))
    return list(words)[:MAX_GUESSES]


def _texts(reader: SchemaReader) -> Iterator[tuple[Path, Scalar]]:
    """The texts of an article that may name photos."""
    for path, node in reader.nodes.items():
        if isinstance(node, Scalar) and (path == ("body",) or (path[:1] == ("boxes",) and path[2:] == ("body",))):
            yield path, node


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
    asked = set(_asked(reader))
    for _, node in _texts(reader):
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
                    _unknown_photo(reader, place, word, photos, asked)
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


def _unknown_photo(
    reader: SchemaReader, place: Place, word: str, photos: Mapping[str, Path], asked: Collection[str]
) -> None:
    free = [name for name in photos if name not in asked]
    ids = free or list(photos)
    near = nearest(word, ids, cutoff=0.5)
    known = ", ".join(ids)
    owner = next((name for name, path in photos.items() if _file_stem(reader, path) == word), None)
    if owner is not None:
        node = reader.nodes[photos[owner]]
        key = reader.typed_key(node) or "ma"
        vi = f"Ảnh có tệp cùng tên đang mang mã “{owner}” (dòng {node.line + 1}): hãy gõ ở dòng ấy: {key}: {word}"
        en = (
            f"The photo whose file has that name has the id “{owner}” (line {node.line + 1}): type there: {key}: {word}"
        )
        if owner in free:
            vi, en = f"{vi} – hoặc gõ trong bài: ![[{owner}]]", f"{en} – or type in the text: ![[{owner}]]"
    elif near and _DIGITS.findall(near) == _DIGITS.findall(word):
        vi, en = f"Có phải là “{near}”? Hãy gõ: ![[{near}]]", f"Did you mean “{near}”? Type: ![[{near}]]"
    elif free:
        vi = f"Các ảnh chưa có chỗ trong bài: {known}. Hãy gõ một mã ấy, ví dụ: ![[{free[0]}]]"
        en = f"Photos that have no place in the text yet: {known}. Type one of them, such as ![[{free[0]}]]"
    elif known:
        vi = f"Các ảnh của bài đều đã có chỗ: {known}. Hãy xóa dòng này, hoặc thêm ảnh mang mã “{shorten(word)}”."
        en = f"All photos have their place: {known}. Delete this line, or add a photo with the id “{shorten(word)}”."
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
