"""What a printed edition asks of a printer: the choices that the build wrote into `release.json`, as values."""

from __future__ import annotations

from typing import Literal

from bulletin.delivery.printing import rules
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass, pattern
from bulletin.release import Edition, Release

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
Orientation = Literal["portrait", "landscape"]
ORIENTATIONS: dict[Orientation, int] = {"portrait": 3, "landscape": 4}
"""RFC 8011, 5.2.10."""
_NAMED = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_STANDARD = {"A4": "iso_a4_210x297mm", "A3": "iso_a3_297x420mm"}
_OWN_SIZE = pattern(r"([\d.]+) × ([\d.]+) mm")
_IMPOSED = "office-"
PLAIN = "office"


@dataclass(frozen=True, slots=True)
class Ticket:
    """How one copy is printed.

    Attributes:
        edition: its name (`office-booklet`).
        file: its file.
        sha256: of the file.
        pages: of the file; every page is one side of a sheet.
        sheets: of paper for one copy.
        paper: as people say it (`A3`).
        size_mm: short and long side of the paper.
        orientation: of the pages on the paper.
        sides: one side of the sheets, or both with the edge to flip on.
        advice: the steps of the build, Vietnamese and English.
        again: the command in them that lays the file out for the other edge; empty where none is needed.
    """

    edition: str
    file: str
    sha256: str
    pages: int
    sheets: int
    paper: str
    size_mm: tuple[float, float]
    orientation: Orientation
    sides: Sides
    advice: tuple[tuple[str, ...], tuple[str, ...]]
    again: str = ""

    @property
    def media(self) -> str:
        """The name of the paper in the standard (PWG 5101.1)."""
        short, long = self.size_mm
        return _STANDARD.get(self.paper) or f"custom_{short:g}x{long:g}mm_{short:g}x{long:g}mm"

    @property
    def flip(self) -> Literal["short", "long"]:
        """The edge to turn the paper about."""
        return "short" if self.sides == "two-sided-short-edge" else "long"


def edition_to_print(release: Release, name: str | None) -> Edition:
    """The office edition to print: the one asked for, else the one on sheets, else page by page.

    Raises:
        InputError: the release does not have it.
    """
    offices = [entry for entry in release.editions if entry.name == PLAIN or entry.name.startswith(_IMPOSED)]
    offices.sort(key=lambda entry: entry.name == PLAIN)
    for entry in offices:
        if name is None or entry.name == name:
            return entry
    raise InputError([Finding(rules.NO_OFFICE, values={"edition": name or PLAIN})])


def ticket_of(edition: Edition) -> Ticket:
    """How the edition is printed, as its build says.

    Raises:
        InputError: the release does not say.
    """
    said = edition.made_for
    try:
        size = _size(said["paper"])
        orientation, sides = said["orientation"], said["sides"]
        if orientation not in ORIENTATIONS or sides not in {"one", "two"} or said["flip"] not in {"short", "long"}:
            raise ValueError(orientation)
        wanted = "one-sided" if sides == "one" else f"two-sided-{said['flip']}-edge"
        return Ticket(
            edition.name, edition.file, edition.sha256, edition.pages, int(said["sheets"]), said["paper"], size,
            orientation, wanted, (_steps(said.get("advice_vi")), _steps(said.get("advice_en"))),  # type: ignore[arg-type]
            said.get("again", ""),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise InputError(
            [Finding(rules.NO_SETTINGS, Place(file=edition.file), values={"file": edition.file})]
        ) from error


def _size(paper: str) -> tuple[float, float]:
    if paper in _NAMED:
        return _NAMED[paper]
    found = _OWN_SIZE.fullmatch(paper)
    if not found:
        raise ValueError(paper)
    short, long = sorted(float(side) for side in found.groups())
    return short, long


def _steps(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
