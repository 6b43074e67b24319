"""Pictures that are not photos (logos, drawings in pixels): grey stays grey, colour gets the edition's inks."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.spaces import TargetInks, converted_space

_DROPPED = ("/Interpolate", "/Alternates", "/OPI", "/SMaskInData", "/Metadata", "/Intent")


def convert_picture(pdf: pikepdf.Pdf, picture: pikepdf.Stream, target: TargetInks) -> None:
    """Give one picture the target's colour space, in place; its mask stays as it is.

    A picture without any colour becomes DeviceGray, of one bit when it is black and white only.

    Raises:
        ValueError: a picture that cannot be decoded (JPEG 2000 and the like).
    """
    for key in _DROPPED:
        if key in picture:
            del picture[key]
    mask = picture.get("/SMask")
    if isinstance(mask, pikepdf.Stream) and "/Interpolate" in mask:
        del mask["/Interpolate"]
    space = target.space if target.pixel_space is None else target.pixel_space
    if picture.get("/ImageMask", False) or picture.get("/ColorSpace") in (Name.DeviceGray, space):
        return
    if converted_space(picture.ColorSpace, Dictionary(), target).convert is None:  # spot inks
        return
    try:
        image = pikepdf.PdfImage(picture).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, OSError, RuntimeError) as error:
        raise ValueError(f"picture: {error}") from error
    pixels = image.convert("RGB").tobytes()
    red, green, blue = pixels[::3], pixels[1::3], pixels[2::3]
    if red == green == blue:
        _write_grey(picture, red, image.width)
        return
    picture.write(target.pixels(pixels))
    picture.ColorSpace, picture.BitsPerComponent = space, 8
    _forget_decode(picture)


def _write_grey(picture: pikepdf.Stream, pixels: bytes, width: int) -> None:
    bits = 8
    if not pixels.translate(None, b"\x00\xff"):
        bits, pixels = 1, _packed(pixels, width)
    picture.write(pixels)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, bits
    _forget_decode(picture)


def _packed(pixels: bytes, width: int) -> bytes:
    """Rows of 0 and 255 as bits, each row to a whole byte."""
    digits = pixels.translate(bytes([0x30]) + bytes([0x31]) * 255)
    size = (width + 7) // 8
    rows = (digits[at : at + width].ljust(8 * size, b"0") for at in range(0, len(digits), width))
    return b"".join(int(row, 2).to_bytes(size, "big") for row in rows)


def _forget_decode(picture: pikepdf.Stream) -> None:
    for key in ("/Decode", "/DecodeParms"):
        if key in picture:
            del picture[key]
    if isinstance(picture.get("/Mask"), Array):  # a colour key speaks of the old colours
        del picture["/Mask"]


_SHORT = {
    "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
    "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width",
}  # fmt: skip
_SHORT_NAMES = {
    "/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed", "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode", "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip


def inline_picture(pdf: pikepdf.Pdf, inline: pikepdf.PdfInlineImage, resources: pikepdf.Object) -> pikepdf.Stream:
    """An inline picture as a picture object, its short keys and names written out (ISO 32000-1, tables 93 and 94)."""
    head = inline.unparse().partition(b"\nID\n")[0].removeprefix(b"BI\n")
    picture = pdf.make_stream(inline.read_raw_bytes())
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    for key, value in pikepdf.Object.parse(b"<<" + head + b">>").items():
        picture[_SHORT.get(key, key)] = _long(value)
    space = picture.get("/ColorSpace")
    named = resources.get("/ColorSpace", Dictionary())
    if isinstance(space, Name) and str(space) in named:
        picture.ColorSpace = named[str(space)]
    return picture


def _long(value: pikepdf.Object) -> pikepdf.Object:
    if isinstance(value, Name):
        return Name(_SHORT_NAMES.get(str(value), str(value)))
    if isinstance(value, Array):
        return Array([_long(item) for item in value])
    return value
