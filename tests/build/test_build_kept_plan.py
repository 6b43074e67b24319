"""A plan is kept by what was measured: words may change, heights may not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from benchmarks.pages.generate import write_issue
from benchmarks.pages.kinds import Kind
from build_issues import small_issue

from bulletin.build.kept.last_plan import keep_last_plan
from bulletin.build.request import AS_TYPED
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import ComposedIssue, compose_issue
from bulletin.layout import kept_plans as kept
from bulletin.layout.flow.bands import Continuation
from bulletin.layout.plan.held.last import LastPlan, RepairedPlan, last_plan_bytes, last_plan_of
from bulletin.layout.plan.held.repair import PageRepairer
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import Area, PageRoom, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.stories.story import BoxFloat, PhotoBand, PhotoFloat, QuoteFloat, Story
from bulletin.runtime.cache import keep_sealed, read_sealed


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[PlannedPage, ...]]:
    """Every plan that is made while a test runs."""
    made: list[tuple[PlannedPage, ...]] = []
    plan = PagePlanner.plan

    def counted(self: PagePlanner, beam: int = 0) -> tuple[PlannedPage, ...]:
        made.append(plan(self, beam))
        return made[-1]

    monkeypatch.setattr(PagePlanner, "plan", counted)
    return made


def _composed(folder: Path, cache: Path, layout: str | None = None) -> ComposedIssue:
    return compose_issue(BuildRun(cache), folder, layout, AS_TYPED)


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "articles" / "ngo-14.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_another_word_finds_its_pages_planned(tmp_path: Path, planned: list[tuple[PlannedPage, ...]]) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    first = _composed(folder, cache)
    made = len(planned)
    assert made
    again = _composed(folder, cache)
    assert len(planned) == made
    assert again.composed.planned == first.composed.planned
    _edit(folder, "gió còn mang hơi muối", "gió vẫn mang hơi muối")
    edited = _composed(folder, cache)
    assert len(planned) == made
    assert [page.html for page in edited.composed.pages] != [page.html for page in first.composed.pages]
    assert edited.composed.pages == _composed(folder, tmp_path / "other cache").composed.pages


@pytest.mark.parametrize("change", ["a paragraph more", "another layout", "another slot", "damaged"])
def test_what_a_planner_sees_is_planned_anew(
    tmp_path: Path, planned: list[tuple[PlannedPage, ...]], change: str
) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    first = _composed(folder, cache)
    made = len(planned)
    layout = None
    if change == "a paragraph more":
        _edit(
            folder,
            "(0.0).",
            "(0.0).\\n\\nThêm một đoạn nữa cho dài ra, dài thêm một dòng, hai dòng, ba dòng nữa.\\n\\n",
        )
    elif change == "another layout":
        layout = "ban-tin-a4"
    elif change == "another slot":
        issue = folder / "issue.yaml"
        issue.write_text(issue.read_text("utf-8").replace("slot: brief", "slot: story"), "utf-8")
    else:
        for path in (cache / kept.KIND).iterdir():
            path.write_bytes(path.read_bytes()[:-3])
    again = _composed(folder, cache, layout)
    assert len(planned) > made
    assert (again.composed.planned == first.composed.planned) == (change == "damaged")


def test_a_plan_that_another_version_wrote_is_made_again(
    tmp_path: Path, planned: list[tuple[PlannedPage, ...]]
) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    first = _composed(folder, cache)
    made = len(planned)
    for path in (cache / kept.KIND).iterdir():
        plan = read_sealed(path)
        assert plan is not None
        keep_sealed(path, plan.replace(b'"story": [0, ', b'"story": [0, "elsewhere", '))
    assert _composed(folder, cache).composed == first.composed
    assert len(planned) > made


def test_a_plan_of_unknown_parts_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    monkeypatch.delitem(kept._PARTS, "Filling")
    _composed(folder, cache)
    assert not (cache / kept.KIND).exists()


PICTURES = Kind("pictures", (3, 4), (0, 0), (150, 260), (0, 5, 20, 40, 30, 5))
"""Stories of many photos, whose plans put photos before others and in bands."""


@pytest.mark.parametrize("seed", [39, 14])
def test_a_plan_with_photos_in_another_order_is_found(
    tmp_path: Path, planned: list[tuple[PlannedPage, ...]], seed: int
) -> None:
    folder, cache = write_issue(tmp_path / "so-01", seed, PICTURES).folder, tmp_path / "cache"
    first = _composed(folder, cache)
    made = len(planned)
    fillings = [piece.filling for page in first.composed.planned for piece in page.pieces]
    assert any(filling.bands for filling in fillings), "this issue has no bands of photos any more: take another seed"
    second = any((filling.low or filling.side_over) if seed == 14 else filling.below_rows for filling in fillings)
    assert second, "this issue has no wide photo under or beside its text any more: take another seed"
    again = _composed(folder, cache)
    assert len(planned) == made
    assert again.composed == first.composed


@pytest.fixture
def repaired(monkeypatch: pytest.MonkeyPatch) -> list[LastPlan]:
    """Every last plan that is repaired while a test runs."""
    found: list[LastPlan] = []
    repair = PageRepairer.repaired

    def counted(self: PageRepairer, last: LastPlan) -> RepairedPlan | None:
        found.append(last)
        return repair(self, last)

    monkeypatch.setattr(PageRepairer, "repaired", counted)
    return found


def _shown(folder: Path, cache: Path) -> ComposedIssue:
    """Compose as a preview does: the plan becomes the last plan of the folder."""
    done = _composed(folder, cache)
    keep_last_plan(done.issue, layout_engine(BuildRun(cache), done.issue), done.composed)
    return done


def test_a_repaired_plan_is_found_too(tmp_path: Path, repaired: list[LastPlan]) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    _shown(folder, cache)
    first = _shown(folder, cache)
    assert len(repaired) == 1
    _edit(folder, "gió còn mang hơi muối", "gió vẫn mang hơi muối")
    again = _composed(folder, cache)
    assert len(repaired) == 1
    assert again.composed.fit is not None
    assert first.composed.fit is not None
    assert again.composed.fit.repair == first.composed.fit.repair
    anew = _composed(folder, tmp_path / "other")
    assert again.composed.pages == anew.composed.pages
    assert len(repaired) == 2


def test_a_repaired_plan_is_kept_for_its_last_plan(tmp_path: Path, repaired: list[LastPlan]) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    _shown(folder, cache)
    _composed(folder, cache)
    (file,) = (folder / ".bulletin").iterdir()
    last = last_plan_of(file.read_bytes())
    assert last is not None
    file.write_bytes(last_plan_bytes(replace(last, base=last.base + 1)))
    _composed(folder, cache)
    assert len(repaired) == 2
    assert repaired[0] != repaired[1]


def test_that_a_plan_cannot_be_repaired_is_kept(tmp_path: Path, repaired: list[LastPlan]) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    _shown(folder, cache)
    (file,) = (folder / ".bulletin").iterdir()
    last = last_plan_of(file.read_bytes())
    assert last is not None
    file.write_bytes(last_plan_bytes(replace(last, pages=last.pages[:-1])))
    made = [_composed(folder, cache) for _ in range(2)]
    assert len(repaired) == 1
    assert made[0].composed.pages == made[1].composed.pages


def test_every_part_that_a_plan_can_hold_has_a_name() -> None:
    """Else plans that hold it are never kept, and each build plans anew without a word."""
    measured = {Story, PhotoFloat, QuoteFloat, BoxFloat, PhotoBand}
    found: set[type] = set()
    todo: list[object] = [PlannedPage, Continuation]
    while todo:
        part = todo.pop()
        todo += get_args(part)
        if isinstance(part, type) and is_dataclass(part) and part not in found | measured:
            found.add(part)
            todo += get_type_hints(part).values()
    assert {part.__name__ for part in found} - kept._PARTS.keys() == set()


def test_a_notice_that_closes_a_gap_is_found_again(tmp_path: Path) -> None:
    notice = BoxFloat(None, (), 1, 100.0, 24.0, 2, 0)
    plan = (PlannedPage(1, (), (), (), 2, True, None, ((Area(0, 1, 0, 2), notice),)),)
    plans = kept.KeptPlans(tmp_path, 1, 1)

    def nothing(index: int, columns: int) -> ColumnFiller:
        raise AssertionError((index, columns))

    def room(page: int, last: bool) -> PageRoom:
        return PageRoom(0, 40)

    assert plans.planned(0, nothing, room, lambda: plan, "asked", [notice]) == plan
    again = plans.planned(0, nothing, room, tuple, "asked", [notice])
    assert again[0].notices[0][1] is notice


def test_a_kept_plan_needs_neither_arrays_nor_a_pdf_library() -> None:
    """A build that finds its plan imports neither: they cost 0.2 s of the process that everything waits for."""
    code = "import sys, bulletin.build.stages, bulletin.layout.engine, bulletin.build.meta; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "bulletin.layout.engine" in modules
    assert not {"numpy", "pikepdf"} & set(modules)
