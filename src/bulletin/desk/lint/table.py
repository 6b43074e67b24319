"""The table of all rules of the copy desk, by group."""

from __future__ import annotations

from bulletin.desk.lint.row import Row
from bulletin.desk.lint.rules import dates, documents

ROWS: tuple[Row, ...] = (*documents.ROWS, *dates.ROWS)
