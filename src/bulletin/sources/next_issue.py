"""What a new issue takes from its publication and from the issues before it: number, date, period, standing parts."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.fields import SLUG
from bulletin.fields.issue import Deposit, Number, Period, Placement
from bulletin.lazy import dataclass
from bulletin.model import IssueSheet, Publication
from bulletin.runtime import paths
from bulletin.sources.folding import fold, free_id, slug
from bulletin.sources.issue import LEVELS_UP, parse
from bulletin.sources.partial import values_in
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.strays import is_article
from bulletin.sources.yaml.nodes import MAX_BYTES

_MAX_FOLDERS = 500
_STANDING = ("pages", "layout", "overrides", "outputs")


@dataclass(frozen=True, slots=True)
class Step:
    """The time between two issues: days, or months of the calendar."""

    days: int = 0
    months: int = 0

    def after(self, day: dt.date) -> dt.date:
        """The day one step later; a month without that day ends earlier."""
        if not self.months:
            return day + dt.timedelta(days=self.days)
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        end_of_month = day.day == calendar.monthrange(day.year, day.month)[1]
        return dt.date(year, month + 1, last if end_of_month else min(day.day, last))


_STEPS: tuple[tuple[str, Step], ...] = (
    (r"(hai|2)_tuan|nua_thang|ban_nguyet|(2|hai)_(ky|so)(_|/|_/_)(moi_)?thang", Step(days=14)),
    (r"tuan|week", Step(days=7)),
    (r"(hai|2)_thang", Step(months=2)),
    (r"quy|(ba|3)_thang|quarter", Step(months=3)),
    (r"thang|month", Step(months=1)),
    (r"hang_ngay|nhat_bao|daily", Step(days=1)),
    (r"nam|year", Step(months=12)),
)


def step_of(periodicity: str, dates: tuple[dt.date, ...] = ()) -> Step | None:
    """The time between issues: as the periodicity says, else as between the last two dates; None if neither tells."""
    words = fold(periodicity)
    for pattern, step in _STEPS:
        if re.search(rf"(^|[_/\d])({pattern})($|[_/,;.])", words):
            return step
    if len(dates) < 2 or dates[-1] <= dates[-2]:
        return None
    days = (dates[-1] - dates[-2]).days
    return Step(months=round(days / 30.4)) if days > 27 else Step(days=7 * round(days / 7) if days > 4 else days)


def next_issue(target: Path, today: dt.date) -> Mapping[str, Any]:
    """What can be filled in for a new `issue.yaml`, by field name, as values of the model.

    Args:
        target: the file that is to be written.
        today: the date of a first issue.
    """
    folder = target.parent
    publication = _publication(folder)
    values: dict[str, Any] = {"date": today, "number": Number(in_year=1)}
    ids = article_ids(folder / "articles")
    if ids:
        values["flatplan"] = tuple(Placement(article=ident) for ident in sorted(ids))
    if publication is None:
        return values
    values["publication"] = publication.id
    before = sorted(_issues_beside(folder, publication.id), key=lambda sheet: sheet.date)
    return values | (_after(before, publication) if before else {})


def _after(before: list[IssueSheet], publication: Publication) -> dict[str, Any]:
    last = before[-1]
    step = step_of(publication.periodicity, tuple(sheet.date for sheet in before))
    date = step.after(last.date) if step else last.date + dt.timedelta(days=1)
    turned = date.year - last.date.year
    total = None if last.number.total is None else last.number.total + 1
    values: dict[str, Any] = {name: getattr(last, name) for name in _STANDING if getattr(last, name) is not None}
    values["date"] = date
    values["number"] = Number(in_year=1 if turned else last.number.in_year + 1, total=total)
    if last.year_no is not None:
        values["year_no"] = last.year_no + turned
    if last.period is not None:
        end = step.after(last.period.end) if step else date
        values["period"] = Period(start=last.period.end + dt.timedelta(days=1), end=end)
    if last.print is not None:
        values["print"] = replace(last.print, finished=None)
    if last.deposit is not None and last.deposit.month is not None:
        values["deposit"] = Deposit(month=f"{date:%m/%Y}")
    return values


def new_article_id(target: Path) -> str:
    """An id for a new article, from the name of its file; never one that another article of the issue has."""
    wanted = slug(target.name.partition(".")[0])
    return free_id(wanted if re.fullmatch(SLUG, wanted) else "bai", article_ids(target.parent))


def article_ids(folder: Path) -> set[str]:
    """The ids of the articles of a folder, as far as they can be read."""
    return {ident for name in _names(folder) if is_article(name) and (ident := _read("article", folder / name)[1])}


def _publication(folder: Path) -> Publication | None:
    for place in (folder, *folder.parents[:LEVELS_UP]):
        if paths.is_file(place / "publication.yaml"):
            record = _read("publication", place / "publication.yaml")[0]
            return record if isinstance(record, Publication) else None
    return None


def _issues_beside(folder: Path, publication: str) -> Iterator[IssueSheet]:
    """The issues of a publication in the folders beside a new one, and the one that is in the folder above it."""
    for name in ("", *_names(folder.parent)[-_MAX_FOLDERS:]):
        file = folder.parent / name / "issue.yaml"
        if name != folder.name and paths.is_file(file):
            # An issue without stories yet counts: the next one comes after it.
            values: dict[str, Any] = {"flatplan": (), **values_in("issue", file)}
            if values.get("publication") == publication and {"number", "date"} <= values.keys():
                yield IssueSheet(**values)


def _read(kind: FileKind, file: Path) -> tuple[object | None, str | None]:
    try:
        with file.open("rb") as stream:
            read = parse(kind, stream.read(MAX_BYTES + 1), file.name)
    except OSError:
        return None, None
    return read.record, read.id


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
