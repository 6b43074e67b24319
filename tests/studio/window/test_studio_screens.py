"""The screens Home and Board in a real browser: by mouse, by keyboard, enlarged, in forced colours, and under axe."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from window_kit import RunningStudio, axe_faults, chromium, running_studio, sample_issue, wait_until, window

from bulletin.model import Placement
from bulletin.sources.partial import values_in

FIRST, SECOND = "ben-ca-hai-gio-sang", "so-ket-ket-luan-09"
PLANNED_MS = 240_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    """A studio on a folder with the sample: small photos are not needed to plan, so there are none of their files."""
    place = tmp_path_factory.mktemp("studio")
    root = place / "bulletins"
    root.mkdir()
    sample_issue(root, photos=True)
    with running_studio(root, place) as studio:
        yield studio


@pytest.fixture
def page(browser: Browser, studio: RunningStudio) -> Iterator[Page]:
    with window(browser, studio) as page:
        yield page


def plan_of(studio: RunningStudio) -> list[str]:
    found = values_in("issue", studio.folder / "do-son" / "issue.yaml")["flatplan"]
    return [one.article for one in found if isinstance(one, Placement)]


def open_board(page: Page) -> None:
    page.get_by_role("link", name="Số 46").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số 46")
    page.locator("li.card").first.wait_for()


def stories(page: Page) -> list[str]:
    return [str(card.get_attribute("data-story")) for card in page.locator("ol.cards").first.locator("li.card").all()]


def card(page: Page, ident: str) -> Locator:
    return page.locator(f"li.card[data-story={ident}]")


def toast(page: Page) -> Locator:
    return page.locator(".toast [role=status]")


def test_a_new_bulletin_by_keyboard_alone_and_nothing_before_the_button(page: Page, studio: RunningStudio) -> None:
    before = sorted(studio.folder.iterdir())
    page.get_by_role("button", name="Bản tin mới").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="1. Tên bản tin")).to_be_focused()
    masthead = page.locator("figure.masthead .name")
    for text in ("V", "ạn", " Hương"):
        page.keyboard.insert_text(text)
        expect(masthead).to_contain_text(text.strip())  # at every key, not after a while
    assert axe_faults(page) == []
    page.keyboard.press("Tab")
    page.keyboard.insert_text("UBND phường Vạn Hương")
    expect(page.locator("figure.masthead .line")).to_contain_text("UBND phường Vạn Hương")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("figure.masthead .line")).to_contain_text("Hai tuần một số")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("figure.masthead")).to_have_class("masthead ban-tin-a4")
    assert sorted(studio.folder.iterdir()) == before
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sorted(studio.folder.iterdir()) == before
    expect(page.get_by_role("button", name="Bản tin mới")).to_be_focused()


def test_an_empty_answer_is_named_at_its_question_and_then_made(page: Page, studio: RunningStudio) -> None:
    page.get_by_role("button", name="Bản tin mới").click()
    page.get_by_role("textbox", name="2. Cơ quan").fill("Trường Mầm non Hoa Sen")
    page.get_by_role("button", name="Tạo", exact=True).click()
    name = page.get_by_role("textbox", name="1. Tên bản tin")
    expect(name).to_have_attribute("aria-invalid", "true")
    assert "Chưa điền" in str(page.locator(".field:has(input[aria-invalid]) .findings").text_content())
    assert axe_faults(page) == []
    name.fill("Hoa Sen")
    page.get_by_role("button", name="Tạo", exact=True).click()
    expect(page.get_by_role("heading", name="Hoa Sen")).to_be_visible()
    assert (studio.folder / "hoa-sen" / "publication.yaml").is_file()
    page.get_by_role("article", name="Hoa Sen").get_by_role("button", name="Số đầu tiên").click()
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số 1")
    expect(page.get_by_text("Trang hiện ra khi số có bài đầu tiên.")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Bài mới").click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Bé học vẽ")
    assert axe_faults(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    wanted = "*/articles/be-hoc-ve.yaml"
    wait_until(lambda: list((studio.folder / "hoa-sen").glob(wanted)), "no file of the story")
    made = next((studio.folder / "hoa-sen").glob(wanted))
    assert values_in("article", made)["title"] == "Bé học vẽ"
    assert "body" not in values_in("article", made)
    made_folder = studio.folder / "hoa-sen"
    # The program may write its history while the folder goes.
    wait_until(lambda: shutil.rmtree(made_folder, ignore_errors=True) or not made_folder.exists(), "still there")


def test_the_next_issue_is_filled_in_from_the_last(page: Page, studio: RunningStudio) -> None:
    page.get_by_role("button", name="Số mới từ số 46").click()
    expect(page.get_by_role("textbox", name="Số (bắt buộc)")).to_have_value("47")
    expect(page.get_by_role("textbox", name="Ngày phát hành")).to_have_value("27/11/2026")
    expect(page.get_by_role("textbox", name="Phản ánh từ ngày")).to_have_value("20/11/2026")
    assert axe_faults(page) == []
    page.get_by_role("textbox", name="Ngày phát hành").fill("31/02/2026")
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    expect(page.locator(".field .findings")).to_contain_text("không dùng được")
    page.get_by_role("textbox", name="Ngày phát hành").fill("28.11.2026")
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số 47")
    made = studio.folder / "do-son" / "2026-11-28-so-47"
    assert made.is_dir()
    shutil.rmtree(made)


def test_boxes_come_with_the_plan_and_pictures_after(page: Page) -> None:
    open_board(page)
    page.locator(".page .box").first.wait_for(timeout=PLANNED_MS)
    assert page.locator(".page").count() == 8
    expect(page.locator(".facts").first).to_contain_text("8 trang")
    page.locator(".page img").nth(7).wait_for(timeout=PLANNED_MS)
    card(page, FIRST).hover()
    expect(page.locator(".box.lit")).to_have_count(2)  # the story is on two pages
    assert axe_faults(page) == []


def test_a_story_is_dragged_by_mouse_and_the_act_is_taken_back(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    page.locator(".page .box").first.wait_for(timeout=PLANNED_MS)
    before = plan_of(studio)
    grip, target = card(page, SECOND).locator(".grip"), card(page, FIRST)
    grip.hover()
    page.mouse.down()
    place = target.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 60, place["y"] + 40, steps=4)
    page.mouse.move(place["x"] + 60, place["y"] + 5, steps=4)
    expect(target).to_have_class(re.compile(r"\bdrop\b"))
    page.mouse.up()
    expect(toast(page)).to_contain_text("Đã chuyển")
    assert stories(page)[:2] == [SECOND, FIRST]
    assert plan_of(studio) == [SECOND, FIRST, *[one for one in before if one not in (FIRST, SECOND)]]
    expect(toast(page)).to_contain_text("đổi", timeout=PLANNED_MS)  # which pages, or none
    assert axe_faults(page) == []
    page.keyboard.press("Control+z")
    expect(toast(page)).to_contain_text("Đã lấy lại")
    assert plan_of(studio) == before


def test_a_story_is_moved_by_keyboard_and_put_back_with_escape(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    before, shown = plan_of(studio), stories(page)
    card(page, FIRST).locator(".grip").focus()
    page.keyboard.press(" ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert stories(page) == [*shown[1:3], FIRST, *shown[3:]]
    expect(card(page, FIRST).locator(".grip")).to_be_focused()
    expect(page.get_by_text("Chỗ 3 trên")).to_be_attached()
    page.keyboard.press("Escape")
    assert stories(page) == shown
    assert plan_of(studio) == before
    page.keyboard.press(" ")
    with page.expect_request("**/ahead"):  # pages are planned while the card rests there
        page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(toast(page)).to_contain_text("Đã chuyển")
    assert stories(page)[:2] == [shown[1], FIRST]
    expect(card(page, FIRST).locator(".grip")).to_be_focused()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(toast(page)).to_contain_text("Đã lấy lại")
    assert plan_of(studio) == before


def test_the_menu_does_everything_that_dragging_does_and_more(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    before = plan_of(studio)
    menu = card(page, FIRST).get_by_role("button", name="Việc khác")
    menu.press("Enter")
    expect(page.get_by_role("menuitem", name="Xuống", exact=True)).to_be_focused()  # the first that can be done
    assert axe_faults(page) == []
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.click()
    page.get_by_role("menuitem", name="Xuống cuối").click()
    expect(toast(page)).to_contain_text("Đã chuyển")
    assert plan_of(studio)[-1] == FIRST
    page.keyboard.press("Control+z")
    expect(toast(page)).to_contain_text("Đã lấy lại")
    menu.click()
    page.get_by_role("menuitem", name="Đổi cỡ bài").click()
    page.get_by_role("radio", name="Tin ngắn").check()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Đổi", exact=True).click()
    expect(page.get_by_role("list", name="Tin ngắn").locator(f"[data-story={FIRST}]")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(toast(page)).to_contain_text("Đã lấy lại")
    expect(page.get_by_role("list", name="Tin ngắn").locator(f"[data-story={FIRST}]")).to_have_count(0)
    card(page, FIRST).get_by_role("button", name="Việc khác").click()
    page.get_by_role("menuitem", name="Bỏ vào thùng rác").click()
    expect(card(page, FIRST)).to_have_count(0)
    assert not (studio.folder / "do-son" / "articles" / f"{FIRST}.yaml").exists()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(card(page, FIRST)).to_be_visible()
    assert plan_of(studio) == before


def test_quotation_marks_of_a_headline_are_single_ones_within_others(page: Page) -> None:
    open_board(page)
    quoted = page.locator("li.card").filter(has_text="Muốn bơi được")
    quoted.get_by_role("button", name="Việc khác").click()
    page.get_by_role("menuitem", name="Để sang số sau").click()
    expect(toast(page)).to_contain_text("Đã để “‘Muốn bơi được, trước hết phải biết nổi’” sang số sau")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(quoted).to_be_visible()


def test_all_pages_are_planned_anew_on_demand(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    page.locator(".page .box").first.wait_for(timeout=PLANNED_MS)
    kept = studio.folder / "do-son" / ".bulletin" / "pages-tuan-tin.json"
    wait_until(kept.is_file, "the plan that is shown is kept")
    before = kept.stat().st_ino, kept.stat().st_mtime_ns
    page.get_by_role("button", name="Xếp lại mọi trang").click()
    expect(toast(page)).to_contain_text("Đang xếp lại mọi trang")
    expect(toast(page)).to_contain_text(re.compile("đổi"), timeout=PLANNED_MS)
    wait_until(kept.is_file, "the new plan is kept")
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) != before
    assert axe_faults(page) == []


def test_a_story_is_held_over_and_brought_back(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    before = plan_of(studio)
    card(page, SECOND).get_by_role("button", name="Việc khác").click()
    page.get_by_role("menuitem", name="Để sang số sau").click()
    held = page.get_by_role("list", name="Để sang số sau")
    expect(held).to_contain_text("Sơ kết")
    assert SECOND not in plan_of(studio)
    assert axe_faults(page) == []
    held.get_by_role("button", name="Đưa vào số này").click()
    expect(card(page, SECOND)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(held).to_be_visible()
    assert [one for one in before if one != SECOND] == plan_of(studio)
    held.get_by_role("button", name="Đưa vào số này").click()
    expect(card(page, SECOND)).to_be_visible()


def test_what_somebody_else_saves_is_shown(page: Page, studio: RunningStudio) -> None:
    open_board(page)
    file = studio.folder / "do-son" / "articles" / f"{FIRST}.yaml"
    old = file.read_text("utf-8")
    file.write_text(old.replace("Hai giờ sáng, bến cá đã lên đèn", "Ba giờ sáng, bến cá đã lên đèn"), "utf-8")
    expect(card(page, FIRST)).to_contain_text("Ba giờ sáng", timeout=PLANNED_MS)
    file.write_text(old, "utf-8")
    expect(card(page, FIRST)).to_contain_text("Hai giờ sáng", timeout=PLANNED_MS)


def test_help_shows_keys_and_licences(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Trợ giúp")).to_be_visible()
    page.get_by_text("Phần mềm dùng trong cửa sổ này").click()
    expect(page.get_by_text("prosemirror-view")).to_be_visible()
    page.get_by_text("prosemirror-view").click()
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_f6_goes_from_pane_to_pane_and_the_skip_link_to_the_content(page: Page) -> None:
    open_board(page)
    seen = []
    for _ in range(3):
        page.keyboard.press("F6")
        seen.append(page.evaluate("document.activeElement.className"))
    assert seen == ["stories", "pages", "bar"]
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    expect(page.get_by_role("heading", level=1)).to_have_text("Số 46")


def test_no_request_goes_beyond_the_own_address_and_the_key_is_in_none(browser: Browser, studio: RunningStudio) -> None:
    asked: list[str] = []
    with window(browser, studio, asked) as page:  # with the content policy in force
        open_board(page)
        page.locator(".page img").first.wait_for(timeout=PLANNED_MS)
        assert page.url == f"{studio.origin}/{page.url.partition('/#')[2] and '#' + page.url.partition('#')[2]}"
        assert "k=" not in page.url
    key = studio.url.partition("#k=")[2]
    assert asked
    assert all(one.startswith((f"{studio.origin}/", "blob:")) for one in asked)
    assert not [one for one in asked if key in one]


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1366, 768, 1), (1024, 768, 1), (683, 384, 2)], ids=["1366", "1024", "200%"]
)
def test_nothing_is_cut_off_at_the_side(
    browser: Browser, studio: RunningStudio, width: int, height: int, scale: int
) -> None:
    size = {"width": width, "height": height}
    with window(browser, studio, viewport=size, device_scale_factor=scale) as page:
        for opened in (lambda: None, lambda: open_board(page)):
            opened()
            page.get_by_role("button", name="Trợ giúp").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert axe_faults(page) == []
        assert page.evaluate("getComputedStyle(document.querySelector('.card .title')).fontSize") >= "16"
        for place in (0, -1):
            the_whole_menu_is_seen(page, page.locator("ol.cards").first.locator("li.card").nth(place))
        lifted = page.locator("ol.cards").first.locator("li.card").first
        lifted.locator(".grip").focus()
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        expect(page.locator("li.card.lifted")).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")


def the_whole_menu_is_seen(page: Page, card: Locator) -> None:
    """Nothing that scrolls around it cuts it off, and each of its items can be scrolled to."""
    card.get_by_role("button", name="Việc khác").press("Enter")
    expect(page.get_by_role("menu")).to_be_in_viewport(ratio=1)
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Bỏ vào thùng rác")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")


def test_forced_colours_and_quiet_motion(browser: Browser, studio: RunningStudio) -> None:
    options = {"forced_colors": "active", "reduced_motion": "reduce"}
    with window(browser, studio, **options) as page:
        open_board(page)
        assert axe_faults(page) == []
        grip = card(page, FIRST).locator(".grip")
        grip.focus()
        page.keyboard.press("Space")
        # What is pressed has the colours of the person's own theme, in pairs that the browser chooses.
        assert grip.evaluate("it => getComputedStyle(it).forcedColorAdjust") == "auto"
        assert grip.evaluate("it => getComputedStyle(it).borderStyle") == "double"
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        moving = (
            "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).animationName !== 'none').length"
        )
        assert page.evaluate(moving) == 0
