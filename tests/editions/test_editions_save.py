"""A finished file is the same whether it was written to the disk first or not."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions import save as saving
from bulletin.editions.save import save


class _FullDisk(io.BytesIO):
    """A temporary file that gets no room once it is large."""

    def __init__(self, most: int) -> None:
        super().__init__()

    def write(self, data: Any) -> int:
        if self.tell() > 200:
            raise OSError(28, "No space left on device")
        return super().write(data)


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
