"""What the command line asks a build for. Imports nothing heavy: the command line makes it in its own process."""

from __future__ import annotations

from pathlib import Path

from bulletin.fields.outputs import EditionName
from bulletin.fields.printer import Marks
from bulletin.lazy import dataclass
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the command line chooses instead of the issue's own options; None or False: as the issue says.

    `draft` is the time that is stamped on screen and office files of an issue that nobody has approved yet.
    """

    editions: tuple[EditionName, ...] | None = None
    printer: str | None = None
    marks: Marks | None = None
    x1a: bool = False
    validate: bool = False
    draft: str | None = None


AS_TYPED = Choices()
"""Nothing is chosen on the command line: the options are those in the issue's files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest(Request):
    """Build the issue in `folder` into `out`.

    `layout` is another layout than the issue's. `strict` refuses warnings.
    """

    folder: Path
    out: Path
    cache: Path
    layout: str | None = None
    choices: Choices = AS_TYPED
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRequest(Request):
    """Write a PNG of each page of the issue in `folder` into `out`, at `ppi` px per inch."""

    folder: Path
    out: Path
    cache: Path
    layout: str | None = None
    ppi: float = 70.0


MOST_ALTERNATIVES = 5
"""Other plans that may be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest(Request):
    """Plan the issue in `folder` and describe its pages; no PDF is made.

    A picture is written into the file `out`, in the form that its name asks for. `lang` and `width` (letters a line)
    are those of the terminal; with `every` the report names each offence. So many `alternatives` are looked for. With
    `choose` the places of that plan (1 is the plan as it is, 0 none) are written into `issue.yaml`, whose old version
    goes into the folder `kept`. With `anew` the last plan is not repaired.
    """

    folder: Path
    cache: Path
    layout: str | None = None
    out: Path | None = None
    lang: str = "vi"
    width: int = 80
    every: bool = False
    alternatives: int = 0
    choose: int | None = None
    kept: Path | None = None
    anew: bool = False
