"""Which text is the body: by the layout for our own files, by its size and face in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bulletin.fields.roles import BODY, kind_of
from bulletin.layout.laid import TextSlot
from bulletin.pdf.walk.drawn import Run
from bulletin.preflight.subject import InspectedFile

_SAME = 0.1  # pt


def body_runs(subject: InspectedFile) -> set[int]:
    """The ids of all runs that are body text; worked out once for a file."""
    known = subject.memo.get("bodies")
    if not isinstance(known, set):
        known = _of_layout(subject, subject.laid.slots) if subject.laid is not None else _by_size(subject)
        subject.memo["bodies"] = known
    return known


def _of_layout(subject: InspectedFile, slots: Sequence[TextSlot]) -> set[int]:
    found: set[int] = set()
    for page in subject.pages:
        frames = [
            (slot.box.x - 1, slot.box.y - 1, slot.box.x + slot.box.width + 1, slot.box.y + slot.box.height + 1)
            for slot in slots
            if slot.box.page == page.number and kind_of(slot.role) == BODY
        ]
        for run in page.runs:
            x, y = run.start
            if any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in frames):
                found.add(id(run))
    return found


def _by_size(subject: InspectedFile) -> set[int]:
    """Text in the size and face in which most letters of the file are set: heads and folios may share the size."""
    letters: Counter[tuple[str, float]] = Counter()
    runs: list[Run] = [run for page in subject.pages for run in page.runs if run.mode != 3]
    for run in runs:
        letters[_face(run), round(run.size_pt, 1)] += len(run.text)
    if not letters:
        return set()
    face, usual = max(letters, key=lambda kind: (letters[kind], -kind[1], kind[0]))
    return {id(run) for run in runs if abs(run.size_pt - usual) <= _SAME and _face(run) == face}


def _face(run: Run) -> str:
    """The font's name without its subset tag."""
    return run.font.split("+", 1)[-1]
