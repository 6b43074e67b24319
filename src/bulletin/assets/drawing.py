"""A logo in SVG: read as XML without a document type, held to what can be printed in inks, and written anew.

What the page setter gets is not the file but a copy of the elements and attributes that are named here. Whatever else
could change the picture is a finding with its line. What only an editor needs is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from html import escape
from xml.parsers import expat

from bulletin.assets import drawing_rules as rules
from bulletin.assets.drawing_rules import What
from bulletin.errors import Finding, Place, Rule
from bulletin.geometry import MM_PER_INCH, PT_PER_INCH, PX_PER_INCH
from bulletin.lazy import dataclass, pattern

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
MAX_DRAWN = 20_000
"""Elements that are drawn when every `use`, gradient and clip is followed."""
MAX_DEPTH = 48
MAX_NUMBER = 1e6
MOST_RATIO = 20.0
_MOST_FINDINGS = 5
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_ELEMENTS = frozenset((
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient",
    "radialGradient", "stop", "clipPath", "use", "style",
))  # fmt: skip
_LEFT_OUT = frozenset(("title", "desc", "metadata"))
_GEOMETRY = frozenset((
    "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "width", "height", "points",
    "viewBox", "preserveAspectRatio", "transform", "gradientTransform", "gradientUnits", "spreadMethod", "offset",
    "clipPathUnits",
))  # fmt: skip
_PAINTS = frozenset(("fill", "stroke", "color", "stop-color"))
_LOOKS = frozenset((
    "fill-rule", "clip-rule", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-dasharray", "stroke-dashoffset", "display", "visibility",
))  # fmt: skip
_SOLID = frozenset(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"))
_NEUTRAL = frozenset((
    "mask", "filter", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode", "isolation",
    "paint-order", "vector-effect", "clip",
))  # fmt: skip
_NOTHING = frozenset(("none", "normal", "auto", "inherit", "initial", ""))
_UNSEEN = frozenset((
    "version", "baseProfile", "type", "role", "enable-background", "overflow", "lang", "contentScriptType",
    "contentStyleType", "zoomAndPan", "color-interpolation", "color-interpolation-filters", "color-rendering",
    "shape-rendering", "image-rendering", "line-height", "letter-spacing", "word-spacing", "white-space", "direction",
    "writing-mode", "baseline-shift", "dominant-baseline", "block-progression", "unicode-bidi", "solid-color",
    "solid-opacity", "shape-padding", "shape-margin", "inline-size", "pathLength", "media",
))  # fmt: skip
"""Without letters in the drawing these change nothing that is seen."""
_UNSEEN_HEADS = ("font", "text-", "-inkscape-", "aria-", "data-")
_EDITORS = (
    "inkscape", "sodipodi", "w3.org/1999/02/22-rdf", "creativecommons.org", "web.resource.org/cc", "purl.org/dc",
    "ns.adobe.com", "bohemiancoding", "serif.com", "figma.com", "vectornator", "corel.com", "krita",
)  # fmt: skip

_NAME = r"[A-Za-z_][\w.\-]*"
_IDENT = pattern(rf"{_NAME}\Z")
_CLASSES = pattern(r"[\w\- ]*\Z")
_PLAIN = pattern(r"[-+\w\s.,%()]*\Z")
_NUMBER = pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COLOUR = pattern(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?\Z|[A-Za-z]+\Z|rgb\([\s\d.,%]+\)\Z")
_LOCAL = pattern(rf"""url\(\s*["']?#({_NAME})["']?\s*\)\s*(.*)\Z""")
_HREF = pattern(rf"#({_NAME})\Z")
_COMMENT = pattern(r"/\*.*?\*/", re.DOTALL)
_STYLE_RULE = pattern(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = pattern(r"[\w.#\-, \t\r\n*]+\Z")
_SIZE = pattern(r"\s*(\d*\.?\d+)(px|pt|pc|mm|cm|in)?\s*\Z")
_UNIT_PX = {
    "": 1.0, "px": 1.0, "pt": PX_PER_INCH / PT_PER_INCH, "pc": 12 * PX_PER_INCH / PT_PER_INCH,
    "mm": PX_PER_INCH / MM_PER_INCH, "cm": PX_PER_INCH / (MM_PER_INCH / 10), "in": float(PX_PER_INCH),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """A logo that can be printed: its copy, and its width divided by its height."""

    svg: bytes
    ratio: float


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[_Element] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    text: str = ""


class _RefusedError(Exception):
    """The file is not read any further."""


def is_svg(name: str) -> bool:
    """Whether a file's name says that it is a drawing and not a picture."""
    return name.casefold().endswith((".svg", ".svgz"))


def read_drawing(data: bytes, file: str) -> Drawing | tuple[Finding, ...]:
    """The drawing of a file, or everything that is wrong with it.

    Args:
        data: the bytes of the file.
        file: its name, for the findings.
    """
    reader = _Reader(file)
    with suppress(_RefusedError):
        reader.read(data)
    if reader.findings or reader.root is None:
        return tuple(reader.findings) or (reader.finding(rules.UNREADABLE, None, reason="no element"),)
    root = reader.root
    drawn = _drawn(root)
    if drawn is None or drawn > MAX_DRAWN:
        return (reader.finding(rules.TOO_MUCH, None, limit=f"{MAX_DRAWN:,}".replace(",", ".")),)
    size = _size(root)
    if size is None:
        return (reader.finding(rules.NO_SIZE, None),)
    return Drawing(_written(root), size[0] / size[1])


class _Reader:
    """Takes in the elements of a file one by one, as the parser names them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.root: _Element | None = None
        self._open: list[_Element] = []
        self._skipped = 0
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def read(self, data: bytes) -> None:
        if data[:2] == b"\x1f\x8b":
            self._refuse(rules.PACKED)
        if len(data) > MAX_BYTES:
            self._refuse(rules.TOO_MUCH, limit=f"{MAX_BYTES // 1000} kB")
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or "XML"
            place = Place(self.file, error.lineno, error.offset + 1)
            self.findings.append(Finding(rules.UNREADABLE, place, "", {"file": self.file, "reason": reason}))
        except (ValueError, LookupError) as error:  # an encoding that the parser does not know
            self.findings.append(self.finding(rules.UNREADABLE, None, reason=" ".join(str(error).split())))

    def finding(self, rule: Rule, place: Place | None, quote: str = "", **values: str) -> Finding:
        return Finding(rule, place or Place(self.file), quote, {"file": self.file, **values})

    def _here(self) -> Place:
        return Place(self.file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _refuse(self, rule: Rule, quote: str = "", **values: str) -> None:
        place = self._here() if quote else None
        self.findings.append(self.finding(rule, place, quote, **values))
        raise _RefusedError

    def _part(self, what: str, hint: What) -> None:
        """Remember what may not be in a drawing; after some of them the rest is not read."""
        self.findings.append(
            self.finding(rules.PART, self._here(), what[:80], what=what[:80], hint_vi=hint.vi, hint_en=hint.en)
        )
        if len(self.findings) >= _MOST_FINDINGS:
            raise _RefusedError

    # --- what the parser meets ----------------------------------------------------------------------------------

    def _doctype(self, *_: object) -> None:
        self._refuse(rules.DOCTYPE, "<!DOCTYPE")

    def _instruction(self, target: str, _: str) -> None:
        self._part(f"<?{target}?>", rules.OTHER)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) + self._skipped > MAX_DEPTH:
            self._refuse(rules.TOO_MUCH, "<", limit=f"{MAX_ELEMENTS:,}".replace(",", "."))
        space, _, name = tag.rpartition(" ")
        if self._skipped or name in _LEFT_OUT or any(editor in space for editor in _EDITORS):
            self._skipped += 1
            return
        if (space and space != _SVG) or name not in _ELEMENTS or (not self._open and name != "svg"):
            self._part(f"<{name}>", rules.ABOUT.get(name, rules.OTHER))
            self._skipped += 1
            return
        element = _Element(name)
        for key, value in attributes.items():
            self._attribute(element, key, value)
        if self._open:
            self._open[-1].kids.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        element = self._open.pop()
        if element.name == "style":
            element.text = self._style_sheet(element.text, element)

    def _characters(self, text: str) -> None:
        if not self._skipped and self._open and self._open[-1].name == "style":
            self._open[-1].text += text

    # --- attributes ---------------------------------------------------------------------------------------------

    def _attribute(self, element: _Element, key: str, value: str) -> None:
        space, _, name = key.rpartition(" ")
        if space == _XML or any(editor in space for editor in _EDITORS):
            return
        shown = f"<{element.name} {name}>"
        if space and not (space == _XLINK and name == "href"):
            if space != _XLINK:
                self._part(shown, rules.OTHER)
        elif name == "href":
            self._href(element, shown, value)
        elif name == "style":
            looks = self._declarations(value, element, shown)
            element.attributes["style"] = ";".join(f"{look}:{given}" for look, given in looks.items())
        elif name == "id":
            if _IDENT.match(value):
                element.attributes["id"] = value
        elif name == "class":
            if _CLASSES.match(value):
                element.attributes["class"] = value
        elif name in _GEOMETRY:
            if _PLAIN.match(value) and _in_bounds(value):
                element.attributes[name] = value
            else:
                self._part(f'<{element.name} {name}="{value[:30]}">', rules.VALUE)
        elif (kept := self._look(name, value, element, shown)) is not None:
            element.attributes.setdefault(name, kept)

    def _href(self, element: _Element, shown: str, value: str) -> None:
        found = _HREF.match(value.strip())
        if found and element.name in ("use", "linearGradient", "radialGradient"):
            element.attributes["href"] = f"#{found[1]}"
            element.links.add(found[1])
        else:
            self._part(f'{shown[:-1]}="{value[:40]}">', rules.LINK)

    def _look(self, name: str, value: str, element: _Element, shown: str) -> str | None:
        """The value of a property as it is kept; None for one that changes nothing, or that is a finding now."""
        value = value.strip()
        told = f"{shown} {name}: {value[:40]}"
        if name in _PAINTS or name == "clip-path":
            return self._paint(name, value, element, told)
        if name in _LOOKS:
            if _PLAIN.match(value) and _in_bounds(value):
                return value
            self._part(told, rules.VALUE)
        elif name in _SOLID:
            if value not in ("1", "1.0", "100%", "inherit"):
                self._part(told, rules.TRANSPARENT)
        elif name in _NEUTRAL:
            if value not in _NOTHING:
                self._part(told, rules.EFFECT)
        elif name not in _UNSEEN and not name.startswith(_UNSEEN_HEADS):
            self._part(told, rules.EVENT if name.startswith("on") else rules.OTHER)
        return None

    def _paint(self, name: str, value: str, element: _Element, told: str) -> str | None:
        local = _LOCAL.match(value)
        if local and name in ("fill", "stroke", "clip-path") and (not local[2] or _COLOUR.match(local[2])):
            element.links.add(local[1])
            return f"url(#{local[1]}) {local[2]}".strip()
        if value == "none" or (name != "clip-path" and _COLOUR.match(value)):
            return "none" if value == "transparent" else value
        self._part(told, rules.LINK if "url(" in value.casefold() else rules.COLOUR)
        return None

    def _declarations(self, css: str, element: _Element, shown: str) -> dict[str, str]:
        """Property → value of `name: value; …`."""
        kept: dict[str, str] = {}
        for declaration in _COMMENT.sub("", css).split(";"):
            name, colon, value = declaration.partition(":")
            if not colon and not name.strip():
                continue
            look = self._look(name.strip().lower(), value, element, shown)
            if look is not None:
                kept[name.strip().lower()] = look
        return kept

    def _style_sheet(self, css: str, element: _Element) -> str:
        """The rules of a `style` element, written anew; only plain selectors."""
        css = _COMMENT.sub("", css)
        if _STYLE_RULE.sub("", css).strip() or "@" in css or "\\" in css:
            self._part("<style>", rules.STYLE)
            return ""
        made = []
        for selector, block in _STYLE_RULE.findall(css):
            if not _SELECTOR.match(selector):
                self._part(f"<style> {selector.strip()[:40]}", rules.STYLE)
                continue
            kept = self._declarations(block, element, f"<style> {selector.strip()[:20]}")
            made.append(f"{selector.strip()}{{{';'.join(f'{k}:{v}' for k, v in kept.items())}}}")
        return "".join(made)


def _in_bounds(value: str) -> bool:
    return all(abs(float(number)) <= MAX_NUMBER for number in _NUMBER.findall(value))


def _drawn(root: _Element) -> int | None:
    """How many elements are drawn when all references are followed; None for a circle, or for far too many."""
    named: dict[str, list[_Element]] = {}
    style_links: set[str] = set()
    for element in _all(root):
        if "id" in element.attributes:
            named.setdefault(element.attributes["id"], []).append(element)
        if element.name == "style":
            style_links |= element.links  # any element may be dressed by it
    known: dict[int, int | None] = {}
    active: set[int] = set()

    def cost(element: _Element, depth: int) -> int | None:
        key = id(element)
        if key in active or depth > 2 * MAX_DEPTH:
            return None
        if key not in known:
            active.add(key)
            total: int | None = 1
            for part in (*element.kids, *(e for link in element.links for e in named.get(link, ()))):
                inner = cost(part, depth + 1)
                total = None if inner is None or total is None else total + inner
                if total is None or total > MAX_DRAWN:
                    break
            active.discard(key)
            known[key] = total
        return known[key]

    dressed = [cost(element, 0) for link in style_links for element in named.get(link, ())]
    whole = cost(root, 0)
    if whole is None or any(c is None for c in dressed):
        return None
    return whole * (1 + sum(c or 0 for c in dressed))


def _all(element: _Element) -> Iterator[_Element]:
    yield element
    for kid in element.kids:
        yield from _all(kid)


def _size(root: _Element) -> tuple[float, float] | None:
    """Width and height of the drawing in its own units; its `viewBox` is set when it had none."""
    box = [float(number) for number in _NUMBER.findall(root.attributes.get("viewBox", ""))]
    if len(box) != 4:
        sides = [_SIZE.match(root.attributes.get(side, "")) for side in ("width", "height")]
        if not sides[0] or not sides[1]:
            return None
        box = [0.0, 0.0, *(float(side[1]) * _UNIT_PX[side[2] or ""] for side in sides if side)]
        root.attributes["viewBox"] = " ".join(f"{number:g}" for number in box)
    for name in ("width", "height", "x", "y", "preserveAspectRatio", "transform"):
        root.attributes.pop(name, None)
    width, height = box[2:]
    if width <= 0 or height <= 0 or not 1 / MOST_RATIO <= width / height <= MOST_RATIO:
        return None
    return width, height


def _written(root: _Element) -> bytes:
    """The drawing as XML."""
    out: list[str] = []
    add: Callable[[str], None] = out.append

    def write(element: _Element) -> None:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
        space = f' xmlns="{_SVG}"' if element is root else ""
        add(f"<{element.name}{space}{attributes}>{escape(element.text, quote=False)}")
        for kid in element.kids:
            write(kid)
        add(f"</{element.name}>")

    write(root)
    return "".join(out).encode()
