"""Panes scroll, and the window does not: nothing of a screen with panes is below its lower edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import small_issue
from playwright.sync_api import Page
from running_studio import RunningStudio, chromium, studio_on
from window_kit import wait_until

ISSUE = "/ben-nuoc/so-bao"
LONG = "Đảng ủy phường Bến Nước sơ kết một năm làm theo Kết luận số 09, biểu dương mười hai cách làm hay từ cơ sở"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    with studio_on(_long(place / "so-18"), place / "home") as studio, chromium() as (_, page):
        page.set_default_timeout(120_000)
        yield studio, page


def _long(folder: Path) -> Path:
    """An issue with a headline of more than one line of the bar, and more stories than the board shows at once."""
    folder = small_issue(folder)
    story, issue = folder / "articles" / "ngo-14.yaml", folder / "issue.yaml"
    words = story.read_text("utf-8").replace("Ngõ 14 lát lại gạch", LONG)
    story.write_text(words, "utf-8")
    for number in range(12):
        (folder / "articles" / f"bai-{number}.yaml").write_text(words.replace("ngo-14", f"bai-{number}"), "utf-8")
    rows = "".join(f"- {{article: bai-{number}, slot: story, section: doi-song}}\n" for number in range(12))
    issue.write_text(issue.read_text("utf-8").rstrip("\n") + "\n" + rows, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        (f"{ISSUE}/board", "li.card >> nth=13"), (f"{ISSUE}/story/ngo-14", ".ProseMirror p"),
        (f"{ISSUE}/issue", "[data-field=date]"), ("/ben-nuoc/-/publication", "[data-field=name]"),
    ],
)  # fmt: skip
def test_the_window_does_not_scroll(opened: tuple[RunningStudio, Page], where: str, seen: str) -> None:
    studio, page = opened
    studio.window(page, where)
    page.locator(seen).first.wait_for()
    heights = "[document.documentElement.scrollHeight, innerHeight]"
    wait_until(lambda: len(set(page.evaluate(heights))) == 1, f"{page.evaluate(heights)}", 15)


def test_nor_does_it_below_the_line_that_says_who_else_is_there(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    other = page.context.new_page()
    studio.window(other, f"{ISSUE}/board")
    studio.window(page, f"{ISSUE}/board")
    page.get_by_text("Cũng đang mở số này").wait_for()
    heights = "[document.documentElement.scrollHeight, innerHeight]"
    wait_until(lambda: len(set(page.evaluate(heights))) == 1, f"{page.evaluate(heights)}", 15)
    other.close()
