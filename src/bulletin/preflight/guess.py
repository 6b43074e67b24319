"""What an unknown file seems to be made for: from what it claims, its boxes and its colours, and the words for it."""

from __future__ import annotations

import io

import pikepdf

from bulletin.errors import Text
from bulletin.fields.outputs import EditionName
from bulletin.lazy import dataclass, pattern
from bulletin.pdf.colour.spaces import read_space
from bulletin.pdf.names import make_readable
from bulletin.pdf.unpack import content_of, start_of
from bulletin.runtime.answers import of_the_machine

PRESS_PRINTER = "offset-coated"
_LOOKED_AT = 6  # pages
_MOST_BYTES = 4 << 20  # of the content of one page
_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)\s++"  # never steps back: a hostile page is one long number
_RGB = pattern(rb"(?<![\w/])(?:%s){3}(?:rg|RG)\b" % _NUMBER)
_CMYK = pattern(rb"(?<![\w/])(?:%s){4}[kK]\b" % _NUMBER)
_PDFX = pattern(rb"GTS_PDFX|pdfxid:GTS_PDFXVersion")
_PDFA = pattern(rb"pdfaid:part(?:>|=[\"'])\s*(\d)")
_PDFUA = pattern(rb"pdfuaid:part")


@dataclass(frozen=True, slots=True)
class Guess:
    """The edition that a file is held to when nobody says which, its archive standard, and why."""

    edition: EditionName
    why: Text
    record: str = "a-3a"


def guess(pdf: bytes) -> Guess:
    """Claims first (PDF/X, PDF/A, PDF/UA), then bleed, then colours; a file that cannot be read is held to `screen`."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            make_readable(document)
            return _by_claims(document) or _by_boxes(document) or _by_colours(document)
    except Exception as error:  # whatever is wrong with the file, the checks will say it
        if of_the_machine(error):
            raise
        return Guess("screen", Text("tệp không đọc được bình thường", "the file cannot be read in the ordinary way"))


def _by_claims(document: pikepdf.Pdf) -> Guess | None:
    metadata = document.Root.get("/Metadata")
    xmp = start_of(metadata, _MOST_BYTES) if isinstance(metadata, pikepdf.Stream) else b""
    intents = document.Root.get("/OutputIntents")
    kinds = [str(intent.get("/S")) for intent in intents] if isinstance(intents, pikepdf.Array) else []
    if "/GTS_PDFX" in kinds or "/GTS_PDFXVersion" in document.docinfo or _PDFX.search(xmp):
        return Guess("press", Text("tệp tự khai là PDF/X", "the file claims PDF/X"))
    archive = _PDFA.search(xmp)
    if archive:
        part = archive[1].decode()
        why = Text(f"tệp tự khai là PDF/A-{part}", f"the file claims PDF/A-{part}")
        return Guess("record", why, "a-1b" if part == "1" else "a-3a")
    if _PDFUA.search(xmp):
        return Guess("screen", Text("tệp tự khai là PDF/UA", "the file claims PDF/UA"))
    return None


def _by_boxes(document: pikepdf.Pdf) -> Guess | None:
    for page in document.pages[:_LOOKED_AT]:
        trim, bleed = page.obj.get("/TrimBox"), page.obj.get("/BleedBox")
        if trim is not None and bleed is not None and _wider(bleed, trim):
            return Guess("press", Text("trang có phần tràn lề", "the pages have a bleed"))
    return None


def _wider(outer: pikepdf.Object, inner: pikepdf.Object) -> bool:
    (a, b, c, d), (e, f, g, h) = ([float(value) for value in box] for box in (outer, inner))
    return a < e - 1 or b < f - 1 or c > g + 1 or d > h + 1


def _by_colours(document: pikepdf.Pdf) -> Guess:
    rgb = cmyk = False
    for page in document.pages[:_LOOKED_AT]:
        data = content_of(page.obj.get("/Contents"), set())[:_MOST_BYTES]
        families = {_family(image) for image in _images(page)}
        rgb = rgb or "rgb" in families or bool(_RGB.search(data))
        cmyk = cmyk or "cmyk" in families or bool(_CMYK.search(data))
    if cmyk and not rgb:
        return Guess("press", Text("màu đều là CMYK", "all colours are CMYK"))
    if rgb or cmyk:
        return Guess("screen", Text("tệp có màu RGB", "the file has RGB colours"))
    return Guess("office", Text("tệp chỉ có đen và xám", "the file is black and grey only"))


def _images(page: pikepdf.Page) -> list[pikepdf.Stream]:
    """The pictures that a page names itself."""
    listed = page.resources.get("/XObject") if "/Resources" in page.obj else None
    items = listed.values() if isinstance(listed, pikepdf.Dictionary) else ()
    return [item for item in items if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image]


def _family(image: pikepdf.Object) -> str:
    """Return what a picture's colours are made of; single inks tell nothing of the kind of file."""
    space = read_space(image.get("/ColorSpace"))
    return "gray" if space.names else space.family
