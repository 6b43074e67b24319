"""`portals/*.yaml`: how the pages of one portal or one content system are told, and where the parts of a story are."""

from __future__ import annotations

from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.lazy import dataclass

_NAMES = "class, id, itemprop hoặc tên thẻ; dùng được dấu *; “a+b” là cả hai"
_NAMES_EN = "class, id, itemprop or element; * is allowed; “a+b” means both"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSigns:
    """How a page is told to be of this portal."""

    hosts: tuple[str, ...] = spec(
        "ten_mien", vi="Tên miền, dùng được dấu *", en="Hosts; * is allowed", default=(), example="*.phuong-mau.example"
    )
    generators: tuple[str, ...] = spec(
        "phan_mem", vi="Phần mềm mà trang tự khai (meta generator)", en="What the page's meta generator says",
        default=(), example="WordPress*",
    )  # fmt: skip
    names: tuple[str, ...] = spec("the", vi=_NAMES, en=_NAMES_EN, default=(), example="entry-content")
    lines: tuple[str, ...] = spec(
        "dong", vi="Dòng chữ có trên trang, dùng được dấu *", en="Lines that are on the page; * is allowed",
        default=(), example="In bài viết",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The rules of one portal or content system."""

    id: str = spec("ma", vi="Mã của cổng", en="Id of the portal", pattern=SLUG, example="cong-phuong-mau", main=True)
    name: str = spec("ten", vi="Tên cổng hoặc phần mềm", en="Name of the portal", example="Cổng thông tin phường Mẫu")
    source: str | None = spec(
        "nguon", vi="Tên nguồn sẽ ghi vào bài", en="Name of the source for articles", default=None,
        example="Cổng thông tin điện tử phường Mẫu",
    )  # fmt: skip
    signs: PortalSigns | None = spec("nhan_biet", vi="Cách nhận ra", en="How it is recognised", default=None)
    print_view: bool = spec(
        "ban_in", vi="Đây là trang để in: ngày in không phải ngày đăng", en="A page for printing", default=False,
        example="không",
    )  # fmt: skip
    date_order: Literal["dmy", "mdy"] = spec(
        "thu_tu_ngay", vi="Thứ tự ngày tháng trên trang: dmy hoặc mdy", en="Order of dates: dmy or mdy", default="dmy",
        example="dmy",
    )  # fmt: skip
    title: tuple[str, ...] = spec("tieu_de", vi=f"Tiêu đề: {_NAMES}", en="Headline", default=(), example="title-detail")
    kicker: tuple[str, ...] = spec(
        "tit_tren", vi=f"Dòng trên tít: {_NAMES}", en="Line above it", default=(), example="pre-title"
    )
    lead: tuple[str, ...] = spec("sapo", vi=f"Sa-pô: {_NAMES}", en="Standfirst", default=(), example="sapo")
    date: tuple[str, ...] = spec("ngay", vi=f"Ngày đăng: {_NAMES}", en="Day published", default=(), example="date")
    author: tuple[str, ...] = spec("tac_gia", vi=f"Tác giả: {_NAMES}", en="Author", default=(), example="author")
    origin: tuple[str, ...] = spec("nguon_tin", vi=f"Nguồn tin: {_NAMES}", en="Source", default=(), example="source")
    caption: tuple[str, ...] = spec(
        "chu_thich", vi=f"Chú thích ảnh: {_NAMES}", en="Captions", default=(), example="caption"
    )
    body: tuple[str, ...] = spec(
        "noi_dung", vi=f"Khung chứa nội dung: {_NAMES}", en="What holds the body", default=(), example="content-detail"
    )
    related: tuple[str, ...] = spec(
        "tin_khac", vi=f"Tin liên quan: {_NAMES}", en="Related stories", default=(), example="related"
    )
    furniture: tuple[str, ...] = spec(
        "bo_the", vi=f"Phần phải bỏ: {_NAMES}", en="What is left out", default=(), example="social-share"
    )
    furniture_lines: tuple[str, ...] = spec(
        "bo_dong", vi="Dòng phải bỏ, dùng được dấu *", en="Lines left out; * is allowed", default=(),
        example="Lượt xem: *",
    )  # fmt: skip
    end: tuple[str, ...] = spec(
        "het", vi="Dòng mà từ đó không còn là bài", en="Lines from which the story is over", default=(),
        example="Tin liên quan",
    )  # fmt: skip
