"""The screen Story of the real command: typed, saved, judged by axe, worked by keyboard, shared with another hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from build_issues import write_issue
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000
BODY = ".pane:nth-child(2) .ProseMirror"
SYSTEM_COLOURS = """names => names.map(name => {
  const one = document.body.appendChild(document.createElement("i"));
  one.style.cssText = `forced-color-adjust: none; color: ${name}`;
  const found = getComputedStyle(one).color;
  one.remove();
  return found;
})"""
STORY = """\
# lời dặn của người gõ tay
id: ben-som
title: 'Bến cá thức từ hai giờ sáng'   # đã đọc lại
lead: "Một buổi sáng."
authors:
  - name: Minh Khuê
boxes:
  - title: "Số liệu"
    body: |
      | Tên | Số |
      | --- | --- |
      | Điểm | 7 |
body: |
  Đoạn một: thuyền về bến rất sớm, cá
  đầy khoang.

  ## Chợ họp

  Đoạn hai có **chữ đậm**.

  - mục một
  - mục hai
"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("story")
    articles = [{"id": "ben-som", "title": "x", "body": "x"}, {"id": "tin-den", "title": "Thêm đèn", "body": "Có đèn."}]
    folder = write_issue(place / "so-18", articles, ["lead", "brief"])
    _file(folder).write_text(STORY, "utf-8")
    with studio_on(folder, place / "home") as studio, chromium() as (_, page):
        page.set_viewport_size({"width": 1366, "height": 768})
        yield studio, page


def _file(folder: Path) -> Path:
    found = [path for path in sorted((folder / "articles").iterdir()) if "ben-som" in path.name]
    return found[0]


def _open(window: tuple[RunningStudio, Page]) -> tuple[Path, Page]:
    studio, page = window
    file = _file(studio.folder)
    if file.read_text("utf-8") != STORY:
        file.write_text(STORY, "utf-8")
    studio.window(page, f"{ISSUE}/story/ben-som")
    page.wait_for_selector(BODY, timeout=SLOW_MS)
    return file, page


def _until(true: Callable[[], bool], seconds: float = 240) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_axe_finds_nothing_with_all_folds_open(window: tuple[RunningStudio, Page]) -> None:
    _, page = _open(window)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_a_word_in_a_body_changes_its_block_alone(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.locator(f"{BODY} p").nth(1).click(position={"x": 3, "y": 8})
    page.keyboard.press("End")
    page.keyboard.type(" Thêm chữ.")
    wanted = STORY.replace("Đoạn hai có **chữ đậm**.", "Đoạn hai có **chữ đậm**. Thêm chữ.")
    assert _until(lambda: file.read_text("utf-8") == wanted), file.read_text("utf-8")


def test_a_word_in_a_field_changes_nothing_else(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.get_by_label("Tiêu đề (bắt buộc)").first.fill("Bến cá: “lên đèn”")
    wanted = STORY.replace("Bến cá thức từ hai giờ sáng", "Bến cá: “lên đèn”")
    assert _until(lambda: file.read_text("utf-8") == wanted), file.read_text("utf-8")


def test_an_empty_headline_is_saved_and_told_below_its_field(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.get_by_label("Tiêu đề (bắt buộc)").first.fill("")
    page.get_by_role("textbox", name="Sa-pô").focus()
    assert _until(lambda: "title: ''" in file.read_text("utf-8")), file.read_text("utf-8")
    told = page.locator("[data-field=title] .findings")
    expect(told).to_contain_text("Trường “Tiêu đề” để trống.", timeout=SLOW_MS)
    assert axe_faults(page) == []


def test_the_toolbar_makes_heads_and_lists_by_keyboard(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.locator(f"{BODY} p").nth(1).click(position={"x": 3, "y": 8})
    page.keyboard.press("Control+Alt+1")
    assert _until(lambda: "\n  ## Đoạn hai có **chữ đậm**.\n" in file.read_text("utf-8"))
    page.keyboard.press("Control+z")
    assert _until(lambda: file.read_text("utf-8") == STORY), file.read_text("utf-8")
    page.get_by_role("button", name="Gạch đầu dòng").first.focus()
    page.keyboard.press("Enter")
    assert _until(lambda: "\n  - Đoạn hai có **chữ đậm**.\n" in file.read_text("utf-8"))


def test_signs_at_the_start_of_a_line_stay_words(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.locator(f"{BODY} p").nth(1).click(position={"x": 3, "y": 8})
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("- không phải mục")
    expect(page.locator(f"{BODY} p").nth(2)).to_have_text("- không phải mục")
    assert _until(lambda: "\n  \\- không phải mục\n" in file.read_text("utf-8")), file.read_text("utf-8")


def test_rows_are_put_in_and_taken_out(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.get_by_role("button", name="Thêm vào “Tác giả”").press("Enter")
    expect(page.locator("input:focus, textarea:focus")).to_have_count(1)
    page.keyboard.type("Hải Yến")
    assert _until(lambda: "Hải Yến" in file.read_text("utf-8")), file.read_text("utf-8")
    page.get_by_role("button", name="Bỏ: Tác giả, mục 2").press("Enter")
    assert _until(lambda: file.read_text("utf-8") == STORY), file.read_text("utf-8")


def test_an_edit_that_is_refused_keeps_nobody_from_opening_stories(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.route("**/edits", lambda one: one.fulfill(status=422, json={}))
    page.get_by_label("Tít phụ").first.fill("Chữ còn ở đây")
    page.get_by_label("Tít phụ").first.blur()
    expect(page.locator(".saved")).to_contain_text("chữ vẫn còn ở đây", timeout=SLOW_MS)
    for story in ("tin-den", "ben-som"):
        page.evaluate("where => { location.hash = where; }", f"#{ISSUE}/story/{story}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("đèn" if story == "tin-den" else "Bến cá")
        expect(page.locator(BODY)).to_be_visible(timeout=SLOW_MS)
    page.reload()
    expect(page.locator(BODY)).to_be_visible(timeout=SLOW_MS)
    page.unroute("**/edits")
    assert _until(lambda: "Chữ còn ở đây" in file.read_text("utf-8"))
    expect(page.get_by_label("Tít phụ").first).to_have_value("Chữ còn ở đây", timeout=SLOW_MS)


def test_what_somebody_else_typed_comes_into_fields_where_nobody_is(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    page.get_by_role("textbox", name="Sa-pô").focus()
    other = STORY.replace("hai giờ", "ba giờ").replace("mục hai", "mục hai của người khác")
    file.write_text(other, "utf-8")
    title = page.get_by_label("Tiêu đề (bắt buộc)").first
    expect(title).to_have_value("Bến cá thức từ ba giờ sáng", timeout=SLOW_MS)
    expect(page.locator(f"{BODY} li").nth(1)).to_have_text("mục hai của người khác", timeout=SLOW_MS)
    assert file.read_text("utf-8") == other


def test_a_conflict_shows_both_texts_and_loses_neither(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    title = page.get_by_label("Tiêu đề (bắt buộc)").first
    title.focus()
    page.keyboard.press("End")
    other = STORY.replace("hai giờ sáng", "ba giờ sáng")
    page.keyboard.type(" nay")
    file.write_text(other, "utf-8")
    bar = page.locator("[data-field=title] .conflict")
    expect(bar).to_be_visible(timeout=SLOW_MS)
    expect(bar).to_contain_text("Bến cá thức từ hai giờ sáng nay")
    expect(bar).to_contain_text("Bến cá thức từ ba giờ sáng")
    assert axe_faults(page) == []
    assert file.read_text("utf-8") == other
    bar.get_by_role("button", name="Giữ của tôi").press("Enter")
    wanted = other.replace("ba giờ sáng", "hai giờ sáng nay")
    assert _until(lambda: file.read_text("utf-8") == wanted), file.read_text("utf-8")


def test_a_press_on_the_page_puts_the_caret_into_the_paragraph(window: tuple[RunningStudio, Page]) -> None:
    _, page = _open(window)
    expect(page.locator(".crop img").first).to_be_visible(timeout=SLOW_MS)
    page.locator(".spot[aria-label='Tới chỗ gõ: Nội dung']").nth(2).click()
    assert page.evaluate("getSelection().anchorNode.parentElement.closest('p, h3, li').textContent").startswith(
        "Đoạn hai"
    )
    expect(page.locator(".spot.here").first).to_be_visible()
    assert axe_faults(page) == []


def test_a_story_that_does_not_read_is_opened_from_its_card_and_shown_with_why(
    window: tuple[RunningStudio, Page],
) -> None:
    file, page = _open(window)
    broken = STORY.replace("boxes:", "boxes: [{")
    file.write_text(broken, "utf-8")
    studio, _ = window
    studio.window(page, f"{ISSUE}/board")
    card = page.locator("li.card[data-story=ben-som]")
    expect(card).to_contain_text("chưa đọc được", timeout=SLOW_MS)
    assert axe_faults(page) == []
    card.get_by_role("link").press("Enter")
    text = page.locator(".locked pre")
    expect(text).to_contain_text("Đoạn một: thuyền về bến", timeout=SLOW_MS)
    expect(page.locator(".locked .banner")).to_contain_text("không sửa được ở đây")
    assert page.locator("main input, main textarea, main [contenteditable=true]").count() == 0
    assert axe_faults(page) == []
    assert file.read_text("utf-8") == broken
    file.write_text(STORY, "utf-8")
    expect(page.locator(f"{BODY} p").first).to_contain_text("Đoạn một", timeout=SLOW_MS)


def test_enlarged_the_body_is_reached_first_and_each_part_by_a_button(window: tuple[RunningStudio, Page]) -> None:
    file, page = _open(window)
    try:
        page.set_viewport_size({"width": 683, "height": 384})
        body = page.locator(".written .ProseMirror")
        for colours in ("none", "active"):
            page.emulate_media(forced_colors=colours)  # type: ignore[arg-type]
            page.evaluate("scrollTo(0, 0)")
            expect(page.locator(".jump")).to_be_visible()
            box = body.bounding_box()
            assert box is not None
            assert box["y"] < 384, "the first words are on the first screen"
            assert page.evaluate("document.documentElement.scrollWidth") <= 683
            assert axe_faults(page) == []
            if colours == "active":
                pressed = page.locator(".toolbar [aria-pressed=true]").first
                style = pressed.evaluate(
                    "one => (({color, backgroundColor, borderTopStyle}) => [color, backgroundColor, borderTopStyle])"
                    "(getComputedStyle(one))"
                )
                wanted = page.evaluate(SYSTEM_COLOURS, ["ButtonText", "ButtonFace"])
                assert style == [*wanted, "double"], "a pressed button can be read and told apart"
            for name, part in (("Các mục", ".fields"), ("Trên trang", ".typeset"), ("Nội dung", ".written")):
                page.locator(".jump").get_by_role("button", name=name).press("Enter")
                assert page.evaluate("part => document.querySelector(part).contains(document.activeElement)", part)
                place = page.evaluate("document.activeElement.getBoundingClientRect().top")
                bar = page.evaluate("document.querySelector('.jump').getBoundingClientRect().bottom")
                assert bar - 1 <= place < 384, (name, place, bar)
        page.keyboard.press("Control+Home")
        page.keyboard.type("Xa: ")
        # What is being typed goes with the editor when the window becomes wide again.
        page.set_viewport_size({"width": 1366, "height": 768})
        expect(page.locator(".jump")).to_have_count(0)
        assert _until(lambda: "Xa: Đoạn một" in file.read_text("utf-8")), file.read_text("utf-8")
        assert body.evaluate("one => one.closest('.pane').previousElementSibling.className") == "pane fields"
    finally:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.emulate_media(forced_colors="none")
