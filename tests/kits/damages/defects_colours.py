"""Damages of colour, ink, overprint and transparency (checks 20 to 24, 26 to 28, 31, 32, 37)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from defects_kit import (
    FREE,
    FREE_PAGE,
    Damage,
    Facts,
    Harm,
    Resources,
    around,
    fill_box,
    paint,
    place_image,
    raster,
    say,
    sheet,
    text_box,
    to_points,
)
from pikepdf import Array, Dictionary, Name

DOT = (FREE[0] + 20.0, FREE[1] + 10.0, 2.0, 2.0)
TINT_BOX = (40.0, 150.0, 50.0, 20.0)
WORD = (45.0, 160.0)
"""Where words are put on page 2, baseline."""
WORD_BOX = (45.0, 157.0, 8.0, 3.6)


def ramp(*end: float) -> Dictionary:
    """An exponential function from nothing to `end`."""
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.0] * len(end), C1=list(end), N=1)


def in_space(make: Any, colour: str) -> Harm:
    """Harm: a rectangle in a colour space made in the file."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        fill_box(f"/HarmCS cs {colour} scn", extra=lambda: {"/ColorSpace": {"/HarmCS": make(pdf)}})(pdf, facts)

    return harm


def icc_rgb(pdf: pikepdf.Pdf) -> Array:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, pdf.make_stream(profile, N=3, Alternate=Name.DeviceRGB)])


def icc_cmyk(pdf: pikepdf.Pdf) -> Array:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    return Array([Name.ICCBased, pdf.make_stream(profile, N=4, Alternate=Name.DeviceCMYK)])


def cal_rgb(_: pikepdf.Pdf) -> Array:
    return Array([Name.CalRGB, Dictionary(WhitePoint=[0.9505, 1, 1.089])])


def lab(_: pikepdf.Pdf) -> Array:
    return Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-100, 100, -100, 100])])


def spot(pdf: pikepdf.Pdf) -> Array:
    return Array([Name.Separation, Name("/PANTONE 485 C"), Name.DeviceCMYK, pdf.make_indirect(ramp(0, 0.95, 1, 0))])


def all_inks(pdf: pikepdf.Pdf) -> Array:
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(ramp(1, 1, 1, 1))])


def device_n(pdf: pikepdf.Pdf) -> Array:
    tint = pdf.make_stream(b"{ 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    return Array([Name.DeviceN, Array([Name.Orange, Name.Silver]), Name.DeviceCMYK, tint])


def picture(mode: str) -> Harm:
    """Harm: a small picture of 300 ppi and more in a colour space."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        size = (700, 280)
        pixels = size[0] * size[1]
        if mode == "rgb":
            image = raster(pdf, size, bytes([200, 30, 40]) * pixels, Name.DeviceRGB)
        elif mode == "indexed":
            table = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\xff\x00\x00\x00\x00\xff")])
            image = raster(pdf, size, bytes([0, 1]) * (pixels // 2), table)
        else:
            image = raster(pdf, size, bytes([230, 230, 230, 230]) * pixels, Name.DeviceCMYK)
        place_image(pdf, image)

    return harm


def shading(pdf: pikepdf.Pdf, _: Facts) -> None:
    x, y, width, height = to_points(sheet(pdf, FREE_PAGE), FREE)
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    axial = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[x, y, x + width, y], Function=function)
    code = f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re W n /HarmSh sh"
    paint(pdf, FREE_PAGE, code, {"/Shading": {"/HarmSh": pdf.make_indirect(axial)}})


def nested_form(pdf: pikepdf.Pdf, _: Facts) -> None:
    inner = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1],
                            Resources=Dictionary())  # fmt: skip
    outer = pdf.make_stream(b"/In Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1],
                            Resources=Dictionary(XObject=Dictionary(In=inner)))  # fmt: skip
    place_image(pdf, outer)


def pattern(pdf: pikepdf.Pdf, facts: Facts) -> None:
    tile = pdf.make_stream(b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 8, 8],
                           XStep=8, YStep=8, Resources=Dictionary())  # fmt: skip
    fill_box("/Pattern cs /HarmP scn", extra=lambda: {"/Pattern": {"/HarmP": tile}})(pdf, facts)


def inline_image(pdf: pikepdf.Pdf, _: Facts) -> None:
    x, y, width, height = to_points(sheet(pdf, FREE_PAGE), FREE)
    hexed = "ff0000" * 4
    code = f"{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm\nBI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID {hexed}> EI"
    paint(pdf, FREE_PAGE, code)


def stroke(pdf: pikepdf.Pdf, _: Facts) -> None:
    x, y, width, height = to_points(sheet(pdf, FREE_PAGE), FREE)
    paint(pdf, FREE_PAGE, f"1 0 0 RG 2 w {x:.3f} {y:.3f} {width:.3f} {height:.3f} re S")


def page_group(pdf: pikepdf.Pdf, _: Facts) -> None:
    sheet(pdf, 1).obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)


def state(**keys: Any) -> Callable[[], Resources]:
    """A graphics state called /HarmGS."""
    return lambda: {"/ExtGState": {"/HarmGS": Dictionary(Type=Name.ExtGState, **keys)}}


def words_on_tint(
    colour: str, extra: Callable[[], Resources] | None = None, tint: str = "0 0 0 .3 k", size: float = 10
) -> Harm:
    """Harm: words over a tint; `colour` may set a state too."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        fill_box(tint, TINT_BOX)(pdf, facts)
        if extra:
            paint(pdf, FREE_PAGE, "", extra())
        say(pdf, FREE_PAGE, WORD, size, colour, facts=facts)

    return harm


def white_line(pdf: pikepdf.Pdf, _: Facts) -> None:
    x, y, width, height = to_points(sheet(pdf, FREE_PAGE), FREE)
    code = f"/HarmGS gs 0 0 0 0 K 2 w {x:.3f} {y + height:.3f} m {x + width:.3f} {y + height:.3f} l S"
    paint(pdf, FREE_PAGE, code, state(OP=True, OPM=1)())


def layered(pdf: pikepdf.Pdf, facts: Facts) -> None:
    fill_box("1 1 0 0 k")(pdf, facts)
    fill_box("/HarmGS gs 0 0 1 .9 k", extra=state(op=True, OPM=1))(pdf, facts)


def soft_mask(pdf: pikepdf.Pdf, facts: Facts) -> None:
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)
    form = pdf.make_stream(b".5 g 0 0 600 800 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800],
                           Group=group, Resources=Dictionary())  # fmt: skip
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form)
    fill_box("/HarmGS gs 0 0 0 .5 k", extra=state(SMask=mask))(pdf, facts)


def masked_picture(pdf: pikepdf.Pdf, _: Facts) -> None:
    size = (700, 280)
    mask = raster(pdf, size, bytes([128]) * (size[0] * size[1]), Name.DeviceGray)
    place_image(pdf, raster(pdf, size, bytes([90]) * (size[0] * size[1]), Name.DeviceGray, SMask=mask))


def blended(pdf: pikepdf.Pdf, _: Facts) -> None:
    sheet(pdf, 1).obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)


_IN_FREE = {"edition": "press", "page": FREE_PAGE, "box": FREE}
COLOUR: dict[str, Any] = {**_IN_FREE, "rules": ("colour-space",)}
THIN = ("pdfa",)

ROWS = (
    Damage(name="rgb-fill", how="a rectangle in `rg`", harm=fill_box("1 0 0 rg"), **COLOUR),
    Damage(name="rgb-stroke", how="a frame in `RG`", harm=stroke, **COLOUR),
    Damage(name="rgb-picture", how="a DeviceRGB picture", harm=picture("rgb"), **COLOUR),
    Damage(name="indexed-rgb-picture", how="a picture with an RGB colour table", harm=picture("indexed"), **COLOUR),
    Damage(name="inline-rgb-picture", how="an inline picture in RGB", harm=inline_image, **COLOUR,
        also=("resolution",)),
    Damage(name="rgb-shading", how="an axial shading in RGB", harm=shading, **COLOUR),
    Damage(name="lab-fill", how="a rectangle in Lab", harm=in_space(lab, "50 60 40"), **COLOUR),
    Damage(name="icc-rgb-fill", how="a rectangle in an RGB ICC space", harm=in_space(icc_rgb, "1 0 0"), **COLOUR),
    Damage(name="cal-rgb-fill", how="a rectangle in CalRGB", harm=in_space(cal_rgb, "1 0 0"), **COLOUR),
    Damage(name="rgb-in-nested-form", how="RGB two forms deep", harm=nested_form, **COLOUR),
    Damage(name="rgb-in-pattern", how="a tiling pattern painted in RGB", harm=pattern, **COLOUR),
    Damage(name="rgb-group", edition="press", rules=("colour-space",), page=1, how="the page's blend space is RGB",
        harm=page_group, also=("transparency",)),
    Damage(name="device-n", rules=("spot",), how="two inks by DeviceN", harm=in_space(device_n, "1 0"), **_IN_FREE),
    Damage(name="spot-ink", rules=("spot",), quote="PANTONE 485 C", how="a spot ink that nobody ordered",
        harm=in_space(spot, "1"), **_IN_FREE),
    Damage(name="all-in-artwork", rules=("spot",), how="registration colour in the artwork",
        harm=in_space(all_inks, ".5"), **_IN_FREE, also=("marks", "total-ink")),
    Damage(name="ink-380", severity="error", rules=("total-ink",), how="a rectangle of 380 %",
        harm=fill_box("1 1 .9 .9 k"), **_IN_FREE),
    Damage(name="picture-ink-360", rules=("total-ink",), how="a CMYK picture of 360 %", harm=picture("cmyk"),
        **_IN_FREE),
    Damage(name="ink-by-overprint", rules=("total-ink",), how="190 % overprinted on 200 %", harm=layered, **_IN_FREE,
        also=("overprint",)),
    Damage(name="icc-cmyk-x1a", edition="press-x1a", rules=("colour-space",), page=FREE_PAGE, box=FREE,
        how="CMYK tied to a profile, which PDF/X-1a forbids", harm=in_space(icc_cmyk, "0 0 0 .5"), also=("pdfa",)),
    Damage(name="ink-380-small", edition="press", severity="warning", rules=("total-ink",), page=FREE_PAGE, box=DOT,
        how="a square of 2 mm with 380 %", harm=fill_box("1 1 .9 .9 k", DOT)),
    Damage(name="tint-3", rules=("light-tint",), how="a tint of 3 %", harm=fill_box("0 0 0 .03 k"), **_IN_FREE),
    Damage(name="rich-black-words", edition="press", rules=("rich-black-text",), page=2, box=WORD_BOX,
        how="words in four-colour black", harm=words_on_tint(".6 .5 .5 1 k"), also=("text-lost",)),
    Damage(name="body-in-four-inks", edition="press", rules=("body-not-black",), page=1, box=text_box(1, "body", 1),
        fit="inside", how="a paragraph of the body in four inks",
        harm=around(1, "text", text_box(1, "body", 1), ".5 .4 .3 .2 k"), also=("small-text-inks", "rich-black-text")),
    Damage(name="white-overprints", rules=("white-overprint",), how="white that overprints, and so vanishes",
        harm=fill_box("/HarmGS gs 0 0 0 0 k", extra=state(op=True, OPM=1)), **_IN_FREE),
    Damage(name="white-line-overprints", edition="press", rules=("white-overprint",), page=2, box=(*FREE[:3], 0.0),
        how="a white line that overprints", harm=white_line),
    Damage(name="colour-overprints", rules=("overprint",), how="a red rectangle that overprints",
        harm=fill_box("/HarmGS gs 0 .9 .8 .1 k", extra=state(op=True, OPM=1)), **_IN_FREE),
    Damage(name="black-knocks-out", edition="press", rules=("knock-out",), page=2, box=WORD_BOX,
        how="black words on a tint without overprint",
        harm=words_on_tint("/HarmGS gs 0 0 0 1 k", state(op=False, OP=False, OPM=0), "0 .3 0 0 k"),
        also=("text-lost",)),
    Damage(name="black-knocks-out-mode-0", edition="press", rules=("knock-out",), page=2, box=WORD_BOX,
        how="overprint is on, but in mode 0, where K 100 erases C, M and Y",
        harm=words_on_tint("/HarmGS gs 0 0 0 1 k", state(op=True, OP=False, OPM=0), "0 .3 0 0 k"),
        also=("text-lost",)),
    Damage(name="half-transparent-x4", severity="warning", rules=("transparency",), how="50 % opacity in PDF/X-4",
        harm=fill_box("/HarmGS gs 0 0 0 .5 k", extra=state(ca=0.5)), **_IN_FREE),
    Damage(name="half-transparent-x1a", edition="press-x1a", severity="error", rules=("transparency",), page=2,
        box=FREE, how="50 % opacity in PDF/X-1a", harm=fill_box("/HarmGS gs 0 0 0 .5 k", extra=state(ca=0.5)),
        also=THIN),
    Damage(name="multiply-x1a", edition="press-x1a", severity="error", rules=("transparency",), page=2, box=FREE,
        how="blend mode Multiply", harm=fill_box("/HarmGS gs 0 0 0 .5 k", extra=state(BM=Name.Multiply)), also=THIN),
    Damage(name="soft-mask-x1a", edition="press-x1a", severity="error", rules=("transparency",), page=2, box=FREE,
        how="a soft mask in the state", harm=soft_mask, also=THIN),
    Damage(name="masked-picture-x1a", edition="press-x1a", rules=("transparency",), page=2, box=FREE,
        how="a picture with a soft mask", harm=masked_picture, also=THIN),
    Damage(name="page-group-x1a", edition="press-x1a", rules=("transparency",), page=1,
        how="a transparency group on the page", harm=blended, also=THIN),
    Damage(name="office-cmyk", edition="office", rules=("colour-space",), page=2, box=FREE,
        how="a CMYK rectangle for the copier", harm=fill_box("0 0 0 1 k")),
    Damage(name="mono-magenta", edition="press-mono", rules=("colour-space",), page=2, box=FREE,
        how="magenta in a file for one ink", harm=fill_box("0 1 0 0 k")),
    Damage(name="office-rgb", edition="office", rules=("colour-space",), page=2, box=FREE,
        how="an RGB rectangle for the copier", harm=fill_box("0 0 1 rg")),
    Damage(name="office-pale-words", edition="office", rules=("grey-contrast",), page=2, box=WORD_BOX,
        how="pale grey words on light grey", harm=words_on_tint(".72 g", None, ".85 g"), also=("text-lost",)),
)  # fmt: skip
