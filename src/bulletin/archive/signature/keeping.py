"""Signed copies in the archive: each step is a new version with its event; `record.pdf` is never touched."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from bulletin.archive.events import add_with_event
from bulletin.archive.signature import rules, verdicts
from bulletin.archive.signature.accept import accept_signed, extends, record_findings
from bulletin.archive.signature.judge import Doubt, Judgement, SignatureMark, judge
from bulletin.archive.signature.longterm import with_revocation
from bulletin.archive.signature.say import damage, findings
from bulletin.archive.signature.settings import Signing, Trust, aware
from bulletin.archive.signature.sign import sign, stamp
from bulletin.archive.signature.stored import stored_trust, trust_files
from bulletin.archive.store.object import StoredObject, read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.writer import writing
from bulletin.errors import Finding, InputError, OutputError, Place, ProofError
from bulletin.lazy import dataclass

RECORD, SIGNED = "record.pdf", "record-signed.pdf"
RENEW_AFTER = dt.timedelta(days=300)
"""Age of the last timestamp from which the yearly upkeep adds one."""
RENEW_BEFORE = dt.timedelta(days=400)
"""Time left of the last timestamp's certificate below which it adds one, so that the next year's is never too late."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an issue: the number of its new version (None when nothing was written), and what to tell."""

    object_id: str
    version: int | None
    findings: tuple[Finding, ...]


def signed_ids(archive: Archive) -> tuple[str, ...]:
    """The ids of all issues that have a signed copy."""
    return tuple(name for name in object_ids(archive) if SIGNED in read_object(archive, name).state())


def sign_kept(archive: Archive, object_id: str, signing: Signing, trust: Trust, now: dt.datetime) -> Done:
    """Sign the kept record; a copy that others have signed gets one more signature.

    A certificate that has signed it already does not sign twice.

    Raises:
        InputError, ToolError: what was typed, the token or the authority for the time is wrong.
        ProofError: the signature would be worth nothing by the office's own roots; nothing is written.
    """
    obj = read_object(archive, object_id)
    base = _signed(obj) or _record(obj)
    before = judge(base, trust, now)
    if before.marks and not before.intact:
        raise ProofError(damage(before, SIGNED))
    known = {mark.certificate for mark in before.signatures if not mark.doubt or mark.doubt == "no-roots"}
    made = sign(base, signing, now, trust, known)
    if made == base:
        why = ("chứng thư này đã ký rồi", "this certificate has signed it already")
        return Done(object_id, None, (_nothing(object_id, *why), *findings(before, SIGNED, aware(now))))
    made = with_revocation(made, trust)
    judged = judge(made, trust, now)
    if problems := (*damage(judged, SIGNED), *record_findings(_record(obj), made, SIGNED)):
        raise ProofError(problems)
    _refuse_worthless(judged, trust, signing.timestamp, aware(now))
    last = judged.signatures[-1]
    return _write(archive, obj, made, trust, judged, now, {"what": "signature", "by": last.by, "issuer": last.issuer})


def renew_kept(
    archive: Archive, object_id: str, address: str | None, trust: Trust, now: dt.datetime, *, always: bool = False
) -> Done:
    """Put a timestamp on top of a signed copy when one is due, or always.

    Raises:
        InputError: no address is named, or the issue has no signed copy.
        ToolError: the authority for the time does not work.
        ProofError: the copy is damaged, or the office does not trust the authority; nothing is written.
    """
    if not address:
        raise InputError([Finding(rules.NO_ADDRESS, Place("publication.yaml"))])
    obj = read_object(archive, object_id)
    signed = _signed(obj)
    if signed is None:
        raise InputError([Finding(rules.NOT_SIGNED_YET, Place(object_id), values={"id": object_id})])
    before = judge(signed, trust, now)
    if not before.intact:
        raise ProofError(damage(before, SIGNED))
    if not (always or due(before, aware(now))):
        why = ("dấu thời gian còn mới", "its timestamp is recent")
        return Done(object_id, None, (_nothing(object_id, *why), *findings(before, SIGNED, aware(now))))
    made = stamp(with_revocation(signed, trust), address)
    judged = judge(made, trust, now)
    if problems := damage(judged, SIGNED):
        raise ProofError(problems)
    last = judged.marks[-1]
    if trust.roots and last.doubt:
        raise ProofError([_strange_timestamp(address, last)])
    return _write(archive, obj, made, trust, judged, now, {"what": "timestamp", "by": last.by, "issuer": last.issuer})


def keep_signed(
    archive: Archive, object_id: str, signed: bytes, trust: Trust, now: dt.datetime, file: str = SIGNED
) -> Done:
    """Keep a copy that was signed elsewhere, when it is the kept record with signatures added.

    Raises:
        InputError: the issue has no record.
        ProofError: it is something else, it is damaged, or it lacks signatures that are kept; nothing is written.
    """
    obj = read_object(archive, object_id)
    record, kept = _record(obj), _signed(obj)
    judged = accept_signed(record, signed, trust, now, file)
    if kept == signed:
        why = ("tệp này đã có trong kho", "this file is in the archive already")
        return Done(object_id, None, (_nothing(object_id, *why), *findings(judged, SIGNED, aware(now))))
    if kept is not None and not extends(kept, signed):
        count = str(len(judge(kept, trust, now).marks))
        raise ProofError([Finding(verdicts.LACKS, Place(file), values={"file": file, "count": count})])
    last = judged.signatures[-1]
    return _write(archive, obj, signed, trust, judged, now, {"what": "elsewhere", "by": last.by, "issuer": last.issuer})


def judge_kept(obj: StoredObject, trust: Trust, now: dt.datetime) -> tuple[Finding, ...]:
    """What to tell of the signed copy of an issue; nothing when it has none.

    The roots that were kept with it count where those of today do not lead to a signature; that is said.

    Raises:
        InputError: the bytes in the archive are lost or changed.
    """
    if SIGNED not in obj.state():
        return ()
    signed, record = read_bytes(obj, SIGNED), _record(obj)
    judged, by_kept = _judged(signed, trust, stored_trust(obj), now)
    found = (*findings(judged, SIGNED, aware(now)), *_by_kept(trust, by_kept))
    if judged.unreadable:
        return found
    if not extends(record, signed):
        return (*found, Finding(verdicts.STALE, Place(SIGNED), values={"file": SIGNED}))
    return (*record_findings(record, signed, SIGNED), *found)


def _judged(signed: bytes, trust: Trust, stored: Trust, now: dt.datetime) -> tuple[Judgement, bool]:
    """The judgement by the office's roots, else by those kept beside the copy; whether it is the latter."""
    # A list of revoked certificates is signed by its authority: wherever it comes from, it counts.
    revoked = (*trust.revoked, *stored.revoked)
    judged = judge(signed, Trust(trust.roots, revoked), now)
    if judged.valid or not set(stored.roots) - set(trust.roots):
        return judged, False
    other = judge(signed, Trust((*trust.roots, *stored.roots), revoked), now)
    return (other, True) if other.valid else (judged, False)


def _by_kept(trust: Trust, by_kept: bool) -> tuple[Finding, ...]:
    if not by_kept:
        return ()
    rule = verdicts.KEPT_ROOTS_ONLY if trust.roots else verdicts.KEPT_ROOTS
    return (Finding(rule, Place(SIGNED), values={"file": SIGNED}),)


def due(judged: Judgement, now: dt.datetime) -> bool:
    """Whether a signed copy needs a new timestamp: it has none that is trusted, an old one, or one that ends soon."""
    times = [mark.proved for mark in judged.marks if mark.proved and not mark.time_doubt]
    until = judged.proved_until
    return not times or now - max(times) >= RENEW_AFTER or until is None or until - now < RENEW_BEFORE


def _refuse_worthless(judged: Judgement, trust: Trust, address: str | None, now: dt.datetime) -> None:
    """Raise when the newest signature does not count for the office itself."""
    last = judged.signatures[-1]
    doubt: Doubt = last.doubt if trust.roots else "expired" if last.until < now else ""
    if doubt:
        why, mend = verdicts.DOUBTS[doubt]
        values = {
            "by": last.by, "issuer": last.issuer, "doubt_vi": why.vi, "doubt_en": why.en,
            "mend_vi": mend.vi, "mend_en": mend.en,
        }  # fmt: skip
        raise ProofError([Finding(rules.STRANGE_SIGNER, Place("publication.yaml"), quote=last.by, values=values)])
    if trust.roots and last.time_doubt:
        raise ProofError([_strange_timestamp(address or "", last)])


def _strange_timestamp(address: str, mark: SignatureMark) -> Finding:
    issuer = mark.issuer if mark.kind == "timestamp" else mark.time_by
    values = {"address": address, "issuer": issuer}
    return Finding(rules.STRANGE_TIMESTAMP, Place("publication.yaml"), quote=address, values=values)


def _write(
    archive: Archive, obj: StoredObject, signed: bytes, trust: Trust, judged: Judgement, now: dt.datetime,
    values: Mapping[str, str],
) -> Done:  # fmt: skip
    """A version with the signed copy and what it was judged by, unless somebody wrote another one meanwhile."""
    said = {**values, "file": SIGNED, "sha512": hashlib.sha512(signed).hexdigest()}
    changes = {SIGNED: signed, **trust_files(obj, trust)}
    message = f"{SIGNED}: {values['what']} ({values['by']})"
    with writing(archive) as writer:
        present = writer.find(obj.id)
        if present is None or present.head != obj.head:
            raise OutputError([Finding(rules.CHANGED_MEANWHILE, Place(obj.id), values={"id": obj.id})])
        version = add_with_event(writer, obj.id, "signed", said, aware(now), changes, message)
        told = (*writer.recovered, *findings(judged, SIGNED, aware(now)))
    return Done(obj.id, version, told)


def _record(obj: StoredObject) -> bytes:
    if RECORD not in obj.state():
        raise InputError([Finding(rules.NO_RECORD, Place(obj.id), values={"id": obj.id})])
    return read_bytes(obj, RECORD)


def _signed(obj: StoredObject) -> bytes | None:
    """The signed copy of the present record; one of an older record does not count."""
    if SIGNED not in obj.state():
        return None
    data = read_bytes(obj, SIGNED)
    return data if extends(_record(obj), data) else None


def _nothing(object_id: str, vi: str, en: str) -> Finding:
    return Finding(verdicts.NOTHING, Place(object_id), values={"id": object_id, "why_vi": vi, "why_en": en})
