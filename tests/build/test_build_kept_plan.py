"""A plan is kept by what was measured: words may change, heights may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_issues import small_issue

from bulletin.build.request import AS_TYPED
from bulletin.build.run import BuildRun
from bulletin.build.stages import ComposedIssue, compose_issue
from bulletin.layout import kept_plans as kept
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import PlannedPage


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[PlannedPage, ...]]:
    """Every plan that is made while a test runs."""
    made: list[tuple[PlannedPage, ...]] = []
    plan = PagePlanner.plan

    def counted(self: PagePlanner) -> tuple[PlannedPage, ...]:
        made.append(plan(self))
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


def test_a_plan_of_unknown_parts_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = small_issue(tmp_path / "so-18"), tmp_path / "cache"
    monkeypatch.delitem(kept._PARTS, "Filling")
    _composed(folder, cache)
    assert not (cache / kept.KIND).exists()
