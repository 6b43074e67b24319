"""`articles/*.yaml`: one article with its photos, boxes, documents and source."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.lazy import dataclass

URL_VI = "Địa chỉ trên mạng, bắt đầu bằng https://"
URL_EN = "Web address, beginning with https://"

Form = Literal["poem", "letter", "thanks", "obituary", "greeting", "notice", "advertisement"]
"""What an article is made of, where it is not prose."""
DISPLAY_FORMS = frozenset({"greeting", "notice", "advertisement"})
"""Forms of what is no story: it is framed, and in one piece on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote or photographed."""

    name: str = spec("ten", "ho_ten", vi="Tên tác giả", en="Author's name", example="Minh Khuê", main=True)
    role: str | None = spec("vai_tro", vi="Phần việc", en="What the author did", default=None, example="Bài và ảnh")
    byline: str | None = spec(
        "ky_ten", vi="Cách ký tên, nếu khác", en="Byline, if it differs", default=None, example="M.K."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """`file` is relative to the issue folder; `focus` is the point that no crop may lose, in per cent of width and height."""  # noqa: E501

    id: str = spec(
        "ma", vi="Mã ảnh, dùng trong bài: ![[anh-1]]", en="Id of the photo, used in the body: ![[anh-1]]",
        pattern=r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*", example="anh-1",
    )  # fmt: skip
    file: str = spec(
        "tep", "tap_tin", vi="Tệp ảnh trong thư mục số báo", en="Photo file inside the issue folder",
        kind="path", example="photos/anh-1.jpg",
    )  # fmt: skip
    caption: str = spec(
        "chu_thich", vi="Chú thích in dưới ảnh", en="Caption printed below the photo",
        example="Các em nhỏ chọn bóng tại điểm cho mượn dụng cụ", placeholder=True,
    )  # fmt: skip
    credit: str | None = spec(
        "nguoi_chup", "anh_cua", vi="Người chụp", en="Photographer", default=None, example="Minh Khuê"
    )
    alt: str = spec(
        "mo_ta_anh", vi="Mô tả ảnh cho người không nhìn thấy", en="Description for readers who cannot see",
        example="Năm em nhỏ đứng quanh kệ bóng và vợt trước nhà văn hóa", placeholder=True,
    )  # fmt: skip
    taken: dt.date | None = spec("ngay_chup", vi="Ngày chụp", en="Day taken", default=None, example="17/11/2026")
    focus: tuple[float, float] | None = spec(
        "tam_diem", vi="Điểm không được cắt mất, % ngang và % dọc", en="Point that no crop may lose, % across and down",
        default=None, minimum=0, maximum=100, example="[50, 40]",
    )  # fmt: skip
    crop: tuple[float, float, float, float] | None = spec(
        "khung_cat",
        vi="Phần ảnh được dùng, % của ảnh: mép trái, mép trên, mép phải, mép dưới; trang chỉ cắt thêm trong phần ấy",
        en="Part of the photo that is used, % of it: left, top, right and bottom edge; pages cut inside it only",
        default=None, kind="measures", minimum=0, maximum=100, example="[10, 0, 90, 100]",
    )  # fmt: skip
    width: Literal["column", "wide", "full"] | None = spec(
        "be_rong",
        vi="Bề rộng: column (một cột), wide (nhiều cột) hoặc full (cả trang)",
        en="Width: column, wide or full",
        default=None,
        values={"một cột": "column", "cột": "column", "rộng": "wide", "nhiều cột": "wide", "cả trang": "full"},
        example="wide",
    )
    spare: bool = spec(
        "co_the_bo", vi="Được bỏ ảnh này để vừa số trang muốn có: có hoặc không",
        en="May be left out where the wanted number of pages needs its room", default=False, example="có",
    )  # fmt: skip
    consent: str | None = spec(
        "dong_y", vi="Ai đã đồng ý cho in ảnh", en="Consent to print", default=None, example="phụ huynh, 15/11/2026"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A pull quote."""

    text: str = spec("loi", vi="Lời trích", en="Words quoted", example="Việc nhỏ mà bà con thấy ngay.", main=True)
    by: str | None = spec("cua", "nguoi_noi", vi="Người nói", en="Who said it", default=None, example="Bà Trần Thị Mơ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box beside the story: title and a body in the same Markdown subset as the article (tables too)."""

    title: str | None = spec("tieu_de", "tit", vi="Tiêu đề hộp", en="Title of the box", default=None, example="Số liệu")
    body: str = spec(
        "noi_dung", vi="Nội dung hộp", en="Text of the box", multiline=True, example="7 điểm cho mượn dụng cụ."
    )
    bars: bool = spec(
        "thanh", vi="Vẽ thanh dài theo số ở cột cuối của bảng trong hộp: có hoặc không",
        en="Draw bars as long as the numbers in the last column of the box's tables", default=False, example="có",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An official document that the article is about."""

    number: str = spec("so", "so_hieu", vi="Số, ký hiệu", en="Number", example="31-KH/ĐU", main=True)
    kind: str | None = spec("loai", vi="Loại văn bản", en="Kind of document", default=None, example="Kế hoạch")
    issuer: str | None = spec(
        "co_quan_ban_hanh", vi="Cơ quan ban hành", en="Issuing body", default=None, example="Đảng ủy phường"
    )
    date: dt.date | None = spec("ngay", vi="Ngày ban hành", en="Date", default=None, example="10/03/2026")
    title: str | None = spec(
        "trich_yeu", vi="Trích yếu", en="What it is about", default=None, example="Học tập và làm theo Bác năm 2026"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Printed as `Nguồn: name – date` with the short address beside the QR code."""

    name: str = spec("ten", vi="Tên nguồn", en="Name of the source", example="Cổng thông tin phường", main=True)
    url: str | None = spec(
        "dia_chi", "lien_ket", vi=URL_VI, en=URL_EN, default=None, kind="url", example="https://binhhai.example/tin/311"
    )
    date: dt.date | None = spec("ngay", vi="Ngày nguồn đăng", en="Day published", default=None, example="17/11/2026")
    retrieved: dt.date | None = spec(
        "ngay_lay", vi="Ngày lấy tin", en="Day retrieved", default=None, example="18/11/2026"
    )
    rights: str | None = spec(
        "ban_quyen", vi="Quyền sử dụng", en="Rights", default=None, example="Được phép đăng lại, ghi rõ nguồn"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    """`url` is what the code says; by default the address of the source."""

    url: str = spec("dia_chi", "lien_ket", vi=URL_VI, en=URL_EN, kind="url",
                    example="https://binhhai.example/tin/311", main=True)  # fmt: skip
    caption: str | None = spec(
        "chu_thich", vi="Dòng chữ cạnh mã QR", en="Words beside the code", default=None, example="Đọc bài đầy đủ"
    )
    short: str | None = spec(
        "dia_chi_ngan", vi="Địa chỉ ngắn in cạnh mã", en="Short address printed beside the code",
        default=None, kind="printed-url", example="binhhai.example/tin/311",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another article to read."""

    title: str = spec(
        "tieu_de", "tit", vi="Tiêu đề tin liên quan", en="Title of the related article",
        example="Thêm hai điểm cho mượn dụng cụ thể thao", main=True,
    )  # fmt: skip
    url: str | None = spec(
        "dia_chi", "lien_ket", vi=URL_VI, en=URL_EN, default=None, kind="url", example="https://binhhai.example/tin/298"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AiUse:
    """Whether and how a machine helped."""

    used: bool = spec(
        "da_dung",
        vi="Có dùng trí tuệ nhân tạo không: có hoặc không",
        en="Whether AI was used",
        example="không",
        main=True,
    )
    note: str | None = spec(
        "ghi_chu", vi="Dùng vào việc gì", en="What it was used for", default=None, example="Rà lỗi chính tả"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as typed."""

    schema: str = spec(
        "phien_ban",
        vi="Phiên bản của cách ghi tệp này",
        en="Version of this file's form",
        default="bulletin/article@1",
        pattern=r"bulletin/article@1",
        example="bulletin/article@1",
    )
    id: str = spec(
        "ma", vi="Mã bài: chữ thường không dấu, chữ số, gạch nối",
        en="Id of the article: lower-case letters without marks, digits, hyphens", pattern=SLUG, example="bai-mau",
        placeholder=True,
    )  # fmt: skip
    status: Literal["draft", "edited", "approved"] = spec(
        "trang_thai",
        vi="Trạng thái: draft (nháp), edited (đã biên tập) hoặc approved (đã duyệt)",
        en="Status: draft, edited or approved",
        default="draft",
        values={"nháp": "draft", "bản nháp": "draft", "đã biên tập": "edited", "đã duyệt": "approved"},
        example="draft",
    )
    section: str | None = spec(
        "chuyen_muc", vi="Mã chuyên mục (trong publication.yaml)", en="Id of the section", default=None,
        example="xay-dung-dang",
    )  # fmt: skip
    genre: str | None = spec("the_loai", vi="Thể loại", en="Genre", default=None, example="Tin")
    form: Form | None = spec(
        "dang", "dang_bai",
        vi="Dạng bài, nếu không phải bài thường: poem (thơ), letter (thư), thanks (lời cảm tạ), obituary (tin buồn); "
        "đóng khung, in liền một chỗ: greeting (lời chúc), notice (thông báo), advertisement (quảng cáo)",
        en="Form of the article, if it is not prose: poem, letter, thanks, obituary; framed and in one piece: "
        "greeting, notice, advertisement",
        default=None,
        values={"thơ": "poem", "bài thơ": "poem", "thư": "letter", "cảm tạ": "thanks", "lời cảm tạ": "thanks",
                "cảm ơn": "thanks", "lời cảm ơn": "thanks", "tin buồn": "obituary", "cáo phó": "obituary",
                "lời chúc": "greeting", "chúc mừng": "greeting", "thông báo": "notice", "quảng cáo": "advertisement"},
        example="poem",
    )  # fmt: skip
    kicker: str | None = spec(
        "tit_tren", "de_dan", "tit_dan", vi="Dòng nhỏ trên tiêu đề", en="Line above the headline", default=None,
        example="Học tập và làm theo Bác",
    )  # fmt: skip
    title: str = spec("tieu_de", "tit", vi="Tiêu đề", en="Headline", example="Tiêu đề của bài", placeholder=True)
    subtitle: str | None = spec(
        "tit_phu", vi="Dòng dưới tiêu đề", en="Line below the headline", default=None,
        example="Bắt đầu từ việc gần với bà con",
    )  # fmt: skip
    short_title: str | None = spec(
        "tit_ngan", vi="Tiêu đề ngắn cho mục lục và đầu trang, nhiều nhất 45 ký tự",
        en="Short title for contents and running heads, at most 45 characters", default=None, max_length=45,
        example="Hai mươi mô hình từ việc nhỏ",
    )  # fmt: skip
    lead: str | None = spec(
        "sapo", "sa_po", "loi_dan", vi="Sa-pô: đoạn mở đầu in đậm", en="Standfirst", default=None,
        example="Đoạn mở đầu, hai hoặc ba câu ngắn.", placeholder=True,
    )  # fmt: skip
    place: str | None = spec("dia_diem", vi="Địa điểm", en="Place", default=None, example="phường Bình Hải")
    event_date: dt.date | None = spec(
        "ngay_dien_ra", vi="Ngày diễn ra sự kiện", en="Day of the event", default=None, example="17/11/2026"
    )
    published_at: dt.datetime | None = spec(
        "ngay_dang", vi="Ngày giờ đăng; chỉ ghi ngày cũng được", en="When it was published; 00:00 = no time given",
        default=None, example="17/11/2026 15:00",
    )  # fmt: skip
    authors: tuple[Author, ...] = spec("tac_gia", vi="Tác giả", en="Authors", default=())
    body: str = spec(
        "noi_dung", vi="Nội dung: cách một dòng trống là đoạn mới; ## tít xen; **đậm**; *nghiêng*; ![[anh-1]]",
        en="Body: an empty line begins a new paragraph; ## sub-head; **bold**; *italic*; ![[photo-id]]",
        multiline=True, example="Đoạn thứ nhất của bài.\n\nĐoạn thứ hai của bài.", placeholder=True,
    )  # fmt: skip
    photos: tuple[Photo, ...] = spec("anh", vi="Ảnh", en="Photos", default=())
    quotes: tuple[Quote, ...] = spec("trich_dan", vi="Lời trích in lớn", en="Pull quotes", default=())
    boxes: tuple[Box, ...] = spec("hop_tin", vi="Hộp tin bên bài", en="Boxes beside the story", default=())
    documents: tuple[Document, ...] = spec(
        "van_ban", vi="Văn bản được nhắc đến", en="Documents the article names", default=()
    )
    source: Source | None = spec("nguon", "nguon_tin", vi="Nguồn tin", en="Source", default=None)
    qr: Qr | None = spec(
        "ma_qr",
        vi="Mã QR của bài; tin ngắn chỉ có mã khi ghi mục này",
        en="QR code of the article; a brief has one only where this is given",
        default=None,
    )
    related: tuple[Related, ...] = spec("tin_lien_quan", "tin_khac", vi="Tin liên quan", en="Related", default=())
    ai: AiUse | None = spec("tri_tue_nhan_tao", vi="Trí tuệ nhân tạo", en="Use of AI", default=None)
    notes: str | None = spec(
        "ghi_chu", vi="Ghi chú nội bộ, không in", en="Notes for the office, never printed", default=None,
        example="Chờ ảnh của tổ dân phố số 6",
    )  # fmt: skip
