"""Two processes share the editions of a short issue and one makes those of a long one: the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from build_issues import small_issue

from bulletin.build import editions as making
from bulletin.build.recipe import build_job


def test_one_process_makes_the_editions_of_a_long_issue(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second one took 75 MiB more of 128 pages, though it began when the first had made its files."""
    folder = small_issue(tmp_path / "so-18")
    choices = {"editions": ["screen", "press", "office", "record"]}

    def built(name: str) -> dict[str, bytes]:
        out = tmp_path / name
        build_job({"folder": str(folder), "out": str(out), "cache": str(cache), "layout": None, "choices": choices})
        return {path.name: path.read_bytes() for path in out.iterdir()}

    def refused(*_: object) -> Any:
        raise AssertionError("a second process was begun")

    short = built("short")
    monkeypatch.setattr(making, "TOGETHER_PAGES", 0)
    monkeypatch.setattr(making, "ForkedCall", refused)
    assert built("long") == short
