"""The preview in Debian's Chromium: axe finds nothing in any of its states, and everything is reached by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import product

import pytest
from noisy_studio import PNG
from playwright.sync_api import Browser, Page, expect
from window_kit import SCREEN, axe_faults, chromium

from bulletin.errors import Finding, Lang, Place, Rule, Severity, Text
from bulletin.preview.server import Server
from bulletin.preview.state import Page as PagePicture
from bulletin.preview.state import PreviewState

SAID = Text("Chỗ này cần xem.", "This place needs a look.")
FOUND = tuple(
    Finding(Rule(f"test.{severity.value}", severity, SAID, SAID, SAID), place, "Hạnh, 3 giờ")
    for severity, place in zip(Severity, (Place("issue.yaml", 3, 2), Place("", page=2), Place("")), strict=True)
)
PAGES = tuple(PagePicture(f"{n:024}", PNG) for n in range(3))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(params=list(product(("vi", "en"), ("light", "dark"))), ids="-".join)
def shown(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[PreviewState, Page, Server]]:
    lang: Lang = request.param[0]
    state = PreviewState("Bến Nước, số 18", lang)
    server = Server(state, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport=SCREEN, color_scheme=request.param[1])
    page = context.new_page()
    page.goto(server.url)
    yield state, page, server
    context.close()
    state.close()
    server.shutdown()
    server.server_close()


def test_axe_finds_nothing_in_any_state(shown: tuple[PreviewState, Page, Server]) -> None:
    state, page, server = shown
    status = page.locator("#status")
    expect(page.locator(".empty")).to_be_visible()
    assert axe_faults(page) == []
    state.failed(FOUND)
    expect(page.locator("#list li")).to_have_count(len(FOUND))
    assert axe_faults(page) == []
    state.ready(PAGES, (), 1.5)
    expect(page.locator("figure")).to_have_count(3)
    expect(page.locator("#calm")).to_be_visible()
    assert axe_faults(page) == []
    for some in (FOUND[2:], FOUND[1:], FOUND):  # the number of findings wears the colour of the worst
        state.ready(PAGES, some, 1.5)
        expect(page.locator("#list li")).to_have_count(len(some))
        assert axe_faults(page) == []
    for size in (SCREEN, {"width": SCREEN["width"] // 2, "height": SCREEN["height"] // 2}):
        page.set_viewport_size(size)  # the second as at 200 %
        for key in ("2", "f", "f", "+"):
            page.keyboard.press(key)
            assert axe_faults(page) == [], (size, key)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    state.building()
    expect(page.locator("body")).to_have_attribute("data-status", "building")
    assert axe_faults(page) == []
    state.failed(FOUND, "ValueError")
    expect(page.locator("#calm")).to_contain_text("ValueError")
    assert axe_faults(page) == []
    before = status.inner_text()
    state.close()
    server.shutdown()
    server.server_close()
    expect(status).not_to_have_text(before)
    assert axe_faults(page) == []


@pytest.mark.parametrize("shown", [("vi", "light")], indirect=True, ids="-".join)
def test_everything_is_reached_by_keyboard(shown: tuple[PreviewState, Page, Server]) -> None:
    state, page, _ = shown
    state.ready(PAGES, FOUND, 1.5)
    expect(page.locator("#list li")).to_have_count(len(FOUND))
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    for wanted in ("skip", "spread", "smaller", "fit", "larger", "toggle", "where"):
        assert wanted in reached, reached
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id").startswith("page-")
