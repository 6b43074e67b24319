"""The studio as an officer opens it: the command runs, Debian's Chromium looks at its window, axe judges it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bulletin.lazy import dataclass

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples" / "do-son"
CHROMIUM = "/usr/bin/chromium"
SCREEN = {"width": 1366, "height": 768}
START_S = 240.0
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class RunningStudio:
    """A studio that runs on a folder."""

    url: str
    folder: Path
    pid: int

    @property
    def origin(self) -> str:
        """The address without path and key."""
        return self.url.partition("/#")[0]


class HasAddress(Protocol):
    """A studio, however it was started."""

    @property
    def url(self) -> str:
        """The address of its window, with the key."""
        ...


@contextlib.contextmanager
def running_studio(folder: Path, place: Path) -> Iterator[RunningStudio]:
    """The command `bulletin studio FOLDER`, with a cache and a runtime folder of its own in `place`."""
    runtime = place / "runtime"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
    command = [sys.executable, "-m", "bulletin", "studio", str(folder), "--no-open"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=(place / "studio-errors.txt").open("w"),
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#k=[\w-]+", url), (url, process.poll())
            yield RunningStudio(url, folder, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def sample_issue(place: Path, *, photos: bool = False) -> Path:
    """A copy of the sample, without its photos unless they are wanted."""
    folder = place / "do-son"
    left_out = ("build", ".bulletin") if photos else ("photos", "build", ".bulletin")
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(*left_out))
    (folder / "photos").mkdir(exist_ok=True)
    return folder


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=CHROMIUM, args=arguments, timeout=START_S * 1000)
        yield browser
        browser.close()


@contextlib.contextmanager
def window(browser: Browser, studio: HasAddress, asked: list[str] | None = None, **options: Any) -> Iterator[Page]:
    """A new window of the studio; a fault of its script or of its content policy fails the test at the end."""
    context = browser.new_context(viewport=options.pop("viewport", SCREEN), locale="vi-VN", **options)
    page = context.new_page()
    page.set_default_timeout(120_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    if asked is not None:
        page.on("request", lambda request: asked.append(request.url))
    page.goto(studio.url)
    yield page
    context.close()
    # A request that the program refuses on purpose is told to the console by the browser itself.
    assert [one for one in problems if "Failed to load resource" not in one] == []


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now: rule, and the element."""
    # Fonts and layout come a moment after a change; axe itself waits for nothing.
    page.evaluate(
        "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))"
    )
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{one['id']}: {node['html'][:160]}" for one in found.response["violations"] for node in one["nodes"]]


def wait_until(true: Any, what: str, seconds: float = START_S) -> None:
    """Poll until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)
