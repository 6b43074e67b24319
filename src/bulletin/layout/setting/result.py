"""What the page setter returns, as values that need no page setter: kept results are read without importing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text
from bulletin.layout.laid import NO_WORDS, WordFacts
from bulletin.layout.words.parts import PagePart
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from bulletin.layout.words.shaping import Shapers

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


ENGINE_WARNING = Rule(
    "layout.engine",
    Severity.ERROR,
    Text("bộ dàn trang báo: {message}", "the page setter says: {message}"),
    Text("Lời báo này có thể là chữ hoặc ảnh bị mất", "Such a message can mean lost text or pictures"),
    Text("Kiểm tra style.css và các mẫu của bố cục", "Check style.css and the templates of the layout"),
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
    """The raw PDF, what was found while reading the boxes back, and who set the words of the slots."""

    pdf: bytes
    page_count: int
    misfits: tuple[Misfit, ...]
    findings: tuple[Finding, ...]
    words: WordFacts = field(default_factory=lambda: NO_WORDS)


@dataclass(frozen=True, slots=True)
class SetGroup:
    """Pages that were set as one document: `part` is None where they cannot be written."""

    part: PagePart | None
    page_count: int
    misfits: tuple[Misfit, ...]
    findings: tuple[Finding, ...]
    words: WordFacts


def warnings_of(messages: Sequence[str]) -> list[Finding]:
    """What the page setter said, each message once."""
    return [Finding(ENGINE_WARNING, quote=said, values={"message": said}) for said in dict.fromkeys(messages)]


def joined(groups: Sequence[SetGroup], shapers: Shapers, partial: bool) -> SetPages:
    """The pages of some groups as one file; without it where one of them cannot be written.

    Args:
        groups: in the order of their pages.
        shapers: the faces of our words.
        partial: these are some pages of an issue, so that links to stories on the others lead nowhere.
    """
    from bulletin.layout.words.join import join

    misfits = tuple(misfit for group in groups for misfit in group.misfits)
    findings = [f for group in groups for f in group.findings if not f.is_(ENGINE_WARNING)]
    said = [f.quote for group in groups for f in group.findings if f.is_(ENGINE_WARNING)]
    parts = [group.part for group in groups if group.part is not None]
    pdf = b""
    if len(parts) == len(groups):
        done = join(parts, shapers)
        pdf = done.pdf
        said += [f"No anchor #{name} for internal URI reference" for name in done.missing if not partial]
    words = WordFacts(
        {name: faces for group in groups for name, faces in group.words.faces.items()},
        tuple(kept for group in groups for kept in group.words.kept),
    )
    count = sum(group.page_count for group in groups)
    return SetPages(pdf, count, misfits, (*findings, *warnings_of(said)), words)
