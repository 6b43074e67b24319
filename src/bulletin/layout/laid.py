"""What one layout produced: the raw PDF and everything that must be true of it.

Coordinates are millimetres from the top left corner of the trim; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from bulletin.lazy import dataclass

HANGS_BEFORE = frozenset("“‘«\"'")
"""Signs that may hang outside the measure before a line."""
HANGS_BEHIND = frozenset("”’»\"'.,-–")
"""Signs that may hang outside the measure behind a line."""


@dataclass(frozen=True, slots=True)
class PageBox:
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A piece of text in the order of the file; pieces of a page never interleave.

    `story` is the article's id, or None for furniture (masthead, folio, contents, imprint). `text` is exactly what
    must come out of the PDF (NFC, ordinary spaces; a line break counts as a space). `role` is the CSS class:
    `headline`, `body`, `caption`, `folio` …

    A paragraph that a column or page cuts is several slots: `begins` and `ends` say whether the first and the last of
    its lines stand in this one. `split` says that the cut goes through a word, such as a long address. `mark` is the
    bullet or number at the head of `text`. `hang_mm` is how far signs at the ends of its lines are left and right of
    its box. `parts` are the words about each photo in a caption under several, and `again` the credits of photos that
    share the printed one.
    """

    story: str | None
    role: str
    text: str
    box: PageBox
    begins: bool = True
    ends: bool = True
    mark: str = ""
    split: bool = False
    hang_mm: tuple[float, float] = (0.0, 0.0)
    parts: tuple[str, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def ink_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the box with the room of the signs that hang, mm."""
        box, (left, right) = self.box, self.hang_mm
        return box.x - left, box.y, box.x + box.width + right, box.y + box.height


@dataclass(frozen=True, slots=True)
class PhotoSlot:
    """A photo's frame. `crop` is (left, top, right, bottom) in fractions of the upright picture.

    In the raw PDF the picture is a 1 × 1 px JPEG placeholder whose comment segment holds `marker`; an edition swaps it
    for the photo at its own resolution. `story` is empty for the publication's logo.
    """

    marker: bytes
    story: str
    photo: str
    file: str
    crop: tuple[float, float, float, float]
    box: PageBox
    alt: str


@dataclass(frozen=True, slots=True)
class DrawingSlot:
    """A vector drawing (the publication's logo): `address` is where the page setter finds its `svg`."""

    address: str
    svg: bytes
    photo: str
    file: str
    box: PageBox
    alt: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The publication's logo: width divided by height, the file from the issue folder, what it shows in words.

    `svg` is the drawing that the page setter gets and `original` the file it was made from; both are empty for a
    picture, which goes the way of the photos.
    """

    ratio: float
    file: str
    alt: str
    svg: bytes = b""
    original: bytes = b""


@dataclass(frozen=True, slots=True)
class QrSlot:
    """A QR code: `box` includes the quiet zone; `module_mm` is the side of one module."""

    url: str
    box: PageBox
    module_mm: float


@dataclass(frozen=True, slots=True)
class LineFacts:
    """How evenly the running text is set, planned lines beside first-fit lines; gaps in pt."""

    lines: int
    widest_gap_pt: float
    mean_gap_variance: float
    widest_gap_first_fit_pt: float
    mean_gap_variance_first_fit: float
    refereed: int


FaceWords = tuple[tuple[str, str], ...]
"""What each face shows of a slot, in order: its name in a PDF, and the letters without spaces."""


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Who set the words of the slots.

    Attributes:
        faces: of each slot that we drew, by page and number (`3.12`), what its style asks for.
        kept: the slots that the page setter set, with the property, element or letter that we do not draw.
    """

    faces: Mapping[str, FaceWords]
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def drawn(self) -> int:
        """How many slots we drew."""
        return len(self.faces)


NO_WORDS = WordFacts({})


@dataclass(frozen=True, slots=True)
class Laid:
    """The result of `layout`: raw PDF (sRGB, tagged, photos as placeholders) and the facts that proofs compare with.

    `fonts` maps the allowed PostScript names to the face they belong to; `links` lists every address that the file may
    carry.
    """

    pdf: bytes
    page_count: int
    trim_mm: tuple[float, float]
    bleed_mm: float
    slots: tuple[TextSlot, ...]
    photos: tuple[PhotoSlot, ...]
    qr_codes: tuple[QrSlot, ...]
    fonts: Mapping[str, str]
    links: tuple[str, ...]
    outline: tuple[tuple[str, int], ...]
    lines: LineFacts
    drawings: tuple[DrawingSlot, ...] = ()
    words: WordFacts = field(default_factory=lambda: NO_WORDS)
