"""The QR code of a house notice: printed with its notice, read, linked, and under no word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from layout_issues import composed, composing, random_articles, write_folder
from make_laid import pictures
from validators_kit import Judge

from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.setting.referee import set_composed
from bulletin.model import Issue
from bulletin.preflight.proofs.prove import Expected, prove
from bulletin.preflight.qr.trials import try_codes
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

EngineOf = Callable[[int], LayoutEngine]
META = Meta(title="Bản tin thử", publisher="UBND phường", issue="Số 1", date=dt.date(2026, 3, 9))
URL = "https://www.doson.example/theo-doi/"


def issue_with_notices(folder: Path, columns: int) -> Issue:
    """Stories that leave a gap, and notices with a code, so many columns wide at most."""
    records, slots = random_articles(8, 7, slots=("story",), photos=False)
    notices = [
        {"title": f"Theo dõi bản tin {n}", "text": "Quét mã để nhận bản tin mỗi tuần.", "url": URL, "columns": columns}
        for n in range(4)
    ]
    write_folder(folder, records, slots, {"fillers": notices})
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return normalise_issue(loaded.issue).issue


@pytest.mark.parametrize("columns", [1, 3])
def test_a_notice_prints_its_code(engine_of: EngineOf, tmp_path: Path, judge: Judge, columns: int) -> None:
    engine = engine_of(3)
    issue = issue_with_notices(tmp_path, columns)
    boxes = [box for page in composed(engine, issue).planned for _, box in page.notices]
    assert boxes
    laid = set_composed(engine, composed(engine, issue), composing(issue)).laid
    codes = [slot for slot in laid.qr_codes if slot.url == URL]
    words = [slot for slot in laid.slots if slot.text == "doson.example/theo-doi"]
    assert len(codes) == len(words) == len(boxes)
    for slot in (one for one in laid.slots if one.story is None):
        for code in (one for one in codes if one.box.page == slot.box.page):
            beside = slot.box.x + slot.box.width <= code.box.x or code.box.x + code.box.width <= slot.box.x
            assert beside or slot.box.y + slot.box.height <= code.box.y or code.box.y + code.box.height <= slot.box.y
    pdf = write_screen(laid, pictures(laid, 72), META)
    found = [finding.rule.id for finding in prove(pdf, laid, Expected(ppi=(60.0, 400.0)))]
    assert found == []
    assert [fact.text for fact in try_codes(pdf, one_bit=False, slots=codes)] == [URL] * len(codes)
    judge.assert_good([(pdf, "ua1")])
