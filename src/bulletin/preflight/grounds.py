"""The grounds of the pages of a file, each made once."""

from __future__ import annotations

from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.backdrop import Ground
from bulletin.preflight.subject import Subject


def grounds(subject: Subject, page: PageFacts) -> Ground:
    """The ground of one page."""
    key = f"ground {page.number}"
    known = subject.memo.get(key)
    if not isinstance(known, Ground):
        known = subject.memo[key] = Ground(page)
    return known
