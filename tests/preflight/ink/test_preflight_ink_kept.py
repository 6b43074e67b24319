"""Decoded pictures of the ink map are kept by their bytes, and give the same map as pictures decoded anew."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from bulletin.pdf.boxes import boxes_of
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.walk.page import read_page
from bulletin.preflight.ink import images
from bulletin.preflight.ink.map import ink_maps
from bulletin.preflight.report import InkMap


def _mapped(mode: str, decode: list[int], cache: Path | None, level: int = 40) -> tuple[InkMap, ...]:
    """The ink of a page with one JPEG."""
    packed = io.BytesIO()
    picture = Image.new(mode, (60, 40), (level,) * len(mode) if len(mode) > 1 else level)
    picture.save(packed, "JPEG", quality=95)
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        page = pdf.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(P=_stream(pdf, packed.getvalue(), mode, decode)))
        page.Contents = pdf.make_stream(b"q 120 0 0 80 40 60 cm /P Do Q")
        return ink_maps([read_page(page, FontUses(), boxes_of(page, 1))], cache)


def _stream(pdf: pikepdf.Pdf, jpeg: bytes, mode: str, decode: list[int]) -> pikepdf.Stream:
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]
    made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8)
    made.ColorSpace = space
    if decode:
        made.Decode = Array(decode)
    made.write(jpeg, filter=Name.DCTDecode)
    return made


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_kept_picture_gives_the_same_map(mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decodes = [[], [1, 0] * len(mode)]
    fresh = [_mapped(mode, decode, None) for decode in decodes]
    assert fresh[0] != fresh[1]
    assert [_mapped(mode, decode, tmp_path) for decode in decodes] == fresh
    monkeypatch.setattr(images, "_decoded", None)
    assert [_mapped(mode, decode, tmp_path) for decode in decodes] == fresh


def test_another_picture_and_a_damaged_entry_are_decoded(tmp_path: Path) -> None:
    first = _mapped("L", [], tmp_path)
    assert _mapped("L", [], tmp_path, 200) == _mapped("L", [], None, 200) != first
    kept = sorted((tmp_path / "ink").iterdir())
    assert len(kept) == 2
    whole = [file.read_bytes() for file in kept]
    for file in kept:
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert _mapped("L", [], tmp_path) == first
    _mapped("L", [], tmp_path, 200)
    assert [file.read_bytes() for file in kept] == whole
