"""`printers/NAME.yaml`: what a print shop, or the office copier, asks of a file. One file for each shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.fields import spec

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
        "noi_dang_ky", vi="Nơi đăng ký mã", en="Registry of the identifier", default="http://www.color.org"
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

    best: int = spec("toi_da", vi="Mật độ ảnh tối đa khi xuất (ppi)", en="Highest resolution written, ppi", default=350)
    good: int = spec("nen_co", vi="Dưới mức này thì nhắc (ppi)", en="Below this a warning, ppi", default=225)
    least: int = spec("toi_thieu", vi="Dưới mức này là lỗi (ppi)", en="Below this an error, ppi", default=150)


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
        "chuan", vi="Chuẩn tệp: x-4, x-1a hoặc none", en="File standard: x-4, x-1a or none", default="x-4",
        values={"pdf/x-4": "x-4", "pdf/x-1a": "x-1a", "không": "none"}, example="x-4",
    )  # fmt: skip
    icc: str | None = spec(
        "ho_so_mau", vi="Tệp hồ sơ màu ICC, nằm cạnh tệp này", en="ICC profile, a file beside this one", default=None,
        kind="path", example="icc/ISOcoated_v2_300_bas.icc",
    )  # fmt: skip
    condition: Condition | None = spec("dieu_kien_in", vi="Điều kiện in", en="Printing condition", default=None)
    bleed_mm: float = spec("tran_le", vi="Tràn lề (mm)", en="Bleed, mm", default=3.0, example="3")
    marks: Marks = spec(
        "dau_cat", vi="Dấu in: none (không), crop (ốc cắt) hoặc full (đủ dấu, thang màu, dòng ghi chú)",
        en="Marks: none, crop, or full (crop, registration, colour bar, slug line)", default="none",
        values={"không": "none", "ốc cắt": "crop", "đủ": "full"}, example="none",
    )  # fmt: skip
    marks_allowed: bool = spec(
        "cho_phep_dau",
        vi="Nhà in có nhận tệp có dấu in không",
        en="Whether the shop takes files with marks",
        default=True,
    )
    ink_limit: int = spec(
        "tong_muc", vi="Tổng lượng mực tối đa (%)", en="Total ink limit, %", default=300, example="300"
    )
    lightest_tint: int = spec(
        "tram_nhat", vi="Tông nhạt nhất còn in được (%)", en="Lightest tint that prints, %", default=5
    )
    photo_ppi: PhotoPpi = spec("mat_do_anh", vi="Mật độ ảnh (ppi)", en="Resolution of photos, ppi", default=PhotoPpi())
    bitmap_ppi: int = spec(
        "mat_do_net", vi="Mật độ ảnh đen trắng 1 bit (ppi)", en="Least resolution of 1-bit images, ppi", default=550
    )
    min_text_pt: float = spec("chu_nho_nhat", vi="Cỡ chữ nhỏ nhất (pt)", en="Smallest type, pt", default=6.0)
    min_text_one_ink_pt: float = spec(
        "chu_mot_mau",
        vi="Dưới mức này là lỗi dù một màu (pt)",
        en="Below this an error even in one ink, pt",
        default=5.0,
    )
    min_text_inks_pt: float = spec(
        "chu_nhieu_mau",
        vi="Chữ nhiều mực hoặc chữ trắng nhỏ nhất (pt)",
        en="Smallest type in several inks or reversed, pt",
        default=9.0,
    )
    min_line_pt: float = spec(
        "net_nho_nhat", vi="Nét mảnh nhất, một màu (pt)", en="Thinnest line in one ink, pt", default=0.25
    )
    min_line_inks_pt: float = spec(
        "net_nhieu_mau",
        vi="Nét mảnh nhất, nhiều mực hoặc trắng (pt)",
        en="Thinnest line in several inks or reversed, pt",
        default=0.5,
    )
    safety_mm: float = spec(
        "vung_an_toan", vi="Chữ cách mép cắt ít nhất (mm)", en="Text stays inside the trim by, mm", default=3.0
    )
    fold_safety_mm: float = spec(
        "an_toan_gay",
        vi="Chữ cách gáy ít nhất khi đóng tập (mm)",
        en="Text stays off the fold of a booklet by, mm",
        default=5.0,
    )
    page_multiple: int = spec(
        "boi_so_trang", vi="Số trang là bội của", en="Pages are a multiple of", default=4, minimum=1
    )
    spots: tuple[str, ...] = spec("mau_pha", vi="Các màu pha được dùng", en="Spot inks that may be used", default=())
    max_mb: int = spec("toi_da_mb", vi="Tệp lớn nhất (MB)", en="Largest file, MB", default=100)
