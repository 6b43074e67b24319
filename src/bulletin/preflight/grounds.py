"""The grounds of the pages of a file, each made once."""

from __future__ import annotations

from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.backdrop import Backdrop
from bulletin.preflight.subject import InspectedFile


def grounds(subject: InspectedFile, page: PageFacts) -> Backdrop:
    """The ground of one page."""
    key = f"ground {page.number}"
    known = subject.memo.get(key)
    if not isinstance(known, Backdrop):
        known = subject.memo[key] = Backdrop(page)
    return known
