"""Three versions of a story side by side: as it was imported first, as its source is now, as the article is now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from bulletin.fields.article import Article
from bulletin.importing.draft import Draft
from bulletin.lazy import dataclass

_Change = tuple[int, int, tuple[str, ...]]
"""Paragraphs from … up to … become others."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that the source has otherwise than at the first import; None where a version has no value.

    `before` is what was imported (the article of today where nobody knows any more), `after` what the source says now,
    `now` what the article says. `merged` is what the field would be with the change of the source in it, None where the
    office has changed the same words.
    """

    name: str
    before: str | None
    after: str | None
    now: str | None
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed in the source of article `id`, and the new photos that the issue has now."""

    id: str
    changes: tuple[FieldChange, ...] = ()
    photos: tuple[str, ...] = ()
    taken: tuple[str, ...] = field(default=())
    """The fields that were renewed in the article."""

    @property
    def empty(self) -> bool:
        return not self.changes and not self.photos


def compared(before: Article | None, after: Article, now: Article) -> tuple[FieldChange, ...]:
    """Every field that the source has changed and that the article does not have so yet."""
    first, last, present = (_texts(one) for one in (before or now, after, now))
    made = []
    for name in dict.fromkeys((*first, *last)):
        old, new, mine = first.get(name), last.get(name), present.get(name)
        if new is None or new == mine or (before is not None and new == old):
            continue
        merged: str | None = new if before is not None and mine == old else None
        if name == "body" and before is not None and merged is None:
            merged = merged_text(old or "", new, mine or "")
        if merged != mine:
            made.append(FieldChange(name, old, new, mine, merged))
    return tuple(made)


def _texts(article: Article) -> dict[str, str]:
    """The fields that are compared, as text; names as in `Draft.fields`, photos by their ids."""
    day = article.published_at.isoformat(timespec="minutes") if article.published_at else None
    values: dict[str, str | None] = {
        "title": article.title, "kicker": article.kicker, "lead": article.lead, "published_at": day,
        "authors": ", ".join(author.name for author in article.authors) or None, "body": article.body,
    }  # fmt: skip
    for photo in article.photos:
        values[f"photos.{photo.id}.caption"] = photo.caption
        values[f"photos.{photo.id}.credit"] = photo.credit
    return {name: value for name, value in values.items() if value is not None}


def merged_text(before: str, after: str, now: str) -> str | None:
    """The text of today with the changed paragraphs of the source; None where both have changed the same one."""
    base = _paragraphs(before)
    theirs, mine = _changes(base, _paragraphs(after)), _changes(base, _paragraphs(now))
    if any(_clash(one, other) for one in theirs for other in mine):
        return None
    made: list[str] = []
    at = 0
    for begin, end, words in sorted({*theirs, *mine}):
        made += [*base[at:begin], *words]
        at = end
    return "\n\n".join([*made, *base[at:]])


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n{2,}", text) if part.strip()]


def _clash(one: _Change, other: _Change) -> bool:
    """Whether two changes are about the same paragraphs, or put different ones into the same place."""
    (begin, end, _), (first, last, _) = one, other
    return one != other and ((begin < last and first < end) or begin == end == first == last)


def _changes(base: Sequence[str], other: Sequence[str]) -> list[_Change]:
    from difflib import SequenceMatcher  # few imports need it

    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(begin, end, tuple(other[first:last])) for tag, begin, end, first, last in codes if tag != "equal"]


def with_photo_ids(draft: Draft, ids: Mapping[str, str]) -> Draft:
    """The draft with its photos under other ids, those without one left out; their places in the body go with them."""
    photos = tuple(replace(photo, id=ids[photo.id]) for photo in draft.photos if photo.id in ids)

    def renamed(match: re.Match[str]) -> str:
        return f"![[{ids[match[1]]}]]" if match[1] in ids else ""

    text = re.sub(r"(?m)^!\[\[([\w-]+)\]\]$", renamed, draft.body.value or "")
    return replace(draft, photos=photos, body=replace(draft.body, value="\n\n".join(_paragraphs(text))))
