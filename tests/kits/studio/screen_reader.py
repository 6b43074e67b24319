"""The window as a reader of the screen gives it to a blind person: roles, names, what has the focus, what is spoken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playwright.sync_api import CDPSession, Page

ACTED_ON = {"button", "link", "textbox", "combobox", "checkbox", "radio", "menuitem"}
PARTS = {"group", "region", "article", "toolbar", "dialog", "navigation", "form", "banner"}
_LISTEN = """() => {
  const listens = Boolean(window.spoken);
  window.spoken = [];
  if (listens) return;
  const tell = (place) => {
    const live = place?.closest?.("[role=status], [role=alert], [aria-live]");
    if (!live || live.getAttribute("aria-live") === "off") return;
    const words = live.innerText.replace(/\\s+/g, " ").trim();
    if (words && words !== window.spoken.at(-1)) window.spoken.push(words);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === "characterData" || addedNodes.length) tell(target.nodeType === 1 ? target : target.parentElement);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


class ScreenReader:
    """What it says of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Accessibility.enable")
        page.evaluate(_LISTEN)

    def spoken(self) -> list[str]:
        """What live regions said since the last time this was asked; regions that come with their words say nothing."""
        found: list[str] = self._page.evaluate("window.spoken.splice(0)")
        return found

    def focused(self) -> tuple[str, str]:
        """Role and name of what has the focus; the page itself has none that helps."""
        place = self._session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": place["objectId"], "fetchRelatives": False}
        node = self._session.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        return _value(node, "role"), _value(node, "name")

    def named_twice(self) -> list[str]:
        """Things to act on that have a name and a part of the screen in common, or no name at all."""
        nodes = {node["nodeId"]: node for node in self._session.send("Accessibility.getFullAXTree")["nodes"]}
        counted = Counter(
            f"{_value(node, 'role')} {' '.join(_value(node, 'name').split())!r} in {_parts(node, nodes)}"
            for node in nodes.values()
            if not node.get("ignored") and _value(node, "role") in ACTED_ON
        )
        return [one for one, count in counted.items() if count > 1 or " '' in " in one]

    def empty_lists(self) -> int:
        """Lists without a thing in them, which are read as “list, empty”."""
        lists = self._page.locator("ul, ol")
        count: int = lists.evaluate_all("all => all.filter(it => !it.children.length && it.checkVisibility()).length")
        return count


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value") or "")


def _parts(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> str:
    found = []
    up: dict[str, Any] | None = node
    while up is not None:
        up = nodes.get(up.get("parentId", ""))
        if up is not None and not up.get("ignored") and _value(up, "role") in PARTS:
            found.append(_value(up, "name"))
    return " / ".join(reversed(found))
