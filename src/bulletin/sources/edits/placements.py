"""Lines of a flat plan: a field of one set, added or taken out, and the first line of a plan that has none."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.model import Placement
from bulletin.sources.edits import keys
from bulletin.sources.edits.items import insert_item, remove_item
from bulletin.sources.edits.keys import add_key, remove_key
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.partial import values_of
from bulletin.sources.yaml.nodes import Mapping as Fields
from bulletin.sources.yaml.nodes import Scalar, Sequence

LINE_KEYS = {
    "article": "bai", "slot": "vi_tri", "section": "chuyen_muc", "page": "trang",
    "columns": "so_cot", "rows": "so_dong", "beside": "canh_bai", "place": "cho_in",
}  # fmt: skip
"""All fields of a line, English and Vietnamese: a line that is written anew has what it had."""
_NAME = "flatplan"
FLATPLAN = (_NAME,)
"""The path of the flat plan."""


def placements(source: bytes) -> tuple[Placement, ...]:
    """The lines of the flat plan that can be read."""
    found = values_of("issue", source).get(_NAME, ())
    return tuple(one for one in found if isinstance(one, Placement))


def with_places(source: bytes, places: Mapping[str, str], layout: str | None) -> bytes | None:
    """The file with the places of a chosen plan, by the ids of articles; without any where a story has none.

    None when the file cannot be edited so.

    Args:
        source: the bytes of the file.
        places: of the stories.
        layout: that the places are in; None takes them out.
    """
    made: bytes | None = source
    for at, one in enumerate(placements(source)):
        made = set_field(made, at, "place", places.get(one.article), one.place) if made is not None else None
    if made is None:
        return None
    there = (file := open_file(made, "issue")) is not None and file.node(("placed",)) is not None
    if layout is None:
        return remove_key(made, ("placed",), kind="issue") if there else made
    change = set_value if there else add_key
    return change(made, ("placed",), layout, kind="issue")


def first_line(source: bytes, fields: Mapping[str, str]) -> bytes | None:
    """The file with a flat plan of one story, where it has none; proved by reading it again."""
    file = open_file(source, "issue")
    if file is None:
        return None
    text, newline = file.text, "\r\n" if "\r\n" in file.text else "\n"
    empty = f"{_NAME if is_english(source) else 'sap_xep'}:"
    lines = [f"  {'-' if not number else ' '} {key}: {word}" for number, (key, word) in enumerate(fields.items())]
    node = file.node(FLATPLAN)
    kept = text.splitlines(keepends=True)
    if node is not None:  # typed as [], which names no story
        del kept[node.line]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += newline
    made = file.bytes_of("".join(kept) + newline.join((empty, *lines)) + newline)
    after = dict(values_of("issue", made))
    plan = after.pop(_NAME, ())
    before = {name: value for name, value in values_of("issue", source).items() if name != _NAME}
    return made if len(plan) == 1 and plan[0].article in fields.values() and after == before else None


def set_field(source: bytes, at: int, field: str, value: str | None, old: str | None) -> bytes | None:
    """The file with another value of a line of the flat plan; a line of one word becomes a line with fields."""
    path = (*FLATPLAN, at, field)
    file = open_file(source, "issue")
    if file is None or value == old:
        return source if file is not None else None
    there = file.node(path) is not None
    if value is None:
        return remove_key(source, path, kind="issue") if there else source
    if there:
        return set_value(source, path, value, kind="issue")
    keyed = _keyed(source, at) or source
    made = add_key(keyed, path, value, kind="issue")
    return made if made is not None else _as_fields(source, at, field, value)


def _keyed(source: bytes, at: int) -> bytes | None:
    """The file with a line of one word as a field, what is beside it as it was; None when it is no such line."""
    file = open_file(source, "issue")
    node, plan = (file.node((*FLATPLAN, at)), file.node(FLATPLAN)) if file else (None, None)
    if file is None or not isinstance(node, Scalar) or not isinstance(plan, Sequence) or node.line != node.last_line:
        return None
    key = "article" if is_english(source) else LINE_KEYS["article"]
    start, end = file.offset(node.line, node.column), file.offset(node.last_line, node.last_column)
    word = f"{key}: {file.text[start:end]}"
    made = file.bytes_of(file.text[:start] + (f"{{{word}}}" if plan.flow else word) + file.text[end:])
    return made if values_of("issue", made) == values_of("issue", source) else None


def _as_fields(source: bytes, at: int, field: str, value: str) -> bytes | None:
    one = placements(source)[at]
    english = is_english(source)
    words = {name: getattr(one, name) for name in LINE_KEYS} | {field: value}
    typed = {(name if english else LINE_KEYS[name]): str(word) for name, word in words.items() if word}
    without = remove_item(source, FLATPLAN, at)
    if without is None:
        return None
    return insert_item(without, FLATPLAN, at, typed) if placements(without) else first_line(without, typed)


def is_english(source: bytes) -> bool:
    """Whether most keys of an issue sheet are English."""
    file = open_file(source, "issue")
    root = file.document.root if file is not None else None
    return isinstance(root, Fields) and keys.is_english(keys.record_of("issue", ()), root)
