"""Photos are prepared while the pages of a first build are searched: for the right frames, with no say in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build_issues import body, photo, small_issue, write_issue

from bulletin.assets.photos import render as photo_render
from bulletin.build.kept.unchanged import remember_files, shown_before
from bulletin.build.photos.ahead import ForeseenPicture, prepare_foreseen
from bulletin.build.request import AS_TYPED, Choices
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import ComposedIssue, compose_ahead, compose_issue, lay_out
from bulletin.layout.laid import PhotoSlot
from bulletin.runtime.fork import Asides

SCREEN = Choices(editions=("screen",))


def long_issue(folder: Path) -> Path:
    """Some pages with a photo in most stories, no two photos alike."""
    articles: list[dict[str, Any]] = []
    for n in range(6):
        shot = {"id": "anh", "file": f"photos/anh-{n}.jpg", "caption": f"Bến nước {n}", "alt": "Bến nước buổi sáng"}
        articles.append({"id": f"bai-{n}", "title": f"Bến nước sáng nay {n}", "body": body(6), "photos": [shot]})
    made: Path = write_issue(folder, articles, ["lead", *["story"] * 5])
    for n in range(6):
        photo(made / "photos" / f"anh-{n}.jpg", seed=n)
    return made


@pytest.fixture
def never() -> Iterator[int]:
    """An open file that can never be read from."""
    reading, writing = os.pipe()
    yield reading
    os.close(reading)
    os.close(writing)


def slots(done: ComposedIssue) -> list[PhotoSlot]:
    return [slot for page in done.composed.pages for slot in page.photos]


def test_what_is_prepared_ahead_is_what_the_pages_want(
    tmp_path: Path, never: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, asides = long_issue(tmp_path / "so-18"), Asides()
    run = BuildRun(tmp_path / "cache")
    done = compose_issue(run, folder, None, SCREEN, asides)
    prepare_foreseen(asides, never, run.cache)
    rendered: list[str] = []
    render = photo_render.render

    def counted(read: Any, facts: Any, request: Any) -> bytes:
        rendered.append(facts.path.name)
        return render(read, facts, request)

    monkeypatch.setattr(photo_render, "render", counted)
    lay_out(run, layout_engine(run, done.issue), done)
    assert len(slots(done)) == 6
    assert len(rendered) <= 1


def test_the_pages_are_the_same_whether_somebody_listens(tmp_path: Path) -> None:
    folder = long_issue(tmp_path / "so-18")
    told = compose_issue(BuildRun(tmp_path / "one"), folder, None, AS_TYPED, Asides())
    alone = compose_issue(BuildRun(tmp_path / "other"), folder, None, AS_TYPED)
    assert [page.html for page in told.composed.pages] == [page.html for page in alone.composed.pages]
    assert slots(told) == slots(alone)


@pytest.mark.parametrize(("layout", "editions"), [("tuan-tin", ("press",)), ("so-tay", ("screen",))])
def test_where_nothing_is_foreseen_nobody_waits_for_it(
    tmp_path: Path, never: int, layout: str, editions: tuple[Any, ...]
) -> None:
    """The printed editions want more pixels than the memory has room for; a book is not searched for long."""
    asides = Asides()
    compose_issue(BuildRun(tmp_path), small_issue(tmp_path / "so-18"), layout, Choices(editions=editions), asides)
    assert next(asides.heard(never)) is None


def test_a_plan_that_is_kept_ends_it_at_once(tmp_path: Path, never: int) -> None:
    folder, run = small_issue(tmp_path / "so-18"), BuildRun(tmp_path / "cache")
    compose_issue(run, folder, None, SCREEN)
    asides = Asides()
    compose_issue(run, folder, None, SCREEN, asides)
    told = []
    for one in asides.heard(never):
        told.append(one)
        if one is None:
            break
    assert [type(one) for one in told] == [ForeseenPicture, type(None)]


def test_photos_are_prepared_ahead_only_before_the_first_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    import bulletin.build.stages as stages

    monkeypatch.setattr(stages, "cores", lambda: 2)
    heard: list[Path] = []
    monkeypatch.setattr(stages, "prepare_foreseen", lambda asides, until, cache: heard.append(cache))
    folder, run = small_issue(tmp_path / "so-18"), BuildRun(tmp_path / "cache")
    done = compose_ahead(run, folder, None, SCREEN)
    assert heard == [run.cache]
    assert not shown_before(run.cache, folder, None)
    remember_files(run.cache, folder, None, done.issue, done.seen)
    compose_ahead(run, folder, None, SCREEN)
    monkeypatch.setattr(stages, "cores", lambda: 1)
    compose_ahead(BuildRun(tmp_path / "new"), folder, None, SCREEN)
    assert heard == [run.cache]
