"""What a preflight says of one file, as data: the terminal, `--json` and the HTML page are made from this alone."""

from __future__ import annotations

from typing import Literal

from bulletin.errors import Finding, Severity, Text
from bulletin.lazy import dataclass

Status = Literal["passed", "failed", "warned", "not-run", "not-applicable"]
ARCHIVE = 2
"""Number of the check that asks the validators of PDF/A and PDF/UA."""
BoxMm = tuple[float, float, float, float]
"""x, y, width, height in mm from the top left corner of the trim, as in `errors.Place`."""


@dataclass(frozen=True, slots=True)
class Check:
    """One of the 39 checks: `number` and `id` never change. `rules` are the ids of the rules that it may raise."""

    number: int
    id: str
    title: Text
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a check ended. `reason` says why it did not run or does not apply, and what would make it run.

    `trace` are the steps of the program where a file tripped it, for those who mend the program; empty in all good
    files.
    """

    check: Check
    status: Status
    findings: tuple[Finding, ...] = ()
    reason: Text | None = None
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoFact:
    """A picture as placed: its frame, size in px and effective resolution (the smaller axis) in ppi."""

    page: int
    box_mm: BoxMm
    width_px: int
    height_px: int
    ppi: float
    colours: str


@dataclass(frozen=True, slots=True)
class CodeFact:
    """A QR code read back.

    `readings` tells of each trial (`300 dpi grey`, `600 dpi 1-bit`, `blur 0.2 mm` …) whether it gave the same text.
    `box_mm` holds four modules of quiet zone; `text` is empty when nothing could be read. The other facts are measured
    on the page as drawn: `quiet_modules` is the white room around the code (4.0 is enough), `dark` and `light` the
    colours of its modules, `gain_mm`, `blur_mm` and `skew_deg` the strongest trial of each kind that was still read.
    """

    page: int
    box_mm: BoxMm
    text: str
    module_mm: float
    readings: tuple[tuple[str, bool], ...]
    kind: str = "QR Code"
    expected: str = ""
    modules: int = 0
    quiet_modules: float = 4.0
    dark: tuple[int, int, int] = (0, 0, 0)
    light: tuple[int, int, int] = (255, 255, 255)
    inverted: bool = False
    gain_mm: float = 0.0
    blur_mm: float = 0.0
    skew_deg: float = 0.0

    @property
    def margin(self) -> float:
        """Share of all trials that decoded, 0 … 1."""
        return sum(good for _, good in self.readings) / len(self.readings) if self.readings else 0.0


@dataclass(frozen=True, slots=True)
class InkMap:
    """Total ink of one page: `width` × `height` cells over the bleed box, row by row from the top.

    One byte each, 400 % = 255. `cell_mm` is the side of a cell, `origin_mm` the top left corner from the trim's.
    `unseen` counts the pictures that could not be decoded and are missing in it.
    """

    page: int
    width: int
    height: int
    cell_mm: float
    origin_mm: tuple[float, float]
    cells: bytes
    unseen: int = 0

    @property
    def most(self) -> float:
        """The highest total ink of any cell, per cent."""
        # Looking for single values is three times as fast as max() over some 300,000 bytes.
        return next((level for level in range(255, 0, -1) if level in self.cells), 0) * 400 / 255


@dataclass(frozen=True, slots=True)
class PageSize:
    """Trim size and bleed (left, top, right, bottom) in mm."""

    page: int
    width_mm: float
    height_mm: float
    bleed_mm: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a preflight found out about one file.

    `ink_limit` (per cent) and `ppi_limits` (error below, warning below, warning above) are those of the profile; the
    maps are coloured by them. Where `drawable` is false, a page never ends: nobody may try to draw the file.
    """

    file: str
    profile: str
    profile_title: Text
    pages: tuple[PageSize, ...]
    results: tuple[CheckResult, ...]
    photos: tuple[PhotoFact, ...] = ()
    codes: tuple[CodeFact, ...] = ()
    ink: tuple[InkMap, ...] = ()
    ink_limit: float = 300.0
    ppi_limits: tuple[float, float, float] = (150.0, 225.0, 450.0)
    drawable: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the checks."""
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def passed(self) -> bool:
        """Whether nothing of severity error was found."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)
