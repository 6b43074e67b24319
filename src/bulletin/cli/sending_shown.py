"""What `bulletin send` says while it works and in the end: the line of progress, the sums, the reason to stop."""

from __future__ import annotations

import contextlib
import datetime as dt
import shlex
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.settings import Settings
from bulletin.runtime import paths

if TYPE_CHECKING:
    from bulletin.delivery.sending.run import Sending
    from bulletin.delivery.sending.throttle import WallClock
    from bulletin.delivery.sending.values import Counts

_EVERY_S = 0.5


@contextlib.contextmanager
def stopping(clock: WallClock, settings: Settings) -> Iterator[None]:
    """The first Ctrl-C ends after the letter in hand, a second one at once (its letter may be in doubt)."""

    def first(number: int, frame: object) -> None:
        clock.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        settings.say("\nĐang gửi nốt thư trong tay rồi dừng…", "\nStopping after the letter in hand…")

    old = {number: signal.signal(number, first) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def progress_line(settings: Settings) -> Iterator[Any]:
    """One line of progress on a terminal; nothing elsewhere."""
    last = 0.0

    def watch(sending: Sending) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _EVERY_S:
            return
        last = now
        click.echo("\r\x1b[2K" + _progress(settings, sending), nl=False, err=True)

    if not settings.live or settings.json:
        yield lambda sending: None
        return
    try:
        yield watch
    finally:
        click.echo("\r\x1b[2K", nl=False, err=True)


def _progress(settings: Settings, sending: Sending) -> str:
    now = sending.progress()
    counts, left = now.counts, _span(settings, now.seconds_left)
    return settings.words(
        f"Đã gửi {counts['sent']} · chờ {counts.waiting} · không được {counts['failed']} · chưa rõ "
        f"{counts['in-doubt']} · {now.last_minute} thư/phút · hôm nay còn {now.left_today} · cần khoảng {left}",
        f"sent {counts['sent']} · waiting {counts.waiting} · failed {counts['failed']} · in doubt "
        f"{counts['in-doubt']} · {now.last_minute} a minute · {now.left_today} left today · about {left}",
    )


def _span(settings: Settings, seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return settings.words(f"{minutes} phút", f"{minutes} min")
    hours = round(minutes / 60)
    return settings.words(f"{hours} giờ", f"{hours} h") if hours < 48 else settings.words(
        f"{round(hours / 24)} ngày", f"{round(hours / 24)} days"
    )  # fmt: skip


def sums(counts: Counts) -> tuple[str, str]:
    from bulletin.delivery.sending.report import WORDS

    used = [(state, count) for state, count in counts.by_state.items() if count]
    vi = ", ".join(f"{WORDS[state]} {count}" for state, count in used)
    en = ", ".join(f"{state} {count}" for state, count in used)
    return f"{counts.total} bạn đọc: {vi}.", f"{counts.total} readers: {en}."


def goes_on(settings: Settings) -> None:
    """Say that a sending goes on although the issue was built anew."""
    settings.say(
        "Số báo đã được dựng lại nhưng thư vẫn đúng từng byte: gửi tiếp, không ai nhận hai lần.",
        "The issue was built anew, and its letters are the same byte for byte: the sending goes on, nobody gets two.",
    )


def whose_fault(settings: Settings, counts: Counts, folder: Path, mail: Path) -> None:
    """Say what to type to see who was not reached, and why."""
    if not counts["failed"]:
        return
    command = f"bulletin send {shlex.quote(str(folder))} --status --report {paths.typed(mail / 'bao-cao.html')}"
    settings.say(f"Ai chưa nhận được và vì sao: {command}", f"Who was not reached, and why: {command}")


def in_utc(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")


def next_step(settings: Settings, counts: Counts, folder: Path, at: float | None) -> None:
    """Say what to type for those who are left; `at` is when the next of them is due, None for at once."""
    from bulletin.delivery.sending.report import in_local_time

    typed = shlex.quote(str(folder))
    if counts["in-doubt"]:
        settings.say(
            f"Xác nhận thư chưa rõ: bulletin send {typed} --resolve",
            f"For those in doubt: bulletin send {typed} --resolve",
        )
    if counts.waiting:
        vi, en = ("", "") if at is None else (f" (từ {in_local_time(at)})", f" (from {in_local_time(at)})")
        settings.say(f"Gửi tiếp{vi}: bulletin send {typed}", f"To go on{en}: bulletin send {typed}")
