"""Damages of pictures and of what presses refuse (checks 29, 30, 38)."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from defects_colours import state
from defects_kit import (
    FREE,
    FREE_PAGE,
    Damage,
    Facts,
    Harm,
    box_of,
    fill_box,
    found,
    paint,
    place_image,
    raster,
    read,
    sheet,
    to_points,
)
from pikepdf import Array, Dictionary, Name

GREY = 120
_SQUARE = (FREE[0], FREE[1], 40.0, 40.0)


def photo_box(facts: Facts) -> tuple[float, float, float, float]:
    """Where the photo stands."""
    return box_of(facts.laid.photos[0].box)


def photo(pdf: pikepdf.Pdf, facts: Facts) -> pikepdf.Stream:
    """The sample's photo, found by its place on page 1."""
    page = sheet(pdf, 1)
    mark = found(page, read(page), "object", photo_box(facts))[0]
    return page.resources["/XObject"][mark.name]


def low_resolution(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The photo in 200 px of width: some 47 ppi on 109 mm. Real pixels, thinned from its own."""
    image = photo(pdf, facts)
    small = pikepdf.PdfImage(image).as_pil_image().convert("L").resize((200, 108))
    keep(image, small.tobytes(), small.size)


def keep(image: pikepdf.Stream, data: bytes, size: tuple[int, int]) -> None:
    """Grey pixels instead of what an image held."""
    for key in ("/Filter", "/DecodeParms", "/Decode", "/Interpolate"):
        if key in image:
            del image[key]
    image.write(data)
    image.Width, image.Height = size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8


def grey(ppi: float, bits: int = 8, **keys: Any) -> Harm:
    """Harm: a grey picture of that resolution in the free part of page 2."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        size = round(FREE[2] / 25.4 * ppi), round(FREE[3] / 25.4 * ppi)
        row = (size[0] * bits + 7) // 8
        image = raster(pdf, size, bytes(range(256)) * (row * size[1] // 256) + bytes(row * size[1] % 256),
                       Name.DeviceGray, bits, **keys)  # fmt: skip
        place_image(pdf, image)

    return harm


def stencil(pdf: pikepdf.Pdf, _: Facts) -> None:
    size = round(FREE[2] / 25.4 * 200), round(FREE[3] / 25.4 * 200)
    data = bytes([0b10101010]) * ((size[0] + 7) // 8 * size[1])
    image = pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], ImageMask=True, BitsPerComponent=1
    )
    place_image(pdf, image, before="0 0 0 1 k")


def squeezed(pdf: pikepdf.Pdf, _: Facts) -> None:
    """600 ppi across, 60 ppi down: the smaller axis counts."""
    size = round(FREE[2] / 25.4 * 600), round(FREE[3] / 25.4 * 60)
    place_image(pdf, raster(pdf, size, bytes([GREY]) * (size[0] * size[1]), Name.DeviceGray))


def turned(pdf: pikepdf.Pdf, _: Facts) -> None:
    """A square of 28.3 mm with 85 px on each side, standing on its corner."""
    image = raster(pdf, (85, 85), bytes([GREY]) * 85 * 85, Name.DeviceGray)
    x, y, width, _height = to_points(sheet(pdf, FREE_PAGE), _SQUARE)
    half = width / 2
    code = f"{half:.3f} {half:.3f} {-half:.3f} {half:.3f} {x + half:.3f} {y:.3f} cm /Harm Do"
    paint(pdf, FREE_PAGE, code, {"/XObject": {"/Harm": image}})


def encoded(filter_name: Name, make: Any) -> Harm:
    """Harm: a picture of 300 ppi compressed in a way that presses refuse."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        size = 592, 236
        image = raster(pdf, size, b"", Name.DeviceGray)
        image.write(make(size), filter=filter_name)
        place_image(pdf, image)

    return harm


def jpx(size: tuple[int, int]) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", size, GREY).save(out, "JPEG2000")
    return out.getvalue()


def lzw(size: tuple[int, int]) -> bytes:
    """Pixels in LZW as PDF writes it: every code 9 bits long, the table cleared before it would grow."""
    pixels = bytes([GREY]) * (size[0] * size[1])
    codes: list[int] = []
    for start in range(0, len(pixels), 200):
        codes += [256, *pixels[start : start + 200]]
    codes.append(257)
    bits = "".join(f"{code:09b}" for code in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def alternates(pdf: pikepdf.Pdf, facts: Facts) -> None:
    image = photo(pdf, facts)
    other = raster(pdf, (1, 1), b"\x80", Name.DeviceGray)
    image.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])


def opi(pdf: pikepdf.Pdf, facts: Facts) -> None:
    photo(pdf, facts).OPI = pikepdf.Object.parse(b"<< /2.0 << /Type /OPI /Version 2.0 /F (anh.tif) >> >>")


def postscript(pdf: pikepdf.Pdf, _: Facts) -> None:
    program = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    paint(pdf, FREE_PAGE, "/HarmPS Do", {"/XObject": {"/HarmPS": program}})


def layer(pdf: pikepdf.Pdf, _: Facts) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Bản nháp")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group]), Name=pikepdf.String("Lớp")))
    paint(pdf, FREE_PAGE, "/OC /HarmOC BDC 0 0 0 1 k 130 300 20 20 re f EMC", {"/Properties": {"/HarmOC": group}})


def transfer(pdf: pikepdf.Pdf, facts: Facts) -> None:
    fill_box("/HarmGS gs 0 0 0 .5 k", extra=state(TR=Name.Identity))(pdf, facts)


_FREE: dict[str, Any] = {"edition": "press", "page": FREE_PAGE, "box": FREE}

ROWS = (
    Damage(name="photo-47-ppi", edition="press", rules=("resolution",), page=1, box=photo_box,
        how="the photo in 200 px", harm=low_resolution, also=("qr-reading",)),
    Damage(name="picture-180-ppi", rules=("resolution-modest",), how="a picture of 180 ppi", harm=grey(180), **_FREE),
    Damage(name="picture-900-ppi", rules=("resolution-high",), how="a picture of 900 ppi", harm=grey(900), **_FREE),
    Damage(name="picture-squeezed", rules=("resolution",), how="600 ppi across but 60 ppi down", harm=squeezed,
        **_FREE),
    Damage(name="picture-turned", edition="press", rules=("resolution",), page=2, box=_SQUARE,
        how="a picture of 76 ppi, turned by 45°", harm=turned),
    Damage(name="bitmap-200-ppi", rules=("bitmap-resolution",), how="a 1-bit picture of 200 ppi", harm=grey(200, 1),
        **_FREE),
    Damage(name="stencil-200-ppi", rules=("bitmap-resolution",), how="a stencil of 200 ppi", harm=stencil, **_FREE),
    Damage(name="bitmap-4000-ppi", rules=("bitmap-resolution-high",), how="a 1-bit picture of 4000 ppi",
        harm=grey(4000, 1), **_FREE),
    Damage(name="jpx", edition="press", severity="warning", rules=("features",), how="a JPEG 2000 picture",
        harm=encoded(Name.JPXDecode, jpx), also=("features",)),
    Damage(name="lzw", edition="press", severity="error", rules=("features",), how="a picture in LZW",
        harm=encoded(Name.LZWDecode, lzw)),
    Damage(name="16-bit", edition="press", rules=("features",), how="a picture of 16 bits", harm=grey(300, 16)),
    Damage(name="alternates", edition="press", rules=("features",), how="the photo has an alternate for printing",
        harm=alternates),
    Damage(name="opi", edition="press", rules=("features",), how="the photo is a stand-in (OPI)", harm=opi),
    Damage(name="postscript", edition="press", rules=("features",), how="a PostScript object", harm=postscript),
    Damage(name="layers", edition="press", rules=("features",), how="a layer that can be switched off", harm=layer),
    Damage(name="transfer-curve", edition="press", rules=("features",), how="a transfer curve", harm=transfer),
)  # fmt: skip
