"""`printers/NAME.yaml`: what a print shop, or the office copier, asks of a file. One file for each shop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bulletin.fields import spec
from bulletin.lazy import dataclass

Marks = Literal["none", "crop", "full"]
Standard = Literal["x-4", "x-1a", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The printing condition that the colours are made for (ISO 15930-7, 6.2.2: OutputConditionIdentifier …)."""

    identifier: str = spec(
        "ma",
        vi="Mã điều kiện in, ví dụ FOGRA39",
        en="Identifier of the printing condition",
        example="FOGRA39",
        main=True,
    )
    registry: str = spec(
        "noi_dang_ky",
        vi="Nơi đăng ký mã, để nguyên nếu nhà in không nói gì",
        en="Registry of the identifier",
        default="http://www.color.org",
        example="http://www.color.org",
    )
    description: str | None = spec(
        "mo_ta",
        vi="Mô tả điều kiện in",
        en="The condition in words",
        default=None,
        example="Offset tờ rời, giấy tráng phủ",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPpi:
    """Pixels per inch of photos at the size in which they are printed."""

    best: int = spec(
        "toi_da", vi="Mật độ ảnh tối đa khi xuất (ppi); ảnh lớn hơn được thu nhỏ, ảnh nhỏ hơn không bị phóng to",
        en="Highest resolution written, ppi; larger photos are scaled down, smaller ones never up",
        default=350, minimum=100, maximum=1200, example="350",
    )  # fmt: skip
    good: int = spec(
        "nen_co", vi="Dưới mức này thì nhắc (ppi)", en="Below this a warning, ppi", default=225,
        minimum=50, maximum=1200, example="225",
    )  # fmt: skip
    least: int = spec(
        "toi_thieu", vi="Dưới mức này là lỗi (ppi)", en="Below this an error, ppi", default=150,
        minimum=30, maximum=1200, example="150",
    )  # fmt: skip


READING_PPI = PhotoPpi(best=400, good=120, least=72)
"""For the screen and the record edition, and for a copier without a profile of its own.

Below `least` a photo is refused everywhere: in `check`, in the plan, in the proof of the finished file. A shop's
profile may ask for more, never for less.
"""


def strictest(limits: Iterable[PhotoPpi]) -> PhotoPpi:
    """The limits that satisfy all of these and `READING_PPI`: one plan of the pages serves all editions."""
    every = (READING_PPI, *limits)
    return PhotoPpi(
        best=max(ppi.best for ppi in every), good=max(ppi.good for ppi in every), least=max(ppi.least for ppi in every)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A print shop's conditions; lengths in mm, type and lines in pt, inks in per cent of area coverage."""

    schema: str = spec(
        "phien_ban", vi="Phiên bản của cách ghi tệp này", en="Version of this file's form",
        default="bulletin/printer@1", pattern=r"bulletin/printer@1", example="bulletin/printer@1",
    )  # fmt: skip
    title: str = spec("ten", vi="Tên nhà in hoặc máy in", en="Name of the shop or machine", example="Nhà in mẫu")
    about: str = spec(
        "mo_ta", vi="Dùng khi nào", en="When to use it", default="", example="Offset bốn màu, giấy couché"
    )
    paper: Literal["coated", "uncoated", "newsprint", "office"] = spec(
        "giay", vi="Loại giấy: coated (tráng phủ), uncoated, newsprint (giấy báo), office (giấy photo)",
        en="Paper: coated, uncoated, newsprint or office", example="coated",
        values={"couché": "coated", "tráng phủ": "coated", "không tráng phủ": "uncoated", "giấy báo": "newsprint",
                "giấy photo": "office", "giấy văn phòng": "office"},
    )  # fmt: skip
    inks: Literal["cmyk", "black"] = spec(
        "muc", vi="Mực: cmyk (bốn màu) hoặc black (một màu đen)", en="Inks: cmyk or black only", default="cmyk",
        values={"bốn màu": "cmyk", "4 màu": "cmyk", "một màu": "black", "1 màu": "black", "đen": "black"},
        example="cmyk",
    )  # fmt: skip
    standard: Standard = spec(
        "chuan", vi="Chuẩn tệp: x-4 (PDF/X-4), x-1a (PDF/X-1a, nhà in cũ) hoặc none (không theo chuẩn nào)",
        en="File standard: x-4, x-1a (old workflows) or none", default="x-4",
        values={"pdf/x-4": "x-4", "pdf/x-1a": "x-1a", "không": "none"}, example="x-4",
    )  # fmt: skip
    icc: str | None = spec(
        "ho_so_mau", vi="Tệp hồ sơ màu ICC (CMYK) của nhà in, trong thư mục có tệp này, hoặc tên một hồ sơ có sẵn",
        en="ICC profile (CMYK) of the shop, inside the folder of this file, or a shipped one", default=None,
        kind="path", example="icc/ISOcoated_v2_300_bas.icc",
    )  # fmt: skip
    condition: Condition | None = spec("dieu_kien_in", vi="Điều kiện in", en="Printing condition", default=None)
    bleed_mm: float = spec(
        "tran_le", vi="Tràn lề (mm): phần nền và ảnh in lố ra ngoài mép cắt", en="Bleed beyond the trim, mm",
        default=3.0, minimum=0, maximum=20, example="3",
    )  # fmt: skip
    marks: Marks = spec(
        "dau_cat", vi="Dấu in: none (không), crop (ốc cắt) hoặc full (đủ dấu, thang màu, dòng ghi chú)",
        en="Marks: none, crop, or full (crop, registration, colour bar, slug line)", default="none",
        values={"không": "none", "ốc cắt": "crop", "đủ": "full"}, example="none",
    )  # fmt: skip
    marks_allowed: bool = spec(
        "cho_phep_dau", vi="Nhà in có nhận tệp có dấu in không: có hoặc không",
        en="Whether the shop takes files with marks", default=True, example="có",
    )  # fmt: skip
    ink_limit: int = spec(
        "tong_muc", vi="Tổng lượng mực bốn màu tối đa (%)", en="Total ink limit of the four inks, %",
        default=300, minimum=100, maximum=400, example="300",
    )  # fmt: skip
    lightest_tint: int = spec(
        "tram_nhat", vi="Tông nhạt nhất còn in được (%)", en="Lightest tint that prints, %", default=5,
        minimum=0, maximum=30, example="5",
    )  # fmt: skip
    photo_ppi: PhotoPpi = spec("mat_do_anh", vi="Mật độ ảnh (ppi)", en="Resolution of photos, ppi", default=PhotoPpi())
    bitmap_ppi: int = spec(
        "mat_do_net", vi="Mật độ ảnh đen trắng 1 bit ít nhất (ppi)", en="Least resolution of 1-bit images, ppi",
        default=550, minimum=100, maximum=4800, example="550",
    )  # fmt: skip
    min_text_pt: float = spec(
        "chu_nho_nhat", vi="Cỡ chữ nhỏ nhất của bài (pt)", en="Smallest type of running text, pt", default=6.0,
        minimum=3, maximum=24, example="6",
    )  # fmt: skip
    min_text_one_ink_pt: float = spec(
        "chu_mot_mau", vi="Chữ nhỏ hơn mức này là lỗi dù chỉ in một mực (pt)",
        en="Below this an error even in one ink, pt", default=5.0, minimum=3, maximum=24, example="5",
    )  # fmt: skip
    min_text_inks_pt: float = spec(
        "chu_nhieu_mau", vi="Chữ nhiều mực hoặc chữ trắng trên nền nhiều mực nhỏ nhất (pt)",
        en="Smallest type in several inks or reversed out of them, pt", default=9.0, minimum=3, maximum=36, example="9",
    )  # fmt: skip
    min_line_pt: float = spec(
        "net_nho_nhat", vi="Nét mảnh nhất, một mực (pt)", en="Thinnest line in one ink, pt", default=0.25,
        minimum=0.05, maximum=5, example="0,25",
    )  # fmt: skip
    min_line_inks_pt: float = spec(
        "net_nhieu_mau", vi="Nét mảnh nhất, nhiều mực hoặc nét trắng (pt)",
        en="Thinnest line in several inks or reversed, pt", default=0.5, minimum=0.05, maximum=5, example="0,5",
    )  # fmt: skip
    safety_mm: float = spec(
        "vung_an_toan", vi="Chữ cách mép cắt ít nhất (mm)", en="Text stays inside the trim by, mm", default=3.0,
        minimum=0, maximum=30, example="3",
    )  # fmt: skip
    fold_safety_mm: float = spec(
        "an_toan_gay", vi="Chữ cách gáy ít nhất khi đóng tập (mm)", en="Text stays off the fold of a booklet by, mm",
        default=5.0, minimum=0, maximum=30, example="5",
    )  # fmt: skip
    page_multiple: int = spec(
        "boi_so_trang", vi="Số trang là bội của: 4 khi đóng ghim, 1 nếu nhà in nhận số trang nào cũng được",
        en="Pages are a multiple of: 4 when stapled, 1 when any number will do", default=4,
        minimum=1, maximum=64, example="4",
    )  # fmt: skip
    spots: tuple[str, ...] = spec(
        "mau_pha", vi="Tên các màu pha được dùng", en="Spot inks that may be used", default=(), example="PANTONE 186 C"
    )
    max_mb: int = spec(
        "toi_da_mb", vi="Tệp lớn nhất nhà in nhận (MB)", en="Largest file, MB", default=100,
        minimum=1, maximum=10_000, example="100",
    )  # fmt: skip
