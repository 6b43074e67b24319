"""ANSWERS: how a room of the studio becomes a route: JSON in, JSON out, every failure in words for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bulletin.errors import BulletinError
from bulletin.lazy import dataclass
from bulletin.studio.desk.desk import NotKnownError
from bulletin.studio.desk.sign_offs import HEADER, SignedError, agreed

Handler = Callable[["Call"], Any]


class NotDoneError(Exception):
    """The window asks for something that cannot be done; says in Vietnamese what and why."""

    def __init__(self, what: str, status: int = 422) -> None:
        self.status = status
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the program behind it (`studio.Studio`), the names in its path, and its JSON."""

    studio: Any
    names: dict[str, str]
    said: Any

    def name(self, key: str) -> str:
        """A name in the path."""
        return self.names[key]

    def text(self, key: str, most: int = 1000) -> str:
        """Words of the JSON, empty where there are none.

        Raises:
            NotDoneError: they are no words, or too long.
        """
        value = self.said.get(key) if isinstance(self.said, dict) else None
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > most:
            raise NotDoneError("Chữ gửi tới không đúng dạng hoặc quá dài.")
        return value.strip()


def route(method: str, path: str, handler: Handler) -> Route:
    """A route that calls a plain function in a thread and sends what it returns (values for JSON, or a response)."""

    async def endpoint(request: Request) -> Response:
        try:
            said = await request.json() if method == "POST" else None
        except (ValueError, ClientDisconnect, RecursionError):
            return _said("Yêu cầu không phải là JSON.", 400)
        call = Call(request.app.state.studio, dict(request.path_params), said)
        agree(request)
        return await run_in_threadpool(_answer, handler, call)

    return Route(path, endpoint, methods=[method])


def agree(request: Request) -> None:
    """Note for the rest of a request which approved issues its officer wants to change."""
    agreed.set(frozenset(request.headers.get(HEADER, "").split()))


def said_signed(error: SignedError) -> dict[str, Any]:
    """An approved issue that was not changed: words for a window that does not ask, and what to ask about."""
    return {"what": str(error), "signed": asdict(error.found)}


def _answer(handler: Handler, call: Call) -> Response:
    try:
        found = handler(call)
    except NotKnownError as error:
        return _said(str(error), 404)
    except NotDoneError as error:
        return _said(str(error), error.status)
    except SignedError as error:
        return JSONResponse(said_signed(error), 409)
    except BulletinError as error:
        return JSONResponse({"findings": [said_finding(one) for one in error.findings]}, 422)
    except OSError as error:
        return _said(f"Máy không đọc hoặc ghi được tệp ({error.strerror or 'lỗi ổ đĩa'}).", 507)
    return found if isinstance(found, Response) else JSONResponse(found)


def said_finding(finding: Any) -> dict[str, Any]:
    """A finding in the words of the window."""
    return {
        "rule": finding.rule.id, "severity": finding.severity.value, "what": finding.what("vi"),
        "why": finding.why("vi"), "remedy": finding.in_form("vi"),
    }  # fmt: skip


def _said(what: str, status: int) -> JSONResponse:
    return JSONResponse({"what": what}, status)
