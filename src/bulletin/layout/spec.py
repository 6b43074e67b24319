"""What a layout folder says: page, grid, roles of text, palette; `layout.yaml` with names, checked.

Lengths are mm where the name ends in `_mm` and pt where it ends in `_pt`. A *row* is one line of the baseline grid.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bulletin.datafiles import folder, read_yaml
from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text, ToolError

PT_PER_MM = 72 / 25.4

UNKNOWN_LAYOUT = Rule(
    "layout.unknown",
    Severity.ERROR,
    Text("không có mẫu trình bày “{name}”", "there is no layout “{name}”"),
    Text("Mẫu trình bày là một thư mục có tệp layout.yaml", "A layout is a folder with a layout.yaml"),
    Text("Ghi một trong các mẫu: {known}", "Name one of: {known}"),
)
BAD_VALUE = Rule(
    "layout.bad-value",
    Severity.ERROR,
    Text(
        "giá trị “{key}” trong layout.yaml không dùng được: {value}",
        "unusable value of “{key}” in layout.yaml: {value}",
    ),
    Text("Mẫu trình bày phải cho đủ số đo để dàn trang", "The pages are laid out from these measures"),
    Text("Sửa thành {expected}", "Change it to {expected}"),
    ExitCode.MISSING_TOOL,
)
TIGHT_LEADING = Rule(
    "layout.tight-leading",
    Severity.ERROR,
    Text("kiểu chữ “{role}” có dòng cách {leading} pt, phông {family} cần ít nhất {minimum} pt",
         "role “{role}” has {leading} pt leading, {family} needs at least {minimum} pt"),
    Text("Dấu tiếng Việt của dòng dưới sẽ chạm chữ của dòng trên", "Vietnamese marks would touch the line above"),
    Text("Tăng leading_pt trong layout.yaml", "Raise leading_pt in layout.yaml"),
    ExitCode.MISSING_TOOL,
)  # fmt: skip
TWO_INKS = Rule(
    "layout.one-colour-two-inks",
    Severity.ERROR,
    Text(
        "màu “{one}” và màu “{other}” trông giống nhau trên màn hình ({srgb}) nhưng mực khác nhau",
        "the colours “{one}” and “{other}” are one on the screen ({srgb}) but differ in their inks",
    ),
    Text(
        "Bản in nhận ra màu qua trị số màn hình, nên không biết phải dùng mực nào",
        "The press edition knows a colour by its screen value and could not tell which inks to use",
    ),
    Text("Cho hai màu cùng một trị số cmyk, hoặc đổi srgb của một màu", "Give both the same cmyk, or change one srgb"),
    ExitCode.MISSING_TOOL,
)

Align = Literal["justify", "left", "center", "right"]
LINE_FORMS = ("verse", "lines", "signature", "centre")
"""Forms of paragraphs that keep the author's lines; each has a role below `body` and `box`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """How one kind of text is set. `leading_pt` is from baseline to baseline; `after_pt` is the space below."""

    family: str
    weight: int = 400
    style: Literal["normal", "italic"] = "normal"
    size_pt: float
    leading_pt: float
    align: Align = "left"
    after_pt: float = 0.0
    indent_em: float = 0.0
    bold_weight: int = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Rows that furniture takes from the grid. Zero means: this layout does not print it."""

    masthead_rows: int
    contents_rows: int = 0
    contents_columns: int = 3
    contents_entries: int = 9
    imprint_columns: int = 3
    continued_rows: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Spaces:
    """The least word gap of running text in em of its size, and what stands between things."""

    word_min_em: float = 0.19
    story_gap_rows: int = 2
    float_gap_pt: float = 5.0
    caption_gap_pt: float = 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos:
    """Frame proportions (width : height) and how far a crop may go from the picture's own."""

    max_crop: float = 0.22
    lead_max_rows: int = 26
    column_max_rows: int = 16
    screen_ppi: int = 175


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """QR codes: wanted side in mm including the quiet zone; long addresses get a larger one."""

    size_mm: float = 16.0
    brief_size_mm: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A named colour: what screens show and what the press prints (0…100 per cent each)."""

    srgb: str
    cmyk: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutSpec:
    """One layout folder, read and checked."""

    name: str
    title: str
    about: str
    engine: Literal["newspaper", "flow"]
    trim_mm: tuple[float, float]
    bleed_mm: float = 3.0
    margins_mm: Margins
    columns: int
    gutter_mm: float
    row_pt: float
    furniture: Furniture
    spaces: Spaces = Spaces()
    photos: Photos = Photos()
    codes: Codes = Codes()
    roles: Mapping[str, Role]
    palette: Mapping[str, Ink]
    folder: Path = field(compare=False)

    @property
    def row_mm(self) -> float:
        return self.row_pt / PT_PER_MM

    @property
    def text_width_mm(self) -> float:
        return self.trim_mm[0] - self.margins_mm.inner - self.margins_mm.outer

    @property
    def column_mm(self) -> float:
        return (self.text_width_mm - self.gutter_mm * (self.columns - 1)) / self.columns

    @property
    def rows(self) -> int:
        """Rows of the baseline grid between the top and the bottom margin."""
        height = self.trim_mm[1] - self.margins_mm.top - self.margins_mm.bottom
        return int(height / self.row_mm + 1e-6)

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

    def role(self, name: str) -> Role:
        """The role, or the nearest more general one: `headline-brief` falls back to `headline`."""
        while name not in self.roles:
            if "-" not in name:
                raise _bad(self.folder / "layout.yaml", f"roles.{name}", "–", "a role")
            name = name.rsplit("-", 1)[0]
        return self.roles[name]


def _bad(path: Path, key: str, value: object, expected: str) -> ToolError:
    values = {"key": key, "value": str(value), "expected": expected}
    return ToolError([Finding(BAD_VALUE, Place(file=f"layouts/{path.parent.name}/{path.name}"), str(value), values)])


def _value(kind: Any, value: object, key: str, path: Path) -> Any:
    """`value` as the annotated type; the type is the message when it does not fit."""
    origin = get_origin(kind)
    if origin is Literal:
        if value not in get_args(kind):
            raise _bad(path, key, value, " | ".join(map(str, get_args(kind))))
        return value
    if origin is tuple:
        inner = get_args(kind)
        if not isinstance(value, list) or len(value) != len(inner):
            raise _bad(path, key, value, f"[{len(inner)} × {inner[0].__name__}]")
        return tuple(_value(k, v, key, path) for k, v in zip(inner, value, strict=True))
    if origin is not None:
        if not isinstance(value, dict):
            raise _bad(path, key, value, "a mapping")
        return {str(k): _value(get_args(kind)[1], v, f"{key}.{k}", path) for k, v in value.items()}
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise _bad(path, key, value, "a mapping")
        return _record(kind, value, key, path)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise _bad(path, key, value, kind.__name__)


def _record(kind: Any, data: Mapping[str, object], key: str, path: Path, **given: object) -> Any:
    hints = get_type_hints(kind)
    fields = {f.name: f for f in dataclasses.fields(kind) if f.name not in given}
    for name in data:
        if name not in fields:
            raise _bad(path, f"{key}.{name}".lstrip("."), name, " | ".join(fields))
    values: dict[str, object] = dict(given)
    for name, spec in fields.items():
        if name in data:
            values[name] = _value(hints[name], data[name], f"{key}.{name}".lstrip("."), path)
        elif spec.default is dataclasses.MISSING:
            raise _bad(path, f"{key}.{name}".lstrip("."), "–", getattr(hints[name], "__name__", str(hints[name])))
    return kind(**values)


def _check_palette(palette: Mapping[str, Ink], path: Path) -> None:
    """One screen value means one set of inks, or the press edition could not go back from one to the other."""
    first: dict[str, str] = {}
    findings = []
    for name, ink in palette.items():
        if not re.fullmatch("#[0-9a-fA-F]{6}", ink.srgb):
            raise _bad(path, f"palette.{name}.srgb", ink.srgb, '"#rrggbb"')
        if not all(0 <= share <= 100 for share in ink.cmyk):
            raise _bad(path, f"palette.{name}.cmyk", list(ink.cmyk), "[4 × 0…100]")
        one = first.setdefault(ink.srgb.lower(), name)
        if palette[one].cmyk != ink.cmyk:
            values = {"one": one, "other": name, "srgb": ink.srgb.lower()}
            place = Place(file=f"layouts/{path.parent.name}/{path.name}")
            findings.append(Finding(TWO_INKS, place, ink.srgb, values))
    if findings:
        raise ToolError(findings)


def layout_names() -> tuple[str, ...]:
    """Names of the shipped layouts, alphabetically."""
    return tuple(sorted(p.parent.name for p in folder("layouts").glob("*/layout.yaml")))


@lru_cache(maxsize=8)
def load_layout(name: str, own: tuple[Path, ...] = ()) -> LayoutSpec:
    """The layout of that name: an office's own (a folder of `own`), else a shipped one.

    Raises:
        ToolError: there is none, or its `layout.yaml` cannot be used.
    """
    places = [*own, folder("layouts")]
    plain = bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name))
    path = next((p for p in (place / name / "layout.yaml" for place in places) if p.is_file()), None)
    if path is None or not plain:
        mine = {p.parent.name for place in own for p in place.glob("*/layout.yaml")}
        known = ", ".join(sorted({*layout_names(), *mine}))
        raise ToolError([Finding(UNKNOWN_LAYOUT, quote=name, values={"name": name, "known": known})])
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise _bad(path, "layout.yaml", "–", "a mapping")
    spec: LayoutSpec = _record(LayoutSpec, data, "", path, name=name, folder=path.parent)
    _check_palette(spec.palette, path)
    if spec.engine == "flow" and spec.columns != 1:
        raise _bad(path, "columns", spec.columns, "1 (engine: flow)")
    body = spec.role("body")
    if body.leading_pt != spec.row_pt:
        raise _bad(path, "roles.body.leading_pt", body.leading_pt, f"{spec.row_pt:g} (row_pt)")
    # Items of a list are the body set ragged: short lines have no even gaps to offer.
    items = dataclasses.replace(body, align="left", indent_em=0.0)
    roles = {"body-list": items, **_lines_roles(spec), **spec.roles}
    for name in (f"body-{form}" for form in LINE_FORMS):
        if roles[name].leading_pt != spec.row_pt:
            raise _bad(path, f"roles.{name}.leading_pt", roles[name].leading_pt, f"{spec.row_pt:g} (row_pt)")
    return dataclasses.replace(spec, roles=roles)


def _lines_roles(spec: LayoutSpec) -> dict[str, Role]:
    """Roles of text whose lines are the author's, which is never justified: verse, lines, signature, centred lines."""
    aligns: dict[str, Align] = {"verse": "left", "lines": "left", "signature": "center", "centre": "center"}
    return {
        f"{name}-{form}": dataclasses.replace(spec.role(name), align=aligns[form], indent_em=0.0)
        for name in ("body", "box")
        for form in LINE_FORMS
    }
