"""What the preview asks its child process for; imports nothing of the build."""

from __future__ import annotations

from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRequest(Request):
    """Rebuild the issue in `folder`."""

    folder: Path
    cache: Path
