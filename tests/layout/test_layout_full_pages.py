"""Pages of ordinary issues are full: no story, and above all no brief, gets a page of its own while there is room."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_issues import Words, article, composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.spec import load_layout

ISSUES = {
    "lead, two stories, six briefs": ["lead", "story", "story", *["brief"] * 6],
    "lead and eight briefs": ["lead", *["brief"] * 8],
    "lead, eight stories, four briefs": ["lead", *["story"] * 8, *["brief"] * 4],
    "twelve stories": ["story"] * 12,
}


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize("layout", ["tuan-tin", "ban-tin-a4"])
def test_stories_fill_the_pages_they_are_given(fonts: FontSet, tmp_path: Path, name: str, layout: str) -> None:
    spec = load_layout(layout)
    filled = []
    for seed in (0, 1, 2):
        folder = tmp_path / str(seed)
        words = Words(seed)
        issue = issue_of(folder, [article(words, n) for n in range(len(ISSUES[name]))], ISSUES[name])
        pages = composed(LayoutEngine(spec, fonts), issue).planned
        for page in pages[1:-1]:
            rows = sum(piece.filling.rows * piece.story.columns for piece in page.pieces)
            filled.append(rows / (spec.rows * spec.columns))
    # Texts of random length cannot all end level, so white stays beside them; whole empty pages do not.
    assert not filled or sum(filled) / len(filled) > 0.6
    assert not filled or min(filled) > 0.35


def test_an_issue_that_ends_on_a_full_page_has_no_empty_one(fonts: FontSet, tmp_path: Path) -> None:
    words = Words(5)
    issue = issue_of(tmp_path, [article(words, n) for n in range(5)], ["brief"] * 5)
    pages = composed(LayoutEngine(load_layout("tuan-tin"), fonts), issue).planned
    assert pages[-1].pieces
    assert len(pages) <= 3
