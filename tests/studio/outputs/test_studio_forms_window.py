"""Tờ tin, the issue's facts, mailing and the archive as an officer works them, in Debian's Chromium; axe finds nothing.

The office's Postfix is a real one; the pictures of the screens are in the folder that `BULLETIN_SHOTS` names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import write_issue
from mail_servers import PASSWORD, MailServers, mail_servers
from playwright.sync_api import Locator, Page, expect
from smtp_kit import readers
from window_kit import RunningStudio, axe_faults, chromium, running_studio, wait_until, window

from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT
from bulletin.studio.jobs.child import DigestRequest, digest_job

pytestmark = pytest.mark.together

OFFICE, ME, READER = "bantin@bennuoc.example", "toi@bennuoc.example", "ban.doc@bennuoc.example"
LONG_MS = 240_000
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>'
OURS = re.compile(r"YAML|\.ya?ml|\bdòng \d|\bcột \d|\b[a-z]+_[a-z_]+\b")


@pytest.fixture(scope="module")
def postfix() -> Iterator[MailServers]:
    with mail_servers([OFFICE, ME, READER]) as servers:
        yield servers


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("forms")
    root = place / "ban-tin"
    folder = write_issue(root / "so-18", [{"id": "ben-som", "title": "Bến cá", "body": "Một đoạn."}], ["lead"])
    (folder / "publication.yaml").rename(root / "publication.yaml")
    readers(root, [READER]).close()
    with (
        running_studio(root, place) as studio,
        chromium() as browser,
        window(browser, studio) as page,
    ):
        yield studio, page


def look(page: Page, name: str) -> None:
    """Keep a picture, ask axe, and read the whole screen for words of ours."""
    if os.environ.get("BULLETIN_SHOTS"):
        page.screenshot(path=Path(os.environ["BULLETIN_SHOTS"], f"{name}.png"))
    assert axe_faults(page) == [], name
    assert OURS.findall(page.locator("main").inner_text()) == [], name


def type_into(page: Page, field: Locator, text: str) -> None:
    field.fill(text)
    page.keyboard.press("Tab")


def holds(file: Path, words: str) -> None:
    wait_until(lambda: words in file.read_text("utf-8"), f"{words!r} in {file.name}")


def add_row(page: Page, into: str) -> None:
    """Add a row by the keyboard; its first field gets the focus."""
    page.get_by_role("button", name=f"Thêm vào “{into}”").press("Enter")
    at = "document.activeElement.closest('.row') && document.activeElement.matches('input, textarea')"
    wait_until(lambda: page.evaluate(at) and page.evaluate("document.activeElement.value") == "", "the new row")


def group(page: Page, name: str) -> None:
    """Open a group by the keyboard alone."""
    page.get_by_role("navigation", name="Các nhóm").get_by_role("button", name=name).press("Enter")


def test_the_facts_of_a_publication_are_made_in_its_form(opened: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    studio, page = opened
    file = studio.folder / "publication.yaml"
    page.get_by_role("link", name="Tờ tin").press("Enter")
    page.wait_for_selector(".sheet .group")
    look(page, "to-tin")
    type_into(page, page.get_by_label("Dòng dưới tên bản tin"), "Tiếng nói của làng chài")
    holds(file, "Tiếng nói của làng chài")
    type_into(page, page.get_by_label("Thư điện tử"), "khong phai")
    finding = page.locator("[data-field='contacts.email'] .findings")
    expect(finding).to_be_visible()
    look(page, "to-tin-sai")
    type_into(page, page.get_by_label("Thư điện tử"), OFFICE)
    expect(finding).to_have_count(0)

    page.get_by_role("radio", name="Sổ tay").check()
    holds(file, "so-tay")
    page.get_by_role("radio", name="Tuần tin").check()
    holds(file, "tuan-tin")
    drawing = tmp_path / "Biểu trưng phường.svg"
    drawing.write_text(DRAWING)
    page.locator(".file input[type=file]").first.set_input_files(drawing)
    holds(file, "bieu-trung-phuong.svg")
    expect(page.get_by_label("Biểu trưng", exact=True)).to_have_value("bieu-trung-phuong.svg")

    group(page, "Chuyên mục")
    for name in ("Việc làng", "Bạn đọc"):
        add_row(page, "Các chuyên mục")
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        holds(file, name)
    up = page.get_by_role("button", name=re.compile(r"Lên: Các chuyên mục, mục")).last
    up.press("Enter")
    wait_until(lambda: file.read_text().index("Bạn đọc") < file.read_text().index("Việc làng"), "moved")
    focused = "document.activeElement.getAttribute('aria-label') || ''"
    wait_until(lambda: str(page.evaluate(focused)).startswith(("Lên: ", "Xuống: ")), "the row keeps the focus")
    for name in ("Thông tin in ở chỗ trống", "Nhà in, máy in, bản lưu", "Quy cách chữ", "Lưu trữ và ký số"):
        group(page, name)
    look(page, "to-tin-mo-het")
    type_into(page, page.get_by_label("Thư mục lưu trữ"), "../kho")
    holds(file, "../kho")


def test_two_hands_in_one_field_are_shown_both(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    file = studio.folder / "publication.yaml"
    page.evaluate("location.hash = location.hash.replace(/\\/[^/]*$/, '/publication')")
    field = page.get_by_label("Cơ quan chủ quản")
    type_into(page, field, "Đảng ủy phường")
    holds(file, "Đảng ủy phường")
    field.focus()
    page.keyboard.press("End")
    page.keyboard.type(" A")
    file.write_text(file.read_text("utf-8").replace("Đảng ủy phường", "Đảng bộ phường"), "utf-8")
    page.keyboard.type("B")
    conflict = page.locator("[data-field=owner] .conflict")
    expect(conflict).to_be_visible()
    look(page, "to-tin-hai-nguoi")
    conflict.get_by_role("button", name="Giữ của tôi").press("Enter")
    expect(conflict).to_have_count(0)
    holds(file, "Đảng ủy phường AB")


def test_the_facts_of_an_issue_and_of_its_mail(opened: tuple[RunningStudio, Page], postfix: MailServers) -> None:
    studio, page = opened
    page.get_by_role("link", name="Gửi thư qua máy chủ").press("Enter")
    page.get_by_role("button", name="Bắt đầu khai").press("Enter")
    page.wait_for_selector(".sheet .group")
    look(page, "gui-thu-moi")
    group(page, "Chứng thực và chữ ký của thư")
    for label, text in {
        "Địa chỉ gửi thư": OFFICE, "Tên người gửi": "Bản tin Bến Nước", "Tên máy chủ": "localhost",
        "Cổng": str(postfix.smtp_port), "Tên đăng nhập": OFFICE,
        "Tệp chứng thực của máy chủ nội bộ": str(postfix.certificate),
    }.items():  # fmt: skip
        type_into(page, page.get_by_label(label).first, text)
    page.get_by_label("Mật khẩu giữ ở đâu").select_option(label="Tệp ẩn cạnh bản tin, chỉ mình bạn đọc được")
    holds(studio.folder / "mail.yaml", ".mat-khau-thu")
    holds(studio.folder / "mail.yaml", str(postfix.certificate))
    look(page, "gui-thu")

    page.get_by_role("link", name="Lịch sử").press("Enter")
    row = page.get_by_role("button", name=re.compile("sửa .*cách gửi thư")).first
    expect(row).to_be_visible()
    look(page, "to-tin-lich-su")
    page.get_by_role("link", name="Thông tin bản tin").press("Enter")
    page.wait_for_selector(".sheet .group")
    page.evaluate("location.hash = location.hash.replace('/-/publication', '/so-18/board')")
    page.get_by_role("link", name="Thông tin số báo").press("Enter")
    page.wait_for_selector(".sheet .group")
    sheet = studio.folder / "so-18" / "issue.yaml"
    type_into(page, page.get_by_label("Số trang mong muốn"), "4")
    holds(sheet, "4")
    add_row(page, "Thông báo")
    page.keyboard.type("Tiếp dân thứ Năm")
    page.keyboard.press("Tab")
    holds(sheet, "Tiếp dân thứ Năm")
    group(page, "Thứ tự bài")
    expect(page.get_by_label("Bài", exact=True).first).to_contain_text("Bến cá")
    look(page, "so-bao")
    type_into(page, page.get_by_label("Số trang mong muốn"), "")


def test_an_issue_is_made_looked_at_and_sent(
    opened: tuple[RunningStudio, Page], postfix: MailServers, tmp_path: Path
) -> None:
    studio, page = opened
    page.evaluate("location.hash = location.hash.replace(/\\/so-18.*/, '/so-18/outputs')")
    card = page.get_by_role("region", name="Gửi thư")
    card.get_by_role("button", name=re.compile("^Làm ?: ")).press("Enter")
    expect(card.get_by_text("Chưa gửi tới bạn đọc được vì")).to_be_visible(timeout=LONG_MS)
    look(page, "xuat-nhap")
    card.get_by_role("button", name="Đặt mật khẩu…").press("Enter")
    page.get_by_label("Mật khẩu của tài khoản gửi thư").fill(PASSWORD)
    look(page, "mat-khau")
    page.get_by_role("button", name="Cất").press("Enter")
    expect(card.locator(".mailing .findings li")).to_have_count(0)
    card.get_by_role("button", name="Xem thư").press("Enter")
    letter = page.get_by_role("region", name="Lời thư")
    expect(letter).to_contain_text("Bến cá")
    look(page, "xem-thu")
    page.keyboard.press("Escape")
    card.get_by_label("Gửi thử cho mình").fill(ME)
    card.get_by_role("button", name="Gửi thử").press("Enter")
    expect(card.get_by_text(f"Thư thử đã tới máy chủ, gửi cho {ME}.")).to_be_visible(timeout=LONG_MS)
    assert len(postfix.wait(ME, 1)) == 1

    order = DigestRequest(folder=studio.folder / "so-18", cache=tmp_path).to_wire() | {"limits": Limits().as_dict()}
    sheet = studio.folder / "so-18" / "issue.yaml"
    digest = digest_job(order, SILENT)["digest"]
    sheet.write_text(f"{sheet.read_text('utf-8')}approved:\n  - name: Hạnh\n    digest: {digest}\n", "utf-8")
    card.get_by_role("button", name=re.compile("^Làm lại ?: ")).press("Enter")
    send = card.get_by_role("button", name="Gửi cho 1 bạn đọc…")
    expect(send).to_be_enabled(timeout=LONG_MS)
    send.press("Enter")
    look(page, "hoi-truoc-khi-gui")
    page.get_by_role("button", name="Gửi", exact=True).press("Enter")
    expect(card.get_by_text("Đã gửi xong.")).to_be_visible(timeout=LONG_MS)
    assert len(postfix.wait(READER, 1)) == 1
    look(page, "da-gui")


def test_a_kept_issue_is_read_again(opened: tuple[RunningStudio, Page]) -> None:
    studio, page = opened
    card = page.get_by_role("region", name="Lưu trữ")
    expect(card.get_by_text("Số này chưa vào kho.")).to_be_visible()
    card.get_by_role("button", name=re.compile("^Làm ?: ")).press("Enter")
    expect(card.get_by_text(re.compile("Số này đã lưu: .*bản 1"))).to_be_visible(timeout=LONG_MS)
    card.get_by_role("button", name="Đọc lại cả kho").press("Enter")
    expect(card.get_by_text("Mọi tệp đều đúng như lúc lưu")).to_be_visible(timeout=LONG_MS)
    look(page, "luu-tru")
    kept = next((studio.folder.parent / "kho").rglob("screen.pdf"))
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes() + b"x")
    card.get_by_role("button", name="Đọc lại cả kho").press("Enter")
    expect(card.get_by_text("Kho có chỗ không còn như lúc lưu")).to_be_visible(timeout=LONG_MS)
    expect(card.get_by_text(re.compile("bị đổi: .*screen.pdf"))).to_be_visible()
    look(page, "kho-hong")
