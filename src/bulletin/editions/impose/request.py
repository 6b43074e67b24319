"""What the command line asks its child process to impose; imports no PDF library."""

from __future__ import annotations

from pathlib import Path

from bulletin.editions.impose.sheet import Scheme
from bulletin.lazy import dataclass
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeRequest(Request):
    """Impose `file` into `out`; `name` is the file as the user typed it."""

    file: Path
    name: str
    out: Path
    scheme: Scheme
