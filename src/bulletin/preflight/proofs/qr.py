"""Every QR code is read from the finished page, the way a telephone would, and must say exactly its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bulletin.errors import Finding, Place, Rule
from bulletin.geometry import MM_PER_INCH, PT_PER_INCH, PT_PER_MM
from bulletin.layout.laid import QrSlot
from bulletin.preflight.proofs import rules

_PPI = 300
_QUIET_MODULES = 4  # ISO/IEC 18004, 5.3.8
_WHITE = 250


def prove_qr(page: Any, slots: Sequence[QrSlot]) -> Iterator[Finding]:
    """Findings on the codes of one page.

    Args:
        page: the page as pypdfium2 opened it.
        slots: the codes that must be on it.
    """
    for slot in slots:
        picture = _picture(page, slot)
        found = _read(*picture) if picture else []
        if not found:
            yield _finding(rules.QR_UNREADABLE, slot)
        elif len(found) > 1:
            yield _finding(rules.QR_COUNT, slot, found=str(len(found)))
        elif found[0] != slot.url:
            yield _finding(rules.QR_WRONG, slot, found=found[0])
        elif picture and not _quiet(*picture, slot):
            yield _finding(rules.QR_QUIET, slot)


def _finding(rule: Rule, slot: QrSlot, **values: str) -> Finding:
    box = slot.box
    place = Place(page=box.page, box_mm=(box.x, box.y, box.width, box.height))
    return Finding(rule, place, slot.url, {"page": str(box.page), "url": slot.url, **values})


def _picture(page: Any, slot: QrSlot) -> tuple[bytes, int, int] | None:
    """The code's frame as grey bytes, 300 pixels per inch; None when the page does not reach there."""
    box = slot.box
    shown, trim = page.get_cropbox(), page.get_trimbox()  # left, bottom, right, top in pt
    left, top = trim[0] + box.x * PT_PER_MM, trim[3] - box.y * PT_PER_MM
    sides = (
        left - shown[0],
        top - box.height * PT_PER_MM - shown[1],
        shown[2] - left - box.width * PT_PER_MM,
        shown[3] - top,
    )
    crop = tuple(max(0.0, side) for side in sides)
    if crop[0] + crop[2] > page.get_width() - 1 or crop[1] + crop[3] > page.get_height() - 1:
        return None
    bitmap = page.render(scale=_PPI / PT_PER_INCH, crop=crop, grayscale=True, may_draw_forms=False, draw_annots=False)
    rows = bytes(bitmap.buffer)
    columns, lines, stride = bitmap.width, bitmap.height, bitmap.stride
    bitmap.close()
    if stride != columns:
        rows = b"".join(rows[at * stride : at * stride + columns] for at in range(lines))
    return rows[: columns * lines], columns, lines


def _read(pixels: bytes, width: int, height: int) -> list[str]:
    import zxingcpp

    view = memoryview(pixels).cast("B", (height, width))
    return [
        code.text
        for code in zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def _quiet(pixels: bytes, width: int, height: int, slot: QrSlot) -> bool:
    """Whether the outer four modules are white; half a module is left to the soft edge of the pattern."""
    band = int((_QUIET_MODULES - 0.5) * slot.module_mm / MM_PER_INCH * _PPI)
    top, foot = pixels[: band * width], pixels[(height - band) * width :]
    if min(top) < _WHITE or min(foot) < _WHITE:
        return False
    middle = pixels[band * width : (height - band) * width]
    return all(
        min(middle[at : at + band]) >= _WHITE and min(middle[at + width - band : at + width]) >= _WHITE
        for at in range(0, len(middle), width)
    )
