"""What the browser is shown: the last good pages, the findings of the last build, and whether one is running."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from bulletin.errors import Finding, Lang
from bulletin.lazy import dataclass

Status = Literal["building", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page picture under the name of its content, so that a browser fetches only pages that changed."""

    digest: str
    png: bytes

    @classmethod
    def read(cls, path: Path) -> Page:
        data = path.read_bytes()
        return cls(hashlib.sha256(data).hexdigest()[:24], data)


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of the preview. `version` grows with every change."""

    version: int = 0
    status: Status = "building"
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float | None = None
    note: str = ""


class PreviewState:
    """The current moment, shared by the builder and the browser's connections."""

    def __init__(self, title: str, lang: Lang) -> None:
        self._title, self._lang = title, lang
        self._now = Shown()
        self._before: tuple[Page, ...] = ()
        self._turn = threading.Condition()
        self._closed = False

    def building(self) -> None:
        """Show that a build has begun; pages and findings stay until it ends."""
        now = self._now
        self._show(Shown(now.version + 1, "building", now.pages, now.findings, now.seconds))

    def ready(self, pages: Sequence[Page], findings: Sequence[Finding], seconds: float) -> None:
        """Show the result of a build that succeeded."""
        self._before = self._now.pages
        self._show(Shown(self._now.version + 1, "ready", tuple(pages), tuple(findings), seconds))

    def failed(self, findings: Sequence[Finding], note: str = "") -> None:
        """Show the findings of a build that failed; the last good pages stay."""
        now = self._now
        self._show(Shown(now.version + 1, "failed", now.pages, tuple(findings), now.seconds, note))

    def page(self, digest: str) -> bytes | None:
        """A page picture of this moment or of the one before (a browser may still be asking for it)."""
        return next((page.png for page in (*self._now.pages, *self._before) if page.digest == digest), None)

    def wait(self, version: int, seconds: float) -> int | None:
        """The version once it differs from `version`, or after `seconds`; None when the preview ends."""
        with self._turn:
            self._turn.wait_for(lambda: self._closed or self._now.version != version, seconds)
            return None if self._closed else self._now.version

    def close(self) -> None:
        """Let every waiting connection go."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()

    def as_dict(self) -> dict[str, Any]:
        """Return the values that the browser page is made from."""
        now = self._now
        return {
            "version": now.version,
            "status": now.status,
            "title": self._title,
            "lang": self._lang,
            "seconds": now.seconds,
            "note": now.note,
            "pages": [page.digest for page in now.pages],
            "findings": [self._finding(finding) for finding in now.findings],
        }

    def _show(self, shown: Shown) -> None:
        with self._turn:
            self._now = shown
            self._turn.notify_all()

    def _finding(self, finding: Finding) -> Mapping[str, object]:
        return {
            "severity": finding.severity.value,
            "rule": finding.rule.id,
            "where": str(finding.place) if finding.place.file else "",
            "page": finding.place.page,
            "quote": finding.quote,
            "what": finding.what(self._lang),
            "why": finding.why(self._lang),
            "remedy": finding.remedy(self._lang),
        }
