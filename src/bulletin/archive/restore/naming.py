"""Which issue somebody means: its id, or its number and year as people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.archive.restore import rules
from bulletin.archive.store.object import StoredObject, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.errors import Finding, InputError, Place

_YEAR_LAST = re.compile(r"([0-9]{1,5})[/-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/-]([0-9]{1,5})")
_SHOWN = 6


def find_issue(archive: Archive, typed: str) -> StoredObject:
    """The issue that is meant by `do-son-2026-046`, `46/2026`, `2026-046` or, when only one year has it, `46`.

    Raises:
        InputError: there is none, several are meant, or its inventories are damaged (code 8).
    """
    known = object_ids(archive)
    text = typed.strip()
    found = _meant(text, known)
    if len(found) > 1:
        shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        raise InputError([Finding(rules.SEVERAL, Place(), values={"typed": text, "found": shown, "last": found[-1]})])
    return read_object(archive, found[0] if found else text)


def _meant(text: str, known: Sequence[str]) -> list[str]:
    if text in known:
        return [text]
    if text.isascii() and text.isdigit():
        return [one for one in known if _number(one) == int(text)]
    pair = _YEAR_LAST.fullmatch(text)
    number, year = (pair[1], pair[2]) if pair else ("", "")
    if pair is None and (pair := _YEAR_FIRST.fullmatch(text)):
        year, number = pair[1], pair[2]
    return [one for one in known if number and _number(one) == int(number) and one.split("-")[-2] == year]


def _number(object_id: str) -> int:
    last = object_id.rsplit("-", 1)[-1]
    return int(last) if last.isdigit() else -1
