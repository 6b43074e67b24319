"""Word files that are written from articles and imported again: no word, no emphasis, no list, no photo is lost."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_kit import jpeg, only
from import_making import TODAY

from bulletin.importing.decode import decode_document
from bulletin.importing.find.article import DaysAround, find_article
from bulletin.importing.portals.read import Portals
from bulletin.model import Block, Inline, ListBlock, Paragraph, PhotoRef, Subhead
from bulletin.text.body.markup import parse_body

EXAMPLES = int(os.environ.get("BULLETIN_ROUND_TRIPS", "25"))
TITLE = "Hội thi đọc sách của khu 5"
WORDS = (
    "phường", "đọc", "sách", "Bình Hải", "nghiêng", "và", "12", "45,5", "ông Lê Văn Bách", "“khéo”", "(tổ 3)", "1.250",
    "m²", "a*b", "x_y_z", "#1", "50%", "ngõ 12/5", "C:\\tin", "<b>", "[1]", "…", "l’eau", "2021–2025", "thứ Bảy,",
)  # fmt: skip
Look = tuple[str, bool, bool]


@dataclass(frozen=True)
class Piece:
    """A paragraph with its runs, an item of a list, or a photo with its caption."""

    kind: str
    runs: tuple[Look, ...]


def _runs(words: list[tuple[str, bool, bool]]) -> tuple[Look, ...]:
    return tuple((f"{word} ", bold, italic) for word, bold, italic in words)


RUNS = st.lists(st.tuples(st.sampled_from(WORDS), st.booleans(), st.booleans()), min_size=3, max_size=9).map(_runs)
PIECES = st.lists(st.builds(Piece, st.sampled_from(["text", "text", "bullet", "number", "photo"]), RUNS), min_size=1,
                  max_size=6)  # fmt: skip


@lru_cache
def photo(number: int) -> bytes:
    return jpeg("green", (60 + number, 40))


def written(pieces: list[Piece]) -> bytes:
    """The Word file: a centred title, a plain first paragraph, then the pieces."""
    made = docx.Document()
    head = made.add_paragraph()
    head.add_run(TITLE).bold = True
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(
        "Đây là đoạn mở đầu của bài viết, dài vừa đủ để không ai nhầm là dòng tiêu đề hay chú thích ảnh."
    )
    for number, piece in enumerate(pieces):
        if piece.kind == "photo":
            made.add_picture(io.BytesIO(photo(number)))
            caption = made.add_paragraph(f"Chú thích của ảnh số {number}")
            caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        style = {"bullet": "List Bullet", "number": "List Number"}.get(piece.kind)
        line = made.add_paragraph("Ở đây " if style is None else "", style=style)
        for text, bold, italic in piece.runs:
            run = line.add_run(text)
            run.bold, run.italic = bold, italic
    made.add_paragraph("Đây là đoạn kết của bài viết, cũng dài vừa đủ để không ai nhầm là tên của người viết bài.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph | Subhead):
        yield block.inline
    elif isinstance(block, ListBlock):
        yield from block.items


def faces(looks: list[Look]) -> list[Look]:
    """Each letter and figure with its look, whatever spans they are divided into; a sign has the look of its words."""
    return [(char, bold, italic) for text, bold, italic in looks for char in text if char.isalnum()]


def signs(looks: list[Look]) -> str:
    """All characters that are no blanks."""
    return "".join("".join(text.split()) for text, *_ in looks)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
def test_what_word_has_comes_back(pieces: list[Piece]) -> None:
    with tempfile.TemporaryDirectory() as name:
        spool = Path(name)
        document = decode_document(only(written(pieces), spool))
        draft = find_article(document, Portals(), DaysAround(TODAY))
        bytes_of = [(spool / one.file.stored).read_bytes() for one in draft.photos if one.file]
    assert draft.title.value == TITLE
    photos = [number for number, piece in enumerate(pieces) if piece.kind == "photo"]
    assert bytes_of == [photo(number) for number in photos]
    assert [one.caption.value for one in draft.photos] == [f"Chú thích của ảnh số {number}" for number in photos]
    blocks = parse_body(draft.body.value or "").blocks
    assert sum(isinstance(block, PhotoRef) for block in blocks) == len(photos)
    printed = [inline for block in blocks for inline in inlines(block)]
    wanted = [piece for piece in pieces if piece.kind != "photo"]
    lines = printed[1:-1] if len(printed) == len(wanted) + 2 else printed
    assert len(lines) == len(wanted)
    for piece, inline in zip(wanted, lines, strict=True):
        found: list[Look] = [(span.text, span.bold, span.italic) for span in inline]
        expected = [*([("Ở đây ", False, False)] if piece.kind == "text" else []), *piece.runs]
        assert faces(found) == faces(expected)
        assert signs(found) == signs(expected)
    items = [inline for block in blocks if isinstance(block, ListBlock) for inline in block.items]
    assert len(items) == sum(piece.kind in ("bullet", "number") for piece in pieces)
    assert not draft.lost
