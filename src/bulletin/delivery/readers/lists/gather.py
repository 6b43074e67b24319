"""The people on a list: each once, with name, groups and day of consent; every row that was not taken, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field, replace

from bulletin.delivery.readers.lists.cells import LONGEST_NAME, CellAddresses, addresses_in, clean_name, is_formula
from bulletin.delivery.readers.lists.headings import has_address, heading_of
from bulletin.delivery.readers.lists.values import (
    ColumnRole,
    Gathered,
    Heading,
    ListColumn,
    ListedPerson,
    ListFile,
    ListSheet,
    RowNote,
    RowPlace,
    SheetRow,
    SheetUnderstood,
)
from bulletin.delivery.readers.values import compared, plain_signs
from bulletin.errors import Text
from bulletin.lazy import dataclass, pattern
from bulletin.text.fold import slug

LONGEST_GROUP = 80
NO_ADDRESS = Text("không có địa chỉ thư", "there is no address")
ABOVE = Text("địa chỉ ở phía trên dòng tiêu đề nên không được đọc", "an address above the heading is not read")
NO_COLUMN = Text("trang này không có cột địa chỉ thư", "this sheet has no column of addresses")
NOT_AGREED = Text("danh sách ghi là chưa hoặc không đồng ý", "the list says that they did not agree")
NOTHING_SAID = Text(
    "ô về việc đồng ý để trống; nếu họ đã đồng ý, gõ: có", "the cell about consent is empty; if they agreed, type: yes"
)
FORMULA = Text(
    "ô là công thức hoặc báo lỗi của bảng tính, không phải chữ, nên để trống; cần thì sửa ô ấy rồi nhập lại",
    "the cell is a formula or an error of the spreadsheet, no words, so it is left empty; mend it and import again",
)
NAME_TOO_LONG = Text(f"tên dài quá {LONGEST_NAME} ký tự", f"the name is over {LONGEST_NAME} letters")
GROUP_TOO_LONG = Text(
    f"tên nhóm dài quá {LONGEST_GROUP} ký tự, đã bỏ qua nhóm", f"a group over {LONGEST_GROUP} letters was left out"
)
BAD_DAY = Text(
    "không đọc được ngày đồng ý, dùng ngày chung của danh sách", "unreadable day of consent, the list's is used"
)
LATE_DAY = Text(
    "ngày đồng ý ở tương lai, dùng ngày chung của danh sách", "a day of consent to come, the list's is used"
)
UNUSED_ADDRESSES = Text(
    "cột này có địa chỉ thư nhưng tên cột không nói thế nên không được đọc",
    "this column holds addresses but its heading does not say so, so it is not read",
)

_NO = frozenset({"khong", "ko", "k", "kg", "no", "n", "0", "false", "chua", "tu-choi", "huy", "thoi"})
_NO_STARTS = ("khong-", "chua-", "tu-choi-", "huy-", "thoi-", "ngung-", "rut-")
_TICKS = frozenset("✓✔√☑🗸🗹✅")
"""Signs that can only mean yes. A cross (✗ × ☒) is a yes on some forms and a no on others."""
_UNTICKED = frozenset("☐□▢-–—_.…/")
_AS_PICTURE = "\ufe0f"
"""After a sign: to be shown in colours (✔️)."""
_ISO = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BARE_NUMBER = pattern(r"[0-9]{1,3}[A-Za-z]?")
_GROUP_SPLIT = pattern(r"[;|\n\r]")


@dataclass(slots=True)
class _Made:
    people: dict[str, ListedPerson] = field(default_factory=dict)
    doubles: list[RowPlace] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)
    remarks: list[RowNote] = field(default_factory=list)
    sheets: list[SheetUnderstood] = field(default_factory=list)


def gather(read: ListFile, today: dt.date) -> Gathered:
    """Everybody on a list. An address that is on it twice is one person in all the groups named."""
    made = _Made()
    for sheet in read.sheets:
        if sheet.rows:
            _sheet(sheet, today, made)
    return Gathered(
        read.form, tuple(made.sheets), read.hidden, tuple(made.people.values()), tuple(made.doubles),
        tuple(made.refused), tuple(made.remarks),
    )  # fmt: skip


def _sheet(sheet: ListSheet, today: dt.date, made: _Made) -> None:
    heading = heading_of(sheet)
    rows = [row for row in sheet.rows if row.number >= heading.first]
    made.sheets.append(SheetUnderstood(sheet.name, heading, len(rows)))
    if not any(heading.of(ColumnRole.ADDRESS)):
        made.refused += [RowNote(RowPlace(sheet.name, row.number), NO_COLUMN) for row in rows]
        return
    for column in heading.of(ColumnRole.UNUSED):
        if any("@" in row.cell(column.number) for row in rows):
            made.remarks.append(RowNote(RowPlace(sheet.name, heading.row or 0, column.letter), UNUSED_ADDRESSES))
    for row in sheet.rows:
        if row.number < heading.first and has_address(row):
            made.refused.append(RowNote(RowPlace(sheet.name, row.number), ABOVE))
    for row in rows:
        _row(sheet.name, row, heading, today, made)


def _row(sheet: str, row: SheetRow, heading: Heading, today: dt.date, made: _Made) -> None:
    place = RowPlace(sheet, row.number)
    found: dict[str, str] = {}
    problems: list[RowNote] = []
    for column in heading.of(ColumnRole.ADDRESS):
        cell = row.cell(column.number)
        read = addresses_in(cell)
        found |= {address: name for address, name in read.found if address not in found}
        if read.problems:
            problems.append(_problem(replace(place, column=column.letter), read, cell))
    if not found and (misplaced := _misplaced(row, heading)):
        made.refused.append(RowNote(replace(place, column=misplaced.letter), _elsewhere(misplaced, heading)))
        return
    if not found and not problems:
        if any(cell.strip() for cell in row.cells):
            made.refused.append(RowNote(place, NO_ADDRESS))
        return
    made.refused += problems
    if not found:
        return
    name = _name(row, heading)
    if refusal := _refusal(row, heading, place, name):
        made.refused.append(refusal)
        return
    made.remarks += (
        RowNote(replace(place, column=column.letter), FORMULA)
        for column in heading.of(ColumnRole.NAME, ColumnRole.FAMILY, ColumnRole.GIVEN, ColumnRole.GROUP)
        if is_formula(row.cell(column.number))
    )
    agreed_on = _agreed_on(row, heading, today, place, made)
    groups = tuple(dict.fromkeys(_groups(row, heading, place, made)))
    for address, beside in found.items():
        _take(ListedPerson(address, name or beside[:LONGEST_NAME], groups, agreed_on, place), made)


def _misplaced(row: SheetRow, heading: Heading) -> ListColumn | None:
    """The column that holds an address of somebody in whose column of addresses there is none."""
    others = (column for column in heading.columns if column.role is not ColumnRole.ADDRESS)
    return next((one for one in others if addresses_in(row.cell(one.number)).found), None)


def _elsewhere(column: ListColumn, heading: Heading) -> Text:
    right = next(heading.of(ColumnRole.ADDRESS))
    here, there = (f"{one.letter} “{one.heading}”" if one.heading else one.letter for one in (column, right))
    return Text(
        f"địa chỉ thư nằm ở cột {here}, không ở cột {there}; hãy đổi chỗ hai ô ấy, hoặc sửa tên hai cột nếu cả danh "
        "sách như vậy, rồi nhập lại",
        f"the address is in column {here}, not in column {there}; change the places of the two cells, or the headings "
        "if the whole list is so, and import again",
    )


def _problem(place: RowPlace, read: CellAddresses, cell: str) -> RowNote:
    vi = "; ".join(problem.vi for problem in read.problems[:3])
    en = "; ".join(problem.en for problem in read.problems[:3])
    return RowNote(place, Text(vi, en), " ".join(cell.split())[:80])


def _refusal(row: SheetRow, heading: Heading, place: RowPlace, name: str) -> RowNote | None:
    """Why nobody of this row is taken although there is an address."""
    for column in heading.of(ColumnRole.AGREED):
        if reason := _no_consent(plain_signs(row.cell(column.number))):
            return RowNote(replace(place, column=column.letter), reason)
    if len(name) > LONGEST_NAME:
        return RowNote(place, NAME_TOO_LONG)
    return None


def _no_consent(cell: str) -> Text | None:
    """Why a cell about consent is no consent; None where it is one."""
    word = slug(cell)
    if word in _NO or word.startswith(_NO_STARTS):
        return NOT_AGREED
    signs = {sign for sign in cell if not sign.isspace() and sign != _AS_PICTURE}
    if signs <= _UNTICKED:
        return NOTHING_SAID
    if "?" in signs or (not word and not signs <= _TICKS):
        shown = "" if word else f" “{cell[:10]}”"  # words may be an address
        return Text(
            f"không hiểu{shown} trong ô về việc đồng ý; gõ: có, hoặc: không",
            f"what{shown} in the cell about consent means is unclear; type: yes, or: no",
        )
    return None


def _name(row: SheetRow, heading: Heading) -> str:
    """The name of a row: whole, or family and given names put together in the order of Vietnamese."""
    whole = next((clean_name(row.cell(column.number)) for column in heading.of(ColumnRole.NAME)), "")
    if whole:
        return whole
    parts = (
        clean_name(row.cell(column.number))
        for role in (ColumnRole.FAMILY, ColumnRole.GIVEN)
        for column in heading.of(role)
    )
    return " ".join(part for part in parts if part)


def _groups(row: SheetRow, heading: Heading, place: RowPlace, made: _Made) -> Iterator[str]:
    for column in heading.of(ColumnRole.GROUP):
        for part in _GROUP_SPLIT.split(plain_signs(row.cell(column.number))):
            group = clean_name(part)
            if len(group) > LONGEST_GROUP:
                made.remarks.append(RowNote(replace(place, column=column.letter), GROUP_TOO_LONG))
            elif group:
                yield _group_named(group, column)


def _group_named(group: str, column: ListColumn) -> str:
    """`Tổ 3` where a column headed “Tổ” says only `3`."""
    return f"{column.heading} {group}" if _BARE_NUMBER.fullmatch(group) and column.heading else group


def _agreed_on(row: SheetRow, heading: Heading, today: dt.date, place: RowPlace, made: _Made) -> dt.date | None:
    for column in heading.of(ColumnRole.AGREED_ON):
        cell = plain_signs(row.cell(column.number))
        if not cell:
            continue
        try:
            day = dt.date.fromisoformat(cell) if _ISO.fullmatch(cell) else _typed_day(cell)
        except ValueError:  # BadDate is one
            made.remarks.append(RowNote(replace(place, column=column.letter), BAD_DAY))
            continue
        if day <= today:
            return day
        made.remarks.append(RowNote(replace(place, column=column.letter), LATE_DAY))
    return None


def _typed_day(cell: str) -> dt.date:
    from bulletin.sources.schema.dates import parse_date  # the reader of YAML comes with it

    return parse_date(cell)


def _take(person: ListedPerson, made: _Made) -> None:
    same = compared(person.address)
    before = made.people.get(same)
    if before is None:
        made.people[same] = person
        return
    made.doubles.append(person.place)
    groups = tuple(dict.fromkeys((*before.groups, *person.groups)))
    days = [day for day in (before.agreed_on, person.agreed_on) if day]
    made.people[same] = replace(
        before, name=before.name or person.name, groups=groups, agreed_on=min(days) if days else None
    )
