"""`publication.yaml`, `fillers`: notices of the office that close gaps of pages."""

from __future__ import annotations

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseNotice:
    """A notice of the office that closes a gap of a page where no story fits; it is printed where it is needed."""

    title: str | None = spec(
        "tit", "tieu_de", vi="Tít của thông tin", en="Title of the notice", default=None, max_length=80,
        example="Bạn đọc viết",
    )  # fmt: skip
    text: str = spec(
        "noi_dung", vi="Nội dung, một đoạn", en="Words, one paragraph", max_length=600, main=True,
        example="Mời bạn đọc gửi tin, ảnh về hộp thư bantin@example.vn trước thứ Tư hằng tuần.",
    )  # fmt: skip
    url: str | None = spec(
        "dia_chi", "lien_ket", vi="Địa chỉ in thành mã QR, như trang mạng xã hội; bắt đầu bằng https://",
        en="Address that is printed as a QR code, such as a fan page; beginning with https://", default=None,
        kind="url",
        example="https://binhhai.example/ban-doc",
    )  # fmt: skip
    columns: int = spec(
        "so_cot",
        vi="Số cột rộng nhất",
        en="Most columns that it may take",
        default=1,
        minimum=1,
        maximum=8,
        example="1",
    )
    most_rows: int = spec(
        "so_dong",
        vi="Số dòng cao nhất",
        en="Most rows that it may take",
        default=16,
        minimum=2,
        maximum=60,
        example="16",
    )
    weight: float = spec(
        "uu_tien", vi="Mức ưu tiên: số lớn in trước", en="How gladly it is printed: a larger number comes first",
        default=1.0, minimum=0.1, maximum=10, example="1",
    )  # fmt: skip
