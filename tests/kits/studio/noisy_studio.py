"""A small server that is never quiet: for the typing tests it saves, plans, pictures and changes the file from outside.

The window is the real one; what it gets is made by the real functions of the screen Story. `write_back` serves a page whose
field is written by the answers of the server, which no program of ours may do: the same hands must fail there.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bulletin.sources.edits.keys import add_key
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value
from bulletin.studio.forms.values import values_of
from bulletin.studio.story.blocks import blocks_of
from bulletin.studio.story.data import story_data

BUNDLE = Path(__file__).resolve().parents[3] / "src/bulletin/data/studio"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types ProseMirrorClipboard"
)
WRITE_BACK = """<!doctype html><meta charset="utf-8"><title>x</title><input id="field" autocomplete="off">
<script>const field = document.getElementById("field");
field.addEventListener("input", () => { const said = field.value; setTimeout(() => { field.value = said; }, 120); });</script>"""
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

    def close(self) -> None:
        self.calm.set()
        self.server.shutdown()
        self.server.server_close()

    def values(self) -> dict[str, Any]:
        """What the file says now."""
        with self.lock:
            file = open_file(self.source, "article")
        assert file is not None
        return values_of(file, "article")

    def tell(self, **event: Any) -> None:
        for one in list(self.listeners):
            one.put({"bulletin": "b", "issue": "i", **event})

    def outside(self, path: tuple[str | int, ...], value: str) -> None:
        """Somebody changes a value of the file by hand."""
        with self.lock:
            self.source = set_value(self.source, path, value) or self.source
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
                self.outside(("notes",), f"Ghi chú lần {number}")

    def _change_last_paragraph(self, number: int) -> None:
        with self.lock:
            file = open_file(self.source, "article")
            assert file is not None
            head, _, _ = (file.value(("body",)) or "").rpartition("\n\n")
            self.source = _set(self.source, ("body",), f"{head}\n\nĐoạn mà người khác sửa lần {number}.")
        self.tell(type="outside", kind="article", id="bai")

    def edit(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Apply one edit as the studio does: fields one by one, bodies block by block."""
        with self.lock:
            known = (sent["client"], sent["number"])
            if known not in self.seen:
                self.seen.add(known)
                for op in sent["ops"]:
                    self._apply(op)
        return {"number": sent["number"], "version": "v", "saved_at": "2026-11-27T14:02:00+07:00", "conflicts": [],
                "merged": False}  # fmt: skip

    def _apply(self, op: dict[str, Any]) -> None:
        if op["op"] == "body":
            file = open_file(self.source, "article")
            assert file is not None
            self.source = _set(self.source, ("body",), _merged(file.value(("body",)) or "", op))
        elif op["op"] == "set":
            path = tuple(0 if isinstance(step, dict) else step for step in op["path"])
            self.source = _set(self.source, path, op["new"] or "")


def _set(source: bytes, path: tuple[str | int, ...], value: str) -> bytes:
    made = set_value(source, path, value) or add_key(source, path, value)
    assert made is not None, (path, value)
    return made


def _merged(body: str, op: dict[str, Any]) -> str:
    """The body with what an edit changed between its old and its new blocks."""
    _, blocks = blocks_of(body)
    words = {block.id: block.markdown for block in blocks}
    now = [block.markdown for block in blocks]
    old = [words.get(one, one) for one in op["old"]]
    new = [words[piece["keep"]] if "keep" in piece else piece["text"] for piece in op["new"]]
    place = {}
    for kind, a1, a2, b1, _ in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        place |= {n: b1 + n - a1 for n in range(a1, a2) if kind == "equal" or b1 + n - a1 < len(now)}
    made = list(now)
    for kind, a1, a2, b1, b2 in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if kind != "equal":
            at = place.get(a1, len(made))
            made[at : at + a2 - a1] = new[b1:b2]
    return "\n\n".join(made)


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
