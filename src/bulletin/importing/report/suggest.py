"""The lines of the flat plan for stories that were imported, to paste into `issue.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bulletin.importing.job import Imported

BRIEF = 120
"""Words. Shorter stories are proposed as briefs."""
_PLAN = re.compile(rb"^(?:sap_xep|so_bao|flatplan)\s*:", re.M)
_LEAD = re.compile(r"(?:vi_tri|slot)\s*:\s*[\"']?(?:lead|bài chính|tin chính)")


def flatplan_lines(stories: Sequence[Imported], sheet: str, placed: Collection[str]) -> tuple[str, ...]:
    """Lines for every story that is not in the flat plan yet: the fullest one leads where nothing leads yet.

    Args:
        stories: of the import.
        sheet: the text of `issue.yaml`.
        placed: the ids that are in it.
    """
    new = [one for one in stories if one.written is not None and one.written.id not in placed]
    ordered = sorted(new, key=lambda one: -_weight(one))
    leads = bool(_LEAD.search(sheet))
    made: list[str] = []
    for one in ordered:
        assert one.written is not None
        slot = _slot(one)
        if not leads and slot == "story":
            slot, leads = "lead", True
        made += [f"  - bai: {one.written.id}", *([f"    vi_tri: {slot}"] if slot != "story" else [])]
    return tuple(made)


def has_plan(sheet: bytes) -> bool:
    """Whether the sheet has a flat plan to paste below."""
    return _PLAN.search(sheet) is not None


def _weight(one: Imported) -> int:
    return _words(one) + 150 * len([photo for photo in one.story.draft.photos if photo.file])


def _words(one: Imported) -> int:
    return len(f"{one.story.draft.lead.value or ''} {one.story.draft.body.value or ''}".split())


def _slot(one: Imported) -> str:
    if _words(one) < BRIEF:
        return "photo" if len([photo for photo in one.story.draft.photos if photo.file]) > 1 else "brief"
    return "story"
