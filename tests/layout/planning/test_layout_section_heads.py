"""SECTION HEADS: the running head names the section of a page whose stories are all of one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.furniture import section_head
from bulletin.model import Section

SEA, SCHOOL = Section(id="bien", name="Biển và bến"), Section(id="truong", name="Học đường")


def page(*pieces: tuple[Section | None, bool]) -> Any:
    """A page with pieces of stories: their section, and whether they go on from another page."""
    found = [
        SimpleNamespace(continued=continued, story=SimpleNamespace(entry=SimpleNamespace(section=section)))
        for section, continued in pieces
    ]
    return SimpleNamespace(pieces=tuple(found))


@pytest.mark.parametrize(
    ("pieces", "head"),
    [
        ([(SEA, False)], "Biển và bến"),
        ([(SEA, False), (SEA, False)], "Biển và bến"),
        ([(SEA, False), (SCHOOL, False)], ""),
        ([(SEA, False), (None, False)], ""),
        ([(None, False)], ""),
        # What only goes on was begun under another head.
        ([(SCHOOL, True), (SEA, False)], "Biển và bến"),
        ([(SCHOOL, True)], "Học đường"),
        ([(SCHOOL, True), (SEA, True)], ""),
        ([], ""),
    ],
)
def test_a_page_is_of_the_section_of_all_stories_that_begin_on_it(pieces: Any, head: str) -> None:
    assert section_head(page(*pieces)) == head


def heads(done: Composed, role: str = "running-section") -> list[str]:
    return [slot.text for page in done.pages for slot in page.slots if slot.role == role]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "name", ["Biển và bến", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh ở cơ sở"]
)
def test_the_running_head_says_it(fonts: FontSet, tmp_path: Path, name: str) -> None:
    records, slots = random_articles(1, 8)
    issue = issue_of(tmp_path, records, slots)
    section = Section(id="bien", name=name)
    of_one = replace(issue, entries=tuple(replace(entry, section=section) for entry in issue.entries))
    engine = LayoutEngine(layout(3), fonts)
    done = composed(engine, of_one)
    inner = len(done.pages) - 1
    assert heads(done) == [name] * inner
    # Nothing else of the running head is lost for it, and nothing is beside the page or over another piece.
    assert len(heads(done, "running")) == inner
    assert all(issue.publication.full_name in words for words in heads(done, "running"))
    for made in done.pages[1:]:
        spans = sorted(
            (slot.box.x, slot.box.x + slot.box.width)
            for slot in made.slots
            if slot.role in ("running", "running-section", "folio")
        )
        assert spans[0][0] >= 11 - 1e-6
        assert spans[-1][1] <= 190 - 11 + 1e-6
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(spans))
    assert heads(composed(engine, issue)) == []
    spec = replace(layout(3), furniture=replace(layout(3).furniture, section_heads=False))
    assert heads(composed(LayoutEngine(spec, fonts), of_one)) == []
