"""PRESENCE: who has which story open, in small files beside the issue; advice for people, never a lock."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.sources.partial import read_plain
from bulletin.studio.history.store import this_writer

PLACE = Path(".bulletin") / "presence"
BEAT_S = 30.0
"""How often a window says that it is there."""
_GONE_S = 2.5 * BEAT_S
_FORGOTTEN_S = 86_400.0
_MOST = 50
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who works on an issue: the name of the account, the story, and when that was said last.

    `own` is a window of the same account on this computer.
    """

    who: str
    story: str
    at: dt.datetime
    own: bool = False


def say_present(folder: Path, client: str, who: str, story: str, now: dt.datetime) -> bool:
    """Note that a window has a story open; True when that is news to others.

    A window that says nothing for a while is gone by itself.
    """
    before = _one(folder / PLACE / _name(client))
    data = {"who": who[:_LONGEST], "story": story[:_LONGEST], "at": now.isoformat(timespec="seconds")}
    atomic_write(folder / PLACE / _name(client), json.dumps(data, ensure_ascii=False).encode(), durable=False)
    return before is None or before.story != data["story"] or _age(before, now) > _GONE_S


def others(folder: Path, client: str, now: dt.datetime) -> tuple[Present, ...]:
    """Who else works on the issue now; what cannot be read is left out, since other hands may have written it."""
    own = _name(client)
    return tuple(one for name, one in _all(folder) if name != own and _age(one, now) <= _GONE_S)


def leave(folder: Path, client: str, now: dt.datetime) -> None:
    """Take a window's note away, and those of this computer that are a day old."""
    prefix, own = this_writer(), _name(client)
    for name, one in list(_all(folder)):
        if name == own or (name.startswith(prefix) and _age(one, now) > _FORGOTTEN_S):
            (folder / PLACE / name).unlink(missing_ok=True)


def _all(folder: Path) -> Iterator[tuple[str, Present]]:
    place = folder / PLACE
    try:
        paths = sorted(place.glob("*.json"))[:_MOST] if not place.is_symlink() else []
    except OSError:
        return
    for path in paths:
        one = _one(path)
        if one is not None:
            yield path.name, one


def _one(path: Path) -> Present | None:
    """What one file says; None when it says nothing that can be read."""
    try:
        said = json.loads(read_plain(path) or b"")
        at = dt.datetime.fromisoformat(said["at"])
        who, story = str(said["who"])[:_LONGEST], str(said["story"])[:_LONGEST]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Present(who, story, at, path.name.startswith(this_writer())) if at.tzinfo is not None else None


def _age(one: Present, now: dt.datetime) -> float:
    return abs((now - one.at).total_seconds())  # a clock of another computer may be ahead


def _name(client: str) -> str:
    return f"{this_writer()}-{hashlib.sha256(client.encode('utf-8', 'replace')).hexdigest()[:10]}.json"
