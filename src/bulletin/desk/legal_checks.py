"""Checks of the copy before anything is laid out. Today: what the law asks for; style and lint rules join `CHECKS`."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from bulletin.desk.legal_profile import Profile, Required, profile, successor
from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.fields.issue import page_wish
from bulletin.lazy import dataclass
from bulletin.model import Issue

_TRIM_MM = {"190x270": (190.0, 270.0), "a4": (210.0, 297.0), "130x190": (130.0, 190.0)}
_WHERE = {
    "front": ("đầu trang nhất", "at the top of page 1"),
    "imprint": ("cuối trang cuối", "at the foot of the last page"),
}

MISSING = Rule(
    "legal.missing-line",
    Severity.ERROR,
    Text("Thiếu {vi}.", "There is no {en}."),
    Text(
        "{title_vi} yêu cầu in ở {where_vi} (nguồn: {source_vi}).", "{title_en} wants it {where_en} (source: {source})."
    ),
    Text("Hãy gõ trong {file}: {mend_vi}", "Type in {file}: {mend_en}"),
    form=Text(
        "Hãy điền mục này trong thông tin của bản tin hoặc của số báo.",
        "Fill it in among the facts of the bulletin or of the issue.",
    ),
)
LABEL = Rule(
    "legal.label",
    Severity.ERROR,
    Text("Dòng đầu trang nhất là “{word}”, không có chữ “{label}”.", "The top line is “{word}” and lacks “{label}”."),
    Text("{title_vi} yêu cầu in chữ này ở đầu trang nhất.", "{title_en} wants these words at the top of page 1."),
    Text("Hãy gõ trong {file}: nhan: \"{label}\"", "Type in {file}: label: \"{label}\""),
    form=Text("Hãy gõ vào ô “Dòng chữ ở đầu trang nhất” của bản tin: {label}",
     "Type into the label of the bulletin: {label}"),
)  # fmt: skip
TRIM = Rule(
    "issue.trim-differs",
    Severity.WARNING,
    Text(
        "Khuôn khổ {word} không phải khổ của mẫu {layout} ({size} mm).",
        "Trim {word} is not that of {layout} ({size} mm).",
    ),
    Text("Trang in ra theo khổ của mẫu trình bày.", "Pages come out in the size of the layout."),
    Text(
        "Hãy chọn mẫu có khổ ấy, hoặc bỏ dòng khuon_kho.", "Choose a layout of that size, or take out the line `trim`."
    ),
    form=Text(
        "Hãy chọn mẫu trình bày có khổ ấy, hoặc bỏ trống ô “Khuôn khổ”.",
        "Choose a layout of that size, or leave the trim empty.",
    ),
)
NO_LICENCE = Rule(
    "legal.no-licence",
    Severity.ERROR,
    Text("Bản tin không có giấy phép (loai: none).", "The bulletin has no licence (kind: none)."),
    Text("{title_vi} yêu cầu có giấy phép xuất bản bản tin.", "{title_en} requires a publishing licence."),
    Text("Hãy ghi giấy phép, hoặc gõ “ho_so_phap_ly: internal” nếu chỉ lưu hành nội bộ.",
         "Enter the licence, or type “legal_profile: internal” for internal circulation."),
    form=Text("Hãy điền giấy phép, hoặc chọn “Lưu hành nội bộ” ở ô “Quy định phải theo”.",
     "Enter the licence, or choose internal circulation."),
)  # fmt: skip
EXPIRED = Rule(
    "legal.licence-expired",
    Severity.ERROR,
    Text("Giấy phép hết hạn ngày {expires}, trước ngày phát hành {date}.",
         "The licence ends on {expires}, before the issue of {date}."),
    Text("Không được phát hành khi giấy phép hết hạn.", "No issue may appear after the licence has ended."),
    Text("Hãy xin cấp lại giấy phép rồi sửa số, ngày cấp và ngày hết hạn trong {file}.",
         "Renew the licence, then correct its number and dates in {file}."),
    form=Text("Hãy xin cấp lại giấy phép rồi sửa số, ngày cấp và ngày hết hạn của nó.",
     "Renew the licence, then correct its number and dates."),
)  # fmt: skip
EXPIRES_SOON = Rule(
    "legal.licence-expires-soon",
    Severity.WARNING,
    Text("Giấy phép còn {days} ngày, đến {expires}.", "The licence has {days} days left: it ends on {expires}."),
    Text("Thủ tục cấp lại cần thời gian.", "A renewal takes time."),
    Text("Hãy nộp hồ sơ xin cấp lại giấy phép từ bây giờ.", "Apply for the renewal now."),
)
NOT_YET = Rule(
    "legal.licence-not-yet",
    Severity.ERROR,
    Text(
        "Giấy phép cấp ngày {issued}, sau ngày báo {date}.",
        "The licence of {issued} is later than the issue of {date}.",
    ),
    Text("Không được phát hành trước khi có giấy phép.", "No issue may appear before the licence."),
    Text("Hãy kiểm tra lại ngày cấp giấy phép và ngày phát hành.", "Check the dates of licence and issue."),
)
TOO_LONG_LICENCE = Rule(
    "legal.licence-too-long",
    Severity.WARNING,
    Text("Giấy phép ghi thời hạn từ {issued} đến {expires}.", "The licence runs from {issued} to {expires}."),
    Text("{title_vi}: thời hạn nhiều nhất {years} năm.", "{title_en}: it lasts {years} year(s) at most."),
    Text("Hãy xem lại ngày hết hạn ghi trên giấy phép.", "Check the last day named in the licence."),
)
LARGE_TRIM = Rule(
    "legal.trim",
    Severity.WARNING,
    Text("Khuôn khổ {width} × {height} mm lớn hơn {max_width} × {max_height} mm.",
         "The trim of {width} × {height} mm is larger than {max_width} × {max_height} mm."),
    Text("{title_vi} giới hạn khuôn khổ của bản tin; quy định mới nên hỏi cơ quan cấp phép.",
         "{title_en} limits the size of a bulletin; ask the licensing body about newer rules."),
    Text("Hãy chọn khuôn khổ nhỏ hơn trong {file}, ví dụ: khuon_kho: 190x270",
         "Choose a smaller trim in {file}, for example: trim: 190x270"),
    form=Text("Hãy chọn khuôn khổ nhỏ hơn, ví dụ 190 × 270 mm.",
     "Choose a smaller trim, such as 190 × 270 mm."),
)  # fmt: skip
MANY_PAGES = Rule(
    "legal.pages",
    Severity.WARNING,
    Text("Số trang dự kiến {pages} nhiều hơn {limit}.", "The issue is planned with {pages} pages, more than {limit}."),
    Text("{title_vi} giới hạn số trang của bản tin.", "{title_en} limits the pages of a bulletin."),
    Text("Hãy bớt bài, hoặc tách thành hai số.", "Take out articles, or make two issues of it."),
)


SUPERSEDED = Rule(
    "legal.superseded",
    Severity.WARNING,
    Text("{title_vi} hết hiệu lực từ ngày {end}; số báo ra ngày {date}.",
         "{title_en} is no longer in force since {end}; the issue is of {date}."),
    Text("Số báo đang được soát theo quy định cũ (nguồn: {source_vi}).",
         "The issue is checked against rules of the past (source: {source})."),
    Text("Hãy gõ trong {file}: ho_so_phap_ly: {other}", "Type in {file}: legal_profile: {other}"),
    form=Text("Hãy chọn quy định mới ở ô “Quy định phải theo”.", "Choose the newer rules."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedIssue:
    """What every check looks at: the issue, its legal profile and the trim of its layout (mm), if known."""

    issue: Issue
    profile: Profile
    layout_mm: tuple[float, float] | None

    @property
    def trim_mm(self) -> tuple[float, float] | None:
        """The trim that the pages will have: the layout's, else the one that was typed."""
        trim = self.issue.publication.trim
        return self.layout_mm or (_TRIM_MM[trim] if trim else None)

    def finding(self, rule: Rule, place: Place, quote: str = "", **values: str) -> Finding:
        titles = {"title_vi": self.profile.title_vi, "title_en": self.profile.title_en, "file": place.file or ""}
        return Finding(rule, place, quote, {**titles, **values})

    def place(self, field: str) -> Place:
        """Where a field such as `publication.licence.number` was typed, or the nearest group around it."""
        head, *path = field.split(".")
        return self.issue.place(self.issue.publication_file if head == "publication" else "issue.yaml", *path)

    def value(self, field: str) -> Any:
        """The value of such a field; None when a group on the way is missing."""
        found: Any = self.issue
        for name in field.split("."):
            found = getattr(found, name, None)
        return found


Check = Callable[[CheckedIssue], Iterator[Finding]]


def check_copy(issue: Issue, trim_mm: tuple[float, float] | None = None) -> tuple[Finding, ...]:
    """All checks of the copy, in the order of `CHECKS`.

    Args:
        issue: the issue as read.
        trim_mm: width and height of the pages of its layout in mm; None when the layout could not be read.
    """
    subject = CheckedIssue(issue, profile(issue.publication.legal_profile), trim_mm)
    return tuple(finding for check in CHECKS for finding in check(subject))


def check_required(subject: CheckedIssue) -> Iterator[Finding]:
    """Every line that the profile wants on the front page and in the imprint has something to print."""
    lacking = [line for line in subject.profile.required if _is_empty(subject.value(line.field))]
    for line in lacking:
        yield _missing(subject, line, [other for other in lacking if other.key == line.key])


def _is_empty(value: Any) -> bool:
    return value in (None, "", ()) or (isinstance(value, str) and not value.strip())


def _missing(subject: CheckedIssue, line: Required, group: list[Required]) -> Finding:
    where = _WHERE[line.where]
    vi, en = _to_type(subject, line, group)
    return subject.finding(
        MISSING, subject.place(line.field), vi=line.vi, en=line.en, where_vi=where[0], where_en=where[1],
        source=subject.profile.source, source_vi=subject.profile.source_vi, mend_vi=vi, mend_en=en,
    )  # fmt: skip


def _to_type(subject: CheckedIssue, line: Required, group: list[Required]) -> tuple[str, str]:
    """One line for all that lacks of a group, since a field is typed once; of a group that is there, what lacks."""
    if not line.example.startswith("{"):
        return (f"{line.key}: {line.example}",) * 2
    parts = list(dict.fromkeys(part for one in group for part in one.example.strip("{}").split(", ")))
    if subject.value(line.field.rpartition(".")[0]) is None:
        return (f"{line.key}: {{{', '.join(parts)}}}",) * 2
    own = line.example.strip("{}").split(", ")[-1]
    return f"{own} – trong nhóm {line.key} đã có", f"{own} – in the group {line.key} that is there"


def check_label(subject: CheckedIssue) -> Iterator[Finding]:
    """The words at the top of page 1 hold those that the profile asks for."""
    wanted, label = subject.profile.label, subject.issue.publication.label
    if wanted and label.strip() and _letters(wanted) not in _letters(label):
        yield subject.finding(LABEL, subject.place("publication.label"), label, word=label, label=wanted)


def check_licence(subject: CheckedIssue) -> Iterator[Finding]:
    """The licence exists, is not too long, and covers the date of the issue."""
    licence, date = subject.issue.publication.licence, subject.issue.sheet.date
    if not subject.profile.licence_required or licence is None:
        return
    if licence.kind == "none":
        yield subject.finding(NO_LICENCE, subject.place("publication.licence.kind"), licence.kind)
    if licence.issued is not None and licence.issued > date:
        place = subject.place("publication.licence.issued")
        yield subject.finding(NOT_YET, place, _day(licence.issued), issued=_day(licence.issued), date=_day(date))
    years = subject.profile.licence_max_years
    longest = _years_after(licence.issued, years) if licence.issued and years else None
    expires = licence.expires or longest
    if expires is None:
        return
    place = subject.place("publication.licence.expires")
    if longest is not None and licence.issued is not None and expires > longest:
        values = {"issued": _day(licence.issued), "expires": _day(expires), "years": str(years)}
        yield subject.finding(TOO_LONG_LICENCE, place, _day(expires), **values)
    days = (expires - date).days
    if days < 0:
        yield subject.finding(EXPIRED, place, _day(expires), expires=_day(expires), date=_day(date))
    elif days <= subject.profile.licence_warn_days:
        yield subject.finding(EXPIRES_SOON, place, _day(expires), expires=_day(expires), days=str(days))


def check_size(subject: CheckedIssue) -> Iterator[Finding]:
    """Trim and planned pages stay within the profile."""
    allowed, trim = subject.profile.max_trim_mm, subject.trim_mm
    if allowed and trim and (min(trim) > min(allowed) or max(trim) > max(allowed)):
        place = subject.place("publication.trim" if subject.issue.publication.trim else "publication.layout")
        values = dict(
            zip(("width", "height", "max_width", "max_height"), (f"{n:g}" for n in (*trim, *allowed)), strict=True)
        )
        yield subject.finding(LARGE_TRIM, place, subject.issue.publication.trim or "", **values)
    wish, limit = page_wish(subject.issue.sheet.pages), subject.profile.max_pages
    pages = wish.least
    if limit is not None and pages > limit:
        yield subject.finding(MANY_PAGES, subject.place("sheet.pages"), str(pages), pages=str(pages), limit=str(limit))


def check_trim(subject: CheckedIssue) -> Iterator[Finding]:
    """The trim that was typed is the layout's."""
    issue = subject.issue
    trim, layout = issue.publication.trim, issue.sheet.layout or issue.publication.layout
    size = subject.layout_mm
    if trim and size and size != _TRIM_MM[trim]:
        shown = f"{size[0]:g} × {size[1]:g}"
        yield subject.finding(TRIM, subject.place("publication.trim"), trim, word=trim, layout=layout, size=shown)


def check_in_force(subject: CheckedIssue) -> Iterator[Finding]:
    """The rules that the issue follows are in force on its day, where another profile has those that are."""
    law, date = subject.profile, subject.issue.sheet.date
    other = successor(law)
    if law.in_force_to is not None and date > law.in_force_to and other is not None:
        vi, en = law.in_force_source
        yield subject.finding(
            SUPERSEDED, subject.place("publication.legal_profile"), law.name, source=en, source_vi=vi, other=other,
            end=_day(law.in_force_to + dt.timedelta(days=1)), date=_day(date),
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (check_in_force, check_label, check_required, check_licence, check_size, check_trim)


def _letters(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"


def _years_after(date: dt.date, years: int) -> dt.date:
    """The last day of a licence of so many years: the day before the anniversary."""
    try:
        return date.replace(year=date.year + years) - dt.timedelta(days=1)
    except ValueError:
        return dt.date(date.year + years, 2, 28)
