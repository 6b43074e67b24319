"""What an element of HTML says about the text inside it."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin.importing.document import Align
from bulletin.importing.readers.markup import Element
from bulletin.lazy import dataclass

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "video", "audio",
    "select", "input", "button", "textarea", "head", "title", "option", "datalist", "canvas", "map", "frame",
    "frameset", "applet", "link", "meta", "base",
})  # fmt: skip
EMBEDDED = frozenset(["iframe", "object", "embed", "video", "audio", "applet", "frame"])
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "var", "dfn"})
_SPEAKING = _BOLD | _ITALIC | {"del", "pre", "sup", "sub", "center", "font", "a"}
"""Elements that change the look by their name."""
_ALIGN: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "justify": "justify"
}  # fmt: skip
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_SIZE = re.compile(r"([\d.]{1,8})\s*(pt|px)")
_HIDDEN = {("display", "none"), ("visibility", "hidden")}
_PT_PER_PX = 0.75


@dataclass(frozen=True, slots=True)
class WebLook:
    """How text is shown at one place of the page; each element changes what it says."""

    bold: bool = False
    italic: bool = False
    font: str | None = None
    href: str | None = None
    hidden: bool = False
    deleted: bool = False
    align: Align | None = None
    size_pt: float | None = None
    verbatim: bool = False
    raised: str | None = None


def names_of(element: Element, tag: str) -> tuple[str, ...]:
    """The words that describe an element: its name, classes, id and itemprops."""
    words = [tag, *(element.get("class") or "").split()[:12]]
    words += [element.get("id") or "", *(element.get("itemprop") or "").split()]
    return tuple(dict.fromkeys(word for word in words if word))


def look_of(element: Element, tag: str, above: WebLook) -> WebLook:
    """The look inside of an element."""
    if tag not in _SPEAKING and not any(name in element.attrib for name in ("style", "hidden", "align")):
        return above
    style = {key.lower(): value.strip().lower() for key, value in _DECLARATION.findall(element.get("style") or "")}
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    look = replace(
        above,
        bold=weight in {"bold", "bolder", "600", "700", "800", "900"}
        or (weight not in {"normal", "400"} and (above.bold or tag in _BOLD)),
        italic=slant in {"italic", "oblique"} or (slant != "normal" and (above.italic or tag in _ITALIC)),
        hidden=above.hidden or "hidden" in element.attrib or any(style.get(key) == value for key, value in _HIDDEN),
        deleted=above.deleted or tag == "del",
        verbatim=above.verbatim or tag == "pre" or style.get("white-space", "").startswith("pre"),
        raised=tag if tag in {"sup", "sub"} else above.raised,
    )
    align = "center" if tag == "center" else style.get("text-align") or (element.get("align") or "").lower()
    if align in _ALIGN:
        look = replace(look, align=_ALIGN[align])
    if (font := _font(element, tag)) is not None:
        look = replace(look, font=font)
    if (size := _SIZE.fullmatch(style.get("font-size", ""))) is not None:
        look = replace(look, size_pt=_points(size.group(1), size.group(2)) or look.size_pt)
    if tag == "a" and element.get("href"):
        look = replace(look, href=element.get("href").strip())
    return look


def _font(element: Element, tag: str) -> str | None:
    if tag == "font" and element.get("face"):
        return str(element.get("face")).partition(",")[0].strip(" '\"")
    named = re.search(r"font-family\s*:\s*([^;]+)", element.get("style") or "", re.IGNORECASE)
    return named.group(1).partition(",")[0].strip(" '\"") or None if named else None


def _points(number: str, unit: str) -> float | None:
    try:
        value = float(number)
    except ValueError:
        return None
    return value * _PT_PER_PX if unit == "px" else value
