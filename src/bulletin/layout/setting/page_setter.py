"""PAGINATE: WeasyPrint sets the composed pages once, and what it set is compared with what was planned.

The only module that knows WeasyPrint. It serves the page setter from memory (no file, no network), turns every warning
into a finding, and reads the lines back from the boxes.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.geometry import MM_PER_PX
from bulletin.layout.laid import PageBox
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.page_html import PageHTML
from bulletin.layout.setting.result import LINES_DIFFER, Misfit, SetPages
from bulletin.layout.setting.weasy_import import lean_import

with lean_import():
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE_URL = "https://bulletin.invalid/"
TOLERANCE_MM = 0.35

ENGINE_WARNING = Rule(
    "layout.engine",
    Severity.ERROR,
    Text("bộ dàn trang báo: {message}", "the page setter says: {message}"),
    Text("Lời báo này có thể là chữ hoặc ảnh bị mất", "Such a message can mean lost text or pictures"),
    Text("Kiểm tra style.css và các mẫu của bố cục", "Check style.css and the templates of the layout"),
    ExitCode.REFUSED,
)
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


class _Assets(URLFetcher):  # type: ignore[misc]
    """Serves what the build prepared and nothing else; remembers what was asked for in vain."""

    def __init__(self, files: Mapping[str, Path | bytes]) -> None:
        super().__init__(allowed_protocols={"https"}, allow_redirects=False)
        self.files = files
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        content = self.files.get(parts.path.lstrip("/")) if url.startswith(BASE_URL) else None
        if content is None:
            self.denied.append(url)
            raise FatalURLFetchingError(url)
        data = content if isinstance(content, bytes) else content.read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": _content_type(parts.path)})


def _content_type(path: str) -> str:
    kinds = {"ttf": "font/ttf", "otf": "font/otf", "jpg": "image/jpeg", "svg": "image/svg+xml"}
    return kinds.get(path.rsplit(".", 1)[-1], "text/plain")


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class PageSetter:
    """WeasyPrint with its font configuration, kept warm between documents of one process."""

    def __init__(self, font_files: Mapping[str, Path]) -> None:
        self.font_files = dict(font_files)
        self.fonts = FontConfiguration()

    def set_pages(
        self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes], partial: bool = False
    ) -> SetPages:
        """Lay the pages out, compare their lines with the plan, write the raw tagged PDF.

        Args:
            head: the document up to and including `<body>`.
            pages: composed pages in order.
            placeholders: address → the 1 × 1 px picture that stands for a photo, or a drawing.
            partial: these are some pages of an issue, so that links to stories on the others lead nowhere.
        """
        log = _Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        logger.propagate = False
        fetcher = _Assets({**self.font_files, **placeholders})
        try:
            html = head + "".join(page.html for page in pages) + "</body></html>"
            document = PageHTML(html, BASE_URL, fetcher).render(font_config=self.fonts)
            misfits, findings = _compare(document.pages, pages)
            pdf = document.write_pdf(pdf_tags=True, uncompressed_pdf=True) if not misfits else b""
        except FatalURLFetchingError:
            misfits, findings, pdf, document = [], [], b"", None
        finally:
            logger.removeHandler(log)
        heard = [m for m in log.messages if not (partial and m.startswith("No anchor #"))]
        notes = [*heard, *(f"denied: {url}" for url in fetcher.denied)]
        findings += [Finding(ENGINE_WARNING, quote=n, values={"message": n}) for n in dict.fromkeys(notes)]
        return SetPages(pdf or b"", len(document.pages) if document else 0, tuple(misfits), tuple(findings))

    def natural_lines(self, head: str, paragraphs: Sequence[tuple[str, float]]) -> list[tuple[str, ...]]:
        """The referee: WeasyPrint's own lines of paragraphs `(html attributes and content, width in pt)`."""
        blocks = "".join(
            f'<div style="width:{width:.4f}pt"><p data-slot="{i}" {html}</p></div>'
            for i, (html, width) in enumerate(paragraphs)
        )
        page = "<style>@page{size:500mm 4000mm} p{white-space:normal!important} .n{white-space:nowrap}</style>"
        fetcher = _Assets(self.font_files)
        source = PageHTML(f"{head}{page}{blocks}</body></html>", BASE_URL, fetcher)
        found: dict[str, list[str]] = {}
        for laid in source.render(font_config=self.fonts).pages:
            for slot, line, _ in _lines(laid._page_box):
                found.setdefault(slot, []).append(line)
        return [tuple(found.get(str(i), ())) for i in range(len(paragraphs))]


def _compare(laid: Sequence[Any], pages: Sequence[ComposedPage]) -> tuple[list[Misfit], list[Finding]]:
    """Planned lines beside set lines; `laid` are WeasyPrint's pages, one for each composed page."""
    misfits: list[Misfit] = []
    findings: list[Finding] = []
    if len(laid) != len(pages):
        values = {"page": str(len(pages)), "wanted": f"{len(pages)} trang", "got": f"{len(laid)} trang"}
        findings.append(Finding(LINES_DIFFER, Place(page=len(laid)), values=values))
    found: dict[str, list[str]] = {}
    for box, composed in zip(laid, pages, strict=False):
        for slot, line, line_box in _lines(box._page_box):
            found.setdefault(slot, []).append(line)
            frame = _frame(slot, composed)
            over = _over(line_box, frame) if frame else 999.0
            if over > TOLERANCE_MM:
                values = {"over": f"{over:.1f}", "page": str(composed.number), "words": line}
                findings.append(Finding(OVERSET, Place(page=composed.number), line, values))
    for composed in pages:
        for slot_number, planned in enumerate(composed.lines):
            got = tuple(found.get(f"{composed.number}.{slot_number}", ()))
            if got != planned:
                misfits.append(Misfit(composed.number, slot_number, planned, got))
    return misfits, findings


def _frame(slot: str, composed: ComposedPage) -> PageBox | None:
    """The frame of a slot of this page; None for one that a template of an office made up."""
    page, _, index = slot.partition(".")
    if page != str(composed.number) or not index.isascii() or not index.isdigit():
        return None
    return composed.slots[int(index)].box if int(index[:9]) < len(composed.slots) else None


def _lines(page_box: Any) -> list[tuple[str, str, Any]]:
    """(slot, characters, box) of every line box of a registered piece, marks of list items left out."""
    lines: list[tuple[str, str, Any]] = []
    for box in page_box.descendants(placeholders=True):
        if isinstance(box, boxes.LineBox):
            slot = box.element.get("data-slot") if box.element is not None else None
            if slot is not None:
                # WeasyPrint adds a zero-width space to a space that is alone between two faces.
                text = "".join(_characters(child) for child in box.children).replace("\u200b", "")
                lines.append((slot, text.strip(" "), box))
    return lines


def _characters(box: Any) -> str:
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    if box.element is not None and box.element.get("class") == "mark":
        return ""
    return "".join(_characters(child) for child in getattr(box, "children", ()))


def _over(line: Any, frame: PageBox) -> float:
    """How far a line leaves the frame of its slot, in mm."""
    left, top = line.position_x * MM_PER_PX, line.position_y * MM_PER_PX
    width, height = line.width * MM_PER_PX, line.height * MM_PER_PX
    right, bottom = frame.x + frame.width, frame.y + frame.height
    return float(max(frame.x - left, left + width - right, frame.y - top, top + height - bottom))
