"""What the studio asks its session for; imports nothing of the build."""

from __future__ import annotations

from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequest(Request):
    """Plan the issue in `folder` (`step` is `plan`), or picture what was planned last (`pictures`).

    With `ahead` it is planned as if `issue.yaml` held the text of `sheet`, by a process that nobody waits for.
    """

    folder: Path
    cache: Path
    step: str
    sheet: str = ""
