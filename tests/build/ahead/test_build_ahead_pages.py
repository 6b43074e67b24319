"""The last pages of a long issue are set by a second process: the same bytes, and no word of it when that one fails."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from build_issues import body, python, write_issue

from bulletin.build.request import Choices
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import ComposedIssue, compose_issue, lay_out
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.setting import kept, referee
from bulletin.layout.setting.kept import KeptSetter
from bulletin.layout.setting.page_setter import PageSetter

SCREEN = Choices(editions=("screen",))
BUILD = """
import os, sys
from bulletin.layout.setting import kept
kept.APART = int(sys.argv[4])
from bulletin.runtime import fork
cores = int(sys.argv[5])
os.sched_getaffinity = lambda process: set(range(cores))
if sys.argv[6] == "fails":
    from bulletin.layout.setting import referee
    def fail(*given):
        os.kill(os.getpid(), 9)
    referee.set_from_the_end = fail
from bulletin.build.recipe import build_job
choices = {"editions": ["screen"]}
build_job({"folder": sys.argv[1], "out": sys.argv[2], "cache": sys.argv[3], "layout": None, "choices": choices})
"""


def some_pages(folder: Path) -> Path:
    """An issue of three pages or more."""
    articles: list[dict[str, Any]] = [
        {"id": f"bai-{n}", "title": f"Bến nước sáng nay {n}", "body": body(9 + n)} for n in range(6)
    ]
    made: Path = write_issue(folder, articles, ["lead", *["story"] * 5])
    return made


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildRun, ComposedIssue]:
    folder = some_pages(tmp_path_factory.mktemp("apart") / "so-18")
    run = BuildRun(folder.parent / "cache")
    return run, compose_issue(run, folder, None, SCREEN)


@pytest.fixture
def engine(planned: tuple[BuildRun, ComposedIssue], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LayoutEngine:
    """The engine of the issue; pages are kept in a cache of the test."""
    run, done = planned
    made = layout_engine(run, done.issue)
    made.page_setter = KeptSetter(made.fonts, made.faces, tmp_path / "pages")
    monkeypatch.setattr(kept, "APART", 2)
    return made


@pytest.fixture
def set_here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that this process sets."""
    numbers: list[int] = []
    set_group = PageSetter.set_group

    def counted(self: PageSetter, head: str, pages: Any, placeholders: Any) -> Any:
        numbers.extend(page.number for page in pages)
        return set_group(self, head, pages, placeholders)

    monkeypatch.setattr(PageSetter, "set_group", counted)
    return numbers


def test_pages_set_from_the_end_are_found_by_the_other_process(
    planned: tuple[BuildRun, ComposedIssue], engine: LayoutEngine, set_here: list[int]
) -> None:
    _, done = planned
    every = [page.number for page in done.composed.pages]
    assert len(every) >= 3
    assert referee.pays_apart(engine, done.composed)
    referee.set_from_the_end(engine, done.composed)
    assert set_here == every[::-1]
    assert not referee.pays_apart(engine, done.composed)
    referee.set_composed(engine, done.composed, None)
    assert set_here == every[::-1], "nothing is set twice"


def test_the_second_process_ends_where_it_meets_the_first(
    planned: tuple[BuildRun, ComposedIssue],
    engine: LayoutEngine,
    set_here: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first process has set all but the last page while that was being set here."""
    _, done = planned
    every = [page.number for page in done.composed.pages]
    other = layout_engine(planned[0], done.issue)
    other.page_setter = KeptSetter(other.fonts, other.faces, tmp_path / "pages")
    setter = engine.page_setter
    assert setter is not None
    group = setter._group

    def beside(head: str, pages: Any, placeholders: Any, file: Any) -> Any:
        made = group(head, pages, placeholders, file)
        referee.set_composed(other, done.composed, None)
        return made

    monkeypatch.setattr(setter, "_group", beside)
    referee.set_from_the_end(engine, done.composed)
    assert set_here == [every[-1], *every[:-1]]


@pytest.mark.parametrize(("least", "cores"), [(2, 1), (99, 2)])
def test_one_process_sets_few_pages_and_all_where_there_is_one_core(
    planned: tuple[BuildRun, ComposedIssue], engine: LayoutEngine, set_here: list[int],
    monkeypatch: pytest.MonkeyPatch, least: int, cores: int,
) -> None:  # fmt: skip
    run, done = planned
    monkeypatch.setattr(kept, "APART", least)
    monkeypatch.setattr("bulletin.build.stages.cores", lambda: cores)
    monkeypatch.setattr(os, "fork", None)
    lay_out(run, engine, done)
    assert set_here == [page.number for page in done.composed.pages]


def test_the_same_bytes_with_one_process_and_two_and_one_that_fails(tmp_path: Path) -> None:
    folder = some_pages(tmp_path / "so-18")
    made: list[bytes] = []
    for n, how in enumerate((("2", "1", ""), ("2", "2", ""), ("2", "2", "fails"))):
        done = python(BUILD, str(folder), str(tmp_path / f"out-{n}"), str(tmp_path / f"cache-{n}"), *how)
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / f"out-{n}" / "screen.pdf").read_bytes())
    assert made[0] == made[1] == made[2]
