"""One sending at a time in a thread: its progress is told as it comes, and a stop ends it after the letter in hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import BulletinError, Finding
from bulletin.studio.mailing.shown import built_folder, in_window

if TYPE_CHECKING:
    from bulletin.delivery.sending.run import Sending
    from bulletin.delivery.sending.throttle import WallClock

_EVERY_S = 0.3
Tell = Callable[[Mapping[str, Any]], None]


class MailSender:
    """Sends an issue to its readers, or one letter to an address for trial.

    Args:
        tell: is called with each event: `state` (`running`, `tried`, `ended`, `refused`) and what belongs to it.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._clock: WallClock | None = None

    @property
    def busy(self) -> bool:
        """Whether letters are going out."""
        return self._thread is not None and self._thread.is_alive()

    def send(self, folder: Path) -> bool:
        """Begin to send the issue, or go on with it; False when a sending runs."""
        return self._start(lambda: self._send(folder), folder)

    def try_on(self, folder: Path, address: str) -> bool:
        """Send one letter to an address for trial; False when a sending runs."""
        return self._start(lambda: self._try(folder, address), folder)

    def stop(self) -> None:
        """End the sending after the letter in hand."""
        clock = self._clock
        if clock is not None:
            clock.stop()

    def close(self) -> None:
        """Stop, and wait for the letter in hand."""
        self.stop()
        if self._thread is not None:
            self._thread.join(30)

    def _start(self, work: Callable[[], Mapping[str, Any]], folder: Path) -> bool:
        with self._lock:
            if self.busy:
                return False
            self._thread = threading.Thread(target=self._run, args=(work, folder), daemon=True)
            self._thread.start()
            return True

    def _run(self, work: Callable[[], Mapping[str, Any]], folder: Path) -> None:
        try:
            event = work()
        except BulletinError as error:
            event = {"state": "refused", "findings": in_window(error.findings, folder)}
        except OSError as error:
            what = f"Máy không đọc hoặc ghi được ({error.strerror or 'lỗi ổ đĩa'})."
            event = {"state": "refused", "findings": [{"severity": "error", "what": what}]}
        finally:
            self._clock = None
        self._tell(event)

    def _send(self, folder: Path) -> Mapping[str, Any]:
        from bulletin.delivery.readers.database import using
        from bulletin.delivery.sending.office import built_issue, send_issue
        from bulletin.delivery.sending.report import ending_finding
        from bulletin.delivery.sending.throttle import WallClock

        issue = built_issue(built_folder(folder))
        self._clock = clock = WallClock()
        with using(issue.database) as connection:
            outcome = send_issue(connection, issue, clock, self._watch())
        found: list[Finding] = [one for one in [ending_finding(outcome)] if one is not None]
        return {"state": "ended", "ending": outcome.ending, "findings": in_window(found, folder)}

    def _watch(self) -> Callable[[Sending], None]:
        last = 0.0

        def watch(sending: Sending) -> None:
            nonlocal last
            if time.monotonic() - last < _EVERY_S:
                return
            last = time.monotonic()
            now = sending.progress()
            self._tell({
                "state": "running", "sent": now.counts["sent"], "total": now.counts.total,
                "waiting": now.counts.waiting, "failed": now.counts["failed"], "minutes": round(now.seconds_left / 60),
            })  # fmt: skip

        return watch

    def _try(self, folder: Path, address: str) -> Mapping[str, Any]:
        from bulletin.delivery.sending.office import built_issue, send_to
        from bulletin.delivery.sending.smtp import said

        answers = send_to(built_issue(built_folder(folder)), [address])
        row, reply = answers[0]
        return {
            "state": "tried", "address": row.address, "taken": 200 <= reply.code < 300, "reply": said(reply),
        }  # fmt: skip
