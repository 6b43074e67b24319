"""Domains as they go over the wire."""

from __future__ import annotations

import re

from bulletin.lazy import pattern

_NUMBER = pattern(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")


def ascii_domain(domain: str) -> str | None:
    """A domain in ASCII (IDNA 2008, UTS 46), lower-case; None for what can be no domain."""
    if _NUMBER.fullmatch(domain):
        return domain
    plain = domain.isascii() and "xn--" not in domain.lower()
    if plain and re.fullmatch(r"(?!.{254})[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
                                         r"(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", domain.lower()):  # fmt: skip
        return domain.lower()
    return encoded(domain)


def encoded(domain: str) -> str | None:
    """A domain beyond ASCII, or with `xn--` in it, as mail servers write it; None for what IDNA does not allow."""
    import idna  # its tables take time to load, and most domains are ASCII

    try:
        return idna.encode(domain, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return None
