"""A finished file is the same whether it was written to the disk first or not."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from make_laid import Maker, pictures, small
from pikepdf import Array, Dictionary, Name, String

from bulletin.assets.colour.inks import Inking
from bulletin.editions import raw_pages
from bulletin.editions import save as saving
from bulletin.editions.identity.meta import Meta
from bulletin.editions.press import PressJob, write_press
from bulletin.editions.raw_pages import open_raw_pages
from bulletin.editions.save import save
from bulletin.editions.screen import write_screen
from bulletin.fields.printer import Printer
from bulletin.layout.laid import Laid, PageBox
from bulletin.runtime.fork import ForkedCall
from bulletin.runtime.spool import Spool, size_of
from bulletin.sources.printers import load_printer

META = Meta(title="Bản tin", publisher="Phường", issue="1/2026", date=date(2026, 1, 5))


class _FullDisk(io.BytesIO):
    """A temporary file that gets no room once it is large."""

    def __init__(self, most: int) -> None:
        super().__init__()

    def write(self, data: Any) -> int:
        if self.tell() > 200:
            raise OSError(28, "No space left on device")
        return super().write(data)


def black_shop() -> Printer:
    found, _, findings = load_printer("offset-mono", ())
    assert found is not None, findings
    return replace(found, standard="none")


def test_a_large_file_is_saved_alike_on_disk_in_memory_and_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def saved() -> bytes:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.pages[0].Contents = pdf.make_stream(bytes(range(256)) * 20)
            return save(pdf)

    here = saved()
    with monkeypatch.context() as patch:
        patch.setattr(saving, "_IN_MEMORY", 100)
        assert saved() == here
    monkeypatch.setattr(saving.tempfile, "SpooledTemporaryFile", _FullDisk)
    assert saved() == here


class _LargePhotos(Mapping[bytes, bytes]):
    """The photos of an issue, each of many megabytes and made when it is asked for."""

    def __init__(self, laid: Laid, each_bytes: int) -> None:
        self._small, self._each = pictures(laid, mode="L"), each_bytes

    def __getitem__(self, marker: bytes) -> bytes:
        return self._small[marker] + bytes(self._each)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._small)

    def __len__(self) -> int:
        return len(self._small)


def test_the_photos_of_an_edition_are_never_in_memory_together(tmp_path: Path) -> None:
    """They were: all of them while the file was written, and still when it was read again, though it was closed."""
    maker = Maker()
    for number in range(8):
        maker.photo(PageBox(1 + number // 4, 10, 10 + 40 * (number % 4), 50, 35))
    laid, each = maker.laid(), 12 << 20
    photos, spool = _LargePhotos(laid, each), Spool(tmp_path)
    order = PressJob(black_shop(), None, Inking({}, None), 3.0, "none", False, "")

    def grown() -> tuple[object, int]:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        made = write_press(laid, photos, META, order, spool)
        return made, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10

    made, growth = ForkedCall(grown).result()
    assert size_of(made) > len(photos) * each
    assert growth < len(photos) * each


@pytest.mark.parametrize("where", ["on the disk", "on a full disk"])
def test_an_edition_is_the_same_wherever_its_photos_wait(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    laid, photos = small(), pictures(small())
    here = write_screen(laid, photos, META)
    monkeypatch.setattr(raw_pages, "_IN_MEMORY", 100)
    if where == "on a full disk":
        monkeypatch.setattr(raw_pages.tempfile, "SpooledTemporaryFile", _FullDisk)
    assert write_screen(laid, photos, META) == here
    with open_raw_pages(laid, photos, (1, 3)) as pdf:
        assert pdf.get_warnings() == []


@pytest.mark.parametrize("object_streams", [True, False])
def test_no_stream_ends_with_a_sign_that_readers_take_for_a_line_end(object_streams: bool) -> None:
    """Of 700 files some would: in streams of small objects, and in fonts, pages and attachments."""
    for number in range(700):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            content = b"q " + b"%" * (number % 89) + str(number).encode() + b"\nQ"
            pdf.pages[0].Contents = pdf.make_stream(content)
            pdf.Root.MarkInfo = Dictionary(Marked=True)
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            pdf.Root.Lang = String("vi")
            pdf.Root.Test = Array(
                [
                    pdf.make_indirect(Dictionary(A=number, B=String("o" * (number % 97)))),
                    pdf.make_stream(content + b"!", Type=Name.EmbeddedFile),
                ]
            )
            found = save(pdf, object_streams=object_streams)
        assert b"\r\nendstream" not in found, number
        with pikepdf.open(io.BytesIO(found)) as again:
            assert again.Root.Test[1].read_bytes() == content + b"!"
            assert number == again.Root.Test[0].A
