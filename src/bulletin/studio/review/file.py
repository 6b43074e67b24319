"""REVIEW FILE: one HTML file for an approver who has not the program, and the remarks that come back from it.

The file needs no network and gives nothing away: a content policy allows its own style and script by their hashes,
pictures from itself, and nothing else.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from bulletin import datafiles
from bulletin.lazy import dataclass

SCHEMA = "bulletin/remarks@1"
MOST_BYTES = 2_000_000
MOST_REMARKS = 1000
_MOST_TEXT, _MOST_NAME = 4000, 80


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One page of a draft: its number, its picture as PNG, and the titles of the stories on it."""

    number: int
    png: bytes
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What an approver gets to see; `digest` says of which inputs the pages are, `made` is the time of the draft."""

    publication: str
    name: str
    number: int
    day: dt.date
    made: dt.datetime
    digest: str
    pages: Sequence[DraftPage]
    findings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What came back: who, when, of which draft, and each remark with its page (None: the whole issue)."""

    by: str
    at: dt.datetime | None
    draft: str
    remarks: tuple[tuple[int | None, str], ...]


def review_file(draft: ReviewDraft) -> bytes:
    """The HTML file; the same draft gives the same bytes."""
    import jinja2
    from markupsafe import Markup

    folder = datafiles.folder("review")
    style, script = ((folder / f"review.{kind}").read_text("utf-8") for kind in ("css", "js"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
    )  # fmt: skip
    made = environment.get_template("review.html.j2").render(
        draft=_shown(draft), style=Markup(style), script=Markup(script),
        style_hash=_hash(style), script_hash=_hash(script),
    )  # fmt: skip
    return made.encode()


def _hash(words: str) -> str:
    return base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()


def _shown(draft: ReviewDraft) -> Mapping[str, Any]:
    pages = [
        {"number": page.number, "stories": list(page.stories), "picture": base64.b64encode(page.png).decode()}
        for page in draft.pages
    ]
    return {
        "publication": draft.publication, "name": draft.name, "number": draft.number, "digest": draft.digest,
        "day": draft.day.isoformat(), "day_said": f"{draft.day:%d/%m/%Y}", "made": f"{draft.made:%d/%m/%Y %H:%M}",
        "pages": pages, "findings": list(draft.findings),
    }  # fmt: skip


def read_remarks(data: bytes, publication: str, number: int) -> Remarks | str:
    """The remarks of a file that came back, or in Vietnamese why it cannot be taken.

    Args:
        data: of the file, from anybody.
        publication: the id of the publication that it must be for.
        number: the number of the issue in its year.
    """
    if len(data) > MOST_BYTES:
        return "Tệp lớn quá 2 MB: đây không phải là tệp góp ý."
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "Tệp này không phải là tệp góp ý, hoặc đã hỏng trên đường gửi. Xin gửi lại tệp gop-y-so-….json."
    if not isinstance(said, dict) or said.get("schema") != SCHEMA or not isinstance(said.get("remarks"), list):
        return "Tệp này không phải là tệp góp ý. Tệp đúng có tên như gop-y-so-….json."
    if said.get("publication") != publication or said.get("number") != number:
        return f"Tệp này góp ý cho số {_text(said.get('number'), 12) or 'khác'}, không phải cho số đang mở."
    by = _text(said.get("by"), _MOST_NAME)
    remarks = tuple(one for entry in said["remarks"][:MOST_REMARKS] if (one := _remark(entry)) is not None)
    if not by or not remarks:
        return "Tệp không có góp ý nào, hoặc không có tên người góp ý."
    return Remarks(by, _time(said.get("at")), _text(said.get("draft"), 64), remarks)


def _remark(entry: object) -> tuple[int | None, str] | None:
    if not isinstance(entry, dict):
        return None
    page, text = entry.get("page"), _text(entry.get("text"), _MOST_TEXT)
    known = page if isinstance(page, int) and not isinstance(page, bool) and 1 <= page <= 512 else None
    return (known, text) if text else None


def _text(value: object, most: int) -> str:
    """Words without controls and surrogates, in NFC, cut at a length."""
    words = str(value) if isinstance(value, str | int) else ""
    kept = "".join(sign for sign in words if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", kept).strip()[:most]


def _time(value: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(value)).replace(microsecond=0)
    except ValueError:
        return None


def file_name(draft: ReviewDraft) -> str:
    """The plain name under which the file is sent."""
    return PurePath(f"duyet-{draft.publication}-so-{draft.number}.html").name
