"""The file for an approver: alone, safe, usable by keyboard; and what comes back from it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from window_kit import SCREEN, axe_faults

from bulletin.studio.review.file import DraftPage, Remarks, ReviewDraft, file_name, read_remarks, review_file

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000157cfc8b40000000049454e44ae426082"
)
EVIL = '</textarea><script>document.title="evil"</script>'
DRAFT = ReviewDraft(
    "mau", f"Bản tin {EVIL}", 48, dt.date(2026, 11, 27), dt.datetime(2026, 11, 26, 9, 10), "ab" * 32,
    [DraftPage(1, PNG, ("Bến cá", EVIL)), DraftPage(2, PNG)], ["Ảnh 2 thiếu chú thích", EVIL],
)  # fmt: skip


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.fixture
def opened(browser_page: Page, tmp_path: Path) -> Page:
    file = tmp_path / file_name(DRAFT)
    file.write_bytes(review_file(DRAFT))
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(file.as_uri())
    assert all(url.startswith(("file:", "data:")) for url in asked)
    return browser_page


def test_nothing_in_it_runs_that_is_not_ours(opened: Page) -> None:
    assert opened.title().startswith("Duyệt Bản tin")
    assert opened.locator("script").count() == 1
    opened.evaluate("""() => new Promise((failed) => {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title=1">');
      document.body.lastElementChild.addEventListener('error', failed);
    })""")
    assert opened.title().startswith("Duyệt Bản tin")


def test_a_blind_approver_can_use_it(opened: Page, tmp_path: Path) -> None:
    plain = tmp_path / "plain.html"
    policy = b"Content-Security-Policy"
    plain.write_bytes(review_file(DRAFT).replace(policy, b"X-Off"))  # axe is a script that is not ours
    for width in (SCREEN["width"], 320):  # 320 px: a telephone, and a desktop at 400 %
        opened.set_viewport_size({"width": width, "height": SCREEN["height"]})
        opened.goto(plain.as_uri())
        assert axe_faults(opened) == []
        opened.locator("summary").click()
        opened.locator("#luu").click()  # nothing to save yet
        assert axe_faults(opened) == []
        opened.locator("#gop-y-2").fill("Được.")
        opened.locator("#luu").click()  # without a name
        assert axe_faults(opened) == []
        opened.locator("#nguoi").fill("Hạnh")
        opened.locator("#luu").click()
        assert "Đã lưu 1 góp ý" in opened.locator("#tinh-trang").inner_text()
        assert axe_faults(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.set_viewport_size(SCREEN)


def test_remarks_are_typed_saved_and_taken_back(opened: Page, tmp_path: Path) -> None:
    opened.locator("#luu").click()
    assert "Chưa có góp ý" in opened.locator("#tinh-trang").inner_text()
    opened.locator("#gop-y-2").fill("Sửa “phường 2” thành “phường 3”.\nCả ở chú thích.")
    opened.locator("#luu").click()
    assert "tên của anh/chị" in opened.locator("#tinh-trang").inner_text()
    opened.keyboard.type("Vu Thi Hanh")
    with opened.expect_download() as waiting:
        opened.locator("#luu").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "gop-y-so-48.json"
    back = read_remarks(saved.read_bytes(), "mau", 48)
    assert isinstance(back, Remarks)
    assert (back.by, back.draft) == ("Vu Thi Hanh", "ab" * 32)
    assert back.remarks == ((2, "Sửa “phường 2” thành “phường 3”.\nCả ở chú thích."),)
    assert back.at is not None


GOOD: dict[str, Any] = {
    "schema": "bulletin/remarks@1", "publication": "mau", "number": 48, "by": "Hạnh", "draft": "ab",
    "at": "2026-11-26T09:10:00.123Z", "remarks": [{"page": 1, "text": "Được."}],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "other"}, {"publication": "khac"}, {"number": 47}, {"number": "48"}, {"by": ""}, {"by": ["x"]},
        {"by": "\0\x1b"}, {"remarks": []}, {"remarks": "x"}, {"remarks": [{"page": 1}]}, {"remarks": [None, 3]},
        {"remarks": [{"text": " \n"}]},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_words(change: dict[str, Any]) -> None:
    back = read_remarks(json.dumps(GOOD | change).encode(), "mau", 48)
    assert isinstance(back, str)
    assert back.endswith(".")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[" * 200_000, b"{}", b"null", b"x" * 2_000_001])
def test_what_is_no_file_of_ours_is_refused(data: bytes) -> None:
    assert isinstance(read_remarks(data, "mau", 48), str)


def test_odd_values_are_cleaned() -> None:
    odd = {"remarks": [{"page": True, "text": "a\x1b[31mb"}, {"page": 9999, "text": "c" * 9000}], "at": "hôm qua"}
    back = read_remarks(json.dumps(GOOD | odd).encode(), "mau", 48)
    assert isinstance(back, Remarks)
    assert back.remarks == ((None, "a[31mb"), (None, "c" * 4000))
    assert back.at is None
