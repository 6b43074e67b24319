"""The pages to browse in a real browser, opened from the disk."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from shelf_kit import archive_of, browser_page, chromium, issue, story

from bulletin.archive.catalogue.folding import exported, fold, lower
from bulletin.archive.catalogue.tokens import words_of
from bulletin.archive.shelf.shelf import write_shelf

NASTY = '</script><script>document.title="x"</script> "hai" \'ba\' & <img src=http://x.example/a onerror=alert(1)>'

FOLDED = """texts => texts.map(text => {
    const { fold, lower, words } = bulletinSearch;
    return [fold(text), lower(text), words(lower(text))];
})"""
NAMED = """[...document.querySelectorAll('a')].every(
    a => a.textContent.trim() || a.querySelector('img[alt]:not([alt=""])'))"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kho")
    long = "Một" + "rấtdài" * 30
    archive = archive_of(
        place / "luu-tru",
        issue(1, dt.date(2025, 3, 1), story("Đường ra bến cá", text="Thuyền về.", section="Đời sống")),
        issue(2, dt.date(2025, 3, 8), story("Dưỡng lão", (2,)), story("Nghị quyết số 31-NQ/ĐU", (1, 2))),
        issue(1, dt.date(2026, 1, 2), story("Đường mới", text="Ông Đoàn Văn Ơn nói."), story(NASTY)),
        issue(
            2, dt.date(2026, 1, 9), story(long, source="x", source_url="javascript:alert(1)", url="https://a.example")
        ),
        issue(1, dt.date(2019, 5, 5)),
    )
    return write_shelf(archive, place / "xem").start


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def hits(page: Page, typed: str) -> list[str]:
    """The titles found for some words."""
    page.fill("#chu", "")
    page.press("#chu", "Enter")
    page.wait_for_function("document.querySelector('#so-bai').textContent === ''")
    page.fill("#chu", typed)
    page.press("#chu", "Enter")
    page.wait_for_function("/^(Tìm thấy|Không)/.test(document.querySelector('#so-bai').textContent)")
    return [link.inner_text() for link in page.query_selector_all("#ket-qua a")]


def test_words_are_found_with_and_without_marks_and_nothing_leaves_the_disk(shelf: Path, browser: Browser) -> None:
    asked: list[str] = []
    with browser_page(browser, asked) as page:
        page.goto(shelf.as_uri())
        assert hits(page, "duong") == ["Đường mới", "Dưỡng lão", "Đường ra bến cá"]
        assert page.inner_text("#so-bai") == "Tìm thấy 3 bài."
        assert hits(page, "dưỡng") == ["Dưỡng lão", "Đường mới", "Đường ra bến cá"]
        assert page.inner_text("#so-bai") == "Tìm thấy 3 bài, 1 bài viết đúng như đã gõ."
        assert hits(page, "ĐƯỜNG bến") == ["Đường ra bến cá"]
        assert hits(page, unicodedata.normalize("NFD", "bến cá")) == ["Đường ra bến cá"]
        assert hits(page, "31-nq/du") == ["Nghị quyết số 31-NQ/ĐU"]
        assert hits(page, "doan van on") == ["Đường mới"]
        assert hits(page, "bien lang") == ["Số 1, trang 1"]
        assert hits(page, "không có đâu") == []
        assert page.inner_text("#so-bai") == "Không tìm thấy bài nào."
        assert hits(page, "constructor") == []
        page.select_option("#nam", "2025")
        assert hits(page, "duong") == ["Dưỡng lão", "Đường ra bến cá"]
        page.click("#ket-qua a")
        assert page.url.endswith("so/ban-tin-thu-2025-002/index.html#bai-1")
        page.go_back()
        page.wait_for_function("document.querySelectorAll('#ket-qua a').length === 2")
    assert all(address.startswith(("file://", "data:")) for address in asked)


def test_what_a_title_holds_is_shown_and_never_run(shelf: Path, browser: Browser) -> None:
    asked: list[str] = []
    with browser_page(browser, asked) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(shelf.as_uri())
        assert hits(page, "hai ba script") == [NASTY]
        assert page.title() == "BẢN TIN Thử: các số đã lưu"
        page.click("#ket-qua a")
        assert page.inner_text("#bai-2 h3") == NASTY
        page.goto((shelf.parent / "so/ban-tin-thu-2026-002/index.html").as_uri())
        assert page.query_selector_all("a[href^='javascript']") == []
    assert not [address for address in asked if not address.startswith(("file://", "data:"))]


def test_keys_alone_reach_a_story(shelf: Path, browser: Browser) -> None:
    with browser_page(browser) as page:
        page.goto(shelf.as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "chu"
        page.keyboard.type("ben ca")
        page.keyboard.press("Enter")
        page.wait_for_selector("#ket-qua a")
        for _ in range(3):  # year, button, the first hit
            page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/so/ban-tin-thu-2025-001/index.html#bai-1")
        assert page.inner_text(":target h3") == "Đường ra bến cá"


def test_a_screen_reader_finds_headings_landmarks_and_names(shelf: Path, browser: Browser) -> None:
    with browser_page(browser) as page:
        for file in (shelf, *sorted(shelf.parent.glob("so/*/index.html"))):
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.lang") == "vi"
            for role in ("main", "banner", "contentinfo"):
                assert page.get_by_role(role).count() == 1, (file, role)
            levels = [
                int(name[1])
                for name in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName)")
            ]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), file
            assert page.evaluate(NAMED)
            assert page.evaluate("[...document.querySelectorAll('img')].every(i => i.hasAttribute('alt'))")
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
            assert len(set(ids)) == len(ids)
            targets = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
            assert {target[1:] for target in targets if target.startswith("#")} <= set(ids), file
        page.goto(shelf.as_uri())
        assert page.get_by_role("search").count() == 1
        assert page.get_by_role("searchbox", name="Tìm trong các bài").count() == 1
        assert page.get_by_role("combobox", name="Năm").count() == 1
        assert page.get_by_role("status").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_scrolls_one_way_and_words_have_contrast(shelf: Path, browser: Browser, scheme: str) -> None:
    with browser_page(browser, viewport={"width": 360, "height": 740}, color_scheme=scheme) as page:
        for file in (shelf, *sorted(shelf.parent.glob("so/*/index.html"))):
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, file
            for name in ("--ink", "--soft", "--accent"):
                for ground in ("--paper", "--shade"):
                    assert contrast(colour(page, name), colour(page, ground)) >= 4.5, (scheme, name, ground)
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
                "rgb(255, 254, 251)" if scheme == "light" else "rgb(25, 23, 20)"
            )
        page.goto(shelf.as_uri())
        assert len(hits(page, "rat")) == 0
        hits(page, "duong")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_script_everything_but_search_works(shelf: Path, browser: Browser) -> None:
    with browser_page(browser, java_script_enabled=False) as page:
        page.goto(shelf.as_uri())
        assert not page.is_visible("#tim")
        assert page.is_visible("noscript p")
        page.click("ul.issues a >> nth=0")
        assert page.inner_text("h1") == "Số 2, ngày 09/01/2026"
        page.click("a[rel=prev]")
        assert page.inner_text("#bai-1 h3") == "Đường mới"
        page.click(".contents a >> nth=0")
        assert page.url.endswith("#bai-1")


def test_the_pictures_are_there_and_the_pdf_can_be_taken(shelf: Path, browser: Browser) -> None:
    with browser_page(browser) as page:
        page.goto((shelf.parent / "so/ban-tin-thu-2025-002/index.html").as_uri())
        page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
        page.wait_for_function("[...document.images].every(i => i.complete)")
        assert (
            page.evaluate("[...document.images].map(i => [i.naturalWidth, i.width / i.height])")
            == [
                [pytest.approx(1000, abs=1), pytest.approx(1, abs=0.01)],
            ]
            * 2
        )
        assert page.get_attribute("img >> nth=1", "alt") == "Trang 2: Dưỡng lão; Nghị quyết số 31-NQ/ĐU"
        # Where a page comes from a disk, browsers open the file instead of asking where to save it.
        address = page.evaluate("document.querySelector('a[download]').href")
        assert Path(unquote(urlsplit(address).path)).read_bytes().startswith(b"%PDF-")
        assert page.get_attribute("a[download]", "download") == "ban-tin-thu-2025-002.pdf"


def test_the_script_folds_and_parts_words_as_python_does(shelf: Path, browser: Browser) -> None:
    every = exported()[0] + "".join(map(chr, range(0x20, 0x300))) + "’“”…ﬁＡ"
    texts = [
        *every,
        "Số 31-NQ/ĐU, và/hoặc -a- e\u0301",
        "ĐOÀN Văn Ơn 25-7/2",
        unicodedata.normalize("NFD", "Đường Đỗ Ừ"),
    ]
    with browser_page(browser) as page:
        page.goto(shelf.as_uri())
        told = page.evaluate(FOLDED, texts)
    for text, (bare, small, words) in zip(texts, told, strict=True):
        plain = unicodedata.normalize("NFC", text)
        assert (bare, small, tuple(words)) == (fold(plain), lower(plain), words_of(lower(plain))), ascii(text)


def colour(page: Page, name: str) -> tuple[int, int, int]:
    value = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name)
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The ratio of WCAG 2."""

    def light(rgb: tuple[int, int, int]) -> float:
        parts = [part / 255 for part in rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
