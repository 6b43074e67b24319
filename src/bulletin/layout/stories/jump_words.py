"""JUMP WORDS: the one word that names a story where it goes on on another page: “Bến cá – tiếp theo trang 1”.

A word is taken from the printed title, whole: a short title of so few syllables, words in quotation marks, a compound
that says by itself what the story is about, a place or a person. It is in no other title of the issue, so whoever turns
the page finds one head. A title without such a word has none, and its rest is called by the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.lazy import dataclass, pattern
from bulletin.model import Article, Entry
from bulletin.text.sense import Sense, segments, senses
from bulletin.text.vietnamese import words as known
from bulletin.text.vietnamese.compounds import telling_compounds

MOST_SYLLABLES, MOST_LETTERS = 4, 20
"""A longer piece of a title is no word any more, and would not be beside “tiếp theo trang 12” in one column."""
SHORT_SYLLABLES = 3
"""A short title of no more is taken as its author typed it."""
_PLACE_HEADS = frozenset(
    ("chợ", "đền", "chùa", "đình", "miếu", "đảo", "hòn", "núi", "sông", "vịnh", "bến", "cảng", "cầu", "làng")
)
"""What a place is called by that may be a story's matter. Of a ward, street or school a story says only where it is."""
_WHERE = frozenset(("ở", "tại", "trên", "trong", "ngoài"))
_QUOTED = pattern(r"“([^“”]+)”")
_NAME = pattern(rf"[{known.UPPER}][{known.LOWER}]+")
_SIGNS = ".,:;!?…“”‘’\"'()[]«»"


@dataclass(frozen=True, slots=True)
class _Choice:
    """A word that may stand for its title; the lowest rank is the best."""

    rank: tuple[int, int, int]
    words: str


def jump_words(stories: Sequence[Entry]) -> tuple[str, ...]:
    """Return for every entry of an issue the word that names its rest on another page; empty where there is none."""
    titles = [_bare(f"{e.article.title} | {e.article.short_title or ''}") for e in stories]
    found: list[str] = []
    for at, entry in enumerate(stories):
        others = [*(title for n, title in enumerate(titles) if n != at), *map(_bare, found)]
        choices = sorted(_choices(entry.article), key=lambda choice: choice.rank)
        free = (choice.words for choice in choices if not any(_bare(choice.words) in title for title in others))
        found.append(_opened(next(free, "")))
    return tuple(found)


def _bare(text: str) -> str:
    """Syllables in small letters between spaces, so that one text is found in another by whole syllables."""
    return f" {' '.join(word.strip(_SIGNS) for word in text.lower().split())} "


def _opened(words: str) -> str:
    return words[:1].upper() + words[1:]


def _choices(article: Article) -> Iterator[_Choice]:
    """Every word of a title that may name it."""
    title, short = article.title, article.short_title or ""
    if short and short != title and len(short.split()) <= SHORT_SYLLABLES and len(short) <= MOST_LETTERS:
        yield _Choice((0, 0, 0), short.strip(_SIGNS + " "))
    for quoted in _QUOTED.finditer(title):
        if _fits(quoted[1]) and not quoted[1].endswith(tuple(_SIGNS)):
            yield _Choice((1, 0, quoted.start()), quoted[1])
    typed = title.lower().split(" ")
    for at, words in (*_compounds(title), *_names(title)):
        rank = 2 if _bare(words) in _bare(short) else 3
        # Where a thing happened says less than what happened.
        rank = 4 if at and typed[at - 1] in _WHERE else rank
        yield _Choice((rank, -len(words.split()), at), words)


def _fits(words: str) -> bool:
    return len(words) <= MOST_LETTERS and len(words.split()) <= MOST_SYLLABLES


def _compounds(title: str) -> Iterator[tuple[int, str]]:
    """Telling compounds of a title with their place; none that is a piece of a longer compound or name."""
    typed = title.split(" ")
    keys = [word.strip(_SIGNS).lower() for word in typed]
    bounds, ends = segments(title), senses(title)
    for at in range(len(typed)):
        for end in range(min(len(typed), at + MOST_SYLLABLES), at + 1, -1):
            inside = typed[at : end - 1]
            if tuple(keys[at:end]) not in telling_compounds() or any(word[-1:] in _SIGNS for word in inside):
                continue
            cut = (at > 0 and bounds[at - 1] == bounds[at]) or (end < len(typed) and bounds[end - 1] == bounds[end])
            named = end < len(typed) and ends[end - 1] == Sense.TORN
            if not cut and not named:
                yield at, _joined(typed[at:end])
                break


def _names(title: str) -> Iterator[tuple[int, str]]:
    """Places with what they are called by, and people behind what they are called by."""
    typed = title.split(" ")
    # What is before a colon is who held the meeting, and a capital inside of a title belongs to a longer name.
    start = next((n + 1 for n, word in enumerate(typed) if word.endswith(":")), 0)
    for at, word in enumerate(typed[:-1]):
        key = word.strip(_SIGNS) if at else word.strip(_SIGNS).lower()
        if at < start or (key not in _PLACE_HEADS and key not in known.TITLES):
            continue
        end = at + 1
        while end < len(typed) and _NAME.fullmatch(typed[end].strip(_SIGNS)):
            end += 1
            if typed[end - 1][-1:] in _SIGNS:
                break
        words = _joined(typed[at if key in _PLACE_HEADS else at + 1 : end])
        if end > at + 1 and _fits(words) and " " in words:
            yield at, words


def _joined(words: Sequence[str]) -> str:
    """The words of a title without the signs around them; an abbreviation or name among them keeps its capitals."""
    return " ".join(words).strip(_SIGNS)
