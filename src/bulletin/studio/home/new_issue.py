"""The next issue from the last one: what is proposed, and what is written when *Tạo* is pressed."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.errors import Finding, InputError, OutputError, Place, Rule, Severity, Text
from bulletin.fields.issue import one_count
from bulletin.lazy import dataclass
from bulletin.model import Number, Period, Photo, Placement
from bulletin.sources import scaffold
from bulletin.sources.next_issue import next_issue
from bulletin.sources.partial import values_in
from bulletin.sources.rules import files as file_rules
from bulletin.sources.strays import is_article
from bulletin.studio.home.shelf import ShelfBulletin, next_date

BAD_NUMBER = Rule(
    "studio.issue-number",
    Severity.ERROR,
    Text("Số báo “{word}” không dùng được.", "“{word}” is no number of an issue."),
    Text("Số báo là số từ 1 đến 999.", "It is a number from 1 to 999."),
    Text("Hãy gõ số báo bằng chữ số.", "Type it in digits."),
)
BAD_DATE = Rule(
    "studio.issue-date",
    Severity.ERROR,
    Text("Ngày “{word}” không dùng được.", "“{word}” is no date that can be used."),
    Text("Ngày phát hành được in ở măng-sét; ngày đầu không được sau ngày cuối.",
         "The date is printed in the masthead; the first day may not be after the last."),
    Text("Hãy chọn lại ngày.", "Choose the day again."),
)  # fmt: skip
TAKEN = Rule(
    "studio.issue-there",
    Severity.ERROR,
    Text("Đã có số {number} ngày {date}.", "There is an issue {number} of {date} already."),
    Text("Hai số báo không được trùng số và ngày.", "Two issues may not have the same number and date."),
    Text("Hãy mở số ấy, hoặc đổi số hay ngày.", "Open that issue, or change number or date."),
)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A story of the last issue that is not approved, or not in its pages."""

    id: str
    file: Path
    title: str
    status: str
    placed: Placement | None
    photos: tuple[str, ...]


def proposal(bulletin: ShelfBulletin, today: dt.date) -> dict[str, Any]:
    """What the window shows before anything is written."""
    known = _known(bulletin, today)
    number, period = known["number"], known.get("period")
    return {
        "number": number.in_year, "total": number.total, "date": known["date"].isoformat(),
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None,
        "pages": one_count(known.get("pages")), "year_no": known.get("year_no"),
        "from": bulletin.issues[0].number if bulletin.issues else None, "notices": list(_notices(bulletin)),
        "unfinished": [{"id": one.id, "title": one.title, "status": one.status} for one in unfinished(bulletin)],
    }  # fmt: skip


def create_issue(bulletin: ShelfBulletin, said: Mapping[str, Any], today: dt.date) -> Path:
    """Writes the issue into a folder of its own beside the last one; returns that folder.

    Raises:
        InputError: number or dates cannot be used, or that issue is there.
        OutputError: the disk refuses.
    """
    known = _known(bulletin, today) | _said(said)
    number, date = known["number"], known["date"]
    if any(one.number == number.in_year and one.date == date for one in bulletin.issues):
        raise InputError([Finding(TAKEN, Place(), "", {"number": str(number.in_year), "date": f"{date:%d/%m/%Y}"})])
    chosen = set(_strings(said.get("stories")))
    stories = [one for one in unfinished(bulletin) if one.id in chosen]
    notices = [text for text in _notices(bulletin) if text in _strings(said.get("notices"))]
    if notices:
        known["notices"] = tuple(notices)
    folder = _free_folder(bulletin, date, number.in_year)
    try:
        _write(folder, known, stories)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        finding = Finding(file_rules.CANNOT_WRITE, Place(), "", {"word": folder.name, "reason": reason})
        raise OutputError([finding]) from error
    return folder


def unfinished(bulletin: ShelfBulletin) -> tuple[Unfinished, ...]:
    """The stories of the last issue that another issue can take: not approved, or held over."""
    if not bulletin.issues:
        return ()
    last = bulletin.issues[0].folder
    flatplan = values_in("issue", last / "issue.yaml").get("flatplan", ())
    placed = {one.article: one for one in flatplan if isinstance(one, Placement)}
    found = [one for one in _articles(last) if one.status != "approved" or one.id not in placed]
    return tuple(Unfinished(one.id, one.file, one.title, one.status, placed.get(one.id), one.photos) for one in found)


def _articles(issue: Path) -> Iterator[Unfinished]:
    folder = issue / "articles"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for name in filter(is_article, names):
        values = values_in("article", folder / name)
        if isinstance(ident := values.get("id"), str):
            photos = tuple(photo.file for photo in values.get("photos", ()) if isinstance(photo, Photo))
            title = str(values.get("title") or ident)
            yield Unfinished(ident, folder / name, title, values.get("status", "draft"), None, photos)


def _known(bulletin: ShelfBulletin, today: dt.date) -> dict[str, Any]:
    """What `bulletin new issue` would fill in beside the last issue."""
    values = dict(next_issue(_beside(bulletin) / "?" / "issue.yaml", today))
    values.pop("flatplan", None)
    values["date"] = next_date(bulletin, today)
    return values


def _beside(bulletin: ShelfBulletin) -> Path:
    """The folder in which the next issue gets its own."""
    if not bulletin.issues or bulletin.issues[0].folder == bulletin.folder:
        return bulletin.folder
    return bulletin.issues[0].folder.parent


def _notices(bulletin: ShelfBulletin) -> tuple[str, ...]:
    if not bulletin.issues:
        return ()
    values = values_in("issue", bulletin.issues[0].folder / "issue.yaml")
    return tuple(text for text in values.get("notices", ()) if isinstance(text, str))


def _said(said: Mapping[str, Any]) -> dict[str, Any]:
    number, total, pages = (_whole(said.get(name)) for name in ("number", "total", "pages"))
    if number is None or not 1 <= number <= 999:
        raise InputError([Finding(BAD_NUMBER, Place(), "number", {"word": str(said.get("number") or "")[:20]})])
    values: dict[str, Any] = {"number": Number(in_year=number, total=total), "date": _day(said.get("date"))}
    if pages is not None and 1 <= pages <= 512:
        values["pages"] = pages
    period = said.get("period")
    if isinstance(period, dict):
        start, end = _day(period.get("start")), _day(period.get("end"))
        if end < start:
            raise InputError([Finding(BAD_DATE, Place(), "period", {"word": f"{start:%d/%m/%Y}–{end:%d/%m/%Y}"})])
        values["period"] = Period(start=start, end=end)
    return values


def _whole(word: object) -> int | None:
    if isinstance(word, bool) or not isinstance(word, int | str):
        return None
    text = str(word).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _day(word: object) -> dt.date:
    try:
        return dt.date.fromisoformat(word if isinstance(word, str) else "")
    except ValueError:
        raise InputError([Finding(BAD_DATE, Place(), "date", {"word": str(word or "")[:20]})]) from None


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _free_folder(bulletin: ShelfBulletin, date: dt.date, number: int) -> Path:
    parent = _beside(bulletin)
    name = f"{date.isoformat()}-so-{number:02d}"
    names = [name, *(f"{name}-{count}" for count in range(2, 100))]
    return next(parent / one for one in names if not os.path.lexists(parent / one))


def _write(folder: Path, known: Mapping[str, Any], stories: Sequence[Unfinished]) -> None:
    """Everything beside the place first, then the folder under its name: there is the whole issue or none."""
    half = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    for name in ("articles", "photos"):
        (half / name).mkdir(parents=True)
    for story in stories:
        shutil.copyfile(story.file, half / "articles" / story.file.name)
        for photo in story.photos:
            _copy_photo(story.file.parent.parent, half, photo)
    plan = tuple(story.placed or Placement(article=story.id) for story in stories)
    text = scaffold.render("issue", {**known, "flatplan": plan})
    if not plan:
        text = text.replace("\nsap_xep:\n", "\n# sap_xep:\n", 1)
    (half / "issue.yaml").write_text(text, "utf-8", newline="\n")
    half.rename(folder)


def _copy_photo(old: Path, new: Path, name: str) -> None:
    source = (old / name).resolve()
    target = new / name
    if source.is_relative_to(old.resolve()) and target.resolve().is_relative_to(new.resolve()) and source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
