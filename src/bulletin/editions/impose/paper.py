"""The paper of an imposed edition: the sheet that the office has, and what to report when pages do not fit on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.editions.impose.sheet import Paper, Scheme, choose
from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.geometry import PT_PER_MM

LARGER_PAPER = Rule(
    "impose.larger-paper", Severity.WARNING,
    Text("Hai trang {size} mm đặt cạnh nhau không vừa tờ {paper}: tập in được dàn trên giấy lớn hơn.",
         "Two pages of {size} mm beside each other do not fit on {paper}: the sheets were made for larger paper."),
    Text("Máy photo chỉ có giấy {paper} sẽ cắt mất mép trang.", "A copier that has only {paper} would cut the pages."),
    Text("Gõ thu_vua: có (fit: yes) dưới ban_in, may_photo để trang được thu nhỏ.",
         "Type fit: yes (thu_vua: có) under outputs, office to have the pages made smaller."),
    form=Text("Hãy chọn “Có” ở mục “Thu nhỏ trang cho vừa tờ giấy đã chọn” của bản in ở cơ quan.",
              "Choose yes for pages that are made smaller, in the office edition."),
)  # fmt: skip
FINE_CODE = Rule(
    "impose.fine-code", Severity.WARNING,
    Text("Thu còn {percent} % cỡ gốc, ô nhỏ nhất của mã QR trong tập in chỉ còn {module} mm; cần ít nhất {least} mm.",
         "At {percent} % of their size the finest QR code of the sheets has modules of {module} mm; it should have "
         "{least} mm."),
    Text("Điện thoại có thể không đọc được mã trên bản photo.", "Telephones may fail to read it on a copy."),
    Text("Gõ to_giay: a3 (sheet: a3) dưới ban_in, may_photo nếu máy có giấy A3, hoặc rút ngắn địa chỉ của mã.",
         "Type sheet: a3 (to_giay: a3) under outputs, office if the copier has A3 paper, or shorten its address."),
    form=Text("Hãy chọn giấy A3 cho bản in ở cơ quan nếu máy có giấy ấy, hoặc rút ngắn địa chỉ của mã.",
              "Choose A3 for the office edition if the copier has it, or shorten the address."),
)  # fmt: skip


def on_paper(scheme: Scheme, sheet: Paper, fit: bool, trim_mm: tuple[float, float]) -> Scheme:
    """Return the scheme for the office's paper: pages keep their size where they can, else they are fitted.

    Args:
        scheme: how to bind.
        sheet: the paper that the office asks for.
        fit: whether pages may be made smaller; if not, pages too large for `sheet` go on larger paper.
        trim_mm: width and height of a page in mm.
    """
    asked = replace(scheme, sheet=sheet)
    width, height = (side * PT_PER_MM for side in trim_mm)
    if choose(asked, width, height) is not None:
        return asked
    return replace(asked, fit=True) if fit else replace(scheme, sheet="auto")


def paper_findings(
    sheet: Paper, used: Scheme, scale: float, trim_mm: tuple[float, float], module_mm: float | None, least_mm: float,
    place: Place,
) -> Iterator[Finding]:  # fmt: skip
    """Yield what the office should know about its sheets.

    Args:
        sheet: the paper that was asked for.
        used: what `on_paper` made of it.
        scale: what one mm of the page is on the sheet.
        trim_mm: width and height of a page in mm.
        module_mm: side of a module of the finest QR code in mm; None when there is none.
        least_mm: the side in mm below which a copied code may not be read.
        place: where the paper was asked for.
    """
    if used.sheet != sheet:
        size = "{:g} × {:g}".format(*trim_mm)
        yield Finding(LARGER_PAPER, place, values={"size": size, "paper": str(sheet).upper()})
    if module_mm is not None and scale < 1 and module_mm * scale < least_mm - 1e-9:
        values = {"percent": f"{scale * 100:.0f}", "module": f"{module_mm * scale:.2f}", "least": f"{least_mm:g}"}
        yield Finding(FINE_CODE, place, values=values)
