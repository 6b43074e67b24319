"""The table of all rules of the copy desk, by group."""

from __future__ import annotations

from bulletin.desk.lint.row import Row
from bulletin.desk.lint.rules import (
    completeness,
    contacts,
    dates,
    documents,
    headlines,
    leftovers,
    length,
    loose_tables,
    numbers,
    people,
    places,
    repeats,
    words,
)

ROWS: tuple[Row, ...] = (
    *documents.ROWS,
    *dates.ROWS,
    *people.ROWS,
    *places.ROWS,
    *numbers.ROWS,
    *repeats.ROWS,
    *headlines.ROWS,
    *words.ROWS,
    *length.ROWS,
    *leftovers.ROWS,
    *loose_tables.ROWS,
    *contacts.ROWS,
    *completeness.ROWS,
)
