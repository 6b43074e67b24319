"""Colours as inks and greys: exact where the designer said so, black alone for neutrals, ICC for the rest."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from bulletin.assets.colour.icc import IccProfile, black_curve, ink_ceiling, to_inks
from bulletin.assets.colour.inks import (
    Inking,
    alike_in_grey,
    lightness,
    limited,
    luminance_grey,
    palette_of,
    read_profile,
)
from bulletin.datafiles import find
from bulletin.errors import InputError, Place
from bulletin.layout.spec import layout_names, load_layout

SHIPPED = find("printers", "icc/ISOcoated_v2_300_bas.icc")
PROFILE = read_profile(SHIPPED)
BYTE = st.integers(0, 255)
RGB = st.tuples(BYTE, BYTE, BYTE)
SHARE = st.integers(0, 10_000).map(lambda n: n / 10_000)
CMYK = st.tuples(SHARE, SHARE, SHARE, SHARE)


@dataclass(frozen=True)
class Ink:
    srgb: str
    cmyk: tuple[float, float, float, float]


def shares(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in rgb)
    return red, green, blue


def as_written(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    """The numbers of a content stream, rounded as page setters round them."""
    red, green, blue = (round(part / 255, 4) for part in rgb)
    return red, green, blue


@settings(deadline=None)
@given(st.dictionaries(RGB, CMYK, min_size=1, max_size=6), RGB)
def test_palette_colours_are_exact_and_nothing_else_is_taken_for_them(
    palette: dict[tuple[int, int, int], tuple[float, float, float, float]], other: tuple[int, int, int]
) -> None:
    inking = Inking(palette, PROFILE, ink_limit=200)
    for rgb, inks in palette.items():
        assert inking.cmyk(*shares(rgb)) == inks
        assert inking.cmyk(*as_written(rgb)) == inks
    assert not inking.through_icc
    if other not in palette:
        assert inking.cmyk(*shares(other)) == Inking({}, PROFILE, ink_limit=200).cmyk(*shares(other))


def test_neutrals_are_black_ink_alone_and_the_ends_are_exact() -> None:
    inking = Inking({}, PROFILE)
    inks = [inking.cmyk(*shares((v, v, v))) for v in range(256)]
    assert inks[0] == (0.0, 0.0, 0.0, 1.0)
    assert inks[255] == (0.0, 0.0, 0.0, 0.0)
    assert all(c == m == y == 0 for c, m, y, _ in inks)
    assert [k for *_, k in inks] == sorted((k for *_, k in inks), reverse=True)
    assert not inking.through_icc


@settings(deadline=None)
@given(RGB)
def test_other_colours_go_through_icc_within_its_ink_and_are_remembered(rgb: tuple[int, int, int]) -> None:
    inking = Inking({}, PROFILE)
    inks = inking.cmyk(*shares(rgb))
    assert all(0 <= share <= 1 for share in inks)
    assert sum(inks) <= 3.0 + 0.005
    assert inks == inking.cmyk(*shares(rgb)) == Inking({}, PROFILE).cmyk(*as_written(rgb))
    if len(set(rgb)) == 1:
        assert inks[:3] == (0, 0, 0)
    else:
        assert inking.through_icc == {rgb: inks}


@settings(deadline=None)
@given(RGB, st.integers(150, 320))
def test_a_lower_limit_takes_colour_back_and_leaves_black(rgb: tuple[int, int, int], limit: int) -> None:
    free, held = Inking({}, PROFILE).cmyk(*shares(rgb)), Inking({}, PROFILE, limit).cmyk(*shares(rgb))
    assert sum(held) <= max(limit / 100, held[3]) + 1e-9
    assert held[3] == free[3]
    assert held == free or sum(free) > limit / 100
    # In proportion: the hue holds to the digits that are written.
    scale = sum(held[:3]) / sum(free[:3]) if sum(free[:3]) else 1
    assert all(abs(h - f * scale) < 3e-4 for h, f in zip(held[:3], free[:3], strict=True))


@settings(deadline=None)
@given(CMYK, st.integers(100, 400))
def test_limited_inks_are_within_the_limit(inks: tuple[float, float, float, float], limit: int) -> None:
    made = limited(inks, limit)
    assert sum(made) <= limit / 100 + 1e-9
    assert made[3] == inks[3]
    assert all(0 <= part <= was for part, was in zip(made, inks, strict=True))


def test_black_and_grey_of_the_profile_are_those_of_another_engine() -> None:
    """Per cent that a second program got from this profile, relative colorimetric with black point compensation."""
    for rgb, inks in (((0, 0, 0), (77, 69, 60, 93)), ((128, 128, 128), (48, 39, 38, 20))):
        assert [part / 2.55 for part in to_inks(PROFILE, [rgb])[0]] == pytest.approx(inks, abs=1.0)


def test_inks_print_the_colour_that_was_meant() -> None:
    """Colours that paper can show, seen through the profile's measurements, are those of the screen."""
    relative, lab = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.createProfile("LAB")
    press = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE.data))
    seen = ImageCms.buildTransform(press, lab, "CMYK", "LAB", relative, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    meant = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB", relative)
    colours = [(180, 120, 110), (110, 140, 170), (200, 190, 120), (120, 150, 110), (220, 200, 190), (150, 110, 140)]
    inking = Inking({}, PROFILE)
    inks = bytes(round(255 * part) for colour in colours for part in inking.cmyk(*shares(colour)))
    paper = ImageCms.applyTransform(Image.frombytes("CMYK", (len(colours), 1), inks), seen)
    screen = ImageCms.applyTransform(
        Image.frombytes("RGB", (len(colours), 1), bytes(b for colour in colours for b in colour)), meant
    )
    assert paper is not None
    assert screen is not None
    for colour, one, other in zip(colours, _lab(paper), _lab(screen), strict=True):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 < 2.5, colour


def _lab(image: Image.Image) -> list[tuple[float, float, float]]:
    data = image.tobytes()
    signed = [value - 256 if value > 127 else value for value in data]
    return [(data[at] / 2.55, float(signed[at + 1]), float(signed[at + 2])) for at in range(0, len(data), 3)]


@settings(deadline=None)
@given(RGB)
def test_without_a_profile_everything_is_black_ink(rgb: tuple[int, int, int]) -> None:
    inking = Inking({(200, 30, 40): (0, 1, 0.9, 0.1)}, None)
    c, m, y, k = inking.cmyk(*shares(rgb))
    assert c == m == y == 0
    assert k == pytest.approx(1 - inking.gray(*shares(rgb)), abs=1e-4)
    assert not inking.through_icc


@settings(deadline=None)
@given(RGB)
def test_greys_keep_luminance_and_neutrals_stay(rgb: tuple[int, int, int]) -> None:
    inking = Inking({}, None)
    grey = inking.gray(*shares(rgb))
    assert min(rgb) / 255 - 1e-3 <= grey <= max(rgb) / 255 + 1e-3
    if len(set(rgb)) == 1:
        assert grey == round(rgb[0] / 255, 4)


def test_greys_of_known_colours() -> None:
    """The two that prepress notes name: a red and a navy that lie close together in grey."""
    inking = Inking({}, PROFILE)
    assert inking.gray(0, 0, 0) == 0.0
    assert inking.gray(1, 1, 1) == 1.0
    assert inking.gray(0xC8 / 255, 0x10 / 255, 0x2E / 255) == pytest.approx(0.40, abs=0.01)
    assert inking.gray(0, 0x4B / 255, 0x8D / 255) == pytest.approx(0.29, abs=0.01)
    assert inking.gray(1, 0, 0) == pytest.approx(0.4984, abs=1e-3)


def test_near_black_of_the_palette_is_solid_toner() -> None:
    """Body text in #1a1a1a with K 100 would be screened, and no longer sharp, as the grey of its screen colour."""
    for name in layout_names():
        spec = load_layout(name)
        inking = Inking(palette_of(spec.palette), PROFILE)
        muc = spec.palette["muc"].srgb
        rgb = tuple(int(muc[at : at + 2], 16) for at in (1, 3, 5))
        assert inking.gray(*shares(rgb)) == 0.0  # type: ignore[arg-type]
        assert inking.cmyk(*shares(rgb)) == (0.0, 0.0, 0.0, 1.0)  # type: ignore[arg-type]


def test_the_palette_of_every_layout_is_exact() -> None:
    for name in layout_names():
        spec = load_layout(name)
        inking = Inking(palette_of(spec.palette), PROFILE)
        for ink in spec.palette.values():
            rgb = tuple(int(ink.srgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
            assert inking.cmyk(*rgb) == tuple(part / 100 for part in ink.cmyk)
        assert not inking.through_icc


def test_colours_that_fall_together_in_grey_are_told() -> None:
    colours = {
        "do": Ink("#c8102e", (0, 100, 80, 10)),
        "xanh": Ink("#004b8d", (100, 70, 0, 20)),
        "vang": Ink("#ffd200", (0, 15, 100, 0)),
        "den": Ink("#1a1a1a", (0, 0, 0, 100)),
    }
    pairs = {(pair.one, pair.other): pair.difference for pair in alike_in_grey(colours)}
    assert set(pairs) == {("do", "xanh")}
    assert pairs["do", "xanh"] == pytest.approx(12, abs=2)
    assert ("den", "xanh") not in pairs
    assert len(alike_in_grey(colours, least=101)) == 6
    assert alike_in_grey({"do": colours["do"]}) == ()


def test_lightness_of_greys() -> None:
    assert lightness(0) == 0
    assert lightness(1) == pytest.approx(100)
    assert lightness(luminance_grey((119, 119, 119))) == pytest.approx(50, abs=0.2)


def test_grey_photos_print_as_light_as_they_look() -> None:
    """The black ramp seen through the profile's own measurements, against relative colorimetric with black point."""
    curve = black_curve(PROFILE)
    assert (curve[0], curve[255]) == (0, 255)
    assert list(curve) == sorted(curve)
    to_lab = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(PROFILE.data)), ImageCms.createProfile("LAB"), "CMYK", "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    strip = Image.frombytes("CMYK", (256, 1), bytes(b for value in curve for b in (0, 0, 0, 255 - value)))
    printed = ImageCms.applyTransform(strip, to_lab)
    assert printed is not None
    light = [value / 2.55 for value in printed.tobytes()[::3]]
    black = ((light[0] + 16) / 116) ** 3
    for grey in range(16, 250, 9):
        linear = ((grey / 255 + 0.055) / 1.055) ** 2.4
        wanted = 116 * (black + (1 - black) * linear) ** (1 / 3) - 16
        assert light[grey] == pytest.approx(wanted, abs=1.0), grey
    assert curve[128] < 118, "printed dot for dot it would be 10 L* too light"


# --- profiles -----------------------------------------------------------------------------------------------------


def test_the_shipped_profile() -> None:
    assert (PROFILE.space, PROFILE.device_class) == ("CMYK", "prtr")
    assert PROFILE.description == "ISO Coated v2 300% (basICColor)"
    assert PROFILE.sha256 in find("printers", "icc/LICENCE.md").read_text("utf-8")
    assert PROFILE.data == SHIPPED.read_bytes()
    assert 290 < ink_ceiling(PROFILE) <= 300.5
    assert read_profile(SHIPPED) == PROFILE
    assert "data" not in repr(PROFILE)


def changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (None, "icc.unreadable"),
        (b"", "icc.broken"),
        (b"Khong phai ho so mau" * 100, "icc.broken"),
        (PROFILE.data[:5000], "icc.broken"),
        (changed(PROFILE.data, 128, bytes(len(PROFILE.data) - 128)), "icc.broken"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "icc.not-cmyk"),
        (changed(PROFILE.data, 12, b"scnr"), "icc.not-printer"),
        (changed(PROFILE.data, 12, b"link"), "icc.not-printer"),
        (changed(PROFILE.data, 16, b"RGB "), "icc.not-cmyk"),
    ],
)
def test_unfit_profiles_are_findings(tmp_path: Path, data: bytes | None, rule: str) -> None:
    path = tmp_path / "nha-in.icc"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_profile(path, Place("printers/x.yaml", 3, 5))
    (finding,) = caught.value.findings
    assert finding.rule.id == rule
    assert str(finding.place) == "printers/x.yaml:3:5"
    for lang in ("vi", "en"):
        assert "nha-in.icc" in finding.what(lang)  # type: ignore[arg-type]
        assert finding.remedy(lang)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PROFILE.data) - 1), BYTE), min_size=1, max_size=30))
def test_damaged_profiles_never_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(PROFILE.data)
    for at, value in damage:
        data[at % 4000] = value  # header and tag table, where it hurts
    path = tmp_path_factory.getbasetemp() / "damaged.icc"
    path.write_bytes(data)
    # A change that does no harm may pass; whatever else happens must be a finding.
    with contextlib.suppress(InputError):
        assert isinstance(read_profile(path), IccProfile)
