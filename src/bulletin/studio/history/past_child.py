"""The child process that makes the pages of an issue as it was: planned, set, proved and pictured, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request

PAST_JOB = "bulletin.studio.history.past_child:past_job"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRequest(Request):
    """Make the pages of the issue that is laid out in `folder`."""

    folder: Path
    cache: Path


def past_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: `pages` (paths of PNG files), `photos` (names by page), `left` (how many stories have errors).

    Raises:
        BulletinError: the issue of then has no pages.
    """
    from bulletin.build.warm import WarmBuild, WarmResult
    from bulletin.errors import BulletinError

    request = PastRequest.from_wire(order)
    warm = WarmBuild(request.folder, request.cache, report)
    planned = warm.plan(unfinished=True, keep=False)
    if isinstance(planned, WarmResult):
        raise BulletinError(planned.findings)
    made = warm.finish(planned)
    if not made.ok:
        raise BulletinError(made.findings)
    photos: dict[str, list[str]] = defaultdict(list)
    for page in planned.composed.pages:
        for slot in page.photos:
            photos[str(page.number)].append(slot.file)
    return {"pages": [str(page) for page in made.pages], "photos": photos, "left": len(planned.left_out)}
