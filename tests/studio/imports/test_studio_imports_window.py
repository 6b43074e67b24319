"""Stories that come from Word, from a page and from Zalo, in the window of the real command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from build_issues import small_issue
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults, wait_until

from bulletin.sources.issue import parse

pytestmark = pytest.mark.together

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000
WORD = """<html><head><style>p {color: red}</style></head><body>
<script>document.title = "evil"</script>
<h1>Lớp học đêm ở xóm chài</h1>
<p><b>Mỗi tối thứ Ba, nhà văn hóa xóm chài lại sáng đèn đón hai mươi học trò lớn tuổi.</b></p>
<p>Cô giáo Nguyễn Thị Lụa mang theo hộp phấn và chồng vở cũ. Bà con ngồi kín sáu dãy bàn.</p>
<p>- Học viên đông nhất là chị em làm nghề vá lưới.</p>
<p onclick="steal()">Lớp học kéo dài tới hết tháng Ba năm sau.</p>
</body></html>"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium() as (_, page):
        yield studio, page


PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".ways textarea").dispatchEvent(event);
}"""


def test_a_paste_becomes_a_story_when_a_person_takes_it(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    before = sorted((studio.folder / "articles").iterdir())
    studio.window(page, f"{ISSUE}/imports")
    page.wait_for_selector(".ways textarea")
    page.evaluate(PASTE, [WORD, "Lớp học đêm"])
    expect(page.get_by_role("heading", name="Bài nhập được")).to_be_visible(timeout=SLOW_MS)
    assert "evil" not in page.title()
    assert sorted((studio.folder / "articles").iterdir()) == before, "nothing is written before it is taken"
    assert axe_faults(page) == []

    page.get_by_role("button", name=re.compile(r"Sửa\s*: Tiêu đề")).click()
    page.get_by_role("textbox", name="Tiêu đề").fill("Lớp học đêm ở xóm chài Đông")
    page.get_by_role("button", name=re.compile(r"Đúng\s*: Tiêu đề")).click()
    expect(page.get_by_text("Lớp học đêm ở xóm chài Đông").first).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Nhận bài").click()
    expect(page.get_by_text("Đã nhận bài “Lớp học đêm ở xóm chài Đông”.")).to_be_visible(timeout=SLOW_MS)
    (new,) = set((studio.folder / "articles").iterdir()) - set(before)
    record = parse("article", new.read_bytes(), new.name).record
    assert record.title == "Lớp học đêm ở xóm chài Đông"
    assert "vá lưới" in record.body
    assert "steal" not in new.read_text("utf-8")
    plan = parse("issue", (studio.folder / "issue.yaml").read_bytes(), "issue.yaml").record.flatplan
    assert plan[-1].article == record.id


def test_a_word_file(window: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    studio, page = window
    file = tmp_path / "Chợ phiên.docx"
    paper = docx.Document()
    paper.add_heading("Chợ phiên họp lại sau mưa", 1)
    paper.add_paragraph("Sáng Chủ nhật, bốn mươi gian hàng trở lại bãi bồi sau ba tuần nghỉ vì nước lên.")
    paper.add_paragraph("Ban quản lý chợ đã rải thêm đá dăm ở lối vào.")
    paper.save(str(file))
    studio.window(page, f"{ISSUE}/imports")
    page.get_by_label("Chọn tệp Word").set_input_files(file)
    expect(page.get_by_text("Chợ phiên họp lại sau mưa").first).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Nhận bài").click()
    expect(page.get_by_text("Đã nhận bài")).to_be_visible(timeout=SLOW_MS)
    assert any("đá dăm" in path.read_text("utf-8") for path in (studio.folder / "articles").iterdir())


@pytest.mark.parametrize(
    "where", ["http://127.0.0.1:1/x", "http://localhost/", "file:///etc/passwd", "ftp://a.example/"]
)
def test_addresses_that_are_not_public_are_refused(window: tuple[RunningStudio, Page], where: str) -> None:
    studio, _ = window
    status, said = studio.ask("POST", f"/api{ISSUE}/imports/address", {"address": where})
    assert status == 422
    assert said["findings"][0]["what"]


DRAFT = """\
# Bản nháp nhập từ: bai.html
# Dòng có “đoán:” là máy đoán: xem lại, sửa nếu sai, rồi xóa ghi chú. Dòng “thiếu:” là chỗ phải thêm.
ma: lop-hoc-dem
trang_thai: draft
tieu_de: "Lớp học đêm # đoán: chữ"  # đoán: dòng đầu in đậm; có thể là: Tin địa phương
# thiếu: ngày đăng; hãy thêm dòng, thí dụ: ngay_dang: "17/11/2026"
tac_gia:  # đoán: dòng cuối in nghiêng
  - ten: "Minh Khuê"
nguon:  # đoán: địa chỉ của trang
  ten: "Cổng thông tin phường"
anh:
  - ma: anh-1
    tep: "photos/ben.jpg"
    chu_thich: "Bến sớm"  # đoán: dòng ngay dưới ảnh
    mo_ta_anh: "Chưa có mô tả."  # thiếu: mô tả ảnh cho người không nhìn thấy
# thiếu: tệp ảnh image2.png không có trong tệp đã nhập
# đoán: dòng viết hoa là tít xen
noi_dung: |
  Lớp học # đoán: không phải ghi chú
  kéo dài.
"""
FIELDS = [
    ["title"], ["published_at"], ["authors"], ["source", "name"], ["photos", {"id": "anh-1"}, "caption"],
    ["photos", {"id": "anh-1"}, "alt"], ["photos"], ["body"],
]  # fmt: skip


def marks(studio: RunningStudio) -> list[dict[str, Any]]:
    status, said = studio.ask("GET", f"/api{ISSUE}/story/lop-hoc-dem")
    assert status == 200
    return [one for one in said["findings"] if one["rule"].startswith("import.mark")]


def test_every_guess_is_confirmed_at_its_field_one_by_one(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    file = studio.folder / "articles" / "lop-hoc-dem.yaml"
    before = {one.name for one in file.parent.iterdir()}
    file.write_text(DRAFT, "utf-8")
    found = marks(studio)
    assert [one["path"] for one in found] == FIELDS
    assert found[0]["what"] == "Máy đoán: dòng đầu in đậm; có thể là: Tin địa phương."
    assert found[1]["what"] == "Khi nhập còn thiếu: ngày đăng."
    values = parse("article", DRAFT.encode(), "").record

    studio.window(page, f"{ISSUE}/story/lop-hoc-dem")
    page.locator("[data-field=title] .findings").get_by_role("button", name=re.compile("Đúng\\s*: Tiêu đề")).press(
        "Enter"
    )
    first = DRAFT.replace('chữ"  # đoán: dòng đầu in đậm; có thể là: Tin địa phương', 'chữ"')
    wait_until(lambda: file.read_text("utf-8") == first, "the mark is still in the file")
    expect(page.locator("[data-field=title] .findings")).to_have_count(0, timeout=SLOW_MS)
    assert axe_faults(page) == []

    for number, one in enumerate(found):  # the first one a second time: two people may press it
        said = {"client": "t", "number": number, "kind": "article", "id": "lop-hoc-dem", "base": "x",
                "ops": [one["fix"]["op"]]}  # fmt: skip
        status, told = studio.ask("POST", f"/api{ISSUE}/edits", said)
        assert status == 200, told
        assert parse("article", file.read_bytes(), "").record == values, "only the mark goes"
        assert len(marks(studio)) == len(found) - (number + 1)
    left = [line for line in file.read_text("utf-8").splitlines() if "# đoán:" in line or "# thiếu:" in line]
    assert left == ['tieu_de: "Lớp học đêm # đoán: chữ"', "  Lớp học # đoán: không phải ghi chú"]
    _, history = studio.ask("GET", f"/api{ISSUE}/history/0/rows")
    assert "xem chỗ máy đoán" in history["rows"][0]["what"]
    file.unlink()
    assert {one.name for one in file.parent.iterdir()} == before
