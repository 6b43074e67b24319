"""Files made to do harm, or simply broken on the way: refused by the right rule, never by a traceback."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bulletin.assets.photos import file as photo_file
from bulletin.assets.photos import safety
from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import inspect, prepare
from bulletin.errors import InputError, Place

PLACE = Place(file="articles/a.yaml", line=7, column=11)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(width: int = 160, height: int = 120) -> Image.Image:
    """Noisy enough that a file of it is mostly picture data."""
    image = Image.effect_noise((width, height), 80)
    return Image.merge(
        "RGB", (image, image.transpose(Image.Transpose.ROTATE_180), Image.linear_gradient("L").resize((width, height)))
    )


def jpeg(**options: object) -> bytes:
    return saved(picture(), "JPEG", quality=90, **options)


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def jpeg_of_size(width: int, height: int) -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def damaged_huffman_table() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc4")
    data[at + 5 : at + 21] = b"\xff" * 16
    return bytes(data)


HOSTILE = {
    "empty": ("a.jpg", b"", "photo.empty"),
    "cut in the middle": ("a.jpg", jpeg()[:3000], "photo.truncated"),
    "cut by one byte": ("a.jpg", jpeg()[:-1], "photo.truncated"),
    "tail of zeros, as after a broken copy": ("a.jpg", jpeg()[:3000] + bytes(4000), "photo.truncated"),
    "progressive, cut": ("a.jpg", jpeg(progressive=True)[:4000], "photo.truncated"),
    "header only": ("a.jpg", jpeg()[:200], "photo.truncated"),
    "three bytes": ("a.jpg", b"\xff\xd8\xff", "photo.truncated"),
    "markers but no picture": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "photo.broken"),
    "garbage after the start": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x04abGARBAGE GARBAGE", "photo.broken"),
    "damaged decoding table": ("a.jpg", damaged_huffman_table(), "photo.broken"),
    "zero width": ("a.jpg", jpeg_of_size(0, 120), "photo.broken"),
    "bomb in a JPEG header": ("a.jpg", jpeg_of_size(60_000, 60_000), "photo.too-many-pixels"),
    "just over the budget": ("a.jpg", jpeg_of_size(9_000, 9_000), "photo.too-many-pixels"),
    "very long and thin": ("a.jpg", jpeg_of_size(40_000, 10), "photo.too-many-pixels"),
    "bomb in a PNG header": ("a.png", png_header(100_000, 100_000), "photo.too-many-pixels"),
    "PNG cut": ("a.png", saved(picture(), "PNG")[:5000], "photo.truncated"),
    "PNG with too few rows": ("a.png", png_header(500, 500), "photo.truncated"),
    "PNG with a damaged block": (
        "a.png",
        saved(picture(), "PNG")[:5000] + b"XXXXXXXX" + saved(picture(), "PNG")[5008:],
        "photo.broken",
    ),
    "WebP cut": ("a.webp", saved(picture(), "WEBP")[:900], "photo.broken"),
    "TIFF cut": ("a.tif", saved(picture(), "TIFF")[:5000], "photo.truncated"),
    "GIF cut": ("a.gif", saved(picture(), "GIF")[:4000], "photo.truncated"),
    "HEIC of zeros": ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(400), "photo.broken"),
    "camera raw": ("a.NEF", saved(picture(), "TIFF"), "photo.kind"),
    "SVG": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "photo.kind"),
    "SVG with a JPEG's name": ("a.jpg", b'<?xml version="1.0"?><svg onload="x"/>', "photo.kind"),
    "PDF": ("a.pdf", b"%PDF-1.7\n", "photo.kind"),
    "PDF that holds a JPEG": ("a.jpg", b"%PDF-1.4\n" + jpeg(), "photo.kind"),
    "EPS": ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", "photo.kind"),
    "BMP": ("a.bmp", saved(picture(), "BMP"), "photo.kind"),
    "Word document": ("a.jpg", b"PK\x03\x04" + bytes(60), "photo.kind"),
    "random bytes": ("a.jpg", bytes(range(256)) * 4, "photo.kind"),
    "AVIF brand": ("a.avif", b"\x00\x00\x00\x1cftypavif" + bytes(64), "photo.broken"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_refused_by_the_right_rule(case: str, tmp_path: Path) -> None:
    name, data, rule = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(data)
    seen = inspect(path, PLACE, tmp_path / "cache")
    assert seen.facts is None
    assert [finding.as_dict()["rule"] for finding in seen.findings] == [rule]
    (finding,) = seen.findings
    assert finding.place == PLACE
    for lang in ("vi", "en"):
        assert name in finding.what(lang)
        assert finding.why(lang)
        assert finding.remedy(lang)


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "dir.jpg").mkdir()
    rules = {
        name: inspect(tmp_path / name, PLACE, tmp_path / "cache").findings[0].as_dict()["rule"]
        for name in ("none.jpg", "pipe.jpg", "dir.jpg", "dir.jpg/x", "pipe.jpg/x")
    }
    assert rules == {
        "none.jpg": "photo.missing",
        "pipe.jpg": "photo.kind",
        "dir.jpg": "photo.kind",
        "dir.jpg/x": "photo.missing",
        "pipe.jpg/x": "photo.missing",
    }


def test_too_many_bytes_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(photo_file.MAX_BYTES + 1)
    seen = inspect(path, PLACE, tmp_path / "cache")
    assert [finding.as_dict()["rule"] for finding in seen.findings] == ["photo.too-many-bytes"]


def test_a_photo_that_broke_after_it_was_inspected_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    facts = inspect(path, PLACE, tmp_path / "cache").facts
    assert facts is not None
    path.write_bytes(jpeg()[:-400])
    with pytest.raises(InputError) as caught:
        prepare(facts, crop=WHOLE, width_px=40, height_px=30, cache=tmp_path / "cache", place=PLACE)
    assert [finding.as_dict()["rule"] for finding in caught.value.findings] == ["photo.changed"]
    path.unlink()
    with pytest.raises(InputError) as caught:
        prepare(facts, crop=WHOLE, width_px=40, height_px=30, cache=tmp_path / "cache", place=PLACE)
    assert [finding.as_dict()["rule"] for finding in caught.value.findings] == ["photo.missing"]


def test_preparing_an_unproven_photo_refuses_what_cannot_be_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(damaged_huffman_table())
    facts = inspect(path, PLACE, tmp_path / "cache", proof=False).facts
    assert facts is not None
    assert not facts.proven
    with pytest.raises(InputError) as caught:
        prepare(facts, crop=WHOLE, width_px=40, height_px=30, cache=tmp_path / "cache", place=PLACE)
    assert [finding.as_dict()["rule"] for finding in caught.value.findings] == ["photo.broken"]
    assert caught.value.findings[0].place == PLACE


SEEDS = [jpeg(), saved(picture(), "PNG"), saved(picture(), "WEBP"), saved(picture(), "GIF"), saved(picture(), "TIFF")]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6),
    st.floats(0.01, 1),
)
def test_damage_never_raises(tmp_path: Path, seed: bytes, hits: list[tuple[float, bytes]], length: float) -> None:
    data = bytearray(seed)
    for at, what in hits:
        start = int(at * len(data))
        data[start : start + len(what)] = what
    path = tmp_path / "a.jpg"
    path.write_bytes(data[: max(1, int(length * len(data)))])
    cache = tmp_path / "cache"
    seen = inspect(path, PLACE, cache)
    if seen.facts is None:
        assert len(seen.findings) == 1
        return
    made = prepare(seen.facts, crop=WHOLE, width_px=40, height_px=30, cache=cache)
    assert Image.open(io.BytesIO(made)).format == "JPEG"


def test_a_fault_of_ours_is_no_broken_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", None)
    with pytest.raises(TypeError, match="not callable"):
        safety.open_photo(jpeg(), "JPEG")


class Frames:
    """A picture whose second frame cannot be looked at."""

    def __init__(self, problem: Exception) -> None:
        self.problem = problem

    @property
    def is_animated(self) -> bool:
        raise self.problem


def test_a_broken_second_frame_is_none_but_want_of_memory_is_told() -> None:
    assert not safety._animated(Frames(ValueError("frame 2")))
    with pytest.raises(MemoryError):
        safety._animated(Frames(MemoryError()))


def test_a_decoder_may_raise_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.JpegImagePlugin.JpegImageFile.load", lambda image: 1 / 0)
    with pytest.raises(safety.RefusedError) as refused:
        safety.prove(jpeg(), "JPEG")
    assert refused.value.args
