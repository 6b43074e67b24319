"""Photos dropped into the window of the real command: received, refused with a reason, described, cut and placed."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build_issues import small_issue
from phone_photos import shot
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults

from bulletin.sources.issue import parse

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000
NO_PHOTO = b"MZ\x90\x00 not a photo"


def put(studio: RunningStudio, name: str, data: bytes) -> tuple[int, Any]:
    """What the program answers to a file that is put into the photos of the issue."""
    host = f"127.0.0.1:{studio.port}"
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=120)
    connection.request(
        "PUT", f"/api{ISSUE}/photos/{name}", data,
        {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin", "X-Bulletin-Key": studio.key,
         "Content-Type": "application/octet-stream"},
    )  # fmt: skip
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, json.loads(said) if said.startswith(b"{") else said


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium(bypass_csp=True) as (_, page):
        yield studio, page


def test_photos_of_telephones(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    studio.window(page, f"{ISSUE}/photos")
    expect(page.get_by_role("button", name="ben.jpg")).to_be_visible(timeout=SLOW_MS)
    files = [
        {"name": "IMG 0012.HEIC", "mimeType": "image/heic", "buffer": shot("HEIF")},
        {"name": "Chợ sớm.jpg", "mimeType": "image/jpeg", "buffer": shot("JPEG", seed=3)},
        {"name": "lai-anh-cu.jpeg", "mimeType": "image/jpeg", "buffer": shot("JPEG", seed=3)},
        {"name": "virus.jpg", "mimeType": "image/jpeg", "buffer": NO_PHOTO},
    ]
    page.get_by_label("Chọn ảnh…").set_input_files(files)  # type: ignore[arg-type]
    expect(page.get_by_role("button", name="img-0012.heic")).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_role("button", name="cho-som.jpg")).to_be_visible(timeout=SLOW_MS)
    refused = page.locator(".coming .refused")
    expect(refused).to_contain_text("virus.jpg", timeout=SLOW_MS)
    _, said = put(studio, "virus.jpg", NO_PHOTO)
    why = said["findings"][0]
    expect(refused.get_by_role("alert")).to_contain_text(f"{why['what']} {why['remedy']}")
    kept = sorted(path.name for path in (studio.folder / "photos").iterdir())
    assert kept == ["ben.jpg", "cho-som.jpg", "img-0012.heic"], "the same photo twice is one, a bad one is none"
    assert not list((studio.folder / ".bulletin" / "incoming").iterdir())
    assert axe_faults(page) == []

    # Into a story, then words by Tab, the guess of the camera, the focus by keys, the part by numbers.
    page.get_by_role("button", name="img-0012.heic").click()
    page.get_by_role("combobox").select_option(label="Ngõ 14 lát lại gạch")
    page.get_by_role("button", name="Đưa vào").click()
    caption = page.get_by_role("textbox", name="Chú thích")
    caption.click(timeout=SLOW_MS)
    page.keyboard.type("Sang ra pho moi")
    page.get_by_role("button", name="Đúng, dùng").first.click()
    page.get_by_role("textbox", name="Mô tả").fill("Con ngõ lát gạch mới")
    picture = page.locator(".focus .picture")
    picture.focus()
    for key in ("ArrowLeft", "Shift+ArrowUp"):
        page.keyboard.press(key)
    page.get_by_label("Mép phải").fill("90")
    page.get_by_role("button", name="Dùng phần này").click()
    article = studio.folder / "articles" / "ngo-14.yaml"

    def described() -> bool:
        record = parse("article", article.read_bytes(), "a.yaml").record
        if record is None:
            return False  # a photo has its place and not yet all that it must have
        found = record.photos[0]
        return all((found.caption, found.alt, found.credit, found.crop, found.focus))

    until(page, described)
    photo = parse("article", article.read_bytes(), "a.yaml").record.photos[0]
    assert (photo.file, photo.caption, photo.credit) == ("photos/img-0012.heic", "Sang ra pho moi", "Minh Khue")
    assert photo.alt == "Con ngõ lát gạch mới"
    assert photo.crop == (0, 0, 90, 100)
    assert photo.focus is not None
    assert photo.focus[0] <= 50 >= photo.focus[1]
    expect(page.locator(".crops .light")).to_be_visible(timeout=SLOW_MS)
    assert axe_faults(page) == []


def until(page: Page, true: object) -> None:
    """Wait for something on the disk."""
    for _ in range(600):
        if true():  # type: ignore[operator]
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("name", ["..%2F..%2Fevil.jpg", "%2e%2e", "a%00.jpg", "x%5C..%5Cy.jpg", "%F0%9F%98%80.jpg"])
def test_names_lead_nowhere(window: tuple[RunningStudio, Page], name: str, tmp_path: Path) -> None:
    studio, _ = window
    before = {path for path in studio.folder.parent.rglob("*") if ".bulletin" not in path.parts and path.is_file()}
    status, _ = put(studio, name, shot("PNG", (64, 64), seed=len(name)))
    after = {path for path in studio.folder.parent.rglob("*") if ".bulletin" not in path.parts and path.is_file()}
    new = {path for path in after - before if "cache" not in path.parts}
    assert all(path.parent == studio.folder / "photos" and path.name.isascii() for path in new), new
    assert status in (200, 404, 422)


def test_what_cannot_be_printed_says_why_and_stays_until_it_is_taken_away(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    place = studio.folder / "photos"
    before = {path: path.read_bytes() for path in (studio.folder / "articles").iterdir()}
    for name in ("gia-anh.jpg", "hoat-hinh.gif", "rong.png"):
        place.joinpath(name).write_bytes(b"" if name == "rong.png" else NO_PHOTO)
    status, said = studio.ask("GET", f"/api{ISSUE}/photos")
    assert status == 200
    assert {f"photos/{name}" for name in ("gia-anh.jpg", "hoat-hinh.gif", "rong.png")} <= {
        one["file"] for one in said["photos"]
    }
    why = {}
    for name in ("gia-anh.jpg", "hoat-hinh.gif", "rong.png"):
        _, facts = studio.ask("GET", f"/api{ISSUE}/photos/{name}/facts")
        why[name] = facts["findings"][0]
        assert not facts["ok"]
        assert why[name]["what"].endswith(("dùng được.", "byte)."))
        assert why[name]["remedy"]
        status, said = studio.ask("POST", f"/api{ISSUE}/photos/attach", {"file": f"photos/{name}", "article": "ngo-14"})
        assert status == 409
        assert why[name]["remedy"] in said["what"], "a photo that cannot be printed goes into no story"
    assert before == {path: path.read_bytes() for path in before}

    studio.window(page, f"{ISSUE}/photos")
    for name, one in why.items():
        expect(page.get_by_role("button", name=name)).to_contain_text(f"{one['what']} {one['remedy']}", timeout=SLOW_MS)
    page.get_by_label("Chọn ảnh…").set_input_files(
        [{"name": "thu.docx", "mimeType": "x/y", "buffer": NO_PHOTO}]  # type: ignore[arg-type]
    )
    refused = page.locator(".coming .refused", has_text="thu.docx")
    expect(refused.get_by_role("alert")).to_contain_text("lưu thành JPEG", timeout=SLOW_MS)
    page.evaluate("location.hash = '#/'")
    expect(refused).to_have_count(0)
    page.evaluate(f"location.hash = '#{ISSUE}/photos'")
    expect(refused).to_be_visible(timeout=SLOW_MS)
    assert axe_faults(page) == []
    refused.get_by_role("button", name="Bỏ khỏi danh sách: thu.docx").press("Enter")
    expect(refused).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")
    for name in why:
        place.joinpath(name).unlink()
