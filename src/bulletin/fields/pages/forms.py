"""Forms of stories in `layout.yaml`: which of them a layout uses."""

from __future__ import annotations

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms of stories that not every layout has."""

    common_captions: bool = spec(
        vi="Một hàng ảnh bằng nhau có một chú thích chung ở dưới, khi không dài hơn các chú thích riêng: có hoặc không",
        en="A row of photos of one height has one caption under it, where that is no taller than those of each photo",
        default=False, example="có",
    )  # fmt: skip
    captions_beside: bool = spec(
        vi="Ở bài rộng hai cột, ảnh được hẹp hơn hai cột và có chú thích ở bên cạnh: có hoặc không",
        en="In a story of two columns a photo may be narrower than both, with its caption at its side: yes or no",
        default=False, example="có",
    )  # fmt: skip
    side_boxes: bool = spec(
        vi="Hộp của bài từ ba cột trở lên được đứng ở cột cuối, cao bằng bài hoặc có chữ ở dưới: có hoặc không",
        en="The box of a story of three columns and more may have the last column, or be at its head with text below",
        default=False, example="có",
    )  # fmt: skip
