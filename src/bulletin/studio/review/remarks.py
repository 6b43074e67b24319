"""REMARKS: `review.yaml` beside `issue.yaml`; remarks are added, answered and settled, and none is ever rewritten."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container, Iterable
from typing import Any

from bulletin.fields.issue import ReviewRemark, ReviewSheet
from bulletin.sources.edits.keys import add_key
from bulletin.sources.edits.lists import append_item
from bulletin.sources.edits.values import set_value
from bulletin.sources.issue import parse
from bulletin.studio.review.file import Remarks

FILE = "review.yaml"
_HEAD = b"# G\xc3\xb3p \xc3\xbd cho b\xe1\xba\xa3n nh\xc3\xa1p; bulletin studio ghi t\xe1\xbb\x87p n\xc3\xa0y.\nphien_ban: bulletin/review@1\n"  # noqa: E501
_KEYS = {
    "id": "ma", "by": "nguoi", "at": "luc", "story": "bai", "field": "o", "page": "trang", "quote": "chu",
    "text": "gop_y",
}  # fmt: skip


def remarks_of(source: bytes) -> tuple[ReviewRemark, ...] | None:
    """The remarks of a file; none for an empty one, None for a file that does not read."""
    if not source.strip():
        return ()
    record = parse("review", source, FILE).record
    return record.remarks if isinstance(record, ReviewSheet) else None


def remarks_at(source: bytes, story: str, fields: Iterable[str]) -> list[dict[str, Any]]:
    """The open remarks on a story as the screen Story shows them, at their field or at the whole story.

    Args:
        source: the bytes of `review.yaml`.
        story: the id of the article.
        fields: the names of the fields that it has.
    """
    known = frozenset(fields)
    return [
        {
            "rule": "review.remark", "severity": "warning", "what": f"{one.by} góp ý: {one.text}",
            "why": f"Chữ được góp ý: “{one.quote}”." if one.quote else "",
            "remedy": "Sửa xong thì đánh dấu đã xong ở màn hình Soát.", "path": path_of(one.field or "", known),
        }
        for one in remarks_of(source) or ()
        if one.story == story and one.state == "open"
    ]  # fmt: skip


def path_of(field: str, known: Container[str]) -> list[str | int]:
    """The path of a field that a remark names in one word; none for a field that there is not.

    Args:
        field: names of fields and numbers of items with dots between, or empty.
        known: the fields of a story.
    """
    steps = field.split(".")
    if steps[0] not in known:
        return []
    return [int(step) if step.isascii() and step.isdigit() and len(step) < 4 else step for step in steps]


def with_remark(source: bytes, remark: ReviewRemark) -> bytes | None:
    """The file with one remark more; the same bytes when it has one of this id; None when it cannot be written."""
    have = remarks_of(source)
    if have is None:
        return None
    if any(one.id == remark.id for one in have):
        return source
    values = {name: getattr(remark, name) for name in _KEYS}
    item = {
        _KEYS[name]: f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else str(value)
        for name, value in values.items()
        if value is not None
    }
    made = append_item(source if source.strip() else _HEAD, ("remarks",), item, kind="review")
    after = remarks_of(made) if made is not None else None
    return made if after is not None and len(after) == len(have) + 1 else None


def settled(source: bytes, ident: str, *, done: bool, answer: str | None = None) -> bytes | None:
    """The file with a remark settled or opened again, and answered; None when there is no such remark."""
    number = next((n for n, one in enumerate(remarks_of(source) or ()) if one.id == ident), None)
    if number is None:
        return None
    made: bytes | None = source
    for name, value in (("state", "done" if done else "open"), ("answer", answer)):
        if made is not None and value is not None:
            path = ("remarks", number, name)
            changed = set_value(made, path, value, kind="review")
            made = changed if changed is not None else add_key(made, path, value, kind="review")
    return made


def from_answers(back: Remarks, pages: Iterable[int]) -> tuple[ReviewRemark, ...]:
    """The remarks of a file that came back; the same file twice gives the same ids, so nothing is taken twice.

    Args:
        back: who remarked what.
        pages: the numbers of the pages that the issue has; a remark on another one is on the whole issue.
    """
    known = set(pages)
    found = []
    for page, text in back.remarks:
        at = back.at.replace(second=0, tzinfo=None) if back.at is not None else None
        ident = hashlib.sha256(f"{back.by}\0{back.at}\0{page}\0{text}".encode()).hexdigest()[:12]
        found.append(
            ReviewRemark(id=f"gop-y-{ident}", by=back.by, at=at, page=page if page in known else None, text=text)
        )
    return tuple(found)
