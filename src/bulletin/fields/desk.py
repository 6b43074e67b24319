"""Which rules of the copy desk an office uses, and how loudly each of them speaks. Part of `publication.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """Rules that are off, and rules that are reported at another level than theirs."""

    off: tuple[str, ...] = spec(
        "tat",
        vi="Các luật không dùng, theo mã (R31, desk.long-sentence)",
        en="Rules that are not used, by id (R31, desk.long-sentence)",
        default=(),
        example="desk.long-sentence",
    )
    levels: Mapping[str, str] | None = spec(
        "muc",
        vi="Mức báo của từng luật: error (lỗi), warning (cảnh báo) hoặc info (nhắc)",
        en="How a rule is reported: error, warning or info",
        default=None,
        example="desk.sum: info",
    )
