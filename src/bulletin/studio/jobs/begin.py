"""BEGIN: a job for one issue, where no other one runs."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.studio.answers import Call, NotDoneError
from bulletin.studio.jobs.runner import BUSY


def begin_job(call: Call, start: Callable[[], bool]) -> None:
    """Begin a job whose events go to the windows of the issue of a request.

    Args:
        call: the request.
        start: begins it; False when another one runs.

    Raises:
        NotDoneError: another job runs.
    """
    studio = call.studio
    if studio.jobs.busy:
        raise NotDoneError(BUSY, 409)
    studio.job_of = call.name("bulletin"), call.name("issue")
    if not start():
        raise NotDoneError(BUSY, 409)
