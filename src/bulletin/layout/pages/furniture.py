"""FURNITURE: masthead, contents, imprint, running heads: what an issue prints besides its stories.

The words come from the publication and the issue sheet; where they stand comes from the layout's furniture rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.errors import Finding, InputError, Rule, Severity, Text
from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.laid import Logo
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.pages.frames import Frame, TextFrame
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.spec import LayoutSpec
from bulletin.lazy import dataclass
from bulletin.model import Issue, Span
from bulletin.text.dates import masthead_date, period, short_date
from bulletin.text.fold import fold

IMPRINT_TALL = Rule(
    "layout.imprint-too-tall",
    Severity.ERROR,
    Text("Thông tin xuất bản, đính chính và thông báo cần {needed} dòng, một trang chỉ có {rows}.",
         "Imprint, corrections and notices need {needed} rows, a page has {rows}."),
    Text("Phần này in gọn ở cuối trang cuối; dài hơn một trang thì chữ tràn ra ngoài.",
         "They are printed at the foot of the last page; longer than a page, they would run off it."),
    Text("Hãy rút ngắn đính chính và thông báo trong issue.yaml; ở mẫu riêng thì giảm size_pt, leading_pt của imprint.",
         "Shorten corrections and notices in issue.yaml; in a layout of your own lower the size of the role imprint."),
    form=Text("Hãy rút ngắn đính chính và thông báo của số báo.",
     "Shorten the corrections and notices of the issue."),
)  # fmt: skip
RULE_ROWS = 0.4
"""From the top of the imprint's rows to its ground or rule: the last line of a story above keeps its descenders."""
IMPRINT_HEAD_ROWS = 1.0
"""From the top of the imprint's rows to its first line: below the rule."""
IMPRINT_PAD_ROWS = 1.4
"""Rows of the imprint beyond its lines: one above the first, the rest is white below the last."""
CODE_ABOVE_PT = 4.0
"""Between the last line of the imprint and the code of the fan page: the quiet zone is part of the code."""
CODE_BESIDE_PT = 3.0
"""Between that code and its caption."""
RESPONSIBLE = {
    "publisher": "Chịu trách nhiệm xuất bản",
    "content": "Chịu trách nhiệm nội dung",
    "editor": "Tổng biên tập",
    "secretary": "Thư ký tòa soạn",
    "layout": "Trình bày",
    "proof": "Sửa bản in",
}
"""What the imprint calls people by `responsible[].role`; any other role is printed as it is typed."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """The words of page 1; empty strings are not printed. `logo` is None where the publication has none."""

    label: str
    name: str
    tagline: str
    owner: str
    publisher: str
    number: str
    date: str
    lunar: str
    periodicity: str
    since: str
    circulation: str
    price: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """The legal lines at the foot of the last page and the code of the fan page."""

    frame: Frame
    lines: tuple[TextFrame, ...]
    qr: Frame | None
    caption: TextFrame | None
    url: str | None


def masthead(issue: Issue, logo: Logo | None = None) -> Masthead:
    """The words of the masthead, and the logo."""
    pub, sheet = issue.publication, issue.sheet
    total = f" ({_thousands(sheet.number.total)})" if sheet.number.total else ""
    year = f"Năm thứ {sheet.year_no} – " if sheet.year_no else ""
    return Masthead(
        label=pub.label, name=pub.masthead_name, tagline=pub.tagline or "", owner=pub.owner or "",
        publisher=pub.publisher, number=f"{year}Số {sheet.number.in_year}{total}", date=masthead_date(sheet.date),
        lunar=sheet.lunar or "",
        periodicity=pub.periodicity, since=f"Xuất bản từ năm {pub.since}" if pub.since else "",
        circulation="Lưu hành nội bộ" if pub.circulation == "internal" else "",
        price=(sheet.print.price or "") if sheet.print else "", logo=logo,
    )  # fmt: skip


def running_head(issue: Issue) -> tuple[str, str]:
    """Name and number with date, printed at the head of every page but the first."""
    pub, sheet = issue.publication, issue.sheet
    return pub.full_name, f"Số {sheet.number.in_year} – {short_date(sheet.date)}"


def section_head(page: PlannedPage) -> str:
    """The section of all stories that begin on a page, or of those that only go on where none begins; else nothing."""
    pieces = [piece for piece in page.pieces if not piece.continued] or page.pieces
    names = {piece.story.entry.section.name if piece.story.entry.section else "" for piece in pieces}
    return names.pop() if len(names) == 1 else ""


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def imprint_lines(issue: Issue) -> list[tuple[str, str]]:
    """Label and words of each imprint line, in the order that Vietnamese bulletins use."""
    pub, sheet = issue.publication, issue.sheet
    lines: list[tuple[str, str]] = []
    lines += [("Đính chính:", text) for text in sheet.corrections]
    lines += [("Thông báo:", text) for text in sheet.notices]
    if pub.owner:
        lines.append(("Cơ quan chủ quản:", pub.owner))
    lines.append(("Cơ quan xuất bản:", pub.publisher))
    for person in pub.responsible:
        label = RESPONSIBLE.get(fold(person.role or ""), person.role) or RESPONSIBLE["publisher"]
        lines.append((f"{label}:", ", ".join(t for t in (person.name, person.office) if t)))
    if pub.editors:
        lines.append(("Ban biên tập:", ", ".join(pub.editors)))
    if pub.contacts:
        c = pub.contacts
        if c.address:
            lines.append(("Trụ sở:", c.address))
        reach = [("Điện thoại:", c.phone), ("Thư điện tử:", c.email), ("Cổng thông tin:", c.portal and _bare(c.portal))]
        lines += [(label, value) for label, value in reach if value]
    licence = pub.licence
    if licence and licence.kind != "none" and licence.number:
        by = f" do {licence.issuer} cấp" if licence.issuer else " cấp"
        day = f" ngày {short_date(licence.issued)}" if licence.issued else ""
        lines.append(("Giấy phép xuất bản số", f"{licence.number}{by}{day}"))
    lines.append(("Kỳ hạn xuất bản:", pub.periodicity))
    if sheet.period:
        lines.append(("Kỳ này:", period(sheet.period.start, sheet.period.end)))
    run = sheet.print
    if run and (run.house or run.copies):
        copies = f"{_thousands(run.copies)} bản" if run.copies else ""
        house = f"tại {run.house}" if run.house else ""
        lines.append(("In", " ".join(t for t in (copies, house) if t)))
        if run.finished:
            lines.append(("In xong", f"ngày {short_date(run.finished)}"))
    if sheet.deposit and sheet.deposit.month:
        lines.append(("Nộp lưu chiểu", f"tháng {sheet.deposit.month}"))
    if pub.circulation == "internal":
        lines.append(("Lưu hành nội bộ", ""))
    return lines


def _bare(url: str) -> str:
    return url.split("://", 1)[-1].rstrip("/")


class FurnitureSetter:
    """Sets and places the furniture of one issue."""

    def __init__(self, issue: Issue, setter: LineSetter, qr_mm: Mapping[str, float]) -> None:
        self.issue = issue
        self.setter = setter
        self.spec: LayoutSpec = setter.spec
        contacts = issue.publication.contacts
        self.fanpage = contacts.fanpage if contacts else None
        self.qr_mm = qr_mm.get(self.fanpage, 0.0) if self.fanpage else 0.0

    # --- imprint ----------------------------------------------------------------------------------------------

    def _imprint_columns(self) -> tuple[list[list[SetText]], float, SetText | None]:
        """The lines shared over the columns, the width of one in pt, the caption of the code."""
        spec = self.spec
        columns = spec.furniture.imprint_columns
        width = (spec.text_width_mm - spec.gutter_mm * (columns - 1)) / columns * PT_PER_MM
        texts = [
            self.setter.set(
                tuple(s for s in (Span(label, bold=True), Span(f" {words}") if words else None) if s),
                roles.IMPRINT,
                width,
            )
            for label, words in imprint_lines(self.issue)
        ]
        caption = None
        extra = 0.0
        if self.fanpage:
            room = width - self.qr_mm * PT_PER_MM - CODE_BESIDE_PT
            caption = self.setter.set(f"Trang Facebook của bản tin: {_bare(self.fanpage)}", roles.IMPRINT, room)
            extra = max(self.qr_mm * PT_PER_MM, caption.height_pt)
        return _level(texts, columns, extra), width, caption

    def check_imprint(self) -> None:
        """Nothing when the imprint has room on a page.

        Raises:
            InputError: it is taller.
        """
        needed, spec = self.imprint_rows, self.spec
        if needed > spec.rows:
            sheet = self.issue.place("issue.yaml", "notices" if self.issue.sheet.notices else "corrections")
            place = spec.files.place("roles", roles.IMPRINT) if spec.files.own else sheet
            raise InputError([Finding(IMPRINT_TALL, place, values={"needed": str(needed), "rows": str(spec.rows)})])

    @property
    def imprint_rows(self) -> int:
        columns, _, _ = self._imprint_columns()
        extra = self.qr_mm * PT_PER_MM + CODE_ABOVE_PT if self.fanpage else 0.0
        heights = [sum(t.height_pt for t in c) for c in columns]
        heights[-1] += extra
        return self.spec.rows_for(max(heights) + self.spec.row_pt * IMPRINT_PAD_ROWS)

    def imprint(self, page: int) -> Imprint:
        spec = self.spec
        columns, width, set_caption = self._imprint_columns()
        rows = self.imprint_rows
        top = spec.margins_mm.top + (spec.rows - rows) * spec.row_mm
        left = spec.left_mm(page, 0)
        frame = Frame(left, top + spec.row_mm * RULE_ROWS, spec.text_width_mm, (rows - RULE_ROWS) * spec.row_mm)
        lines: list[TextFrame] = []
        w = width / PT_PER_MM
        x = y = 0.0
        for n, texts in enumerate(columns):
            x = left + n * (w + spec.gutter_mm)
            y = top + IMPRINT_HEAD_ROWS * spec.row_mm
            for text in texts:
                h = text.height_pt / PT_PER_MM
                lines.append(TextFrame(Frame(x, y, w, h), text, 0, len(text.lines)))
                y += h
        if not self.fanpage or set_caption is None:
            return Imprint(frame, tuple(lines), None, None, None)
        qr = Frame(x + w - self.qr_mm, y + CODE_ABOVE_PT / PT_PER_MM, self.qr_mm, self.qr_mm)
        h = set_caption.height_pt / PT_PER_MM
        caption = TextFrame(
            Frame(x, qr.y + (qr.h - h) / 2, w - self.qr_mm - CODE_BESIDE_PT / PT_PER_MM, h),
            set_caption,
            0,
            len(set_caption.lines),
        )
        return Imprint(frame, tuple(lines), qr, caption, self.fanpage)


def _level(texts: list[SetText], columns: int, extra_last: float) -> list[list[SetText]]:
    """Share texts over columns in order so that the tallest is as short as can be."""
    heights = [t.height_pt for t in texts]
    low, high = max([*heights, extra_last]), sum(heights) + extra_last
    while high - low > 0.5:
        limit = (low + high) / 2
        if poured(heights, columns, limit, extra_last) is None:
            low = limit
        else:
            high = limit
    cuts = poured(heights, columns, high, extra_last) or [len(texts)]
    out, at = [], 0
    for cut in cuts:
        out.append(texts[at:cut])
        at = cut
    return out


def poured(heights: list[float], columns: int, limit: float, extra_last: float) -> list[int] | None:
    """Ends of columns when each takes what fits; None when the last would be too tall."""
    cuts: list[int] = []
    at = 0
    for column in range(columns):
        room = limit - (extra_last if column == columns - 1 else 0.0)
        used = 0.0
        while at < len(heights) and used + heights[at] <= room + 1e-6:
            used += heights[at]
            at += 1
        cuts.append(at)
    return cuts if at == len(heights) else None
