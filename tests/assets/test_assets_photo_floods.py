"""Small files that would take minutes or gigabytes to decode are refused before that, and quickly."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import inspect, original, prepare
from bulletin.errors import InputError, Place

PLACE = Place(file="articles/a.yaml", line=7, column=11)


def saved(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def jpeg(*between: bytes) -> bytes:
    """A JPEG with more between its JFIF segment and its tables."""
    whole = saved("JPEG")
    return whole[:20] + b"".join(between) + whole[20:]


def scans(count: int) -> bytes:
    """A progressive JPEG that ends with so many more scans of no bits."""
    whole = saved("JPEG", progressive=True)
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00\x00"
    return whole[:-2] + scan * count + b"\xff\xd9"


def png(*chunks: tuple[bytes, bytes], tail: bytes = b"") -> bytes:
    whole = saved("PNG")
    return whole[:33] + b"".join(chunk(*item) for item in chunks) + tail + whole[33:]


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def tiff(entries: list[tuple[int, int, int, int]], following: int = 0, tail: bytes = b"") -> bytes:
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<2sHIH", b"II", 42, 8, len(entries)) + table + struct.pack("<I", following) + tail


BASIC = [
    (256, 4, 1, 64),
    (257, 4, 1, 48),
    (258, 3, 1, 8),
    (259, 3, 1, 1),
    (262, 3, 1, 1),
    (273, 4, 1, 8),
    (279, 4, 1, 9),
]
PAGES = b"".join(struct.pack("<HI", 0, 8 + 2 + 12 * 7 + 4 + 6 * (n + 1)) for n in range(3_000))
ZEROS = zlib.compress(bytes(40_000_000), 9)
GIF = saved("GIF")
WEBP = saved("WEBP")
HEIC = saved("HEIF") if "HEIF" in Image.SAVE else b""


def gif_comments(count: int) -> bytes:
    return GIF[: 13 + 3 * 2 ** ((GIF[10] & 7) + 1)] + (b"\x21\xfe\x01x\x00") * count + b";"


def boxes(count: int) -> bytes:
    return b"\x00\x00\x00\x18ftypheic" + bytes(12) + b"\x00\x00\x00\x08free" * count


def items(count: int) -> bytes:
    """A HEIC whose picture is made of so many tiles."""
    infe = b"\x00\x00\x00\x14infe\x02\x00\x00\x00\x00\x01\x00\x00hvc1"
    iinf = struct.pack(">I", 14 + 20 * count) + b"iinf" + bytes(4) + struct.pack(">H", min(count, 65535)) + infe * count
    meta = struct.pack(">I", 12 + len(iinf)) + b"meta" + bytes(4) + iinf
    return b"\x00\x00\x00\x18ftypheic" + bytes(12) + meta


FLOODS = {
    "scans": scans(20_000),
    "segments": jpeg(b"\xff\xfe\x00\x02" * 200_000),
    "fill bytes": jpeg(b"\xff" * 3_000_000),
    "stray bytes": jpeg(b"\x00" * 3_000_000),
    "fill and zero bytes": jpeg((b"\xff" * 3_000 + b"\x00") * 1_000),
    "text chunks": png(tail=chunk(b"tEXt", b"a\x00b") * 400_000),
    "empty picture data": png(tail=chunk(b"IDAT", b"") * 300_000),
    "packed text": png((b"zTXt", b"a\x00\x00" + ZEROS)),
    "packed international text": png((b"iTXt", b"a\x00\x01\x00\x00\x00" + ZEROS)),
    "packed profile": png((b"iCCP", b"a\x00\x00" + ZEROS)),
    "packed texts together": png(*[(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(4_000_000)))] * 10),
    "tags": tiff(BASIC + [(50_000, 1, 1, 0)] * 60_000),
    "tags that share their data": tiff(BASIC + [(50_000 + n, 7, 900_000, 8) for n in range(200)], 0, bytes(900_000)),
    "pages": tiff(BASIC, 8 + 2 + 12 * 7 + 4, PAGES),
    "strips": tiff([(256, 4, 1, 64), (257, 4, 1, 48), (273, 4, 10_000_000, 8)]),
    "one huge tile": tiff([*BASIC, (322, 3, 1, 60_000), (323, 3, 1, 60_000), (324, 4, 1, 8)]),
    "huge samples": tiff([(256, 4, 1, 8_000), (257, 4, 1, 8_000), (258, 3, 1, 64), *BASIC[3:]]),
    "comments of a GIF": gif_comments(400_000),
    "chunks of a WebP": WEBP + b"JUNK\x00\x00\x00\x00" * 100_000,
    "boxes of a HEIC": boxes(100_000),
    "tiles of a HEIC": items(50_000),
}  # fmt: skip


@pytest.mark.parametrize("case", FLOODS)
def test_floods_are_counted_before_anything_is_decoded(case: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(FLOODS[case])
    start = time.process_time()
    (finding,) = inspect(path, PLACE, tmp_path / "cache").findings
    assert time.process_time() - start < 10  # what is decoded costs minutes
    assert finding.rule.id == "photo.flood"
    assert finding.place == PLACE
    assert all("a.jpg" in finding.what(lang) for lang in ("vi", "en"))


ORDINARY = {
    "scans": scans(40),
    "stray bytes": jpeg(b"\x00" * 5, b"\xff\xfe\x00\x04ok", b"\x00\xff\x00"),
    "much text": png((b"zTXt", b"a\x00\x00" + zlib.compress(bytes(2_000_000)))),
    "broken text": png(tail=chunk(b"tEXt", b"a\x00b")[:-1] + b"?"),
    "long EXIF": jpeg(b"\xff\xe1\xff\xffhttp://ns.adobe.com/xmp/extension/\x00" + bytes(65_535 - 2 - 35)),
}


@pytest.mark.parametrize("case", ORDINARY)
def test_what_viewers_open_is_used(case: str, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(ORDINARY[case])
    facts = inspect(path, PLACE, tmp_path / "cache").facts
    assert facts is not None
    made = Image.open(io.BytesIO(prepare(facts, WHOLE, 64, 48, mode="L", cache=tmp_path / "cache")))
    assert made.getpixel((32, 4)) < 40  # type: ignore[operator]
    assert made.getpixel((32, 44)) > 215  # type: ignore[operator]


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (300, 7), (7, 7)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_tiny_sides_are_named(kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(saved(kind, size))
    for _ in ("cold", "warm"):
        (finding,) = inspect(path, PLACE, tmp_path / "cache").findings
        assert finding.rule.id == "photo.too-few-pixels"
        assert f"{size[0]} × {size[1]}" in finding.what("vi")


def test_the_verdict_does_not_depend_on_what_was_seen_before(tmp_path: Path) -> None:
    """The same bytes as photo and as a camera's raw file: each name has its own verdict, in any order."""
    (tmp_path / "same.tif").write_bytes(saved("TIFF"))
    (tmp_path / "a.dng").write_bytes(saved("TIFF"))
    for order in (["a.dng", "same.tif", "a.dng"], ["same.tif", "a.dng", "same.tif"]):
        for proof in (True, False):
            cache = tmp_path / f"{order[0]}{proof}"
            for name in order:
                looked = inspect(tmp_path / name, PLACE, cache, proof=proof)
                rules = [finding.rule.id for finding in looked.findings]
                assert rules == (["photo.kind"] if name == "a.dng" else [])


@pytest.mark.parametrize("how", ["link", "folder link", "hard link", "pipe", "other photo"])
def test_a_photo_exchanged_after_it_was_looked_at_is_refused(how: str, tmp_path: Path) -> None:
    issue, cache = tmp_path / "issue", tmp_path / "cache"
    (issue / "photos").mkdir(parents=True)
    path, secret = issue / "photos" / "a.jpg", tmp_path / "secret.jpg"
    path.write_bytes(saved("JPEG"))
    secret.write_bytes(path.read_bytes())  # even the same bytes: what counts is where they come from
    facts = inspect(path, PLACE, cache, root=issue).facts
    assert facts is not None
    if how == "folder link":
        (tmp_path / "elsewhere").mkdir()
        secret.rename(tmp_path / "elsewhere" / "a.jpg")
        path.unlink()
        path.parent.rmdir()
        path.parent.symlink_to(tmp_path / "elsewhere")
    else:
        path.unlink()
        if how == "link":
            path.symlink_to(secret)
        elif how == "hard link":
            os.link(secret, path)
        elif how == "pipe":
            os.mkfifo(path)
        else:
            path.write_bytes(saved("JPEG", (80, 60)))
    expected = {"pipe": "photo.kind", "other photo": "photo.changed"}.get(how, "photo.link")
    for use in (lambda: prepare(facts, WHOLE, 32, 24, cache=cache, place=PLACE), lambda: original(facts, PLACE)):
        with pytest.raises(InputError) as caught:
            use()
        assert [finding.rule.id for finding in caught.value.findings] == [expected]
    if how in ("link", "hard link"):
        assert [finding.rule.id for finding in inspect(path, PLACE, cache, root=issue).findings] == ["photo.link"]
