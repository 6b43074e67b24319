"""`issue.yaml`: one issue, its number, its date and the order of its articles."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.fields.outputs import Outputs
from bulletin.fields.style import Style
from bulletin.lazy import dataclass

Slot = Literal["lead", "story", "brief", "photo"]
RANGE_TYPED = r"[1-9][0-9]{0,2}(\s?[-–]\s?[1-9][0-9]{0,2})?"
"""What may be typed as a page or a range of pages."""
PAGES_TYPED = rf"{RANGE_TYPED}|auto|tự động|tu dong"
"""What may be typed as `pages`."""
_PART_TYPED = r"[1-9]\d{0,2}/[1-9]\d?-[1-9]\d?/[1-9]\d{0,2}-[1-9]\d{0,2}"
PLACE_TYPED = rf"{_PART_TYPED}(,\s?{_PART_TYPED})*"
"""What may be typed as `place`."""
MOST_PAGES = 512
"""Pages of an issue, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number of an issue."""

    in_year: int = spec(
        "trong_nam", vi="Số thứ tự trong năm", en="Number in the year", minimum=1, maximum=999, example="18", main=True
    )
    total: int | None = spec(
        "tong", "tong_so", vi="Số thứ tự từ số đầu tiên", en="Running number since the first issue",
        default=None, minimum=1, maximum=99_999, example="46",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that an issue covers."""

    start: dt.date = spec("tu_ngay", "tu", "from", vi="Từ ngày", en="First day", example="13/11/2026")
    end: dt.date = spec("den_ngay", "den", "to", vi="Đến ngày", en="Last day", example="19/11/2026")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """How and where an issue is printed."""

    house: str | None = spec(
        "noi_in", "printer", vi="Nơi in", en="Printer", default=None, example="Công ty CP In Ven Biển", main=True
    )
    copies: int | None = spec(
        "so_luong", vi="Số lượng bản in", en="Print run", default=None, minimum=1, maximum=9_999_999, example="600"
    )
    finished: dt.date | None = spec(
        "in_xong", vi="Ngày in xong", en="Day the printing was finished", default=None, example="19/11/2026"
    )
    price: str | None = spec("gia", vi="Giá bán (nếu có)", en="Price, if any", default=None, example="Không bán")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """The legal deposit of an issue."""

    month: str | None = spec(
        "thang", vi="Tháng nộp lưu chiểu", en="Month of legal deposit", default=None, example="11/2026", main=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One line of the flat plan: which article, in which section, how heavy."""

    article: str = spec("bai", vi="Mã của bài (ma trong tệp bài)", en="Id of the article", example="bai-mau", main=True)
    slot: Slot = spec(
        "vi_tri",
        vi="Vị trí: lead (bài chính), story (tin, bài), brief (tin ngắn) hoặc photo (ảnh)",
        en="Weight: lead, story, brief or photo",
        default="story",
        values={
            "bài chính": "lead", "tin chính": "lead", "bài": "story", "tin": "story", "tin bài": "story",
            "tin ngắn": "brief", "tin vắn": "brief", "ảnh": "photo", "tin ảnh": "photo", "phóng sự ảnh": "photo",
        },
        example="lead",
    )  # fmt: skip
    section: str | None = spec(
        "chuyen_muc", vi="Mã chuyên mục, nếu khác với trong bài", en="Section, if not the article's own",
        default=None, example="xay-dung-dang",
    )  # fmt: skip
    page: int | None = spec(
        "trang", vi="Ghim: bài bắt đầu ở trang này", en="Pinned: the page on which the story begins", default=None,
        minimum=1, maximum=512, example="3",
    )  # fmt: skip
    columns: int | None = spec(
        "so_cot", vi="Bề ngang muốn có: mấy cột", en="Wanted width in columns", default=None, minimum=1, maximum=8,
        example="2",
    )  # fmt: skip
    rows: int | None = spec(
        "so_dong", vi="Chiều cao muốn có: mấy dòng chữ của bài", en="Wanted height in rows of the text", default=None,
        minimum=3, maximum=200, example="20",
    )  # fmt: skip
    beside: str | None = spec(
        "canh_bai", vi="Ghim: mã của bài phải bắt đầu cùng trang với bài này",
        en="Pinned: id of the story that begins on the same page as this one", default=None, pattern=SLUG,
        example="bai-khac",
    )  # fmt: skip
    place: str | None = spec(
        "cho_in",
        vi="Chỗ của bài: trang/cột/dòng, dấu phẩy trước mỗi phần tiếp theo; lệnh bulletin plan --choose ghi",
        en="Where the story is: page/columns/rows, a comma before each further part; bulletin plan --choose writes it",
        default=None, pattern=PLACE_TYPED, max_length=400, example="1/1-2/14-50, 3/1-3/1-20",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved an issue."""

    name: str = spec("ten", "ho_ten", vi="Người duyệt", en="Who approved", example="Vũ Thị Hạnh", main=True)
    office: str | None = spec("chuc_vu", vi="Chức vụ", en="Office held", default=None, example="Phó Bí thư Đảng ủy")
    at: dt.datetime | None = spec("luc", vi="Lúc duyệt", en="When", default=None, example="18/11/2026 16:30")
    digest: str | None = spec(
        "dau_van_tay",
        vi="Dấu vân tay của mọi tệp lúc duyệt; máy ghi khi duyệt trong bulletin studio, không gõ tay",
        en="Fingerprint of all files when it was approved; bulletin studio writes it, nobody types it",
        default=None, pattern=r"[0-9a-f]{64}",
        example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSheet:
    """`issue.yaml` as typed."""

    schema: str = spec(
        "phien_ban",
        vi="Phiên bản của cách ghi tệp này",
        en="Version of this file's form",
        default="bulletin/issue@1",
        pattern=r"bulletin/issue@1",
        example="bulletin/issue@1",
    )
    publication: str = spec(
        "an_pham", vi="Mã bản tin (ma trong publication.yaml)", en="Id of the publication", pattern=SLUG,
        example="ban-tin-mau",
    )  # fmt: skip
    number: Number = spec("so", "ky", vi="Số báo", en="Number of the issue")
    year_no: int | None = spec(
        "nam_thu",
        vi="Năm xuất bản thứ mấy",
        en="Year of publication",
        default=None,
        minimum=1,
        maximum=999,
        example="2",
    )
    date: dt.date = spec("ngay", vi="Ngày phát hành", en="Date of the issue", example="20/11/2026")
    period: Period | None = spec(
        "tu_ngay_den_ngay", "thoi_gian", vi="Thời gian mà số báo phản ánh", en="Days covered", default=None
    )
    lunar: str | None = spec(
        "am_lich", vi="Ngày âm lịch in ở măng-sét", en="Lunar date in the masthead", default=None,
        example="12, tháng Mười, Bính Ngọ",
    )  # fmt: skip
    pages: str | None = spec(
        "so_trang",
        vi="Số trang mong muốn: một số (8), một khoảng (6-8), hoặc auto (bội số trang của nhà in)",
        en="Pages wanted: a number (8), a range (6-8), or auto (a multiple that the print shop takes)",
        default=None,
        pattern=PAGES_TYPED,
        example="8",
    )
    layout: str | None = spec(
        "mau_trinh_bay", "bo_cuc", vi="Mẫu trình bày riêng của số này", en="Layout of this issue only",
        default=None, pattern=SLUG, example="tuan-tin",
    )  # fmt: skip
    print: PrintRun | None = spec("in", vi="In ấn", en="Printing", default=None)
    deposit: Deposit | None = spec("luu_chieu", vi="Nộp lưu chiểu", en="Legal deposit", default=None)
    flatplan: tuple[Placement, ...] = spec(
        "sap_xep", "so_bao", vi="Các bài theo thứ tự in", en="Articles in printing order"
    )
    placed: str | None = spec(
        "cho_in_theo_mau",
        vi="Mẫu trình bày mà các cho_in được ghi theo; lệnh bulletin plan --choose ghi",
        en="The layout that the places of the stories are in; bulletin plan --choose writes it",
        default=None, pattern=SLUG, example="tuan-tin",
    )  # fmt: skip
    order: Literal["wished", "kept"] = spec(
        "thu_tu",
        vi="Thứ tự các bài: wished (mong muốn, có thể đổi chỗ vài bài cho đẹp trang) hoặc kept (giữ nguyên)",
        en="Order of the stories: wished (a few may change places for better pages) or kept (as listed)",
        default="wished", values={"mong muốn": "wished", "giữ nguyên": "kept"}, example="kept",
    )  # fmt: skip
    corrections: tuple[str, ...] = spec(
        "dinh_chinh", vi="Đính chính", en="Corrections", default=(),
        example="Trang 2 số 17, dòng thứ ba: xin đọc là 11 cá nhân",
    )  # fmt: skip
    notices: tuple[str, ...] = spec(
        "thong_bao", vi="Thông báo", en="Notices", default=(), example="Lịch tiếp công dân: thứ Năm hằng tuần"
    )
    overrides: Style | None = spec(
        "kieu_rieng", vi="Quy cách trình bày chữ riêng của số này", en="House style of this issue only", default=None
    )
    outputs: Outputs | None = spec(
        "ban_in",
        "cac_ban_in",
        vi="Các bản được xuất của riêng số này; điều gì không ghi thì theo ban_in trong publication.yaml",
        en="Editions of this issue only; what is not said here is as publication.yaml says",
        default=None,
    )
    approved: tuple[Approval, ...] = spec("da_duyet", vi="Người đã duyệt", en="Approved by", default=())


@dataclass(frozen=True, slots=True)
class PageWish:
    """The page counts that an issue wants: from `least` to `most`, and a multiple of `multiple`."""

    least: int = 1
    most: int = MOST_PAGES
    multiple: int = 1

    @property
    def any(self) -> bool:
        """Whether every count will do."""
        return self.least <= 1 and self.most >= MOST_PAGES and self.multiple <= 1

    def meets(self, pages: int) -> bool:
        """Whether an issue of so many pages is as wanted."""
        return self.least <= pages <= self.most and pages % self.multiple == 0

    def nearest(self, length: float) -> int:
        """The wanted count that is nearest to a length in pages; the larger of two that are equally near."""
        low = max(self.multiple, -(-self.least // self.multiple) * self.multiple)
        if low > self.most:
            return self.least
        high = self.most // self.multiple * self.multiple
        steps = int((length - low) / self.multiple + 0.5)
        return min(high, max(low, low + steps * self.multiple))

    def missed(self, pages: int) -> int:
        """Pages between a count and the nearest wanted one; 0 when it is wanted."""
        return 0 if self.meets(pages) else abs(self.nearest(pages) - pages)


ANY_PAGES = PageWish()


def one_count(typed: str | None) -> int | None:
    """The number of pages that was typed; None for none, a range or `auto`."""
    return int(typed) if typed is not None and typed.strip().isdigit() else None


def page_wish(typed: str | None, multiple: int = 1) -> PageWish:
    """The wish that was typed.

    Args:
        typed: as in `issue.yaml`, whose pattern is `PAGES_TYPED`; None wants nothing.
        multiple: of the print shop, for `auto`.
    """
    if typed is None:
        return ANY_PAGES
    numbers = [int(part) for part in typed.replace("–", "-").split("-") if part.strip().isdigit()]
    if not numbers:
        return PageWish(multiple=multiple)
    return PageWish(min(numbers), max(numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRemark:
    """One remark on a page, a story or one field of it; `quote` are the words that it is about."""

    id: str = spec("ma", vi="Mã góp ý", en="Id of the remark", pattern=SLUG, example="gop-y-1")
    by: str = spec("nguoi", "nguoi_gop_y", vi="Người góp ý", en="Who remarks", example="Vũ Thị Hạnh")
    at: dt.datetime | None = spec("luc", vi="Lúc góp ý", en="When", default=None, example="18/11/2026 16:30")
    story: str | None = spec(
        "bai", vi="Mã bài được góp ý", en="Id of the article that is meant", default=None, pattern=SLUG,
        example="ben-ca-len-den",
    )  # fmt: skip
    field: str | None = spec(
        "o", vi="Tên mục của bài, thí dụ title", en="Name of its field, such as title", default=None, max_length=80,
        example="title",
    )  # fmt: skip
    page: int | None = spec(
        "trang", vi="Trang được góp ý", en="Page that is meant", default=None, minimum=1, maximum=512, example="3"
    )
    quote: str | None = spec(
        "chu", vi="Những chữ được góp ý", en="The words that are meant", default=None, max_length=500,
        example="chợ đã dời",
    )  # fmt: skip
    text: str = spec(
        "gop_y", vi="Lời góp ý", en="The remark", multiline=True, example="Cần ghi rõ ngày chợ dời.", main=True
    )
    state: Literal["open", "done"] = spec(
        "trang_thai", vi="Trạng thái: open (chưa xong) hoặc done (đã xong)", en="open or done", default="open",
        values={"chưa xong": "open", "đã xong": "done"}, example="open",
    )  # fmt: skip
    answer: str | None = spec(
        "tra_loi", vi="Lời trả lời", en="Answer", default=None, multiline=True, example="Đã thêm ngày 15/11."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """`review.yaml` as typed."""

    schema: str = spec(
        "phien_ban", vi="Phiên bản của cách ghi tệp này", en="Version of this file's form",
        default="bulletin/review@1", pattern=r"bulletin/review@1", example="bulletin/review@1",
    )  # fmt: skip
    remarks: tuple[ReviewRemark, ...] = spec("gop_y", vi="Các góp ý", en="Remarks", default=())
