"""Every format comes out upright, in its own brightness and colours, or is named as one that is not read."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import inspect, prepare
from bulletin.errors import Place

PLACE = Place(file="articles/a.yaml", line=3, column=9)
ORIENTATION = 0x0112
TO_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
pillow_heif.register_heif_opener()


def upright() -> Image.Image:
    """240 × 160 px, soft enough for every codec, and different at every turn and mirror."""
    across = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((240, 160))
    down = Image.linear_gradient("L").resize((240, 160))
    spot = Image.radial_gradient("L").resize((120, 80))
    blue = Image.new("L", (240, 160), 40)
    blue.paste(spot, (8, 4))
    return Image.merge("RGB", (across, down, blue))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_exif(kind: str, **options: object) -> Callable[[Image.Image, int], bytes]:
    def save(image: Image.Image, orientation: int) -> bytes:
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        return saved(image, kind, exif=exif.tobytes(), **options)

    return save


def tiff(compression: str | None, mode: str = "RGB") -> Callable[[Image.Image, int], bytes]:
    def save(image: Image.Image, orientation: int) -> bytes:
        return saved(image.convert(mode), "TIFF", compression=compression, tiffinfo={ORIENTATION: orientation})

    return save


FORMATS: dict[str, Callable[[Image.Image, int], bytes]] = {
    "JPEG": with_exif("JPEG", quality=95),
    "progressive JPEG": with_exif("JPEG", quality=95, progressive=True),
    "PNG": with_exif("PNG"),
    "WebP": with_exif("WEBP", quality=95),
    "lossless WebP": with_exif("WEBP", lossless=True),
    "TIFF": tiff(None),
    "LZW TIFF": tiff("tiff_lzw"),
    "deflate TIFF": tiff("tiff_adobe_deflate"),
    "packed TIFF": tiff("packbits"),
    "JPEG in TIFF": tiff("jpeg"),
    "CMYK TIFF": tiff("tiff_lzw", "CMYK"),
    "HEIC": with_exif("HEIF", quality=95),
    "AVIF": with_exif("AVIF", quality=95),
}


def seen(tmp_path: Path, data: bytes, name: str = "a.bin") -> PhotoFacts:
    path = tmp_path / name
    path.write_bytes(data)
    looked = inspect(path, PLACE, tmp_path / "cache")
    assert looked.facts is not None, [finding.what("en") for finding in looked.findings]
    return looked.facts


def made(tmp_path: Path, facts: PhotoFacts, mode: str = "RGB", size: tuple[int, int] = (240, 160)) -> Image.Image:
    data = prepare(facts, WHOLE, *size, quality=95, mode=mode, cache=tmp_path / "cache")  # type: ignore[arg-type]
    return Image.open(io.BytesIO(data))


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize("orientation", TO_STORED)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_comes_out_upright(form: str, orientation: int, tmp_path: Path) -> None:
    turn = TO_STORED[orientation]
    stored = upright() if turn is None else upright().transpose(turn)
    facts = seen(tmp_path, FORMATS[form](stored, orientation))
    assert (facts.width, facts.height) == (240, 160)
    result = made(tmp_path, facts)
    assert result.size == (240, 160)
    assert difference(result, upright()) < 6
    # A crop is of the upright picture too: its right lower quarter, in this format and at this turn.
    part = Image.open(io.BytesIO(prepare(facts, (0.5, 0.5, 1, 1), 120, 80, quality=95, cache=tmp_path / "cache")))
    assert difference(part, upright().crop((120, 80, 240, 160))) < 8


def test_the_test_above_can_tell_all_turns_apart() -> None:
    turned = [upright() if t is None else upright().transpose(t).resize((240, 160)) for t in TO_STORED.values()]
    assert all(difference(turned[0], other) > 20 for other in turned[1:])


def png(width: int, height: int, colour: int, rows: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
    extra = b"".join(chunk(*item) for item in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def plain(colour: int, value: tuple[int, ...], *chunks: tuple[bytes, bytes]) -> bytes:
    return png(16, 16, colour, (b"\x00" + bytes(value) * 16) * 16, *chunks)


def gama(gamma: float) -> tuple[bytes, bytes]:
    return b"gAMA", struct.pack(">I", round(gamma * 100_000))


def chrm(*values: float) -> tuple[bytes, bytes]:
    return b"cHRM", struct.pack(">8I", *(round(value * 100_000) for value in values))


SRGB_CORNERS = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
P3_CORNERS = (0.3127, 0.3290, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
SRGB_PROFILE = zlib.compress(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


@pytest.mark.parametrize(
    ("chunks", "value", "expected"),
    [
        ((gama(1.0),), (55, 55, 55), (128, 128, 128)),
        ((gama(1.0), chrm(*SRGB_CORNERS)), (55, 128, 10), (128, 188, 55)),
        ((gama(0.45455),), (55, 128, 10), (55, 128, 10)),
        ((gama(0.45455), chrm(*SRGB_CORNERS)), (55, 128, 10), (55, 128, 10)),
        ((chrm(*P3_CORNERS),), (200, 100, 100), (215, 93, 97)),
        ((gama(1 / 1.8),), (128, 128, 128), (147, 147, 147)),
        ((gama(1.0), (b"sRGB", b"\x00")), (55, 128, 10), (55, 128, 10)),
        ((gama(1.0), (b"iCCP", b"x\x00\x00" + SRGB_PROFILE)), (55, 128, 10), (55, 128, 10)),
        ((gama(0.0),), (55, 128, 10), (55, 128, 10)),
        ((gama(1.0), chrm(0.3, 0, 0, 0, 0, 0, 0, 0)), (55, 55, 55), (55, 55, 55)),
    ],
)
def test_png_gamma_and_primaries_are_used_where_no_profile_is(
    chunks: tuple[tuple[bytes, bytes], ...], value: tuple[int, ...], expected: tuple[int, ...], tmp_path: Path
) -> None:
    """Expected by the formulas of the PNG and sRGB standards: 55 in linear light is 128 in sRGB."""
    facts = seen(tmp_path, plain(2, value, *chunks), "a.png")
    got = made(tmp_path, facts, size=(16, 16)).getpixel((8, 8))
    assert all(abs(a - b) <= 3 for a, b in zip(got, expected, strict=True)), got  # type: ignore[arg-type]


def test_gamma_of_grey_pngs_is_used_too(tmp_path: Path) -> None:
    facts = seen(tmp_path, plain(0, (55,), gama(1.0)), "a.png")
    assert made(tmp_path, facts, "L", (16, 16)).getpixel((8, 8)) == pytest.approx(128, abs=3)


def image_tiff(bits: int, samples: int, photometric: int, form: int, body: bytes, size: int = 16) -> bytes:
    """A TIFF of one strip without compression, as libraries of science and of colour write them."""
    entries = [
        (256, 4, 1, size), (257, 4, 1, size), (259, 3, 1, 1), (262, 3, 1, photometric), (273, 4, 1, 8),
        (277, 3, 1, samples), (278, 4, 1, size), (279, 4, 1, len(body)),
    ]  # fmt: skip
    at = 8 + len(body)
    lists = b""
    for tag, value in ((258, bits), (339, form)):
        entries.append((tag, 3, samples, at + len(lists) if samples > 2 else value * (0x10001 if samples == 2 else 1)))
        lists += struct.pack(f"<{samples}H", *[value] * samples) if samples > 2 else b""
    table = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    head = struct.pack("<2sHI", b"II", 42, at + len(lists))
    return head + body + lists + struct.pack("<H", len(entries)) + table + bytes(4)


UNSUPPORTED = {
    "float RGB": image_tiff(32, 3, 2, 3, struct.pack("<768f", *[0.5] * 768)),
    "float grey": image_tiff(32, 1, 1, 3, struct.pack("<256f", *[0.5] * 256)),
    "double grey": image_tiff(64, 1, 1, 3, struct.pack("<256d", *[0.5] * 256)),
    "half float": image_tiff(16, 3, 2, 3, bytes(1536)),
    "32 bit whole numbers": image_tiff(32, 1, 1, 1, struct.pack("<256I", *[0x8000] * 256)),
    "signed": image_tiff(16, 1, 1, 2, struct.pack("<256h", *[100] * 256)),
    "CIELab 16 bit": image_tiff(16, 3, 8, 1, bytes(1536)),
    "LogLuv": image_tiff(16, 3, 32845, 2, bytes(1536)),
    "16 bit, white is zero": image_tiff(16, 1, 0, 1, bytes(512)),
    "16 bit grey and alpha": image_tiff(16, 2, 1, 1, bytes(1024)),
    "seven samples": image_tiff(8, 7, 2, 1, bytes(1792)),
    "camera raw": image_tiff(16, 1, 32803, 1, bytes(512)),
}


@pytest.mark.parametrize("case", UNSUPPORTED)
def test_a_kind_that_is_not_read_is_named_and_not_called_broken(case: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(UNSUPPORTED[case])
    (finding,) = inspect(path, PLACE, tmp_path / "cache").findings
    assert finding.rule.id == "photo.unsupported"
    assert "TIFF" in finding.what("en")
    assert "JPEG" in finding.remedy("vi")
    assert not any(word in finding.what(lang) for lang in ("vi", "en") for word in ("<", "BytesIO", "Error"))


def test_sixteen_bit_colours_keep_their_brightness(tmp_path: Path) -> None:
    for name, value in (("dark", 0x2000), ("half", 0x8000), ("light", 0xE000)):
        body = struct.pack("<768H", *[value] * 768)
        facts = seen(tmp_path, image_tiff(16, 3, 2, 1, body), f"{name}.tif")
        assert made(tmp_path, facts, size=(16, 16)).getpixel((8, 8))[0] == pytest.approx(value / 257, abs=2)  # type: ignore[index]


def test_pages_of_a_tiff_are_a_remark(tmp_path: Path) -> None:
    upright().save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("RGB", (50, 50))])
    looked = inspect(tmp_path / "a.tif", PLACE, tmp_path / "cache")
    assert [finding.rule.id for finding in looked.findings] == ["photo.first-frame"]
    assert looked.facts is not None
    assert difference(made(tmp_path, looked.facts), upright()) < 3


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_the_first_frame_is_printed(kind: str, tmp_path: Path) -> None:
    other = upright().transpose(Image.Transpose.ROTATE_180)
    upright().save(tmp_path / "a", kind, save_all=True, append_images=[other, upright()])
    looked = inspect(tmp_path / "a", PLACE, tmp_path / "cache")
    assert "photo.first-frame" in [finding.rule.id for finding in looked.findings]
    assert looked.facts is not None
    assert difference(made(tmp_path, looked.facts), upright()) < 12


def test_an_uncompressed_heic_is_named(tmp_path: Path) -> None:
    """Its items are of the kind `unci`, which the reader of HEIC here cannot decode."""
    whole = saved(upright(), "HEIF")
    path = tmp_path / "a.heic"
    path.write_bytes(whole.replace(b"hvc1", b"unci"))
    (finding,) = inspect(path, PLACE, tmp_path / "cache").findings
    assert finding.rule.id == "photo.unsupported"
    assert "uncompressed" in finding.what("en")


def table_profile(black: int = 60) -> bytes:
    """An RGB profile of 3D tables whose black is far from black, as of a printer: A2B0 and B2A0 (`mft1`)."""
    grid, lab = 2, ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    corners = Image.new("RGB", (8, 1))
    for number in range(8):
        bits = [(number >> shift) & 1 for shift in (2, 1, 0)]
        corners.putpixel((number, 0), tuple(black + (255 - black) * bit for bit in bits))
    table = bytes(
        value
        for pixel in range(8)
        for value in ImageCms.applyTransform(corners, to_lab).getpixel((pixel, 0))  # type: ignore[union-attr]
    )
    straight = bytes(range(256)) * 3
    matrix = b"".join(struct.pack(">i", value * 65536) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    lut = b"mft1\x00\x00\x00\x00" + bytes([3, 3, grid, 0]) + matrix + straight + table + straight
    white = b"XYZ \x00\x00\x00\x00" + struct.pack(">3i", 63190, 65536, 54061)
    text = b"desc\x00\x00\x00\x00" + struct.pack(">I", 2) + b"x\x00" + bytes(78)
    tags = {b"desc": text, b"wtpt": white, b"A2B0": lut, b"A2B1": lut, b"B2A0": lut}
    at, entries, body = 132 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        entries += name + struct.pack(">II", at + len(body), len(value))
        body += padded
    head = struct.pack(">I", at + len(body)) + bytes(4) + b"\x02\x10\x00\x00" + b"prtrRGB Lab " + bytes(12) + b"acsp"
    head += bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + entries + body


def test_shadows_of_a_photo_with_a_table_profile_reach_black(tmp_path: Path) -> None:
    """Black point compensation: without it the shadows of such a photo would print as a grey of 80 of 255."""
    profile = table_profile()
    image = Image.merge("RGB", [Image.linear_gradient("L").point(lambda value: value // 8)] * 3)
    facts = seen(tmp_path, saved(image, "PNG", icc_profile=profile), "a.png")
    shadows = ImageStat.Stat(made(tmp_path, facts, size=(128, 128)).convert("L")).mean[0]
    assert shadows < 45
