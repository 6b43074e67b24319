"""An approved issue in the window: whoever begins to change it is asked once, and no letter is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import small_issue
from phone_photos import shot
from playwright.sync_api import Browser, Locator, Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import SCREEN, axe_faults, wait_until

pytestmark = pytest.mark.together

ISSUE = "/ben-nuoc/so-bao"
STORY = f"{ISSUE}/story/ngo-14"
BODY = ".pane .ProseMirror"
LINE = "Số 18 đã được Vũ Thị Hạnh ký duyệt lúc "
TITLE = "[data-field=title] textarea"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Browser]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium() as (browser, _):
        yield studio, browser


@pytest.fixture
def windows(opened: tuple[RunningStudio, Browser]) -> Iterator[tuple[RunningStudio, Page, Page]]:
    """An issue that was just approved, and two windows on it."""
    studio, browser = opened
    sign(studio)
    contexts = [browser.new_context(viewport=SCREEN, locale="vi-VN") for _ in range(2)]
    yield studio, contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def sign(studio: RunningStudio) -> None:
    said = studio.ask("GET", f"/api{ISSUE}/review")[1]
    names = {"name": "Vũ Thị Hạnh", "office": "", "number": "18", "digest": said["digest"]}
    status, told = studio.ask("POST", f"/api{ISSUE}/review/sign", names)
    assert status == 200, told


def is_signed(studio: RunningStudio) -> bool:
    said = studio.ask("POST", f"/api{ISSUE}/presence", {"client": "test"})[1]
    return said["signed"] is not None


def at(studio: RunningStudio, page: Page, where: str) -> None:
    studio.window(page, where)
    expect(page.get_by_text(LINE)).to_be_visible()


def question(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Số báo đã được ký duyệt")


def text(studio: RunningStudio) -> str:
    return (studio.folder / "articles" / "ngo-14.yaml").read_text("utf-8")


def state(folder: Path) -> dict[str, bytes]:
    places = [*folder.glob("*.yaml"), *folder.glob("articles/*"), *folder.glob("photos/*")]
    return {str(path): path.read_bytes() for path in places}


def test_words_are_to_be_read_until_somebody_says_that_they_change(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    before = state(studio.folder)
    at(studio, page, STORY)
    expect(page.get_by_text("Các ô chỉ để đọc.")).to_be_visible()
    assert axe_faults(page) == []
    title, body = page.locator(TITLE), page.locator(BODY)
    expect(title).to_have_attribute("readonly", "")
    expect(body).to_have_attribute("aria-readonly", "true")
    said = title.input_value()

    # Typing asks, whatever is typed on goes nowhere, and a space presses nothing.
    title.focus()
    page.keyboard.type("x y z")
    expect(question(page)).to_contain_text("chữ ký không còn đúng")
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(question(page)).to_have_count(0)
    expect(title).to_be_focused()
    expect(title).to_have_value(said)
    body.focus()
    page.keyboard.press("Backspace")
    question(page).get_by_role("button", name="Không sửa").click()
    page.wait_for_timeout(600)
    assert state(studio.folder) == before
    assert is_signed(studio)

    # Asked again, by a press: then it is typed, in every field, and nobody is asked a second time.
    body.focus()
    page.keyboard.press("a")
    question(page).get_by_role("button", name="Sửa số báo").click()
    expect(body).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Hết rồi.")
    title.press("Control+End")
    page.keyboard.type(" bốn")
    wait_until(lambda: "Hết rồi." in text(studio) and f"{said} bốn" in text(studio), "the words are not in the file")
    expect(question(page)).to_have_count(0)
    expect(page.get_by_text(LINE)).to_have_count(0)
    assert not is_signed(studio)


def test_a_composed_word_waits_for_the_answer_too(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    at(studio, page, STORY)
    title = page.locator(TITLE)
    said = title.input_value()
    title.focus()
    hands = page.context.new_cdp_session(page)
    hands.send("Input.imeSetComposition", {"text": "muo", "selectionStart": 3, "selectionEnd": 3})
    hands.send("Input.insertText", {"text": "muối"})
    expect(title).to_have_value(said)
    page.get_by_role("button", name="Sửa số báo…").click()
    question(page).get_by_role("button", name="Sửa số báo").click()
    title.press("Control+End")
    for word in ("m", "muo", "muô", "muối"):
        hands.send("Input.imeSetComposition", {"text": word, "selectionStart": len(word), "selectionEnd": len(word)})
    hands.send("Input.insertText", {"text": "muối"})
    expect(title).to_have_value(f"{said}muối")
    wait_until(lambda: f"{said}muối" in text(studio), "the word is not in the file")


def test_a_dragged_story_asks_and_is_then_moved_or_goes_back(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    before = state(studio.folder)
    at(studio, page, ISSUE)
    titles = page.locator("ol.cards").first.locator("a")
    expect(titles).to_have_count(2)
    order = titles.all_inner_texts()

    def drag() -> None:
        grip, target = page.locator(".grip").nth(1), page.locator(".grip").nth(0)
        grip.hover()
        page.mouse.down()
        place = target.bounding_box()
        assert place is not None
        page.mouse.move(place["x"] + 60, place["y"] + 30, steps=4)
        page.mouse.move(place["x"] + 60, place["y"] - 5, steps=4)
        page.mouse.up()

    drag()
    question(page).get_by_role("button", name="Không sửa").click()
    expect(page.locator(".toast")).to_contain_text("giữ nguyên")
    expect(titles).to_have_text(order)
    assert state(studio.folder) == before
    page.wait_for_timeout(1100)
    drag()
    question(page).get_by_role("button", name="Sửa số báo").click()
    expect(page.locator(".toast")).to_contain_text("Đã chuyển")
    expect(titles).to_have_text([order[1], order[0], *order[2:]])
    # Taken back it is as it was approved, and who was asked once is not asked again.
    page.locator("h1").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".toast")).to_contain_text("Đã lấy lại")
    assert is_signed(studio)
    expect(titles).to_have_text(order)  # a list that changes under the mouse drops what it drags
    drag()
    expect(page.locator(".toast")).to_contain_text("Đã chuyển")
    expect(question(page)).to_have_count(0)
    # Approved again it asks again, for taking back too.
    sign(studio)
    expect(page.get_by_text(LINE)).to_be_visible()
    page.locator("h1").focus()
    page.keyboard.press("Control+z")
    question(page).get_by_role("button", name="Sửa số báo").click()
    expect(page.locator(".toast")).to_contain_text("Đã lấy lại")


def test_many_photos_are_one_question(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    at(studio, page, f"{ISSUE}/photos")
    before = state(studio.folder)
    pictures = [{"name": f"anh{n}.jpg", "mimeType": "image/jpeg", "buffer": shot("JPEG", seed=n)} for n in range(5)]
    page.get_by_label("Chọn ảnh…").set_input_files(pictures)  # type: ignore[arg-type]
    question(page).get_by_role("button", name="Không sửa").click()
    expect(page.locator(".coming .refused")).to_have_count(5)
    assert state(studio.folder) == before
    page.wait_for_timeout(1100)
    page.get_by_label("Chọn ảnh…").set_input_files(pictures)  # type: ignore[arg-type]
    question(page).get_by_role("button", name="Sửa số báo").click()
    places = [studio.folder / "photos" / f"anh{n}.jpg" for n in range(5)]
    wait_until(lambda: all(place.exists() for place in places), "the photos did not come")
    expect(question(page)).to_have_count(0)


def test_a_choice_goes_back_or_is_kept(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    before = text(studio)
    at(studio, page, STORY)
    choice = page.locator("[data-field=status] select")
    for fold in page.locator("details.group").all():
        fold.evaluate("fold => { fold.open = true; }")
    was = choice.input_value()
    choice.select_option(value="edited")
    question(page).get_by_role("button", name="Không sửa").click()
    for fold in page.locator("details.group").all():
        fold.evaluate("fold => { fold.open = true; }")
    expect(choice).to_have_value(was)
    assert text(studio) == before
    page.wait_for_timeout(1100)
    choice.select_option(value="edited")
    question(page).get_by_role("button", name="Sửa số báo").click()
    wait_until(lambda: text(studio) != before, "the choice is not in the file")


def test_who_types_while_another_window_approves_is_asked_beside_and_keeps_every_letter(
    windows: tuple[RunningStudio, Page, Page],
) -> None:
    studio, page, other = windows
    at(studio, page, STORY)
    page.get_by_role("button", name="Sửa số báo…").click()
    question(page).get_by_role("button", name="Sửa số báo").click()
    title = page.locator(TITLE)
    title.press("Control+End")
    page.keyboard.type(" một")
    wait_until(lambda: " một" in text(studio), "the word is not in the file")
    said = title.input_value()
    sign(studio)
    at(studio, other, STORY)
    expect(page.get_by_text(LINE)).to_be_visible()
    page.keyboard.type(" hai")
    beside = page.get_by_role("alert")
    expect(beside).to_contain_text("chữ ký không còn đúng")
    expect(title).to_be_focused()
    page.keyboard.type(" ba")
    expect(title).to_have_value(f"{said} hai ba")
    assert axe_faults(page) == []
    assert " hai" not in text(studio)
    page.get_by_role("button", name="Sửa số báo", exact=True).click()
    wait_until(lambda: f"{said} hai ba" in text(studio), "the words are not in the file")
    expect(beside).to_have_count(0)
    # The other window was told, and nobody has to be asked there any more.
    expect(other.get_by_text(LINE)).to_have_count(0)
    expect(other.locator(TITLE)).to_have_value(f"{said} hai ba")
    other.locator(TITLE).press("Control+End")
    other.keyboard.type(" bốn")
    wait_until(lambda: f"{said} hai ba bốn" in text(studio), "the word is not in the file")
    expect(question(other)).to_have_count(0)


def test_who_gives_it_up_while_typing_sees_what_the_file_says(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    at(studio, page, STORY)
    page.get_by_role("button", name="Sửa số báo…").click()
    question(page).get_by_role("button", name="Sửa số báo").click()
    title, body = page.locator(TITLE), page.locator(BODY)
    title.press("Control+End")
    page.keyboard.type(" năm")
    wait_until(lambda: " năm" in text(studio), "the word is not in the file")
    said, before = title.input_value(), body.inner_text()
    sign(studio)
    expect(page.get_by_text(LINE)).to_be_visible()
    page.keyboard.type(" sáu")
    page.get_by_role("button", name="Không sửa").click()
    expect(title).to_have_value(said)
    expect(title).to_have_attribute("data-held", "true")
    assert body.inner_text() == before
    page.reload()
    expect(page.get_by_text(LINE)).to_be_visible()
    expect(title).to_have_value(said)
    assert " sáu" not in text(studio)
    assert is_signed(studio)


def test_planning_anew_asks_and_keeps_the_approval(windows: tuple[RunningStudio, Page, Page]) -> None:
    studio, page, _ = windows
    at(studio, page, f"{ISSUE}/board")
    page.get_by_role("button", name="Xếp lại mọi trang").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("chữ ký vẫn còn, nhưng trang in ra có thể khác")
    assert axe_faults(page) == []
    asked.get_by_role("button", name="Giữ các trang").click()
    expect(asked).to_have_count(0)
    page.wait_for_timeout(1100)  # what comes at once with what was given up is given up with it
    page.get_by_role("button", name="Xếp lại mọi trang").click()
    asked.get_by_role("button", name="Xếp lại mọi trang").click()
    expect(asked).to_have_count(0)
    wait_until(lambda: "xếp lại mọi trang" in str(studio.ask("GET", f"/api{ISSUE}/history/0/rows")[1]), "it is noted")
    assert is_signed(studio)
    expect(page.get_by_text(LINE)).to_contain_text("Các ô chỉ để đọc")  # that yes opened no words
    studio.window(page, f"{ISSUE}/review")
    expect(page.get_by_text("Các trang đã được xếp lại từ đầu: ").first).to_be_visible()
    expect(page.get_by_text("Bài và ảnh đúng như đã ký duyệt;")).to_be_visible()
    assert axe_faults(page) == []
