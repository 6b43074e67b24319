from __future__ import annotations

import make_laid
import pytest

from bulletin.pdf.jpeg import read_header


@pytest.mark.parametrize(("mode", "components"), [("RGB", 3), ("L", 1), ("CMYK", 4)])
@pytest.mark.parametrize("progressive", [False, True])
def test_size_and_colour(mode: str, components: int, progressive: bool) -> None:
    facts = read_header(make_laid.photo(301, 77, mode, progressive=progressive))
    assert (facts.width, facts.height, facts.components, facts.bits) == (301, 77, components, 8)
    assert facts.private == ()


def test_comment() -> None:
    assert read_header(make_laid.placeholder(b"bulletin-photo:12")).comments == (b"bulletin-photo:12",)


def test_icc_profile_is_no_private_data() -> None:
    assert read_header(make_laid.photo(icc_profile=b"x" * 200)).private == ()


@pytest.mark.parametrize("segment", [b"Exif\0\0II", b"http://ns.adobe.com/xap/1.0/\0<x/>"], ids=["exif", "xmp"])
def test_private_segments_are_named(segment: bytes) -> None:
    data = make_laid.photo()
    laced = data[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]
    assert len(read_header(laced).private) == 1


@pytest.mark.parametrize("length", range(0, 160, 7))
def test_cut_files_give_a_value_error_and_nothing_else(length: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - three different messages
        read_header(make_laid.photo()[:length])


def test_fill_bytes_between_segments() -> None:
    data = make_laid.photo()
    assert read_header(data[:2] + b"\xff\xff\xff" + data[2:]).width == 320
