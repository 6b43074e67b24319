"""Colours of a finished PDF, rewritten: every operator, form, pattern, shading and picture gets the target's inks.

Content streams are searched with one pattern for the few operators that matter; the text between them is copied. A
stream that the search could misread (comments, inline pictures, operators without space around) is first written anew
by the PDF library, so that foreign files are handled exactly and our own fast.
"""

from __future__ import annotations

from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.content import OFF, ON, ColourConverter, RewriteOptions, Rewriter
from bulletin.editions.colour.pictures import convert_picture, inline_picture
from bulletin.editions.colour.shadings import convert_shading
from bulletin.editions.colour.spaces import TargetInks, converted_space
from bulletin.editions.text.sizes import text_sizes
from bulletin.lazy import dataclass, pattern
from bulletin.pdf.resources import entries

_UNSURE = pattern(rb"[A-Za-z*'\"][/\[<]|[\]>)][A-Za-z'\"]")
_UNSURE_BYTES = (b"%", b"(", b"\0", b"\f", b"BI")
_DEFAULTS = ("/DefaultRGB", "/DefaultGray", "/DefaultCMYK")


def recolour(pdf: pikepdf.Pdf, target: TargetInks, options: RewriteOptions | None = None) -> None:
    """Give every colour of every page the target's inks, in place.

    Args:
        pdf: the file; photos that are in a colour space of the target already are left alone.
        target: what red-green-blue, grey and four-colour values become.
        options: overprint, tags, idle states.

    Raises:
        ValueError: a colour that cannot be converted (a mesh shading, a damaged operand); the message says which.
    """
    _Painter(pdf, target, options or RewriteOptions()).paint()


@dataclass(slots=True)
class _Painter:
    pdf: pikepdf.Pdf
    target: TargetInks
    options: RewriteOptions
    seen: set[tuple[int, int]] = field(default_factory=set)
    spent: list[pikepdf.Dictionary] = field(default_factory=list)
    states: tuple[pikepdf.Object, pikepdf.Object] | None = None
    converter: ColourConverter = field(init=False)

    def __post_init__(self) -> None:
        self.converter = ColourConverter(self.target)

    def paint(self) -> None:
        for page in self.pdf.pages:
            if isinstance(page.obj.get("/Contents"), Array):
                page.contents_coalesce()
            contents = page.obj.get("/Contents")
            resources = page.resources
            if isinstance(contents, pikepdf.Stream) and self._is_new(contents):
                contents.write(self._rewritten(contents, page.obj, resources))
            self._resources(resources)
            group = page.obj.get("/Group")
            if isinstance(group, Dictionary) and "/CS" in group:
                group.CS = self.target.space
        for resources in self.spent:
            self._clean(resources)

    def _is_new(self, obj: pikepdf.Object) -> bool:
        if obj.objgen == (0, 0):
            return True
        if obj.objgen in self.seen:
            return False
        self.seen.add(obj.objgen)
        return True

    def _resources(self, resources: pikepdf.Object) -> None:
        """Everything that a resource dictionary leads to; its spaces are cleaned at the end, others may share it."""
        if not isinstance(resources, Dictionary) or not self._is_new(resources):
            return
        self.spent.append(resources)
        for item in entries(resources, "/XObject"):
            if item.get("/Subtype") == Name.Image:
                if isinstance(item, pikepdf.Stream) and self._is_new(item):
                    convert_picture(self.pdf, item, self.target)
            else:
                self._form(item, resources)
        for item in entries(resources, "/Pattern"):
            if item.get("/PatternType") == 2:
                self._shading(item.Shading)
            else:
                self._form(item, resources)
        for item in entries(resources, "/Shading"):
            self._shading(item)
        for item in entries(resources, "/ExtGState"):
            self._graphics_state(item, resources)
        for item in entries(resources, "/Font"):
            if item.get("/Subtype") == Name.Type3 and self._is_new(item):
                own = item.get("/Resources", resources)
                for glyph in entries(item, "/CharProcs"):
                    if isinstance(glyph, pikepdf.Stream) and self._is_new(glyph):
                        glyph.write(self._rewritten(glyph, glyph, own))
                if "/Resources" in item:
                    self._resources(own)

    def _form(self, form: pikepdf.Object, inherited: pikepdf.Object) -> None:
        if not isinstance(form, pikepdf.Stream) or not self._is_new(form):
            return
        resources = form.get("/Resources", inherited)
        if form.get("/PaintType") != 2:  # the colour of an uncoloured pattern comes from outside
            form.write(self._rewritten(form, form, resources))
        if "/Resources" in form:
            self._resources(resources)
        group = form.get("/Group")
        if isinstance(group, Dictionary) and "/CS" in group:
            group.CS = self.target.space

    def _shading(self, shading: pikepdf.Object) -> None:
        if self._is_new(shading):
            convert_shading(self.pdf, shading, self.target)

    def _graphics_state(self, state: pikepdf.Object, resources: pikepdf.Object) -> None:
        if not self._is_new(state):
            return
        if self.options.overprint:
            for key in ("/op", "/OP", "/OPM"):
                if key in state:
                    del state[key]
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            # A mask is a picture of lightness: it stays grey whatever the inks are.
            grey = _Painter(self.pdf, self.target.mask(), RewriteOptions(), self.seen, self.spent)
            grey._form(mask.G, resources)

    def _clean(self, resources: pikepdf.Dictionary) -> None:
        spaces = resources.get("/ColorSpace")
        if not isinstance(spaces, Dictionary):
            return
        for name in list(spaces.keys()):
            space = converted_space(spaces[name], spaces, self.target)
            if name in _DEFAULTS or space.convert is not None:
                del spaces[name]
            elif space.kind == "pattern" and space.base is not None and space.base.convert is not None:
                spaces[name] = Array([Name.Pattern, self.target.space])
        if not len(spaces):
            del resources["/ColorSpace"]

    def _rewritten(self, stream: pikepdf.Stream, owner: pikepdf.Object, resources: pikepdf.Object) -> bytes:
        data = b"\n" + stream.read_bytes()
        if any(part in data for part in _UNSURE_BYTES) or _UNSURE.search(data):
            data = b"\n" + self._plain(owner, resources)
        named = resources.get("/ColorSpace", Dictionary()) if isinstance(resources, Dictionary) else Dictionary()
        # A form may be drawn at any scale, so only the text of pages has a size.
        sized = self.options.small is not None and owner.get("/Type") == Name.Page
        rewriter = Rewriter(self.converter, self.options, data, named, text_sizes(data) if sized else ())
        out = rewriter.run()
        if rewriter.overprinted and isinstance(resources, Dictionary):
            self._add_states(resources)
        return out

    def _plain(self, owner: pikepdf.Object, resources: pikepdf.Object) -> bytes:
        """The stream written anew: one operator a line, no comments, inline pictures as objects."""
        out: list[object] = []
        for instruction in pikepdf.parse_content_stream(owner):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                name = self._adopt(instruction.iimage, resources)
                out.append(pikepdf.ContentStreamInstruction([Name(name)], pikepdf.Operator("Do")))
            else:
                out.append(instruction)
        return pikepdf.unparse_content_stream(out)  # type: ignore[arg-type]

    def _adopt(self, inline: pikepdf.PdfInlineImage, resources: pikepdf.Object) -> str:
        """An inline picture as an object of the resources."""
        picture = inline_picture(self.pdf, inline, resources)
        convert_picture(self.pdf, picture, self.target)
        if "/XObject" not in resources:
            resources["/XObject"] = Dictionary()
        known = resources["/XObject"]
        number = len(known)
        while f"/Inline{number}" in known:
            number += 1
        known[f"/Inline{number}"] = picture
        self.seen.add(picture.objgen)
        return f"/Inline{number}"

    def _add_states(self, resources: pikepdf.Dictionary) -> None:
        if self.states is None:
            on = Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1)
            off = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)
            self.states = self.pdf.make_indirect(on), self.pdf.make_indirect(off)
            self.seen.update(state.objgen for state in self.states)
        if "/ExtGState" not in resources:
            resources["/ExtGState"] = Dictionary()
        resources["/ExtGState"][ON], resources["/ExtGState"][OFF] = self.states
