"""The main test of the studio: from an empty folder to `press.pdf` by mouse and keyboard alone.

Files and requests are touched only where the test plays somebody else: the editor with a text editor, the approver with
the file that was sent to him, and the power that goes away.
"""

# ruff: noqa: E501  (what Word writes is kept as it writes it)
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from build_issues import bulletin
from officer import PATIENCE_MS, choose, copy_elsewhere, drop_files, pick_file, type_over
from phone_photos import roll
from playwright.sync_api import Locator, Page, expect
from studio_command import StudioCommand
from window_kit import axe_faults, chromium, window

BODY = ".pane:nth-child(2) .ProseMirror"
LEAD = "Bến đò họp chợ lại từ tháng Mười"
WORD_TITLE, ZALO, BRIEF, IMPORTED = (
    "Lớp học đêm ở xóm chài",
    "Ngõ 14 lát lại gạch",
    "Thêm 12 bóng đèn",
    "Đội bóng bến sông",
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-parent:""; color:red} --></style>
</head><body lang=VI><!--StartFragment-->
<p class=MsoNormal><span style='mso-ansi-language:VI'>Mỗi tối thứ Ba, nhà văn hóa xóm chài lại <b>sáng đèn</b> đón hai
mươi học trò lớn tuổi.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]>Chị em làm nghề vá lưới học
đông nhất.<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]>Vở và bút do Hội Khuyến học góp.</p>
<p class=MsoNormal>Lớp kéo dài tới hết tháng Ba năm sau.</p>
<script>document.title = "evil"</script><!--EndFragment--></body></html>"""
WORD_IMPORTED = f"""<html><body><h1>{IMPORTED}</h1>
<p class=MsoNormal>Chiều thứ Bảy nào bãi bồi cũng thành sân bóng của mười bốn cậu bé ở hai tổ dân phố.</p>
<p class=MsoNormal>Hai trái bóng do cửa hàng chài lưới đầu ngõ tặng, khung thành buộc bằng tre.</p></body></html>"""
OTHER = "Ngõ 14 lát gạch đỏ"
AFTER_CRASH = "Trận chung kết đá vào chiều Ba mươi Tết."
WORD_ITEMS = ["Chị em làm nghề vá lưới học đông nhất.", "Vở và bút do Hội Khuyến học góp."]
ZALO_LINES = [
    "Đoạn ngõ dài 120 mét được lát lại trước mùa mưa.",
    "Bà con góp công dọn gạch vụn.",
    "Xe ba gác chở gạch từ bến lên.",
]
PARAGRAPHS = [
    f"Phiên {day}, {sellers} gian hàng bày dọc bãi bồi, bà con xuống chợ từ lúc gà gáy và ra về khi nắng vừa lên."
    for day, sellers in (("mùng Hai", 40), ("mùng Bảy", 52), ("mười hai", 61), ("mười bảy", 58))
]


def shows(page: Page, words: str) -> Locator:
    found = page.get_by_text(words).first
    expect(found).to_be_visible(timeout=PATIENCE_MS)
    return found


def to_board(page: Page) -> None:
    page.get_by_role("link", name=re.compile("số báo$")).click()
    page.get_by_role("button", name="Bài mới").wait_for()


def new_bulletin(page: Page) -> None:
    """Five questions by keyboard."""
    shows(page, "Chưa có bản tin nào")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.includes('Bản tin mới')") is False:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="1. Tên bản tin")).to_be_focused()
    page.keyboard.type("Bến Nước")
    page.keyboard.press("Tab")
    page.keyboard.type("Ủy ban nhân dân phường Bến Nước")
    page.keyboard.press("Enter")
    shows(page, "Đã tạo bản tin Bến Nước.")
    page.get_by_role("button", name="Số đầu tiên").click()
    type_over(page, page.get_by_role("textbox", name="Số trang"), "4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Số 1")


def new_story(page: Page, title: str, weight: str) -> None:
    page.get_by_role("button", name="Bài mới").click()
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_be_focused()
    page.keyboard.type(title)
    page.get_by_role("radio", name=weight, exact=True).check()
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE_MS)
    page.locator(BODY).click()


def typed_story(page: Page) -> None:
    """Paragraphs and a lead, key by key."""
    new_story(page, LEAD, "Bài chính")
    for number, paragraph in enumerate(PARAGRAPHS):
        page.keyboard.type(paragraph)
        if number < len(PARAGRAPHS) - 1:
            page.keyboard.press("Enter")
    type_over(page, page.get_by_role("textbox", name="Sa-pô"), "Bốn phiên chợ, bốn lần đông hơn.")
    to_board(page)


def pasted_stories(page: Page) -> None:
    """One from Word, whose lists are paragraphs with a sign, and one from Zalo, whose paragraphs are lines."""
    new_story(page, WORD_TITLE, "Bài")
    copy_elsewhere(page, "không dùng", WORD)
    page.keyboard.press("Control+v")
    expect(page.locator(f"{BODY} li")).to_have_text(WORD_ITEMS)
    expect(page.locator(f"{BODY} strong")).to_have_text("sáng đèn")
    assert page.title() != "evil"
    to_board(page)
    new_story(page, ZALO, "Bài")
    copy_elsewhere(page, "\n".join(ZALO_LINES))
    page.keyboard.press("Control+v")
    expect(page.locator(f"{BODY} p")).to_have_text(ZALO_LINES)
    to_board(page)


def brief_and_import(page: Page) -> None:
    """A brief that is typed, and a whole story from Word by the screen Import."""
    new_story(page, BRIEF, "Tin ngắn")
    page.keyboard.type("Mười hai bóng đèn mới sáng từ tối thứ Hai ở ngõ 14 và bến đò.")
    to_board(page)
    page.get_by_role("link", name="Nhập bài").click()
    copy_elsewhere(page, IMPORTED, WORD_IMPORTED)
    page.get_by_role("textbox", name="Dán bài vào đây").click()
    page.keyboard.press("Control+v")
    shows(page, "Bài nhập được")
    for button in page.get_by_role("button", name=re.compile("^✓ Đúng")).all()[::-1]:
        button.click()
    page.get_by_role("button", name="Nhận bài vào số báo").click()
    shows(page, f"Đã nhận bài “{IMPORTED}”.")
    to_board(page)
    expect(page.locator("li.card")).to_have_count(5)


def photos(page: Page, files: list[Path]) -> None:
    """Twenty are dropped at once; those that are printed get a story, words, and the photographer of the camera."""
    page.get_by_role("link", name="Ảnh", exact=True).click()
    drop_files(page, page.locator(".drop"), files)
    cards = page.locator("ul button.card")
    expect(cards).to_have_count(len(files), timeout=PATIENCE_MS)
    for number, title in enumerate((LEAD, LEAD, LEAD, WORD_TITLE, WORD_TITLE, ZALO, ZALO, IMPORTED)):
        cards.nth(number * 2).click()
        choose(page, page.get_by_role("combobox", name="Bài"), title)
        page.get_by_role("button", name="Đưa vào").click()
        page.get_by_role("textbox", name="Chú thích").click(timeout=PATIENCE_MS)
        page.keyboard.type(f"Bến nước buổi sáng, ảnh thứ {number + 1}")
        page.get_by_role("button", name="Đúng, dùng").first.click()
        expect(page.get_by_role("textbox", name="Người chụp")).to_have_value("Minh Khue")
        page.get_by_role("textbox", name="Mô tả").click()
        page.keyboard.type("Dải sáng tối như mặt nước lúc rạng đông")
        page.keyboard.press("Tab")
    to_board(page)


def conflict(page: Page, root: Path) -> None:
    """Somebody changes the same headline in a text editor while the officer types in it; the officer keeps the own."""
    page.get_by_role("link", name=ZALO).click()
    title = page.get_by_role("textbox", name="Tiêu đề (bắt buộc)")
    title.click()
    page.keyboard.press("End")
    page.keyboard.type(" cũ")
    file = next(root.glob("*/*/articles/ngo-14*.yaml"))
    file.write_text(file.read_text("utf-8").replace(ZALO, OTHER), "utf-8")
    bar = page.locator("[data-field=title] .conflict")
    expect(bar).to_contain_text(OTHER, timeout=PATIENCE_MS)
    expect(bar).to_contain_text(f"{ZALO} cũ")
    assert axe_faults(page) == []
    bar.get_by_role("button", name="Giữ của tôi").click()
    expect(bar).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ZALO} cũ", timeout=PATIENCE_MS)
    to_board(page)


def crash(page: Page, studio: StudioCommand, again: Callable[[], StudioCommand]) -> StudioCommand:
    """The program is killed while words are unsaved, more are typed, the window too goes away; nothing is lost."""
    page.get_by_role("link", name=IMPORTED).click()
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Trận chung kết đá vào")
    studio.kill()
    page.keyboard.type(" chiều Ba mươi Tết.")
    shows(page, "Chương trình đã dừng.")
    expect(page.locator(".saved")).to_contain_text("chữ vẫn còn ở đây", timeout=PATIENCE_MS)
    assert axe_faults(page) == []
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    return again()


def after_crash(page: Page) -> None:
    """In a new window of the program that was started again, the words are there."""
    page.get_by_role("link", name=re.compile("Làm tiếp")).click()
    page.get_by_role("link", name=IMPORTED).click()
    expect(page.locator(f"{BODY} p").last).to_have_text(AFTER_CRASH, timeout=PATIENCE_MS)
    to_board(page)


def other_window(page: Page, studio: StudioCommand) -> Page:
    """The browser is opened again on the address that the icon opens; what it kept is still there."""
    fresh = page.context.new_page()
    fresh.set_default_timeout(PATIENCE_MS)
    fresh.goto(studio.url)
    return fresh


def remarked(page: Page, place: Path) -> None:
    """The draft goes to an approver as a file; his remark comes back, is answered, and is done."""
    page.get_by_role("link", name="Soát", exact=True).click()
    shows(page, "Số báo chưa được ký duyệt.")
    assert axe_faults(page) == []
    with page.expect_download(timeout=PATIENCE_MS) as waiting:
        page.get_by_role("button", name="Tải tệp gửi người duyệt").click()
    draft = place / waiting.value.suggested_filename
    waiting.value.save_as(draft)
    approver = page.context.new_page()
    approver.goto(draft.as_uri())
    type_over(approver, approver.get_by_label("Góp ý cho trang 1"), "Ghi rõ phiên chợ nào đông nhất.")
    type_over(approver, approver.get_by_label("Tên của anh/chị"), "Vũ Thị Hạnh")
    with approver.expect_download() as answer:
        approver.get_by_role("button", name="Lưu góp ý").click()
    back = place / answer.value.suggested_filename
    answer.value.save_as(back)
    approver.close()
    pick_file(page, page.get_by_role("button", name="Nhận tệp góp ý…"), back)
    shows(page, "Đã nhận 1 góp ý.")
    type_over(page, page.get_by_role("textbox", name="Trả lời"), "Đã ghi: phiên mười hai.")
    page.get_by_role("button", name=re.compile("^Đã xong")).click()
    shows(page, "Đã ghi: phiên mười hai.")
    to_board(page)


def signed(page: Page) -> None:
    """What is printed is what was signed: by name, with the number typed again."""
    page.get_by_role("link", name="Soát", exact=True).click()
    page.get_by_role("button", name="Ký duyệt…").click(timeout=PATIENCE_MS)
    expect(page.get_by_label("Người duyệt")).to_be_focused()
    for words in ("Vũ Thị Hạnh", "Phó Bí thư", "1"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.get_by_role("dialog").get_by_role("button", name="Ký duyệt").click()
    shows(page, "Số báo đã được ký duyệt đúng như hiện nay.")
    to_board(page)


def printed(page: Page) -> None:
    page.get_by_role("link", name="Xuất", exact=True).click()
    press = page.locator("section", has=page.get_by_role("heading", name="Gửi nhà in"))
    press.get_by_role("button", name=re.compile("^Làm")).click(timeout=PATIENCE_MS)
    expect(press.get_by_text("đúng với số báo hiện nay")).to_be_visible(timeout=PATIENCE_MS)
    assert axe_faults(page) == []


def test_from_an_empty_folder_to_the_press(tmp_path: Path, cache: Path) -> None:
    root = tmp_path / "bao"
    root.mkdir()
    files = roll(tmp_path / "phone", 20, heic=4)

    def start() -> StudioCommand:
        return StudioCommand(root, cache, tmp_path / "run")

    studio = start()
    with chromium() as browser, window(browser, studio) as page:
        new_bulletin(page)
        typed_story(page)
        pasted_stories(page)
        brief_and_import(page)
        photos(page, files)
        conflict(page, root)
        with crash(page, studio, start) as studio:
            page = other_window(page, studio)
            after_crash(page)
            remarked(page, tmp_path)
            signed(page)
            printed(page)
    issue = next(root.glob("*/*/issue.yaml")).parent
    done = bulletin(
        "build", str(issue), "--out", str(tmp_path / "own"), "--editions", "press", cache=tmp_path / "fresh"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "own" / "press.pdf").read_bytes() == (issue / "build" / "nha-in" / "press.pdf").read_bytes()
