"""Reading a page the way a printer does: what is drawn where, in which colour and size, through forms and patterns.

An own reader of content streams: exact (every glyph through the file's own ToUnicode map), in the order of the file,
and fast, since arrays of glyphs and whole vector paths are each taken in one step. Proofs and preflight share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from bulletin.geometry import MM_PER_PT, Matrix, Rect, bounds, is_there, multiply, scale_of
from bulletin.pdf.boxes import Boxes, boxes_of
from bulletin.pdf.colour.spaces import read_space
from bulletin.pdf.document import inherited
from bulletin.pdf.text.fonts import FontUse, FontUses
from bulletin.pdf.unpack import TooMuch
from bulletin.pdf.walk.annotations import appearances
from bulletin.pdf.walk.drawn import (
    Drawn,
    Fill,
    Layer,
    PageFacts,
    Paint,
    PlacedPicture,
    Run,
    Shading,
    Stroke,
    cut,
)
from bulletin.pdf.walk.images import inline_facts, picture_facts
from bulletin.pdf.walk.operators import FILLS, STROKES
from bulletin.pdf.walk.paths import Path
from bulletin.pdf.walk.resources import Budget, Library, Resources
from bulletin.pdf.walk.state import GraphicsState
from bulletin.pdf.walk.stream import ContentStream
from bulletin.pdf.walk.tiles import Tiles, tiles_in
from bulletin.pdf.walk.values import matrix_of, number, rect_of

_DEEPEST = 12  # forms inside forms


def read_page(
    page: pikepdf.Page, fonts: FontUses, boxes: Boxes | None = None, library: Library | None = None
) -> PageFacts:
    """Everything that a page draws; notes in `fonts` which glyphs are used.

    Positions are in mm from the top left of the page's trim.

    Args:
        page: the page.
        fonts: the fonts of the file.
        boxes: its boxes, if they are known already.
        library: resources that were read before, and what may still be read; one for a file.
    """
    boxes = boxes or boxes_of(page, 1)
    left, top, scale = boxes.cut[0], boxes.cut[3], MM_PER_PT * boxes.unit
    base: Matrix = (scale, 0.0, 0.0, -scale, -left * scale, top * scale)  # to millimetres, y downwards
    library = library or Library()
    reader = _Reader(fonts, library, bounds(base, *boxes.media), base)
    resources = inherited(page.obj, "/Resources")
    stopped, met = False, len(library.unread)
    try:
        reader.group(page.obj.get("/Group"))
        content = library.content(page.obj.get("/Contents"))
        reader.read(content, library.resources(resources), GraphicsState(ctm=base), 0)
        reader.annotations(page.obj.get("/Annots"))
    except TooMuch:
        stopped = True
    return PageFacts(
        tuple(reader.runs),
        tuple(reader.pictures),
        tuple(reader.drawn),
        boxes.number,
        bounds(base, *boxes.cut),
        bounds(base, *(boxes.bleed or boxes.cut)),
        tuple(reader.groups),
        frozenset(reader.features),
        stopped,
        reader.unbalanced,
        tuple(dict.fromkeys(library.unread[met:])),
        reader.tiles.count,
    )


class _Reader:
    """Walks one page's content with its forms, patterns, glyph procedures and annotations."""

    def __init__(self, fonts: FontUses, library: Library, media: Rect, base: Matrix) -> None:
        self.fonts = fonts
        self.library = library
        self.budget: Budget = library.budget
        self.media = media
        self.base = base
        self.runs: list[Run] = []
        self.pictures: list[PlacedPicture] = []
        self.drawn: list[Drawn] = []
        self.groups: list[tuple[str, Any]] = []
        self.features: set[str] = set()
        self.layer: Layer = "page"
        self.coloured, self.unbalanced = True, ""
        self.mark: int | None = None
        self.over: Rect | None = None
        self.seen: set[tuple[object, ...]] = set()
        self.tiles = Tiles()

    def read(self, data: bytes, resources: Resources, state: GraphicsState, depth: int) -> None:
        ContentStream(self, resources, state, depth).read(data)

    # --- drawing --------------------------------------------------------------------------------------------

    def _add(self, kind: type[Drawn], box: Rect, state: GraphicsState, paint: Paint, **facts: Any) -> Drawn:
        left = self.over or self._cut(state, box)
        shown = left[0] <= left[2] and left[1] <= left[3]
        look = state.look
        if look.layer != self.layer:
            look = self.library.layered(look, self.layer)
        item = kind(order=len(self.drawn), box=left, look=look, paint=paint, shown=shown, **facts)
        self.drawn.append(item)
        return item

    def _cut(self, state: GraphicsState, box: Rect) -> Rect:
        return cut(cut(state.clip, self.media), box) if state.clip else cut(self.media, box)

    def run(self, facts: dict[str, Any], state: GraphicsState) -> None:
        mode = state.mode
        outline = state.stroke if mode in (1, 2, 5, 6) else None
        paint = state.stroke if mode in (1, 5) else state.fill
        look = state.look if state.look.layer == self.layer else self.library.layered(state.look, self.layer)
        run = Run(
            order=len(self.drawn), look=look, paint=paint, outline=outline, mark=self.mark,
            shown=mode not in (3, 7) and is_there(cut(cut(state.clip, self.media), facts["box"])), **facts,
        )  # fmt: skip
        self.drawn.append(run)
        if self.layer in ("page", "form"):
            self.runs.append(run)

    def paint(self, name: bytes, path: Path, state: GraphicsState, depth: int) -> None:
        box = path.frame()
        if box is not None:
            if name in FILLS:
                if state.fill.pattern is not None:
                    self._pattern(state.fill, box, state, depth)
                parts, exact = path.filled(even_odd=name.endswith(b"*"))
                if state.clip:
                    parts = tuple(cut(state.clip, part) for part in parts)
                kept = tuple(part for part in parts if is_there(part))
                self._add(Fill, box, state, state.fill, parts=kept, exact=exact)
            if name in STROKES:
                if state.stroke.pattern is not None:
                    self._pattern(state.stroke, box, state, depth)
                width = state.width * scale_of(state.ctm)
                wide = (box[0] - width / 2, box[1] - width / 2, box[2] + width / 2, box[3] + width / 2)
                self._add(Stroke, wide, state, state.stroke, width_pt=width / MM_PER_PT)
            if path.clips:
                state.clip = cut(state.clip, box)
        path.clear()

    def shading(self, shading: pikepdf.Object, box: Rect, state: GraphicsState, resources: Resources) -> None:
        paint = resources.spaces.of(shading.get("/ColorSpace")).whole()
        self._add(Shading, box, state, paint, form=int(number(shading.get("/ShadingType"))))

    def _pattern(self, paint: Paint, box: Rect, state: GraphicsState, depth: int) -> None:
        """A pattern as colour: its own content once, each object over the whole painted area."""
        pattern = paint.pattern
        if pattern is None or depth >= _DEEPEST:
            return
        key = ("pattern", pattern.objgen if pattern.is_indirect else id(pattern), paint.values)
        at = multiply(matrix_of(pattern.get("/Matrix")), self.base)
        shown = self._cut(state, box)
        tiles = tiles_in(pattern, at, shown) if isinstance(pattern, pikepdf.Stream) else 0.0
        if key in self.seen:
            self.tiles.again(key, tiles)
            return
        self.seen.add(key)
        own = self.library.resources(pattern.get("/Resources"))
        if int(number(pattern.get("/PatternType"))) == 2:
            shading = pattern.get("/Shading")
            if isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
                self.shading(shading, box, state, own)
            return
        if not isinstance(pattern, pikepdf.Stream):
            return
        inner = GraphicsState(ctm=at, look=state.look)
        uncoloured = int(number(pattern.get("/PaintType"))) == 2
        if uncoloured:
            inner.fill = inner.stroke = paint.uncoloured or inner.fill
        before, self.over = self.over, shown
        with self.tiles.walk(key, tiles):
            self._inside("pattern", self.library.content(pattern), own, inner, depth, coloured=not uncoloured)
        self.over = before

    def type3(
        self, font: FontUse, codes: Sequence[int], at: Matrix, state: GraphicsState, resources: Resources, depth: int
    ) -> None:
        """The glyph procedures of a drawn font, each once for a page."""
        if depth >= _DEEPEST:
            return
        own = font.dictionary.get("/Resources")
        inside = self.library.resources(own) if isinstance(own, pikepdf.Dictionary) else resources
        for code in sorted(set(codes)):
            key = ("glyph", id(font), code)
            procedure = font.drawn.get(code)
            if key in self.seen or procedure is None:
                continue
            self.seen.add(key)
            inner = state.copy()
            inner.ctm = multiply(multiply(multiply(font.matrix, (state.size, 0, 0, state.size, 0, 0)), at), state.ctm)
            self._inside("glyph", self.library.content(procedure), inside, inner, depth)

    def _inside(
        self, layer: Layer, data: bytes, resources: Resources, state: GraphicsState, depth: int, *,
        coloured: bool = True,
    ) -> None:  # fmt: skip
        """Content that is no longer the page's own."""
        before = self.layer, self.coloured
        self.layer, self.coloured = layer, self.coloured and coloured
        try:
            self.read(data, resources, state, depth + 1)
        finally:
            self.layer, self.coloured = before

    # --- objects --------------------------------------------------------------------------------------------

    def named_object(self, name: str, resources: Resources, state: GraphicsState, depth: int) -> None:
        item = resources.get("/XObject", name)
        if not isinstance(item, pikepdf.Stream):
            return
        kind = item.get("/Subtype")
        optional = "/OC" in item and not state.look.optional
        if optional:
            state = state.copy()
            state.look = resources.unmarked(state.look, (state.look.artifact, True))
        if kind == pikepdf.Name.Image:
            self._picture(item, self.library.picture(item, resources, picture_facts), state)
        elif kind == pikepdf.Name.Form:
            self._form(item, resources, state, depth)
        elif kind == pikepdf.Name.PS:
            self.features.add("PS")

    def inline(self, head: bytes, resources: Resources, state: GraphicsState) -> None:
        """A picture inside the stream."""
        self._picture(None, inline_facts(head, resources.spaces), state)

    def _picture(self, image: pikepdf.Stream | None, facts: dict[str, Any], state: GraphicsState) -> None:
        a, b, c, d = state.ctm[:4]
        box = bounds(state.ctm, 0, 0, 1, 1)
        values = dict(facts)
        paint = values.pop("paint") or state.fill  # a stencil mask prints in the fill colour
        placed = self._add(
            PlacedPicture, box, state, paint, image=image, matrix=state.ctm, width_mm=(a * a + b * b) ** 0.5,
            height_mm=(c * c + d * d) ** 0.5, after=len(self.runs), frame=box, **values,
        )  # fmt: skip
        if isinstance(placed, PlacedPicture) and self.layer in ("page", "form"):
            self.pictures.append(placed)

    def _form(self, form: pikepdf.Stream, resources: Resources, state: GraphicsState, depth: int) -> None:
        if depth >= _DEEPEST:
            self.features.add("deep")
            return
        inner = state.copy()
        inner.ctm = multiply(matrix_of(form.get("/Matrix")), inner.ctm)
        frame = rect_of(form.get("/BBox"))
        if frame is not None:
            inner.clip = cut(inner.clip, bounds(inner.ctm, *frame))
        self.group(form.get("/Group"))
        own = form.get("/Resources")
        inside = self.library.resources(own) if isinstance(own, pikepdf.Dictionary) else resources
        self._inside("form" if self.layer == "page" else self.layer, self.library.content(form), inside, inner, depth)

    def group(self, group: object) -> None:
        """Note the colour space of a transparency group."""
        if isinstance(group, pikepdf.Dictionary) and group.get("/S") == pikepdf.Name.Transparency:
            space = group.get("/CS")
            found = None if space is None else read_space(space)
            self.groups.append(("", "none") if found is None else (found.name, found.family))

    def gstate(self, name: str, state: GraphicsState, resources: Resources, depth: int) -> None:
        if (change := resources.change(name)) is None:
            return
        state.look = resources.changed(state.look, name, change)
        if change.width is not None:
            state.width = change.width
        if change.font is not None:
            state.font, state.size = self.fonts.direct(change.font), change.size
        self.features.update(change.features)
        mask = None if change.mask is None else change.mask.get("/G")
        if isinstance(mask, pikepdf.Stream) and depth < _DEEPEST:
            key = ("mask", mask.objgen)
            if key not in self.seen:
                self.seen.add(key)
                self.group(mask.get("/Group"))
                own = self.library.resources(mask.get("/Resources"))
                inner = GraphicsState(ctm=multiply(matrix_of(mask.get("/Matrix")), state.ctm), clip=state.clip)
                self._inside("mask", self.library.content(mask), own, inner, depth)

    # --- annotations ----------------------------------------------------------------------------------------

    def annotations(self, listed: object) -> None:
        """The appearances of visible annotations (12.5.5): their BBox is fitted into their Rect."""
        for normal, fit in appearances(listed):
            state = GraphicsState(ctm=multiply(fit, self.base))
            own = self.library.resources(normal.get("/Resources"))
            self._inside("annotation", self.library.content(normal), own, state, 0)
