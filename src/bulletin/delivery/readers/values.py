"""A reader, their consent and their address in the one spelling that is stored and compared."""

from __future__ import annotations

import datetime as dt
import hmac
import sqlite3
import unicodedata
from collections.abc import Mapping
from typing import Final

from bulletin.delivery.domains import encoded
from bulletin.errors import Text
from bulletin.lazy import dataclass, pattern

ACTIVE: Final = "active"
UNSUBSCRIBED: Final = "unsubscribed"
FORGOTTEN: Final = "forgotten"
REMOVED: Final = "removed"
NO_SUCH_ADDRESS: Final = "no-such-address"
SOFT_BOUNCES: Final = "soft-bounces"
COMPLAINT: Final = "complaint"
REASONS: Final = (UNSUBSCRIBED, FORGOTTEN, REMOVED, NO_SUCH_ADDRESS, SOFT_BOUNCES, COMPLAINT)
"""Why an address is suppressed: nothing is sent to it, and no list brings it back."""

STATES: Mapping[str, Text] = {
    ACTIVE: Text("đang nhận", "receives the bulletin"),
    UNSUBSCRIBED: Text("đã xin thôi nhận", "has unsubscribed"),
    FORGOTTEN: Text("đã yêu cầu xóa dữ liệu", "has asked to be forgotten"),
    REMOVED: Text("đã được bỏ khỏi danh sách", "was removed from the list"),
    NO_SUCH_ADDRESS: Text("địa chỉ không tồn tại", "the address does not exist"),
    SOFT_BOUNCES: Text("thư bị trả lại nhiều lần", "letters came back several times"),
    COMPLAINT: Text("đã khiếu nại là thư rác", "has complained of spam"),
}

LONGEST_ADDRESS = 254
_LONGEST_LOCAL = 64
_FULL_WIDTH = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: " ", 0x3002: ".", 0xFF61: ".", 0x00A0: " "}
_WIDE = "\u3002"
_INVISIBLE = dict.fromkeys([0x00AD, 0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_LOCAL = pattern(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u00a1-\U0010ffff]+")
_LABEL = pattern(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """When and how a reader agreed to receive the bulletin, and the words they were shown."""

    date: dt.date | None = None
    how: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader as stored. `state` is `active`, or the reason why nothing is sent to them."""

    address: str
    name: str = ""
    groups: tuple[str, ...] = ()
    consent: Consent = Consent()
    state: str = ACTIVE


class AddressError(ValueError):
    """What was typed is no address to which a letter can go; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def utc(moment: dt.datetime) -> str:
    """A moment as all times are stored: UTC, ISO, seconds (`2026-11-26T17:20:36Z`)."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain_signs(text: str) -> str:
    """The text with full-width letters made narrow, invisible signs dropped, in NFC and trimmed."""
    if text.isprintable() and (text.isascii() or (max(text) < _WIDE and unicodedata.is_normalized("NFC", text))):
        return text.strip()  # as nearly every cell is: blanks and signs to be changed are not printable, or above
    return unicodedata.normalize("NFC", text.translate(_FULL_WIDTH).translate(_INVISIBLE)).strip()


def normalise_address(typed: str) -> str:
    """The address as it is stored: signs made plain, the domain in small ASCII letters (IDNA), the local part as typed.

    Raises:
        AddressError: no letter can go there; the reason is in both languages.
    """
    text = plain_signs(typed)
    local, at, domain = text.rpartition("@")
    if not at:
        raise AddressError(Text("thiếu dấu @", "there is no @"))
    if not local:
        raise AddressError(Text("thiếu phần trước dấu @", "nothing is before the @"))
    if not domain:
        raise AddressError(Text("thiếu tên miền sau dấu @", "no domain is after the @"))
    return f"{_local(local)}@{_domain(domain)}"


def address_key(connection: sqlite3.Connection, address: str) -> bytes:
    """The key of a normalised address in this database: HMAC-SHA256 with the database's own secret.

    Letter case never tells two people apart, so the local part is compared without it.
    """
    row = connection.execute("SELECT value FROM secret WHERE name = 'hash'").fetchone()
    return keyed(row[0], address)


def keyed(secret: bytes, address: str) -> bytes:
    """The key of a normalised address under a secret."""
    return hmac.digest(secret, compared(address).encode(), "sha256")


def compared(address: str) -> str:
    """A normalised address as it is compared with others: letter case does not count."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address.casefold())


def masked(address: str) -> str:
    """An address as logs and tables show it: `n…@thon.example` tells two readers apart and names none."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1] if len(local) > 2 else ''}…@{domain}"


def _local(local: str) -> str:
    if "@" in local:
        raise AddressError(Text("có hơn một dấu @", "there is more than one @"))
    _printable(local)
    if len(local.encode()) > _LONGEST_LOCAL:
        raise AddressError(
            Text(f"phần trước @ dài quá {_LONGEST_LOCAL} byte", f"over {_LONGEST_LOCAL} bytes before the @")
        )
    if not _LOCAL.fullmatch(local):
        raise AddressError(Text("phần trước @ có ký tự không dùng được", "a sign before the @ cannot be used"))
    if local[0] == "." or local[-1] == "." or ".." in local:
        raise AddressError(Text("dấu chấm đặt sai chỗ trước @", "a dot before the @ is out of place"))
    return local


def _domain(domain: str) -> str:
    _printable(domain)
    if len(domain) > LONGEST_ADDRESS:
        raise AddressError(Text("tên miền quá dài", "the domain is too long"))
    small = domain.lower()
    if not small.isascii() or "xn--" in small:
        small = encoded(small) or ""
    if not small:
        raise AddressError(Text(f"tên miền “{domain}” viết không đúng", f"“{domain}” is not the name of a domain"))
    if "." not in small:
        raise AddressError(Text(f"tên miền “{domain}” không có dấu chấm", f"the domain “{domain}” has no dot"))
    labels = small.split(".")
    if len(small) > 253 - 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise AddressError(Text(f"tên miền “{domain}” viết không đúng", f"“{domain}” is not the name of a domain"))
    return small


def _printable(part: str) -> None:
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in part):
        raise AddressError(
            Text("có dấu cách hoặc ký tự không in được ở giữa", "a blank or an unprintable sign is inside")
        )
