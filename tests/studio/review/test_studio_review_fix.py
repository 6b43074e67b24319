"""*Sửa* on the screen Review: the caret is in the field of the finding, for a body in its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import small_issue
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import wait_until

from bulletin.sources.partial import values_in

pytestmark = pytest.mark.together

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000
AT = """() => {
  const here = document.activeElement;
  const words = here.matches(".ProseMirror") ? document.getSelection().anchorNode.parentElement : here;
  const box = words.getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= innerHeight;
  return [here.closest("[data-field]")?.dataset.field, words.textContent.slice(0, 9), seen];
}"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    with studio_on(_faulty(place / "so-18"), place / "home") as studio, chromium() as (_, page):
        yield studio, page


def _faulty(folder: Path) -> Path:
    """An issue with something to look at in a late paragraph."""
    folder = small_issue(folder)
    words = "".join(f"  Đoạn số {n}.\n\n" for n in range(40)).replace("số 30", "số 30 ngày 31/2/2026")
    story = f'id: ngo-14\ntitle: "Ngõ 14 lát lại gạch"\nbody: |\n{words}'
    (folder / "articles" / "ngo-14.yaml").write_text(story, "utf-8")
    return folder


PERIOD = "period: {from: 2026-11-19, to: 2026-11-13}\n"


@pytest.mark.parametrize(
    ("told", "at", "file", "old", "new"),
    [
        ("31/2/2026", ["body", "Đoạn số 3", True], "issue.yaml", "", ""),
        ("Mô tả ảnh", ["photos.0.alt", "", True], "articles/ben-som.yaml", "  alt: Thuyền về bến\n", ""),
        ("“noi”", ["source.name", "", True], "articles/ben-som.yaml", "source:\n", "source:\n  noi: Bến\n"),
        ("sớm hơn", ["period.end", "", True], "issue.yaml", "publication:", f"{PERIOD}publication:"),
    ],
)
def test_it_leads_to_the_field(
    window: tuple[RunningStudio, Page], told: str, at: list[str | bool], file: str, old: str, new: str
) -> None:
    studio, page = window
    path = studio.folder / file
    good = path.read_text("utf-8")
    path.write_text(good.replace(old, new, 1), "utf-8")
    studio.window(page, f"{ISSUE}/review")
    row = page.locator(".review-part .findings > li", has_text=told).first
    row.get_by_role("link").press("Enter", timeout=SLOW_MS)
    page.locator("[data-field]").first.wait_for(timeout=SLOW_MS)
    wait_until(lambda: page.evaluate(AT) == at, f"the focus is at {page.evaluate(AT)}", 20)
    expect(page.locator("[data-field] .findings", has_text=told).first).to_be_visible(timeout=SLOW_MS)
    path.write_text(good, "utf-8")


def test_a_block_that_something_was_found_in_is_lit_while_others_are_typed(
    window: tuple[RunningStudio, Page],
) -> None:
    studio, page = window
    studio.window(page, f"{ISSUE}/story/ngo-14")
    lit, first = page.locator(".ProseMirror .found"), page.locator(".ProseMirror p").first
    expect(lit).to_have_text(["Đoạn số 30 ngày 31/2/2026."], timeout=SLOW_MS)
    first.click(position={"x": 3, "y": 8})
    for key in ("Home", "a", "Enter", "b", "Control+z"):
        page.keyboard.press(key)
        assert lit.all_inner_texts() == ["Đoạn số 30 ngày 31/2/2026."], key
    lit.click(position={"x": 3, "y": 8})
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # neither half is the block any more
    assert lit.all_inner_texts() in ([], ["oạn số 30 ngày 31/2/2026."]), "the second: read again already"
    page.keyboard.press("Control+z")
    expect(lit).to_have_text(["Đoạn số 30 ngày 31/2/2026."], timeout=SLOW_MS)


def test_what_hinders_the_sign_off_is_said(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    path = studio.folder / "articles" / "ben-som.yaml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("title:", "tieu_dee:", 1), "utf-8")
    studio.window(page, f"{ISSUE}/review")
    expect(page.get_by_text("Ký được khi không còn lỗi ở “Cần sửa, cần xem”.")).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_role("button", name="Ký duyệt…")).to_be_disabled()
    path.write_text(good, "utf-8")
    expect(page.get_by_role("button", name="Ký duyệt…")).to_be_enabled(timeout=SLOW_MS)


def test_days_are_read_as_people_write_them_and_kept_as_the_file_does(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    file = studio.folder / "issue.yaml"
    file.write_text(PERIOD.replace("13}", "20}") + file.read_text("utf-8"), "utf-8")
    studio.window(page, f"{ISSUE}/issue")
    field = page.locator("[data-field=date] input")
    field.wait_for(timeout=SLOW_MS)
    assert field.input_value() == "20/11/2026"
    assert page.locator("[data-field='period.end'] input").input_value() == "20/11/2026"
    for typed, kept in [("27.11.2026", "2026-11-27"), ("4-12-2026", "2026-12-04"), ("31/2/2026", "31/2/2026")]:
        field.press("Control+a")
        page.keyboard.type(typed, delay=120)  # slow enough that halves of it are saved
        wait_until(
            lambda kept=kept: f"date: {kept}" in file.read_text("utf-8").replace("'", "").replace('"', ""), typed
        )
        field.press("Tab")
        page.wait_for_timeout(1500)
        assert field.input_value() == typed
    assert "31/2/2026" in str(page.locator("[data-field=date] .findings").text_content(timeout=SLOW_MS))
    field.press("Control+a")
    page.keyboard.type("20/11/2026")
    wait_until(lambda: str(values_in("issue", file).get("date")) == "2026-11-20", "no day again")
    assert "2026-11-20" in file.read_text("utf-8")
