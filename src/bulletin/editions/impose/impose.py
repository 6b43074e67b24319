"""Imposition: the pages of any PDF laid on sheets for the office copier. Our own code, with form XObjects.

Each page becomes a form that keeps its operators, colours and resources as they are; a sheet only says where it is.
Print shops impose themselves and get single pages: this is for paper of A4 and A3 and one's own hands.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin import __version__
from bulletin.editions.impose import rules
from bulletin.editions.impose.advice import advice, other_edge, settings
from bulletin.editions.impose.marks import marks
from bulletin.editions.impose.order import PaperSheet, SheetPlan, Side, plan
from bulletin.editions.impose.sheet import Scheme, SheetGeometry, choose, put
from bulletin.editions.impose.source import SourcePages, form, mended, open_foreign, read, readable, size_mm
from bulletin.editions.save import save
from bulletin.errors import Finding, InputError, Text
from bulletin.geometry import PT_PER_MM, Matrix, Rect
from bulletin.lazy import dataclass

__all__ = ["Imposed", "Scheme", "impose"]

_KEPT_INFO = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")
_KINDS = {"booklet": "đóng tập", "two-up": "hai trang một mặt", "cut-stack": "cắt chồng"}


@dataclass(frozen=True, slots=True)
class Imposed:
    """Sheets ready to print.

    Attributes:
        pdf: the file, two pages for each sheet: front, back, front …; fronts only when all backs stay white.
        sides: pages of the file.
        sheets: sheets of paper for one copy.
        pages: pages of the source.
        blanks: numbers of the white pages of the finished copy.
        advice: what to choose in the print dialogue and how to fold, one text a step.
        findings: what the reader of the source should know (warnings and notes).
        paper: `A4`, `A3` or a size in mm.
        scale: what the source's pages were scaled by.
        settings: the choices of the print dialogue by name, beside paper, flip and scale; `again` is the command that
            the advice names, where it names one.
    """

    pdf: bytes
    sides: int
    sheets: int
    pages: int
    blanks: tuple[int, ...]
    advice: tuple[Text, ...]
    findings: tuple[Finding, ...]
    paper: str
    scale: float
    settings: Mapping[str, str] = field(default_factory=dict)


def impose(pdf: bytes, scheme: Scheme, name: str = "office.pdf", again: str = "") -> Imposed:
    """Lay the pages of a PDF on sheets; the same arguments give the same bytes.

    The page's area is its TrimBox, else its CropBox. Pages keep their size unless `scheme.fit`; bleed is shown on the
    outer sides and ends at the fold. Annotations do not come along, and `findings` says so.

    Args:
        pdf: any PDF: our office edition or a foreign file with pages of any size, turn and origin.
        scheme: how to bind, on which paper.
        name: of the file, for the command that the advice names.
        again: the file that this command is to write, where it must not be the one beside `name`.

    Raises:
        InputError: the file is damaged, locked, not to be printed or empty, or two pages are larger than the sheet.
    """
    with open_foreign(pdf) as source_pdf:
        source = read(source_pdf, fit=scheme.fit)
        ground = choose(scheme, source.width, source.height)
        if ground is None:
            raise InputError([Finding(rules.TOO_LARGE, values=_too_large(scheme, source))])
        order = plan(scheme.kind, len(source.faces), insert=scheme.insert)
        with pikepdf.new() as out:
            _Press(source, scheme, ground, out).run(order)
            with readable(rules.BROKEN):
                _copy_catalogue(source_pdf, out, scheme, order)
                sides, data = len(out.pages), save(out)
        findings = (*mended(source_pdf), *source.findings)
        command = other_edge(scheme, name, again)
        steps = advice(scheme, ground, order, len(source.faces), command)
        how = {**settings(ground, order), **({} if order.one_sided else {"again": shlex.join(command)})}
        return Imposed(
            data, sides, len(order.sheets), len(source.faces), order.blanks, steps, findings, ground.paper,
            ground.scale, how,
        )  # fmt: skip


def _too_large(scheme: Scheme, source: SourcePages) -> dict[str, str]:
    paper = scheme.sheet if isinstance(scheme.sheet, str) else "{:g} × {:g} mm".format(*scheme.sheet)
    return {"size": size_mm(source.width, source.height), "paper": {"auto": "A3"}.get(paper, paper.upper())}


class _Press:
    """Prints the sheets of one plan into a new file; every page of the source becomes a form once."""

    def __init__(self, source: SourcePages, scheme: Scheme, ground: SheetGeometry, out: pikepdf.Pdf) -> None:
        self._source, self._scheme, self._ground, self._out = source, scheme, ground, out
        self._forms: dict[int, pikepdf.Object] = {}
        self._bleed = max((max(face.bleed) for face in source.faces), default=0.0) * ground.scale

    def run(self, order: SheetPlan) -> None:
        labels: list[pikepdf.Object | int] = []
        for number, sheet in enumerate(order.sheets, 1):
            for side, back in zip(sheet.sides, (False, True), strict=True):
                if back and order.one_sided:
                    continue
                labels.extend([len(self._out.pages), Dictionary(P=String(_label(number, sheet, back)))])
                self._side(sheet, side, turn=back and self._ground.turned(self._scheme.flip))
        self._out.Root.PageLabels = Dictionary(Nums=Array(labels))

    def _side(self, sheet: PaperSheet, side: Side, *, turn: bool) -> None:
        ground, scheme = self._ground, self._scheme
        objects, parts = Dictionary(), []
        depth = sheet.depth * scheme.caliper_mm * PT_PER_MM if scheme.kind == "booklet" else 0.0
        for index, right in zip(side, (False, True), strict=True):
            if index is not None:
                place = put(self._source.faces[index], ground, right=right, depth_pt=depth)
                objects[f"/P{index + 1}"] = self._form(index)
                parts.append(_placed(place.clip, place.matrix, index + 1))
        loose = sheet.loose and side != (None, None)
        parts.append(marks(ground, scheme.kind, fold=scheme.fold_marks, loose=loose, bleed=self._bleed))
        content = b"\n".join(part for part in parts if part)
        if turn:
            # Drawn on its head and not marked /Rotate 180: print dialogues that turn pages by themselves undo that.
            content = b"q -1 0 0 -1 %.4f %.4f cm\n%s\nQ" % (ground.width, ground.height, content)
        page = self._out.add_blank_page(page_size=(ground.width, ground.height))
        page.obj.MediaBox = Array([0, 0, round(ground.width, 4), round(ground.height, 4)])
        page.obj.TrimBox = Array([round(edge, 4) for edge in ground.pair])
        page.obj.Resources = Dictionary(XObject=objects) if len(objects) else Dictionary()
        page.obj.Contents = self._out.make_stream(content)

    def _form(self, index: int) -> pikepdf.Object:
        if index not in self._forms:
            made = form(self._source.pdf, index)
            with readable(rules.BROKEN_PAGE, index + 1):
                self._forms[index] = self._out.copy_foreign(made)
        return self._forms[index]


def _placed(clip: Rect, matrix: Matrix, number: int) -> bytes:
    left, low, right, top = clip
    area = f"{left:.4f} {low:.4f} {max(right - left, 0):.4f} {max(top - low, 0):.4f}"
    return f"q {area} re W n {' '.join(f'{value:.6f}' for value in matrix)} cm /P{number} Do Q".encode()


def _label(number: int, sheet: PaperSheet, back: bool) -> str:
    name = "tờ rời" if sheet.loose else f"tờ {number}"
    return f"{name} mặt {'sau' if back else 'trước'}"


def _copy_catalogue(source: pikepdf.Pdf, out: pikepdf.Pdf, scheme: Scheme, order: SheetPlan) -> None:
    """Title, language, colour intents and layers of the source; what a print dialogue should propose."""
    root = out.Root
    for key in ("/OutputIntents", "/OCProperties"):
        value = source.Root.get(key)
        if value is not None:
            root[key] = out.copy_foreign(value if value.is_indirect else source.make_indirect(value))
    language = source.Root.get("/Lang")
    if isinstance(language, pikepdf.String):
        root.Lang = String(str(language))
    duplex = Name.DuplexFlipShortEdge if scheme.flip == "short" else Name.DuplexFlipLongEdge
    duplex = Name.Simplex if order.one_sided else duplex
    root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=duplex, PickTrayByPDFSize=True
    )
    info = source.trailer.get("/Info")
    found = info if isinstance(info, pikepdf.Dictionary) else Dictionary()
    texts = {key: str(value) for key in _KEPT_INFO if isinstance(value := found.get(key), pikepdf.String)}
    title = f"{texts.get('/Title') or 'Bản in'} ({_KINDS[scheme.kind]})"
    values = texts | {"/Title": title, "/Producer": f"bulletin {__version__}"}
    out.trailer.Info = out.make_indirect(Dictionary({key: String(text) for key, text in values.items()}))
