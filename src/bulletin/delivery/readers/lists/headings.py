"""Where the heading of a sheet is, and what each column holds. Marks, case and blanks in headings do not count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.delivery.readers.lists.values import ColumnRole, Heading, ListColumn, ListSheet, SheetRow
from bulletin.delivery.readers.values import plain_signs
from bulletin.lazy import pattern
from bulletin.text.fold import slug

WITHIN = 10
"""A heading is looked for in so many rows from the top."""
_SAMPLE = 50
_LONGEST = 60
_WORDS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    (ColumnRole.AGREED_ON, pattern(
        r"(ngay|thoi_gian|luc)_.*(dong_y|dang_ky|xac_nhan)|consent_date|date_of_consent|dong_y_ngay")),
    (ColumnRole.AGREED, pattern(r".*dong_y.*|consent|agreed|opt_in|(co_)?nhan_ban_tin|dang_ky_nhan.*")),
    (ColumnRole.ADDRESS, pattern(r"(.*_)?(e_?mail|gmail|thu_dien_tu|hop_thu|mail)(_.*|s|\d)?|dia_chi_thu")),
    (ColumnRole.FAMILY, pattern(r"ho((_va)?(_ten)?_(dem|lot)|_chu_lot)?|last_name|surname|family_name")),
    (ColumnRole.GIVEN, pattern(r"first_name|given_name|ten_goi")),
    (ColumnRole.NAME, pattern(
        r"(.*_)?(ho_(va_|&_|,_)?ten|hoten|ho_ten|nguoi_nhan|doc_gia|ban_doc|ten|name|fullname)(_.*)?")),
    (ColumnRole.GROUP, pattern(
        r"(.*_)?(nhom|to|to_dan_pho|tdp|thon|xom|ap|ban|khu_pho|khu_dan_cu|khu|ban_nganh|nganh|don_vi|co_quan|phong_ban"
        r"|phong|bo_phan|to_chuc|doan_the|chi_bo|chi_hoi|groups?|unit|department)(_.*)?")),
)  # fmt: skip
_NUMBERING = pattern(r"\(?\s*[0-9A-Za-z]{1,2}\s*\)?")
_NEVER_NAME = pattern(r"ten_(to|thon|don_vi|co_quan|nhom|phong|ban|duong|pho|viet_tat|dang_nhap|lop)|.*user_?name.*")
_NEVER_ADDRESS = pattern(r"mat_khau.*|.*password.*|.*_(gui|gui_luc)")


def heading_of(sheet: ListSheet) -> Heading:
    """The heading of a sheet: the row of the first ten whose words explain the most about the rows below it."""
    best: tuple[int, Heading] | None = None
    for index, row in enumerate(sheet.rows):
        if row.number > WITHIN:
            break
        if has_address(row):
            continue  # a person, or the office's own address in its letterhead
        columns = _columns(row, sheet.rows[index + 1 :])
        score = _score(columns)
        if score and (best is None or score > best[0]):
            best = score, Heading(row.number, _first_person(sheet.rows, index + 1, columns), columns)
    return best[1] if best else _without(sheet)


def role_of(heading: str) -> ColumnRole:
    """What a column holds by its heading alone."""
    words = slug(re.sub(r"[(\[].*", "", plain_signs(heading), flags=re.S)).replace("-", "_")
    if not words or len(words) > _LONGEST or _NEVER_ADDRESS.fullmatch(words):
        return ColumnRole.UNUSED
    if _NEVER_NAME.fullmatch(words):
        return (
            ColumnRole.GROUP if re.match(r"ten_(to|thon|don_vi|co_quan|nhom|phong|ban)", words) else ColumnRole.UNUSED
        )
    return next((role for role, pattern in _WORDS if pattern.fullmatch(words)), ColumnRole.UNUSED)


def has_address(row: SheetRow) -> bool:
    """Whether any cell of a row holds an @, of whatever width."""
    return any("@" in plain_signs(cell) for cell in row.cells if cell)


def _columns(row: SheetRow, below: Sequence[SheetRow]) -> tuple[ListColumn, ...]:
    """The columns of a heading; a merged heading leaves blanks, which are what their cells show."""
    # A second line of the heading says nothing about what a column holds.
    start = next((n for n, other in enumerate(below[:_SAMPLE]) if has_address(other)), 0)
    sample = below[start : start + _SAMPLE]
    width = max((len(other.cells) for other in (row, *sample)), default=0)
    roles = [role_of(row.cell(number)) for number in range(width)]
    if ColumnRole.FAMILY in roles and ColumnRole.NAME in roles and ColumnRole.GIVEN not in roles:
        roles[roles.index(ColumnRole.NAME)] = ColumnRole.GIVEN  # “Họ” beside “Tên”
    _only_with_addresses(roles, row, sample)
    headings = [" ".join(row.cell(number).split())[:_LONGEST] for number in range(width)]
    for number, heading in enumerate(headings):
        before = roles[number - 1] if number else ColumnRole.UNUSED
        if not heading:
            roles[number] = _by_content(number, sample, before)
        if roles[number] is ColumnRole.GIVEN and before is ColumnRole.NAME:
            roles[number - 1] = ColumnRole.FAMILY
    found = zip(range(width), headings, roles, strict=True)
    return tuple(ListColumn(*column) for column in found if column[1] or column[2] is not ColumnRole.UNUSED)


def _only_with_addresses(roles: list[ColumnRole], row: SheetRow, sample: Sequence[SheetRow]) -> None:
    """“Nhận qua email: có” beside a column of addresses is no second one."""
    full = {n for n, role in enumerate(roles) if role is ColumnRole.ADDRESS
            and any("@" in plain_signs(other.cell(n)) for other in sample)}  # fmt: skip
    for number, role in enumerate(roles):
        filled = any(other.cell(number) for other in sample)
        asked = re.search(r"nhan|dong-y|dang-ky", slug(plain_signs(row.cell(number))))
        if full and role is ColumnRole.ADDRESS and number not in full and filled and asked:
            roles[number] = ColumnRole.AGREED


def _by_content(number: int, sample: Sequence[SheetRow], before: ColumnRole) -> ColumnRole:
    """What a column without heading holds: addresses, or the given names beside a merged “Họ và tên”."""
    cells = [plain_signs(cell) for row in sample if (cell := row.cell(number))]
    if cells and sum("@" in cell for cell in cells) * 2 >= len(cells):
        return ColumnRole.ADDRESS
    named = before in {ColumnRole.NAME, ColumnRole.FAMILY} and len(cells) * 2 >= len(sample) > 0
    return ColumnRole.GIVEN if named and all(cell.replace(" ", "").isalpha() for cell in cells) else ColumnRole.UNUSED


def _score(columns: Sequence[ListColumn]) -> int:
    """How much a heading explains; one without an address column explains nothing."""
    roles = {column.role for column in columns if column.heading}
    if not any(column.role is ColumnRole.ADDRESS for column in columns):
        return 0
    return len(roles - {ColumnRole.UNUSED}) * 10 + min(9, sum(bool(column.heading) for column in columns))


def _first_person(rows: Sequence[SheetRow], index: int, columns: Sequence[ListColumn]) -> int:
    """The row where people begin: below a second line of the heading, or of numbers (1) (2) (3)."""
    names = [column.number for column in columns if column.role in {ColumnRole.NAME, ColumnRole.FAMILY}]
    while index < len(rows):
        row = rows[index]
        filled = [cell for cell in row.cells if cell.strip()]
        numbering = all(_NUMBERING.fullmatch(cell.strip()) for cell in filled) and len(filled) > 1
        parts = any(role_of(cell) is not ColumnRole.UNUSED for cell in filled) and not any(
            row.cell(n).strip() for n in names
        )
        if any("@" in plain_signs(cell) for cell in filled) or not (numbering or parts):
            break
        index += 1
    return rows[index].number if index < len(rows) else (rows[-1].number + 1 if rows else 1)


def _without(sheet: ListSheet) -> Heading:
    """A sheet of addresses without a heading: the columns that hold them, and the words before them as the name."""
    sample = sheet.rows[:_SAMPLE]
    width = max((len(row.cells) for row in sample), default=0)
    roles = [_by_content(number, sample, ColumnRole.UNUSED) for number in range(width)]
    if ColumnRole.ADDRESS not in roles:
        return Heading(None, sheet.rows[0].number if sheet.rows else 1, ())
    for number in range(roles.index(ColumnRole.ADDRESS)):
        cells = [cell for row in sample if (cell := row.cell(number).strip())]
        if cells and sum(" " in cell and not any(map(str.isdigit, cell)) for cell in cells) * 2 >= len(cells):
            roles[number] = ColumnRole.NAME
            break
    used = (ListColumn(number, "", role) for number, role in enumerate(roles) if role is not ColumnRole.UNUSED)
    return Heading(None, sheet.rows[0].number, tuple(used))
