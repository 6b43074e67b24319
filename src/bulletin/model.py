"""The issue: what every reader produces and every layout uses. Frozen values, no behaviour.

The records that people type (`publication.yaml`, `issue.yaml`, articles, printers) are described field by field in
`bulletin.fields`: the reader, the JSON Schema, the scaffold and the reference page are all made from those fields.
Everybody else imports them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from bulletin.errors import Place
from bulletin.fields import spec
from bulletin.fields.article import (
    DISPLAY_FORMS,
    AiUse,
    Article,
    Author,
    Box,
    Document,
    Form,
    Photo,
    Qr,
    Quote,
    Related,
    Source,
)
from bulletin.fields.desk import DeskOptions
from bulletin.fields.issue import Approval, Deposit, IssueSheet, Number, Period, Placement, PrintRun, Slot
from bulletin.fields.notice import HouseNotice
from bulletin.fields.outputs import EDITIONS, EditionName, OfficeOptions, Outputs, PressOptions, RecordOptions
from bulletin.fields.printer import READING_PPI, Condition, PhotoPpi, Printer
from bulletin.fields.publication import (
    Contacts,
    Licence,
    Person,
    Publication,
    Receiver,
    Section,
    Term,
    Unit,
)
from bulletin.fields.signature import SignatureOptions
from bulletin.fields.style import Style
from bulletin.lazy import dataclass

__all__ = [
    "EDITIONS",
    "READING_PPI",
    "AiUse",
    "Approval",
    "Article",
    "Author",
    "Block",
    "Box",
    "Condition",
    "Contacts",
    "Deposit",
    "DeskOptions",
    "Document",
    "EditionName",
    "Entry",
    "Form",
    "HouseNotice",
    "Ignore",
    "Inline",
    "Issue",
    "IssueSheet",
    "Licence",
    "ListBlock",
    "Marks",
    "Number",
    "OfficeOptions",
    "Outputs",
    "Paragraph",
    "Period",
    "Person",
    "Photo",
    "PhotoPpi",
    "PhotoRef",
    "Placement",
    "PressOptions",
    "PrintRun",
    "Printer",
    "Publication",
    "Qr",
    "Quote",
    "Receiver",
    "RecordOptions",
    "Related",
    "Section",
    "SignatureOptions",
    "Slot",
    "Source",
    "Span",
    "Style",
    "Subhead",
    "Table",
    "Term",
    "TextForm",
    "Unit",
    "plain",
    "spec",
]


# --- running text after reading the Markdown subset -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one face. Plain NFC text with ordinary spaces; never empty. A newline is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Span, ...]


def plain(inline: Inline) -> str:
    """The characters of an inline sequence without its faces."""
    return "".join(span.text for span in inline)


TextForm = Literal["prose", "verse", "lines", "signature", "centre"]
"""How a paragraph is set. All but prose keep the author's lines: a stanza, an address, a signature, a centred line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one stanza; `indents` are the blanks that were typed before each line of verse."""

    inline: Inline
    form: TextForm = "prose"
    indents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading inside a body."""

    inline: Inline


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One level of items; `ordered` lists print 1., 2., …, others their `mark`."""

    ordered: bool
    items: tuple[Inline, ...]
    start: int = 1
    mark: str = "•"


@dataclass(frozen=True, slots=True)
class Table:
    """Rectangular: every row has as many cells as the head.

    `bars` are those of the rows, as shares of the longest bar; None where a row has none, empty where no row has one.
    """

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[Literal["left", "center", "right"], ...]
    bars: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """`![[photo-id]]` between two paragraphs: print the photo near here."""

    id: str


Block = Paragraph | Subhead | ListBlock | Table | PhotoRef


# --- the whole ------------------------------------------------------------------------------------------------

Marks = Mapping[tuple[str, ...], Place]
"""Where each value was typed: key is (file, *path), e.g. ("articles/a.yaml", "photos", "0", "file")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in its place. `blocks` and `box_blocks` are empty until the text has been set (`text.setting`).

    `page` is the page that it is pinned to, `beside` the id of an article that is to begin on the same page, `place`
    where it is on the pages of a chosen plan; `columns` and `rows` are the width and the height that are wanted.
    """

    article: Article
    file: str
    slot: Slot
    section: Section | None = None
    page: int | None = None
    beside: str | None = None
    place: str | None = None
    columns: int | None = None
    rows: int | None = None
    blocks: tuple[Block, ...] = ()
    box_blocks: tuple[tuple[Block, ...], ...] = ()

    @property
    def display(self) -> bool:
        """Whether it is no story but a display item: a greeting, a notice, an advertisement."""
        return self.article.form in DISPLAY_FORMS


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that keeps rules away: `# bulletin: bỏ qua R31`.

    `line` is that of the comment, `target` that which it is about (both from 1); `words` narrow it to these words.
    """

    file: str
    line: int
    target: int
    rules: tuple[str, ...]
    words: str = ""
    whole_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Contract 1: one issue of one publication, complete, in printing order.

    `folder` is the issue folder, `publication_file` and every key of `marks` are posix paths relative to it.
    `sources` holds the bytes of every file read, for hashes and for the record copy. `last_plan` is the file of the
    plan that its pages had when they were shown last, with its name, in the layout that it is planned in.
    """

    folder: Path
    publication: Publication
    publication_file: str
    sheet: IssueSheet
    entries: tuple[Entry, ...]
    marks: Marks
    sources: Mapping[str, bytes]
    ignores: tuple[Ignore, ...] = ()
    last_plan: tuple[str, bytes] | None = None

    def place(self, file: str, *path: str | int) -> Place:
        """Where a value was typed; falls back to the nearest parent that has a mark."""
        parts = [str(part) for part in path]
        while True:
            mark = self.marks.get((file, *parts))
            if mark is not None or not parts:
                return mark or Place(file=file)
            parts.pop()
