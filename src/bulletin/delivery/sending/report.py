"""The report of a run: what became of each reader, in JSON and in HTML; the sums equal the list."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from bulletin import datafiles
from bulletin.delivery.readers.values import masked
from bulletin.delivery.sending import rules
from bulletin.delivery.sending.freeze import RunRecord
from bulletin.delivery.sending.states import STATES, DeliveryState
from bulletin.delivery.sending.values import CameBack, Counts, Delivery, Outcome, local
from bulletin.errors import Finding
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write

SCHEMA = "bulletin/mail-report@1"
_TEMPLATE = "report.html.j2"
WORDS: Mapping[DeliveryState, str] = {
    "pending": "chưa gửi",
    "claimed": "đang gửi",
    "handing": "đang trao",
    "sent": "đã gửi",
    "deferred": "hẹn lại",
    "failed": "không gửi được",
    "in-doubt": "chưa rõ",
    "suppressed": "đã ngừng nhận",
}
RETURNED: Mapping[str, str] = {
    "hard": "thư trả về: không tới được",
    "soft": "thư trả về: tạm thời chưa tới",
    "complaint": "khiếu nại",
    "unsubscribe": "đã xin thôi nhận",
}
"""What may come back after a letter was taken, by its kind in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReport:
    """One run with all its rows, in the order of the list."""

    run: RunRecord
    deliveries: tuple[Delivery, ...]
    returned: Mapping[bytes, CameBack] = field(default_factory=dict)
    """By the key of the reader."""

    @property
    def counts(self) -> Counts:
        return Counts(Counter(row.state for row in self.deliveries))

    @property
    def domains(self) -> dict[str, Counts]:
        """The same counts for each domain, the one with most readers first."""
        found: dict[str, Counter[DeliveryState]] = {}
        for row in self.deliveries:
            found.setdefault(row.domain, Counter())[row.state] += 1
        return {name: Counts(by) for name, by in sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))}

    @property
    def came_back(self) -> dict[str, int]:
        """For how many readers something of each kind came back."""
        found = Counter(one.kind for row in self.deliveries if (one := self.returned.get(row.key)))
        return {kind: found[kind] for kind in RETURNED}


def mail_report(
    run: RunRecord, deliveries: Iterable[Delivery], returned: Mapping[bytes, CameBack] | None = None
) -> MailReport:
    """The report of a run from its rows, and from what `inbox` has found since."""
    return MailReport(run=run, deliveries=tuple(deliveries), returned=returned or {})


def report_dict(report: MailReport, *, addresses: bool) -> dict[str, Any]:
    """The report as JSON values; without `addresses`, a reader is named by domain and tag only."""
    run = report.run
    return {
        "schema": SCHEMA,
        "publication": run.issue.publication,
        "year": run.issue.year,
        "number": run.issue.number,
        "correction": run.correction,
        "release_sha256": run.release_sha256,
        "earlier_releases": list(run.earlier),
        "started": run.started,
        "expires": run.expires,
        "state": run.state,
        "readers": report.counts.total,
        "totals": _numbers(report.counts),
        "returned": report.came_back,
        "domains": {name: _numbers(counts) for name, counts in report.domains.items()},
        "deliveries": [_row(row, report.returned.get(row.key), addresses) for row in report.deliveries],
    }


def report_json(report: MailReport, *, addresses: bool) -> bytes:
    """The report as a file."""
    return (json.dumps(report_dict(report, addresses=addresses), ensure_ascii=False, indent=2) + "\n").encode()


def report_html(report: MailReport) -> bytes:
    """The report as one page that needs no other file."""
    from bulletin.sources.layouts.templates import Sandbox

    source = datafiles.find("sending", _TEMPLATE).read_text(encoding="utf-8")
    value = report_dict(report, addresses=True)
    value["started"] = local(report.run.started)
    for row in value["deliveries"]:
        row |= {name: local(row[name]) for name in ("time", "due") if row[name]}
    used = [state for state in STATES if report.counts[state]]
    page = Sandbox({_TEMPLATE: source}, {_TEMPLATE: _TEMPLATE}).get_template(_TEMPLATE).render(
        report=value, states=used, words=dict(WORDS), back=dict(RETURNED)
    )  # fmt: skip
    return page.encode()


def write_report(report: MailReport, path: Path) -> None:
    """Write the report as HTML or, for a name in `.json`, as JSON; it is readable by its owner only.

    Raises:
        OutputError: it cannot be written.
    """
    as_json = path.suffix.lower() == ".json"
    atomic_write(path, report_json(report, addresses=True) if as_json else report_html(report))
    path.chmod(0o600)


def ending_finding(outcome: Outcome) -> Finding | None:
    """Why a run ended before everybody had a letter; None when nothing is left to do."""
    from bulletin.delivery.sending.smtp import said

    counts = outcome.counts
    values = {
        "left": str(counts.waiting), "next": in_local_time(outcome.next_at), "count": str(outcome.refusals),
        "reply": said(outcome.reply) if outcome.reply else "?",
    }  # fmt: skip
    rule = {
        "quota": rules.QUOTA, "later": rules.LATER, "unreachable": rules.UNREACHABLE, "stopped": rules.STOPPED,
        "lost-replies": rules.LOST_REPLIES,
    }.get(outcome.ending)  # fmt: skip
    if rule is not None:
        return Finding(rule, values=values)
    doubts = counts["in-doubt"]
    return Finding(rules.IN_DOUBT, values={"count": str(doubts)}) if doubts else None


def in_local_time(seconds: float | None) -> str:
    """A moment in seconds since 1970 as people here read it."""
    return "?" if seconds is None else dt.datetime.fromtimestamp(seconds).astimezone().strftime("%d/%m/%Y %H:%M")


def _numbers(counts: Counts) -> dict[str, int]:
    return {state: counts[state] for state in STATES}


def _row(row: Delivery, back: CameBack | None, addresses: bool) -> dict[str, Any]:
    def shown(words: str) -> str:
        return words if addresses or not row.address else words.replace(row.address, masked(row.address))

    who = {"address": row.address, "name": row.name} if addresses else {}
    return {
        **who,
        "domain": row.domain,
        "tag": row.tag,
        "state": row.state,
        "form": row.form,
        "attempts": row.attempts,
        "code": row.code,
        "enhanced": row.enhanced,
        "reply": shown(row.reply),
        "server": row.server,
        "time": row.changed,
        "due": row.due,
        "returned": None if back is None else {"kind": back.kind, "time": back.at, "detail": shown(back.detail)},
    }
