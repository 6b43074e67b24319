"""An address that names no issue: every screen says so and leads home, and none goes on reading."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import small_issue
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults

WEB = Path(__file__).resolve().parents[3] / "src/bulletin/studio/web"
SCREENS = [*re.findall(r'(?:later|writing)\("(\w+)"', (WEB / "screens.ts").read_text("utf-8")), "board"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    with studio_on(small_issue(place / "so-18"), place / "home") as studio, chromium() as (_, page):
        yield studio, page


def test_every_screen_is_tried() -> None:
    assert len(SCREENS) == 10, SCREENS


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("names", ["ben-nuoc/so-99", "khong-co/so-bao", "khong-co/-"])
def test_it_says_that_there_is_none(opened: tuple[RunningStudio, Page], screen: str, names: str) -> None:
    studio, page = opened
    studio.window(page, f"/{names}/{screen}/ben-som")
    what = "Không tìm thấy số báo này" if names.startswith("ben-nuoc") else "Không tìm thấy bản tin này"
    expect(page.get_by_role("alert")).to_contain_text(what)
    expect(page.get_by_role("heading", level=1, name="Không tìm thấy")).to_be_focused()
    if names.endswith("99"):
        assert axe_faults(page) == []
    page.get_by_role("main").get_by_role("link", name="Về danh sách bản tin").click()
    expect(page.get_by_role("heading", level=1, name="Bản tin", exact=True)).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_issue_that_comes_back_is_there_again(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    studio.window(page, "/ben-nuoc/so-bao/review")
    expect(page.get_by_text("Số báo chưa được ký duyệt.")).to_be_visible()
    away = studio.folder.with_name("di-vang")
    shutil.copytree(studio.folder, away)
    (studio.folder / "issue.yaml").unlink()
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Không tìm thấy")
    shutil.copy2(away / "issue.yaml", studio.folder)
    page.reload()
    expect(page.get_by_text("Số báo chưa được ký duyệt.")).to_be_visible()
