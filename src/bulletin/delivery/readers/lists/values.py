"""What is read from a list of readers, from sheets of text to people and refused rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from bulletin.errors import Text
from bulletin.lazy import dataclass

LETTERS = 26


class ColumnRole(StrEnum):
    """What a column of a list holds."""

    ADDRESS = "address"
    NAME = "name"
    FAMILY = "family-name"
    GIVEN = "given-name"
    GROUP = "group"
    AGREED = "agreed"
    AGREED_ON = "agreed-on"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its number as the spreadsheet shows it, and its cells as plain text."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet of a list; a CSV file is one sheet without a name."""

    name: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as read: its sheets, the names of those that were left out, and how it was read (`utf-8, ;`, `xlsx`)."""

    sheets: tuple[ListSheet, ...]
    hidden: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column, what it was understood to be, and its heading as typed."""

    number: int
    heading: str
    role: ColumnRole

    @property
    def letter(self) -> str:
        return column_letter(self.number)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading of a sheet is (None: it has none), where people begin, and what the columns are."""

    row: int | None
    first: int
    columns: tuple[ListColumn, ...]

    def of(self, *roles: ColumnRole) -> Iterator[ListColumn]:
        return (column for column in self.columns if column.role in roles)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a list, and the column where something was found."""

    sheet: str
    row: int
    column: str = ""


NOWHERE = RowPlace("", 0)
"""Of somebody who is on no list."""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody on a list: a normalised address with what the row says."""

    address: str
    name: str
    groups: tuple[str, ...]
    agreed_on: dt.date | None
    place: RowPlace


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row or cell that was not taken, or taken with a remark, and why; `typed` is what is in the cell."""

    place: RowPlace
    reason: Text
    typed: str = ""


@dataclass(frozen=True, slots=True)
class SheetUnderstood:
    """One sheet: its heading and how many rows below it hold anything."""

    name: str
    heading: Heading
    rows: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """A whole list understood: each person once, the rows that were refused, and remarks."""

    form: str
    sheets: tuple[SheetUnderstood, ...]
    hidden: tuple[str, ...]
    people: tuple[ListedPerson, ...]
    doubles: tuple[RowPlace, ...]
    refused: tuple[RowNote, ...]
    remarks: tuple[RowNote, ...]


def column_letter(number: int) -> str:
    """The name of a column as spreadsheets show it: 0 is `A`, 26 is `AA`."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
