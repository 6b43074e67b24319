"""The names of a year for its indexes: persons, places, documents and authors, in Vietnamese order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bulletin.archive.catalogue.confirmed import Confirmed
from bulletin.archive.catalogue.folding import composed
from bulletin.archive.catalogue.names import NameKind, speaker
from bulletin.archive.shelf.words import story_text
from bulletin.issue_text import ArticleText
from bulletin.lazy import dataclass
from bulletin.text.rules.numbers import document_numbers

KINDS: tuple[tuple[NameKind, str], ...] = (
    ("person", "Người"),
    ("place", "Địa danh"),
    ("document", "Số văn bản"),
    ("author", "Tác giả"),
)
_LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {sign: at for at, sign in enumerate(_LETTERS, 1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_BASES = {"\u0302", "\u0306", "\u031b"}


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A name and the folios of the pages where stories with it begin."""

    name: str
    folios: tuple[int, ...]


def index_of(stories: Iterable[tuple[ArticleText, int]], confirmed: Confirmed) -> dict[NameKind, tuple[NamedAt, ...]]:
    """The four indexes of some stories with the folios where they begin."""
    found: dict[NameKind, dict[str, set[int]]] = {kind: {} for kind, _ in KINDS}
    for article, folio in stories:
        for kind, name in names_of(article, confirmed):
            found[kind].setdefault(name, set()).add(folio)
    return {
        kind: tuple(NamedAt(name, tuple(sorted(found[kind][name]))) for name in sorted(found[kind], key=alphabetical))
        for kind, _ in KINDS
    }


def names_of(article: ArticleText, confirmed: Confirmed) -> Iterator[tuple[NameKind, str]]:
    """What YAML names, who is quoted, the document numbers of the text, and the names that a person has confirmed."""
    for name in (*article.authors, *(photo.credit for photo in article.photos)):
        if name.strip():
            yield "author", _plain(name)
    for quote in article.quotes:
        if who := speaker(composed(quote)):
            yield "person", _plain(who)
    if article.place.strip():
        yield "place", _plain(article.place)
    text = composed(story_text(article))
    for number in (*(document.number for document in article.documents if document.number), *document_numbers(text)):
        yield "document", _plain(number)
    words = _plain(text)
    for (kind, spelling), name in confirmed.names.items():
        if re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", words):
            yield kind, name


def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The key of Vietnamese order: letters first (a ă â b c d đ …), tones only between words of the same letters."""
    letters, tones = [], []
    for sign in unicodedata.normalize("NFC", text.lower()):
        apart = unicodedata.normalize("NFD", sign)
        base = unicodedata.normalize("NFC", apart[0] + "".join(mark for mark in apart[1:] if mark in _BASES))
        letters.append(_ORDER.get(base, 0))
        tones.append(next((_TONES[mark] for mark in apart[1:] if mark in _TONES), 0))
    return tuple(letters), tuple(tones), text


def _plain(name: str) -> str:
    return " ".join(composed(name).split())
