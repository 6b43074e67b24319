"""LAST PAGE: why the last page of an issue is not full, and what would fill it or make it unnecessary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text
from bulletin.layout.fit.answer import words_a_row
from bulletin.layout.fit.levers import Fit
from bulletin.layout.fit.making import PlanMaker
from bulletin.layout.plan.judged.holes import rows_printed
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.plan.search_limits import SEARCH

LAST_PAGE = Rule(
    "layout.last-page",
    Severity.INFO,
    Text("Trang cuối (trang {page}) chỉ đầy {full}.", "The last page ({page}) is only {full} full."),
    Text("Trang cuối vơi trông như chưa làm xong; xếp cách khác thì các trang kia xấu đi nhiều hơn.",
         "A thin last page looks unfinished; to fill it otherwise would cost the other pages more."),
    Text("Thêm khoảng {more} chữ (hoặc một ảnh, một thông báo ở mục fillers của publication.yaml), hoặc bớt khoảng "
         "{less} chữ để không cần trang ấy.",
         "Add some {more} words (or a photo, or a notice under fillers in publication.yaml), or cut some {less} words "
         "so that the page is not needed."),
    ExitCode.DONE,
    form=Text("Thêm khoảng {more} chữ hoặc một ảnh, hoặc bớt khoảng {less} chữ.",
              "Add some {more} words or a photo, or cut some {less} words."),
)  # fmt: skip


def last_page_remark(maker: PlanMaker, planned: Sequence[PlannedPage], fit: Fit) -> Iterator[Finding]:
    """A remark on a last page that is emptier than it should be; none in a book, which fills its pages otherwise.

    Args:
        maker: of the plan.
        planned: its pages.
        fit: what gave way in it.
    """
    spec = fit.grid(maker.spec)
    rows = spec.rows - maker.imprint(fit)
    used = rows_printed(planned[-1], 0, spec.columns) if planned else 0
    wanted = (1 - SEARCH.last_blank) * rows
    if len(planned) < 2 or spec.columns == 1 or used >= wanted:
        return
    a_row = spec.columns * words_a_row(maker, fit)
    values = {
        "page": str(planned[-1].number), "full": f"{used / rows:.0%}",
        "more": _rounded((wanted - used) * a_row), "less": _rounded(used * a_row),
    }  # fmt: skip
    yield Finding(LAST_PAGE, values=values)


def _rounded(words: float) -> str:
    """A number of words to the next ten: it is an estimate."""
    return str(max(10, -int(-words // 10) * 10))
