"""History, trash, presence, copies and other folders in the window of the real command, by hand and under axe."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from build_issues import small_issue
from playwright.sync_api import Browser, Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults

pytestmark = pytest.mark.together

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Browser, Page]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium() as (browser, page):
        page.set_default_timeout(SLOW_MS)
        yield studio, browser, page


def judged(page: Page, name: str) -> None:
    """Axe finds nothing; with `BULLETIN_LOOK` the screen is kept there to be looked at."""
    look = os.environ.get("BULLETIN_LOOK")
    if look:
        page.screenshot(path=f"{look}/{name}.png")
    assert axe_faults(page) == [], name


def save(studio: RunningStudio, kind: str, ident: str, path: list[str], old: str, new: str, number: int) -> None:
    ops = [{"op": "set", "path": path, "old": old, "new": new}]
    edit = {"client": "t", "number": number, "kind": kind, "id": ident, "base": "", "ops": ops}
    status, said = studio.ask("POST", f"/api{ISSUE}/edits", edit)
    assert (status, said["conflicts"]) == (200, [])


def test_the_history_leads_back_and_the_way_back_can_be_taken_back(
    opened: tuple[RunningStudio, Browser, Page],
) -> None:
    studio, _, page = opened
    story = studio.folder / "articles" / "ben-som.yaml"
    title = studio.ask("GET", f"/api{ISSUE}/story/ben-som")[1]["values"]["title"]
    first = story.read_bytes()
    save(studio, "article", "ben-som", ["title"], title, "Bến cá buổi sớm", 1)
    save(studio, "article", "ben-som", ["title"], "Bến cá buổi sớm", "Bến cá buổi chiều muộn", 2)

    # From the board by button, from the story by keys.
    studio.window(page, f"{ISSUE}/board")
    page.get_by_role("link", name="Lịch sử", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lịch sử")
    expect(page.get_by_role("heading", name="Hôm nay")).to_be_visible()
    judged(page, "history")
    studio.window(page, f"{ISSUE}/story/ben-som")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+Alt+h")
    expect(page.get_by_text("Chỉ những lần lưu bài “Bến cá buổi chiều muộn”.")).to_be_visible()

    # Words of then beside those of now, by keyboard.
    row = page.locator("ol.saves button").first
    expect(row).to_contain_text("2 lần lưu")
    row.focus()
    page.keyboard.press("Enter")
    pane = page.get_by_role("region", name="Lúc ấy", exact=True)
    expect(pane.get_by_text("Chữ của lúc ấy giống hệt hiện nay.")).to_be_visible()
    pane.get_by_label("Lần lưu trong lúc ấy").select_option(index=1)
    expect(pane.locator("del")).to_contain_text("sớm")
    expect(pane.locator("ins").first).to_contain_text("chiều")
    assert page.locator("ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    judged(page, "then")

    # The pages of then beside those of now, made from the words; a photo that is gone since is told at its page.
    studio.until_pictured(ISSUE)
    photo = next((studio.folder / "photos").glob("*.jpg"))
    kept = photo.read_bytes()
    photo.unlink()
    pane.get_by_role("button", name="Dựng các trang lúc ấy").click()
    expect(pane.get_by_role("button", name="Dừng dựng trang")).to_be_visible()
    judged(page, "then-making")
    expect(pane.get_by_role("img", name="Trang 1, lúc ấy")).to_be_visible()
    expect(pane).to_contain_text(f"chỗ ấy để xám: photos/{photo.name}.")
    expect(pane.get_by_role("button", name="Dựng các trang lúc ấy")).to_have_count(0)
    judged(page, "then-pages")
    photo.write_bytes(kept)

    # Back to that moment, and back again.
    pane.get_by_role("button", name="Khôi phục bài này").click()
    toast = page.locator(".toast [role=status]")
    expect(toast).to_contain_text("Đã khôi phục bài “Bến cá buổi sớm” về lúc")
    assert b"chi\xe1\xbb\x81u" not in story.read_bytes()
    page.locator(".toast").get_by_role("button", name="Hoàn tác").click()
    expect(toast).to_contain_text("Đã hoàn tác việc khôi phục.")
    assert "chiều muộn" in story.read_text("utf-8")
    assert story.read_bytes() != first


def test_a_version_has_a_name_and_the_trash_gives_back(opened: tuple[RunningStudio, Browser, Page]) -> None:
    studio, _, page = opened
    studio.until_pictured(ISSUE)
    studio.window(page, f"{ISSUE}/history")
    page.get_by_role("link", name="Bản có tên").click()
    judged(page, "named-none")
    page.get_by_label("Tên, ví dụ").fill("bản gửi chị Hạnh")
    page.get_by_role("button", name="Đặt tên bản này").click()
    version = page.get_by_role("listitem").filter(has_text="bản gửi chị Hạnh")
    expect(version).to_contain_text("có hình")
    version.get_by_role("button", name="Xem chữ lúc ấy").click()
    expect(page.get_by_role("img", name="Trang 1, lúc ấy")).to_be_visible()
    judged(page, "named")
    rename_by_keys(studio, page)

    # A story goes into the trash on the board and comes back to its place.
    studio.window(page, f"{ISSUE}/board")
    expect(page.locator("li.card[data-story=ben-som]")).to_be_visible()
    order = page.locator("li.card").evaluate_all("all => all.map(one => one.dataset.story)")
    page.get_by_role("button", name="Việc khác với Bến cá").click()
    page.get_by_role("menuitem", name="Bỏ vào thùng rác").click()
    expect(page.locator("li.card[data-story=ben-som]")).to_have_count(0)
    page.keyboard.press("Control+Alt+h")
    page.get_by_role("link", name="Thùng rác (1)").click()
    gone = page.get_by_role("listitem").filter(has_text="Bến cá buổi chiều muộn")
    expect(gone).to_contain_text("bỏ lúc")
    judged(page, "trash")
    gone.get_by_role("button", name="Lấy lại").click()
    expect(page.get_by_text("Thùng rác trống.")).to_be_visible()
    expect(page.locator(".toast [role=status]")).to_contain_text("Đã lấy lại bài “Bến cá buổi chiều muộn”.")

    # The version is compared on the screen Review, and brings the issue back.
    page.get_by_role("link", name="Bản có tên (1)").click()
    page.get_by_role("link", name="So với nay").click()
    expect(page.get_by_label("Bản để so")).to_contain_text("bản gửi chị Hạnh")
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/board")
    expect(page.locator("li.card[data-story=ben-som]")).to_be_visible()
    assert page.locator("li.card").evaluate_all("all => all.map(one => one.dataset.story)") == order


def rename_by_keys(studio: RunningStudio, page: Page) -> None:
    """A named version gets another name and its own back, by keys alone; two people's names do not undo each other."""

    def names() -> list[str]:
        return [one["name"] for one in studio.ask("GET", f"/api{ISSUE}/history/0/rows")[1]["versions"]]

    rename = page.get_by_role("button", name="Đổi tên: bản gửi chị Hạnh")
    for key, name in (("Escape", "bản gửi chị Hạnh"), ("Enter", "bản chị Hạnh đã xem")):
        rename.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox", name="Tên mới của “bản gửi chị Hạnh”")).to_be_focused()
        judged(page, "renaming")
        page.keyboard.type("bản chị Hạnh đã xem")
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=f"Đổi tên: {name}")).to_be_focused()
    expect(page.locator(".toast [role=status]")).to_contain_text("thành “bản chị Hạnh đã xem”")
    assert names() == ["bản chị Hạnh đã xem"]
    _, review = studio.ask("GET", f"/api{ISSUE}/review")
    assert [one["name"] for one in review["versions"]] == names()
    (number,) = (one["number"] for one in review["versions"])
    _, rows = studio.ask("GET", f"/api{ISSUE}/history/0/rows")
    assert rows["rows"][0]["what"] == "đổi tên “bản gửi chị Hạnh” thành “bản chị Hạnh đã xem”"
    assert rows["rows"][0]["files"] == []
    at = f"/api{ISSUE}/history/{number}/name"
    assert studio.ask("POST", at, {"name": "khác", "old": "bản gửi chị Hạnh"})[0] == 409
    assert studio.ask("POST", at, {"name": " ", "old": "bản chị Hạnh đã xem"})[0] == 422
    assert studio.ask("POST", at, {"name": "bản chị Hạnh đã xem", "old": "x"})[1]["number"] is None
    no_version = rows["rows"][0]["number"]
    assert studio.ask("POST", f"/api{ISSUE}/history/{no_version}/name", {"name": "a", "old": "b"})[0] == 404
    page.locator(".toast button", has_text="Hoàn tác").press("Enter")
    expect(rename).to_be_visible()
    assert names() == ["bản gửi chị Hạnh"]


def test_who_else_is_here_and_a_copy_is_a_conflict(opened: tuple[RunningStudio, Browser, Page]) -> None:
    studio, browser, page = opened
    story = studio.folder / "articles" / "ngo-14.yaml"
    studio.window(page, f"{ISSUE}/board")
    page.locator("li.card").first.wait_for()
    context = browser.new_context(viewport={"width": 683, "height": 384})  # 1366 x 768 at 200 %
    other = context.new_page()
    other.set_default_timeout(SLOW_MS)
    studio.window(other, f"{ISSUE}/story/ngo-14")
    card = page.locator("li.card[data-story=ngo-14]")
    expect(card).to_contain_text("đang mở: bạn, ở cửa sổ khác")
    expect(page.locator(".company [role=status]")).to_have_text("Cũng đang mở số này: bạn, ở cửa sổ khác.")
    judged(page, "presence")
    page.get_by_role("link", name="Ngõ 14 lát lại gạch").click()
    page.locator(".ProseMirror").wait_for()
    expect(page.locator(".company [role=status]")).to_have_text("Cũng đang mở bài này: bạn, ở cửa sổ khác.")

    # A colleague on another computer of a shared folder, whose synchroniser makes a copy.
    before = story.read_text("utf-8")
    copy = story.with_name("ngo-14 (1).yaml")
    copy.write_text(before.replace("Ngõ 14 lát lại gạch", "Ngõ 14 có gạch mới").replace("gió còn", "sóng còn"), "utf-8")
    expect(page.locator(".company")).to_contain_text("Bài này có hai bản khác nhau.")
    judged(page, "story-twice")
    page.locator(".company").get_by_role("link", name="Xem và chọn").click()
    conflict = page.get_by_role("region", name="Bài “Ngõ 14 lát lại gạch”: hai bản khác nhau")
    expect(conflict.locator("ins").first).to_contain_text("có")
    title = conflict.get_by_role("group", name="Tiêu đề: giữ bản nào")
    title.get_by_role("radio", name="Giữ bản này").focus()
    page.keyboard.press("ArrowDown")
    expect(title.get_by_role("radio", name="Lấy bản kia")).to_be_checked()
    judged(page, "copies")
    studio.window(other, f"{ISSUE}/history/copies")
    other.get_by_role("button", name="Lấy cả bản kia").wait_for()
    judged(other, "copies-200")
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    conflict.get_by_role("button", name="Lấy 1 chỗ đã chọn").press("Enter")
    expect(page.get_by_text("Không có bài nào có hai bản.")).to_be_visible()
    assert story.read_text("utf-8") == before.replace("Ngõ 14 lát lại gạch", "Ngõ 14 có gạch mới")
    assert not copy.exists()
    expect(other.get_by_text("Không có bài nào có hai bản.")).to_be_visible()

    # The copy is in the trash, and both come back.
    page.get_by_role("link", name="Thùng rác").click()
    expect(page.get_by_role("listitem").filter(has_text="Bản kia của bài “Ngõ 14 có gạch mới”")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".toast [role=status]")).to_have_text("Đã hoàn tác: hai bản lại như trước.")
    assert story.read_text("utf-8") == before
    page.get_by_role("link", name="Hai bản khác nhau (1)").click()
    page.get_by_role("button", name="Giữ cả bản này").click()
    expect(page.get_by_text("Không có bài nào có hai bản.")).to_be_visible()
    assert story.read_text("utf-8") == before

    # At 200 % the history is one column, and whoever leaves is gone.
    studio.window(other, f"{ISSUE}/history")
    other.locator("ol.saves button").first.click()
    other.get_by_role("button", name="Khôi phục cả số").or_(other.get_by_text("giống hệt hiện nay")).first.wait_for()
    judged(other, "then-200")
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/board")
    expect(page.locator(".company [role=status]")).to_contain_text("Cũng đang mở số này")
    context.close()
    expect(page.locator(".company [role=status]")).to_have_text("")
