"""PAGINATE: WeasyPrint sets each composed page once, and what it set is compared with what was planned.

The words of most slots are drawn by us (`layout/words/`); WeasyPrint sets those that have what we do not draw. This
module serves WeasyPrint from memory (no file, no network), turns every warning into a finding, and reads the lines back
from the boxes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bulletin.assets.fonts.face import Face
from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.geometry import MM_PER_PX
from bulletin.layout.laid import NO_WORDS, TextSlot
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.bare_pages import places_of, render_bare
from bulletin.layout.setting.layout_fonts import LayoutFonts
from bulletin.layout.setting.page_html import PageHTML
from bulletin.layout.setting.result import LINES_DIFFER, Misfit, SetGroup, SetPages, joined, warnings_of
from bulletin.layout.setting.style_sheets import KeptLog, StyleSheets
from bulletin.layout.setting.together import groups_of, own_placeholders
from bulletin.layout.setting.weasy_import import lean_import
from bulletin.layout.words.insert import complete
from bulletin.layout.words.parts import Bookmark, PagePart
from bulletin.layout.words.runs import DrawnSlot
from bulletin.layout.words.shaping import Shapers
from bulletin.layout.words.slots import SlotWords, slot_words
from bulletin.lazy import dataclass

with lean_import():
    from weasyprint.formatting_structure import boxes
    from weasyprint.matrix import Matrix
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

_PT_PER_PX = 0.75
BASE_URL = "https://bulletin.invalid/"
TOLERANCE_MM = 0.35
_READS_WORDS = re.compile(r":empty\b|target-text\(|string-set\s*:")
"""CSS that reads the words of an element from elsewhere: with it all words stay in the HTML."""

OVERSET = Rule(
    "layout.overset",
    Severity.ERROR,
    Text(
        "chữ vượt ra ngoài khung {over} mm ở trang {page}: {words}",
        "text leaves its frame by {over} mm on page {page}: {words}",
    ),
    Text("Chữ tràn khung sẽ đè lên phần khác hoặc bị xén", "It would overlap other text or be trimmed off"),
    Text("Rút ngắn đoạn này hoặc sửa cỡ chữ trong bố cục", "Shorten the text or change the role's size in the layout"),
    ExitCode.REFUSED,
)


@dataclass(frozen=True, slots=True)
class _SetLine:
    """A line of a slot: its characters, and its box (left, top, width, height) in px."""

    slot: str
    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """What WeasyPrint laid out, and what we draw on it."""

    document: Any
    places: Mapping[str, tuple[float, float, float]]
    drawn: Mapping[str, DrawnSlot]
    words: SlotWords


class _Assets(URLFetcher):  # type: ignore[misc]
    """Serves what the build prepared and nothing else; remembers what was asked for in vain."""

    def __init__(self, fonts: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols={"https"}, allow_redirects=False)
        self._fonts = fonts
        self.files: Mapping[str, Path | bytes] = fonts
        self.denied: list[str] = []

    def serving(self, placeholders: Mapping[str, bytes]) -> _Assets:
        """The same for another document: these pictures, and nothing denied yet."""
        self.files, self.denied = {**self._fonts, **placeholders}, []
        return self

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        content = self.files.get(parts.path.lstrip("/")) if url.startswith(BASE_URL) else None
        if content is None:
            self.denied.append(url)
            raise FatalURLFetchingError(url)
        data = content if isinstance(content, bytes) else content.read_bytes()
        # With the policy of an old message a header is a text. WeasyPrint's own would load all that takes the headers
        # of mails apart, and do so with this one.
        told = EmailMessage(Message().policy)
        told["Content-Type"] = _content_type(parts.path)
        return URLFetcherResponse(url, data, told)


def _content_type(path: str) -> str:
    kinds = {"ttf": "font/ttf", "otf": "font/otf", "jpg": "image/jpeg", "svg": "image/svg+xml"}
    return kinds.get(path.rsplit(".", 1)[-1], "text/plain")


class PageSetter:
    """WeasyPrint with its font configuration, kept warm between documents of one process.

    `draws_words` says whether the words that we can draw are drawn by us; without it WeasyPrint sets all of them.
    """

    def __init__(self, font_files: Mapping[str, Path], faces: Iterable[Face] = ()) -> None:
        self.font_files = dict(font_files)
        self._assets = _Assets(self.font_files)
        self.fonts = LayoutFonts()
        self.sheets = StyleSheets(self.fonts)
        self.shapers = Shapers(faces)
        self.draws_words = True

    def close(self) -> None:
        """Give back what is outside of this process; nothing can be set any more."""
        self.fonts.close()

    def set_pages(
        self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes], partial: bool = False
    ) -> SetPages:
        """Set pages, each as a document of its own, and join them.

        Args:
            head: the document up to and including `<body>`.
            pages: composed pages in order.
            placeholders: address → the 1 × 1 px picture that stands for a photo, or a drawing.
            partial: these are some pages of an issue, so that links to stories on the others lead nowhere.
        """
        groups = [
            self.set_group(head, group, own_placeholders(head, group, placeholders)) for group in groups_of(head, pages)
        ]
        return joined(groups, self.shapers, partial)

    def set_group(self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes]) -> SetGroup:
        """Lay pages out as one document, compare their lines with the plan, write them tagged."""
        log = KeptLog()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        logger.propagate = False
        fetcher = self._assets.serving(placeholders)
        part: PagePart | None = None
        try:
            laid = self._lay_out(head, pages, fetcher)
            misfits, findings = _compare(laid, pages)
            part = self._write(laid) if not misfits else None
        except FatalURLFetchingError:
            misfits, findings, laid = [], [], None
        finally:
            logger.removeHandler(log)
        findings += warnings_of([*(message for _, message in log.lines), *(f"denied: {url}" for url in fetcher.denied)])
        facts = laid.words.facts() if laid else NO_WORDS
        count = len(laid.document.pages) if laid else 0
        return SetGroup(part, count, tuple(misfits), tuple(findings), facts)

    def _lay_out(self, head: str, pages: Sequence[ComposedPage], fetcher: _Assets) -> _LaidOut:
        """The pages without the words that we draw; once more where such words do not fit into their box."""
        ours = self.draws_words and not _READS_WORDS.search(head)
        names = [f"{page.number}.{at}" for page in pages for at in range(len(page.slots))]
        words = slot_words(self.shapers, pages, () if ours else names)
        html = head + "".join(page.html for page in pages) + "</body></html>"
        while True:
            known = len(words.kept)
            source = PageHTML(html, BASE_URL, fetcher)
            document = render_bare(source, self.sheets, words.choose, self.shapers.names)
            places = {name: place for page in document.pages for name, place in places_of(page._page_box).items()}
            chosen = len(words.kept)
            drawn = words.set({name: width for name, (_, _, width) in places.items()})
            if len(words.kept) in (known, chosen):
                return _LaidOut(document, places, drawn, words)

    def _write(self, laid: _LaidOut) -> PagePart:
        pages = laid.document.pages
        here = {name for page in pages for name in page.anchors}
        targets = dict.fromkeys(target for page in pages for kind, target, *_ in page.links if kind == "internal")
        strangers = tuple(target for target in targets if target not in here)
        if strangers:  # a link to a place that is not there would not be written
            pages[0].anchors.update(dict.fromkeys(strangers, (0, 0, 0, 0)))
        bare = laid.document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
        part = complete(bare, laid.drawn, self.shapers) if laid.drawn else PagePart(bare)
        return replace(
            part, targets=(*targets, *part.targets), strangers=strangers, bookmarks=tuple(_bookmarks(laid.document))
        )

    def natural_lines(self, head: str, paragraphs: Sequence[tuple[str, float]]) -> list[tuple[str, ...]]:
        """The referee: WeasyPrint's own lines of paragraphs `(html attributes and content, width in pt)`."""
        blocks = "".join(
            f'<div style="width:{width:.4f}pt"><p data-slot="{i}" {html}</p></div>'
            for i, (html, width) in enumerate(paragraphs)
        )
        page = "<style>@page{size:500mm 4000mm} p{white-space:normal!important} .n{white-space:nowrap}</style>"
        fetcher = self._assets.serving({})
        source = PageHTML(f"{head}{page}{blocks}</body></html>", BASE_URL, fetcher)
        found: dict[str, list[str]] = {}
        for laid in source.render(font_config=self.fonts).pages:
            for line in _lines(laid._page_box):
                found.setdefault(line.slot, []).append(line.text)
        return [tuple(found.get(str(i), ())) for i in range(len(paragraphs))]


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    """The entries of the outline; places are in pt from the foot of the page, as in its file."""
    for number, page in enumerate(document.pages):
        matrix = Matrix(a=_PT_PER_PX, d=-_PT_PER_PX, f=page.height * _PT_PER_PX)
        for level, label, point, state in page.bookmarks:
            x, y = matrix.transform_point(*point)
            yield Bookmark(number, level, label, x, y, state == "closed")


def _compare(laid: _LaidOut, pages: Sequence[ComposedPage]) -> tuple[list[Misfit], list[Finding]]:
    """Planned lines beside those that were set; there is one page of WeasyPrint's for each composed page."""
    misfits: list[Misfit] = []
    findings: list[Finding] = []
    set_pages = laid.document.pages
    if len(set_pages) != len(pages):
        values = {"page": str(len(pages)), "wanted": f"{len(pages)} trang", "got": f"{len(set_pages)} trang"}
        findings.append(Finding(LINES_DIFFER, Place(page=len(set_pages)), values=values))
    found: dict[str, list[str]] = {}
    by_number = {str(page.number): page for page in pages}
    lines = [
        (composed, line) for box, composed in zip(set_pages, pages, strict=False) for line in _lines(box._page_box)
    ]
    lines += [(by_number[line.slot.partition(".")[0]], line) for line in _drawn_lines(laid)]
    for composed, line in lines:
        found.setdefault(line.slot, []).append(line.text)
        slot = _slot(line.slot, composed)
        over = _over(line.box, slot.ink_box) if slot else 999.0
        if over > TOLERANCE_MM:
            values = {"over": f"{over:.1f}", "page": str(composed.number), "words": line.text}
            findings.append(Finding(OVERSET, Place(page=composed.number), line.text, values))
    for composed in pages:
        for slot_number, planned in enumerate(composed.lines):
            got = tuple(found.get(f"{composed.number}.{slot_number}", ()))
            if got != planned:
                misfits.append(Misfit(composed.number, slot_number, planned, got))
    return misfits, findings


def _drawn_lines(laid: _LaidOut) -> Iterator[_SetLine]:
    """The lines that we draw, as their glyphs say them."""
    for name, slot in laid.drawn.items():
        left, top, _ = laid.places[name]
        for line in slot.lines:
            box = left + line.left, top + line.top, line.right - line.left, line.height
            yield _SetLine(name, slot.text(line), box)


def _slot(name: str, composed: ComposedPage) -> TextSlot | None:
    """The slot of that name on this page; None for one that a template of an office made up."""
    page, _, index = name.partition(".")
    if page != str(composed.number) or not index.isascii() or not index.isdigit():
        return None
    return composed.slots[int(index)] if int(index[:9]) < len(composed.slots) else None


def _lines(page_box: Any) -> Iterator[_SetLine]:
    """Every line box of a registered piece, marks of list items left out."""
    for box in page_box.descendants(placeholders=True):
        if isinstance(box, boxes.LineBox):
            slot = box.element.get("data-slot") if box.element is not None else None
            if slot is not None:
                # WeasyPrint adds a zero-width space to a space that is alone between two faces.
                text = "".join(_characters(child) for child in box.children).replace("\u200b", "")
                yield _SetLine(slot, text.strip(" "), (box.position_x, box.position_y, box.width, box.height))


def _characters(box: Any) -> str:
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    if box.element is not None and box.element.get("class") == "mark":
        return ""
    return "".join(_characters(child) for child in getattr(box, "children", ()))


def _over(box: tuple[float, float, float, float], frame: tuple[float, float, float, float]) -> float:
    """How far a line leaves the frame of its slot (left, top, right, bottom), in mm."""
    left, top, width, height = (value * MM_PER_PX for value in box)
    return float(max(frame[0] - left, left + width - frame[2], frame[1] - top, top + height - frame[3]))
