"""The pictures of `docs/studio-tutorial.md` are the window as it is: this test walks it and looks at every step.

`BULLETIN_PICTURES=docs/pictures` writes them anew; without it they are only compared by what they are called.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from window_kit import axe_faults, chromium, running_studio, sample_issue, wait_until, window

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "studio-tutorial.md"
PICTURES = ROOT / "docs" / "pictures"
WIDTH_PX, COLOURS, MOST_BYTES = 900, 64, 100_000
PLANNED_MS = 240_000


def shoot(page: Page, name: str) -> None:
    """A small picture of the window for the tutorial, if pictures are wanted."""
    assert f"pictures/studio-{name}.png" in PAGE.read_text("utf-8")
    wanted = os.environ.get("BULLETIN_PICTURES")
    if wanted:
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        image = image.resize((WIDTH_PX, round(image.height * WIDTH_PX / image.width)), Image.Resampling.LANCZOS)
        small = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(ROOT / wanted / f"studio-{name}.png", optimize=True)


def test_the_tutorial_is_walked(tmp_path: Path) -> None:
    root = tmp_path / "bao"
    root.mkdir()
    sample_issue(root, photos=True)
    with chromium() as browser, running_studio(root, tmp_path) as studio, window(browser, studio) as page:
        page.get_by_role("article", name="Đồ Sơn").wait_for()
        shoot(page, "nha")
        page.get_by_role("button", name="Bản tin mới").click()
        page.get_by_role("textbox", name="1. Tên bản tin").fill("Vạn Hương")
        page.get_by_role("textbox", name="2. Cơ quan").fill("Ủy ban nhân dân phường Vạn Hương")
        shoot(page, "ban-tin-moi")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Số mới từ số 46").click()
        page.get_by_role("textbox", name="Ngày phát hành").wait_for()
        shoot(page, "so-moi")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Số 46").click()
        page.locator(".page img").nth(7).wait_for(timeout=PLANNED_MS)
        page.locator("li.card").nth(2).hover()
        expect(page.locator(".box.lit")).to_have_count(1)
        shoot(page, "ban-lam-viec")
        page.get_by_role("link", name="Hai giờ sáng, bến cá đã lên đèn").click()
        page.locator(".ProseMirror").wait_for()
        page.locator(".crop img").first.wait_for(timeout=PLANNED_MS)
        assert axe_faults(page) == []
        shoot(page, "bai")
        story = root / "do-son" / "articles" / "ben-ca-hai-gio-sang.yaml"
        edits = (("Tiêu đề", "Hai giờ sáng, bến cá đã thức"), ("Sa-pô", "Khi phố còn ngủ, chợ cá ở bến đã đông người."))
        for field, words in edits:
            page.get_by_label(field).first.fill(words)
            page.get_by_label(field).first.blur()
            wait_until(lambda words=words: words in story.read_text("utf-8"), f"not saved: {field}")
        page.goto(f"{studio.origin}/#/do-son/so-bao/history")
        page.locator("ol.saves button").last.click()
        page.locator(".then-file").wait_for()
        shoot(page, "lich-su")
        page.goto(f"{studio.origin}/#/do-son/so-bao/photos")
        page.get_by_role("button", name="be-boi.jpg").click(timeout=PLANNED_MS)
        page.locator(".focus img").wait_for(timeout=PLANNED_MS)
        shoot(page, "anh")
        screens = (("review", "soat", "main h2"), ("outputs", "xuat", "main h2"))
        for name, called, shown in screens:
            page.goto(f"{studio.origin}/#/do-son/so-bao/{name}")
            page.locator(shown).last.wait_for(timeout=PLANNED_MS)
            shoot(page, called)


def test_every_picture_is_there_small_and_used() -> None:
    used = set(re.findall(r"pictures/(studio-[a-z-]+\.png)", PAGE.read_text("utf-8")))
    there = {path.name: path.stat().st_size for path in PICTURES.glob("studio-*.png")}
    assert used == set(there)
    assert max(there.values()) <= MOST_BYTES
