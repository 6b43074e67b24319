"""SERVE: the studio listens on this computer alone, under a key that is made for this run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bulletin.studio.app import Studio, make_app
from bulletin.studio.instance import Running, forget, left_over, remember

_KEY_BYTES = 32
_ADDRESS = "127.0.0.1"
_FIRST_PORT, _PORTS = 20_000, 10_000  # below those that systems give out by themselves


def serve(folder: Path, cache: Path, port: int, ready: Callable[[Running], None]) -> None:
    """Serve the window until Ctrl-C or the end of the process.

    Args:
        folder: that is opened.
        cache: the cache folder.
        port: to listen on; 0 for the usual one of the folder, or any free one.
        ready: is called with the address when it can be opened.

    Raises:
        OSError: the port is taken.
    """
    before = left_over(str(folder))
    with _listening(port, before.port if before is not None else _usual_port(folder)) as listening:
        number = listening.getsockname()[1]
        # After a crash the windows that are open go on by themselves: their program has its old address and key again.
        again = before is not None and before.port == number
        key = before.key if again and before is not None else secrets.token_urlsafe(_KEY_BYTES)
        found = Running(number, key, str(folder))
        studio = Studio(folder, cache)
        try:
            server = _server(studio, found)
            with contextlib.suppress(OSError):  # without the file a second start opens a second window
                remember(found)
            studio.watch.start()
            ready(found)
            server.run(sockets=[listening])
        finally:
            forget(found)
            studio.close()


def _listening(port: int, usual: int) -> socket.socket:
    """A socket on the port that was asked for, else on the usual one, else on any free one.

    Raises:
        OSError: the port that was asked for is taken.
    """
    for last, number in ((True, port),) if port else ((False, usual), (True, 0)):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((_ADDRESS, number))
            found.listen(1)  # now, so that a port on which another program waits is refused here
        except OSError:
            found.close()
            if last:
                raise
        else:
            return found
    raise AssertionError


def _usual_port(folder: Path) -> int:
    """The same port for the same folder at every start: what a browser kept unsent belongs to an address."""
    digest = hashlib.sha256(os.fsencode(folder)).digest()
    return _FIRST_PORT + int.from_bytes(digest[:4], "big") % _PORTS


class _Server(uvicorn.Server):
    """Ends the streams of events when it stops, so that it does not wait for windows that never hang up."""

    studio: Studio

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.studio.hub.close()
        await super().shutdown(sockets)


def _server(studio: Studio, found: Running) -> _Server:
    app = make_app(studio, f"127.0.0.1:{found.port}", found.key)
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, date_header=False, lifespan="off", ws="none",
        loop="asyncio", http="h11", timeout_keep_alive=30, timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
    )  # fmt: skip
    server = _Server(config)
    server.studio = studio
    return server
