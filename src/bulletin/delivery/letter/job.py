"""The letters of a run made in a child process with limits: a template is foreign, and one may never come to an end."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.delivery.letter.values import Letters
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT, Progress

LIMITS = Limits(cpu_s=60, wall_s=300, memory_mib=1024)
_ENTRY = "bulletin.delivery.letter.job:run"


def letters_of(built: Path, office: Path, *, correction: int = 0, server_limit: int | None = None) -> Letters:
    """The frozen letter of the issue that was built into a folder.

    Args:
        built: the folder with `release.json`.
        office: the folder with `mail.yaml`, and with `layouts/mail/` where the office has templates of its own.
        correction: 0 for the first sending.
        server_limit: SIZE of the server in bytes; None or 0 when it said nothing.

    Raises:
        BulletinError: `mail.yaml`, the issue or a template cannot be used, neither form fits, or a limit was met.
    """
    job = {"built": str(built), "office": str(office), "correction": correction, "server_limit": server_limit or 0}
    return Letters.from_bytes(base64.b64decode(run_job(_ENTRY, job, LIMITS)["letters"]))


def run(job: Mapping[str, Any], progress: Progress = SILENT) -> dict[str, object]:
    """In the child: make the letters and give them back as text."""
    from bulletin.delivery.letter.compose import make_letters, read_mailed_issue
    from bulletin.delivery.letter.templates import read_templates
    from bulletin.delivery.settings.read import find_settings

    office = Path(job["office"])
    settings = find_settings(office).needed()
    issue = read_mailed_issue(Path(job["built"]), job["correction"])
    letters = make_letters(issue, settings, read_templates(office), job["server_limit"])
    return {"letters": base64.b64encode(letters.to_bytes()).decode("ascii")}
