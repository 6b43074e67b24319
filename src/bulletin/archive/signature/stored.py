"""Roots and lists of revoked certificates beside a signed copy: judging it needs nothing from outside the archive."""

from __future__ import annotations

import base64
import re
import textwrap
from collections.abc import Iterable

from bulletin.archive.signature.settings import Trust
from bulletin.archive.store.object import StoredObject, read_bytes

ROOTS, REVOKED = "records/trust/roots.pem", "records/trust/revoked.pem"
_KINDS = {ROOTS: "CERTIFICATE", REVOKED: "X509 CRL"}
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----")


def stored_trust(obj: StoredObject) -> Trust:
    """What was kept with an issue; nothing where nobody signed it.

    Raises:
        InputError: the bytes in the archive are lost or changed.
    """
    return Trust(_read(obj, ROOTS), _read(obj, REVOKED))


def trust_files(obj: StoredObject, trust: Trust) -> dict[str, bytes]:
    """The files that must change so that what counts today is kept too; what was kept before stays."""
    before = stored_trust(obj)
    wanted = {ROOTS: (before.roots, trust.roots), REVOKED: (before.revoked, trust.revoked)}
    return {path: _pem(path, dict.fromkeys((*old, *new))) for path, (old, new) in wanted.items() if set(new) - set(old)}


def _read(obj: StoredObject, path: str) -> tuple[bytes, ...]:
    if path not in obj.state():
        return ()
    kind = _KINDS[path].encode()
    return tuple(base64.b64decode(body) for name, body in _BLOCK.findall(read_bytes(obj, path)) if name == kind)


def _pem(path: str, ders: Iterable[bytes]) -> bytes:
    kind = _KINDS[path]
    bodies = ("\n".join(textwrap.wrap(base64.b64encode(der).decode(), 64)) for der in ders)
    return "".join(f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----\n" for body in bodies).encode()
