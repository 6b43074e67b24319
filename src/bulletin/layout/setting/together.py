"""Which pages are set as one document: each alone, but for a style sheet that looks from one page to another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bulletin.layout.pages.compose import ComposedPage

_OURS = "section.page:last-child { break-after: auto }"
"""The one rule of ours that asks where a page is; a page that is set alone is the last one."""
_ACROSS = re.compile(
    r"@page[^{;]*:"  # left, right, first, the nth
    r"|\bcounters?\b|counter-|target-|string-set|\bstring\(|running\(|\belement\(|footnote"
    r"|position\s*:\s*fixed"  # is on every page
    r"|:has\(",
    re.IGNORECASE,
)
_POSITION = re.compile(r":(?:(?:first|last|only)-(?:child|of-type)|nth-[a-z-]+)", re.IGNORECASE)
_BEFORE = re.compile(r"(?<![\w:.#)\]-])([a-z][\w-]*)(?:[.#][\w-]+|\[[^\]]*\])*$", re.IGNORECASE)
"""The tag of the element whose position is asked for, and its classes."""
_LONGEST = 200
_BESIDE = re.compile(r"[+~]\s*([\w-]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"url\([^)]*\)")
_STYLE = re.compile(r'<(?:style|link|base)\b|\sstyle="[^"]*(?:position\s*:\s*fixed|counter-|string-set|running\()')
_TAG = re.compile(r"<([a-z][a-z0-9]*)")


def groups_of(head: str, pages: Sequence[ComposedPage]) -> list[tuple[ComposedPage, ...]]:
    """The pages that are set together, in order.

    Args:
        head: with the style sheet.
        pages: all of an issue.
    """
    return [tuple(pages)] if set_together(head, pages) else [(page,) for page in pages]


def set_together(head: str, pages: Sequence[ComposedPage]) -> bool:
    """Whether what a page looks like may depend on another one; rather too often than too seldom.

    A shipped style sheet never asks for that. One of an office may: for the first page, the pages on the left, the
    element behind another, a counter that runs on.
    """
    tags = frozenset(found[1] for page in pages if (found := _TAG.search(page.html)))
    return _looks_around(head, tags) or any(_STYLE.search(page.html) for page in pages)


@lru_cache(maxsize=4)
def _looks_around(head: str, tags: frozenset[str]) -> bool:
    """Whether a style sheet looks beyond a page, whose element has one of some tags."""
    css = _URL.sub("", _COMMENT.sub("", head.replace(_OURS, "")))
    if _ACROSS.search(css):
        return True
    heads = (css[max(0, found.start() - _LONGEST) : found.start()] for found in _POSITION.finditer(css))
    asked = [found[1] if (found := _BEFORE.search(head)) else "" for head in heads]
    asked += [found[1] for found in _BESIDE.finditer(css)]
    # Without a tag it may be any element.
    return any(not tag or not tag[0].isalpha() or tag.lower() in tags for tag in asked)


def own_placeholders(
    head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes]
) -> dict[str, bytes]:  # fmt: skip
    """Those of the pictures that some pages or the style sheet name."""
    html = "".join(page.html for page in pages)
    return {name: data for name, data in placeholders.items() if name in html or name in head}
