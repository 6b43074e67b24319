"""The 39 checks of a preflight: number, id, title and the rules that each may raise. Numbers and ids never change."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.report import Check

ARCHIVE = 2
"""Number of the check that asks the validators of PDF/A and PDF/UA."""


OF_CONTENT = frozenset({10, 11, *range(13, 39)})
"""Numbers of the checks that look at what pages draw."""


def _check(number: int, name: str, vi: str, en: str, *more: str) -> Check:
    return Check(number, name, Text(vi, en), tuple(f"preflight.{rule}" for rule in more or (name,)))


CHECKS: tuple[Check, ...] = (
    _check(1, "syntax", "Cấu trúc tệp PDF", "Syntax of the PDF", "syntax", "too-complex", "unread", "unreadable"),
    _check(2, "pdfa", "Chuẩn lưu trữ PDF/A và trợ năng PDF/UA", "PDF/A and PDF/UA", "pdfa", "ua"),
    _check(3, "pdfx-identity", "Thông tin nhận dạng PDF/X", "Identity of a PDF/X file"),
    _check(4, "output-condition", "Điều kiện in ghi trong tệp", "Output condition of the file"),
    _check(5, "active-content", "Mật khẩu, lệnh chạy, biểu mẫu, tệp kèm", "Encryption, actions, forms, attachments",
           "encrypted", "action", "form", "attachment", "record-source"),
    _check(6, "annotation", "Liên kết và ghi chú trên trang in", "Links and notes on printed pages"),
    _check(7, "boxes", "Các khung trang", "Page boxes"),
    _check(8, "trim", "Khổ thành phẩm", "Trim size"),
    _check(9, "bleed", "Phần tràn lề", "Bleed"),
    _check(10, "short-of-bleed", "Hình chạm mép nhưng không tràn hết lề", "Art that stops short of the bleed"),
    _check(11, "safety", "Chữ cách mép cắt", "Text inside the safety zone"),
    _check(12, "page-multiple", "Bội số trang", "Number of pages"),
    _check(13, "empty-page", "Trang trắng", "Empty pages"),
    _check(14, "font-embedding", "Phông chữ nhúng trong tệp", "Embedded fonts"),
    _check(15, "foreign-font", "Phông chữ ngoài mẫu trình bày", "Fonts that are not the layout's"),
    _check(16, "notdef", "Ô vuông thay cho chữ", "Missing glyphs"),
    _check(17, "text-lost", "Chữ bị mất hoặc bị xén", "Lost or cut text", "text-lost", "text-covered"),
    _check(18, "small-text", "Cỡ chữ nhỏ nhất", "Smallest type"),
    _check(19, "small-text-inks", "Chữ nhỏ nhiều mực hoặc chữ trắng", "Small type in several inks or reversed"),
    _check(20, "rich-black-text", "Chữ đen pha nhiều mực", "Text in rich black"),
    _check(21, "body-not-black", "Chữ bài không phải đen đơn", "Body text that is not black only"),
    _check(22, "knock-out", "Chữ đen khoét nền", "Black text that knocks out"),
    _check(23, "white-overprint", "Màu trắng in chồng", "White that overprints"),
    _check(24, "overprint", "In chồng khác", "Other overprint"),
    _check(25, "thin-line", "Nét mảnh", "Thin lines"),
    _check(26, "colour-space", "Hệ màu", "Colour spaces"),
    _check(27, "spot", "Màu pha", "Spot inks"),
    _check(28, "transparency", "Độ trong suốt", "Transparency"),
    _check(29, "resolution", "Độ nét của ảnh", "Resolution of pictures",
           "resolution", "resolution-modest", "resolution-high"),
    _check(30, "bitmap-resolution", "Độ nét của hình đen trắng", "Resolution of 1-bit pictures",
           "bitmap-resolution", "bitmap-resolution-high"),
    _check(31, "total-ink", "Tổng lượng mực", "Total ink"),
    _check(32, "light-tint", "Tông quá nhạt", "Tints too light to print"),
    _check(33, "qr-form", "Hình thức mã QR", "Form of QR codes", "qr-form", "qr-module"),
    _check(34, "qr-reading", "Quét thử mã QR", "Reading of QR codes", "qr-reading", "qr-content", "qr-margin"),
    _check(35, "barcode", "Mã vạch", "Bar codes", "barcode", "barcode-width"),
    _check(36, "marks", "Dấu in", "Printer's marks"),
    _check(37, "grey-contrast", "Tương phản khi in xám", "Contrast in grey"),
    _check(38, "features", "Tính năng nhà in không nhận", "Features that presses refuse"),
    _check(39, "file-size", "Dung lượng tệp", "Size of the file"),
)  # fmt: skip
