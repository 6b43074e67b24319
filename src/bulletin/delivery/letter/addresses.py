"""Addresses of a letter as they go over the wire: a tag in the return address, IDNA, SMTPUTF8 where it must be."""

from __future__ import annotations

from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.letter import rules
from bulletin.delivery.letter.headers import refuse_controls
from bulletin.delivery.letter.values import Envelope
from bulletin.errors import Finding, InputError, Rule
from bulletin.lazy import pattern

LONGEST_LOCAL, LONGEST = 64, 254
_LOCAL = pattern(r"[^\s\"(),:;<>@\[\\\]\x00-\x20\x7f]+")
_TAG = pattern(r"[A-Za-z0-9_-]{1,40}")
READER = ("Địa chỉ của bạn đọc", "The reader's address")


def wire_address(address: str) -> str:
    """An address with its domain in ASCII; the part before the @ is as typed.

    Raises:
        InputError: it is no address, or its domain can be none.
    """
    refuse_controls(address, READER)
    local, at, typed = address.rpartition("@")
    domain = ascii_domain(typed) if at else None
    if domain is None:
        raise _refused(rules.ADDRESS, address, "tên miền sai", "the domain is wrong")
    if not _LOCAL.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local:
        raise _refused(rules.ADDRESS, address, "phần trước @ sai", "what is before the @ is wrong")
    if len(local.encode()) > LONGEST_LOCAL or len(local.encode()) + 1 + len(domain) > LONGEST:
        raise _refused(rules.ADDRESS, address, "dài quá", "it is too long")
    return f"{local}@{domain}"


def envelope(sender: str, tag: str, recipient: str, *, tagged: bool, utf8_offered: bool) -> Envelope:
    """The addresses of MAIL FROM and RCPT TO for one reader.

    Args:
        sender: the office's address.
        tag: the reader's in this run; the return address carries it, so a returned letter says whose it is.
        recipient: the reader's address.
        tagged: false where gateways refuse `office+tag@…`.
        utf8_offered: whether the server said SMTPUTF8.

    Raises:
        InputError: the address cannot be written, or the server cannot take it.
    """
    there = wire_address(recipient)
    back = return_address(sender, tag) if tagged else wire_address(sender)
    utf8 = not (there.isascii() and back.isascii())
    if utf8 and not utf8_offered:
        raise InputError([Finding(rules.UTF8_ADDRESS, quote=recipient, values={"address": recipient})])
    return Envelope(back, there, utf8)


def return_address(sender: str, tag: str) -> str:
    """The office's address with a reader's tag: `bantin+TAG@…`; without it where the result would be too long."""
    if not _TAG.fullmatch(tag):
        raise ValueError("a tag has letters, digits, hyphens and underscores")
    local, _, domain = wire_address(sender).rpartition("@")
    tagged = f"{local}+{tag}"
    return f"{tagged if len(tagged.encode()) <= LONGEST_LOCAL else local}@{domain}"


def _refused(rule: Rule, address: str, vi: str, en: str) -> InputError:
    values = {"address": address, "reason_vi": vi, "reason_en": en}
    return InputError([Finding(rule, quote=address, values=values)])
