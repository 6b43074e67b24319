"""Random issues: whatever the planner does to a story, its tags come out whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from layout_issues import issue_of, layout, random_articles
from make_laid import pictures
from test_layout_pages import checked
from validators_kit import Judge

from bulletin.assets.fonts.load import FontSet
from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.layout.engine import LayoutEngine
from bulletin.preflight.proofs.prove import Expected, prove

EXPECTED = Expected(ppi=(60.0, 400.0))
META = Meta(title="Bản tin thử", publisher="UBND phường", issue="Số 1", date=dt.date(2026, 3, 9))


@pytest.mark.parametrize(("columns", "seed"), [(3, 15), (2, 16), (1, 17)])
def test_every_word_stands_under_its_story(
    fonts: FontSet, tmp_path: Path, judge: Judge, columns: int, seed: int
) -> None:
    records, slots = random_articles(seed, 9)
    _, laid = checked(LayoutEngine(layout(columns), fonts), issue_of(tmp_path, records, slots))
    pdf = write_screen(laid, pictures(laid, 72), META)
    # The made-up page of one column is narrower than its running heads: only the tags are looked at.
    found = [finding.quote for finding in prove(pdf, laid, EXPECTED) if finding.rule.id == "proof.tags"]
    assert found == []
    judge.assert_good([(pdf, "ua1")])


@pytest.mark.parametrize("columns", [3, 1])
def test_verse_signatures_and_tables_in_pieces_are_tagged(
    fonts: FontSet, tmp_path: Path, judge: Judge, columns: int
) -> None:
    rows = "".join(f"\n| {n}/11 | {n} |" for n in range(1, 120))
    wide = "| Tổ dân phố | Số hộ đóng góp | Đã thu | Chi chiếu sáng |\n|---|---|---|---|\n| Tổ 1, Bến Ngự | 1 | 2 | 3 |"
    sign = "::: ký tên\nTM. TỔ\nAn\n:::"
    bodies = [
        f"Lịch trực như sau:\n\n| Ngày | Tổ |\n| --- | --: |{rows}\n\nHết.",
        f"Thu, chi như sau:\n\n{wide}\n\n::: thơ\nMột cây làm chẳng nên non\n  Ba cây\n:::\n\n{sign}",
    ]
    records = [{"id": f"bai-{n}", "title": f"Bài {n}", "body": body} for n, body in enumerate(bodies)]
    _, laid = checked(LayoutEngine(layout(columns), fonts), issue_of(tmp_path, records, ["story", "story"]))
    assert any(slot.role == "table-head-again" for slot in laid.slots)
    pdf = write_screen(laid, pictures(laid, 72), META)
    assert [finding.quote for finding in prove(pdf, laid, EXPECTED) if finding.rule.id == "proof.tags"] == []
    judge.assert_good([(pdf, "ua1")])
