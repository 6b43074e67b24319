"""Contract 4: `print-run.jsonl` beside the issue. One JSON object a line: each job that was printed, and how it ended.

The archive reads it to say how many copies were made, where and by whom. A line is added in one write and synced; none
is ever changed. `sent` is written when the printer has taken a job, `ended` when nothing more comes out of it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints

from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass
from bulletin.runtime.files import write_error

SCHEMA = "bulletin/print-run@1"
FILE_NAME = "print-run.jsonl"
State = Literal["unfinished", "completed", "canceled", "aborted"]
Part = Literal["whole", "fronts", "backs"]
Purpose = Literal["proof", "run"]

BROKEN = Rule(
    "print.record-broken", Severity.ERROR,
    Text("Sổ in {file} dòng {line} không đọc được: {reason}.",
         "Line {line} of the record {file} cannot be read: {reason}."),
    Text("Sổ in đã bị sửa tay hoặc hỏng; số bản đã in không còn chắc.",
         "It was edited by hand or damaged; the number of copies is no longer certain."),
    Text("Sửa hoặc xóa dòng ấy rồi gõ lại lệnh.", "Mend or remove that line and type the command again."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedJob:
    """One job.

    Attributes:
        at: when the printer took it, UTC, with seconds.
        publication, number, date: of the issue; `date` is an ISO date.
        edition, file, sha256: what was printed; the hash is that of the edition also where only its fronts went.
        release_sha256: of the `release.json` beside it.
        printer, model: the queue or address, and the make that it names.
        who: the user of the computer.
        job: its number at the printer.
        purpose: a proof copy, or the run.
        part: all sides, or one of two passes.
        copies: copies that the job asked for.
        sheets: sheets of paper for one copy.
        media, orientation, sides: as sent.
        state: how it ended; `unfinished` when nobody waited for the end.
    """

    at: str
    publication: str
    number: int
    date: str
    edition: str
    file: str
    sha256: str
    release_sha256: str
    printer: str
    model: str
    who: str
    job: int
    purpose: Purpose
    part: Part
    copies: int
    sheets: int
    media: str
    orientation: str
    sides: str
    state: State = "unfinished"


def copies_printed(jobs: tuple[PrintedJob, ...]) -> int:
    """How many whole copies were printed: backs belong to their fronts, and what was stopped does not count."""
    return sum(job.copies for job in jobs if job.part != "fronts" and job.state in {"completed", "unfinished"})


def add_sent(folder: Path, job: PrintedJob) -> Path:
    """Add the line of a job that a printer has taken; returns the file.

    Raises:
        OutputError: it cannot be written.
    """
    facts = asdict(job)
    del facts["state"]
    return _add(folder, {"event": "sent", **facts})


def add_ended(folder: Path, job: PrintedJob, at: str) -> Path:
    """Add the line that says how a job ended; raises as `add_sent`."""
    return _add(folder, {"event": "ended", "at": at, "printer": job.printer, "job": job.job, "state": job.state})


def read_print_run(folder: Path) -> tuple[PrintedJob, ...]:
    """The jobs of an issue in the order in which they were sent; none when nothing was printed.

    Raises:
        InputError: a line is not one of ours.
    """
    file = folder / FILE_NAME
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _broken(0, str(error.strerror)) from error
    jobs: list[PrintedJob] = []
    for number, line in enumerate(lines, 1):
        try:
            _take(jobs, json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _broken(number, str(error)) from error
    return tuple(jobs)


def now() -> str:
    """The time as the record writes it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(folder: Path, facts: Mapping[str, Any]) -> Path:
    path = folder / FILE_NAME
    line = json.dumps({"schema": SCHEMA, **facts}, ensure_ascii=False, sort_keys=True) + "\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            os.write(handle, line.encode())  # one write: two prints at once never mix their lines
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise write_error(path, error) from error
    return path


def _take(jobs: list[PrintedJob], facts: Any) -> None:
    if not isinstance(facts, dict) or facts.pop("schema", None) != SCHEMA:
        raise ValueError(f"schema is not {SCHEMA!r}")
    if facts.pop("event") == "sent":
        for name, kind in get_type_hints(PrintedJob).items():
            if kind in {int, str} and (name != "state") and not isinstance(facts.get(name), kind):
                raise ValueError(f"{name}: {facts.get(name)!r}")
        jobs.append(PrintedJob(**facts))
        return
    for at in range(len(jobs) - 1, -1, -1):  # numbers begin again when a print service is set up anew
        if (jobs[at].printer, jobs[at].job) == (facts["printer"], facts["job"]):
            jobs[at] = replace(jobs[at], state=facts["state"])
            return
    raise ValueError(f"job {facts['job']} was never sent")


def _broken(line: int, reason: str) -> InputError:
    values = {"file": FILE_NAME, "line": str(line), "reason": reason}
    return InputError([Finding(BROKEN, Place(file=FILE_NAME, line=line or None), values=values)])
