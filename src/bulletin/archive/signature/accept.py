"""A file that was signed elsewhere: taken only if it is the kept record, untouched, with signatures added."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from bulletin.archive.signature import verdicts
from bulletin.archive.signature.compare import added
from bulletin.archive.signature.judge import Judgement, judge
from bulletin.archive.signature.say import damage, findings
from bulletin.archive.signature.settings import Trust
from bulletin.errors import ExitCode, Finding, Place, ProofError, Rule, Severity

LARGEST_SHARE = 0.25
"""Share of a page that the picture of a signature may take."""


def accept_signed(
    kept: bytes, signed: bytes, trust: Trust, now: dt.datetime, file: str = "record-signed.pdf"
) -> Judgement:
    """The judgement on a file that is the kept record with signatures added.

    Args:
        kept: the record as it is in the archive.
        signed: what came back from elsewhere.
        trust: whose word counts. A signature of strangers is taken, and told to be one.
        now: the moment of judging.
        file: the name in messages.

    Raises:
        ProofError: it is not the kept record, is not signed, was changed, or a signature is broken or revoked.
    """
    if signed[: len(kept)] != kept or len(signed) == len(kept):
        raise ProofError([_other(kept, signed, file)])
    judged = judge(signed, trust, now)
    found = tuple(_from_outside(item) for item in damage(judged, file))
    if not found and not any(mark.end > len(kept) for mark in judged.signatures):
        found = (_said(verdicts.UNSIGNED, file),)
    if found:
        raise ProofError(found)
    changed = record_findings(kept, signed, file)
    revoked = [item for item in findings(judged, file, now) if item.severity is Severity.ERROR]
    if changed or revoked:
        raise ProofError([*map(_from_outside, changed), *revoked])
    return judged


def _from_outside(finding: Finding) -> Finding:
    rule = finding.rule
    return replace(finding, rule=verdicts.elsewhere(rule)) if rule.exit_code is ExitCode.DAMAGED else finding


def extends(kept: bytes, signed: bytes) -> bool:
    """Whether a file is the other with something added."""
    return len(signed) > len(kept) and signed[: len(kept)] == kept


def record_findings(kept: bytes, signed: bytes, file: str) -> tuple[Finding, ...]:
    """What a signed copy of a record holds that is neither the record nor a signature; empty for nothing."""
    return tuple(_changed(kept, signed, file))


def _changed(kept: bytes, signed: bytes, file: str) -> Iterator[Finding]:
    """What the updates behind the kept record do besides signing it.

    A signature vouches for whatever is in the file when it is made. Only the comparison with the record as it was kept
    says whether pages were added or covered before that.
    """
    try:
        reader = PdfFileReader(io.BytesIO(signed))
        revisions = PdfFileReader(io.BytesIO(kept)).xrefs.total_revisions
        if reason := added(reader, revisions - 1):
            yield _said(verdicts.RECORD_ALTERED, file, reason=reason)
            return
        yield from _pictures(reader, file)
    except Exception as error:  # as in `judge`: bytes of strangers, read by libraries
        yield _said(verdicts.UNREADABLE, file, reason=f"{type(error).__name__}: {error}"[:300])


def _pictures(reader: PdfFileReader, file: str) -> Iterator[Finding]:
    """Signatures whose picture hides much of a page."""
    for number, page in enumerate(_pages(reader), 1):
        area = _area(page.get("/MediaBox") or _inherited(page, "/MediaBox"))
        for widget in page.get("/Annots", ()):
            annotation = widget.get_object()
            if annotation.get("/Subtype") != "/Widget" or "/AP" not in annotation:
                continue
            share = _area(annotation.get("/Rect")) / area if area else 1.0
            if share > LARGEST_SHARE:
                yield _said(verdicts.COVERS, file, page=str(number), share=f"{100 * share:.0f}")


def _pages(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        ref, _ = reader.find_page_for_modification(number)  # type: ignore[no-untyped-call]
        yield ref.get_object()


def _inherited(page: DictionaryObject, key: str) -> object:
    node = page
    for _ in range(32):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _area(box: object) -> float:
    if not isinstance(box, ArrayObject) or len(box) != 4:
        return 0.0
    x0, y0, x1, y1 = (float(side) for side in box)
    return abs(x1 - x0) * abs(y1 - y0)


def _other(kept: bytes, signed: bytes, file: str) -> Finding:
    same = next((n for n, (a, b) in enumerate(zip(kept, signed, strict=False)) if a != b), min(len(kept), len(signed)))
    if same == len(kept) == len(signed):
        return _said(verdicts.UNSIGNED, file)
    return _said(verdicts.OTHER_RECORD, file, byte=str(same))


def _said(rule: Rule, file: str, **values: str) -> Finding:
    return Finding(rule, Place(file), values={"file": file, **values})
