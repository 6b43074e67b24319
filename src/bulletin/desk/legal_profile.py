"""Legal profiles: what a bulletin must print and how large it may be, as data with a source and its certainty."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, cast

from bulletin.datafiles import find, read_yaml
from bulletin.lazy import dataclass

Where = Literal["front", "imprint"]


@dataclass(frozen=True, slots=True)
class Required:
    """A line that must be printed. `field` is `publication.…` or `sheet.…`; `key` and `example` say what to type."""

    field: str
    where: Where
    vi: str
    en: str
    key: str
    example: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of rules; None means no limit. Lengths in mm, trim as (width, height)."""

    name: str
    title_vi: str
    title_en: str
    max_trim_mm: tuple[float, float] | None
    max_pages: int | None
    advertising: str | None
    licence_required: bool
    licence_max_years: int | None
    licence_warn_days: int
    label: str | None
    required: tuple[Required, ...]
    source: str
    source_vi: str
    certainty: str
    in_force_to: dt.date | None
    in_force_source: tuple[str, str]


_FOLLOWED_BY = {"vn-2016": "vn-2026"}


def successor(law: Profile) -> str | None:
    """The name of the profile that took the place of another."""
    return _FOLLOWED_BY.get(law.name)


def profile(name: str) -> Profile:
    """The profile of that name from the shipped data; raises FileNotFoundError for an unknown one."""
    data = cast("dict[str, Any]", read_yaml(find("legal", f"{name}.yaml")))
    licence, trim = data["licence"], data["max_trim_mm"]["value"]
    return Profile(
        name=data["profile"],
        title_vi=data["title"]["vi"],
        title_en=data["title"]["en"],
        max_trim_mm=(float(trim[0]), float(trim[1])) if trim else None,
        max_pages=data["max_pages"]["value"],
        advertising=data["advertising"]["value"],
        licence_required=licence["required"]["value"],
        licence_max_years=licence["max_years"]["value"],
        licence_warn_days=licence["warn_days"]["value"],
        label=data["label"]["value"],
        required=tuple(Required(**{**line, "example": str(line["example"])}) for line in data["required"]),
        source=data["required_source"]["source"],
        source_vi=data["required_source"]["source_vi"],
        certainty=data["required_source"]["certainty"],
        in_force_to=_day(data["in_force"]["to"]),
        in_force_source=(data["in_force"].get("source_vi", data["in_force"]["source"]), data["in_force"]["source"]),
    )


def _day(value: Any) -> dt.date | None:
    """A day of the data, which YAML readers give as a date or as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else cast("dt.date | None", value)
