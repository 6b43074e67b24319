"""The issue: what every reader produces and every layout uses. Frozen values, no behaviour.

`publication.yaml`, `issue.yaml` and `articles/*.yaml` are described by the dataclasses below and nowhere else:
the reader, the JSON Schema, the scaffold and the reference page are all made from their fields. A field's
annotation gives its shape, `spec()` gives what an annotation cannot say (Vietnamese aliases, limits, help).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from pathlib import Path
from typing import Any, Literal

from bulletin.errors import Place


def spec(
    *aliases: str,
    vi: str = "",
    en: str = "",
    default: Any = MISSING,
    pattern: str | None = None,
    max_length: int | None = None,
    multiline: bool = False,
    example: str = "",
) -> Any:
    """A dataclass field with what the annotation cannot say.

    Args:
        aliases: Vietnamese keys without marks (`tieu_de`), compared after folding.
        vi, en: one line of help, used in the scaffold, the JSON Schema and the reference page.
        default: value when the key is absent; a field without one is required.
        pattern: regular expression that the whole scalar must match.
        max_length: longest value in characters.
        multiline: whether line breaks are meant (Markdown bodies).
        example: a value as an office would type it.
    """
    meta = {
        "aliases": aliases, "vi": vi, "en": en, "pattern": pattern,
        "max_length": max_length, "multiline": multiline, "example": example,
    }  # fmt: skip
    return field(metadata=meta) if default is MISSING else field(default=default, metadata=meta)


# --- publication.yaml -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    kind: Literal["ban_tin", "tai_lieu_khong_kinh_doanh", "none"] = spec("loai")
    number: str | None = spec("so", default=None)
    issued: dt.date | None = spec("ngay_cap", default=None)
    issuer: str | None = spec("noi_cap", default=None)
    expires: dt.date | None = spec("het_han", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str = spec("ten", "ho_ten")
    office: str | None = spec("chuc_vu", default=None)
    role: str | None = spec("vai_tro", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    address: str | None = spec("dia_chi", default=None)
    phone: str | None = spec("dien_thoai", default=None)
    email: str | None = spec("thu_dien_tu", default=None)
    portal: str | None = spec("cong_thong_tin", default=None)
    fanpage: str | None = spec("trang_facebook", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Switches of house style; the rules they steer are in `facts` of `docs/text-rules.md`."""

    tone: Literal["keep", "traditional", "modern"] = spec("dau_thanh", default="keep")
    quotes: Literal["curly", "keep"] = spec("ngoac_kep", default="curly")
    dash: Literal["en", "keep"] = spec("gach_ngang", default="en")
    range: Literal["closed", "keep"] = spec("khoang", default="closed")
    date: Literal["long", "short"] = spec("kieu_ngay", default="long")
    byline: Literal["caps", "plain"] = spec("ten_tac_gia", default="plain")
    caption_stop: Literal["none", "keep"] = spec("cham_chu_thich", default="none")
    lunar: bool = spec("am_lich", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: str = spec("ma")
    name: str = spec("ten")
    colour: str | None = spec("mau", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    bad: str = spec("sai")
    good: str = spec("dung")
    level: Literal["error", "warning", "info"] = spec("muc", default="warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    name: str = spec("ten")
    kind: str | None = spec("loai", default=None)
    valid_from: dt.date | None = spec("tu_ngay", default=None)
    valid_to: dt.date | None = spec("den_ngay", default=None)
    successor: str | None = spec("ke_thua", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    schema: str = spec("phien_ban", default="bulletin/publication@1")
    id: str = spec("ma", pattern=r"[a-z0-9]+(-[a-z0-9]+)*")
    label: str = spec("nhan", default="BẢN TIN")
    name: str = spec("ten")
    tagline: str | None = spec("khau_hieu", default=None)
    owner: str | None = spec("co_quan_chu_quan", default=None)
    publisher: str = spec("co_quan_xuat_ban")
    since: str | None = spec("xuat_ban_tu", default=None)
    periodicity: str = spec("ky_han")
    layout: str = spec("mau_trinh_bay", "bo_cuc", default="tuan-tin", pattern=r"[a-z0-9]+(-[a-z0-9]+)*")
    trim: Literal["190x270", "a4", "130x190"] | None = spec("khuon_kho", default=None)
    legal_profile: Literal["vn-2016", "vn-2026", "internal"] = spec("ho_so_phap_ly")
    licence: Licence | None = spec("giay_phep", default=None)
    responsible: tuple[Person, ...] = spec("chiu_trach_nhiem_xuat_ban", "chiu_trach_nhiem", default=())
    editors: tuple[str, ...] = spec("ban_bien_tap", default=())
    contacts: Contacts | None = spec("lien_he", default=None)
    circulation: Literal["public", "internal"] = spec("luu_hanh", default="public")
    logo: str | None = spec("bieu_trung", default=None)
    style: Style = spec("kieu", default=Style())
    sections: tuple[Section, ...] = spec("cac_chuyen_muc", default=())
    terms: tuple[Term, ...] = spec("thuat_ngu", default=())
    abbreviations: Mapping[str, str] | None = spec("viet_tat", default=None)
    units: tuple[Unit, ...] = spec("don_vi", default=())


# --- issue.yaml -------------------------------------------------------------------------------------------

Slot = Literal["lead", "story", "brief", "photo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    in_year: int = spec("trong_nam")
    total: int | None = spec("tong", "tong_so", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    start: dt.date = spec("from", "tu")
    end: dt.date = spec("to", "den")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    house: str | None = spec("noi_in", default=None)
    copies: int | None = spec("so_luong", default=None)
    finished: dt.date | None = spec("in_xong", default=None)
    price: str | None = spec("gia", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    month: str | None = spec("thang", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One line of the flat plan: which article, in which section, how heavy."""

    article: str = spec("bai")
    slot: Slot = spec("vi_tri", default="story")
    section: str | None = spec("chuyen_muc", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    name: str = spec("ten", "ho_ten")
    office: str | None = spec("chuc_vu", default=None)
    at: dt.datetime | None = spec("luc", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSheet:
    """`issue.yaml` as typed."""

    schema: str = spec("phien_ban", default="bulletin/issue@1")
    publication: str = spec("an_pham")
    number: Number = spec("so")
    year_no: int | None = spec("nam_thu", default=None)
    date: dt.date = spec("ngay")
    period: Period | None = spec("tu_ngay_den_ngay", "thoi_gian", default=None)
    lunar: str | None = spec("am_lich", default=None)
    pages: int | None = spec("so_trang", default=None)
    layout: str | None = spec("mau_trinh_bay", "bo_cuc", default=None, pattern=r"[a-z0-9]+(-[a-z0-9]+)*")
    print: PrintRun | None = spec("in", default=None)
    deposit: Deposit | None = spec("luu_chieu", default=None)
    flatplan: tuple[Placement, ...] = spec("so_bao", "sap_xep")
    corrections: tuple[str, ...] = spec("dinh_chinh", default=())
    notices: tuple[str, ...] = spec("thong_bao", default=())
    overrides: Style | None = spec("kieu_rieng", default=None)
    approved: tuple[Approval, ...] = spec("da_duyet", default=())


# --- articles/*.yaml --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    name: str = spec("ten", "ho_ten")
    role: str | None = spec("vai_tro", default=None)
    byline: str | None = spec("ky_ten", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """`file` is relative to the issue folder; `focus` is the point that no crop may lose, in per cent of width and height."""

    id: str = spec("ma", pattern=r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
    file: str = spec("tep", "tap_tin")
    caption: str = spec("chu_thich")
    credit: str | None = spec("nguoi_chup", "anh_cua", default=None)
    alt: str = spec("mo_ta_anh")
    taken: dt.date | None = spec("ngay_chup", default=None)
    focus: tuple[float, float] | None = spec("tam_diem", default=None)
    width: Literal["column", "wide", "full"] | None = spec("be_rong", default=None)
    consent: str | None = spec("dong_y", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    text: str = spec("loi")
    by: str | None = spec("cua", "nguoi_noi", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box beside the story: title and a body in the same Markdown subset as the article (tables too)."""

    title: str | None = spec("tieu_de", default=None)
    body: str = spec("noi_dung", multiline=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    number: str = spec("so", "so_hieu")
    kind: str | None = spec("loai", default=None)
    issuer: str | None = spec("co_quan_ban_hanh", default=None)
    date: dt.date | None = spec("ngay", default=None)
    title: str | None = spec("trich_yeu", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Printed as `Nguồn: name – date` with the short address beside the QR code."""

    name: str = spec("ten")
    url: str | None = spec("dia_chi", "lien_ket", default=None)
    date: dt.date | None = spec("ngay", default=None)
    retrieved: dt.date | None = spec("ngay_lay", default=None)
    rights: str | None = spec("ban_quyen", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    """`url` is what the code says; by default the address of the source."""

    url: str = spec("dia_chi", "lien_ket")
    caption: str | None = spec("chu_thich", default=None)
    short: str | None = spec("dia_chi_ngan", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    title: str = spec("tieu_de")
    url: str | None = spec("dia_chi", "lien_ket", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AiUse:
    used: bool = spec("da_dung")
    note: str | None = spec("ghi_chu", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    schema: str = spec("phien_ban", default="bulletin/article@1")
    id: str = spec("ma", pattern=r"[a-z0-9]+(-[a-z0-9]+)*")
    status: Literal["draft", "edited", "approved"] = spec("trang_thai", default="draft")
    section: str | None = spec("chuyen_muc", default=None)
    genre: str | None = spec("the_loai", default=None)
    kicker: str | None = spec("tit_tren", "de_dan", default=None)
    title: str = spec("tieu_de", "tit")
    subtitle: str | None = spec("tit_phu", default=None)
    short_title: str | None = spec("tit_ngan", default=None, max_length=45)
    lead: str | None = spec("sapo", "loi_dan", default=None)
    place: str | None = spec("dia_diem", default=None)
    event_date: dt.date | None = spec("ngay_dien_ra", default=None)
    published_at: str | None = spec("ngay_dang", default=None)
    authors: tuple[Author, ...] = spec("tac_gia", default=())
    body: str = spec("noi_dung", multiline=True)
    photos: tuple[Photo, ...] = spec("anh", default=())
    quotes: tuple[Quote, ...] = spec("trich_dan", default=())
    boxes: tuple[Box, ...] = spec("hop_tin", default=())
    documents: tuple[Document, ...] = spec("van_ban", default=())
    source: Source | None = spec("nguon", "nguon_tin", default=None)
    qr: Qr | None = spec("ma_qr", default=None)
    related: tuple[Related, ...] = spec("tin_lien_quan", default=())
    ai: AiUse | None = spec("tri_tue_nhan_tao", default=None)
    notes: str | None = spec("ghi_chu", default=None)


# --- running text after reading the Markdown subset -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one face. Plain NFC text with ordinary spaces; never empty."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Span, ...]


def plain(inline: Inline) -> str:
    """The characters of an inline sequence without its faces."""
    return "".join(span.text for span in inline)


@dataclass(frozen=True, slots=True)
class Paragraph:
    inline: Inline


@dataclass(frozen=True, slots=True)
class Subhead:
    inline: Inline


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One level of items; `ordered` lists print 1., 2., …, others a bullet."""

    ordered: bool
    items: tuple[Inline, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rectangular: every row has as many cells as the head."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[Literal["left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """`![[photo-id]]` between two paragraphs: print the photo near here."""

    id: str


Block = Paragraph | Subhead | ListBlock | Table | PhotoRef


# --- the whole ------------------------------------------------------------------------------------------------

Marks = Mapping[tuple[str, ...], Place]
"""Where each value was typed: key is (file, *path), e.g. ("articles/a.yaml", "photos", "0", "file")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in its place. `blocks` and `box_blocks` are empty until the text has been set (`text.setting`)."""

    article: Article
    file: str
    slot: Slot
    section: Section | None = None
    blocks: tuple[Block, ...] = ()
    box_blocks: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Contract 1: one issue of one publication, complete, in printing order.

    `folder` is the issue folder, `publication_file` and every key of `marks` are posix paths relative to it.
    `sources` holds the bytes of every file read, for hashes and for the record copy.
    """

    folder: Path
    publication: Publication
    publication_file: str
    sheet: IssueSheet
    entries: tuple[Entry, ...]
    marks: Marks
    sources: Mapping[str, bytes]

    def place(self, file: str, *path: str | int) -> Place:
        """Where a value was typed; falls back to the nearest parent that has a mark."""
        parts = [str(part) for part in path]
        while True:
            mark = self.marks.get((file, *parts))
            if mark is not None or not parts:
                return mark or Place(file=file)
            parts.pop()
