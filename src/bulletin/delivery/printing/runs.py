"""A print run: jobs of one issue, each sent, written into the record and watched until nothing more comes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bulletin.delivery.built import Built
from bulletin.delivery.printing import rules
from bulletin.delivery.printing.plan import Plan
from bulletin.delivery.printing.queues import Job, JobState, job_state, print_job, troubles
from bulletin.errors import Finding, InputError, ToolError
from bulletin.lazy import dataclass
from bulletin.pdf.pages.sides import one_side
from bulletin.print_run import FILE_NAME, Part, PrintedJob, Purpose, add_ended, add_sent, now
from bulletin.release import FILE_NAME as RELEASE
from bulletin.release import sha256

_FIRST_POLL_S, _LAST_POLL_S = 0.2, 2.0
_STATES = {"canceled": ("đã bị hủy", "cancelled"), "aborted": ("máy in bỏ dở", "aborted by the printer")}


@dataclass(frozen=True, slots=True)
class PrintSession:
    """One issue, one plan, one user.

    Attributes:
        built: the issue.
        pdf: the bytes of the edition.
        plan: how the printer prints it.
        who: the user's name.
        patience_s: how long to watch one job.
    """

    built: Built
    pdf: bytes
    plan: Plan
    who: str
    patience_s: float

    @property
    def record(self) -> Path:
        """The file of the record."""
        return self.built.issue / FILE_NAME

    def print_part(
        self, purpose: Purpose, part: Part, copies: int, on_trouble: Callable[[tuple[str, ...]], None]
    ) -> tuple[PrintedJob, ...]:
        """Print a part of the issue; more than one job where the printer takes fewer copies at once.

        Args:
            purpose: a proof copy or the run.
            part: all sides, or one of two passes.
            copies: how many.
            on_trouble: is called with why the printer waits, whenever that changes.

        Raises:
            InputError: the printer refused a job, or one did not end well.
            ToolError: it does not answer.
            OutputError: the record cannot be written.
        """
        pdf = self.pdf if part == "whole" else one_side(self.pdf, "front" if part == "fronts" else "back")
        return tuple(self._one(pdf, purpose, part, number, on_trouble) for number in self._portions(copies))

    def _portions(self, copies: int) -> Iterator[int]:
        while copies > 0:
            portion = min(copies, self.plan.printer.most_copies)
            yield portion
            copies -= portion

    def _one(
        self, pdf: bytes, purpose: Purpose, part: Part, copies: int, on_trouble: Callable[[tuple[str, ...]], None]
    ) -> PrintedJob:
        release = self.built.release
        title = f"{release.publication} {release.number}/{release.date.year} {self.plan.ticket.file}"
        job = print_job(self.plan, pdf, title, self.who, copies)
        sent = self._sent(job, purpose, part, copies)
        add_sent(self.built.issue, sent)
        end = self._watched(job, on_trouble)
        if not end.ended:
            return sent
        done = replace(sent, state=end.word)  # type: ignore[arg-type]
        add_ended(self.built.issue, done, now())
        if end.word != "completed":
            raise InputError([self._failed(job, end)])
        return done

    def _sent(self, job: Job, purpose: Purpose, part: Part, copies: int) -> PrintedJob:
        plan, ticket, release = self.plan, self.plan.ticket, self.built.release
        try:
            fingerprint = sha256((self.built.folder / RELEASE).read_bytes())
        except OSError:
            fingerprint = ""
        return PrintedJob(
            at=now(), publication=release.publication, number=release.number, date=release.date.isoformat(),
            edition=ticket.edition, file=ticket.file, sha256=ticket.sha256, release_sha256=fingerprint,
            printer=plan.printer.name, model=plan.printer.word("printer-make-and-model"), who=self.who,
            job=job.number, purpose=purpose, part=part, copies=copies, sheets=ticket.sheets, media=plan.media,
            orientation=ticket.orientation, sides=plan.sides,
        )  # fmt: skip

    def _watched(self, job: Job, on_trouble: Callable[[tuple[str, ...]], None]) -> JobState:
        """The job's state when it ends or patience does; a printer that stops answering has perhaps been moved."""
        until, pause, known = time.monotonic() + self.patience_s, _FIRST_POLL_S, tuple[str, ...]()
        state = JobState("pending")
        while time.monotonic() < until:
            try:
                state = job_state(self.plan.printer, job)
                if state.ended:
                    break
                if (found := troubles(self.plan.printer)) != known:
                    on_trouble(found)
                    known = found
            except ToolError:
                break
            time.sleep(pause)
            pause = min(_LAST_POLL_S, pause * 1.5)
        return state

    def _failed(self, job: Job, end: JobState) -> Finding:
        vi, en = _STATES[end.word]
        reasons = [word for word in end.reasons if not word.startswith("job-") or "error" in word]
        return Finding(
            rules.FAILED,
            values={
                "queue": self.plan.printer.name, "job": str(job.number), "state": vi, "state_en": en,
                "reason": f" ({', '.join(reasons)})" if reasons else "", "record": FILE_NAME,
            },
        )  # fmt: skip
