"""What a page says of itself: title, meta elements, JSON-LD, times, and where it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bulletin.importing.readers.markup import Element, tag

_SAVED = re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE)
_LONGEST = 2000
_MOST = 20
_LD_BYTES = 1 << 20
_LD_KEYS = (
    "headline", "name", "description", "datePublished", "dateModified", "dateCreated", "author", "publisher",
    "articleSection", "alternativeHeadline", "isPartOf", "mainEntityOfPage", "url", "sourceOrganization",
)  # fmt: skip


def meta_of(root: Element) -> dict[str, tuple[str, ...]]:
    """Every value that was found, under the page's own names; those of JSON-LD begin with `ld:`."""
    made: dict[str, list[str]] = {}
    for key, value in _all(root):
        text = " ".join(value.split())[:_LONGEST]
        if text and text not in made.setdefault(key, []) and len(made[key]) < _MOST:
            made[key].append(text)
    return {key: tuple(values) for key, values in made.items() if values}


def address_of(root: Element, meta: Mapping[str, tuple[str, ...]]) -> str | None:
    """The address that the page was saved from, else the one that it gives as its own."""
    for comment in root.getroottree().xpath("//comment()")[:20]:
        found = _SAVED.search(str(comment.text or ""))
        if found and found.group(1).startswith(("http://", "https://")):
            return found.group(1)
    for key in ("canonical", "og:url", "ld:url"):
        for value in meta.get(key, ()):
            if value.startswith(("http://", "https://")):
                return value
    return None


def _all(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        name = tag(element).lower()
        if name == "title" and tag(element.getparent()).lower() == "head":
            yield "title", str(element.text or "")
        elif name == "meta":
            key = element.get("property") or element.get("name") or element.get("itemprop")
            if key and element.get("content"):
                yield (
                    key.strip().lower() if key.lower().startswith(("og:", "article:", "dc.")) else key.strip(),
                    (element.get("content")),
                )
        elif name == "link" and "canonical" in (element.get("rel") or "").lower() and element.get("href"):
            yield "canonical", element.get("href")
        elif name == "time" and element.get("datetime"):
            yield "time:datetime", element.get("datetime")
        elif name == "base" and element.get("href"):
            yield "base", element.get("href")
        elif name == "script" and "ld+json" in (element.get("type") or ""):
            yield from _linked_data(str(element.text or ""))


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """The values of articles in a block of JSON-LD; what is no JSON says nothing."""
    if len(text) > _LD_BYTES:
        return
    try:
        value = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    for entry in _objects(value):
        kinds = entry.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Page")) for kind in named):
            for key in _LD_KEYS:
                yield from ((f"ld:{key}", text) for text in _texts(entry.get(key)))


def _objects(value: object) -> Iterator[dict[str, object]]:
    entries = value if isinstance(value, list) else [value]
    for entry in entries[:_MOST]:
        if isinstance(entry, dict):
            yield entry
            graph = entry.get("@graph")
            yield from (one for one in (graph if isinstance(graph, list) else [])[:_MOST] if isinstance(one, dict))


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            for key in ("name", "@id"):
                if isinstance(one.get(key), str):
                    yield one[key]
                    break
