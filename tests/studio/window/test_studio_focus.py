"""Where the focus is after what was pressed has gone away, and what a story without a title is called."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from build_issues import small_issue
from playwright.sync_api import Page, Route, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import wait_until

ISSUE = "/ben-nuoc/so-bao"
UNTITLED = "(chưa có tiêu đề)"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium() as (_, page):
        page.set_default_timeout(120_000)
        yield studio, page


def press(page: Page, role: str, name: str) -> None:
    """Enter on the one thing of that role and name."""
    page.get_by_role(role, name=name, exact=True).press("Enter")  # type: ignore[arg-type]


def act(page: Page, title: str, item: str) -> None:
    """An entry of the menu of a card, by keys."""
    press(page, "button", f"Việc khác với {title}")
    press(page, "menuitem", item)


def test_every_line_names_a_story_that_has_no_title(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    story = studio.folder / "articles" / "ben-som.yaml"
    before = story.read_text("utf-8")
    story.write_text(re.sub(r"(?m)^title:.*", 'title: ""', before), "utf-8")
    studio.window(page, f"{ISSUE}/board")
    told = page.locator(".toast [role=status]")
    act(page, UNTITLED, "Xuống")
    expect(told).to_contain_text(f"Đã chuyển “{UNTITLED}”.")
    act(page, UNTITLED, "Để sang số sau")
    expect(told).to_contain_text(f"Đã để “{UNTITLED}” sang số sau.")
    press(page, "button", f"Đưa vào số này: {UNTITLED}")
    expect(told).to_contain_text(f"Đã đưa “{UNTITLED}” vào số này.")
    act(page, UNTITLED, "Bỏ vào thùng rác")
    expect(told).to_contain_text(f"Đã bỏ “{UNTITLED}” vào thùng rác.")
    press(page, "button", "Hoàn tác việc vừa làm")
    expect(told).to_contain_text("Đã lấy lại.")  # the card may still be there from before
    expect(page.locator("li.card[data-story=ben-som]")).to_be_visible()
    # One whose file does not read either has the name that it has on its card.
    story.write_text("ma: [ben-som\n", "utf-8")
    grip = page.get_by_role("button", name="Chuyển chỗ: ben-som")
    grip.press("Space")
    expect(page.locator(".stories [role=status]").first).to_contain_text("Đã nhấc “ben-som”, chỗ")
    grip.press("Escape")
    story.write_text(before, "utf-8")
    expect(page.get_by_role("button", name="Chuyển chỗ: ben-som")).to_have_count(0)


def test_a_late_answer_does_not_bring_older_stories_back(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    studio.window(page, f"{ISSUE}/board")
    card, story = page.locator("li.card[data-story=ben-som]"), studio.folder / "articles" / "ben-som.yaml"
    expect(card).to_be_visible()
    before, old = story.read_text("utf-8"), studio.ask("GET", f"/api{ISSUE}")[1]
    late: list[Route] = []
    page.route(f"**/api{ISSUE}", lambda one: one.continue_() if late else late.append(one))
    story.write_text(re.sub(r"(?m)^title:.*", "title: Bến một", before), "utf-8")
    wait_until(lambda: page.wait_for_timeout(50) or late, "the board was not read again")
    story.write_text(re.sub(r"(?m)^title:.*", "title: Bến hai", before), "utf-8")
    expect(card).to_contain_text("Bến hai")
    with page.expect_response(f"**/api{ISSUE}"):
        late[0].fulfill(json=old)
    page.wait_for_timeout(500)
    expect(card).to_contain_text("Bến hai")
    page.unroute(f"**/api{ISSUE}")
    story.write_text(before, "utf-8")
    expect(card).not_to_contain_text("Bến hai")


def test_a_late_answer_does_not_bring_an_older_review_back(opened: tuple[RunningStudio, Page]) -> None:
    """Of several answers the newest is shown; pictures of pages come with their event, and nothing is read for them."""
    studio, page = opened
    address, remarks = f"**/api{ISSUE}/review", page.locator(".remarks > li")
    late: list[Route] = []
    asked: list[str] = []
    studio.until_pictured(ISSUE)
    studio.window(page, f"{ISSUE}/review")
    picture = page.locator(".marked img")
    expect(picture).to_be_visible()
    first = picture.get_attribute("src") or ""
    old = studio.ask("GET", f"/api{ISSUE}/review")[1]
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/review") else None)
    page.route(address, lambda one: one.continue_() if late else late.append(one))
    story = studio.folder / "articles" / "ben-som.yaml"
    before = story.read_text("utf-8")
    story.write_text(re.sub(r"(?m)^title:.*", "title: Bến một", before), "utf-8")
    wait_until(lambda: page.wait_for_timeout(50) or late, "the review was not read again")
    expect(picture).not_to_have_attribute("src", first)  # of the story as it is now, before the answer is there
    assert len(asked) == 1
    assert studio.ask("POST", f"/api{ISSUE}/review/remarks", {"text": "Ghi rõ ngày.", "by": "Lộc"})[0] == 200
    story.write_text(re.sub(r"(?m)^title:.*", "title: Bến hai", before), "utf-8")
    expect(remarks).to_have_count(1)
    with page.expect_response(address):
        late[0].fulfill(json=old)
    page.wait_for_timeout(500)
    expect(remarks).to_have_count(1)
    page.unroute(address)
    story.write_text(before, "utf-8")


def test_a_dialog_begins_at_the_choice_that_is_made(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    studio.window(page, f"{ISSUE}/board")
    card = page.locator("li.card").first
    for name in ("Bài", "Bài chính"):
        card.get_by_role("button", name="Việc khác với").press("Enter")
        press(page, "menuitem", "Đổi cỡ bài, chuyển mục…")
        page.get_by_role("radio", name=name, exact=True).check()
        press(page, "button", "Đổi")
        expect(page.locator("dialog")).to_have_count(0)
        expect(card.locator(".over b")).to_have_text(name)  # the answer is there
        card.get_by_role("button", name="Việc khác với").press("Enter")
        press(page, "menuitem", "Đổi cỡ bài, chuyển mục…")
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_focused()
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        page.keyboard.press("Escape")


def test_an_answer_takes_nobody_away_from_where_they_type(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    studio.window(page, "/")
    page.get_by_role("button", name="Số mới từ").or_(page.get_by_role("button", name="Số tiếp")).first.click()
    waiting: list[Route] = []
    page.route("**/issues", lambda one: waiting.append(one))
    number, pages = page.get_by_role("textbox", name="Số (bắt buộc)"), page.get_by_role("textbox", name="Số trang")
    number.fill("999")
    number.press("Enter")
    wait_until(lambda: page.wait_for_timeout(50) or waiting, "nothing was sent")
    pages.click()
    page.keyboard.type("1")
    finding = {"rule": "x.y", "severity": "error", "what": "Số này đã có.", "why": "", "remedy": "", "path": ["number"]}
    waiting[0].fulfill(status=422, content_type="application/json", body=json.dumps({"findings": [finding]}))
    expect(page.get_by_text("Số này đã có.")).to_be_visible()
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(pages).to_be_focused()
    page.keyboard.type("2")
    expect(pages).to_have_value(re.compile(".*12$"))
    page.unroute("**/issues")
    page.keyboard.press("Escape")


def test_the_form_of_a_story_asks_for_no_name_of_a_photos_file(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    studio.window(page, f"{ISSUE}/story/ben-som")
    page.locator(".ProseMirror").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    photos = page.get_by_role("group", name="Ảnh", exact=True)
    expect(photos.get_by_role("link", name="Nhận ảnh từ máy")).to_be_visible()
    expect(photos.get_by_role("button", name="Thêm vào “Ảnh”")).to_have_count(0)
    expect(page.get_by_role("button", name="Thêm vào “Tác giả”")).to_have_count(1)
    # The row that is taken out leaves the focus at the way to another one.
    photos.get_by_role("button", name="Bỏ: Ảnh, mục 1").press("Enter")
    expect(photos.get_by_role("link", name="Nhận ảnh từ máy")).to_be_focused()


def test_what_is_taken_out_of_the_trash_leaves_the_focus_at_the_next_one(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    shutil.rmtree(studio.folder / ".bulletin" / "trash", ignore_errors=True)
    studio.window(page, f"{ISSUE}/board")
    for ident in ("ben-som", "ngo-14"):
        title = page.locator(f"li.card[data-story={ident}] .title").inner_text()
        act(page, title, "Bỏ vào thùng rác")
        expect(page.locator(f"li.card[data-story={ident}]")).to_have_count(0)
    studio.window(page, f"{ISSUE}/history/trash")
    rows = page.locator(".kept li")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button").press("Enter")
    expect(rows).to_have_count(1)
    expect(rows.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(page.locator(".history-list")).to_be_focused()


def test_a_way_back_leaves_the_focus_at_its_row(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    title = studio.ask("GET", f"/api{ISSUE}/story/ngo-14")[1]["values"]["title"]
    for number, (old, new) in enumerate(((title, "Một"), ("Một", "Hai"))):
        ops = [{"op": "set", "path": ["title"], "old": old, "new": new}]
        edit = {"client": "f", "number": number, "kind": "article", "id": "ngo-14", "base": "", "ops": ops}
        assert studio.ask("POST", f"/api{ISSUE}/edits", edit)[0] == 200
    studio.window(page, f"{ISSUE}/history/story/ngo-14")
    row = page.locator("ol.saves button").first
    row.press("Enter")
    pane = page.get_by_role("region", name="Lúc ấy")
    pane.get_by_label("Lần lưu trong lúc ấy").select_option(index=1)
    pane.get_by_role("button", name="Khôi phục bài này").press("Enter")
    expect(pane.get_by_text("Chữ của lúc ấy giống hệt hiện nay.")).to_be_visible()
    expect(page.locator("ol.saves [aria-pressed=true]")).to_be_focused()
    # The undo of the line at the foot gives the focus back to where it came from.
    page.get_by_role("button", name="Hoàn tác việc vừa làm").press("Enter")
    expect(pane.get_by_role("button", name="Khôi phục bài này")).to_be_visible()
    expect(page.locator("ol.saves [aria-pressed=true]")).to_be_focused()


# Presses a button and types into what has the focus then, both before the next picture is drawn.
AT_ONCE = """async (button) => {
  button.click()
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  const typed = document.activeElement
  document.execCommand("insertText", false, "Lớp")
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 400)))
  return [typed.tagName, typed.value, document.activeElement === typed]
}"""


@pytest.mark.parametrize(
    ("screen", "name"), [("board", "Bài mới"), ("story/ben-som", "Thêm vào “Tác giả”")], ids=["dialog", "row"]
)
def test_a_key_that_is_pressed_at_once_is_kept(opened: tuple[RunningStudio, Page], screen: str, name: str) -> None:
    """A field that was given its value after the first picture lost what a quick hand had typed by then."""
    studio, page = opened
    studio.window(page, f"{ISSUE}/{screen}")
    button = page.get_by_role("button", name=name)
    button.wait_for(state="attached")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert button.evaluate(AT_ONCE) == ["INPUT", "Lớp", True]
    page.keyboard.press("Escape")
