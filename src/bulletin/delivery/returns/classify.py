"""What a returned letter is, judged from its bytes alone: reports first, then known failures, then who wrote it.

The order matters. Notices of failure call themselves automatic answers too, and automatic answers come from the null
address as notices do, so the more exact form is asked first. Nothing here looks at the ledger.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message

from bulletin.delivery.returns import phrases
from bulletin.delivery.returns.parse import (
    about,
    body_text,
    date_of,
    header,
    letter_hash,
    originals,
    own_text,
    parse,
    sender,
    tag_of,
    tags_of,
)  # fmt: skip
from bulletin.delivery.returns.reports import ReturnReport, complaint_report, delivery_report, recognised_failure
from bulletin.delivery.returns.values import Kind, ReturnedLetter
from bulletin.delivery.tokens import TOKEN
from bulletin.lazy import pattern

# A token that somebody typed or that a mail program filled in; one inside an address belongs to a quoted letter.
_FREE_TOKEN = pattern(rf"(?<![\w./=%+?&#@-])({TOKEN})(?![\w=-])")
_STOP_WITH_TAG = pattern(r"(?:huy|hủy|huỷ|unsubscribe)\s+([A-Za-z0-9._~-]{8,100})", re.IGNORECASE)
_LONGEST_WITH_TOKEN = 200
_AUTO_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")


def classify(data: bytes) -> ReturnedLetter:
    """What the letter is and says."""
    message = parse(data)
    tags, stops = tags_of(message)
    letter = ReturnedLetter(
        hash=letter_hash(data), kind=Kind.OTHER, tags=tags, stops=stops, sender=sender(message),
        subject=header(message, "subject")[:300], date=date_of(message), message_ids=about(message),
    )  # fmt: skip
    report = complaint_report(message) or delivery_report(message)
    if report is not None:
        return _reported(letter, report, message)
    tokens, in_words = _request(message, letter)
    stops = stops or _tag_in(letter.subject)
    if tokens or stops:
        return replace(letter, kind=Kind.UNSUBSCRIBE, tokens=tokens, stops=stops, in_words=in_words)
    text = body_text(message)
    report = recognised_failure(data, text) if _by_machine(message, letter) else None
    if report is not None:
        return _reported(letter, report, message)
    kind = _by_words(message, letter, text)
    if kind is not None:
        detail = " ".join(text.split())[:500] if kind is not Kind.AUTO_REPLY else ""
        code = phrases.ENHANCED.search(text)
        return replace(letter, kind=kind, status=code[1] if code else "", detail=detail)
    return replace(letter, kind=Kind.UNSUBSCRIBE, in_words=True) if in_words else letter


def _reported(letter: ReturnedLetter, report: ReturnReport, message: Message) -> ReturnedLetter:
    """The letter with what its report says; the head of our letter inside it names our return address too."""
    inner = [
        tag_of(str(head.get(name, ""))) for head in originals(message) for name in ("return-path", "x-envelope-from")
    ]
    tags = dict.fromkeys((*letter.tags, *report.tags, *filter(None, inner)))
    return replace(
        letter, kind=report.kind, tags=tuple(tags), failed=report.failed, status=report.status, detail=report.detail
    )


def _request(message: Message, letter: ReturnedLetter) -> tuple[tuple[str, ...], bool]:
    """The tokens with which its writer asks to stop, and whether they ask in words."""
    own = own_text(message)
    tokens = dict.fromkeys(_FREE_TOKEN.findall(letter.subject.replace(" ", "\n")))
    rest = _FREE_TOKEN.sub(" ", own)
    by_person = not _automatic(message)
    if by_person and len(" ".join(rest.split())) <= _LONGEST_WITH_TOKEN:
        # Mail programs break long lines; a token is one word, so blanks inside it are theirs.
        tokens |= dict.fromkeys(_FREE_TOKEN.findall(own)) or dict.fromkeys(
            _FREE_TOKEN.findall(re.sub(r"=?\n", "", own))
        )
    return tuple(tokens), phrases.asks_in_words(letter.subject, own)


def _tag_in(subject: str) -> tuple[str, ...]:
    """The tag behind the word for stopping in a subject, as the letter's own address for stopping fills it in."""
    found = _STOP_WITH_TAG.fullmatch(subject.strip())
    return (found[1],) if found else ()


def _by_machine(message: Message, letter: ReturnedLetter) -> bool:
    """Whether a mail server may have written the letter: people quote notices of failure, and mean something else."""
    path = str(message.get("return-path", "")).strip()
    return bool(
        path == "<>" or phrases.BOUNCE_SENDER.match(letter.sender) or not letter.sender
        or message.get_content_type() == "multipart/report"
    )  # fmt: skip


def _by_words(message: Message, letter: ReturnedLetter, text: str) -> Kind | None:
    """What a letter without any report is by its heading: failure, delay, automatic answer; None for a person's."""
    precedence = str(message.get("precedence", "")).strip().lower()
    answers = phrases.AUTO_SUBJECT.search(letter.subject) is not None
    machine = _by_machine(message, letter)
    fails = phrases.BOUNCE_SUBJECT.search(letter.subject) is not None
    if machine and not answers and (fails or phrases.BOUNCE_SENDER.match(letter.sender)):
        if phrases.DELAY.search(letter.subject) or (phrases.DELAY.search(text) and not _final(text)):
            return Kind.DELAYED
        code = phrases.ENHANCED.search(text)
        refused = code is not None and (code[1].startswith("5.7.") or code[1] == "5.3.4")
        return Kind.POLICY if refused else Kind.SOFT  # an unknown text silences nobody at once
    if _automatic(message) or answers or precedence == "auto_reply" or any(message.get(name) for name in _AUTO_HEADERS):
        return Kind.AUTO_REPLY
    return None


def _automatic(message: Message) -> bool:
    return str(message.get("auto-submitted", "")).split(";")[0].strip().lower() not in {"", "no"}


def _final(text: str) -> bool:
    """Whether a notice says that it gave up, although it also speaks of delays."""
    return bool(
        re.search(
            r"gave up|giving up|permanent|final(?:ly)? fail|không thử lại|sẽ không thử|will not (?:be )?retr",
            text,
            re.I,
        )
    )
