"""What the fields of a `layout.yaml` say together: each may be right by itself and no page come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bulletin.errors import Finding, Place
from bulletin.fields import roles
from bulletin.fields.layout import LINE_FORMS, Ink, Layout
from bulletin.sources.rules import layouts as rules

LEAST_COLUMN_MM = 20.0
LEAST_ROWS = 12
"""Rows that a page has at least; on page 1 all but one may go to masthead and contents (a cover)."""

PlaceOf = Callable[..., Place]


def check_layout(layout: Layout, place: PlaceOf) -> list[Finding]:
    """Every contradiction between the values of a layout.

    Args:
        layout: each value of which is within its own limits.
        place: where a value was typed, by its path.
    """
    return [
        *_palette(layout, place), *_columns(layout, place), *_grid(layout, place), *_roles(layout, place),
        *_room(layout, place),
    ]  # fmt: skip


def covers(layout: Layout, role: str) -> bool:
    """Whether the layout has a role or a more general one: `headline-brief` falls back to `headline`."""
    parts = role.split("-")
    return any("-".join(parts[:length]) in layout.roles for length in range(len(parts), 0, -1))


def _palette(layout: Layout, place: PlaceOf) -> Iterator[Finding]:
    """One screen value means one set of inks, or the press edition could not go back from one to the other."""
    first: dict[str, tuple[str, Ink]] = {}
    for name, ink in layout.palette.items():
        srgb = ink.srgb.lower()
        one, other = first.setdefault(srgb, (name, ink))
        if other.cmyk != ink.cmyk:
            yield Finding(rules.TWO_INKS, place("palette", name), ink.srgb, {"one": one, "other": name, "srgb": srgb})


def _bad(place: Place, key: str, value: str, why: tuple[str, str], mend: str) -> Finding:
    values = {"key": key, "value": value, "why_vi": why[0], "why_en": why[1], "mend": mend}
    return Finding(rules.BAD_VALUE, place, value, values)


def _columns(layout: Layout, place: PlaceOf) -> Iterator[Finding]:
    if layout.engine == "flow" and layout.columns != 1:
        why = ("engine: flow xếp bài trong một cột", "engine: flow sets stories in one column")
        yield _bad(place("columns"), "columns", str(layout.columns), why, "columns: 1")


def _grid(layout: Layout, place: PlaceOf) -> Iterator[Finding]:
    for name in ("body", *(f"body-{form}" for form in LINE_FORMS)):
        role = layout.roles.get(name)
        if role is not None and role.leading_pt != layout.row_pt:
            why = (
                f"Mỗi dòng của {name} là một dòng của lưới: row_pt là {layout.row_pt:g}",
                f"A line of {name} is a row of the grid: row_pt is {layout.row_pt:g}",
            )
            where = place("roles", name, "leading_pt")
            yield _bad(where, "leading_pt", f"{role.leading_pt:g}", why, f"leading_pt: {layout.row_pt:g}")


def _roles(layout: Layout, place: PlaceOf) -> Iterator[Finding]:
    for role in roles.ALWAYS_SET:
        if not covers(layout, role):
            needs = ("Chương trình in chữ của bài bằng kiểu này", "Text of the stories is set in it")
            yield missing_role(role, place("roles"), needs)
    if layout.furniture.briefs_head and not covers(layout, roles.BRIEFS_HEAD):
        needs = ("furniture.briefs_head được in bằng kiểu này", "furniture.briefs_head is set in it")
        yield missing_role(roles.BRIEFS_HEAD, place("roles"), needs)
    for role in (roles.TEASER, roles.TEASER_NUMBER) if layout.furniture.skybox_rows else ():
        if not covers(layout, role):
            needs = ("Dải giới thiệu (furniture.skybox_rows) được in bằng kiểu này",
                     "The teasers (furniture.skybox_rows) are set in it")  # fmt: skip
            yield missing_role(role, place("roles"), needs)


def missing_role(role: str, place: Place, needs: tuple[str, str]) -> Finding:
    """The finding on a role that a layout does not have."""
    mend = f"{role}: {{family: Source Sans 3, size_pt: 8, leading_pt: 10}}"
    return Finding(rules.ROLE_MISSING, place, role, {
        "role": role, "needs_vi": needs[0], "needs_en": needs[1], "mend": mend,
    })  # fmt: skip


def _room(layout: Layout, place: PlaceOf) -> Iterator[Finding]:
    furniture = layout.furniture
    shares = (
        ("columns", layout.columns, place("columns")),
        ("contents_columns", furniture.contents_columns, place("furniture", "contents_columns")),
        ("imprint_columns", furniture.imprint_columns, place("furniture", "imprint_columns")),
    )
    for key, parts, where in shares:
        width = layout.part_mm(parts)
        if width < LEAST_COLUMN_MM:
            what = (
                f"{key}: {parts} cho mỗi cột {_vi(width)} mm, cần ít nhất {LEAST_COLUMN_MM:g} mm",
                f"{key}: {parts} gives columns of {width:.1f} mm, {LEAST_COLUMN_MM:g} mm are needed",
            )
            yield _no_room(where, what, f"{key}, gutter_mm, margins_mm")
    code = max(layout.codes.size_mm, layout.codes.brief_size_mm)
    if layout.column_mm >= LEAST_COLUMN_MM and code > layout.column_mm:
        what = (
            f"mã QR {_vi(code)} mm rộng hơn cột {_vi(layout.column_mm)} mm",
            f"a QR code of {code:.1f} mm is wider than a column of {layout.column_mm:.1f} mm",
        )
        yield _no_room(place("codes"), what, "codes")
    taken = furniture.masthead_rows + furniture.skybox_rows
    taken += furniture.contents_rows + 1 if furniture.contents_rows else 0
    if layout.rows < LEAST_ROWS:
        what = (
            f"trang có {max(layout.rows, 0)} dòng, cần ít nhất {LEAST_ROWS}",
            f"a page has {max(layout.rows, 0)} rows, {LEAST_ROWS} are needed",
        )
        yield _no_room(place("row_pt"), what, "margins_mm, row_pt")
    elif taken >= layout.rows:
        what = (
            f"trang nhất có {layout.rows} dòng, măng-sét và mục lục lấy {taken}",
            f"page 1 has {layout.rows} rows, masthead and contents take {taken}",
        )
        yield _no_room(place("furniture"), what, "masthead_rows, contents_rows, margins_mm, row_pt")


def _vi(measure: float) -> str:
    return f"{measure:.1f}".replace(".", ",")


def _no_room(place: Place, what: tuple[str, str], keys: str) -> Finding:
    return Finding(rules.NO_ROOM, place, "", {"what_vi": what[0], "what_en": what[1], "keys": keys})
