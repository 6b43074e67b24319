"""The print run of an issue: how many copies, where, when, by whom, and who gets them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.archive.events import append
from bulletin.archive.records.facts import IssueRecord, yaml_lines
from bulletin.archive.records.rules import COPIES_DIFFER, NO_COPIES, NO_DISTRIBUTION, RUN_BROKEN, RUN_DIFFERS
from bulletin.archive.records.sheet import Sheet, sheet_pdf
from bulletin.archive.store.root import Archive
from bulletin.errors import Finding, InputError, Place
from bulletin.fields.publication import Receiver
from bulletin.lazy import dataclass

LOG = "print-run.jsonl"
"""What `bulletin print` writes beside issue.yaml, a line for each job."""
LOG_SCHEMA = "bulletin/print-run@1"
_KINDS = {
    "residents": "Tổ dân phố", "school": "Trường học", "unit": "Đơn vị", "deposit": "Nộp lưu chiểu", "stock": "Lưu",
    "other": "Khác",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRun:
    """One print run."""

    copies: int
    printer: str
    date: dt.date
    who: str


@dataclass(frozen=True, slots=True)
class PrintLog:
    """What the print room's own record says of an issue: copies in all, printers, who, the last day."""

    copies: int
    printers: tuple[str, ...]
    who: tuple[str, ...]
    last: dt.date | None
    data: bytes
    findings: tuple[Finding, ...]


def read_log(folder: Path, record: IssueRecord) -> PrintLog | None:
    """The record of `bulletin print` in an issue's folder, the lines of this issue; None where there is none."""
    try:
        data = (folder / LOG).read_bytes()
    except OSError:
        return None
    jobs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    findings: list[Finding] = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            _add_line(jobs, json.loads(line), record)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            values = {"line": str(number), "file": LOG}
            findings.append(Finding(RUN_BROKEN, Place(file=LOG, line=number), values=values))
    counted = [job for sent in jobs.values() for job in sent if _counts(job)]
    days = [dt.datetime.fromisoformat(job["at"]).date() for job in counted]
    return PrintLog(
        sum(job["copies"] for job in counted), _names(counted, "printer"), _names(counted, "who"),
        max(days, default=None), data, tuple(findings),
    )  # fmt: skip


def _add_line(jobs: dict[tuple[str, str], list[dict[str, Any]]], line: dict[str, Any], record: IssueRecord) -> None:
    """A job that was sent, or the end of the last one with the same printer and number."""
    key = str(line["printer"]), str(line["job"])
    if line["event"] == "ended":
        if jobs.get(key):
            jobs[key][-1]["state"] = line["state"]
        return
    release = record.release
    if line["schema"] != LOG_SCHEMA or line["event"] != "sent":
        raise ValueError(line["event"])
    if (line["publication"], line["number"], line["date"]) != (
        release.publication, release.number, release.date.isoformat(),
    ):  # fmt: skip
        return
    if not isinstance(line["copies"], int) or isinstance(line["copies"], bool) or line["copies"] < 0:
        raise ValueError("copies")
    dt.datetime.fromisoformat(line["at"])
    jobs.setdefault(key, []).append(dict(line))


def _counts(job: Mapping[str, Any]) -> bool:
    return job.get("part") in {"whole", "backs"} and job.get("state") not in {"canceled", "aborted"}


def _names(jobs: Iterable[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(job[key]) for job in jobs if job.get(key)))


def run_of(
    record: IssueRecord, log: PrintLog | None, today: dt.date, given: Mapping[str, Any]
) -> tuple[PrintedRun, tuple[Finding, ...]]:
    """The print run from what was typed (`copies`, `printer`, `date`, `who`), else from the log.

    Raises:
        InputError: neither says how many copies were printed, or where.
    """
    copies = given.get("copies") or (log.copies if log else 0)
    printer = given.get("printer") or (", ".join(log.printers) if log else "")
    if not copies or not printer:
        raise InputError([Finding(NO_COPIES, values={"id": record.id})])
    findings = log.findings if log else ()
    if log and log.copies and log.copies != copies:
        values = {"copies": str(copies), "printed": str(log.copies)}
        findings = (*findings, Finding(RUN_DIFFERS, Place(file=LOG), values=values))
    date = given.get("date") or (log.last if log else None) or today
    who = given.get("who") or (", ".join(log.who) if log else "")
    return PrintedRun(copies=copies, printer=printer, date=date, who=who), findings


def check_sum(copies: int, receivers: Sequence[Receiver]) -> None:
    """Compare a print run with the distribution list; a list that is empty says nothing.

    Raises:
        InputError: they differ.
    """
    total = sum(receiver.copies for receiver in receivers)
    if receivers and total != copies:
        values = {"copies": str(copies), "sum": str(total), "difference": f"{total - copies:+}"}
        raise InputError([Finding(COPIES_DIFFER, Place(file="publication.yaml"), values=values)])


def record_run(
    archive: Archive, record: IssueRecord, run: PrintedRun, receivers: Sequence[Receiver], log: PrintLog | None,
    now: dt.datetime,
) -> int:  # fmt: skip
    """Write a version with the print run, its distribution and the event; returns its number.

    Raises:
        InputError: the distribution list does not add up.
    """
    check_sum(run.copies, receivers)
    values = {
        "copies": str(run.copies), "printer": run.printer, "date": run.date.isoformat(), "who": run.who,
    }  # fmt: skip
    lines = [*yaml_lines(values), *(["distribution:"] if receivers else [])]
    for one in receivers:
        fields = {"receiver": one.name, "copies": one.copies, "kind": one.kind, "person": one.person or ""}
        lines.append("  - " + json.dumps(fields, ensure_ascii=False))
    changes = {"records/print-run.yaml": ("\n".join(lines) + "\n").encode()}
    if log:
        changes[f"records/{LOG}"] = log.data
    return append(archive, record.id, "printed", values, now, changes, f"In {run.copies} bản")


def delivery_sheet(record: IssueRecord, receivers: Sequence[Receiver], copies: int | None) -> bytes:
    """The sheet that everybody who gets copies signs, as PDF.

    Args:
        record: the issue.
        receivers: the distribution list.
        copies: the print run; None takes what was recorded before, and an issue without a record is not compared.

    Raises:
        InputError: there is no distribution list, or it does not add up to the print run.
    """
    if not receivers:
        raise InputError([Finding(NO_DISTRIBUTION, Place(file="publication.yaml"))])
    total = sum(receiver.copies for receiver in receivers)
    printed = record.recorded_copies if copies is None else copies
    if printed is not None:
        check_sum(printed, receivers)
    rows = [
        (str(n), one.name, _KINDS[one.kind], str(one.copies), one.person or "", "", "")
        for n, one in enumerate(receivers, 1)
    ]
    return sheet_pdf(
        Sheet(
            title=f"Phiếu giao nhận – {record.name} số {record.label}",
            lines=(f"Ngày phát hành: {record.release.date:%d/%m/%Y} · Tổng cộng: {total} bản",),
            heads=("TT", "Nơi nhận", "Loại", "Số bản", "Người nhận", "Ngày nhận", "Ký nhận"),
            rows=(*rows, ("", "Cộng", "", str(total), "", "", "")), shares=(0.6, 3.2, 1.6, 1.0, 2.4, 1.5, 2.2),
            row_mm=10.0, right=frozenset({0, 3}), signatures=("Người giao (ký, ghi rõ họ tên)", "Phụ trách phát hành"),
        )
    )  # fmt: skip
