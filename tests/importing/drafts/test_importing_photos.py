"""Photos that are imported: the same one in another size is named, and one with too few pixels for the layout."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from bulletin.assets.photos.likeness import alike, fingerprint
from bulletin.cli.main import root
from bulletin.cli.settings import Settings
from bulletin.importing.pictures.size import measure

PUBLICATION = 'ma: binh-hai\nten: "Bản tin Bình Hải"\n'


def scene(seed: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """A picture of shapes, another one for each seed."""
    made = Image.new("RGB", size, ((seed * 53) % 200, (seed * 101) % 200, (seed * 37) % 200))
    draw = ImageDraw.Draw(made)
    for at in range(14):
        number = seed * 7919 + at * 104729
        left, top = number % size[0], (number // 7) % size[1]
        draw.ellipse((left, top, left + number % 400 + 40, top + number // 3 % 300 + 40), fill=number % 0xFFFFFF)
    return made


def saved(picture: Image.Image, path: Path, quality: int = 90, orientation: int | None = None) -> Path:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    picture.save(path, quality=quality, exif=exif)
    return path


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "so-1"
    folder.mkdir()
    (tmp_path / "publication.yaml").write_text(PUBLICATION, encoding="utf-8")
    (folder / "issue.yaml").write_text('ma: so-1\nso: "1"\nsap_xep:\n  - bai: cu\n', encoding="utf-8")
    return folder


def said(*words: str | Path) -> str:
    made = CliRunner().invoke(
        root.get_command(None, "import"),
        [str(word) for word in words],
        obj=Settings(),
        standalone_mode=False,  # type: ignore[arg-type]
    )
    return made.output


def test_a_photo_is_known_again_in_another_size_quality_and_turn(tmp_path: Path) -> None:
    large = fingerprint(saved(scene(1), tmp_path / "a.jpg"))
    assert large is not None
    small = fingerprint(saved(scene(1).resize((320, 240)), tmp_path / "b.jpg", 35))
    turned = fingerprint(saved(scene(1).rotate(90, expand=True), tmp_path / "c.jpg", 80, orientation=6))
    assert small is not None
    assert turned is not None
    assert alike(large, small)
    assert alike(large, turned)


def test_other_photos_are_other_photos(tmp_path: Path) -> None:
    prints = [fingerprint(saved(scene(seed), tmp_path / f"{seed}.jpg")) for seed in range(1, 25)]
    known = [one for one in prints if one is not None]
    assert len(known) == len(prints)
    assert not [(at, to) for at in range(len(known)) for to in range(at) if alike(known[at], known[to])]
    plain = [fingerprint(saved(Image.new("RGB", (90, 60), colour), tmp_path / "x.jpg")) for colour in ("red", "white")]
    assert plain[0] == plain[1] == 0
    assert not alike(0, 0)


@given(st.binary(max_size=300))
def test_damaged_pictures_are_passed_over(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        measure(head + data)


def test_what_is_no_picture_has_no_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8\xff\xe0 hong")
    assert fingerprint(tmp_path / "x.jpg") is None
    assert fingerprint(tmp_path / "khong-co.jpg") is None


def test_the_size_is_read_behind_a_long_header() -> None:
    out = io.BytesIO()
    scene(2, (333, 222)).save(out, "JPEG")
    data = out.getvalue()
    padded = data[:2] + b"\xff\xe1\xff\xfd" + b"\0" * 65531 + data[2:]
    assert measure(data) == measure(padded) == ("jpeg", 333, 222)


def test_the_same_photo_in_another_size_is_named_at_import(issue: Path, tmp_path: Path) -> None:
    first = saved(scene(3).resize((800, 600)), tmp_path / "zalo.jpg", 60)
    assert "photo-again" not in said(first, "--into", issue)
    large = saved(scene(3), tmp_path / "goc.jpg")
    other = saved(scene(4, (1000, 750)), tmp_path / "khac.jpg")
    told = said(large, other, "--into", issue)
    assert "photos/zalo.jpg (800 × 600 px) là cùng một ảnh với photos/goc.jpg (1200 × 900 px)" in told
    assert told.count("import.photo-again") == 1
    assert "photo-again" not in said(large, other, "--into", issue)  # nothing is new


def test_a_photo_with_too_few_pixels_for_one_column_is_named(issue: Path, tmp_path: Path) -> None:
    told = said(saved(scene(5, (200, 150)), tmp_path / "nho.jpg"), "--into", issue)
    assert "photos/nho.jpg chỉ có 200 × 150 px" in told
    assert "photo-small" not in said(saved(scene(6, (1400, 1050)), tmp_path / "to.jpg"), "--into", issue)
