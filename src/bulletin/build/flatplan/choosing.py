"""CHOOSING: the places of a plan are written into `issue.yaml`, once it is proved that they give that plan again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.build.flatplan.options import PlanOption
from bulletin.build.request import MOST_ALTERNATIVES
from bulletin.desk.repair.making import Made
from bulletin.desk.repair.writing import write
from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.held.compare import parts_of
from bulletin.layout.plan.held.places import typed_places
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.setting.composing import Composing
from bulletin.lazy import dataclass
from bulletin.sources.edits.placements import with_places

SHEET = "issue.yaml"
_DIFFERENT = f"{100 * SEARCH.different:.0f} %"
NO_OPTION = Rule(
    "issue.no-such-plan",
    Severity.ERROR,
    Text("không có phương án {number}; có các phương án: {found}",
         "there is no plan {number}; the plans are: {found}"),
    Text(f"Các phương án khác phải khác ít nhất {_DIFFERENT} số bài và không kém hẳn, nên có khi không đủ số.",
         f"Other plans must differ in at least {_DIFFERENT} of the stories and not be much worse, so there may be "
         "fewer."),
    Text(f"Hãy xem lại bằng bulletin plan THƯ_MỤC --alternatives {MOST_ALTERNATIVES}, rồi chọn một số có ở đó",
         f"Look at them with bulletin plan FOLDER --alternatives {MOST_ALTERNATIVES}, then choose a number that is "
         "there"),
)  # fmt: skip
NOT_EDITED = Rule(
    "issue.places-not-typed",
    Severity.ERROR,
    Text("không ghi được chỗ của các bài vào issue.yaml", "the places of the stories cannot be typed into issue.yaml"),
    Text("Sắp xếp bài trong tệp được gõ theo cách mà máy không sửa chắc chắn được. Tệp vẫn như cũ.",
         "The flatplan in the file is typed in a way that cannot be edited with certainty. The file is as it was."),
    Text("Hãy gõ mỗi bài trong sap_xep (flatplan) thành các dòng “- bai: …”, rồi chạy lại lệnh",
         "Type each story of flatplan on lines of its own, “- article: …”, then run the command again"),
)  # fmt: skip
NOT_KEPT = Rule(
    "issue.plan-not-kept",
    Severity.ERROR,
    Text("phương án {number} không giữ lại được đúng từng chỗ", "plan {number} cannot be kept place by place"),
    Text("Mẫu một cột in các bài nối nhau, không có chỗ để giữ; ở mẫu nhiều cột, số trang mong muốn đã đổi cỡ tít.",
         "A layout of one column has no places to keep; in one of more columns, heads gave way for the pages wanted."),
    Text("Hãy chọn trong mẫu nhiều cột (--layout tuan-tin), hoặc bỏ so_trang (pages) trong issue.yaml rồi chọn lại",
         "Choose in a layout of several columns (--layout tuan-tin), or take pages out of issue.yaml and choose again"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """The issue planned with the places as they are typed now, and why the file was not written, if it was not."""

    composed: Composed
    findings: tuple[Finding, ...]


def choose(
    engine: LayoutEngine, composing: Composing, options: Sequence[PlanOption], number: int, kept: Path
) -> Chosen:
    """Write the places of a plan; with number 0 take out those that are there.

    Args:
        engine: of the layout.
        composing: of the issue as it is.
        options: every plan that was found.
        number: of the chosen one.
        kept: the folder for the old version of the file.

    Raises:
        InputError: there is no such plan, it cannot be kept, or the file cannot be edited.
    """
    issue = composing.issue
    option = next((one for one in options if one.number == number), None)
    if number and option is None:
        found = ", ".join(str(one.number) for one in options)
        raise InputError([Finding(NO_OPTION, quote=str(number), values={"number": str(number), "found": found})])
    typed = typed_places(parts_of(option.composed.planned)) if option else {}
    places = {issue.entries[n].article.id: place for n, place in typed.items()}
    again = _planned(engine, composing, typed)
    if option is not None and (engine.spec.columns == 1 or seen_in(again.planned) != seen_in(option.composed.planned)):
        raise InputError([Finding(NOT_KEPT, Place(SHEET), str(number), {"number": str(number)})])
    before = issue.sources[SHEET]
    after = with_places(before, places, engine.spec.name if places else None)
    if after is None:
        raise InputError([Finding(NOT_EDITED, Place(SHEET), SHEET)])
    return Chosen(again, write(issue.folder, kept, [Made(SHEET, before, after, ())]).findings)


def _planned(engine: LayoutEngine, composing: Composing, typed: Mapping[int, str]) -> Composed:
    """The issue planned with these places typed, and with no others."""
    issue = composing.issue
    entries = tuple(replace(entry, place=typed.get(n)) for n, entry in enumerate(issue.entries))
    placed = engine.spec.name if typed else None
    pinned = replace(issue, sheet=replace(issue.sheet, placed=placed), entries=entries)
    return replace(composing, issue=pinned).compose(engine)


def seen_in(planned: Sequence[PlannedPage]) -> tuple[object, ...]:
    """All of a plan but the stories themselves: two plans for which it is equal print the same pages."""
    return tuple(
        (
            replace(page, pieces=(), made=None),
            [(p.story.index, p.story.columns, p.filling, p.column, p.row) for p in page.pieces],
        )
        for page in planned
    )
