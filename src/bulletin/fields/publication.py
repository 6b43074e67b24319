"""`publication.yaml`: what stays the same from issue to issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.fields.desk import DeskOptions
from bulletin.fields.issue import RANGE_TYPED
from bulletin.fields.notice import HouseNotice
from bulletin.fields.outputs import Outputs
from bulletin.fields.signature import SignatureOptions
from bulletin.fields.style import Style
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """The licence to publish."""

    kind: Literal["ban_tin", "tai_lieu_khong_kinh_doanh", "none"] = spec(
        "loai",
        vi="Loại giấy phép: ban_tin, tai_lieu_khong_kinh_doanh hoặc none (không có)",
        en="Kind of licence: ban_tin (bulletin), tai_lieu_khong_kinh_doanh (non-commercial document) or none",
        values={"bản tin": "ban_tin", "tài liệu không kinh doanh": "tai_lieu_khong_kinh_doanh", "không": "none"},
        example="ban_tin",
    )
    number: str | None = spec("so", vi="Số giấy phép", en="Number of the licence", default=None, example="07/GP-XBBT")
    issued: dt.date | None = spec(
        "ngay_cap", vi="Ngày cấp giấy phép", en="Date of the licence", default=None, example="20/07/2026"
    )
    issuer: str | None = spec(
        "noi_cap", "co_quan_cap", vi="Cơ quan cấp", en="Issuing body", default=None, example="UBND thành phố"
    )
    expires: dt.date | None = spec(
        "het_han", vi="Ngày giấy phép hết hạn", en="Last day of the licence", default=None, example="19/07/2027"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is responsible for the publication."""

    name: str = spec("ten", "ho_ten", vi="Họ và tên", en="Full name", example="Vũ Thị Hạnh", main=True)
    office: str | None = spec(
        "chuc_vu", vi="Chức vụ", en="Office held", default=None, example="Phó Bí thư Thường trực Đảng ủy"
    )
    role: str | None = spec(
        "vai_tro", vi="Vai trò trong bản tin", en="Role in the bulletin", default=None, example="Trưởng ban biên tập"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """How to reach the office."""

    address: str | None = spec(
        "dia_chi", vi="Trụ sở", en="Postal address", default=None, example="12 đường Ven Biển, phường Bình Hải"
    )
    phone: str | None = spec("dien_thoai", vi="Điện thoại", en="Telephone", default=None, example="0225 3000 111")
    email: str | None = spec(
        "thu_dien_tu",
        vi="Thư điện tử",
        en="E-mail address",
        default=None,
        pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+",
        example="bantin@binhhai.example",
    )
    portal: str | None = spec(
        "cong_thong_tin",
        vi="Địa chỉ cổng thông tin điện tử",
        en="Address of the web portal",
        default=None,
        kind="url",
        example="https://binhhai.example",
    )
    fanpage: str | None = spec(
        "trang_facebook",
        vi="Địa chỉ trang mạng xã hội, in kèm mã QR ở cuối số báo",
        en="Address of the fan page, printed once with its QR code",
        default=None,
        kind="url",
        example="https://facebook.example/phuongbinhhai",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the publication."""

    id: str = spec("ma", vi="Mã chuyên mục, không dấu", en="Id of the section", pattern=SLUG, example="xay-dung-dang")
    name: str = spec("ten", vi="Tên in trên trang", en="Name as printed", example="Xây dựng Đảng")
    colour: str | None = spec(
        "mau", vi="Tên màu trong bảng màu của mẫu trình bày", en="Name of a colour of the layout's palette",
        default=None, example="do",
    )  # fmt: skip
    standing: bool = spec(
        "co_dinh", vi="Mục cố định như “Bạn đọc viết”: tên mục in lớn ở đầu mỗi bài của mục, có dấu riêng",
        en="A column such as “Readers write”: its name is printed large above each of its stories, with a mark",
        default=False, example="có",
    )  # fmt: skip
    pages: str | None = spec(
        "trang_rieng",
        vi="Trang riêng của chuyên mục: 4 hoặc 4-5; bài của mục chỉ bắt đầu ở đó, còn bài thì chưa có bài mục khác",
        en="Pages of the section: 4 or 4-5; its stories begin only there, before those of other sections",
        default=None, pattern=RANGE_TYPED, example="4-5",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A wording that the office uses or avoids."""

    bad: str = spec("sai", vi="Cách viết không dùng", en="Wording to avoid", example="tổ chức đảng")
    good: str = spec("dung", vi="Cách viết thống nhất", en="Wording to use", example="tổ chức Đảng")
    level: Literal["error", "warning", "info"] = spec(
        "muc",
        vi="Mức báo: error (lỗi), warning (cảnh báo) hoặc info (nhắc)",
        en="How it is reported: error, warning or info",
        default="warning",
        values={"lỗi": "error", "cảnh báo": "warning", "nhắc": "info"},
        example="warning",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative unit."""

    name: str = spec("ten", vi="Tên đơn vị", en="Name of the unit", example="phường Bình Hải")
    kind: str | None = spec("loai", vi="Loại đơn vị", en="Kind of unit", default=None, example="phường")
    valid_from: dt.date | None = spec(
        "tu_ngay", "tu", "from", vi="Có từ ngày", en="First day", default=None, example="01/07/2025"
    )
    valid_to: dt.date | None = spec(
        "den_ngay", "den", "to", vi="Đến hết ngày", en="Last day", default=None, example="30/06/2025"
    )
    successor: str | None = spec(
        "ke_thua", vi="Đơn vị kế thừa", en="Unit that took its place", default=None, example="phường Bình Hải"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who gets printed copies of every issue."""

    name: str = spec("noi_nhan", "ten", vi="Nơi nhận", en="Who receives", example="Tổ dân phố số 3")
    copies: int = spec("so_ban", vi="Số bản", en="Copies", minimum=1, maximum=9_999_999, example="60")
    kind: Literal["residents", "school", "unit", "deposit", "stock", "other"] = spec(
        "loai",
        vi="Loại: residents (tổ dân phố), school (trường), unit (đơn vị), deposit (nộp lưu chiểu), stock (lưu), other",
        en="Kind: residents, school, unit (office), deposit (legal deposit), stock (kept by the office) or other",
        default="other",
        values={
            "tổ dân phố": "residents", "khu dân cư": "residents", "thôn": "residents", "trường": "school",
            "trường học": "school", "đơn vị": "unit", "cơ quan": "unit", "nộp lưu chiểu": "deposit",
            "lưu chiểu": "deposit", "lưu": "stock", "khác": "other",
        },
        example="tổ dân phố",
    )  # fmt: skip
    person: str | None = spec("nguoi_nhan", vi="Người nhận", en="Who signs", default=None, example="Ông Hoàng Văn Lẫm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The publication, the same for all its issues."""

    schema: str = spec(
        "phien_ban",
        vi="Phiên bản của cách ghi tệp này",
        en="Version of this file's form",
        default="bulletin/publication@1",
        pattern=r"bulletin/publication@1",
        example="bulletin/publication@1",
    )
    id: str = spec(
        "ma",
        vi="Mã bản tin: chữ thường không dấu, chữ số, gạch nối",
        en="Id of the bulletin: lower-case letters without marks, digits, hyphens",
        pattern=SLUG,
        example="ban-tin-mau",
        placeholder=True,
    )
    label: str = spec(
        "nhan",
        vi="Dòng chữ ở đầu trang nhất; pháp luật yêu cầu “BẢN TIN”",
        en="Word at the top of page 1; the law asks for “BẢN TIN”",
        default="BẢN TIN",
        example="BẢN TIN",
    )
    name: str = spec(
        "ten",
        vi="Tên bản tin, in ở măng-sét",
        en="Name of the bulletin in the masthead",
        example="Tên bản tin",
        placeholder=True,
    )
    tagline: str | None = spec(
        "khau_hieu",
        vi="Dòng dưới tên bản tin",
        en="Line below the name",
        default=None,
        example="Tiếng nói của Đảng bộ, chính quyền và Nhân dân phường",
    )
    owner: str | None = spec(
        "co_quan_chu_quan", vi="Cơ quan chủ quản", en="Parent body", default=None, example="Đảng ủy phường"
    )
    publisher: str = spec(
        "co_quan_xuat_ban",
        vi="Cơ quan xuất bản",
        en="Publishing body",
        example="Tên cơ quan xuất bản",
        placeholder=True,
    )
    since: str | None = spec("xuat_ban_tu", vi="Xuất bản từ năm", en="Published since", default=None, example="2025")
    periodicity: str = spec("ky_han", vi="Kỳ hạn xuất bản", en="Periodicity", example="Hằng tuần")
    layout: str = spec(
        "mau_trinh_bay",
        "bo_cuc",
        vi="Mẫu trình bày: tuan-tin, ban-tin-a4, so-tay, tap-chi, khong-gian hoặc mẫu riêng",
        en="Layout: tuan-tin, ban-tin-a4, so-tay, tap-chi, khong-gian or one of your own",
        default="tuan-tin",
        pattern=SLUG,
        example="tuan-tin",
    )
    trim: Literal["190x270", "a4", "130x190"] | None = spec(
        "khuon_kho",
        vi="Khuôn khổ: 190x270 (mm), a4 hoặc 130x190",
        en="Trim size: 190x270 (mm), a4 or 130x190",
        default=None,
        values={
            "190×270": "190x270", "190 x 270": "190x270", "19x27": "190x270", "19 x 27 cm": "190x270",
            "210x297": "a4", "210 x 297": "a4",
            "130×190": "130x190", "130 x 190": "130x190", "13x19": "130x190", "13 x 19 cm": "130x190",
        },
        example="190x270",
    )  # fmt: skip
    legal_profile: Literal["vn-2016", "vn-2026", "internal"] = spec(
        "ho_so_phap_ly",
        vi="Quy định phải theo: vn-2016, vn-2026 (bản tin có giấy phép) hoặc internal (lưu hành nội bộ)",
        en="Rules to follow: vn-2016, vn-2026 (licensed bulletin) or internal",
        values={"nội bộ": "internal"},
        example="internal",
    )
    licence: Licence | None = spec("giay_phep", vi="Giấy phép xuất bản bản tin", en="Publishing licence", default=None)
    responsible: tuple[Person, ...] = spec(
        "chiu_trach_nhiem_xuat_ban",
        "chiu_trach_nhiem",
        vi="Người chịu trách nhiệm xuất bản",
        en="Persons responsible for publishing",
        default=(),
    )
    editors: tuple[str, ...] = spec(
        "ban_bien_tap", vi="Ban biên tập", en="Editorial board", default=(), example="Phạm Quang Huy"
    )
    contacts: Contacts | None = spec("lien_he", vi="Liên hệ", en="Contacts", default=None)
    circulation: Literal["public", "internal"] = spec(
        "luu_hanh",
        vi="Lưu hành: public (rộng rãi) hoặc internal (nội bộ)",
        en="Circulation: public or internal",
        default="public",
        values={"công khai": "public", "rộng rãi": "public", "nội bộ": "internal"},
        example="internal",
    )
    logo: str | None = spec(
        "bieu_trung",
        vi="Tệp biểu trưng (SVG, hoặc ảnh PNG, JPEG) trong thư mục có publication.yaml; in ở đầu trang nhất",
        en="Logo file (SVG, or a picture as PNG, JPEG) inside the folder of publication.yaml; printed in the masthead",
        default=None,
        kind="path",
        example="bieu-trung.png",
    )
    fonts: tuple[str, ...] = spec(
        "phong_chu",
        vi="Tệp phông chữ riêng (TTF, OTF) trong thư mục có publication.yaml",
        en="Own font files (TTF, OTF) inside the folder of publication.yaml",
        default=(),
        kind="path",
        example="fonts/ten-phong.ttf",
    )
    style: Style = spec("kieu", "quy_cach", vi="Quy cách trình bày chữ", en="House style", default=Style())
    desk: DeskOptions | None = spec(
        "ban_soat_bai", "soat_bai", vi="Bàn soát bài: luật nào tắt, mức báo", en="Copy desk: rules off, levels",
        default=None,
    )  # fmt: skip
    sections: tuple[Section, ...] = spec("cac_chuyen_muc", "chuyen_muc", vi="Các chuyên mục", en="Sections", default=())
    fillers: tuple[HouseNotice, ...] = spec(
        "thong_tin_dem", vi="Thông tin của tòa soạn, in ở chỗ trống của trang",
        en="Notices of the office that close gaps of pages", default=(),
    )  # fmt: skip
    terms: tuple[Term, ...] = spec("thuat_ngu", vi="Cách viết thống nhất", en="House terms", default=())
    abbreviations: Mapping[str, str] | None = spec(
        "viet_tat",
        vi="Chữ viết tắt và cách viết đầy đủ",
        en="Abbreviations and what they stand for",
        default=None,
        example="UBND: Ủy ban nhân dân",
    )
    units: tuple[Unit, ...] = spec("don_vi", vi="Đơn vị hành chính", en="Administrative units", default=())
    distribution: tuple[Receiver, ...] = spec(
        "phan_phoi", vi="Nơi nhận bản in và số bản của mỗi nơi", en="Who receives printed copies, and how many",
        default=(),
    )  # fmt: skip
    archive: str | None = spec(
        "luu_tru_o",
        "kho_luu_tru",
        vi="Thư mục lưu trữ của ấn phẩm (bulletin keep), tính từ thư mục có publication.yaml",
        en="Archive folder of the publication (bulletin keep), from the folder of publication.yaml",
        default=None,
        example="../luu-tru",
    )
    outputs: Outputs = spec(
        "ban_in",
        "cac_ban_in",
        vi="Các bản được xuất: cho màn hình, nhà in, máy photo, lưu trữ",
        en="Editions to make: for screen, print shop, office copier and archive",
        default=Outputs(),
    )
    signature: SignatureOptions | None = spec(
        "chu_ky", "ky_so", vi="Ký số bản lưu trữ", en="Digital signature of the copies that are kept", default=None
    )

    @property
    def full_name(self) -> str:
        """Return label and name; a name that begins with the label is not given it twice."""
        return self.name if self._is_labelled else f"{self.label} {self.name}"

    @property
    def masthead_name(self) -> str:
        """Return what is printed large under the label: the name, without the label that it may begin with."""
        rest = self.name[len(self.label) :].strip() if self._is_labelled else ""
        return rest[:1].upper() + rest[1:] if rest else self.name

    @property
    def _is_labelled(self) -> bool:
        return f"{self.name} ".casefold().startswith(f"{self.label} ".casefold())
