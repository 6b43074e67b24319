"""An issue made by roles, names and keys alone, as a blind officer makes it: nothing of it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from phone_photos import shot
from playwright.sync_api import Locator, Page, Route, expect
from screen_reader import ScreenReader
from window_kit import RunningStudio, chromium, running_studio, wait_until, window

from bulletin.sources.issue import parse

PATIENCE_MS = 240_000


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    root = place / "bao"
    root.mkdir()
    with chromium() as browser, running_studio(root, place) as studio, window(browser, studio) as page:
        page.get_by_role("button", name="Bản tin mới").wait_for()
        yield studio, page


def press(page: Page, role: str, name: str, *, exact: bool = False) -> None:
    """Enter on the one thing of that role and name."""
    one = page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
    expect(one).to_have_count(1)
    one.focus()
    page.keyboard.press("Enter")


def at_screen(page: Page, heading: str) -> None:
    """The screen is there, its heading has the focus, and the window is called after it."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_focused()
    expect(page).to_have_title(f"{heading} – Bản tin")


def understood(reader: ScreenReader) -> None:
    assert reader.named_twice() == []
    assert reader.empty_lists() == 0


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.rglob(pattern)
    return found


def bulletin_and_issue_are_begun(opened: tuple[RunningStudio, Page]) -> None:
    _, page = opened
    reader = ScreenReader(page)
    press(page, "button", "Bản tin mới")
    understood(reader)
    press(page, "button", "Tạo", exact=True)
    name = page.get_by_role("textbox", name="1. Tên bản tin")
    expect(name).to_be_focused()  # what is wrong is read with the field
    assert "Chưa điền" in name.evaluate("it => it.ariaDescribedByElements.map((one) => one.innerText).join()")
    page.keyboard.type("Vạn Hương")
    page.keyboard.press("Tab")
    page.keyboard.type("UBND phường Vạn Hương")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Số đầu tiên")).to_be_focused()
    assert "Đã tạo bản tin Vạn Hương." in reader.spoken()
    understood(reader)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Số (bắt buộc)")).to_be_focused()
    page.keyboard.press("Enter")
    at_screen(page, "Số 1")
    understood(reader)


def stories_are_begun_and_typed_without_chatter(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    reader = ScreenReader(page)
    for title, words in (("Bến cá lên đèn", "Hai giờ sáng, bến cá đã đông."), ("Lớp học bơi", "Ba mươi em đã đến.")):
        press(page, "button", "Bài mới")
        press(page, "button", "Tạo", exact=True)
        expect(page.get_by_role("textbox", name="Tiêu đề")).to_be_focused()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        at_screen(page, title)
        body = page.get_by_role("textbox", name="Nội dung")
        expect(body).to_have_attribute("aria-invalid", "true")
        assert "Chưa điền" in body.evaluate("it => it.ariaDescribedByElements[0].innerText")
        body.focus()
        for piece in (words, " Ai", " cũng vui."):
            page.keyboard.type(piece)
            wait_until(lambda title=title, piece=piece: piece.strip() in text_of(studio, title), "not saved")
        expect(body).to_have_attribute("aria-invalid", "false")
        press(page, "link", "Về số báo")
        at_screen(page, "Số 1")
    saves = [said for said in reader.spoken() if "lưu" in said]
    assert len(saves) <= 1, saves
    understood(reader)


def text_of(studio: RunningStudio, title: str) -> str:
    texts = [path.read_text("utf-8") for path in studio.folder.rglob("articles/*.yaml")]
    return next((text for text in texts if title in text), "")


def a_story_says_where_its_sections_and_photos_come_from(opened: tuple[RunningStudio, Page]) -> None:
    _, page = opened
    press(page, "link", "Bến cá lên đèn")
    at_screen(page, "Bến cá lên đèn")
    expect(page.get_by_role("combobox", name="Chuyên mục")).to_be_visible()
    expect(page.get_by_role("link", name="Thêm chuyên mục ở Tờ tin")).to_have_count(1)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    understood(ScreenReader(page))
    press(page, "link", "Nhận ảnh từ máy vào bài này")
    at_screen(page, "Ảnh của số báo")


def a_photo_is_received_placed_and_described(opened: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    studio, page = opened
    reader = ScreenReader(page)
    assert reader.empty_lists() == 0
    file = tmp_path / "be-boi.jpg"
    file.write_bytes(shot("JPEG", seed=5))
    with page.expect_file_chooser() as asked:
        press(page, "button", "Chọn ảnh…")
    asked.value.set_files(file)
    photo = page.get_by_role("button", name="be-boi.jpg")
    photo.wait_for(timeout=PATIENCE_MS)
    assert reader.spoken()[-1] == "Đã nhận 1 trên 1 ảnh."
    press(page, "button", "be-boi.jpg")
    expect(page.get_by_role("heading", name="be-boi.jpg")).to_be_focused()
    page.get_by_role("combobox", name="Đưa vào bài").select_option("Lớp học bơi")
    press(page, "button", "Đưa vào")
    part = page.get_by_role("group", name="Trong bài “Lớp học bơi”")
    caption = part.get_by_role("textbox", name="Chú thích")
    expect(caption).to_be_focused()
    typed_while_slow(page, studio, caption)
    understood(reader)
    part.get_by_role("textbox", name="Mô tả").fill("Các em đứng dưới nước")
    # The button goes away with what it did; the focus stays near.
    press(page, "button", "Máy ảnh ghi ngày")
    expect(page.get_by_role("button", name="Máy ảnh ghi ngày")).to_have_count(0)
    expect(part.locator(":focus")).to_have_count(1)
    focus_point(page, studio, part)


def typed_while_slow(page: Page, studio: RunningStudio, caption: Locator) -> None:
    """Words that are typed while the program's answers are on their way are all kept."""
    waiting: list[Route] = []
    page.route("**/photos", lambda one: waiting.append(one))
    words = ["Các em", " học bơi", " ở bể bơi", " của phường"]
    for count, piece in enumerate(words, 1):
        page.keyboard.type(piece)
        said = "".join(words[:count])
        wait_until(lambda said=said: said in text_of(studio, "Lớp học bơi"), f"not saved: {said}")
    for one in waiting:
        one.continue_()
    page.unroute("**/photos")
    expect(caption).to_have_value("".join(words))


def focus_point(page: Page, studio: RunningStudio, part: Locator) -> None:
    """Arrows that come faster than answers all count, and the point goes away again without taking the focus along."""
    picture = part.get_by_role("button", name="Điểm chính", exact=True)
    picture.focus()
    for key in ("ArrowLeft", "Shift+ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(part.get_by_role("status")).to_have_text("Điểm chính ở 49 % ngang, 43 % dọc")
    article = only(studio.folder, "articles/lop-hoc-boi.yaml")

    def focus() -> object:
        record = parse("article", article.read_bytes(), "a.yaml").record
        return record and record.photos[0].focus

    wait_until(lambda: focus() == (49, 43), "the point is not in the story")
    press(page, "button", "Bỏ điểm chính")
    wait_until(lambda: focus() is None, "the point is still there")
    expect(part.locator(":focus")).to_have_count(1)
    part.get_by_role("textbox", name="Mép trái").fill("10")
    press(page, "button", "Dùng phần này")
    press(page, "button", "In cả ảnh")
    expect(part.locator(":focus")).to_have_count(1)


def the_review_and_the_sign_off(opened: tuple[RunningStudio, Page]) -> None:
    _, page = opened
    press(page, "link", "Về số báo")
    press(page, "link", "Soát")
    at_screen(page, "Soát và duyệt")
    reader = ScreenReader(page)
    sign = page.get_by_role("button", name="Ký duyệt…")
    expect(sign).to_be_enabled(timeout=PATIENCE_MS)
    understood(reader)
    press(page, "button", "Ký duyệt…")
    for words in ("Nguyễn Thị Hạnh", "Phó Chủ tịch", "1"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Số báo đã được ký duyệt đúng như hiện nay.")).to_be_visible(timeout=PATIENCE_MS)
    # The pages may say it before the answer has come that is spoken.
    wait_until(lambda: said(page, reader, "Đã ký duyệt."), "nothing said that it is signed")
    # The button that was pressed cannot be pressed again: the focus is at its neighbour.
    expect(page.get_by_role("region", name="Gửi duyệt và ký duyệt").locator(":focus")).to_have_count(1)


def an_output_says_when_it_is_done(opened: tuple[RunningStudio, Page]) -> None:
    _, page = opened
    press(page, "link", "Về số báo")
    press(page, "link", "Xuất")
    at_screen(page, "Xuất bản")
    reader = ScreenReader(page)
    understood(reader)
    press(page, "button", "In ở cơ quan")
    wait_until(lambda: said(page, reader, "Đã làm xong: In ở cơ quan."), "nothing said that it is done")
    understood(reader)


def said(page: Page, reader: ScreenReader, words: str) -> bool:
    page.wait_for_timeout(50)
    return words in reader.spoken()


def a_story_that_goes_away_leaves_the_focus_near(opened: tuple[RunningStudio, Page]) -> None:
    _, page = opened
    press(page, "link", "Về số báo")
    press(page, "button", "Việc khác với Lớp học bơi")
    press(page, "menuitem", "Bỏ vào thùng rác")
    # The issue was approved: the question has the focus, and is read.
    expect(page.get_by_role("dialog", name="Số báo đã được ký duyệt").locator("p:focus")).to_contain_text(
        "ký duyệt lại"
    )
    press(page, "button", "Sửa số báo", exact=True)
    expect(page.get_by_role("link", name="Lớp học bơi")).to_have_count(0)
    expect(page.locator(".stories :focus")).to_have_count(1)
    press(page, "button", "Hoàn tác việc vừa làm")
    expect(page.get_by_role("link", name="Lớp học bơi")).to_have_count(1)


def test_an_issue_is_made_by_names_alone(opened: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    """One test, since each step goes on where the one before it ended."""
    bulletin_and_issue_are_begun(opened)
    stories_are_begun_and_typed_without_chatter(opened)
    a_story_says_where_its_sections_and_photos_come_from(opened)
    a_photo_is_received_placed_and_described(opened, tmp_path)
    the_review_and_the_sign_off(opened)
    an_output_says_when_it_is_done(opened)
    a_story_that_goes_away_leaves_the_focus_near(opened)
