"""What an issue prints beside its articles, asked for on its page: imprint, corrections, notices, the front page.

The words are taken from the issue as it was typed, not from what the layout made of them, so that a line which the
layout forgets is missed here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bulletin.desk.legal_profile import Where, profile
from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.layout.laid import TextSlot
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.text.dates import masthead_date, period, short_date

_WHERE = {"front": ("trang nhất", "page 1"), "imprint": ("trang cuối", "the last page")}

FURNITURE_LOST = Rule(
    "proof.furniture-lost",
    Severity.ERROR,
    Text("Số báo thiếu chữ ngoài các bài ({field}), phải có ở {where_vi}: “{words}”.",
         "Words beside the articles ({field}) are not on {where_en}: “{words}”."),
    Text("Người đọc và cơ quan quản lý sẽ không thấy đủ thông tin của bản tin.",
         "Readers and authorities would not find all that the bulletin must tell."),
    Text("Nếu dùng mẫu riêng, hãy xem masthead.html.j2 và imprint.html.j2 của mẫu; nếu không, xin gửi thư mục số báo "
         "cho người bảo trì chương trình.",
         "With a layout of your own look at its masthead.html.j2 and imprint.html.j2; otherwise send the issue folder "
         "to the maintainers."),
    ExitCode.REFUSED,
)  # fmt: skip
NOT_PRINTED = Rule(
    "legal.not-printed",
    Severity.ERROR,
    Text("Trang in ra không có {vi} ở {where_vi}: “{words}”.", "The pages do not show {en} on {where_en}: “{words}”."),
    Text("{title_vi} yêu cầu in dòng này ở đó.", "{title_en} wants this line there."),
    Text("Nếu dùng mẫu riêng, hãy in lại dòng này trong masthead.html.j2 hoặc imprint.html.j2 của mẫu; nếu không, "
         "xin gửi thư mục số báo cho người bảo trì chương trình.",
         "With a layout of your own print the line in its masthead.html.j2 or imprint.html.j2; otherwise send the "
         "issue folder to the maintainers."),
    ExitCode.REFUSED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that must be on the front page or in the imprint; `field` says where they were typed."""

    words: str
    where: Where
    field: str


def furniture_of(issue: Issue) -> tuple[Asked, ...]:
    """Everything that an issue says beside its articles and that a layout must print."""
    return tuple(asked for asked in (*_front(issue), *_sheet(issue), *_office(issue)) if asked.words.strip())


def _front(issue: Issue) -> Iterator[Asked]:
    pub, sheet = issue.publication, issue.sheet
    # Label and name are on two lines; a name that begins with the label is read through both.
    for field, words in (("label", pub.label), ("name", pub.masthead_name), ("publisher", pub.publisher)):
        yield Asked(words, "front", f"publication.{field}")
    yield Asked(f"Số {sheet.number.in_year}", "front", "sheet.number")
    yield Asked(masthead_date(sheet.date), "front", "sheet.date")


def _sheet(issue: Issue) -> Iterator[Asked]:
    """What this issue says at its foot."""
    sheet = issue.sheet
    yield from (Asked(text, "imprint", "sheet.corrections") for text in sheet.corrections)
    yield from (Asked(text, "imprint", "sheet.notices") for text in sheet.notices)
    if sheet.period:
        yield Asked(period(sheet.period.start, sheet.period.end), "imprint", "sheet.period")
    if sheet.print:
        yield Asked(sheet.print.house or "", "imprint", "sheet.print.house")
        yield Asked(_grouped(sheet.print.copies), "imprint", "sheet.print.copies")
        if sheet.print.finished and (sheet.print.house or sheet.print.copies):
            yield Asked(short_date(sheet.print.finished), "imprint", "sheet.print.finished")
    if sheet.deposit:
        yield Asked(sheet.deposit.month or "", "imprint", "sheet.deposit.month")


def _office(issue: Issue) -> Iterator[Asked]:
    """What every issue of the publication says at its foot."""
    pub = issue.publication
    yield Asked(pub.owner or "", "imprint", "publication.owner")
    yield Asked(pub.publisher, "imprint", "publication.publisher")
    yield Asked(pub.periodicity, "imprint", "publication.periodicity")
    for person in pub.responsible:
        yield Asked(person.name, "imprint", "publication.responsible")
        yield Asked(person.office or "", "imprint", "publication.responsible")
    yield from (Asked(name, "imprint", "publication.editors") for name in pub.editors)
    contacts = pub.contacts
    if contacts:
        for field in ("address", "phone", "email", "portal", "fanpage"):
            yield Asked(_without_scheme(getattr(contacts, field) or ""), "imprint", f"publication.contacts.{field}")
    licence = pub.licence
    if licence and licence.kind != "none" and licence.number:
        yield Asked(licence.number, "imprint", "publication.licence.number")
        yield Asked(licence.issuer or "", "imprint", "publication.licence.issuer")
        yield Asked(short_date(licence.issued) if licence.issued else "", "imprint", "publication.licence.issued")


def _grouped(number: int | None) -> str:
    """`1.200`, as counts are printed."""
    return f"{number:,}".replace(",", ".") if number else ""


def _without_scheme(address: str) -> str:
    return address.split("://", 1)[-1].rstrip("/")


def prove_furniture(issue: Issue, slots: Sequence[TextSlot]) -> tuple[Finding, ...]:
    """A finding for all words beside the articles that are not on their page.

    The lines that the legal profile asks for are reported with its reason.

    Args:
        issue: as it was set.
        slots: all slots of the issue.
    """
    rules = profile(issue.publication.legal_profile)
    wanted = {(line.field, line.where): line for line in rules.required}
    pages = _pages(slots)
    findings: list[Finding] = []
    for asked in (*furniture_of(issue), *_further(issue, wanted)):
        if bare(asked.words) in pages[asked.where]:
            continue
        where = _WHERE[asked.where]
        values = {"field": asked.field, "words": asked.words, "where_vi": where[0], "where_en": where[1]}
        line = wanted.get((asked.field, asked.where))
        if line is not None:
            values |= {"vi": line.vi, "en": line.en, "title_vi": rules.title_vi, "title_en": rules.title_en}
        rule = FURNITURE_LOST if line is None else NOT_PRINTED
        findings.append(Finding(rule, _place(issue, asked.field), asked.words, values))
    return tuple(findings)


def _further(issue: Issue, wanted: Mapping[tuple[str, Where], Any]) -> Iterator[Asked]:
    """Plain words that a profile asks for on a page where `furniture_of` does not look for them."""
    known = {(asked.field, asked.where) for asked in furniture_of(issue)}
    for field, where in wanted:
        value: Any = issue
        for name in field.split("."):
            value = getattr(value, name, None)
        if (field, where) not in known and isinstance(value, str) and value.strip():
            yield Asked(value, where, field)


def _pages(slots: Sequence[TextSlot]) -> dict[Where, str]:
    """All furniture of the first and of the last page as bare characters."""
    own = [slot for slot in slots if slot.story is None]
    last = max((slot.box.page for slot in slots), default=1)

    def page(number: int) -> str:
        return "\n".join(bare(slot.text) for slot in own if slot.box.page == number)

    return {"front": page(1), "imprint": page(last)}


def _place(issue: Issue, field: str) -> Place:
    head, *path = field.split(".")
    return issue.place(issue.publication_file if head == "publication" else "issue.yaml", *path)


def bare(text: str) -> str:
    """The characters alone: NFC, without spaces, case folded."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())
