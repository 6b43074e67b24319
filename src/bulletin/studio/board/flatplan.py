"""What moves stories in an issue's flat plan: pure functions on the bytes of its file, each with what takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.lazy import dataclass
from bulletin.model import Placement
from bulletin.sources.edits.items import insert_item, move_item, remove_item
from bulletin.sources.edits.keys import add_key, remove_key
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.partial import values_of

SLOTS = ("lead", "story", "brief", "photo")
_KEYS = {"article": "bai", "slot": "vi_tri", "section": "chuyen_muc"}
_FIRST = "flatplan"


@dataclass(frozen=True, slots=True)
class FlatplanAct:
    """What an officer does with a story: `move` (before another), `slot`, `section`, `hold` (over) or `place`."""

    act: str
    article: str
    before: str | None = None
    slot: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """The file after an act, and the act that takes it back."""

    source: bytes
    undo: FlatplanAct


def placements(source: bytes) -> tuple[Placement, ...]:
    """The lines of the flat plan that can be read."""
    found = values_of("issue", source).get("flatplan", ())
    return tuple(one for one in found if isinstance(one, Placement))


def act_of(said: Mapping[str, Any]) -> FlatplanAct | None:
    """The act that the window asks for; None for one that there is not."""
    words = {name: said.get(name) for name in ("act", "article", "before", "slot", "section")}
    if not all(one is None or (isinstance(one, str) and len(one) < 200) for one in words.values()):
        return None
    act, article, slot = words["act"], words["article"], words["slot"]
    if act not in ("move", "slot", "section", "hold", "place") or not article:
        return None
    if (act == "slot" or slot is not None) and slot not in SLOTS:
        return None
    return FlatplanAct(act, article, words["before"], slot, words["section"])


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
        made = _set(source, at, "slot", act.slot, plan[at].slot)
        return Acted(made, FlatplanAct("slot", act.article, slot=plan[at].slot)) if made is not None else None
    if act.act == "section":
        made = _set(source, at, "section", act.section, plan[at].section)
        return Acted(made, FlatplanAct("section", act.article, section=plan[at].section)) if made is not None else None
    made = remove_item(source, (_FIRST,), at)
    one, behind = plan[at], plan[at + 1].article if at + 1 < len(plan) else None
    return Acted(made, FlatplanAct("place", one.article, behind, one.slot, one.section)) if made is not None else None


def _move(source: bytes, plan: tuple[Placement, ...], at: int, act: FlatplanAct) -> Acted | None:
    names = [one.article for one in plan if one.article != act.article]
    new = names.index(act.before) if act.before in names else len(names)
    behind = plan[at + 1].article if at + 1 < len(plan) else None
    made = move_item(source, (_FIRST,), at, new)
    return Acted(made, FlatplanAct("move", act.article, behind)) if made is not None else None


def _place(source: bytes, plan: tuple[Placement, ...], act: FlatplanAct) -> Acted | None:
    names = [one.article for one in plan]
    at = names.index(act.before) if act.before in names else len(names)
    fields = {"article": act.article, "slot": act.slot or "story"} | ({"section": act.section} if act.section else {})
    if not _is_english(source):
        fields = {_KEYS[name]: word for name, word in fields.items()}
    made = insert_item(source, (_FIRST,), at, fields) if plan else _first(source, fields)
    return Acted(made, FlatplanAct("hold", act.article)) if made is not None else None


def _first(source: bytes, fields: Mapping[str, str]) -> bytes | None:
    """The file with a flat plan of one story, where it has none; proved by reading it again."""
    file = open_file(source, "issue")
    if file is None:
        return None
    text, newline = file.text, "\r\n" if "\r\n" in file.text else "\n"
    empty = f"{_FIRST if _is_english(source) else 'sap_xep'}:"
    lines = [f"  {'-' if not number else ' '} {key}: {word}" for number, (key, word) in enumerate(fields.items())]
    node = file.node((_FIRST,))
    kept = text.splitlines(keepends=True)
    if node is not None:  # typed as [], which names no story
        del kept[node.line]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += newline
    made = file.bytes_of("".join(kept) + newline.join((empty, *lines)) + newline)
    after = dict(values_of("issue", made))
    plan = after.pop(_FIRST, ())
    before = {name: value for name, value in values_of("issue", source).items() if name != _FIRST}
    return made if len(plan) == 1 and plan[0].article in fields.values() and after == before else None


def _set(source: bytes, at: int, field: str, value: str | None, old: str | None) -> bytes | None:
    """The file with another value of a line of the flat plan; a line of one word becomes a line with fields."""
    path = (_FIRST, at, field)
    file = open_file(source, "issue")
    if file is None or value == old:
        return source if file is not None else None
    there = file.node(path) is not None
    if value is None:
        return remove_key(source, path, kind="issue") if there else source
    if there:
        return set_value(source, path, value, kind="issue")
    made = add_key(source, path, value, kind="issue")
    return made if made is not None else _as_fields(source, at, field, value)


def _as_fields(source: bytes, at: int, field: str, value: str) -> bytes | None:
    one = placements(source)[at]
    english = _is_english(source)
    words = {"article": one.article, "slot": one.slot, "section": one.section, field: value}
    typed = {(name if english else _KEYS[name]): word for name, word in words.items() if word}
    without = remove_item(source, (_FIRST,), at)
    if without is None:
        return None
    return insert_item(without, (_FIRST,), at, typed) if placements(without) else _first(without, typed)


def _is_english(source: bytes) -> bool:
    return any(
        source.startswith(word) or b"\n" + word in source for word in (b"publication:", b"number:", b"flatplan:")
    )
