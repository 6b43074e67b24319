"""OPTIONS: plans of an issue to choose from, beside the one that it has; what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.held.compare import parts_of, reshaped
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.quality.as_json import ALTERNATIVES, plan_json
from bulletin.layout.quality.describe import describe
from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.report import number_told
from bulletin.layout.quality.score import Scored, score, total
from bulletin.layout.setting.composing import Composing
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from bulletin.layout.flatplan.beside import DrawnPlan

WORST, WORSE = 1.5, 10.0
"""A plan whose score is more than so many times that of the first, and so much more, is no choice."""


@dataclass(frozen=True, slots=True)
class PlanOption:
    """A plan to choose: its number from 1, its pages, its score, and the stories that differ from the first plan."""

    number: int
    composed: Composed
    described: DescribedPlan
    scored: tuple[Scored, ...]
    differs: tuple[str, ...] = ()


def first_option(engine: LayoutEngine, composed: Composed) -> PlanOption:
    """The plan that an issue has, as number 1."""
    described = describe(engine.spec, engine.shaper, composed)
    return PlanOption(1, composed, described, score(described))


def more_options(engine: LayoutEngine, composing: Composing, first: PlanOption, count: int) -> tuple[PlanOption, ...]:
    """So many other plans, fewer where no more are found: really different ones, and none with an absurd score."""
    found: list[PlanOption] = []
    before, worst = parts_of(first.composed.planned), total(first.scored) * WORST + WORSE
    plans = composing.options(engine)
    taken: bool | None = None
    while len(found) < count:
        try:
            composed = plans.send(taken)
        except StopIteration:
            break
        described = describe(engine.spec, engine.shaper, composed)
        scored = score(described)
        taken = total(scored) <= worst
        if taken:
            other = reshaped(before, parts_of(composed.planned))
            names = tuple(composing.issue.entries[n].article.id for n in sorted(other))
            found.append(PlanOption(len(found) + 2, composed, described, scored, names))
    return tuple(found)


def options_json(asked: int, found: Sequence[PlanOption]) -> dict[str, Any]:
    """The other plans as `docs/plan.md` describes them."""
    plans = [
        {"number": one.number, "differs": _share(one), "stories": list(one.differs)}
        | plan_json(one.described, one.scored)
        for one in found
    ]
    return {"schema": ALTERNATIVES, "asked": asked, "found": len(found), "plans": plans}


def options_lines(asked: int, first: PlanOption, found: Sequence[PlanOption], width: int, lang: str) -> list[str]:
    """Every other plan in small, the scores beside one another, and how one is chosen."""
    from bulletin.layout.flatplan.text import picture

    vi = lang == "vi"
    lines: list[str] = []
    for one in found:
        lines += ["", name_of(one, lang), "", *picture(one.described, width, first.described)]
    if found:
        lines += ["", *_table([first, *found], lang), ""]
        lines.append("Chọn một phương án: bulletin plan THƯ_MỤC --choose SỐ" if vi else
                     "To choose one: bulletin plan FOLDER --choose NUMBER")  # fmt: skip
    if len(found) < asked:
        lines += ["", _fewer(asked, len(found), first.described.columns, vi)]
    return lines


def name_of(option: PlanOption, lang: str) -> str:
    """A plan in one line: its number, pages, how much of it is different, and its score."""
    vi = lang == "vi"
    pages, cost = len(option.described.pages), number_told(total(option.scored), lang)
    if option.number == 1:
        return f"Phương án 1, đang dùng: {pages} trang, điểm trừ {cost}" if vi else (
            f"Plan 1, the one in use: {pages} pages, cost {cost}")  # fmt: skip
    count, share = len(option.differs), f"{_share(option):.0%}"
    return (
        f"Phương án {option.number}: {pages} trang, {count} bài ({share}) ở trang khác hoặc dáng khác, điểm trừ {cost}"
        if vi
        else f"Plan {option.number}: {pages} pages, {count} stories ({share}) on other pages or in other forms, "
        f"cost {cost}"
    )


def drawn(options: Sequence[PlanOption], lang: str) -> list[DrawnPlan]:
    """The plans as pictures; a story has one colour in all of them."""
    from bulletin.layout.flatplan.beside import DrawnPlan
    from bulletin.layout.flatplan.shapes import sheet_of

    like = options[0].described
    return [DrawnPlan(name_of(one, lang), sheet_of(one.described, like), one.scored) for one in options]


def _share(option: PlanOption) -> float:
    stories = {module.story for page in option.described.pages for module in page.modules}
    return round(len(option.differs) / max(1, len(stories)), 3)


def _table(options: Sequence[PlanOption], lang: str) -> list[str]:
    from bulletin.layout.flatplan.beside import score_rows

    head = ["Phương án" if lang == "vi" else "Plan", *(str(one.number) for one in options)]
    rows = [head, *score_rows([one.scored for one in options], lang)]
    wide = max(len(row[0]) for row in rows)
    return [f"{row[0]:{wide}}" + "".join(f"{cell:>8}" for cell in row[1:]) for row in rows]


def _fewer(asked: int, found: int, columns: int, vi: bool) -> str:
    if columns == 1:
        return ("Mẫu một cột in các bài nối nhau, nên không có phương án khác." if vi else
                "A layout of one column prints story after story, so there are no other plans.")  # fmt: skip
    least = 100 * SEARCH.different
    return (f"Muốn {asked} phương án khác, chỉ tìm được {found}: những cách xếp còn lại giống hơn {100 - least:.0f} %, "
            "hoặc kém hẳn." if vi else
            f"{asked} other plans were asked for, only {found} were found: others differ in less than {least:.0f} % of "
            "the stories, or are much worse.")  # fmt: skip
