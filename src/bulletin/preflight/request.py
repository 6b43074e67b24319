"""What the command line asks its child process to check; imports no PDF library."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import Lang
from bulletin.lazy import dataclass
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightRequest(Request):
    """Check `file`; `name` is how to call it.

    Attributes:
        profile: a printer, the path of a `.yaml`, `screen`, `office`, `record`; None to guess.
        folders: of the office's own printers.
        html: where the report page goes; None for none.
        lang: of the report page.
        validators: whether outside validators may run.
        partial: gets the answer as far as it is before each check, for the case that a limit ends the process.
    """

    file: Path
    name: str
    profile: str | None = None
    folders: tuple[Path, ...] = ()
    html: Path | None = None
    lang: Lang = "vi"
    validators: bool = True
    partial: Path | None = None
