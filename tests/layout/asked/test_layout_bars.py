"""The bars of a box on the page: their lengths in the file are those of the numbers."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from layout_issues import composed, composing, issue_of, layout
from make_laid import pictures
from validators_kit import Judge

from bulletin.assets.fonts.load import FontSet
from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.geometry import MM_PER_PX, PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.stories.table import BAR_PT

META = Meta(title="Bản tin thử", publisher="UBND phường", issue="Số 1", date=dt.date(2026, 3, 9))
FIGURES = "| Việc | Chi bộ |\n| --- | ---: |\n| Đèn ngõ | 12 |\n| Ngõ | 9 |\n| Sách | 3 |\n| **Cộng** | **24** |"
BODY = "\n\n".join(["Hội nghị có 126 đại biểu, hơn một nửa là bí thư chi bộ và tổ trưởng dân phố."] * 12)


def bars_of(pdf: bytes) -> list[float]:
    """Widths of all filled rectangles as high as a bar, in their order; WeasyPrint draws in px of CSS."""
    found: list[float] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            path: list[tuple[float, float]] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "re":
                    path.append((float(operands[2]), abs(float(operands[3]))))
                elif str(operator) in ("f", "f*"):
                    found += [width for width, height in path if abs(height - BAR_PT / PT_PER_MM / MM_PER_PX) < 0.05]
                if str(operator) in ("f", "f*", "n", "S"):
                    path.clear()
    return found


@pytest.mark.parametrize("columns", [3, 2, 1])
def test_bars_are_drawn_to_scale_and_are_no_words(fonts: FontSet, tmp_path: Path, judge: Judge, columns: int) -> None:
    box = {"title": "Việc đã đăng ký", "bars": True, "body": FIGURES}
    record = {"id": "so-ket", "title": "Sơ kết một năm", "body": BODY, "boxes": [box]}
    engine, issue = LayoutEngine(layout(columns), fonts), issue_of(tmp_path, [record], ["story"])
    laid = set_composed(engine, composed(engine, issue), composing(issue)).laid
    pdf = write_screen(laid, pictures(laid, 72), META)
    first, second, third = bars_of(pdf)
    assert second == pytest.approx(first * 9 / 12, rel=0.002)
    assert third == pytest.approx(first * 3 / 12, rel=0.005)
    judge.assert_good([(pdf, "ua1")])
