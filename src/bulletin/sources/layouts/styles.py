"""The style sheet of a layout: what it may not ask for, and what is no CSS, with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from bulletin.errors import Finding, Place
from bulletin.sources.folding import shorten
from bulletin.sources.layouts.read import STYLE, LayoutFiles
from bulletin.sources.rules import layouts as rules

_LOADERS = frozenset(("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element"))
_AT_LOADERS = frozenset(("import", "font-face", "namespace", "color-profile"))
_MAX_DEPTH = 50


def check_style(files: LayoutFiles) -> Iterator[Finding]:
    """Everything in `style.css` that would load a file or an address, and everything that is not CSS."""
    text = files.text(STYLE)
    if "</" in text:
        line = text[: text.index("</")].count("\n") + 1
        yield Finding(rules.CSS, Place(files.label(STYLE), line), "</", {"said": "“</” (HTML)"})
    rules_found = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    yield from _walk(rules_found, files.label(STYLE), 0)


def _walk(tokens: Sequence[Any], label: str, depth: int) -> Iterator[Finding]:
    for token in tokens:
        place = Place(label, token.source_line, token.source_column)
        if depth > _MAX_DEPTH:
            yield Finding(rules.CSS, place, "", {"said": "quá nhiều tầng ngoặc / nested too deeply"})
            return
        word = _loads(token)
        if word:
            yield Finding(rules.CSS_ADDRESS, place, shorten(word), {"word": shorten(word)})
        elif token.type == "error":
            yield Finding(rules.CSS, place, token.kind, {"said": f"{token.kind}: {shorten(token.message)}"})
        for inner in (
            getattr(token, "prelude", None),
            getattr(token, "content", None),
            getattr(token, "arguments", None),
        ):
            if inner and not isinstance(inner, str):
                yield from _walk(inner, label, depth + 1)


def _loads(token: Any) -> str:
    """The words of a token that loads something; empty for any other."""
    if token.type == "at-rule" and token.lower_at_keyword in _AT_LOADERS:
        return f"@{token.lower_at_keyword}"
    if token.type == "url":
        return f"url({token.value})"
    if token.type == "function" and token.lower_name in _LOADERS:
        return f"{token.name}(…)"
    return ""
