"""Review, sign-off and outputs in the window of the real command: by the officer's hands, and judged by axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_issues import build, small_issue
from playwright.sync_api import Page, expect
from running_studio import RunningStudio, chromium, studio_on
from window_kit import axe_faults

from bulletin.sources.issue import parse
from bulletin.studio.jobs.made import read_made

pytestmark = pytest.mark.together

ISSUE = "/ben-nuoc/so-bao"
SLOW_MS = 120_000


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, Page]]:
    place = tmp_path_factory.mktemp("studio")
    folder = small_issue(place / "so-18")
    with studio_on(folder, place / "home") as studio, chromium() as (_, page):
        yield studio, page


def test_from_a_remark_to_the_press(window: tuple[RunningStudio, Page], tmp_path: Path) -> None:
    studio, page = window
    folder = studio.folder
    studio.window(page, f"{ISSUE}/review")
    expect(page.get_by_text("Số báo chưa được ký duyệt.")).to_be_visible(timeout=SLOW_MS)
    assert axe_faults(page) == []

    # A remark that is typed here.
    page.get_by_text("Ghi góp ý", exact=True).click()
    page.get_by_label("Lời góp ý").fill("Ghi rõ ngày họp chợ.")
    page.get_by_label("Người góp ý").fill("Vũ Thị Hạnh")
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text("Ghi rõ ngày họp chợ.").first).to_be_visible(timeout=SLOW_MS)
    assert "Ghi rõ ngày họp chợ." in (folder / "review.yaml").read_text("utf-8")
    page.get_by_role("button", name="Đã xong").click()
    expect(page.get_by_role("button", name="Mở lại")).to_be_visible(timeout=SLOW_MS)

    # One on a story is at the story.
    page.get_by_label("Lời góp ý").fill("Bài này hơi dài.")
    page.get_by_label("Bài (nếu có)").select_option(label="Thêm 12 bóng đèn")
    page.get_by_role("button", name="Ghi lại").click()
    page.get_by_role("list").get_by_role("link", name="Bài “Thêm 12 bóng đèn”").click(timeout=SLOW_MS)
    expect(page.locator(".whole")).to_contain_text("Vũ Thị Hạnh góp ý: Bài này hơi dài.", timeout=SLOW_MS)
    studio.window(page, f"{ISSUE}/review")

    # One on a field is at the field, and leads there.
    on_field = {"text": "Ghi rõ ngõ nào.", "by": "Lộc", "story": "ngo-14", "field": "title"}
    assert studio.ask("POST", f"/api{ISSUE}/review/remarks", on_field)[0] == 200
    page.get_by_role("list").get_by_role("link", name="Bài “Ngõ 14 lát lại gạch”").click(timeout=SLOW_MS)
    expect(page.locator("[data-field=title]")).to_contain_text("Lộc góp ý: Ghi rõ ngõ nào.", timeout=SLOW_MS)
    expect(page.locator("[data-field=title] textarea")).to_be_focused(timeout=SLOW_MS)
    studio.window(page, f"{ISSUE}/review")

    # On the picture of the page each has its number, and leads to the remark; the number there leads back.
    studio.until_pictured(ISSUE)
    expect(page.locator(".marked .mark")).to_have_text("2")  # that on the whole issue is on no page
    row = page.get_by_role("listitem").filter(has_text="Ghi rõ ngõ nào.")
    row.get_by_role("button", name="Xem góp ý 3 trên trang 2").click()
    onto = page.get_by_role("button", name="Góp ý 3, Lộc: Ghi rõ ngõ nào.")
    expect(onto).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".remarks > li:focus")).to_contain_text("Ghi rõ ngõ nào.")
    assert axe_faults(page) == []
    row.get_by_role("button", name="Xem góp ý 3 trên trang 2").click()
    expect(onto).to_be_focused()

    # A press on a story of the page fills the form in; its field is chosen by the name that forms have.
    box = page.locator(".marked").bounding_box()
    assert box is not None
    stories = studio.ask("GET", f"/api{ISSUE}/review")[1]["stories"]
    left, top, width, height = next(one for one in stories if one["id"] == "ngo-14")["boxes"][0][1:]
    page.locator(".marked").click(
        position={"x": box["width"] * (left + width / 2) / 100, "y": box["height"] * (top + height * 0.7) / 100}
    )
    expect(page.get_by_label("Lời góp ý")).to_be_focused()
    expect(page.get_by_label("Bài (nếu có)").locator("option:checked")).to_have_text("Ngõ 14 lát lại gạch")
    expect(page.get_by_label("Trang (nếu có)")).to_have_value("2")
    page.keyboard.type("Sa-pô còn dài.")
    page.get_by_label("Người góp ý").fill("Lộc")
    page.get_by_label("Mục được góp ý (nếu có)").select_option(label="Sa-pô")
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_role("list").get_by_role("link", name="Bài “Ngõ 14 lát lại gạch”, Sa-pô")).to_be_visible()
    last = parse("review", (folder / "review.yaml").read_bytes(), "review.yaml").record.remarks[-1]
    assert (last.story, last.field, last.page, last.text) == ("ngo-14", "lead", 2, "Sa-pô còn dài.")
    assert axe_faults(page) == []

    # The file for an approver, when the pages are there, and what comes back.
    studio.until_pictured(ISSUE)
    with page.expect_download(timeout=SLOW_MS) as waiting:
        page.get_by_role("button", name="Tải tệp gửi người duyệt").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "duyet-ben-nuoc-so-18.html"
    assert b"data:image/png;base64," in saved.read_bytes()
    back = tmp_path / "gop-y-so-18.json"
    answer = {
        "schema": "bulletin/remarks@1", "publication": "ben-nuoc", "number": 18, "by": "Đào Văn Lộc",
        "at": "2026-11-26T09:10:00Z", "draft": "", "remarks": [{"page": 1, "text": "Được, in đi."}],
    }  # fmt: skip
    back.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    for _ in range(2):  # the same file twice is taken once
        page.get_by_label("Nhận tệp góp ý…").set_input_files(back)
        expect(page.get_by_text("Được, in đi.").first).to_be_visible(timeout=SLOW_MS)
    assert (folder / "review.yaml").read_text("utf-8").count("in đi.") == 1

    # An outside edit is seen in words against the version that went out.
    article = folder / "articles" / "ben-som.yaml"
    article.write_text(article.read_text("utf-8").replace("Bến cá thức", "Bến cá dậy", 1), "utf-8")
    expect(page.locator(".changed ins").first).to_contain_text("dậy", timeout=SLOW_MS)

    # An unsigned issue asks; a signed one goes to the press, and is the same file that the command builds.
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/outputs")
    press = page.locator("section", has=page.get_by_role("heading", name="Gửi nhà in"))
    press.get_by_role("button", name="Làm").click(timeout=SLOW_MS)
    expect(page.get_by_role("dialog")).to_contain_text("chưa được ký duyệt", timeout=SLOW_MS)
    assert axe_faults(page) == []
    page.get_by_role("button", name="Sang màn hình Soát").click()
    page.get_by_role("button", name="Ký duyệt…").click(timeout=SLOW_MS)
    assert axe_faults(page) == []
    page.get_by_label("Người duyệt").fill("Vũ Thị Hạnh")
    page.get_by_label("Chức vụ").fill("Phó Bí thư")
    page.get_by_label("để xác nhận").fill("18")
    page.get_by_role("dialog").get_by_role("button", name="Ký duyệt").click()
    expect(page.get_by_text("Số báo đã được ký duyệt đúng như hiện nay.")).to_be_visible(timeout=SLOW_MS)
    last = parse("issue", (folder / "issue.yaml").read_bytes(), "issue.yaml").record.approved[-1]
    assert (last.name, last.office) == ("Vũ Thị Hạnh", "Phó Bí thư")
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/outputs")
    press.get_by_role("button", name="Làm").click(timeout=SLOW_MS)
    expect(press.get_by_text("đúng với số báo hiện nay")).to_be_visible(timeout=SLOW_MS)
    press.get_by_text("Báo cáo kiểm tra").click()
    expect(press.get_by_role("table").first).to_be_visible()
    assert axe_faults(page) == []
    build(folder, tmp_path / "own", tmp_path / "cache", "press")
    assert (folder / "build" / "nha-in" / "press.pdf").read_bytes() == (tmp_path / "own" / "press.pdf").read_bytes()
    assert not read_made(folder)["nha-in"].draft

    # A word afterwards, and everything says so.
    article.write_text(article.read_text("utf-8").replace("Bến cá dậy", "Bến cá thức", 1), "utf-8")
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/review")
    expect(page.get_by_text("Số báo đã đổi sau khi duyệt; cần duyệt lại.")).to_be_visible(timeout=SLOW_MS)
    page.goto(f"http://127.0.0.1:{studio.port}/#{ISSUE}/outputs")
    expect(press.get_by_text("nhưng số báo đã sửa sau đó")).to_be_visible(timeout=SLOW_MS)
