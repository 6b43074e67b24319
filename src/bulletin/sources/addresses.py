"""Addresses on the web as they may be printed, linked and coded: what a reader sees is where the telephone goes.

What is allowed is said here, sign by sign; a general parser would let odd forms through.
"""

from __future__ import annotations

import re
import unicodedata

from bulletin.lazy import pattern

SCHEMES = ("https", "http", "mailto", "tel")
MAX_LENGTH = 2000

_FORM = pattern(
    r"(?:https?://[^\s/?#]+(?:[/?#][^\s<>\"\\^`{|}]*)?"
    r"|mailto:[^\s<>\"\\^`{|}@]+@[^\s<>\"\\^`{|}@]+|tel:\+?[0-9().-]+)",
    re.I,
)
_AUTHORITY = pattern(r"https?://([^/?#]*)", re.I)
_HOST = pattern(r"(?:\[[0-9A-Fa-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.?)")
_BARE = pattern(r"[\w-]+(\.[\w-]+)+(/\S*)?")
_HIDDEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LIKE_SLASHES = frozenset("\u2044\u2215\u29f8\u2216\u29f5\u29f9")

Problem = tuple[str, str, str | None]
"""What is wrong, in Vietnamese and English, and the address without it where that is certain."""


def problem_of(value: str) -> Problem | None:
    """Why an address cannot be used; None for a good one."""
    hidden = next((char for char in value if _is_hidden(char)), None)
    if hidden is not None:
        clean = "".join(char for char in value if not _is_hidden(char))
        code = f"U+{ord(hidden):04X}"
        return f"có ký tự không nhìn thấy ({code})", f"it holds an invisible sign ({code})", _good(clean)
    if len(value) > MAX_LENGTH:
        return f"dài hơn {MAX_LENGTH} ký tự", f"it is longer than {MAX_LENGTH} characters", None
    if not _FORM.fullmatch(value):
        return _bad_form(value)
    return _bad_look(value) or _bad_authority(value)


def hidden_sign(value: str) -> str | None:
    """The first sign of a printed address that nobody sees or that looks like another; its code."""
    signs = (char for char in value if _is_hidden(char) or char in _LIKE_SLASHES or _is_disguised(char))
    odd = next(signs, None)
    return None if odd is None else f"U+{ord(odd):04X}"


def _is_hidden(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
        or char in _HIDDEN
        or "\ufe00" <= char <= "\ufe0f"
        or char > "\U000e0000"
    )


def _is_disguised(char: str) -> bool:
    return unicodedata.normalize("NFKC", char) != unicodedata.normalize("NFC", char)


def _good(value: str) -> str | None:
    return value if _FORM.fullmatch(value) and problem_of(value) is None else None


def _bad_form(value: str) -> Problem:
    if _BARE.fullmatch(value):
        return "thiếu https:// ở đầu", "https:// is missing at its start", _good(f"https://{value}")
    if any(char.isspace() for char in value):
        return "có dấu cách", "it holds a blank", _good("".join(value.split()))
    return "sai cách viết", "its form is wrong", None


def _bad_look(value: str) -> Problem | None:
    """Signs that look like others: circled and full-width digits, slashes that are none."""
    sign = hidden_sign(value)
    if sign is None:
        return None
    normal = unicodedata.normalize("NFKC", value)
    plain = _good(normal) if normal != value else None
    return f"có ký tự chỉ trông giống chữ thường ({sign})", f"a sign only looks like an ordinary one ({sign})", plain


def _bad_authority(value: str) -> Problem | None:
    found = _AUTHORITY.match(value)
    if found is None:
        return None
    authority, rest = found[1], value[found.end() :]
    _, at, server = authority.rpartition("@")
    if at:
        return "có tên người dùng hoặc mật khẩu trước dấu @", "it holds a user name or password before the @", None
    if "#@" in rest or (rest[:1] in ("?", "#") and "@" in rest):
        return "có dấu @ làm nhầm tên máy", "an @ hides where it leads", None
    host, colon, port = server.rpartition(":") if re.search(r":[^\]]*$", server) else (server, "", "")
    if colon and not (re.fullmatch(r"[0-9]{1,5}", port) and 1 <= int(port) <= 65535):
        return f"không có cổng “{port}”", f"there is no port “{port}”", _good(value.replace(f":{port}", "", 1))
    if not _HOST.fullmatch(host):
        return "tên máy sai cách viết", "the name of the server is wrong", None
    foreign = next((label for label in host.split(".") if not _is_latin(label)), None)
    if foreign is not None:
        return (
            f"tên máy “{foreign}” có chữ không thuộc bảng chữ Latinh",
            f"the server's name “{foreign}” holds letters that are not Latin",
            None,
        )
    return None


def _is_latin(label: str) -> bool:
    """Whether a part of a server's name shows Latin letters only, also when it is coded as `xn--…`."""
    if label[:4].lower() == "xn--":
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return False
    letters = [char for char in unicodedata.normalize("NFC", label) if not char.isascii()]
    return all(unicodedata.name(char, "").startswith("LATIN ") for char in letters)
