"""The photos of press, copier and archive: from one decode, within the ink limit, and nothing but the picture."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFilter

from bulletin.assets.colour.icc import IccProfile, ink_ceiling
from bulletin.assets.colour.inks import Inking, read_profile
from bulletin.assets.photos import render as photo_render
from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import SCREEN_MAX_BYTES, Rendition, inspect, prepare, prepare_set, rendition
from bulletin.datafiles import find
from bulletin.errors import InputError, Place
from bulletin.pdf.jpeg import read_header

PROFILE = read_profile(find("printers", "icc/ISOcoated_v2_300_bas.icc"))
PLACE = Place("articles/a.yaml", 4, 9)
MM = 25.4
PRESS, OFFICE, RECORD = (
    rendition("press", MM, MM * 2 / 3, 350),
    rendition("office", MM, MM * 2 / 3, 200),
    rendition("record", MM, MM * 2 / 3, 300),
)
PRINTED = (PRESS, OFFICE, RECORD)


def scene(width: int = 900, height: int = 600, seed: int = 1) -> Image.Image:
    """Colours, soft shapes, fine texture and deep shadows: a photo without a photographer."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 256, (9, 13, 3), dtype=np.uint8), "RGB")
    base = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), dtype=float)
    shade = np.linspace(0.05, 1.0, width)[None, :, None]
    grain = rng.normal(0, 6, (height, width, 1))
    return Image.fromarray(np.clip(base * shade + grain, 0, 255).astype(np.uint8), "RGB")


def store(folder: Path, image: Image.Image, name: str = "anh.png", **options: Any) -> PhotoFacts:
    path = folder / name
    image.save(path, **options)
    facts = inspect(path, PLACE, folder / "cache").facts
    assert facts is not None
    return facts


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def total_ink(data: bytes) -> np.ndarray:
    image = opened(data)
    assert image.mode == "CMYK"
    return np.asarray(image, dtype=int).sum(axis=2) / 2.55


def made(facts: PhotoFacts, folder: Path, *asked: Rendition, profile: IccProfile | None = PROFILE) -> list[bytes]:
    return list(prepare_set(facts, WHOLE, asked, cache=folder / "cache", profile=profile, place=PLACE))


def test_kinds_sizes_and_colours(tmp_path: Path) -> None:
    press, office, record = (opened(data) for data in made(store(tmp_path, scene()), tmp_path, *PRINTED))
    assert (press.mode, press.size) == ("CMYK", (350, 233))
    assert (office.mode, office.size) == ("L", (200, 133))
    assert (record.mode, record.size) == ("RGB", (300, 200))
    assert {read_header(data).components for data in made(store(tmp_path, scene()), tmp_path, PRESS)} == {4}
    seen = np.asarray(record, dtype=float)
    meant = np.asarray(scene().resize((300, 200), Image.Resampling.BICUBIC), dtype=float)
    assert np.abs(seen - meant).mean() < 6


def test_photos_are_never_blown_up(tmp_path: Path) -> None:
    facts = store(tmp_path, scene(120, 80))
    for one, data in zip(PRINTED, made(facts, tmp_path, *PRINTED), strict=True):
        assert opened(data).size == (120, 80), one.edition
    crop = (0.0, 0.0, 0.5, 0.5)
    (data,) = prepare_set(facts, crop, [PRESS], cache=tmp_path / "cache", profile=PROFILE)
    assert opened(data).size == (60, 40)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), limit=st.sampled_from([None, 300, 280, 240, 200]), dark=st.floats(0.1, 1.0))
def test_total_ink_stays_within_the_limit_after_jpeg(
    tmp_path_factory: pytest.TempPathFactory, seed: int, limit: int | None, dark: float
) -> None:
    folder = tmp_path_factory.mktemp("muc")
    photo = scene(420, 280, seed).point(lambda value: round(value * dark))
    (data,) = made(store(folder, photo), folder, replace(PRESS, ink_limit=limit))
    ink = total_ink(data)
    most = min(limit or 400, ink_ceiling(PROFILE))
    assert (ink > most + 5).mean() <= 0.0005, f"{ink.max():.1f} against {most:.1f}"
    assert ink.max() <= most + 15


def test_black_ink_is_kept_where_colour_is_taken_back(tmp_path: Path) -> None:
    facts = store(tmp_path, scene().point(lambda value: value * 2 // 3))
    free, held = (opened(d) for d in made(facts, tmp_path, PRESS, replace(PRESS, ink_limit=220)))
    before, after = np.asarray(free, dtype=int), np.asarray(held, dtype=int)
    assert before.sum(axis=2).max() / 2.55 > 260
    assert np.abs(before[..., 3] - after[..., 3]).mean() < 1.0
    room = before.sum(axis=2) / 2.55 < 205
    assert room.mean() > 0.05
    assert np.abs(before - after)[room].mean() < 1.5, "colours within the limit stay"


def test_flat_colours_get_the_inks_that_vectors_get(tmp_path: Path) -> None:
    inking = Inking({}, PROFILE)
    for number, rgb in enumerate([(200, 40, 40), (20, 80, 160), (40, 120, 60), (240, 210, 180)]):
        facts = store(tmp_path, Image.new("RGB", (90, 60), rgb), f"{number}.png")
        pixel = opened(made(facts, tmp_path, PRESS)[0]).getpixel((45, 30))
        wanted = [255 * part for part in inking.cmyk(*(part / 255 for part in rgb))]
        assert pixel == pytest.approx(wanted, abs=2.5), rgb


@pytest.mark.parametrize("kind", ["L", "1", "RGB", "LA", "jpeg", "P"])
def test_grey_pictures_stay_grey(kind: str, tmp_path: Path) -> None:
    grey = scene().convert("L")
    photo = grey.convert("RGB") if kind == "jpeg" else grey.convert(kind)  # type: ignore[arg-type]
    facts = store(tmp_path, photo, "anh.jpg" if kind == "jpeg" else "anh.png")
    for one, data in zip(PRINTED, made(facts, tmp_path, *PRINTED), strict=True):
        assert read_header(data).components == 1, one.edition


def test_one_faint_colour_keeps_a_picture_in_colour(tmp_path: Path) -> None:
    photo = scene().convert("L").convert("RGB")
    photo.paste((200, 30, 30), (40, 40, 60, 60))
    assert [opened(d).mode for d in made(store(tmp_path, photo), tmp_path, *PRINTED)] == ["CMYK", "L", "RGB"]


def test_a_one_ink_shop_gets_grey(tmp_path: Path) -> None:
    facts = store(tmp_path, scene())
    black, plain = replace(PRESS, one_ink=True), PRESS
    (with_profile,) = made(facts, tmp_path, black)
    (without,) = made(facts, tmp_path, plain, profile=None)
    assert opened(with_profile).mode == opened(without).mode == "L"
    assert np.asarray(opened(with_profile)).mean() < np.asarray(opened(without)).mean() - 2, "the press is lighter"


def test_no_rendition_depends_on_the_others(tmp_path: Path) -> None:
    photo = scene()
    facts = store(tmp_path, photo)
    large = rendition("press", MM, MM * 2 / 3, 500)
    together = dict(zip((*PRINTED, large), made(facts, tmp_path, *PRINTED, large), strict=True))
    for number, asked in enumerate([c for size in (1, 2) for c in combinations((*PRINTED, large), size)]):
        alone = tmp_path / f"cache-{number}"
        done = prepare_set(facts, WHOLE, asked, cache=alone, profile=PROFILE)
        assert list(done) == [together[one] for one in asked], asked
    assert opened(together[large]).size == (500, 333)


def test_threads_make_the_same_bytes(tmp_path: Path) -> None:
    photos = [store(tmp_path, scene(seed=n), f"{n}.jpg", quality=95) for n in range(4)]
    serial = [made(facts, tmp_path, *PRINTED) for facts in photos]

    def again(facts: PhotoFacts) -> list[bytes]:
        return list(prepare_set(facts, WHOLE, PRINTED, cache=tmp_path / "other", profile=PROFILE))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(again, photos)) == serial


def test_one_decode_serves_all_and_the_cache_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = photo_render.upright
    monkeypatch.setattr(photo_render, "upright", lambda *args: calls.append(1) or real(*args))
    facts = store(tmp_path, scene())
    first = made(facts, tmp_path, *PRINTED)
    assert len(calls) == 1
    facts.path.unlink()
    assert made(facts, tmp_path, *reversed(PRINTED)) == first[::-1]
    assert len(calls) == 1


def test_the_screen_is_as_ever(tmp_path: Path) -> None:
    facts = store(tmp_path, scene())
    screen = rendition("screen", MM, MM * 2 / 3, 170)
    ever = prepare(
        facts, WHOLE, 170, 113, cache=tmp_path / "a", sharpen=True, max_bytes=SCREEN_MAX_BYTES, place=PLACE
    )  # fmt: skip
    assert prepare_set(facts, WHOLE, [PRESS, screen], cache=tmp_path / "b", profile=PROFILE)[1] == ever


def test_another_profile_is_another_picture_and_only_for_the_press(tmp_path: Path) -> None:
    facts = store(tmp_path, scene())
    other = replace(PROFILE, sha256="0" * 64)
    count = lambda: len([p for p in (tmp_path / "cache" / "photos" / "pictures").rglob("*") if p.is_file()])  # noqa: E731
    made(facts, tmp_path, *PRINTED)
    assert count() == 3
    made(facts, tmp_path, *PRINTED, profile=other)
    assert count() == 4


def test_nothing_but_the_picture_comes_out(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif[0x8825] = {1: "N", 2: (20.0, 42.0, 0.0), 3: "E", 4: (106.0, 47.0, 0.0)}
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    facts = store(tmp_path, scene(), "anh.jpg", exif=exif, icc_profile=icc, comment=b"rieng tu", dpi=(72, 72))
    assert facts.has_gps
    grey = store(tmp_path, scene().convert("L"), "xam.jpg", exif=exif, comment=b"rieng tu")
    for photo in (facts, grey):
        for data in made(photo, tmp_path, *PRINTED, replace(PRESS, one_ink=True), replace(PRESS, ink_limit=250)):
            header = read_header(data)
            assert header.private == header.comments == ()
            assert not any(word in data for word in (b"Exif", b"rieng tu", b"ICC_PROFILE", b"http"))


def test_cmyk_values_are_inverted_as_the_marker_says(tmp_path: Path) -> None:
    """Editions must write /Decode [1 0 …]: the samples stand in the file as Adobe's programs write them."""
    (data,) = made(store(tmp_path, Image.new("RGB", (60, 40), (250, 235, 180))), tmp_path, PRESS)
    assert b"\xff\xee\x00\x0eAdobe" in data
    assert np.asarray(opened(data), dtype=int)[5, 5] == pytest.approx([3, 15, 89, 0], abs=12)
    assert data[data.index(b"Adobe") + 11] == 0, "no YCCK"


@pytest.mark.parametrize("orientation", range(2, 9))
def test_turned_photos_come_out_upright(orientation: int, tmp_path: Path) -> None:
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what undoes each EXIF turn, by Pillow's number
    straight = scene(300, 200)
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = store(tmp_path, straight.transpose(Image.Transpose(turns[orientation])), "quay.png", exif=exif)
    upright = store(tmp_path, straight, "thang.png")
    asked = [replace(one, width=60, height=40, master=(90, 60)) for one in PRINTED]
    for one, other in zip(made(turned, tmp_path, *asked), made(upright, tmp_path, *asked), strict=True):
        a, b = (np.asarray(opened(data), dtype=float) for data in (one, other))
        assert a.shape == b.shape
        assert np.abs(a - b).mean() < 2.5


def test_the_copier_gets_lighter_mid_tones_and_crisper_edges(tmp_path: Path) -> None:
    flat = Image.new("L", (240, 160), 128)
    (data,) = made(store(tmp_path, flat), tmp_path, replace(OFFICE, width=120, height=80))
    assert opened(data).getpixel((60, 40)) == pytest.approx(144, abs=2)
    edge = Image.new("L", (240, 160), 90)
    edge.paste(170, (120, 0, 240, 160))
    soft = edge.filter(ImageFilter.GaussianBlur(0.8))
    (data,) = made(store(tmp_path, soft, "canh.png"), tmp_path, replace(OFFICE, width=240, height=160))
    row = np.asarray(opened(data), dtype=int)[80]
    assert row.min() < row[20] - 2
    assert row.max() > row[220] + 2


def test_what_goes_wrong_is_a_finding_at_the_photo(tmp_path: Path) -> None:
    facts = store(tmp_path, scene(), "anh.jpg")
    facts.path.write_bytes(facts.path.read_bytes() + b" ")
    for harm, rule in ((lambda: None, "photo.changed"), (facts.path.unlink, "photo.missing")):
        harm()
        with pytest.raises(InputError) as caught:
            made(facts, tmp_path, *PRINTED)
        assert [(f.rule.id, str(f.place)) for f in caught.value.findings] == [(rule, "articles/a.yaml:4:9")]
    with pytest.raises(ValueError, match="empty"):
        prepare_set(facts, (0.5, 0, 0.5, 1), [PRESS], cache=tmp_path, profile=PROFILE)
