"""The real command `bulletin studio` on a folder, its address, and the window in Debian's Chromium."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from studio_command import until

CHROMIUM = "/usr/bin/chromium"


class RunningStudio:
    """One run of the command; its runtime folder is its own, so that it is not the studio of somebody else."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(home), "BULLETIN_CACHE": str(home / "cache")}
        command = [sys.executable, "-m", "bulletin", "studio", str(folder), "--no-open"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#k=([\w-]{43})", self.url)
        assert found, f"no address: {self.url!r}"
        self.port, self.key = int(found[1]), found[2]

    def ask(self, method: str, path: str, said: Any = None, **headers: str) -> tuple[int, Any]:
        """One request as the window sends it; JSON where the answer is JSON."""
        host = f"127.0.0.1:{self.port}"
        sent = {
            "Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin", "X-Bulletin-Key": self.key,
            "Content-Type": "application/json", **headers,
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, json.dumps(said) if said is not None else None, sent)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        try:
            return answer.status, json.loads(data)
        except ValueError:
            return answer.status, data

    def window(self, page: Page, where: str = "/") -> Page:
        """The window at a screen, with its key."""
        page.goto("about:blank")
        page.goto(f"http://127.0.0.1:{self.port}/#k={self.key}&{where}")
        page.wait_for_selector("main#main")
        return page

    def until_pictured(self, issue: str) -> None:
        """Wait until there are pictures of the pages of an issue."""

        def pictured() -> bool:
            status, said = self.ask("GET", f"/api{issue}/pages")
            return status == 200 and bool(said["pages"])

        until(pictured, 240, every=0.3)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def studio_on(folder: Path, home: Path) -> Iterator[RunningStudio]:
    """A studio that runs as long as the block."""
    home.mkdir(parents=True, exist_ok=True)
    studio = RunningStudio(folder, home)
    try:
        yield studio
    finally:
        studio.stop()


@contextlib.contextmanager
def chromium() -> Iterator[tuple[Browser, Page]]:
    """Debian's Chromium with one page of the size of an office screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        try:
            yield browser, context.new_page()
        finally:
            browser.close()
