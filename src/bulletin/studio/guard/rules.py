"""Which requests are answered, as pure functions on method, path and headers.

The key is never in an address, a cookie, a page or a script: other users of the computer, other pages of the browser
and names that are made to point here (rebinding) have nothing to ask with. Fetch metadata: W3C, *Fetch Metadata Request
Headers*; `Origin`: RFC 6454.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from bulletin.lazy import dataclass
from bulletin.studio.guard import proof

KEY_HEADER = "x-bulletin-key"
JSON_BYTES = 4_000_000
UPLOAD_BYTES = 60_000_000
_METHODS = frozenset({"GET", "POST", "PUT", "DELETE"})
_START_SITES = frozenset({"none", "same-origin"})
_ASSET_TARGETS = frozenset({"script", "style", "empty", "font", "image"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request gets no answer: the status of HTTP, and the words for a person."""

    status: int
    what: str


FOREIGN = Refusal(403, "Yêu cầu này không đến từ cửa sổ Bản tin.")
NO_KEY = Refusal(401, "Cửa sổ này không còn hiệu lực; hãy mở lại từ biểu tượng Bản tin.")
NO_METHOD = Refusal(405, "Chương trình không nhận cách gọi này.")
NO_TYPE = Refusal(415, "Chương trình chỉ nhận JSON hoặc tệp.")
TOO_BIG = Refusal(413, "Dữ liệu gửi tới quá lớn.")
NO_LENGTH = Refusal(411, "Yêu cầu không nói độ dài.")


@dataclass(frozen=True, slots=True)
class RequestHead:
    """A request: its method, its path as sent, and every header by its name in small letters, with all its values."""

    method: str
    path: str
    headers: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str | None:
        """The value of a header that may come once; None when it is missing; an impossible one when it comes twice."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else None if not values else "\0"


def refusal(asked: RequestHead, host: str, key: str) -> Refusal | None:
    """Why a request is refused; None for one that may go on.

    Args:
        asked: the request.
        host: that the program listens on, `127.0.0.1:41234`.
        key: of this run.
    """
    if asked.method not in _METHODS:
        return NO_METHOD
    if asked.one("host") != host or asked.one("origin") not in (None, f"http://{host}"):
        return FOREIGN
    site, target = asked.one("sec-fetch-site"), asked.one("sec-fetch-dest")
    if asked.path == "/":
        good = asked.method == "GET" and site in {*_START_SITES, None} and target in ("document", "empty", None)
        return None if good else FOREIGN
    if asked.path.startswith("/app/"):
        good = asked.method == "GET" and site in ("same-origin", None) and target in {*_ASSET_TARGETS, None}
        return None if good else FOREIGN
    if site not in ("same-origin", None) or (asked.method != "GET" and asked.one("origin") is None):
        return FOREIGN
    if (
        asked.path == proof.PATH
    ):  # the one question that is answered without the key: it is asked before the key is sent
        return None if asked.method == "GET" and proof.is_nonce(asked.one(proof.NONCE_HEADER)) else NO_KEY
    if not hmac.compare_digest((asked.one(KEY_HEADER) or "").encode(), key.encode()):
        return NO_KEY
    return _body_refusal(asked)


def _body_refusal(asked: RequestHead) -> Refusal | None:
    if asked.method in ("GET", "DELETE"):
        return None
    kind = (asked.one("content-type") or "").partition(";")[0].strip().lower()
    if kind != ("application/json" if asked.method == "POST" else "application/octet-stream"):
        return NO_TYPE
    length = asked.one("content-length")
    if length is None or not length.isascii() or not length.isdigit():
        return NO_LENGTH
    return TOO_BIG if int(length) > most_bytes(asked.method) else None


def most_bytes(method: str) -> int:
    """How large the body of a request may be: JSON by POST, a file by PUT."""
    return UPLOAD_BYTES if method == "PUT" else JSON_BYTES


POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "connect-src 'self'",
        "font-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types ProseMirrorClipboard",
    )
)  # fmt: skip
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cache-Control", "no-store"),
)
"""Of every answer, refusals too."""
