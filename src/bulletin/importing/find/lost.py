"""Words of the original that are in no field of the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bulletin.importing.draft import Draft
from bulletin.importing.find.lines import SourceLine, key_of

_LABELS = frozenset(["ảnh", "bài", "tin", "tác", "giả", "theo", "nguồn", "và", "clip", "thực", "hiện", "photo"])
"""Words before a name that its field says: `Ảnh: Minh Khuê` is the photographer Minh Khuê."""
_MOST = 200
_SHOWN = 300


def words_of(draft: Draft) -> Counter[str]:
    """Every word that the draft keeps, with how often."""
    texts: list[str | None] = [draft.title.value, draft.kicker.value, draft.lead.value, draft.body.value]
    texts += [part for photo in draft.photos for part in (photo.caption.value, photo.credit.value, photo.alt.value)]
    texts += [author.name for author in draft.authors.value or ()]
    texts += [author.role for author in draft.authors.value or ()]
    texts += [draft.source.value.name if draft.source.value else None, *(story.title for story in draft.related)]
    if draft.date.value:
        texts.append(f"{draft.date.value:%d %m %Y %H %M}")
    return Counter(word for text in texts if text for word in key_of(text.replace("\\", "")).split())


def lost_lines(draft: Draft, lines: Sequence[SourceLine], used: Iterable[int]) -> tuple[str, ...]:
    """The lines of which a word is in no field; those of byline and date, which the fields say in their own way, not.

    Args:
        draft: without its lost words.
        lines: the whole document.
        used: numbers of the lines that fields were read from.
    """
    kept = words_of(draft)
    skip = set(used)
    lost: list[str] = []
    for line in lines:
        if not line.text or line.number in skip:
            continue
        words = Counter(word for word in key_of(line.text).split() if ":" not in line.text or word not in _LABELS)
        if words and any(kept[word] < count for word, count in words.items()):
            lost.append(" ".join(line.text.split())[:_SHOWN])
        else:
            kept.subtract(words)
    return tuple(lost[:_MOST])
