"""The neutral document that every reader of foreign files makes, and that the search for the article reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from bulletin.lazy import dataclass

SourceKind = Literal["docx", "html", "text", "mail", "table", "feed", "picture"]
"""What a file is by its content; archives, mailboxes and old office formats become one or several of these."""

Align = Literal["left", "center", "right", "justify"]
Unprinted = Literal["hidden", "deleted", "comment"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block was: the file as it was given, with the member inside it, and the place in words."""

    file: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """Text of one look. `font` is as the file names it, since it alone proves an old encoding.

    `not_printed` says why the author does not see these words on paper; such runs never become text of a draft.
    A line break inside a paragraph is a newline in `text`; the soft hyphen of old encodings is kept as U+00AD.
    `names` are those of the inline elements of HTML around the run, or of its character style in Word. `guess` is what
    was typed where decoding changed words on weak evidence: such words are printed only after somebody has looked.
    """

    text: str
    font: str | None = None
    bold: bool = False
    italic: bool = False
    href: str | None = None
    not_printed: Unprinted | None = None
    names: tuple[str, ...] = ()
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class SourceItem:
    """The paragraph is an item of a list; `level` counts from 0.

    `label` is what the program prints in front of it and what is no part of the text: `Điều 2.`, `b)`, `–`.
    """

    ordered: bool
    level: int = 0
    number: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph or a heading (`heading` 1–6, 0 for none).

    `names` are the words that describe it: style names of Word; element, classes, ids and itemprops of HTML, those of
    the ancestors behind it, nearest first. `size_pt` is None where the file does not say.
    """

    runs: tuple[SourceRun, ...]
    origin: Origin
    heading: int = 0
    item: SourceItem | None = None
    align: Align | None = None
    size_pt: float | None = None
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The printed characters."""
        return "".join(run.text for run in self.runs if run.not_printed is None)


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture in its place; `key` names it in `SourceDocument.pictures`, None for one that is not in the file.

    `href` is its own address in HTML, absolute where the page says where it came from.
    """

    key: str | None
    origin: Origin
    name: str = ""
    alt: str = ""
    caption: str = ""
    href: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table with what is in it."""

    blocks: tuple[SourceBlock, ...]
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Rows of cells as typed; merged cells are given once, with how many columns and rows they take."""

    rows: tuple[tuple[SourceCell, ...], ...]
    origin: Origin
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceBreak:
    """A page break or a ruled line."""

    kind: Literal["page", "rule"]
    origin: Origin


SourceBlock = SourceParagraph | SourcePicture | SourceTable | SourceBreak


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The original bytes of a picture: in the file `stored` of the spool folder, `name` as the source calls it."""

    name: str
    stored: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What decoding changed: the words as typed and as meant, once for a paragraph.

    `evidence` is `font` (the name of the font proves it), `words` (neighbours that all become syllables) or `guess`
    (too few of them).
    """

    evidence: Literal["font", "words", "guess"]
    encoding: str
    typed: str
    meant: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document as it was read, nothing decided; `decode` turns its text into Unicode and adds the `notes`.

    `file` is the name of the file as it was given, and behind a slash that of the member inside it: the parts of one
    mail or archive begin with the same name. A picture that comes alone is a document of the kind `picture`.

    `meta` holds what the file says of itself, in the file's own names (`og:title`, `article:published_time`, `title`,
    `subject`, `from`, `date`, `dc:creator` …), every value that was found. `address` is where a page came from.
    """

    kind: SourceKind
    file: str
    sha256: str
    blocks: tuple[SourceBlock, ...]
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    address: str | None = None
    encoding: str | None = None
    notes: tuple[SourceNote, ...] = ()
