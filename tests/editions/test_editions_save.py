"""A finished file is the same whether it was written to the disk first or not."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

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
