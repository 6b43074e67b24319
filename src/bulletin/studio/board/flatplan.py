"""What moves stories in an issue's flat plan: pure functions on the bytes of its file, each with what takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.lazy import dataclass
from bulletin.model import Placement
from bulletin.sources.edits.items import insert_item, move_item, remove_item
from bulletin.sources.edits.placements import FLATPLAN, LINE_KEYS, first_line, is_english, placements, set_field

SLOTS = ("lead", "story", "brief", "photo")
_WORDS = ("act", "before", *LINE_KEYS)
_NUMBERS = ("page", "columns", "rows")
_SHORTER_THAN = {"place": 401}
"""Letters of a word that a window may send, where it may be longer than others: a place has several parts."""


@dataclass(frozen=True, slots=True)
class FlatplanAct:
    """What an officer does with a story: `move` (before another), `slot`, `section`, `hold` (over) or `place`."""

    act: str
    article: str
    before: str | None = None
    slot: str | None = None
    section: str | None = None
    page: str | None = None
    columns: str | None = None
    rows: str | None = None
    beside: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """The file after an act, and the act that takes it back."""

    source: bytes
    undo: FlatplanAct


def act_of(said: Mapping[str, Any]) -> FlatplanAct | None:
    """The act that the window asks for; None for one that there is not."""
    words: dict[str, Any] = {name: said.get(name) for name in _WORDS}
    if not all(w is None or (isinstance(w, str) and len(w) < _SHORTER_THAN.get(n, 200)) for n, w in words.items()):
        return None
    act, article, slot = words["act"], words["article"], words["slot"]
    if act not in ("move", "slot", "section", "hold", "place") or not article:
        return None
    if (act == "slot" or slot is not None) and slot not in SLOTS:
        return None
    if not all(str(words[name] or 0).isdecimal() for name in _NUMBERS):
        return None
    return FlatplanAct(**words)


def apply(source: bytes, act: FlatplanAct) -> Acted | None:
    """The file after an act; None when the story is not there or the file cannot be edited."""
    plan = placements(source)
    at = next((number for number, one in enumerate(plan) if one.article == act.article), None)
    if act.act == "place":
        return _place(source, plan, act) if at is None else None
    if at is None:
        return None
    if act.act == "move":
        return _move(source, plan, at, act)
    if act.act == "slot":
        made = set_field(source, at, "slot", act.slot, plan[at].slot)
        return Acted(made, FlatplanAct("slot", act.article, slot=plan[at].slot)) if made is not None else None
    if act.act == "section":
        made = set_field(source, at, "section", act.section, plan[at].section)
        return Acted(made, FlatplanAct("section", act.article, section=plan[at].section)) if made is not None else None
    made = remove_item(source, FLATPLAN, at)
    one, behind = plan[at], plan[at + 1].article if at + 1 < len(plan) else None
    return Acted(made, placing(one, behind)) if made is not None else None


def placing(one: Placement, before: str | None) -> FlatplanAct:
    """The act that puts a line of a flat plan back as it was, before another story."""
    words: dict[str, Any] = {name: str(getattr(one, name) or "") or None for name in LINE_KEYS}
    return FlatplanAct("place", before=before, **words)


def _move(source: bytes, plan: tuple[Placement, ...], at: int, act: FlatplanAct) -> Acted | None:
    names = [one.article for one in plan if one.article != act.article]
    new = names.index(act.before) if act.before in names else len(names)
    behind = plan[at + 1].article if at + 1 < len(plan) else None
    made = move_item(source, FLATPLAN, at, new)
    return Acted(made, FlatplanAct("move", act.article, behind)) if made is not None else None


def _place(source: bytes, plan: tuple[Placement, ...], act: FlatplanAct) -> Acted | None:
    names = [one.article for one in plan]
    at = names.index(act.before) if act.before in names else len(names)
    words = {name: getattr(act, name) for name in LINE_KEYS} | {"slot": act.slot or "story"}
    fields = {name: word for name, word in words.items() if word}
    if not is_english(source):
        fields = {LINE_KEYS[name]: word for name, word in fields.items()}
    made = insert_item(source, FLATPLAN, at, fields) if plan else first_line(source, fields)
    return Acted(made, FlatplanAct("hold", act.article)) if made is not None else None
