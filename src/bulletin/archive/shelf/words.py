"""The index of a year: which syllable is in which stories. A classic script: a page from a disk loads no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from bulletin.archive.catalogue.folding import composed, exported, fold, lower
from bulletin.archive.catalogue.tokens import words_of
from bulletin.issue_text import ArticleText, printed_parts
from bulletin.lazy import dataclass

_LAST = 0x2FFF
_SNIPPET = 150
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """A story, or a page of an issue whose stories are unknown, as the index sees it; `link` is below the shelf."""

    link: str
    title: str
    issue: str
    date: str
    place: str
    opening: str
    text: str


def fold_script() -> bytes:
    """The tables of both foldings for the script of the pages: the same that made the index."""
    small = _pairs(lower)
    return f"window.bulletinFolding = {_json({'bare': exported(), 'small': small})};\n".encode()


def year_script(year: int, texts: Iterable[IndexedText]) -> bytes:
    """The index of one year.

    It maps each syllable without marks to its spellings, and each spelling to the numbers of its texts (each less the
    one before); texts whose title has it are listed a second time.
    """
    texts = tuple(texts)
    words: dict[str, dict[str, list[list[int]]]] = {}
    for number, text in enumerate(texts):
        titled = set(spellings(text.title))
        for word in sorted(titled | set(spellings(text.text))):
            found = words.setdefault(fold(word), {}).setdefault(word, [[], []])
            found[0].append(number)
            if word in titled:
                found[1].append(number)
    packed = {
        bare: {word: [_steps(numbers) for numbers in lists] for word, lists in sorted(forms.items())}
        for bare, forms in sorted(words.items())
    }
    shown = [[text.link, text.title, text.issue, text.date, text.place, text.opening] for text in texts]
    return f"window.bulletinYear({year}, {_json({'texts': shown, 'words': packed})});\n".encode()


def spellings(text: str) -> Iterator[str]:
    """The words of a text in small letters; one with `-` or `/` as a whole, and its parts."""
    for word in words_of(lower(composed(text))):
        yield word
        if "-" in word or "/" in word:
            yield from (part for part in word.replace("/", "-").split("-") if part)


def story_text(article: ArticleText) -> str:
    """All words of a story."""
    return "\n".join(part for part in _parts(article) if part)


def opening(text: str) -> str:
    """The first words of a text, for a hit."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SNIPPET else plain[:_SNIPPET].rsplit(" ", 1)[0] + " …"


def _parts(article: ArticleText) -> Iterator[str]:
    yield from (article.section, *printed_parts(article))
    for document in article.documents:
        yield from (document.kind, document.number, document.issuer, document.title)


def _steps(numbers: list[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


@lru_cache(maxsize=2)
def _pairs(folding: Callable[[str], str]) -> tuple[str, str]:
    changed = [(sign, folding(sign)) for code in range(_LAST + 1) if folding(sign := chr(code)) != sign]
    return "".join(before for before, _ in changed), "".join(after for _, after in changed)


def _json(value: Mapping[str, object]) -> str:
    """JSON that is also safe inside a page, whatever a title holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, written in _UNSAFE.items():
        text = text.replace(sign, written)
    return text
