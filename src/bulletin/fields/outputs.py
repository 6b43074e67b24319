"""What is made of an issue: editions for readers, print shop, copier and archive.

Stands in `publication.yaml`, or in `issue.yaml` for one issue.
"""

from __future__ import annotations

from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.fields.printer import Marks
from bulletin.lazy import dataclass

EditionName = Literal["screen", "press", "office", "record"]
EDITIONS: tuple[EditionName, ...] = ("screen", "press", "office", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressOptions:
    """Press edition: which shop, and what this publication asks for beyond the shop's own conditions."""

    printer: str = spec(
        "nha_in", vi="Nhà in: tên tệp trong printers/ (không có .yaml)", en="Printer profile: a file in printers/",
        default="offset-coated", pattern=SLUG, example="offset-coated", main=True,
    )  # fmt: skip
    bleed_mm: float | None = spec(
        "tran_le",
        vi="Tràn lề riêng (mm), nếu khác với nhà in",
        en="Bleed of its own, mm, if not the shop's",
        default=None,
        minimum=0,
        maximum=20,
        example="5",
    )
    marks: Marks | None = spec(
        "dau_cat", vi="Dấu in riêng: none (không), crop (ốc cắt) hoặc full (đủ dấu)",
        en="Marks of its own: none, crop or full", default=None,
        values={"không": "none", "ốc cắt": "crop", "đủ": "full"}, example="crop",
    )  # fmt: skip
    x1a: bool = spec(
        "x_1a", vi="Ghi theo PDF/X-1a cho nhà in cũ: có hoặc không", en="Write PDF/X-1a for an old workflow",
        default=False, example="không",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeOptions:
    """Office edition: for which machine, and how the booklet for it is made."""

    printer: str = spec(
        "may_in", vi="Máy in: tên tệp trong printers/ (không có .yaml)", en="Printer profile of the machine",
        default="office-copier", pattern=SLUG, example="office-copier", main=True,
    )  # fmt: skip

    scheme: Literal["booklet", "two-up", "cut-stack", "none"] = spec(
        "cach_dong",
        vi="Cách dàn trang in: booklet (đóng ghim giữa), two-up (2 trang một mặt), cut-stack (cắt chồng), none",
        en="Imposition: booklet, two-up, cut-stack or none", default="booklet",
        values={"đóng ghim": "booklet", "hai trang": "two-up", "cắt chồng": "cut-stack", "không": "none"},
        example="booklet",
    )  # fmt: skip
    sheet: Literal["auto", "a4", "a3"] = spec(
        "to_giay", "giay",
        vi="Tờ giấy của máy photo: a4, a3 hoặc auto (tờ nhỏ nhất chứa vừa hai trang cạnh nhau)",
        en="Paper of the copier: a4, a3 or auto (the smaller one that takes two pages beside each other)",
        default="auto", values={"tự chọn": "auto"}, example="a4",
    )  # fmt: skip
    fit: bool = spec(
        "thu_vua", vi="Thu nhỏ trang cho vừa tờ giấy đã chọn khi trang lớn hơn: có hoặc không",
        en="Pages too large for the chosen paper are made smaller: yes or no", default=True, example="có",
    )  # fmt: skip
    flip: Literal["short", "long"] = spec(
        "lat_canh", vi="Máy in hai mặt lật theo cạnh: short (ngắn) hoặc long (dài)",
        en="Duplex flips on the short or the long edge", default="short",
        values={"ngắn": "short", "cạnh ngắn": "short", "dài": "long", "cạnh dài": "long"}, example="short",
    )  # fmt: skip
    caliper_mm: float = spec(
        "do_day_giay",
        vi="Độ dày một tờ giấy (mm), để bù đẩy gáy",
        en="Paper caliper, mm, for creep",
        default=0.1,
        minimum=0,
        maximum=1,
        example="0,1",
    )
    insert: bool = spec(
        "to_roi",
        vi="Hai trang giữa in thành tờ rời kẹp trong: có hoặc không",
        en="The two middle pages become a loose insert sheet",
        default=False,
        example="không",
    )
    fold_marks: bool = spec(
        "vach_gap", vi="In vạch gấp: có hoặc không", en="Print fold marks", default=False, example="có"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOptions:
    """Record edition: the archive's standard, and whether the original photos go along."""

    standard: Literal["a-3a", "a-1b"] = spec(
        "chuan", vi="Chuẩn lưu trữ: a-3a (kèm tệp nguồn) hoặc a-1b (TCVN 14159-1:2024)",
        en="Archive standard: a-3a (source inside) or a-1b", default="a-3a",
        values={"pdf/a-3a": "a-3a", "pdf/a-1b": "a-1b", "tcvn 14159-1": "a-1b"}, example="a-3a", main=True,
    )  # fmt: skip
    photos: bool = spec(
        "anh_goc",
        vi="Kèm ảnh gốc trong tệp lưu trữ: có hoặc không",
        en="Attach the original photos",
        default=False,
        example="không",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """All wishes together; the defaults are what most offices want."""

    editions: tuple[EditionName, ...] = spec(
        "cac_ban", "ban_in",
        vi="Các bản cần xuất: screen (đọc trên máy), press (nhà in), office (máy photo), record (lưu trữ)",
        en="Editions to write: screen, press, office, record", default=EDITIONS, example="screen",
        values={"màn hình": "screen", "đọc trên máy": "screen", "nhà in": "press", "máy photo": "office",
                "văn phòng": "office", "lưu trữ": "record"},
    )  # fmt: skip
    press: PressOptions = spec("nha_in", vi="Bản gửi nhà in", en="Press edition", default=PressOptions())
    office: OfficeOptions = spec(
        "may_photo", "van_phong", vi="Bản in ở cơ quan", en="Office edition", default=OfficeOptions()
    )
    record: RecordOptions = spec("luu_tru", vi="Bản lưu trữ", en="Record edition", default=RecordOptions())
