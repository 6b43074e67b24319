"""The page setter sets the lines that were planned, also where a paragraph ends inside of a long address."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_issues import composing, issue_of

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.setting.referee import set_composed

ADDRESS = "bantin.vanhuong.example/van-ban/ke-hoach-trien-khai-thuc-hien-nghi-quyet."


@pytest.mark.parametrize("words", ["Toàn văn có tại", "Bà con đọc bản kế hoạch tại", "Xem"])
def test_a_paragraph_that_ends_inside_of_an_address_needs_no_referee(
    words: str, tmp_path: Path, engine: LayoutEngine
) -> None:
    """A second plan would give photos other frames than the ones that they were prepared for."""
    issue = issue_of(
        tmp_path, [{"id": "bai", "title": "Kế hoạch mới", "body": f"{words} {ADDRESS}\n\nHết bài."}], ["story"]
    )
    made = composing(issue).compose(engine)
    done = set_composed(engine, made, composing(issue))
    assert not done.findings
    assert done.composed is made, "the issue was planned anew"
    assert done.laid.lines.refereed == 0
