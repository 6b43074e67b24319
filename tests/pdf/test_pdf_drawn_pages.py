"""Pages are drawn in order, and a file is closed after some: PDFium holds all that it has read of an open one."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bulletin.pdf import pdfium
from bulletin.pdf.pdfium import Undrawable, drawn_pages, open_pdfium
from bulletin.runtime.spool import Spool

PAGES = 19


def _pages() -> bytes:
    """A file whose pages are as many points wide as their number and 100."""
    with pikepdf.new() as pdf:
        for number in range(1, PAGES + 1):
            pdf.add_blank_page(page_size=(100 + number, 200))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("numbers", [None, {1}, {8, 9}, set(range(2, 18)), {40}, set()])
def test_the_pages_that_are_asked_for_come_in_order(tmp_path: Path, numbers: set[int] | None) -> None:
    pdf, spool = _pages(), Spool(tmp_path)
    wanted = [number for number in range(1, PAGES + 1) if numbers is None or number in numbers]
    for data in (pdf, spool.put(pdf)):
        assert [(number, page.get_width()) for number, page in drawn_pages(data, numbers)] == [
            (number, 100.0 + number) for number in wanted
        ]


def test_no_file_is_open_for_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press file of 33 pages took 45 MiB more while its codes were read, and one of 128 four times as much."""
    opened: list[str] = []

    @contextmanager
    def counted(pdf: bytes) -> Iterator[Any]:
        with open_pdfium(pdf) as document:
            opened.append("open")
            yield document
            opened.append("closed")

    monkeypatch.setattr(pdfium, "open_pdfium", counted)
    drawn = Counter(len(opened) for _ in drawn_pages(_pages()))
    assert max(drawn.values()) <= 8
    assert opened == ["open", "closed"] * 3


def test_what_is_no_pdf_is_undrawable(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for data in (b"no PDF", spool.put(b"no PDF")):
        with pytest.raises(Undrawable):
            list(drawn_pages(data))
