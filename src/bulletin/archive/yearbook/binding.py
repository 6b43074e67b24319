"""Binding a volume: the issues' pages as form XObjects under their folios, links, bookmarks, labels, identity."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from bulletin.archive.yearbook.conditions import identifier
from bulletin.archive.yearbook.drawing import STRIP, drawn
from bulletin.archive.yearbook.parts import INDEX, VolumeParts, titled
from bulletin.archive.yearbook.plan import Bound, Volume
from bulletin.archive.yearbook.setting import SetPage
from bulletin.editions.identity.meta import Meta, write_identity
from bulletin.editions.impose.sheet import SourcePage
from bulletin.editions.impose.source import form, open_foreign, read
from bulletin.editions.press import PressJob, finish_press
from bulletin.editions.save import save
from bulletin.geometry import PT_PER_MM, multiply

_UNTAGGED = "Không gắn thẻ cho máy đọc màn hình (untagged); bản dễ tiếp cận là tệp của từng số báo"
_SAME_SCALE, _SAME_EDGE = 0.001, 0.2
"""Sizes are rounded to a tenth of a pt: a page that is larger or smaller by less keeps its size."""
_LEAST = 148 * PT_PER_MM, 210 * PT_PER_MM


def page_size(pdfs: Sequence[bytes], strip: float = 0.0) -> tuple[float, float]:
    """The size of most pages of some files in pt with a strip below, and never under A5: lists need room.

    Raises:
        InputError: a file cannot be read.
    """
    sizes: Counter[tuple[float, float]] = Counter()
    for data in pdfs:
        with open_foreign(data) as pdf:
            sizes.update((round(face.width, 1), round(face.height, 1)) for face in read(pdf, fit=True).faces)
    wide, high = max(sizes, key=lambda size: (sizes[size], size))
    return max(wide, _LEAST[0]), max(high + strip, _LEAST[1])


def bind(
    volume: Volume, year: int, parts: VolumeParts, page: tuple[float, float], pdfs: Mapping[str, bytes], *, acts: bool,
    job: PressJob | None = None,
) -> tuple[bytes, int]:  # fmt: skip
    """A volume as a PDF, and how many pages it has; the same arguments give the same bytes.

    Args:
        volume: the issues with their folios.
        year: of the issues.
        parts: what is around them.
        page: width and height in pt.
        pdfs: the file of every issue by its id.
        acts: with links and bookmarks; without them for print.
        job: the order at the print shop for which all pages were made.

    Raises:
        InputError: a page cannot be read.
    """
    blank = drawn(volume, parts.front, parts.back, page)
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(pikepdf.open(io.BytesIO(blank)))
        sources = [stack.enter_context(open_foreign(pdfs[bound.issue.id])) for bound in volume.issues]
        for bound, source in zip(volume.issues, sources, strict=True):
            faces = read(source, fit=True).faces
            for at in range(min(bound.issue.pages, len(faces))):
                target = out.pages[len(parts.front) + bound.first - volume.first + at]
                _put(out, target, out.copy_foreign(form(source, at)), faces[at], page)
        if job is not None:
            return _pressed(out, volume, year, job, identifier(blank, pdfs.values(), job))
        if acts:
            _link(out, parts.front, 0, volume, len(parts.front))
            _link(out, parts.back, len(out.pages) - len(parts.back), volume, len(parts.front))
            _bookmarks(out, volume, parts)
        else:
            _take_intent(out, sources)
        _finish(out, volume, year, len(parts.front), acts)
        count = len(out.pages)
        return save(out), count


def _pressed(out: pikepdf.Pdf, volume: Volume, year: int, job: PressJob, name: str) -> tuple[bytes, int]:
    """The volume with what a press file has and nothing else: bleed, marks, printing condition, PDF/X identity."""
    for key in set(out.Root.keys()) - {"/Type", "/Pages"}:
        del out.Root[key]
    for page in out.pages:
        page.obj.TrimBox = page.obj.MediaBox
    count = len(out.pages)
    return finish_press(out, _meta(volume, year, ""), job, name), count


def _take_intent(out: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf]) -> None:
    """Take over the printing condition that all files state, where it is one."""
    intents = [_intent(source) for source in sources]
    if intents[0] and all(intent == intents[0] for intent in intents):
        first = sources[0]
        value = first.Root.OutputIntents
        out.Root.OutputIntents = out.copy_foreign(value if value.is_indirect else first.make_indirect(value))


def _put(
    out: pikepdf.Pdf, target: pikepdf.Page, drawing: pikepdf.Object, face: SourcePage, page: tuple[float, float]
) -> None:
    """Draw a page of an issue above the strip with the folio, as large as it can be, in the middle.

    Where its edge is the edge of the sheet, its bleed goes over that edge; elsewhere it ends at its trim.
    """
    scale = min(page[0] / face.width, (page[1] - STRIP) / face.height)
    scale = 1.0 if abs(scale - 1) < _SAME_SCALE else scale
    wide, high = face.width * scale, face.height * scale
    left, low = (page[0] - wide) / 2, page[1] - high
    over = [edge * scale for edge in face.bleed]
    side = (over[0], over[2]) if abs(left) < _SAME_EDGE else (0.0, 0.0)
    matrix = multiply(face.matrix, (scale, 0, 0, scale, left, low))
    area = f"{left - side[0]:.4f} {low:.4f} {wide + sum(side):.4f} {high + over[3]:.4f}"
    put = f"q {area} re W n {' '.join(f'{value:.6f}' for value in matrix)} cm /Trang Do Q\n".encode()
    if "/XObject" not in target.obj.Resources:
        target.obj.Resources.XObject = Dictionary()
    target.obj.Resources.XObject.Trang = drawing
    target.obj.Contents = out.make_stream(put + target.obj.Contents.read_bytes())


def _link(out: pikepdf.Pdf, pages: Sequence[SetPage], start: int, volume: Volume, front: int) -> None:
    for at, words in enumerate(pages):
        found = []
        for word in words:
            if word.target is not None and volume.first <= word.target < volume.after:
                goal = out.pages[front + word.target - volume.first]
                rect = [word.x, word.y - 3, word.x + word.width, word.y + word.size]
                found.append(
                    out.make_indirect(
                        Dictionary(
                            Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(edge, 2) for edge in rect]),
                            Border=Array([0, 0, 0]), F=4, Dest=Array([goal.obj, Name.Fit]),
                            Contents=String(f"Trang {word.target}"),
                        )
                    )
                )  # fmt: skip
        if found:
            out.pages[start + at].obj.Annots = Array(found)


def _bookmarks(out: pikepdf.Pdf, volume: Volume, parts: VolumeParts) -> None:
    front = len(parts.front)
    with out.open_outline() as outline:
        outline.root.extend(OutlineItem(title, at, "Fit") for title, at in parts.marks)
        for bound in volume.issues:
            words = bound.issue.words
            item = OutlineItem(f"Số {words.number}, {words.date:%d/%m/%Y}", front + bound.first - volume.first, "Fit")
            item.is_closed = True
            item.children.extend(_stories(bound, volume, front))
            outline.root.append(item)
        if parts.back:
            outline.root.append(OutlineItem(INDEX, len(out.pages) - len(parts.back), "Fit"))


def _stories(bound: Bound, volume: Volume, front: int) -> list[OutlineItem]:
    return [
        OutlineItem(article.title, front + bound.begins(article) - volume.first, "Fit")
        for article in bound.issue.words.articles
    ]


def _finish(out: pikepdf.Pdf, volume: Volume, year: int, front: int, acts: bool) -> None:
    root = out.Root
    for key in ("/PageMode", "/Lang", "/ViewerPreferences"):
        if key in root:
            del root[key]
    for page in out.pages:
        page.obj.TrimBox = page.obj.MediaBox
    labels = [0, Dictionary(S=Name.r), front, Dictionary(S=Name.D, St=volume.first)]
    root.PageLabels = Dictionary(Nums=Array(labels))
    root.Lang = String("vi")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.MarkInfo = Dictionary(Marked=False)
    root.PageMode = Name.UseOutlines if acts else Name.UseNone
    write_identity(out, _meta(volume, year, _UNTAGGED))


def _meta(volume: Volume, year: int, subject: str) -> Meta:
    words = volume.issues[-1].issue.words
    return Meta(
        title=titled(volume, year), publisher=words.publisher, issue=f"Niên giám {year}, tập {volume.number}",
        date=words.date, subject=subject,
    )  # fmt: skip


def _intent(pdf: pikepdf.Pdf) -> bytes:
    """The ICC profile of the printing condition that a file states; empty when it states none."""
    intents = pdf.Root.get("/OutputIntents")
    if not isinstance(intents, pikepdf.Array):
        return b""
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, pikepdf.Stream):
            return profile.read_bytes()
    return b""
