"""Reports that machines write for machines: delivery status notifications (RFC 3464) and complaints (RFC 5965)."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from email.message import Message

from bulletin.delivery.returns.parse import addresses, header, leaves, parse, tag_of
from bulletin.delivery.returns.phrases import ENHANCED, fault
from bulletin.delivery.returns.values import Kind
from bulletin.lazy import dataclass, pattern

_LONGEST_DETAIL = 500
_MOST_LINES, _MOST_BYTES = 2_000, 200_000
_GROUPS = pattern(r"\r?\n[ \t]*\r?\n")
_ORDER = (Kind.HARD, Kind.POLICY, Kind.SOFT, Kind.DELAYED, Kind.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReport:
    """What a report says: its kind, the addresses it names, status, words, and tags of ours in its fields."""

    kind: Kind
    failed: tuple[str, ...] = ()
    status: str = ""
    detail: str = ""
    tags: tuple[str, ...] = ()


def delivery_report(message: Message) -> ReturnReport | None:
    """The delivery status notification in a letter; None when there is none that names a recipient and an action."""
    for part in leaves(message):
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            report = _of_blocks(list(_blocks(part)))
            if report is not None:
                return report
    return None


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields. Python knows them in `message/delivery-status`; elsewhere it takes the first for a head."""
    for block in part.get_payload():
        if not isinstance(block, Message):
            return
        yield block
        rest = block.get_payload()
        if isinstance(rest, str):
            yield from (
                parse(group.encode("utf-8", "surrogateescape")) for group in _GROUPS.split(rest.strip()) if group
            )


def _of_blocks(blocks: list[Message]) -> ReturnReport | None:
    """One report of all recipients' blocks: we send one letter to one reader, so more than one is rare."""
    found: list[ReturnReport] = []
    tags: list[str] = []
    for block in blocks:
        tags += filter(None, (tag_of(_typed(block, name)) for name in ("x-postfix-sender", "original-envelope-id")))
        action = header(block, "action").lower()
        kind = _kind_of_action(action)
        if kind is None:
            continue
        named = (_typed(block, "original-recipient"), _typed(block, "final-recipient"))
        words = header(block, "diagnostic-code")
        status = _status(header(block, "status"), words)
        if action.startswith(("fail", "error")):
            kind = Kind(fault(status, words))
        detail = " ".join(filter(None, (status, words)))[:_LONGEST_DETAIL]
        failed = tuple(dict.fromkeys(filter(None, named)))
        found.append(ReturnReport(kind=kind, failed=failed, status=status, detail=detail))
    if not found:
        return None
    worst = min(found, key=lambda report: _ORDER.index(report.kind))
    everyone = tuple(
        dict.fromkeys(address for report in found if report.kind is worst.kind for address in report.failed)
    )
    return ReturnReport(kind=worst.kind, failed=everyone, status=worst.status, detail=worst.detail, tags=tuple(tags))


def _kind_of_action(action: str) -> Kind | None:
    if action.startswith(("fail", "error")):
        return Kind.SOFT
    if action.startswith("delay"):
        return Kind.DELAYED
    return Kind.DELIVERED if action.startswith(("delivered", "relayed", "expanded")) else None


def _status(status: str, words: str) -> str:
    """The enhanced code; that of the server's words where the field is missing or says nothing (5.0.0)."""
    own = ENHANCED.search(status)
    said = ENHANCED.search(words)
    code = own[1] if own else ""
    return said[1] if said and code in {"", "5.0.0"} and said[1][0] in "45" else code


def _typed(block: Message, name: str) -> str:
    """The address in a field such as `rfc822; lan@doc.example`."""
    value = header(block, name)
    return value.rpartition(";")[2].strip(" <>")


def complaint_report(message: Message) -> ReturnReport | None:
    """The complaint in a letter (a reader pressed "spam"); None when there is none.

    A reader who asks by this way to stop (`opt-out`) counts the same; `not-spam` is no complaint.
    """
    for part in leaves(message):
        if part.get_content_type() != "message/feedback-report":
            continue
        blocks = part.get_payload()
        fields = blocks[0] if isinstance(blocks, list) and blocks and isinstance(blocks[0], Message) else None
        if fields is None:
            data = part.get_payload(decode=True)
            if not isinstance(data, bytes):
                continue
            fields = parse(data.lstrip())
        kind = header(fields, "feedback-type").lower()
        tag = tag_of(header(fields, "original-mail-from"))
        tags = (tag,) if tag else ()
        failed = tuple(filter(None, [header(fields, "original-rcpt-to").strip("<> ")]))
        if kind == "not-spam":
            return ReturnReport(kind=Kind.DELIVERED, tags=tags, failed=failed, detail=kind)
        return ReturnReport(kind=Kind.COMPLAINT, tags=tags, failed=failed, detail=kind or "abuse")
    return None


def recognised_failure(data: bytes, text: str) -> ReturnReport | None:
    """What flufl.bounce recognises in the words of a mail server; None when it recognises nothing.

    Args:
        data: the letter. Servers say what failed at its start; every line costs flufl.bounce dozens of patterns.
        text: its readable words.
    """
    from flufl.bounce import all_failures

    message = parse(b"\n".join(data.split(b"\n", _MOST_LINES)[:_MOST_LINES])[:_MOST_BYTES])

    log = logging.getLogger("flufl.bounce")
    if not log.handlers:  # its traceback of a letter that it cannot read is no business of the terminal
        log.addHandler(logging.NullHandler())
        log.propagate = False
    if not addresses(message, "from"):  # one of its detectors needs a sender, and its fault would end the others
        del message["from"]
        message["from"] = "mailer-daemon@localhost.invalid"
    temporary, permanent = frozenset[bytes](), frozenset[bytes]()
    with contextlib.suppress(Exception):  # it was written for letters that are as they should be
        temporary, permanent = all_failures(message)
    if not temporary and not permanent:
        return None
    named = sorted(address.decode("ascii", "replace") for address in permanent or temporary)
    code = ENHANCED.search(text)
    status = code[1] if code and code[1][0] in "45" else ""
    detail = " ".join(text.split())[:_LONGEST_DETAIL]
    if not permanent:
        return ReturnReport(kind=Kind.DELAYED, failed=tuple(named), status=status, detail=detail)
    return ReturnReport(kind=Kind(fault(status, text, sure=True)), failed=tuple(named), status=status, detail=detail)
