"""One sending at a time in a thread: its progress is told as it comes, and a stop ends it after the letter in hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import BulletinError, Finding
from bulletin.studio.answers import NotDoneError
from bulletin.studio.mailing.shown import built_folder, check_sendable, in_window

if TYPE_CHECKING:
    from bulletin.delivery.sending.run import Sending
    from bulletin.delivery.sending.throttle import WallClock

_EVERY_S = 0.3
Tell = Callable[[Mapping[str, Any]], None]


class MailSender:
    """Sends an issue to its readers, or one letter to an address for trial.

    Args:
        tell: is called with each event: `state` (`running`, `tried`, `ended`, `refused`) and what belongs to it.
        bug: is called with what went wrong in the program itself.

    Attributes:
        of: the names of the bulletin and the issue that are sent, or were last.
    """

    def __init__(self, tell: Tell, bug: Callable[[Exception], None]) -> None:
        self._tell, self._bug = tell, bug
        self.of: tuple[str, str] = ("", "")
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._clock: WallClock | None = None

    @property
    def busy(self) -> bool:
        """Whether letters are going out."""
        return self._thread is not None and self._thread.is_alive()

    def send(self, of: tuple[str, str], folder: Path) -> bool:
        """Begin to send the issue of these names, or go on with it; False when a sending runs."""
        return self._start(of, lambda clock: self._send(folder, clock), folder)

    def try_on(self, of: tuple[str, str], folder: Path, address: str) -> bool:
        """Send one letter to an address for trial; False when a sending runs."""
        return self._start(of, lambda _: self._try(folder, address), folder)

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

    def _start(self, of: tuple[str, str], work: Callable[[WallClock], Mapping[str, Any]], folder: Path) -> bool:
        from bulletin.delivery.sending.throttle import WallClock

        with self._lock:
            if self.busy:
                return False
            self.of = of
            self._clock = clock = WallClock()  # from the beginning: whoever presses “stop” early is obeyed
            self._thread = threading.Thread(target=self._run, args=(work, clock, folder), daemon=True)
            self._thread.start()
            return True

    def _run(self, work: Callable[[WallClock], Mapping[str, Any]], clock: WallClock, folder: Path) -> None:
        try:
            event = work(clock)
        except BulletinError as error:
            event = {"state": "refused", "findings": in_window(error.findings, folder)}
        except OSError as error:
            what = f"Máy không đọc hoặc ghi được ({error.strerror or 'lỗi ổ đĩa'})."
            event = {"state": "refused", "findings": [{"severity": "error", "what": what}]}
        except NotDoneError as error:
            event = {"state": "refused", "findings": [{"severity": "error", "what": str(error)}]}
        except Exception as error:
            self._bug(error)
            what = "Chương trình gặp lỗi; hãy xem báo cáo từng người trước khi gửi tiếp."
            event = {"state": "refused", "findings": [{"severity": "error", "what": what}]}
        self._tell(event)

    def _send(self, folder: Path, clock: WallClock) -> Mapping[str, Any]:
        from bulletin.delivery.readers.database import using
        from bulletin.delivery.sending.office import built_issue, send_issue
        from bulletin.delivery.sending.report import ending_finding

        issue = built_issue(built_folder(folder))
        check_sendable(folder)  # of what was built, which may be newer than when it was asked
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
        from bulletin.delivery.sending.office import built_issue
        from bulletin.delivery.sending.rehearsal import send_to
        from bulletin.delivery.sending.smtp import said

        answers = send_to(built_issue(built_folder(folder)), [address])
        row, reply = answers[0]
        return {
            "state": "tried", "address": row.address, "taken": 200 <= reply.code < 300, "reply": said(reply),
        }  # fmt: skip
