"""SERVE: the studio listens on this computer alone, under a key that is made for this run."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bulletin.studio.app import Studio, make_app
from bulletin.studio.instance import Running, forget, remember

_KEY_BYTES = 32


def serve(folder: Path, cache: Path, port: int, ready: Callable[[Running], None]) -> None:
    """Serve the window until Ctrl-C or the end of the process.

    Args:
        folder: that is opened.
        cache: the cache folder.
        port: to listen on; 0 for any free one.
        ready: is called with the address when it can be opened.

    Raises:
        OSError: the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(128)  # the address works from the moment it is told
        found = Running(listening.getsockname()[1], secrets.token_urlsafe(_KEY_BYTES), str(folder))
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
