"""Findings from a judgement: one for every signature and timestamp, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bulletin.archive.signature import verdicts
from bulletin.archive.signature.judge import Doubt, Judgement, SignatureMark
from bulletin.errors import Finding, Place, Rule

WARN_BEFORE = dt.timedelta(days=120)
_ZONE = dt.timezone(dt.timedelta(hours=7))  # the time of Việt Nam, all year


def findings(judged: Judgement, file: str, now: dt.datetime) -> tuple[Finding, ...]:
    """What to tell of a signed file; errors first."""
    return tuple(sorted(_findings(judged, file, now), key=lambda finding: finding.severity.value != "error"))


def damage(judged: Judgement, file: str) -> tuple[Finding, ...]:
    """Why a file is not what was signed; empty when it is."""
    return tuple(_damage(judged, file))


def _damage(judged: Judgement, file: str) -> Iterator[Finding]:
    if judged.unreadable:
        yield _said(verdicts.UNREADABLE, file, reason=judged.unreadable)
        return
    if not judged.signatures:
        yield _said(verdicts.UNSIGNED, file)
    if judged.loose:
        yield _said(verdicts.LOOSE, file, count=str(judged.loose))
    for mark in judged.marks:
        if not mark.intact:
            yield _of(verdicts.BROKEN, mark, file)
        elif mark.altered:
            yield _of(verdicts.ALTERED, mark, file, reason=mark.altered)


def _findings(judged: Judgement, file: str, now: dt.datetime) -> Iterator[Finding]:
    yield from _damage(judged, file)
    for mark in judged.marks:
        if mark.intact and not mark.altered:
            yield from _worth(mark, file)
    if judged.ocsp:
        yield _said(verdicts.OCSP_UNREAD, file, count=str(judged.ocsp))
    yield from _due(judged, file, now)


def _worth(mark: SignatureMark, file: str) -> Iterator[Finding]:
    """What an intact mark is worth."""
    if mark.doubt == "revoked":
        yield _of(verdicts.REVOKED, mark, file)
    elif mark.doubt:
        yield _doubtful(mark, file, mark.doubt, ("chữ ký", "signature") if mark.kind == "signature" else _STAMP)
    else:
        yield _of(verdicts.VALID if mark.kind == "signature" else verdicts.STAMPED, mark, file)
    if mark.time_doubt:
        yield _doubtful(mark, file, mark.time_doubt, ("dấu thời gian trong chữ ký", "timestamp inside the signature"))


_STAMP = ("dấu thời gian", "timestamp")


def _due(judged: Judgement, file: str, now: dt.datetime) -> Iterator[Finding]:
    """Whether a timestamp is missing or runs out. What has run out already is told as a doubt."""
    until = judged.proved_until
    if not judged.intact or until is None or until < now:
        return
    last = judged.marks[-1]
    if last.kind == "signature" and last.time_doubt is None:
        yield _of(verdicts.NO_TIME, last, file, **_dates(last.until))
    elif until - now < WARN_BEFORE:
        yield _said(verdicts.DUE, file, **_dates(until))


def _doubtful(mark: SignatureMark, file: str, doubt: Doubt, what: tuple[str, str]) -> Finding:
    why, mend = verdicts.DOUBTS[doubt]
    return _of(
        verdicts.NOT_TRUSTED, mark, file, what_vi=what[0], what_en=what[1], doubt_vi=why.vi, doubt_en=why.en,
        mend_vi=mend.vi, mend_en=mend.en,
    )  # fmt: skip


def _of(rule: Rule, mark: SignatureMark, file: str, **values: str) -> Finding:
    when_vi, when_en = _when(mark)
    listed = mark.looked_up
    said = {
        "by": mark.by, "issuer": mark.issuer, "when_vi": when_vi, "when_en": when_en,
        "revoked_vi": "Đã đối chiếu danh sách thu hồi." if listed else "Chưa đối chiếu danh sách thu hồi.",
        "revoked_en": "The list of revoked certificates was read." if listed else "No list of revoked ones was read.",
    }  # fmt: skip
    return _said(rule, file, **said, **values)


def _when(mark: SignatureMark) -> tuple[str, str]:
    """The proved time, or the one that the signer states, said as such."""
    if mark.proved:
        at = mark.proved.astimezone(_ZONE)
        return f"{at:%H:%M} ngày {at:%d/%m/%Y}", f"{at:%Y-%m-%d %H:%M} (+07:00)"
    if mark.stated:
        at = mark.stated.astimezone(_ZONE)
        return f"tự ghi {at:%H:%M} ngày {at:%d/%m/%Y}", f"by its own word {at:%Y-%m-%d %H:%M} (+07:00)"
    return "không ghi lúc nào", "at an unknown time"


def _dates(moment: dt.datetime) -> dict[str, str]:
    at = moment.astimezone(_ZONE)
    return {"date_vi": f"{at:%d/%m/%Y}", "date_en": f"{at:%Y-%m-%d}"}


def _said(rule: Rule, file: str, **values: str) -> Finding:
    return Finding(rule, Place(file), quote=values.get("by", ""), values={"file": file, **values})
