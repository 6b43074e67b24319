from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from bulletin.assets.photos import prepare as photos
from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import inspect, inspect_many, prepare
from bulletin.errors import Place

PLACE = Place(file="articles/a.yaml", line=3, column=9)
RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 200, 20), (20, 20, 220), (230, 220, 20)
QUADRANTS = (RED, GREEN, BLUE, YELLOW)
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def quarters(width: int = 240, height: int = 160) -> Image.Image:
    """Red, green over blue, yellow: any turn or mirror shows."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    w, h = width // 2, height // 2
    for colour, x, y in zip(QUADRANTS, (0, w, 0, w), (0, 0, h, h), strict=True):
        draw.rectangle((x, y, x + w, y + h), fill=colour)
    return image


def corners(data: bytes) -> tuple[tuple[int, int, int], ...]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    w, h = image.size
    return tuple(image.getpixel((round(w * x), round(h * y))) for y in (0.25, 0.75) for x in (0.25, 0.75))  # type: ignore[misc]


def near(one: tuple[int, ...], other: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def store(tmp_path: Path, image: Image.Image, name: str, kind: str, **options: object) -> PhotoFacts:
    path = tmp_path / name
    image.save(path, kind, **options)
    facts = inspect(path, PLACE, tmp_path / "cache").facts
    assert facts is not None
    return facts


UPRIGHT_TO_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_every_orientation_comes_out_upright(orientation: int, kind: str, tmp_path: Path) -> None:
    turn = UPRIGHT_TO_STORED[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    facts = store(tmp_path, stored, f"a.{kind.lower()}", kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {}))
    assert (facts.width, facts.height, facts.orientation) == (240, 160, orientation)
    cache = tmp_path / "cache"
    whole = prepare(facts, crop=WHOLE, width_px=240, height_px=160, quality=95, cache=cache)
    straight = store(tmp_path, quarters(), "straight.png", "PNG")
    assert Image.open(io.BytesIO(whole)).size == (240, 160)
    assert all(near(one, other) for one, other in zip(corners(whole), QUADRANTS, strict=True))
    if kind == "PNG":  # without loss before, so the finished pictures must agree pixel for pixel
        for crop in ((0.0, 0.0, 1.0, 1.0), (0.25, 0.125, 0.75, 1.0), (0.5, 0.0, 1.0, 0.5)):
            size = (round(120 * (crop[2] - crop[0])), round(80 * (crop[3] - crop[1])))
            assert prepare(facts, crop, *size, cache=cache) == prepare(straight, crop, *size, cache=cache)


def test_the_crop_is_of_the_upright_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    facts = store(tmp_path, quarters().transpose(Image.Transpose.ROTATE_90), "a.jpg", "JPEG", exif=exif, quality=95)
    green = prepare(facts, (0.55, 0.05, 0.95, 0.45), 48, 32, cache=tmp_path / "cache")
    image = Image.open(io.BytesIO(green))
    assert image.size == (48, 32)
    assert near(image.resize((1, 1)).getpixel((0, 0)), GREEN)  # type: ignore[arg-type]


def test_place_and_everything_else_about_the_shot_is_gone(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 1
    exif[MAKE] = "GEHEIMKAMERA"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (20.0, 42.0, 11.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    facts = store(
        tmp_path,
        quarters(),
        "a.jpg",
        "JPEG",
        exif=exif,
        icc_profile=profile,
        comment=b"GEHEIMNOTIZ",
        xmp=b"<x>GEHEIMXMP</x>",
    )
    assert facts.has_gps
    assert facts.has_icc
    made = prepare(facts, crop=WHOLE, width_px=120, height_px=80, cache=tmp_path / "cache")
    assert b"GEHEIM" in facts.path.read_bytes()
    assert b"GEHEIM" not in made
    assert segments(made) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    image = Image.open(io.BytesIO(made))
    assert not image.getexif()
    assert not {"icc_profile", "comment", "xmp", "exif", "dpi"} & image.info.keys()


def segments(data: bytes) -> set[int]:
    """Markers of a JPEG up to its picture data: E1 would be EXIF, E2 a profile, FE a comment."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found | {0xDA}


def cmyk() -> Image.Image:
    return Image.merge(
        "CMYK",
        [*(quarters().convert("L").point(lambda v, k=k: v // k) for k in (1, 2, 3)), Image.new("L", (240, 160), 0)],
    )


def palette_with_hole() -> Image.Image:
    image = quarters().quantize(8)
    index = image.getpixel((10, 10))
    image.info["transparency"] = index
    return image


MODES: dict[str, tuple[Image.Image, str, dict[str, object]]] = {
    "RGB JPEG": (quarters(), "JPEG", {}),
    "progressive": (quarters(), "JPEG", {"progressive": True}),
    "grey JPEG": (quarters().convert("L"), "JPEG", {}),
    "CMYK JPEG": (cmyk(), "JPEG", {}),
    "CMYK TIFF": (cmyk(), "TIFF", {}),
    "16 bit grey PNG": (Image.new("I;16", (240, 160), 0x8000), "PNG", {}),
    "16 bit grey TIFF": (Image.new("I;16", (240, 160), 0x8000), "TIFF", {}),
    "palette": (quarters().quantize(16), "PNG", {}),
    "palette with transparency": (palette_with_hole(), "PNG", {}),
    "RGBA": (quarters().convert("RGBA"), "PNG", {}),
    "LA": (quarters().convert("LA"), "PNG", {}),
    "RGB with a transparent colour": (quarters(), "PNG", {"transparency": RED}),
    "one bit": (quarters().convert("1"), "PNG", {}),
    "one bit TIFF": (quarters().convert("1"), "TIFF", {"compression": "group4"}),
    "LAB TIFF": (quarters().convert("LAB") if False else ImageCms.profileToProfile(
        quarters(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"), "TIFF", {}),
    "WebP": (quarters(), "WEBP", {"quality": 90}),
    "WebP with alpha": (quarters().convert("RGBA"), "WEBP", {"lossless": True}),
    "GIF": (quarters(), "GIF", {}),
    "HEIC": (quarters(), "HEIF", {"quality": 90}),
    "AVIF": (quarters(), "AVIF", {"quality": 90}),
}  # fmt: skip


@pytest.mark.parametrize("case", MODES)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_every_mode_becomes_a_plain_jpeg(case: str, mode: str, tmp_path: Path) -> None:
    image, kind, options = MODES[case]
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    facts = store(tmp_path, image, f"a.{kind.lower()}", kind, **options)
    made = prepare(facts, crop=WHOLE, width_px=120, height_px=80, mode=mode, quality=90, cache=tmp_path / "cache")  # type: ignore[arg-type]
    result = Image.open(io.BytesIO(made))
    assert (result.format, result.mode, result.size) == ("JPEG", mode, (120, 80))
    coloured = case in {
        "RGB JPEG",
        "progressive",
        "palette",
        "RGBA",
        "WebP",
        "WebP with alpha",
        "GIF",
        "HEIC",
        "AVIF",
        "LAB TIFF",
    }
    if coloured and mode == "RGB":
        assert all(near(one, other, 16) for one, other in zip(corners(made), QUADRANTS, strict=True))


def test_sixteen_bits_keep_their_brightness(tmp_path: Path) -> None:
    for number, value in enumerate((0, 0x4000, 0x8000, 0xC000, 0xFFFF)):
        for kind in ("PNG", "TIFF"):
            facts = store(tmp_path, Image.new("I;16", (40, 40), value), f"{number}.{kind.lower()}", kind)
            made = prepare(facts, crop=WHOLE, width_px=20, height_px=20, mode="L", cache=tmp_path / "cache")
            assert Image.open(io.BytesIO(made)).getpixel((5, 5)) == pytest.approx(value / 257, abs=2)


def test_transparent_parts_lie_on_white(tmp_path: Path) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 120, 80))
    for name, picture in (("rgba.png", image), ("p.png", palette_with_hole())):
        made = prepare(
            store(tmp_path, picture, name, "PNG"), crop=WHOLE, width_px=240, height_px=160, cache=tmp_path / "cache"
        )
        assert near(corners(made)[0], (255, 255, 255))
        assert near(corners(made)[1], GREEN, 24)


def test_the_embedded_profile_is_used(tmp_path: Path) -> None:
    """A profile with red and green swapped must swap them back; one that is garbage or for grey changes nothing."""
    profile = swapped_profile()
    right = prepare(
        store(tmp_path, quarters(), "icc.png", "PNG", icc_profile=profile),
        crop=WHOLE,
        width_px=60,
        height_px=40,
        cache=tmp_path / "c",
    )
    assert corners(right)[0][1] > 150 > corners(right)[0][0]
    for name, bad in (("garbage.png", b"x" * 300), ("short.png", profile[:200])):
        made = prepare(
            store(tmp_path, quarters(), name, "PNG", icc_profile=bad),
            crop=WHOLE,
            width_px=60,
            height_px=40,
            cache=tmp_path / "c",
        )
        assert near(corners(made)[0], RED)
    grey = prepare(
        store(tmp_path, quarters().convert("L"), "grey.png", "PNG", icc_profile=profile),
        crop=WHOLE,
        width_px=60,
        height_px=40,
        cache=tmp_path / "c",
    )
    assert Image.open(io.BytesIO(grey)).size == (60, 40)


def swapped_profile() -> bytes:
    """The sRGB profile with the tags of red and green exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    entries = {bytes(data[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = entries[b"rXYZ"], entries[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


def test_remarks_do_not_stop_a_photo(tmp_path: Path) -> None:
    frames = [quarters(), quarters().transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    quarters().save(tmp_path / "wrong.png", "JPEG")
    cmyk().save(tmp_path / "cmyk.jpg")
    quarters().save(tmp_path / "fine.JPG", "JPEG")
    names = ["moving.gif", "wrong.png", "cmyk.jpg", "fine.JPG"]
    seen = inspect_many([(tmp_path / name, PLACE) for name in names], tmp_path / "cache")
    assert all(item.facts is not None for item in seen)
    assert [[finding.as_dict()["rule"] for finding in item.findings] for item in seen] == [
        ["photo.first-frame"], ["photo.extension"], ["photo.cmyk"], [],
    ]  # fmt: skip
    first = seen[0].facts
    assert first is not None
    assert all(
        near(a, b, 40)
        for a, b in zip(
            corners(prepare(first, WHOLE, 120, 80, cache=tmp_path / "cache")),
            QUADRANTS,
            strict=True,
        )
    )


def test_broken_exif_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    quarters().save(path, exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7fgarbage")
    seen = inspect(path, PLACE, tmp_path / "cache")
    assert seen.facts is not None
    assert seen.facts.orientation == 1
    for value in (0, 9, 77):
        exif = Image.Exif()
        exif[ORIENTATION] = value
        quarters().save(path, exif=exif)
        again = inspect(path, PLACE, tmp_path / "cache")
        assert again.facts is not None
        assert again.facts.orientation == 1


def test_never_larger_than_the_photo(tmp_path: Path) -> None:
    facts = store(tmp_path, quarters(), "a.png", "PNG")
    cache = tmp_path / "cache"
    assert Image.open(io.BytesIO(prepare(facts, WHOLE, 2400, 1600, cache=cache))).size == (
        240,
        160,
    )
    assert Image.open(io.BytesIO(prepare(facts, (0, 0, 0.5, 0.5), 2400, 1600, cache=cache))).size == (120, 80)


def noisy(width: int, height: int) -> Image.Image:
    noise = Image.effect_noise((width, height), 60)
    return Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM), noise))


def test_quality_gives_way_to_the_weight_limit(tmp_path: Path) -> None:
    facts = store(tmp_path, noisy(600, 400), "a.png", "PNG")
    cache = tmp_path / "cache"
    free = prepare(facts, crop=WHOLE, width_px=600, height_px=400, cache=cache)
    light = prepare(facts, crop=WHOLE, width_px=600, height_px=400, cache=cache, max_bytes=int(len(free) * 0.85))
    assert len(light) <= len(free) * 0.85
    floor = prepare(facts, crop=WHOLE, width_px=600, height_px=400, cache=cache, max_bytes=10)
    assert len(floor) == len(prepare(facts, crop=WHOLE, width_px=600, height_px=400, quality=60, cache=cache))


def test_sharpening_changes_the_picture_a_little(tmp_path: Path) -> None:
    facts = store(tmp_path, noisy(600, 400), "a.png", "PNG")
    plain = prepare(facts, crop=WHOLE, width_px=150, height_px=100, cache=tmp_path / "cache")
    sharp = prepare(facts, crop=WHOLE, width_px=150, height_px=100, cache=tmp_path / "cache", sharpen=True)
    assert plain != sharp


def test_same_bytes_from_cold_warm_and_other_places(tmp_path: Path) -> None:
    facts = store(tmp_path, noisy(300, 200), "a.png", "PNG")
    crop = (0.1, 0.1, 0.9, 0.9)
    cold = prepare(facts, crop, 100, 70, cache=tmp_path / "one")
    assert prepare(facts, crop, 100, 70, cache=tmp_path / "one") == cold
    (tmp_path / "else").mkdir()
    copy = tmp_path / "else" / "b.png"
    copy.write_bytes(facts.path.read_bytes())
    moved = inspect(copy, PLACE, tmp_path / "two").facts
    assert moved is not None
    assert prepare(moved, crop, 100, 70, cache=tmp_path / "two") == cold


def test_a_damaged_cache_entry_is_made_again(tmp_path: Path) -> None:
    facts = store(tmp_path, noisy(300, 200), "a.png", "PNG")
    cache = tmp_path / "cache"
    right = prepare(facts, crop=WHOLE, width_px=100, height_px=66, cache=cache)
    (entry,) = [path for path in (cache / "photos" / "pictures").rglob("*") if path.is_file()]
    for damage in (b"", b"x", entry.read_bytes()[:-5], entry.read_bytes()[:90] + b"?" + entry.read_bytes()[91:]):
        entry.write_bytes(damage)
        assert prepare(facts, crop=WHOLE, width_px=100, height_px=66, cache=cache) == right
    assert list(cache.rglob(".*")) == []


def test_damaged_facts_are_looked_up_again(tmp_path: Path) -> None:
    facts = store(tmp_path, quarters(), "a.png", "PNG")
    for path in (tmp_path / "cache").rglob("*.json"):
        for damage in ("", "[]", "{}", '{"stamp": 3}', '{"kind": "JPEG"}', "\x00"):
            kept = path.read_bytes()
            path.write_text(damage)
            assert inspect(facts.path, PLACE, tmp_path / "cache").facts == facts
            path.write_bytes(kept)


def test_a_changed_file_is_seen(tmp_path: Path) -> None:
    facts = store(tmp_path, quarters(), "a.png", "PNG")
    again = store(tmp_path, quarters(80, 60), "a.png", "PNG")
    assert (again.width, again.height) == (80, 60)
    assert again.sha256 != facts.sha256


def test_warm_inspection_reads_no_photo_and_imports_no_decoder(tmp_path: Path) -> None:
    store(tmp_path, quarters(), "a.png", "PNG")
    for number in range(20):
        store(tmp_path, quarters(60 + number, 40), f"{number}.jpg", "JPEG")
    code = (
        "import sys, json, pathlib, time\n"
        "from bulletin.assets.photos.prepare import inspect, prepare\n"
        "from bulletin.errors import Place\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None)\n"
        "facts = inspect(root / 'a.png', Place(), root / 'cache').facts\n"
        "decoder = 'PIL.Image' in sys.modules\n"
        "times = []\n"
        "for _ in range(5):\n"
        "    start = time.process_time()\n"
        "    for number in range(20):\n"
        "        assert inspect(root / f'{number}.jpg', Place(), root / 'cache').facts\n"
        "    times.append(time.process_time() - start)\n"
        "read = any(o.endswith(('.png', '.jpg')) for o in opened)\n"
        "print(json.dumps([facts.width, decoder, read, min(times)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    width, decoder, read, seconds = json.loads(done.stdout)
    assert (width, decoder, read) == (240, False, False)
    assert seconds < 0.02  # for twenty photos


def test_proof_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    quarters().save(path)
    calls: list[str] = []
    real = photos.prove
    monkeypatch.setattr(photos, "prove", lambda data, kind, seen=None: (calls.append(kind), real(data, kind))[1])
    unproven = inspect(path, PLACE, tmp_path / "cache", proof=False).facts
    assert unproven is not None
    assert not unproven.proven
    assert calls == []
    assert inspect(path, PLACE, tmp_path / "cache").facts != unproven
    assert inspect(path, PLACE, tmp_path / "cache") == inspect(path, PLACE, tmp_path / "cache", proof=False)
    assert calls == ["JPEG"]
    other = tmp_path / "b.jpg"
    noisy(90, 60).save(other)
    fresh = inspect(other, PLACE, tmp_path / "cache", proof=False).facts
    assert fresh is not None
    prepare(fresh, crop=WHOLE, width_px=30, height_px=20, cache=tmp_path / "cache")
    after = inspect(other, PLACE, tmp_path / "cache").facts
    assert after is not None
    assert after.proven
    assert calls == ["JPEG"]


@pytest.mark.parametrize(
    ("crop", "size"), [((0.5, 0, 0.5, 1), (9, 9)), ((0, 0, 1.1, 1), (9, 9)), ((0, 0, 1, 1), (0, 9))]
)
def test_nonsense_jobs_are_bugs_of_the_caller(crop: tuple, size: tuple, tmp_path: Path) -> None:
    facts = store(tmp_path, quarters(), "a.png", "PNG")
    with pytest.raises(ValueError, match="empty"):
        prepare(facts, crop, *size, cache=tmp_path / "cache")


def test_pure_noise_is_encoded_too() -> None:
    import random

    from bulletin.assets.photos.render import encoded

    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))
    assert encoded(noise, 92).startswith(b"\xff\xd8")  # Pillow alone: "broken data stream"
