"""The pages of any PDF as they are to be printed: area, turn, bleed, and a form XObject made of their content."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.editions.impose import rules
from bulletin.editions.impose.sheet import SourcePage, quarter, upright
from bulletin.editions.prune import resources_used_by
from bulletin.errors import Finding, InputError, Place, Rule, Text
from bulletin.geometry import PT_PER_MM, Rect, has_area, intersection, ordered, union
from bulletin.lazy import dataclass
from bulletin.pdf.document import annots, inherited
from bulletin.pdf.form_fields import Field, dynamic, fields, on_paper
from bulletin.pdf.form_graph import endless_pages
from bulletin.pdf.unpack import UNREADABLE, TooMuch, content_of

_BROKEN = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
    TooMuch,
    zlib.error,
)
"""What reading raises when a file holds something else than the standard requires."""
_SAME = 1.5 * PT_PER_MM
"""Pages that differ by less are of one size: programs round differently."""
_TINY, _HUGE = 3.0, 14400.0
"""pt; sides outside of this are no page (ISO 32000-1, annex C)."""
_UNSEEN = (Name.Link, Name.Popup)
_MOST_FIELDS = 12


@dataclass(frozen=True, slots=True)
class SourcePages:
    """The pages of a file, how they stand, and what there is to say of them."""

    pdf: pikepdf.Pdf
    faces: tuple[SourcePage, ...]
    width: float
    height: float
    findings: tuple[Finding, ...]


@contextmanager
def open_foreign(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file, mended as far as qpdf can.

    Raises:
        InputError: no PDF, damaged beyond reading, locked, not to be printed, or without pages.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise InputError([Finding(rules.LOCKED)]) from error
    except _BROKEN as error:
        raise InputError([Finding(rules.BROKEN)]) from error
    with pdf:
        with readable(rules.BROKEN):
            printable, pages = not pdf.is_encrypted or pdf.allow.print_lowres, len(pdf.pages)
        if not printable:
            raise InputError([Finding(rules.NO_PRINTING)])
        if not pages:
            raise InputError([Finding(rules.NO_PAGES)])
        yield pdf


def read(pdf: pikepdf.Pdf, *, fit: bool) -> SourcePages:
    """Look at every page. The common size is the most frequent one; without `fit`, room is made for the largest.

    Raises:
        InputError: a page cannot be read, or not to its end.
    """
    with readable(rules.BROKEN):
        tangle = next(endless_pages(pdf, len(pdf.pages)), None)
    if tangle is not None:
        values = {"page": str(tangle.page), "reason": tangle.reason.vi, "reason_en": tangle.reason.en}
        raise InputError([Finding(rules.TANGLED, Place(page=tangle.page), values=values)])
    faces = []
    for number, page in enumerate(pdf.pages, 1):
        with readable(rules.BROKEN_PAGE, number):
            faces.append(_face(page))
    turned = _stand(faces)
    upright_faces = [quarter(face) if number in turned else face for number, face in enumerate(faces, 1)]
    width, height = _common(upright_faces)
    odd = [n for n, face in enumerate(upright_faces, 1) if not _alike(face, width, height)]
    findings = [*_annotations(pdf)]
    if turned:
        findings.append(Finding(rules.TURNED, Place(page=turned[0]), values={"pages": listed(turned)}))
    if odd:
        values = {"size": size_mm(width, height), "pages": listed(odd)}
        findings.append(Finding(rules.MIXED, Place(page=odd[0]), values=values))
    if not fit:
        width, height = max(face.width for face in upright_faces), max(face.height for face in upright_faces)
    return SourcePages(pdf, tuple(upright_faces), width, height, tuple(findings))


def form(pdf: pikepdf.Pdf, index: int) -> pikepdf.Object:
    """A page's content as a form XObject of its file, with the resources that it has or inherits.

    Raises:
        InputError: the content cannot be read.
    """
    with readable(rules.BROKEN_PAGE, index + 1):
        page = pdf.pages[index].obj
        content = content_of(page.get("/Contents"))
        made = pdf.make_stream(content)
        made.Type, made.Subtype = Name.XObject, Name.Form
        made.BBox = Array([round(value, 4) for value in _shown(page)[1]])
        resources = inherited(page, "/Resources")
        made.Resources = (
            resources_used_by(resources, content) if isinstance(resources, pikepdf.Dictionary) else Dictionary()
        )
        group = page.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            made.Group = group
        return made


def mended(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Whether anything of a file had to be mended on the way, to be asked when all of it was read.

    The library passes over broken entries of the page tree and the broken end of a stream: nothing may get lost in
    silence.
    """
    if pdf.get_warnings():
        yield Finding(rules.MENDED, values={"pages": str(len(pdf.pages))})


def listed(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence, long lists cut short: `2, 5, 9 …`."""
    return ", ".join(str(number) for number in numbers[:12]) + (" …" if len(numbers) > 12 else "")


def size_mm(width: float, height: float) -> str:
    """Format a size given in pt as millimetres: `148 × 210 mm`."""
    return f"{width / PT_PER_MM:.0f} × {height / PT_PER_MM:.0f} mm"


@contextmanager
def readable(rule: Rule, page: int | None = None) -> Iterator[None]:
    """Whatever pikepdf stumbles over inside becomes this finding."""
    try:
        yield
    except InputError:
        raise
    except _BROKEN as error:
        said = _why(error)
        values = {"page": str(page), "reason": said.vi, "reason_en": said.en}
        raise InputError([Finding(rule, Place(page=page), values=values)]) from error


def _why(error: Exception) -> Text:
    """What pikepdf stumbled over, in words for people."""
    if isinstance(error, TooMuch):
        return Text("nội dung quá lớn", "its content is too large")
    if isinstance(error, UNREADABLE):
        return Text("bộ lọc lạ hoặc dữ liệu nén bị hỏng", "a filter that is not known here, or damaged data")
    return Text("sai quy cách của PDF", "it does not keep to the format")


def _face(page: pikepdf.Page) -> SourcePage:
    trim, bleed_box = _shown(page.obj)
    rotate = inherited(page.obj, "/Rotate")
    unit = page.obj.get("/UserUnit")
    bleed = tuple(max(0.0, edge) for edge in (
        trim[0] - bleed_box[0], trim[1] - bleed_box[1], bleed_box[2] - trim[2], bleed_box[3] - trim[3]
    ))  # fmt: skip
    face = upright(
        trim,
        round(float(rotate) / 90) * 90 % 360 if rotate is not None else 0,
        float(unit) if unit is not None and float(unit) > 0 else 1.0,
        (bleed[0], bleed[1], bleed[2], bleed[3]),
    )
    if not (_TINY <= face.width <= _HUGE and _TINY <= face.height <= _HUGE):
        raise ValueError("size")
    return face


def _shown(page: pikepdf.Object) -> tuple[Rect, Rect]:
    """The page's area and how far it may paint beyond it, in its own coordinates.

    The TrimBox is the page that people hold in their hands; a file without one is shown by its CropBox.
    """
    media = _box(page, "/MediaBox") or (0.0, 0.0, 612.0, 792.0)
    crop = _within(_box(page, "/CropBox"), media) or media
    trim = _within(_box(page, "/TrimBox"), media)
    if trim is None:
        return crop, crop
    return trim, union(_within(_box(page, "/BleedBox"), media) or trim, trim)


def _box(page: pikepdf.Object, key: str) -> Rect | None:
    value = inherited(page, key)
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    box = ordered(x0, y0, x1, y1)
    return box if has_area(box) else None


def _within(box: Rect | None, limit: Rect) -> Rect | None:
    if box is None:
        return None
    cut = intersection(box, limit)
    return cut if has_area(cut) else None


def _stand(faces: Sequence[SourcePage]) -> list[int]:
    """Numbers of the pages that lie on their side (or stand) while most others do not."""
    wide = [number for number, face in enumerate(faces, 1) if face.width > face.height + _SAME]
    tall = [number for number, face in enumerate(faces, 1) if face.height > face.width + _SAME]
    return wide if len(wide) < len(tall) else tall if len(tall) < len(wide) else []


def _common(faces: Sequence[SourcePage]) -> tuple[float, float]:
    sizes = Counter((round(face.width / _SAME), round(face.height / _SAME)) for face in faces)
    most = max(sizes.values())
    face = next(f for f in faces if sizes[round(f.width / _SAME), round(f.height / _SAME)] == most)
    return face.width, face.height


def _alike(face: SourcePage, width: float, height: float) -> bool:
    return abs(face.width - width) <= _SAME and abs(face.height - height) <= _SAME


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Annotations do not come along: links silently count once, whatever shows on paper is named by page."""
    links, seen = False, []
    for number, page in enumerate(pdf.pages, 1):
        for annotation in annots(page):
            kind = annotation.get("/Subtype")
            links = links or kind == Name.Link
            if kind not in _UNSEEN and on_paper(annotation):
                seen.append(number)
    filled = [field for field in fields(pdf) if field.value]
    if seen or filled:
        pages = sorted(set(seen) | {field.page for field in filled if field.page})
        values = {"pages": listed(pages) or "–", "filled": _filled(filled, "ghi"), "filled_en": _filled(filled, "says")}
        yield Finding(rules.ANNOTATIONS, Place(page=pages[0] if pages else None), values=values)
    if dynamic(pdf):
        yield Finding(rules.DYNAMIC_FORM)
    if links:
        yield Finding(rules.LINKS)


def _filled(filled: Sequence[Field], says: str) -> str:
    """What was filled in, for the end of a sentence: `: “ten” ghi “Nguyễn Văn A”`; the first few of many."""
    parts = [f"“{field.name}” {says} “{field.value}”" for field in filled[:_MOST_FIELDS]]
    more = f" … (+{len(filled) - _MOST_FIELDS})" if len(filled) > _MOST_FIELDS else ""
    return (": " + "; ".join(parts) + more) if parts else ""
