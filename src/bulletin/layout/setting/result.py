"""What the page setter returns, as values that need no page setter: kept results are read without importing it."""

from __future__ import annotations

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text
from bulletin.lazy import dataclass

LINES_DIFFER = Rule(
    "layout.lines-differ",
    Severity.ERROR,
    Text(
        "dòng chữ trên trang {page} khác với dự tính: {wanted} → {got}", "lines on page {page} differ: {wanted} → {got}"
    ),
    Text(
        "Trang phải đúng như đã tính, nếu không chữ có thể tràn ra ngoài",
        "Pages must come out as planned or text may overflow",
    ),
    Text("Báo lỗi này cho người phát triển kèm thư mục số báo", "Report this with the issue folder"),
    ExitCode.REFUSED,
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A piece whose lines came out otherwise than planned."""

    page: int
    slot: int
    planned: tuple[str, ...]
    set: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPages:
    """The raw PDF and what was found while reading the boxes back."""

    pdf: bytes
    page_count: int
    misfits: tuple[Misfit, ...]
    findings: tuple[Finding, ...]
