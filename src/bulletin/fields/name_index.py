"""`index.yaml` of an archive: which names found in the stories are those of persons and places."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.fields import spec
from bulletin.lazy import dataclass

_VI = "có (đúng), không (sai), hoặc tên đầy đủ thay cho cách viết này"
_EN = "yes, no, or the full name that this spelling is meant for"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """`index.yaml` as typed."""

    people: Mapping[str, str] | None = spec(
        "nguoi", vi=f"Tên người: {_VI}", en=f"Persons: {_EN}", default=None, example="Hoàng Văn Lẫm: có"
    )
    places: Mapping[str, str] | None = spec(
        "dia_danh", vi=f"Địa danh: {_VI}", en=f"Places: {_EN}", default=None, example="bến cá phía tây: có"
    )
