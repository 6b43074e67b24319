"""The preview's web server: for this computer only, read-only, five addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bulletin import datafiles
from bulletin.preview.state import PreviewState

ADDRESS = "127.0.0.1"
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
}
_FOLDER = datafiles.folder("preview")
_HEARTBEAT_S = 15.0
_SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Server(ThreadingHTTPServer):
    """Serves one `PreviewState` on the loopback address; `port` 0 takes any free one."""

    daemon_threads = True

    def __init__(self, state: PreviewState, port: int) -> None:
        self.state = state
        super().__init__((ADDRESS, port), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect during a response."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "bulletin"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        # Without this a page elsewhere could rebind its own name to 127.0.0.1 and read the unpublished issue.
        if self.headers.get("Host", "") not in {f"{name}:{self.server.port}" for name in (ADDRESS, "localhost")}:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"wrong host", "text/plain")
            return
        path = self.path.partition("?")[0]
        answer = self._answers().get(path)
        if answer is not None:
            answer()
        elif path in _FILES:
            name, kind = _FILES[path]
            self._send(HTTPStatus.OK, (_FOLDER / name).read_bytes(), kind)
        elif path.startswith("/page/") and (png := self.server.state.page(path[6:].removesuffix(".png"))):
            self._send(HTTPStatus.OK, png, "image/png", cache="private, max-age=3600, immutable")
        else:
            self._send(HTTPStatus.NOT_FOUND, b"not found", "text/plain")

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answers(self) -> dict[str, Callable[[], None]]:
        return {"/state": self._state, "/events": self._events}

    def _state(self) -> None:
        body = json.dumps(self.server.state.as_dict(), ensure_ascii=False).encode()
        self._send(HTTPStatus.OK, body, "application/json; charset=utf-8")

    def _events(self) -> None:
        """Server-Sent Events: the number of every new version, and keep-alive comments in between."""
        self._head(HTTPStatus.OK, "text/event-stream", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = -1
        while (version := self.server.state.wait(seen, _HEARTBEAT_S)) is not None:
            line = f"data: {version}\n\n" if version != seen else ": …\n\n"
            seen = version
            try:
                self.wfile.write(line.encode())
                self.wfile.flush()
            except OSError:
                return

    def _send(self, status: HTTPStatus, body: bytes, kind: str, cache: str = "no-store") -> None:
        self._head(status, kind, cache)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, cache: str) -> None:
        self.send_response(status)
        for name, value in _SAFE_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", cache)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Do nothing: requests are not logged."""
