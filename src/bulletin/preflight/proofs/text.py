"""Does the finished page say what was laid out: every character, once, in order, in its place, with plain spaces?

Characters are compared without spaces first (exact, in one step); then the spaces: where a piece of text goes on
without a gap, the file must have spaces exactly where the slot has them; at a line's end the break itself separates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import accumulate

from bulletin.errors import Finding, Place, Rule
from bulletin.geometry import Rect, shared
from bulletin.layout.laid import HANGS_BEFORE, HANGS_BEHIND, TextSlot
from bulletin.pdf.walk.drawn import PageFacts, PlacedPicture, Run
from bulletin.preflight.proofs import rules

ARTEFACTS = frozenset("\u00a0\u202f\u2007\u00ad\u200b\ufeff\ufffe\uffff")
_TOLERANCE_MM = 0.5  # justified lines end within 0.11 mm of the measure; kerning is rounded to a thousandth of the size
_GAP = 0.12  # of the type size: a smaller step to the next piece of text is no space (a word space is 0.2 and more)
_SLIVER_MM = 0.3
_SHOWN_WORDS = 12


def prove_text(
    page: int, facts: PageFacts, slots: Sequence[TextSlot], trim_mm: tuple[float, float]
) -> Iterator[Finding]:
    """Findings on the text of one page.

    Args:
        page: its number from 1.
        facts: what the file shows, in the order of the file.
        slots: what was laid out on this page, in the same order.
        trim_mm: width and height of the page.
    """
    runs = facts.runs
    yield from _outside_page(page, runs, trim_mm)
    got = "".join("".join(run.text.split()) for run in runs)
    want = "".join("".join(slot.text.split()) for slot in slots)
    if got != want:
        yield from _differences(page, runs, slots)
        return
    yield from _spaces(page, runs, slots)
    owners = _owners(runs, slots)
    yield from _frames(page, owners, trim_mm)
    yield from _covered(page, owners, facts.pictures)
    yield from _overlapping(page, owners)


def name_slot(slot: TextSlot | None) -> str:
    """How messages call a slot: story and role (`le-hoi/body`), or the role alone."""
    if slot is None:
        return "–"
    return f"{slot.story}/{slot.role}" if slot.story else slot.role


def shorten(words: Sequence[str]) -> str:
    """The first words of a quotation."""
    return " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")


def _finding(rule: Rule, page: int, slot: TextSlot | None, words: Sequence[str], **values: str) -> Finding:
    box = None if slot is None else (slot.box.x, slot.box.y, slot.box.width, slot.box.height)
    quote = shorten(words)
    return Finding(
        rule,
        Place(page=page, box_mm=box),
        quote,
        {"page": str(page), "where": name_slot(slot), "words": quote, **values},
    )


def _outside_page(page: int, runs: Sequence[Run], trim_mm: tuple[float, float]) -> Iterator[Finding]:
    for run in runs:
        if run.text.strip() and _off_page(run, trim_mm):
            yield _finding(rules.TEXT_OUTSIDE_PAGE, page, None, run.text.split())


def _off_page(run: Run, trim_mm: tuple[float, float]) -> bool:
    return _excess(run.box, (0.0, 0.0, *trim_mm)) > 0


def _excess(box: Rect, frame: Rect) -> float:
    """How far a box is outside of a frame, in mm."""
    return max(frame[0] - box[0], frame[1] - box[1], box[2] - frame[2], box[3] - frame[3])


# --- words lost, too many, out of order ---------------------------------------------------------------------


def _differences(page: int, runs: Sequence[Run], slots: Sequence[TextSlot]) -> Iterator[Finding]:
    want = [(word, slot) for slot in slots for word in slot.text.split()]
    wanted = [word for word, _ in want]
    got = _words(runs, frozenset(wanted))
    lost: dict[int, list[str]] = {}
    extra: dict[int, list[str]] = {}
    order = {id(slot): at for at, slot in enumerate(slots)}
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for word, slot in want[a0:a1]:
            lost.setdefault(order[id(slot)], []).append(word)
        if b1 > b0:
            near = want[min(a0, len(want) - 1)][1] if want else None
            extra.setdefault(order[id(near)] if near else -1, []).extend(got[b0:b1])
    if Counter(wanted) == Counter(got):
        first = min((*lost, *extra), default=-1)
        words = next(iter((lost or extra).values()), [])
        yield _finding(rules.TEXT_ORDER, page, slots[first] if first >= 0 else None, words)
        return
    for at, words in lost.items():
        yield _finding(rules.TEXT_LOST, page, slots[at], words)
    for at, words in extra.items():
        yield _finding(rules.TEXT_EXTRA, page, slots[at] if at >= 0 else None, words)


def _words(runs: Sequence[Run], known: Set[str] = frozenset()) -> list[str]:
    """The words of a page as its pieces of text part them; a word that a line break cut is whole if it is known."""
    words: list[str] = []
    before: Run | None = None
    for run in runs:
        found = run.text.split()
        if found and words and before is not None and not (before.text[-1:] + run.text[:1]).count(" "):
            together = words[-1] + found[0]
            if _joined(before, run) or together in known:
                words[-1] = together
                del found[0]
        words += found
        before = run
    return words


def _joined(before: Run, after: Run) -> bool:
    """Whether a piece of text goes on where the one before it ended."""
    reach = _GAP * min(before.size, after.size)
    return (
        abs(after.start[0] - before.end[0]) < reach
        and abs(after.start[1] - before.end[1]) < max(before.size, after.size) / 2
    )


# --- spaces and frames (the characters are equal) -----------------------------------------------------------


def _spaces(page: int, runs: Sequence[Run], slots: Sequence[TextSlot]) -> Iterator[Finding]:
    for slot in slots:
        odd = ARTEFACTS.intersection(slot.text)
        if odd:
            yield _finding(rules.TEXT_SPACES, page, slot, [f"U+{ord(char):04X}" for char in sorted(odd)])
    odd = ARTEFACTS.intersection("".join(run.text for run in runs))
    if odd:
        yield _finding(rules.TEXT_SPACES, page, None, [f"U+{ord(char):04X}" for char in sorted(odd)])
    want, got = _gaps([slot.text for slot in slots]), _gaps([run.text for run in runs])
    ends = set(accumulate(len("".join(slot.text.split())) for slot in slots)) | {0}
    lengths = list(accumulate(len("".join(run.text.split())) for run in runs))
    soft = {at for at, before, run in zip(lengths, runs, runs[1:], strict=False) if not _joined(before, run)}
    wrong = (want ^ got) - soft - ends
    for at in sorted(wrong):
        slot, inside = _at(slots, at)
        yield _finding(rules.TEXT_SPACES, page, slot, [_around(slot.text, inside)])


def _gaps(texts: Sequence[str]) -> set[int]:
    """Where spaces stand, counted in other characters from the page's start."""
    gaps: set[int] = set()
    at = 0
    for text in texts:
        if text[:1].isspace():
            gaps.add(at)
        for word in text.split():
            at += len(word)
            gaps.add(at)
        if text.strip() and not text[-1:].isspace():
            gaps.discard(at)
    return gaps


def _at(slots: Sequence[TextSlot], at: int) -> tuple[TextSlot, int]:
    """The slot that holds the character number `at` of the page, and its number there."""
    for slot in slots:
        length = len("".join(slot.text.split()))
        if at <= length:
            return slot, at
        at -= length
    return slots[-1], 0


def _around(text: str, at: int) -> str:
    """The two words beside a place that is counted without spaces."""
    words = text.split()
    for number, end in enumerate(accumulate(len(word) for word in words)):
        if at <= end:
            return " ".join(words[number : number + 2])
    return text[-20:]


def _owners(runs: Sequence[Run], slots: Sequence[TextSlot]) -> list[tuple[Run, TextSlot | None]]:
    """Each run with the slot that its characters belong to; None for runs of spaces."""
    ends = list(accumulate(len("".join(slot.text.split())) for slot in slots))
    owners: list[tuple[Run, TextSlot | None]] = []
    at = number = 0
    for run in runs:
        length = len("".join(run.text.split()))
        while length and ends[number] <= at:
            number += 1
        at += length
        owners.append((run, slots[number] if length else None))
    return owners


def _frames(
    page: int, owners: Sequence[tuple[Run, TextSlot | None]], trim_mm: tuple[float, float]
) -> Iterator[Finding]:
    """Each run must be in the frame of its slot and be shown in full; the first that is not is reported."""
    reported: set[tuple[str, int]] = set()
    for run, slot in owners:
        if slot is None:
            continue
        excess = _beyond(run, slot)
        if run.clipped and (rules.TEXT_HIDDEN.id, id(slot)) not in reported:
            reported.add((rules.TEXT_HIDDEN.id, id(slot)))
            yield _finding(rules.TEXT_HIDDEN, page, slot, run.text.split())
        elif (
            excess > _TOLERANCE_MM
            and not _off_page(run, trim_mm)
            and (rules.TEXT_OUTSIDE_SLOT.id, id(slot)) not in reported
        ):
            reported.add((rules.TEXT_OUTSIDE_SLOT.id, id(slot)))
            yield _finding(rules.TEXT_OUTSIDE_SLOT, page, slot, run.text.split(), excess=f"{excess:.1f}")


def _beyond(run: Run, slot: TextSlot) -> float:
    """How far a run is outside of its slot's frame, in mm; only a run that ends with such a sign may hang outside."""
    left, top, right, bottom = slot.ink_box
    words = run.text.strip()
    if words[:1] not in HANGS_BEFORE:
        left = slot.box.x
    if words[-1:] not in HANGS_BEHIND:
        right = slot.box.x + slot.box.width
    return _excess(run.box, (left, top, right, bottom))


def _covered(
    page: int, owners: Sequence[tuple[Run, TextSlot | None]], pictures: Sequence[PlacedPicture]
) -> Iterator[Finding]:
    """Text under a picture that was drawn after it; the first run of each picture is reported."""
    for picture in pictures:
        for run, slot in owners[: picture.after]:
            if slot is not None and _share(run.box, picture.box):
                yield _finding(rules.TEXT_HIDDEN, page, slot, run.text.split())
                break


def _overlapping(page: int, owners: Sequence[tuple[Run, TextSlot | None]]) -> Iterator[Finding]:
    """Runs of two slots that overlap, or lines of one slot on top of each other; every slot is reported once.

    Runs outside their frame are reported already; a large quotation mark alone has most of its box empty.
    """
    reported: set[int] = set()
    near: list[tuple[Run, TextSlot]] = []
    for run, slot in sorted(owners, key=lambda owner: owner[0].box[1]):
        if slot is None or _beyond(run, slot) > _TOLERANCE_MM or not any(map(str.isalnum, run.text)):
            continue
        near = [other for other in near if other[0].box[3] > run.box[1]]
        if id(slot) not in reported and any(
            _share(run.box, other.box) if slot is not owner else _on_top(run.box, other.box) for other, owner in near
        ):
            reported.add(id(slot))
            yield _finding(rules.TEXT_OVERLAP, page, slot, run.text.split())
        near.append((run, slot))


def _share(one: Rect, other: Rect) -> bool:
    """Return whether two boxes share more than a sliver."""
    wide, high = shared(one, other)
    return wide > _SLIVER_MM and high > _SLIVER_MM


def _on_top(one: Rect, other: Rect) -> bool:
    """Whether two runs of one slot cover each other by half their height: next to it, neighbouring lines only touch."""
    _wide, high = shared(one, other)
    return _share(one, other) and high > min(one[3] - one[1], other[3] - other[1]) / 2
