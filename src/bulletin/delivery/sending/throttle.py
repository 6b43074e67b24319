"""Time: limits by sliding window, and the real clock. No minute and no day holds more letters than allowed."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable

from bulletin.delivery.sending.values import Quota

MINUTE = 60.0
DAY = 86_400.0


class _Window:
    """The last events of one kind; at most `limit` of them in any `span` seconds."""

    def __init__(self, limit: int, span: float) -> None:
        self._limit, self._span = limit, span
        self._times: deque[float] = deque()

    def add(self, at: float) -> None:
        self._times.append(at)

    def move_last(self, at: float) -> None:
        """The newest event was later than first noted."""
        self._times[-1] = at

    def count(self, now: float) -> int:
        while self._times and self._times[0] <= now - self._span:
            self._times.popleft()
        return len(self._times)

    def free_at(self, now: float) -> float:
        """When the next event may be; `now` if at once."""
        over = self.count(now) - self._limit
        return now if over < 0 else self._times[over] + self._span


class Throttle:
    """Says when a letter may go. An attempt counts for its minute, whatever the relay answers; a letter for its day."""

    def __init__(self, quota: Quota, past: Iterable[tuple[float, str]] = (), now: float = 0.0) -> None:
        """`past` are the letters of earlier runs, oldest first: moment and domain."""
        self._quota = quota
        self._minute, self._day = _Window(quota.per_minute, MINUTE), _Window(quota.per_day, DAY)
        self._domains: dict[str, _Window] = {}
        self._last = ""
        for at, domain in past:
            # A clock that was once set wrong must not stop the office until that year has come.
            self.attempt(domain, min(at, now))
            self._day.add(min(at, now))

    def attempt(self, domain: str, now: float) -> None:
        """Note that the relay is being asked to take a letter to this domain."""
        self._minute.add(now)
        self._domains.setdefault(domain, _Window(self._quota.per_domain_per_minute, MINUTE)).add(now)
        self._last = domain

    def handed(self, now: float) -> None:
        """Note that the letter of the last attempt goes out now."""
        self._minute.move_last(now)
        self._domains[self._last].move_last(now)
        self._day.add(now)

    def minute_free_at(self, now: float) -> float:
        """When the limit of the minute lets the next letter go."""
        return self._minute.free_at(now)

    def day_free_at(self, now: float) -> float:
        """When the limit of the day lets the next letter go."""
        return self._day.free_at(now)

    def full_domains(self, now: float) -> dict[str, float]:
        """The domains that get nothing at present, and until when; domains without a recent letter are dropped."""
        self._domains = {name: window for name, window in self._domains.items() if window.count(now)}
        found = {name: window.free_at(now) for name, window in self._domains.items()}
        return {name: until for name, until in found.items() if until > now}

    def last_minute(self, now: float) -> int:
        """How many letters the relay was asked to take in the last minute."""
        return self._minute.count(now)

    def left_today(self, now: float) -> int:
        """How many letters may still go in the day that ends now."""
        return max(0, self._quota.per_day - self._day.count(now))

    def seconds_for(self, letters: int, now: float) -> float:
        """How long the limits need for so many letters."""
        left = self.left_today(now)
        if letters <= left:
            return letters / self._quota.per_minute * MINUTE
        days = (letters - left - 1) // self._quota.per_day
        return (
            max(0.0, self.day_free_at(now) - now)
            + days * DAY
            + MINUTE * min(letters - left - days * self._quota.per_day, self._quota.per_day) / self._quota.per_minute
        )


class WallClock:
    """Time of day; `stop` ends the run after the letter in hand."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        # In slices: a handler of signals runs between two of them.
        end = time.monotonic() + seconds
        while not self._stop.is_set() and (left := end - time.monotonic()) > 0:
            self._stop.wait(min(left, 0.5))

    def stopped(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()
