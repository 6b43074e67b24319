"""A small server that is never quiet: for typing tests it saves, plans, pictures and changes the file from outside.

The window is the real one; what it gets is made by the real functions of the screen. At `/write-back` is a page whose
field is written by the answers of a server, which no program of ours may do: the same hands must fail there.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value
from bulletin.studio.desk.values import values_of
from bulletin.studio.edits.apply import Applied, apply
from bulletin.studio.edits.operations import read_edit
from bulletin.studio.guard.proof import NONCE_HEADER, PATH, proof
from bulletin.studio.guard.rules import POLICY
from bulletin.studio.history.store import digest_of
from bulletin.studio.story.data import story_data

BUNDLE = Path(__file__).resolve().parents[3] / "src/bulletin/data/studio"
WRITE_BACK = """<!doctype html><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
<input id="field" autocomplete="off">
<script>const field = document.getElementById("field");
field.addEventListener("input", () => {
  const said = field.value;
  setTimeout(() => { field.value = said; }, 120);
});</script>"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


class NoisyStudio:
    """One article, served; `calm` stops the noise."""

    def __init__(self, source: str) -> None:
        self.source = source.encode()
        self.lock = threading.Lock()
        self.listeners: list[queue.Queue[dict[str, Any]]] = []
        self.conflicts: list[dict[str, Any]] = []
        self.seen: set[tuple[str, int]] = set()
        self.calm = threading.Event()
        self.rounds = 0
        handler = type("Handler", (_Handler,), {"studio": self})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        for target in (self.server.serve_forever, self._noise):
            threading.Thread(target=target, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def url(self) -> str:
        """The address of the story, with the key."""
        return f"{self.address}/#k=key&/b/i/story/bai"

    def close(self) -> None:
        self.calm.set()
        self.server.shutdown()
        self.server.server_close()

    def values(self) -> dict[str, Any]:
        """What the file says now."""
        with self.lock:
            file = open_file(self.source, "article")
        assert file is not None
        return values_of(file)

    def tell(self, **event: Any) -> None:
        for one in list(self.listeners):
            one.put({"bulletin": "b", "issue": "i", **event})

    def outside(self, path: tuple[str | int, ...], value: str) -> None:
        """Somebody changes a value of the file by hand."""
        with self.lock:
            self.source = _changed(self.source, path, value)
        self.tell(type="outside", kind="article", id="bai")

    def _noise(self) -> None:
        while not self.calm.wait(0.11):
            self.rounds += 1
            number = self.rounds
            self.tell(type="planned", pages=8, wanted=8, over_lines=number % 5, stories={}, findings=[])
            self.tell(type="pictured", pages=[{"number": 1, "digest": f"d{number}", "changed": True}])
            if number % 11 == 5:
                self._change_last_paragraph(number)
            if number % 7 == 3:
                self.outside(("place",), f"Nơi thứ {number}")

    def _change_last_paragraph(self, number: int) -> None:
        with self.lock:
            file = open_file(self.source, "article")
            assert file is not None
            head, _, _ = (file.value(("body",)) or "").rpartition("\n\n")
            self.source = _changed(self.source, ("body",), f"{head}\n\nĐoạn mà người khác sửa lần {number}.")
        self.tell(type="outside", kind="article", id="bai")

    def edit(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Apply one edit as the studio does."""
        edit = read_edit(sent)
        with self.lock:
            known = (edit.client, edit.number)
            done = Applied(self.source)
            if known not in self.seen:
                self.seen.add(known)
                done = apply(self.source, "article", edit.ops)
                assert not done.refused, done.refused
                self.source = done.source
        conflicts = [{"path": list(one.path), "mine": one.mine, "theirs": one.theirs} for one in done.conflicts]
        self.conflicts += conflicts
        return {"number": edit.number, "version": digest_of(self.source), "saved_at": "2026-11-27T14:02:00+07:00",
                "conflicts": conflicts, "merged": bool(conflicts)}  # fmt: skip


def _changed(source: bytes, path: tuple[str | int, ...], value: str) -> bytes:
    made = set_value(source, path, value)
    assert made is not None, (path, value)
    return made


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no fault; all else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    studio: NoisyStudio
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    def _send(self, data: bytes, kind: str = "application/json") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if kind.startswith("text/html") and self.path != "/write-back":
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/write-back":
            self._send(WRITE_BACK.encode(), "text/html; charset=utf-8")
        elif path == "/":
            self._send((BUNDLE / "index.html").read_bytes(), "text/html; charset=utf-8")
        elif path.startswith("/app/"):
            name = path.removeprefix("/app/")
            kind = {"js": "text/javascript", "css": "text/css"}.get(name.rpartition(".")[2], "application/json")
            self._send((BUNDLE / name).read_bytes(), f"{kind}; charset=utf-8")
        elif path == PATH:
            host, nonce = self.headers["Host"], self.headers[NONCE_HEADER]
            self._send(json.dumps({"proof": proof("key", host, nonce)}).encode())
        elif path == "/api/events":
            self._events()
        elif path.startswith("/api/pictures/"):
            time.sleep(0.01)
            self._send(PNG, "image/png")
        elif path.endswith("/pages"):
            self._send(json.dumps(self._pages()).encode())
        elif "/story/" in path:
            self._send(json.dumps(self._story(), ensure_ascii=False).encode())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/presence"):
            self._send(json.dumps({"others": [], "copies": [], "beat_s": 30}).encode())
            return
        self._send(json.dumps(self.studio.edit(sent)).encode())

    def _story(self) -> dict[str, Any]:
        with self.studio.lock:
            made = story_data("bai", self.studio.source, None, order=("bai",))
        number = self.studio.rounds
        for name in ("title", "lead", "body", "notes") if number % 2 else ():
            made["findings"].append(
                {"path": [name], "rule": "x.y", "severity": "warning", "what": f"Cần xem lần {number}.", "why": "",
                 "remedy": "Xem lại.", "quote": "", "block": number % 4}
            )  # fmt: skip
        return made

    def _pages(self) -> dict[str, Any]:
        number = self.studio.rounds
        return {
            "size": [190, 270],
            "pages": [{"number": 1, "digest": f"d{number}"}],
            "spots": [{"page": 1, "box": [10, 10 + n * 12, 80, 10], "field": "body", "block": n} for n in range(6)],
            "fit": {"lines": 40 + number % 3, "pages": [1], "over": number % 5, "cut": None},
        }

    def _events(self) -> None:
        waiting: queue.Queue[dict[str, Any]] = queue.Queue()
        self.studio.listeners.append(waiting)
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        try:
            while True:
                self.wfile.write(json.dumps(waiting.get()).encode() + b"\n")
                self.wfile.flush()
        except OSError:
            self.studio.listeners.remove(waiting)
