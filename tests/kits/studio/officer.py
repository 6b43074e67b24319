"""The hands of an officer at the window: keys, mouse, clipboard and dropped files, all through the real browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 180_000
_COPIER = """<!doctype html><meta charset="utf-8"><title>Word</title><textarea></textarea><script>
const kept = {};
addEventListener("copy", (event) => {
  for (const [kind, text] of Object.entries(kept)) event.clipboardData.setData(kind, text);
  event.preventDefault();
});</script>"""


def copy_elsewhere(page: Page, text: str, html: str = "") -> None:
    """Another program copies: what is in the clipboard afterwards is exactly what it put there, HTML untouched."""
    other = page.context.new_page()
    other.set_content(_COPIER)
    kinds = {"text/plain": text, **({"text/html": html} if html else {})}
    other.evaluate(f"Object.assign(kept, {json.dumps(kinds)})")
    other.locator("textarea").focus()
    other.keyboard.press("Control+c")
    other.close()
    page.bring_to_front()


def drop_files(page: Page, place: Locator, files: Sequence[Path]) -> None:
    """Files are dragged from the desktop over a place and let go there, all at once."""
    box = place.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(one) for one in files], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, **at, "data": data})
    session.detach()


def pick_file(page: Page, button: Locator, file: Path) -> None:
    """A press of a button, and a file chosen in the dialog of the system."""
    with page.expect_file_chooser(timeout=PATIENCE_MS) as asked:
        button.click()
    asked.value.set_files(file)


def type_over(page: Page, field: Locator, words: str) -> None:
    """A field is clicked, what is in it is selected, and words are typed."""
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def choose(page: Page, select: Locator, wanted: str) -> None:
    """An entry of a list, by arrows: Home, then down to the one that is wanted."""
    names = [name.strip() for name in select.locator("option").all_text_contents()]
    select.focus()
    page.keyboard.press("Home")
    for _ in range(names.index(wanted)):
        page.keyboard.press("ArrowDown")
    expect(select.locator("option:checked")).to_have_text(wanted)
