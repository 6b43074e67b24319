"""PROOF: the program shows that it has the key of a window before the window sends it.

After a crash another user of the computer could listen on the port that the windows look at. So a window first asks
with a number that it made up; the answer is an HMAC (RFC 2104) of that number under the key, which only the program of
the window can give, and which holds for this address alone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

PATH = "/api/proof"
NONCE_HEADER = "x-bulletin-nonce"
_NONCE_SIGNS = 43
"""Signs of a number of 32 bytes in base 64."""
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def new_nonce() -> str:
    """A number that nobody has asked with before."""
    return secrets.token_urlsafe(32)


def is_nonce(said: str | None) -> bool:
    """Whether a header is such a number."""
    return said is not None and len(said) == _NONCE_SIGNS and _SIGNS.issuperset(said)


def proof(key: str, host: str, nonce: str) -> str:
    """The answer in hexadecimal.

    Args:
        key: of the run.
        host: that the program listens on, `127.0.0.1:41234`: an answer from elsewhere is of no use.
        nonce: that was asked with.
    """
    said = f"bulletin studio\n{host}\n{nonce}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def proves(answer: object, key: str, host: str, nonce: str) -> bool:
    """Whether an answer is the one that only the program of this key can give."""
    return isinstance(answer, str) and hmac.compare_digest(answer.encode(), proof(key, host, nonce).encode())
