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
from playwright.sync_api import Locator, Page, Route, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults, wait_until

from bulletin.sources.issue import parse

pytestmark = pytest.mark.together

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
    with studio_on(folder, place / "home") as studio, chromium() as (_, page):
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

    wait_until(described, "the words are not in the file")
    photo = parse("article", article.read_bytes(), "a.yaml").record.photos[0]
    assert (photo.file, photo.caption, photo.credit) == ("photos/img-0012.heic", "Sang ra pho moi", "Minh Khue")
    assert photo.alt == "Con ngõ lát gạch mới"
    assert photo.crop == (0, 0, 90, 100)
    assert photo.focus is not None
    assert photo.focus[0] <= 50 >= photo.focus[1]
    expect(page.locator(".crops .light")).to_be_visible(timeout=SLOW_MS)
    assert axe_faults(page) == []


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
    expect(page.locator(".photo-list :focus")).to_have_count(1)
    for name in why:
        place.joinpath(name).unlink()


def test_what_cannot_be_printed_goes_into_the_trash_and_comes_back(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    place = studio.folder / "photos"
    photo = place / "gia-anh.jpg"
    photo.write_bytes(NO_PHOTO)
    _, facts = studio.ask("GET", f"/api{ISSUE}/photos/gia-anh.jpg/facts")
    studio.window(page, f"{ISSUE}/photos")
    card = page.get_by_role("button", name="gia-anh.jpg")
    card.press("Enter")
    detail = page.locator(".photo-detail")
    expect(detail.locator(".findings")).to_contain_text(facts["findings"][0]["what"], timeout=SLOW_MS)
    expect(detail.get_by_role("button", name="Đưa vào")).to_have_count(0)
    assert axe_faults(page) == []
    detail.get_by_role("button", name="Bỏ ảnh vào thùng rác").press("Enter")
    expect(card).to_have_count(0)
    expect(page.locator(".photo-list :focus")).to_have_count(1)
    told = page.locator(".toast [role=status]")
    expect(told).to_have_text("Đã bỏ gia-anh.jpg vào thùng rác.")
    assert not photo.exists()
    page.get_by_role("button", name="Hoàn tác việc vừa làm").press("Enter")
    expect(card).to_be_visible()
    assert photo.read_bytes() == NO_PHOTO

    # The same from the trash, beside another one that has its name meanwhile.
    card.press("Enter")
    detail.get_by_role("button", name="Bỏ ảnh vào thùng rác").press("Enter")
    expect(card).to_have_count(0)
    photo.write_bytes(b"another one")
    studio.window(page, f"{ISSUE}/history/trash")
    page.get_by_role("button", name="Lấy lại: Ảnh gia-anh.jpg").press("Enter")
    expect(told).to_have_text("Đã lấy lại ảnh gia-anh-2.jpg.")
    expect(page.get_by_text("Thùng rác trống.")).to_be_visible()
    assert (place / "gia-anh-2.jpg").read_bytes() == NO_PHOTO
    for path in (photo, place / "gia-anh-2.jpg"):
        path.unlink()


def test_a_photo_of_a_story_stays_unless_it_cannot_be_printed(window: tuple[RunningStudio, Page]) -> None:
    studio, _ = window
    photo = studio.folder / "photos" / "ben.jpg"
    before = photo.read_bytes()
    status, said = studio.ask("POST", f"/api{ISSUE}/photos/ben.jpg/trash", {})
    assert (status, said["what"]) == (409, "Ảnh này đang ở trong bài; hãy bỏ ảnh khỏi bài trước.")
    photo.write_bytes(NO_PHOTO)
    status, said = studio.ask("POST", f"/api{ISSUE}/photos/ben.jpg/trash", {})
    assert (status, photo.exists()) == (200, False)
    assert studio.ask("POST", f"/api{ISSUE}/trash/{said['id']}", {})[0] == 200
    assert photo.read_bytes() == NO_PHOTO
    photo.write_bytes(before)


def test_photos_go_nowhere_by_links(window: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    studio, _ = window
    place, trash = studio.folder / "photos", studio.folder / ".bulletin" / "trash"
    place.joinpath("x.jpg").write_bytes(NO_PHOTO)
    trash.mkdir(parents=True, exist_ok=True)
    kept = trash.rename(trash.with_name("kept"))
    trash.symlink_to(tmp_path)
    assert studio.ask("POST", f"/api{ISSUE}/photos/x.jpg/trash", {})[0] == 409
    trash.unlink()
    kept.rename(trash)
    (trash / "20261127-140200-12345678-noi.jpg").symlink_to("/etc/passwd")
    assert studio.ask("GET", f"/api{ISSUE}/trash")[1]["items"] == []
    for name in ("..%2Fissue.yaml", "%2e%2e", "khong-co.jpg"):
        assert studio.ask("POST", f"/api{ISSUE}/photos/{name}/trash", {})[0] == 404
    assert place.joinpath("x.jpg").read_bytes() == NO_PHOTO
    place.joinpath("x.jpg").unlink()


def test_an_edit_that_waits_in_another_story_makes_no_conflict_here(window: tuple[RunningStudio, Page]) -> None:
    studio, page = window
    articles = studio.folder / "articles"
    photo = {"id": "p", "file": "photos/ben.jpg"}
    for ident in ("ngo-14", "tin-den"):
        status, _ = studio.ask("POST", f"/api{ISSUE}/photos/attach", {"file": photo["file"], "article": ident})
        assert status == 200

    def refused(one: Route) -> None:
        mine = (one.request.post_data_json or {}).get("id") == "tin-den"
        one.fulfill(status=409, content_type="application/json", body='{"what": "x"}') if mine else one.continue_()

    page.route("**/edits", refused)
    studio.window(page, f"{ISSUE}/photos")
    page.get_by_role("button", name="ben.jpg").press("Enter")

    def caption(ident: str) -> Locator:
        return page.locator(f"[data-use={ident}]").get_by_role("textbox", name="Chú thích")

    def says(words: str) -> None:
        wait_until(lambda: page.wait_for_timeout(50) or words in story.read_text("utf-8"), words)

    story = articles / "ngo-14.yaml"
    with page.expect_response("**/edits"):
        caption("tin-den").fill("Chờ mãi")
    caption("ngo-14").fill("Câu một")
    says("Câu một")
    page.locator("#anh-ten").focus()  # words come into no field that somebody is in
    story.write_text(story.read_text("utf-8").replace("Câu một", "Câu hai"), "utf-8")
    expect(caption("ngo-14")).to_have_value("Câu hai")
    caption("ngo-14").fill("Câu ba")
    says("Câu ba")
    page.unroute("**/edits")
