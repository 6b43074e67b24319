"""What a reply of the relay means for the reader and for the run, and when a reader is tried again."""

from __future__ import annotations

import random
from enum import StrEnum

from bulletin.delivery.sending.values import ServerReply

RETRY_S = (5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600)
"""How long after each answer of the kind "later" a reader is tried again; after the last one the reader has failed."""
PAUSE_S = (60, 5 * 60, 15 * 60, 3600)
"""How long the run waits after each failure of the connection in a row; the last for all that follow."""
_JITTER = 0.2

_NO_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.10"})
_TOO_BIG = frozenset({"5.3.4", "5.2.3"})
_LOGIN = frozenset({530, 534, 535, 538})


class Meaning(StrEnum):
    """What to do about a reply."""

    ACCEPTED = "accepted"
    LATER = "later"
    PAUSE = "pause"
    NO_ADDRESS = "no-address"
    TOO_BIG = "too-big"
    POLICY = "policy"
    REFUSED = "refused"
    UNCLEAR = "unclear"


def meaning(reply: ServerReply) -> Meaning:
    """The meaning of a reply to `MAIL`, `RCPT`, `DATA` or a whole letter; the code decides, its details refine."""
    code, enhanced = reply.code, reply.enhanced
    if code == 421:
        return Meaning.PAUSE
    if 200 <= code < 300:
        return Meaning.ACCEPTED
    if 400 <= code < 500:
        return Meaning.LATER
    if not 500 <= code < 600:
        return Meaning.UNCLEAR
    if enhanced in _TOO_BIG or (code == 552 and not enhanced):
        return Meaning.TOO_BIG
    if enhanced in _NO_ADDRESS:
        return Meaning.NO_ADDRESS
    if enhanced.startswith("5.7.") or code in _LOGIN:
        return Meaning.POLICY
    return Meaning.REFUSED


def retry_at(tries: int, now: float, rng: random.Random) -> float | None:
    """When a reader who was put off `tries` times is tried again (never earlier than the schedule); None: no more."""
    return now + RETRY_S[tries - 1] * (1 + _JITTER * rng.random()) if tries <= len(RETRY_S) else None


def pause_until(failures: int, now: float, rng: random.Random) -> float:
    """When the run goes on after so many failures of the connection in a row."""
    return now + PAUSE_S[min(failures, len(PAUSE_S)) - 1] * (1 + _JITTER * rng.random())
