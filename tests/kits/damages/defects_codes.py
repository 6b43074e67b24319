"""Damages of QR codes and bar codes (checks 33 to 35)."""

from __future__ import annotations

import pikepdf
from defects_kit import (
    FREE,
    FREE_PAGE,
    Damage,
    Facts,
    Harm,
    around,
    box_of,
    fill_box,
    found,
    paint,
    place_image,
    raster,
    read,
    sheet,
    to_points,
    wrap,
    write,
)
from pikepdf import Name


def code_box(n: int = 0) -> object:
    """The place of the nth QR code."""
    return lambda facts: box_of(facts.laid.qr_codes[n].box)


def quiet_zone_inked(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """A black bar as wide as three modules along the left edge of the quiet zone."""
    code = facts.laid.qr_codes[0]
    x, y, _, height = box_of(code.box)
    fill_box(black(pdf), (x, y, code.module_mm * 3, height), code.box.page)(pdf, facts)


def black(pdf: pikepdf.Pdf) -> str:
    """Black in the ink of the file: K on a press file, grey for the copier."""
    return "0 0 0 1 k" if "/OutputIntents" in pdf.Root else "0 g"


def shrunk(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The code of page 1 at 0.25 mm a module, about the same middle."""
    code = facts.laid.qr_codes[0]
    page = sheet(pdf, code.box.page)
    instructions = read(page)
    targets = found(page, instructions, "path", box_of(code.box))
    part = 0.25 / code.module_mm
    write(pdf, page, wrap(pdf, instructions, targets, centred(part)))


def centred(part: float) -> str:
    """Scale in the code's own space of modules about the middle of 37 of them; a little off does not matter."""
    move = 18.5 * (1 - part)
    return f"{part:.5f} 0 0 {part:.5f} {move:.4f} {move:.4f} cm"


def recoloured(colour: str, n: int = 0) -> Harm:
    """Harm: the nth code in another colour."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        code = facts.laid.qr_codes[n]
        around(code.box.page, "path", box_of(code.box), colour)(pdf, facts)

    return harm


def on_tint(pdf: pikepdf.Pdf, facts: Facts) -> None:
    code = facts.laid.qr_codes[0]
    x, y, width, height = to_points(sheet(pdf, code.box.page), box_of(code.box))
    paint(pdf, code.box.page, f"0 0 0 .2 k {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f", under=True)


def covered(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """White paper over more than the error correction can mend, the three finders left alone."""
    x, y, width, height = box_of(facts.laid.qr_codes[0].box)
    white = "0 0 0 0 k" if "/OutputIntents" in pdf.Root else "1 g"
    fill_box(white, (x + width * 0.3, y + height * 0.35, width * 0.45, height * 0.5), 1)(pdf, facts)


def other_words(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The second code of page 2 takes the place of the first: a good code with the wrong address."""
    page = sheet(pdf, 2)
    instructions = read(page)
    first, second, *_ = (code for code in facts.laid.qr_codes if code.box.page == 2)
    into = found(page, instructions, "path", box_of(first.box))
    out = found(page, instructions, "path", box_of(second.box))
    shapes = [op for mark in out for op in instructions[mark.start : mark.stop]]
    for mark in reversed(into[1:]):
        del instructions[mark.start : mark.stop]
    instructions[into[0].start : into[0].stop] = shapes
    write(pdf, page, instructions)


def as_picture(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The vector code gives way to a picture of itself with 4 px a module."""
    import qrcode

    code = facts.laid.qr_codes[0]
    maker = qrcode.QRCode(border=4, box_size=4)
    maker.add_data(code.url)
    picture = maker.make_image().get_image().convert("L")
    page = sheet(pdf, code.box.page)
    instructions = read(page)
    for mark in reversed(found(page, instructions, "path", box_of(code.box))):
        del instructions[mark.start : mark.stop]
    write(pdf, page, instructions)
    image = raster(pdf, picture.size, picture.tobytes(), Name.DeviceGray)
    place_image(pdf, image, box_of(code.box), code.box.page)


def gone(pdf: pikepdf.Pdf, facts: Facts) -> None:
    code = facts.laid.qr_codes[0]
    page = sheet(pdf, code.box.page)
    instructions = read(page)
    for mark in reversed(found(page, instructions, "path", box_of(code.box))):
        del instructions[mark.start : mark.stop]
    write(pdf, page, instructions)


def bar_code(colour: str) -> Harm:
    """Harm: a true EAN-13 (an ISSN's form, 977…) of 0.33 mm bars in the free part of page 2."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        x, y, _width, height = to_points(sheet(pdf, FREE_PAGE), FREE)
        bars, unit = ean13("9771234567003"), 0.33 / 25.4 * 72
        shapes = " ".join(
            f"{x + (n + 11) * unit:.3f} {y:.3f} {unit:.3f} {height:.3f} re" for n, bar in enumerate(bars) if bar == "1"
        )
        paint(pdf, FREE_PAGE, f"{colour} {shapes} f")

    return harm


LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13(digits: str) -> str:
    """The 95 modules of an EAN-13 (ISO/IEC 15420): 1 for a bar."""
    body = digits[:12]
    check = -sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(body)) % 10
    body += str(check)
    right = [code.translate(str.maketrans("01", "10")) for code in LEFT]
    left = "".join(
        LEFT[int(d)] if side == "L" else right[int(d)][::-1]
        for d, side in zip(body[1:7], PARITY[int(body[0])], strict=True)
    )
    return "101" + left + "01010" + "".join(right[int(d)] for d in body[7:]) + "101"


AT0: dict[str, object] = {"page": 1, "box": code_box(0)}
BAR_BOX = (FREE[0] + 11 * 0.33, FREE[1], 95 * 0.33, FREE[3])

ROWS = (
    Damage(name="qr-quiet-zone-inked", edition="press", rules=("qr-form",), how="a black bar in the quiet zone",
        harm=quiet_zone_inked, **AT0, also=("qr-reading", "qr-margin", "qr-content")),
    Damage(name="qr-shrunk", edition="press", rules=("qr-module", "qr-margin"), page=1, box=code_box(0), fit="inside",
        how="modules of 0.25 mm", harm=shrunk, also=("qr-reading", "qr-form", "qr-margin")),
    Damage(name="qr-red", edition="press", rules=("qr-form",), how="the code in red", harm=recoloured("0 1 1 0 k"),
        **AT0, also=("qr-reading", "qr-margin")),
    Damage(name="qr-on-tint", edition="press", rules=("qr-form",), how="the code on a tint of 20 %", harm=on_tint,
        **AT0, also=("qr-reading", "qr-margin")),
    Damage(name="qr-rich-black", edition="press", rules=("qr-form",), how="the code in four inks",
        harm=recoloured(".6 .5 .5 1 k"), **AT0, also=("qr-reading", "qr-margin")),
    Damage(name="qr-office-grey", edition="office", rules=("qr-form",), how="the copier's code in half grey",
        harm=recoloured(".5 g"), **AT0, also=("qr-reading", "qr-margin", "qr-content")),
    Damage(name="qr-pale", edition="press", rules=("qr-form",), how="the code in 30 % grey",
        harm=recoloured("0 0 0 .3 k"), **AT0, also=("qr-reading", "qr-margin")),
    Damage(name="qr-covered", edition="press", rules=("qr-reading",), how="a sticker over the code", harm=covered,
        **AT0, also=("qr-form", "qr-margin", "qr-content", "qr-module", "barcode")),
    Damage(name="qr-covered-office", edition="office", rules=("qr-reading",), how="a sticker over the copier's code",
        harm=covered, **AT0, also=("qr-form", "qr-margin", "qr-content", "qr-module", "barcode")),
    Damage(name="qr-gone", edition="screen", rules=("qr-reading",), how="the code is not there", harm=gone, **AT0,
        also=("qr-form", "qr-margin", "qr-content", "qr-module", "ua")),
    Damage(name="qr-other-address", edition="press", rules=("qr-content",), page=2, box=code_box(1),
        how="the code leads elsewhere", harm=other_words, also=("qr-reading",)),
    Damage(name="qr-as-picture", edition="press", rules=("qr-form",), how="a picture of the code", harm=as_picture,
        **AT0, also=("resolution", "resolution-modest", "qr-reading", "bitmap-resolution")),
    Damage(name="barcode-in-inks", edition="press", rules=("barcode",), page=2, box=BAR_BOX,
        how="an EAN-13 in four inks", harm=bar_code(".6 .5 .5 1 k")),
    Damage(name="barcode-in-black", edition="press", rules=("barcode-width",), page=2, box=BAR_BOX,
        how="an EAN-13 in black without a word on bar width reduction", harm=bar_code("0 0 0 1 k")),
)  # fmt: skip
