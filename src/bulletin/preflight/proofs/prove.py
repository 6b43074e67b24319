"""The proofs on a finished file: it is opened again and compared with what was laid out.

WeasyPrint can lose content without a word, and an edition rewrites much of the file; so nothing is believed, everything
is read back from the bytes that the reader will get.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import field

import pikepdf

from bulletin.errors import Finding
from bulletin.layout.laid import Laid
from bulletin.lazy import dataclass
from bulletin.model import READING_PPI
from bulletin.pdf.pdfium import Undrawable, open_pdfium
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.unpack import UNREADABLE
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.pdf.walk.page import read_page
from bulletin.preflight.proofs import rules
from bulletin.preflight.proofs.drawn import prove_faces, prove_glyphs, prove_link_places
from bulletin.preflight.proofs.fonts import prove_fonts
from bulletin.preflight.proofs.links import prove_attachments, prove_links, prove_outline
from bulletin.preflight.proofs.pages import prove_drawings, prove_page_box, prove_pictures
from bulletin.preflight.proofs.qr import prove_qr
from bulletin.preflight.proofs.tags import prove_tags, texts_of
from bulletin.preflight.proofs.text import prove_text
from bulletin.runtime.answers import of_the_machine

_OF_THE_FILE = (*UNREADABLE, Undrawable, UnicodeDecodeError)
"""What damage raises, also where qpdf finds none: every name in an edition is text, so one that is not is damage."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an edition promises beyond the pages: limits for photos, and whether it keeps links and tags.

    `attachments` maps the path of every file inside to its SHA-256; `fonts` names faces beside those of the pages (the
    slug line's).
    """

    ppi: tuple[float, float] = (READING_PPI.least, READING_PPI.best)
    colours: frozenset[str] = frozenset({"DeviceRGB", "DeviceGray"})
    links: bool = True
    tagged: bool = True
    language: str = "vi"
    attachments: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)


SCREEN = Expected()
_WORDS = (rules.TEXT_LOST, rules.TEXT_EXTRA, rules.TEXT_ORDER, rules.TEXT_SPACES)


def prove(pdf: bytes, laid: Laid, expected: Expected = SCREEN, pages: Set[int] | None = None) -> tuple[Finding, ...]:
    """All findings on a finished file, none when it is what was promised.

    Args:
        pdf: the bytes as they will be handed out.
        laid: what the layout says must be true of them.
        expected: what this edition promises.
        pages: the pages to read (from 1), None for all. Facts on the whole file (page count, links, bookmarks, tags)
            are always proved; fonts are proved for the glyphs of the pages that are read.
    """
    findings: list[Finding] = []
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            findings += _document(document, laid, expected, pages)
        findings += _codes(pdf, laid, pages)
    except MemoryError:
        raise
    except Exception as error:
        if of_the_machine(error) or (not isinstance(error, _OF_THE_FILE) and _sound(pdf)):
            raise  # nothing is wrong with the file: no memory, or a slip of ours
        reason = " ".join(str(error).split())
        findings.append(Finding(rules.FILE_BROKEN, quote=reason, values={"reason": reason}))
    return tuple(findings)


def _sound(pdf: bytes) -> bool:
    """Whether qpdf finds no fault in a file's structure and streams."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return not document.get_warnings() and not document.check_pdf_syntax()
    except UNREADABLE:
        return False


def _document(pdf: pikepdf.Pdf, laid: Laid, expected: Expected, pages: Set[int] | None) -> Iterator[Finding]:
    count = len(pdf.pages)
    if count != laid.page_count:
        yield Finding(rules.PAGE_COUNT, values={"found": str(count), "expected": str(laid.page_count)})
    fonts = FontUses()
    read: dict[int, PageFacts] = {}
    sound = True  # words that are lost on the page are lost in the tags too: that is said once
    for number, page in enumerate(pdf.pages, start=1):
        if pages is None or number in pages:
            read[number] = read_page(page, fonts)
            slots = [slot for slot in laid.slots if slot.box.page == number]
            found = list(prove_text(number, read[number], slots, laid.trim_mm))
            found += prove_faces(number, read[number], slots, laid.words.faces) if not found else ()
            sound = sound and not found
            yield from found
    yield from prove_read(pdf, read, fonts, laid, expected, sound)


def prove_read(
    pdf: pikepdf.Pdf, read: Mapping[int, PageFacts], fonts: FontUses, laid: Laid, expected: Expected, sound: bool
) -> Iterator[Finding]:
    """The proofs on pages that were read, all but those of the words on the page and of the QR codes.

    Args:
        pdf: the open file.
        read: the pages that were read, by number.
        fonts: the fonts with the glyphs that these pages show.
        laid: what the layout says must be true of them.
        expected: what this edition promises.
        sound: whether the words on the pages are right; tags are read word by word only then.
    """
    count = len(pdf.pages)
    for number, facts in read.items():
        yield from prove_page_box(number, pdf.pages[number - 1], laid.trim_mm)
        photos = [slot for slot in laid.photos if slot.box.page == number]
        yield from prove_pictures(number, facts.pictures, photos, expected.ppi, expected.colours)
        yield from prove_drawings(facts.drawn, [slot for slot in laid.drawings if slot.box.page == number])
    yield from prove_fonts(fonts, {**laid.fonts, **expected.fonts})
    yield from prove_glyphs(fonts)
    yield from prove_links(pdf, laid.links if expected.links else (), bool(expected.attachments))
    yield from prove_attachments(pdf, expected.attachments)
    yield from prove_outline(pdf, laid.outline if expected.links else ())
    if expected.tagged:
        whole = sound and len(read) == count == laid.page_count
        yield from prove_tags(pdf, expected.language, laid, texts_of(read) if whole else None)
        yield from prove_link_places(pdf, read) if whole else ()


def _codes(pdf: bytes, laid: Laid, pages: Collection[int] | None) -> Iterator[Finding]:
    wanted = sorted({slot.box.page for slot in laid.qr_codes if pages is None or slot.box.page in pages})
    if not wanted:
        return
    with open_pdfium(pdf) as document:
        for number in wanted:
            if number > len(document):
                continue  # a lost page is a finding already
            page = document[number - 1]
            yield from prove_qr(page, [slot for slot in laid.qr_codes if slot.box.page == number])
            page.close()
