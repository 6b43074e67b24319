"""SIGN-OFF: a named person approves the issue as it is; a record, not a digital signature."""

from __future__ import annotations

import datetime as dt

from bulletin.model import IssueSheet
from bulletin.sources.edits.lists import append_item
from bulletin.sources.edits.placements import is_english
from bulletin.sources.issue import parse


def signed(source: bytes, name: str, office: str, at: dt.datetime, digest: str) -> bytes | None:
    """The bytes of `issue.yaml` with one who approved more; None when they cannot be written.

    Args:
        source: the bytes of the file.
        name: who approves, not empty.
        office: the office held; empty for none.
        at: when; minutes are kept.
        digest: of all inputs (`desk.approval.approval_digest`).
    """
    english = is_english(source)
    keys = ("name", "office", "at", "digest") if english else ("ten", "chuc_vu", "luc", "dau_van_tay")
    values = (name, office, f"{at:%d/%m/%Y %H:%M}", digest)
    item = {key: value for key, value in zip(keys, values, strict=True) if value}
    made = append_item(source, ("approved",), item)
    if made is None:
        return None
    record = parse("issue", made, "issue.yaml").record
    last = record.approved[-1] if isinstance(record, IssueSheet) and record.approved else None
    return made if last is not None and (last.name, last.digest) == (name, digest) else None
