"""The guard around the application: it looks at every request before anything else does, and counts its body."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from bulletin.studio.guard import proof
from bulletin.studio.guard.rules import FOREIGN, HEADERS, TOO_BIG, Refusal, RequestHead, most_bytes, refusal

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
BODY_S = 120.0
"""How long a body may take to arrive."""
UNREAD = 64 * 1024
"""Bytes of a refused request's body that are taken and thrown away."""
UNREAD_S = 2.0
"""How long a refusal waits for them."""


class BodyRefusedError(Exception):
    """A body is larger than it said, or does not come."""


class Guard:
    """Lets a request through or answers it itself.

    Args:
        app: the application behind it.
        host: that the program listens on.
        key: of this run.
    """

    def __init__(self, app: App, host: str, key: str) -> None:
        self._app, self._host, self._key = app, host, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a web socket is closed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _asked(scope)
        found = refusal(asked, self._host, self._key)
        if found is not None:
            await _taken(receive)
            await _refuse(send, found)
            return
        if asked.path == proof.PATH:
            nonce = asked.one(proof.NONCE_HEADER) or ""
            await _say(send, 200, {"proof": proof.proof(self._key, self._host, nonce)})
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", ()), *_encoded()]}
            await send(message)

        try:
            await self._app(scope, _counted(receive, most_bytes(scope["method"])), sent)
        except BodyRefusedError:
            if not started:
                await _refuse(send, TOO_BIG)


def _asked(scope: Scope) -> RequestHead:
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    path = scope.get("raw_path") or b""
    return RequestHead(scope["method"], path.decode("latin-1").partition("?")[0], headers)


def _counted(receive: Receive, most: int) -> Receive:
    """A body that is never longer than it may be and does not come drop by drop for ever."""
    seen = 0
    loop = asyncio.get_running_loop()
    until = loop.time() + BODY_S
    whole = False

    async def counted() -> Message:
        nonlocal seen, whole
        if whole:  # what follows is the end of the connection
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, until - loop.time()))
        except TimeoutError:
            raise BodyRefusedError from None
        seen += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if seen > most:
            raise BodyRefusedError
        return message

    return counted


async def _taken(receive: Receive) -> None:
    """Take what a refused request still sends: a connection closed with bytes unread is reset, and its answer lost."""
    loop = asyncio.get_running_loop()
    until, seen, more = loop.time() + UNREAD_S, 0, True
    while more and seen <= UNREAD:
        try:
            message = await asyncio.wait_for(receive(), max(0.0, until - loop.time()))
        except TimeoutError:
            return
        seen += len(message.get("body", b""))
        more = message.get("more_body", False)


async def _refuse(send: Send, found: Refusal) -> None:
    await _say(send, found.status, {"what": found.what}, (b"connection", b"close"))


async def _say(send: Send, status: int, said: Mapping[str, str], *more: tuple[bytes, bytes]) -> None:
    body = json.dumps(said, ensure_ascii=False).encode()
    kind = [(b"content-type", b"application/json; charset=utf-8"), *more]
    await send({"type": "http.response.start", "status": status, "headers": [*kind, *_encoded()]})
    await send({"type": "http.response.body", "body": body})


def _encoded() -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in HEADERS]


__all__ = ["FOREIGN", "Guard"]
