"""What a layout folder says: page, grid, roles of text, palette, and the files that were read with them.

Lengths are mm where the name ends in `_mm` and pt where it ends in `_pt`. A *row* is one line of the baseline grid.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import ClassVar

from bulletin.errors import InputError, Rule, Severity, Text
from bulletin.fields import roles
from bulletin.fields.layout import LINE_FORMS as LINE_FORMS
from bulletin.fields.layout import Align as Align
from bulletin.fields.layout import Codes as Codes
from bulletin.fields.layout import Furniture as Furniture
from bulletin.fields.layout import Initials as Initials
from bulletin.fields.layout import Ink as Ink
from bulletin.fields.layout import Layout
from bulletin.fields.layout import Margins as Margins
from bulletin.fields.layout import Photos as Photos
from bulletin.fields.layout import Role as Role
from bulletin.fields.layout import Spaces as Spaces
from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass
from bulletin.sources.layouts.checks import missing_role
from bulletin.sources.layouts.read import LayoutFiles, read_layout
from bulletin.sources.layouts.read import layout_names as layout_names

_FURNITURE_ROWS = ("masthead_rows", "skybox_rows", "contents_rows")
_PRECISE = 1000
"""Row heights and sizes are kept in thousandths of a pt."""
FLUSH = "flush"
"""Last part of the name of a role that is set flush left because its text has many lines."""

TIGHT_LEADING = Rule(
    "layout.tight-leading",
    Severity.ERROR,
    Text("kiểu chữ “{role}” có dòng cách {leading} pt, phông {family} cần ít nhất {minimum} pt",
         "role “{role}” has {leading} pt leading, {family} needs at least {minimum} pt"),
    Text("Dấu tiếng Việt của dòng dưới sẽ chạm chữ của dòng trên", "Vietnamese marks would touch the line above"),
    Text("Tăng leading_pt trong layout.yaml", "Raise leading_pt in layout.yaml"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutSpec(Layout):
    """One layout folder, read and checked."""

    TEMPLATE_METHODS: ClassVar[frozenset[str]] = frozenset(("left_mm", "role", "rows_for", "span_mm"))

    name: str
    folder: Path = field(compare=False)
    files: LayoutFiles = field(compare=False, repr=False)

    @property
    def jump_mm(self) -> float:
        """What “Tiếp theo trang 12” takes beside the name of a continued story."""
        return roles.JUMP_MM

    @property
    def facing(self) -> bool:
        """Whether pages lie open beside each other: single sheets have inner margins as wide as the outer ones."""
        return self.margins_mm.inner != self.margins_mm.outer

    @property
    def briefs_head_rows(self) -> int:
        """Rows of the common head over several briefs; 0 where the layout prints none. A book has no runs of briefs."""
        if not self.furniture.briefs_head or self.columns == 1:
            return 0
        role = self.role(roles.BRIEFS_HEAD)
        return self.rows_for(role.leading_pt + role.after_pt)

    def span_mm(self, columns: int) -> float:
        """Width of a block over `columns` columns and the gutters between them."""
        return self.column_mm * columns + self.gutter_mm * (columns - 1)

    def left_mm(self, page: int, column: int) -> float:
        """Left edge of a column from the left trim edge; right-hand (odd) pages have their inner margin on the left."""
        start = self.margins_mm.inner if page % 2 else self.margins_mm.outer
        return start + column * (self.column_mm + self.gutter_mm)

    def rows_for(self, height_pt: float) -> int:
        """How many rows a block of this height takes."""
        return max(0, -int(-(height_pt - 0.05) // self.row_pt))

    def with_rows(self, more: int) -> LayoutSpec:
        """The same layout with so many rows more on a page (fewer, below 0), whose text is smaller (or larger).

        One baseline grid is kept: every role whose leading is a row has its size and leading changed by one share.
        What is not text keeps its height, in as many rows as that takes.
        """
        if more == 0:
            return self
        height_pt = (self.trim_mm[1] - self.margins_mm.top - self.margins_mm.bottom) * PT_PER_MM
        row_pt = math.floor(height_pt / (self.rows + more) * _PRECISE) / _PRECISE
        share = row_pt / self.row_pt
        roles_ = {
            name: dataclasses.replace(role, size_pt=round(role.size_pt * share, 3), leading_pt=row_pt)
            if abs(role.leading_pt - self.row_pt) < 1 / _PRECISE else role
            for name, role in self.roles.items()
        }  # fmt: skip
        own = self.furniture
        heights = {name: math.ceil(getattr(own, name) / share - 1e-6) for name in _FURNITURE_ROWS}
        made = dataclasses.replace(self, row_pt=row_pt, furniture=dataclasses.replace(own, **heights), roles=roles_)
        return dataclasses.replace(made, roles={**roles_, **_initial_role(made)})

    def role(self, name: str) -> Role:
        """The role, or the nearest more general one: `headline-brief` falls back to `headline`.

        Raises:
            InputError: there is neither.
        """
        return self.roles[self.role_name(name)]

    def role_name(self, name: str) -> str:
        """The name of the role that a name falls back to.

        Raises:
            InputError: there is none.
        """
        asked = name
        while name not in self.roles:
            if "-" not in name:
                needs = ("Mẫu in chữ bằng kiểu này", "The layout prints text in it")
                raise InputError([missing_role(asked, self.files.place("roles"), needs)])
            name = name.rsplit("-", 1)[0]
        return name


def spec_of(layout: Layout, files: LayoutFiles) -> LayoutSpec:
    """A layout that was read, as the stages of this package use it."""
    values = {item.name: getattr(layout, item.name) for item in dataclasses.fields(Layout)}
    # Items of a list are the body set ragged: short lines have no even gaps to offer.
    items = dataclasses.replace(layout.roles[roles.BODY], align="left", indent_em=0.0)
    every: Mapping[str, Role] = {
        "body-list": items, **_lines_roles(layout), **_flush_roles(layout), **layout.roles, **_initial_role(layout),
    }  # fmt: skip
    return LayoutSpec(**{**values, "roles": every}, name=files.name, folder=files.folder, files=files)


def load_layout(name: str, own: Sequence[Path] = (), base: Path | None = None) -> LayoutSpec:
    """The layout of that name: an office's own (a folder of `own`), else a shipped one.

    Args:
        name: of the folder.
        own: folders with layouts of an office.
        base: the folder from which messages name files.

    Raises:
        InputError: there is none, or its files cannot be used; with every finding.
    """
    found = read_layout(name, own, base)
    if found.layout is None or found.files is None:
        raise InputError(found.findings)
    return spec_of(found.layout, found.files)


def _flush_roles(layout: Layout) -> dict[str, Role]:
    """Centred roles of heads set flush left, for a text of too many lines to be centred."""
    kinds = (roles.HEADLINE, roles.SUBTITLE, roles.STANDFIRST)
    return {
        f"{name}-{FLUSH}": dataclasses.replace(role, align="left")
        for name, role in layout.roles.items()
        if roles.kind_of(name) in kinds and role.align == "center"
    }


def _initial_role(layout: Layout) -> dict[str, Role]:
    """The role of initials, in the size that its leading would ask for; each letter is given its own size."""
    initials, body = layout.initials, layout.roles[roles.BODY]
    if not initials.rows:
        return {}
    size = initials.rows * layout.row_pt
    family = initials.family or body.family
    return {roles.INITIAL: Role(family=family, weight=initials.weight, size_pt=size, leading_pt=2 * size)}


def _lines_roles(layout: Layout) -> dict[str, Role]:
    """Roles of text whose lines are the author's, which is never justified: verse, lines, signature, centred lines."""
    aligns: dict[str, Align] = {"verse": "left", "lines": "left", "signature": "center", "centre": "center"}
    return {
        f"{name}-{form}": dataclasses.replace(layout.roles[name], align=aligns[form], indent_em=0.0)
        for name in (roles.BODY, roles.BOX)
        for form in LINE_FORMS
    }
