"""Why an address is not fetched, in words for the person who typed it."""

from __future__ import annotations

from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text

_PUBLIC = Text(
    "Chỉ lấy trang công khai trên Internet, để một địa chỉ lạ không đọc được máy và mạng nội bộ của cơ quan.",
    "Only public pages of the Internet are fetched, so that no address reaches computers of the office.",
)
_SAVE = Text(
    "Hãy mở trang bằng trình duyệt, bấm Ctrl+S, chọn “Trang web, hoàn chỉnh” rồi nhập tệp đã lưu.",
    "Open the page in a browser, press Ctrl+S, choose “Web page, complete”, and import the saved file.",
)


def _rule(name: str, vi: str, en: str, exit_code: ExitCode = ExitCode.BAD_INPUT) -> Rule:
    return Rule(f"import.fetch-{name}", Severity.ERROR, Text(vi, en), _PUBLIC, _SAVE, exit_code)


ADDRESS = _rule("address", "Không lấy được {address}: {reason_vi}.", "{address} is not fetched: {reason_en}.")
PRIVATE = _rule(
    "private",
    "Không lấy {address}: “{host}” là máy trong mạng nội bộ hoặc không công khai ({ip}).",
    "{address} is not fetched: “{host}” is a computer of a private net or not public ({ip}).",
)
NOT_REACHED = _rule(
    "not-reached",
    "Không kết nối được với {address}: {reason}.",
    "{address} cannot be reached: {reason}.",
    ExitCode.NOT_REACHED,
)
ANSWER = _rule("answer", "{address} trả lời {reason_vi}.", "{address} answers {reason_en}.", ExitCode.NOT_REACHED)
TOO_LARGE = _rule(
    "too-large", "{address} lớn hơn {limit} MiB.", "{address} is larger than {limit} MiB.", ExitCode.LIMIT
)
TOO_SLOW = _rule(
    "too-slow",
    "{address} không xong trong {limit} giây.",
    "{address} was not finished in {limit} seconds.",
    ExitCode.LIMIT,
)
ROBOTS = _rule(
    "robots",
    "Trang chủ của {address} không cho chương trình tự lấy trang này (robots.txt).",
    "The site of {address} does not allow programs to take this page (robots.txt).",
)


def refused(rule: Rule, address: str, **values: str) -> InputError:
    """The error for an address; what it may hold of a password is not repeated."""
    shown = "".join(char for char in address if char.isprintable())[:200]
    if "@" in shown.partition("?")[0]:
        scheme, mark, rest = shown.partition("://")
        shown = f"{scheme}{mark}…@{rest.rpartition('@')[2]}" if mark else "…"
    return InputError([Finding(rule, Place(), shown, {"address": shown, **values})])
