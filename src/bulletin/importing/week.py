"""A week's drafts together: photos go to their stories, and a story that came twice is one draft with a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import PurePosixPath

from bulletin.importing.document import PictureFile, SourceDocument
from bulletin.importing.draft import Draft, DraftField, DraftNote, DraftPhoto
from bulletin.importing.find.article import with_author
from bulletin.importing.find.lines import key_of
from bulletin.lazy import dataclass
from bulletin.sources.folding import slug

SHINGLE = 8
SAME = 0.6
_LETTER = 700
"""Characters. A mail with a story attached and no more text than this is a letter that comes with the story."""
_NUMBERED = re.compile(r"-?(?:anh|hinh|img|photo|pic)?-?\d*$")


@dataclass(frozen=True, slots=True)
class Loose:
    """A photo that came without a story."""

    file: str
    picture: PictureFile


@dataclass(frozen=True, slots=True)
class WeekStory:
    """A draft, and the drafts of the same story from other sources."""

    draft: Draft
    same: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """The stories in the order they came, photos of no story, and the files in which no story was found."""

    stories: tuple[WeekStory, ...]
    loose: tuple[Loose, ...] = ()
    empty: tuple[str, ...] = field(default=())


def joined(documents: Sequence[SourceDocument], drafts: Sequence[Draft]) -> Week:
    """The week in documents and the draft of each of them.

    Args:
        documents: as they were read.
        drafts: one for each document, in the same order.
    """
    pairs = list(zip(documents, drafts, strict=True))
    loose = [Loose(doc.file, file) for doc, _ in pairs if doc.kind == "picture" for file in doc.pictures.values()]
    stories = [(doc, draft) for doc, draft in pairs if doc.kind != "picture" and draft.body.value]
    empty = [doc.file for doc, draft in pairs if doc.kind != "picture" and not draft.body.value and not draft.photos]
    only_photos = [draft for doc, draft in pairs if doc.kind != "picture" and not draft.body.value and draft.photos]
    loose += [Loose(draft.file, photo.file) for draft in only_photos for photo in draft.photos if photo.file]
    made, letters = _without_letters(stories)
    for letter in letters:
        loose += [Loose(letter.file, photo.file) for photo in letter.photos if photo.file]
    left: list[Loose] = []
    used = {photo.file.sha256 for draft in made for photo in draft.photos if photo.file}
    for one in loose:
        if one.picture.sha256 in used:
            continue  # a story has taken it from beside its file
        at = _story_of(one.file, made)
        if at is None:
            left.append(one)
        else:
            made[at] = _with_photo(made[at], one)
    merged = _merged(made)
    left += [one for story in merged for one in _only_elsewhere(story)]
    return Week(merged, tuple(left), tuple(empty))


# --- mails ---------------------------------------------------------------------------------------------------------


def _without_letters(stories: Sequence[tuple[SourceDocument, Draft]]) -> tuple[list[Draft], list[Draft]]:
    """The drafts without those of letters that only come with an attached story; the senders are guessed authors."""
    senders: dict[str, str] = {}
    letters: list[Draft] = []
    made: list[Draft] = []
    for doc, draft in stories:
        if doc.kind == "mail":
            from email.utils import parseaddr

            senders[doc.file] = parseaddr(next(iter(doc.meta.get("from", ())), ""))[0]
            attached = any(other.file.startswith(f"{doc.file}/") for other, _ in stories)
            if attached and len(draft.body.value or "") <= _LETTER:
                letters.append(draft)
                continue
        made.append(draft)
    result = []
    for draft in made:
        sender = next(
            (name for file, name in senders.items() if draft.file == file or draft.file.startswith(f"{file}/")), ""
        )
        letter = next((one for one in letters if draft.file.startswith(f"{one.file}/")), None)
        if letter is not None:
            quote = " ".join((letter.body.value or "").split())[:200]
            note = DraftNote("Lời trong thư, không lấy vào bài", "Words of the mail, not taken", quote)
            draft = replace(draft, notes=(*draft.notes, note))
        result.append(with_author(draft, sender))
    return result, letters


# --- photos --------------------------------------------------------------------------------------------------------


def _story_of(file: str, drafts: Sequence[Draft]) -> int | None:
    """The story of a photo: that of its mail, archive or folder where it is the only one, else by its name."""
    folder = file.rpartition("/")[0] or file
    name = slug(PurePosixPath(file).stem)
    best, longest = None, 0
    for at, draft in enumerate(drafts):
        stem = slug(PurePosixPath(draft.file).stem)
        near = draft.file.startswith(folder) or folder.startswith(draft.file)
        if near and name.startswith(stem) and len(stem) > longest and _NUMBERED.fullmatch(name[len(stem) :]):
            best, longest = at, len(stem)
    if best is not None:
        return best
    for place in _places(file):
        inside = [at for at, draft in enumerate(drafts) if draft.file == place or draft.file.startswith(f"{place}/")]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


def _places(file: str) -> list[str]:
    """What a file is inside of, nearest first; nothing for a file that was given alone."""
    parts = file.split("/")
    found = ["/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    return found if len(parts) > 1 else [file]


def _with_photo(draft: Draft, loose: Loose) -> Draft:
    """The draft with one more photo behind its others; the same bytes are there once."""
    if any(photo.file and photo.file.sha256 == loose.picture.sha256 for photo in draft.photos):
        return draft
    made = DraftPhoto(
        f"anh-{len(draft.photos) + 1}",
        loose.picture,
        loose.picture.name,
        DraftField(reason="ảnh gửi kèm"),
        DraftField(),
        DraftField(),
    )
    text = draft.body.value or ""
    body = replace(draft.body, value=f"{text}\n\n![[{made.id}]]") if "![[" in text else draft.body
    return replace(draft, photos=(*draft.photos, made), body=body)


# --- the same story ------------------------------------------------------------------------------------------------


def shingles(draft: Draft) -> frozenset[tuple[str, ...]]:
    """Every run of eight syllables of standfirst and body."""
    return shingles_of(f"{draft.lead.value or ''} {draft.body.value or ''}")


def shingles_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of eight syllables of a text."""
    words = key_of(text).split()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share of the shorter text that is in the longer one."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _merged(drafts: Sequence[Draft]) -> tuple[WeekStory, ...]:
    """One story for drafts that share most of their words: the fullest one, the others named in a note."""
    groups: list[list[tuple[Draft, frozenset[tuple[str, ...]]]]] = []
    for draft in drafts:
        mine = shingles(draft)
        for group in groups:
            if len(mine) > 1 and any(len(theirs) > 1 and alike(mine, theirs) > SAME for _, theirs in group):
                group.append((draft, mine))
                break
        else:
            groups.append([(draft, mine)])
    return tuple(_story([draft for draft, _ in group]) for group in groups)


def _story(drafts: Sequence[Draft]) -> WeekStory:
    best = max(drafts, key=lambda draft: (_sure(draft), len(draft.body.value or "")))
    others = tuple(draft for draft in drafts if draft is not best)
    notes = [
        DraftNote("Cùng một tin, không nhập lần nữa", "The same story, not imported twice", other.file)
        for other in others
    ]  # fmt: skip
    return WeekStory(replace(best, notes=(*best.notes, *notes)), others)


def _only_elsewhere(story: WeekStory) -> list[Loose]:
    """The photos that only other sources of the story have."""
    found = {photo.file.sha256 for photo in story.draft.photos if photo.file}
    made = []
    for draft in story.same:
        for photo in draft.photos:
            if photo.file and photo.file.sha256 not in found:
                found.add(photo.file.sha256)
                made.append(Loose(draft.file, photo.file))
    return made


def _sure(draft: Draft) -> int:
    """How much of a draft is certain; photos count."""
    fields = (draft.title, draft.date, draft.authors, draft.source, draft.lead)
    return sum(field.certainty == "sure" for field in fields) + sum(photo.file is not None for photo in draft.photos)
