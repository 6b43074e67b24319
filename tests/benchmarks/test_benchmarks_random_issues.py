"""The generator of random issues: as many kinds, words and photos as it says, the same each time, free of errors."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from benchmarks.pages.generate import MADE, write_issue
from benchmarks.pages.kinds import KINDS, plan_of
from benchmarks.pages.pictures import SHAPES, drawn
from PIL import Image

from bulletin.build.reading import check_issue
from bulletin.errors import Severity


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    first, again, other = (write_issue(tmp_path / name / "x", seed) for name, seed in (("a", 6), ("b", 6), ("c", 14)))
    assert files_of(first.folder) == files_of(again.folder)
    assert files_of(first.folder) != files_of(other.folder)


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_the_program_finds_no_error_in_an_issue_of_any_kind(tmp_path: Path, seed: int) -> None:
    made = write_issue(tmp_path / "issue", seed)
    assert made.plan.kind == KINDS[seed].name
    checked = check_issue(made.folder, tmp_path / "cache")
    assert checked.issue is not None
    assert [f for f in checked.findings if f.rule.severity is Severity.ERROR] == []
    assert len(checked.issue.entries) == len(made.plan.stories)


def test_two_hundred_issues_are_as_different_as_the_facts_say() -> None:
    plans = [plan_of(seed) for seed in range(200)]
    stories = [story for plan in plans for story in plan.stories]
    counts = [len(plan.stories) for plan in plans]
    totals = [sum(story.words for story in plan.stories) for plan in plans]
    assert (min(counts), 36 <= max(counts) <= 40) == (6, True)
    assert 1300 <= min(totals) < 1600
    assert 11_000 < max(totals) <= 13_100
    assert {story.photos for story in stories} == set(range(6))
    assert {story.slot for story in stories} == {"lead", "story", "brief", "photo"}
    for form in ("formal", "table", "items", "box", "quote", "poem", "address"):
        assert any(getattr(story, form) for story in stories)
        assert not all(getattr(story, form) for story in stories)


@pytest.mark.parametrize("shape", SHAPES)
def test_faces_are_inside_of_the_picture_and_skin_is_in_them(shape: str) -> None:
    picture = drawn(shape, 0)
    assert picture.faces
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        assert image.size == picture.size == SHAPES[shape]
        for left, top, right, bottom in picture.faces:
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
            middle = (int(image.width * (left + right) / 2), int(image.height * (top + 0.62 * (bottom - top))))
            red, green, blue = image.convert("RGB").getpixel(middle)  # type: ignore[misc]
            assert red > green > blue


def test_faces_are_written_beside_the_issue(tmp_path: Path) -> None:
    made = write_issue(tmp_path, 2)
    noted = json.loads((tmp_path / MADE).read_text(encoding="utf-8"))
    assert noted["kind"] == "photo-heavy"
    assert set(noted["faces"]) == {f"photos/{path.name}" for path in (tmp_path / "photos").iterdir()}
    assert len(noted["faces"]) == sum(story.photos for story in made.plan.stories)
