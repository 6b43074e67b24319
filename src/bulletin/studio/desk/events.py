"""EVENTS: what happens, told to every open window; from any thread, and never waiting for a slow one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

HEARTBEAT_S = 15.0
_MOST_WAITING = 500


class EventHub:
    """Gives each event to all who listen."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[bytes | None]] = set()

    def tell(self, event: Mapping[str, Any]) -> None:
        """Tell all windows; from any thread. Without a window nothing happens."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            line = (json.dumps(event, ensure_ascii=False) + "\n").encode()
            loop.call_soon_threadsafe(self._put, line)

    def _put(self, line: bytes | None) -> None:
        for queue in list(self._queues):
            if queue.qsize() > _MOST_WAITING:  # a window that does not read connects again and asks anew
                self._queues.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(line)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, None)

    async def stream(self) -> AsyncIterator[bytes]:
        """One JSON object a line for one window, with a heartbeat where nothing happens."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield b'{"type": "hello"}\n'
            while True:
                try:
                    line = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    yield b'{"type": "heartbeat"}\n'
                    continue
                if line is None:
                    return
                yield line
        finally:
            self._queues.discard(queue)
