"""Which slots we draw: decided from the computed style, slot by slot.

Only properties that a style sheet set are looked at: everything else has its initial value. What is set must be known
here, either because we draw it or because it changes nothing that we draw; whatever else is set keeps the words of the
slot in the HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from bulletin.layout.words.pieces import UndrawnError, inline_elements
from bulletin.layout.words.runs import Alignment, InkStyle, LinkTarget, MarkBox, SlotStyle

StyleFor = Callable[..., Any]
"""The page setter's computed style of an element, or of a pseudo-element of it (None where there is none)."""

_EDGES = ("top", "right", "bottom", "left")
_BOX = frozenset(
    (
        *(f"{kind}_{edge}" for kind in ("margin", "padding") for edge in _EDGES),
        *(f"border_{edge}_{kind}" for edge in _EDGES for kind in ("color", "style", "width")),
        *(f"border_{a}_{b}_radius" for a in ("top", "bottom") for b in ("left", "right")),
        *(f"background_{kind}" for kind in (
            "attachment", "clip", "color", "image", "origin", "position", "repeat", "size",
        )),
        *_EDGES, "box_sizing", "width", "height", "min_width", "max_width", "min_height", "max_height",
        "position", "z_index", "display", "float", "clear", "outline_color", "outline_style", "outline_width",
    )
)  # fmt: skip
"""Properties of boxes: the page setter does all of it."""
_SILENT = frozenset(
    (
        "anchor", "bookmark_label", "bookmark_level", "bookmark_state", "break_after", "break_before", "break_inside",
        "hyphens", "image_orientation", "image_rendering", "lang", "list_style_image", "list_style_position",
        "list_style_type", "orphans", "overflow_wrap", "page", "quotes", "table_layout", "border_collapse",
        "border_spacing", "unicode_bidi", "widows", "word_break", "caption_side", "empty_cells", "content",
        "text_decoration_color", "text_decoration_style", "cursor", "margin_break", "color_scheme",
    )
)  # fmt: skip
"""Properties that change nothing of the words in a line."""
_DRAWN = frozenset(
    (
        "color", "font_family", "font_size", "font_style", "font_weight", "line_height", "text_align_all",
        "text_align_last", "text_indent", "white_space", "word_spacing",
    )
)  # fmt: skip
"""Properties that we draw."""
_SLOT = _BOX | _SILENT | _DRAWN | {"vertical_align"}
_FAMILIAR = _BOX | _SILENT | _DRAWN
_INLINE = _SILENT | _DRAWN | {"display"}
_MARK = _INLINE | {"width", "margin_left", "margin_right"}
_INITIAL = frozenset(("height", "vertical_align"))
_NONE: frozenset[str] = frozenset()
_PSEUDO = ("before", "after", "first-letter", "first-line")
_FLOW = (("block", "flow"), ("block", "flow-root"), ("table-cell",))


class Decider:
    """Decides for the slots of a document; what it found out about an element serves all slots inside it."""

    def __init__(
        self, style_for: StyleFor, initial: Mapping[str, Any], inherited: frozenset[str], strut: Callable[[Any], Any],
        link_of: Callable[[str], Any], parents: Mapping[Element, Element], faces: frozenset[tuple[str, int, str]],
    ) -> None:  # fmt: skip
        """Decide with the page setter's own functions.

        Args:
            style_for: the computed style of an element.
            initial: the initial value of each property.
            inherited: the properties that are inherited.
            strut: the line height and the baseline of a style.
            link_of: where an `href` leads, as (kind, target).
            parents: the parent of each element.
            faces: those that can be drawn.
        """
        self.style_for = style_for
        self.initial = initial
        self.inherited = inherited
        self.strut = strut
        self.link_of = link_of
        self.parents = parents
        self.faces = faces
        self._odd: dict[Element, frozenset[str]] = {}
        self._struts: dict[tuple[object, ...], tuple[float, float]] = {}
        self._around: dict[Element, str] = {}

    def style(self, slot: Element) -> SlotStyle:
        """The style of a slot that we draw.

        Raises:
            UndrawnError: it has something that we do not draw.
        """
        style = self.style_for(slot)
        self._check_place(slot, style)
        self._check(slot, style, _SLOT)
        inner: dict[str, InkStyle] = {}
        marks: dict[str, MarkBox] = {}
        links: dict[str, LinkTarget] = {}
        for element, path, href in inline_elements(slot):
            own = self.style_for(element)
            mark = self._inline(element, own)
            if path.rpartition("/")[0] in marks:
                raise UndrawnError("an element in a mark")
            ink = self._ink(own)
            if inner.setdefault(path, ink) != ink or (mark is not None and marks.setdefault(path, mark) != mark):
                raise UndrawnError(f"two styles of {path}")
            if href and href not in links:
                links[href] = _target(self.link_of(href))
        return SlotStyle(
            self._ink(style), inner, marks, links, _alignment(style), _px(style["text_indent"], "text-indent"),
            _px(style["word_spacing"], "word-spacing"), style["white_space"] == "pre-line",
            style["white_space"] != "nowrap", style["lang"] or "",
        )  # fmt: skip

    def _check_place(self, slot: Element, style: Any) -> None:
        """The slot is a block as wide as something around it says, and nothing around it turns or dims it."""
        if style["display"][:2] not in _FLOW and style["display"][:1] not in _FLOW:
            raise UndrawnError(f"display: {' '.join(style['display'])}")
        if style["white_space"] not in ("pre-line", "normal", "nowrap"):
            raise UndrawnError(f"white-space: {style['white_space']}")
        if style["float"] not in ("none", "left", "right"):
            raise UndrawnError("float")
        if style["bookmark_level"] != "none" and any(kind == "content" for kind, *_ in style["bookmark_label"]):
            raise UndrawnError("bookmark-label")
        if "list-item" in style["display"] and (
            style["list_style_type"] != "none" or style["list_style_image"] != ("none", None)
        ):
            raise UndrawnError("::marker")
        reason = self._above(slot) or self._width(slot)
        if reason:
            raise UndrawnError(reason)

    def _above(self, element: Element) -> str:
        """What is around or at an element that changes how words in it are painted; empty for nothing."""
        known = self._around.get(element)
        if known is None:
            style = self.style_for(element)
            parent = self.parents.get(element)
            cascaded = style.cascaded
            known = next(
                (key for key in ("opacity", "transform", "overflow", "clip", "visibility", "column_count",
                                 "column_width") if key in cascaded and style[key] != self.initial[key]), "",
            )  # fmt: skip
            if not known and element.tag == "a" and element.get("href"):
                known = "<a>"
            if not known and parent is not None:
                known = self._above(parent)
            self._around[element] = known = known.replace("_", "-")
        return known

    def _width(self, slot: Element) -> str:
        """Why the width of a slot could depend on its words; empty if it cannot."""
        element: Element | None = slot
        while element is not None:
            style = self.style_for(element)
            if style["display"][0] == "table-cell":
                table = self._table(element)
                if table is None or self.style_for(table)["table_layout"] != "fixed":
                    return "table-layout"
                element = table
                style = self.style_for(element)
            width = style["width"]
            if width != "auto" and getattr(width, "unit", "%") != "%":
                return ""
            if width == "auto" and (
                style["position"] not in ("static", "relative") or style["float"] != "none"
                or style["display"][0] != "block" or style["display"][1] not in ("flow", "flow-root")
            ):  # fmt: skip
                return "width: auto"
            element = self.parents.get(element)
        return ""

    def _table(self, cell: Element) -> Element | None:
        element: Element | None = cell
        while element is not None and "table" not in self.style_for(element)["display"]:
            element = self.parents.get(element)
        return element

    def _inline(self, element: Element, style: Any) -> MarkBox | None:
        """The box of an inline element that is one, such as a list item's mark."""
        display = style["display"]
        if display[:2] == ("inline", "flow"):
            self._check(element, style, _INLINE)
            return None
        if display[:2] != ("inline", "flow-root"):
            raise UndrawnError(f"display: {' '.join(display)}")
        dropped = style["vertical_align"] == "top" and style["height"] != "auto" and _px(style["height"], "height") == 0
        self._check(element, style, _MARK | _INITIAL if dropped else _MARK)
        if style["text_align_all"] not in ("left", "start") or style["width"] == "auto":
            raise UndrawnError("display: inline-block")
        width, before, after = (_px(style[name], name) for name in ("width", "margin_left", "margin_right"))
        return MarkBox(width, before, after, dropped)

    def _check(self, element: Element, style: Any, known: frozenset[str]) -> None:
        odd = self._oddities(element) - known
        if known is not _SLOT:
            odd |= {key for key in style.cascaded.keys() - known if style[key] != self.initial.get(key, style[key])}
        if style["text_decoration_line"] != "none":  # propagates without being inherited
            odd |= {"text_decoration"}
        if odd:
            raise UndrawnError(min(odd).replace("_", "-"))
        for pseudo in _PSEUDO:
            if self.style_for(element, pseudo) is not None:
                raise UndrawnError(f"::{pseudo}")

    def _oddities(self, element: Element) -> frozenset[str]:
        """Unfamiliar properties of an element that are not initial, inherited ones with it."""
        found = self._odd.get(element)
        if found is None:
            style = self.style_for(element)
            parent = self.parents.get(element)
            above = self._oddities(parent) & self.inherited if parent is not None else _NONE
            unfamiliar = style.cascaded.keys() - _FAMILIAR
            own = {key for key in unfamiliar if style[key] != self.initial.get(key, style[key])}
            found = self._odd[element] = (above - unfamiliar) | own if unfamiliar else above
        return found

    def _ink(self, style: Any) -> InkStyle:
        family, weight, slant = style["font_family"][0], int(style["font_weight"]), style["font_style"]
        if (family, weight, slant) not in self.faces:
            raise UndrawnError(f"font: {slant} {weight} {family}")
        colour = style["color"]
        if colour.alpha != 1 or colour.space not in ("srgb", "hsl", "hwb"):
            raise UndrawnError("color")
        red, green, blue = colour.to("srgb").coordinates
        size = style["font_size"]
        if not size > 0:
            raise UndrawnError("font-size")
        height, baseline = self._strut(style, (style["font_family"], weight, slant, size))
        return InkStyle(family, weight, slant, size, (red, green, blue), height, baseline)

    def _strut(self, style: Any, font: tuple[object, ...]) -> tuple[float, float]:
        """Line height and baseline; all else that they depend on has its initial value in what we draw."""
        key = *font, style["line_height"], style["lang"]
        found = self._struts.get(key)
        if found is None:
            found = self._struts[key] = self.strut(style)
        return found


def _alignment(style: Any) -> Alignment:
    align, last = style["text_align_all"], style["text_align_last"]
    if align == "justify":
        if last != "justify":
            raise UndrawnError("text-align-last")
        return "justify"
    if last not in ("auto", align):
        raise UndrawnError("text-align-last")
    found = {"start": "left", "left": "left", "end": "right", "right": "right", "center": "center"}.get(align)
    if found is None:
        raise UndrawnError("text-align")
    return found  # type: ignore[return-value]


def _px(value: Any, name: str) -> float:
    """A length in px."""
    if isinstance(value, int | float):
        return float(value)
    if getattr(value, "unit", None) == "px":
        return float(value.value)
    raise UndrawnError(name.replace("_", "-"))


def _target(link: Any) -> LinkTarget:
    kind, value = link if link else ("", "")
    if kind != "url" or value[0] not in ("internal", "external"):
        raise UndrawnError("link")
    return LinkTarget(value[0] == "internal", value[1])
