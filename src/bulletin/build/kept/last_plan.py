"""The last plan of an issue: written where pages are shown to a person, read wherever pages are planned.

`plan`, `preview` and the studio write it. A build never does, so the same folder gives the same bytes; the file that it
read is an input like any other, in `release.json` and in the archive.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import OutputError
from bulletin.model import Issue
from bulletin.runtime.files import atomic_write
from bulletin.sources.layouts.last_plan import FOLDER, last_plan_name, last_plans

if TYPE_CHECKING:
    from bulletin.layout.engine import Composed, LayoutEngine


def with_used_plan(issue: Issue, composed: Composed) -> Issue:
    """The issue with its last plan only where the pages depend on it: not a damaged one, nor that of other stories."""
    if issue.last_plan is None:
        return issue
    from bulletin.layout.fit.again import usable
    from bulletin.layout.plan.held.last import last_plan_of

    last, asked = last_plan_of(issue.last_plan[1]), composed.asked
    used = last is not None and asked is not None and last.asked == asked.digest and usable(last, issue)
    return issue if used else replace(issue, last_plan=None)


def keep_last_plan(issue: Issue, engine: LayoutEngine, composed: Composed) -> Issue:
    """Write the plan that is shown, where it is another one; the issue with what its folder has now.

    In a folder that cannot be written pages are kept less steadily, and nothing else is wrong with it.
    """
    from bulletin.layout.fit.again import new_last_plan

    if composed.asked is None or composed.fit is None or (issue.folder / FOLDER).is_symlink():
        return issue
    data, name = new_last_plan(composed.fit, composed.asked), last_plan_name(engine.spec.name)
    if data is None or (name, data) == issue.last_plan:
        return issue
    try:
        atomic_write(issue.folder / name, data)
    except OutputError:
        return issue
    return replace(issue, last_plan=(name, data))


def forget_last_plans(folder: Path) -> None:
    """Take the last plans of an issue away: its pages are planned anew the next time."""
    for file in last_plans(folder):
        with contextlib.suppress(OSError):
            file.unlink()
