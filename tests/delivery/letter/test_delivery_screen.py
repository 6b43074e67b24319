"""The letter in a browser: narrow, enlarged, in the dark, without pictures. What is not readable there fails here."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from mail_issue_kit import JPEG, article, mailed, settings

from bulletin.delivery.letter.compose import letter_parts
from bulletin.delivery.letter.templates import read_templates

CHROMIUM = "/usr/bin/chromium"
LEAST_CONTRAST = 4.5
WIDTHS = ((320, 1), (320, 2), (640, 2), (375, 1), (600, 1), (1280, 2))
"""Width of the window in CSS px, and how much the reader enlarges."""

SEEN = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), parent = walk.currentNode.parentElement;
    if (!text || parent.closest('style')) continue;
    const style = getComputedStyle(parent), pair = [light(rgb(style.color)), light(ground(parent))].sort((a, b) => b - a);
    const range = document.createRange(); range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect();
    found.push([text, (pair[0] + 0.05) / (pair[1] + 0.05), parseFloat(style.fontSize), box.right, box.width]);
  }
  for (const img of document.querySelectorAll('img')) {
    const style = getComputedStyle(img), pair = [light(rgb(style.color)), light(ground(img))].sort((a, b) => b - a);
    found.push([img.alt, (pair[0] + 0.05) / (pair[1] + 0.05), parseFloat(style.fontSize), img.getBoundingClientRect().right, 1]);
  }
  return found;
}"""  # noqa: E501


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def html(form: str, *, pictures: bool = True) -> str:
    long = article(3, title="Chuyện " + "rấtdài" * 30, kicker="https://binhhai.example/" + "a" * 120)
    issue = mailed(8, articles=(*mailed(8).text.articles, long))
    made, _, _, _ = letter_parts(issue, settings(), read_templates(), form)  # type: ignore[arg-type]
    data = base64.b64encode(JPEG).decode()
    return re.sub(r"cid:[^\"]*", f"data:image/jpeg;base64,{data}", made) if pictures else made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("form", ["attach", "link"])
def test_every_word_has_contrast(browser: Any, scheme: str, form: str) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 640, "height": 900})
    page.set_content(html(form))
    found = page.evaluate(SEEN)
    grounds = page.evaluate("getComputedStyle(document.querySelector('.page')).backgroundColor")
    page.close()
    assert len(found) > 40
    assert (grounds == "rgb(255, 255, 255)") == (scheme == "light")
    assert [row for row in found if row[1] < LEAST_CONTRAST] == []
    assert min(row[2] for row in found) >= 14


@pytest.mark.parametrize(("width", "zoom"), WIDTHS)
@pytest.mark.parametrize("pictures", [True, False])
def test_nothing_is_beyond_the_edge_of_a_narrow_window(browser: Any, width: int, zoom: int, pictures: bool) -> None:
    page = browser.new_page(viewport={"width": width // zoom if zoom > 1 and width > 320 else width, "height": 900})
    page.set_content(html("link", pictures=pictures))
    if zoom > 1 and width == 320:
        page.evaluate("document.body.style.zoom = 2")  # larger than a phone's own 200 %: 160 px are left
    inner, wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    found = page.evaluate(SEEN)
    page.close()
    assert wide <= inner
    assert [row for row in found if row[3] > inner + 1] == []


def test_no_request_leaves_the_letter(browser: Any) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html("attach"))
    page.wait_for_timeout(200)
    page.close()
    assert [url for url in asked if not url.startswith(("data:", "about:"))] == []


def test_without_pictures_their_words_are_there(browser: Any) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.set_content(html("link", pictures=False))
    shown = page.evaluate("document.querySelector('img').alt")
    page.close()
    assert shown.startswith("Ảnh trang nhất của BẢN TIN Phường Bình Hải, số 46 (72). Các tít: ")
