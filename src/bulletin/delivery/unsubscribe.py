"""A page for stopping the letters: `bulletin.delivery.unsubscribe:app`, a WSGI application for any web server.

GET shows one button and changes nothing, because mail programs and virus scanners open every address. POST with a
signed token stops the letters, from the button or from a mail program's own one (RFC 8058), without any cookie.
`BULLETIN_PUBLICATION` names the publication's folder.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from bulletin.delivery.readers.database import database_path, transaction, using
from bulletin.delivery.readers.values import UNSUBSCRIBED
from bulletin.delivery.returns.ledger import suppress, token_secret
from bulletin.delivery.returns.publication import publication_id
from bulletin.delivery.tokens import make_token, read_token
from bulletin.delivery.unsubscribe_page import ASK, DONE, LATER, METHOD, WRONG, page
from bulletin.errors import BulletinError

__all__ = ["app", "make_token", "read_token", "token_secret"]

VARIABLE = "BULLETIN_PUBLICATION"
_MOST_BODY = 10_000
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
]


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request: the token is the last part of the path, or `token=` of the query."""
    method = environ.get("REQUEST_METHOD", "GET")
    known = method in {"GET", "HEAD", "POST"}
    status, text = _answer(method, _token(environ)) if known else ("405 Method Not Allowed", METHOD)
    if method == "POST":
        _read(environ)
    data = page(text)
    more = [("Allow", "GET, HEAD, POST")] if status.startswith("405") else []
    start_response(status, [*_HEADERS, *more, ("Content-Length", str(len(data)))])
    return [b"" if method == "HEAD" else data]


def _answer(method: str, token: str) -> tuple[str, tuple[str, str]]:
    try:
        folder = Path(os.environ[VARIABLE])
        with using(database_path(folder)) as connection:
            found = read_token(token_secret(connection), token)
            if found is None or found[0] != publication_id(folder):
                return "404 Not Found", WRONG
            if method != "POST":
                return "200 OK", ASK
            with transaction(connection):
                suppress(connection, found[1], UNSUBSCRIBED, dt.datetime.now(dt.UTC), "web")
            return "200 OK", DONE
    except (BulletinError, KeyError, OSError):
        return "503 Service Unavailable", LATER


def _token(environ: dict[str, Any]) -> str:
    asked = parse_qs(str(environ.get("QUERY_STRING", ""))[:2000]).get("token", [""])[0]
    return asked or str(environ.get("PATH_INFO", "")).rstrip("/").rpartition("/")[2]


def _read(environ: dict[str, Any]) -> None:
    """Take the body off the connection; only the token counts."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if length.isascii() and length.isdigit() and "wsgi.input" in environ:
        environ["wsgi.input"].read(min(int(length), _MOST_BODY))
