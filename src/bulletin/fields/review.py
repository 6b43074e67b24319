"""`review.yaml` of an issue: what readers of the draft remarked, and whether it is settled."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from bulletin.fields import SLUG, spec
from bulletin.lazy import dataclass


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
