"""Names that every file system of today can hold: Linux, Windows, macOS, and the FAT of a USB stick."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST_PATH = 180
LONGEST_NAME_BYTES = 255

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u2028\u2029\ud800-\udfff]')
_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    )
)
_OBJECT_ID = re.compile(r"[a-z0-9][a-z0-9-]*[a-z0-9]")
_INVISIBLE = frozenset(("Cf", "Cn", "Co"))


@lru_cache(maxsize=4096)  # every issue has `release.json` and `text/page-01.txt`, in the manifest and in each version
def path_problem(path: str) -> str:
    """What is wrong with a path inside an object, as an id of `PROBLEMS`; nothing when it is safe everywhere."""
    if not path or path.startswith("/"):
        return "empty" if not path else "absolute"
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_PATH:
        return "long"
    return next((found for name in path.split("/") if (found := name_problem(name))), "")


def name_problem(name: str) -> str:
    """What is wrong with one name of a path; nothing when it is safe everywhere."""
    if not name:
        return "empty"
    if name in {".", ".."}:
        return "up"
    if _FORBIDDEN.search(name):
        return "sign"
    if any(unicodedata.category(sign) in _INVISIBLE for sign in name):
        return "invisible"
    if not unicodedata.is_normalized("NFC", name):
        return "not-nfc"
    if name != name.strip() or name.endswith("."):
        return "end"
    if name.split(".", 1)[0].rstrip().casefold() in _DEVICES:
        return "device"
    return "long" if len(name.encode("utf-8")) > LONGEST_NAME_BYTES else ""


PROBLEMS = {
    "empty": ("tên rỗng", "an empty name"),
    "absolute": ("bắt đầu từ gốc của máy", "it begins at the root of the disk"),
    "up": ("dùng . hoặc .. làm tên", "a name that is . or .."),
    "long": ("tên quá dài", "the name is too long"),
    "sign": (
        'có dấu không dùng được trên Windows (< > : " | ? * \\)',
        'a sign that Windows refuses (< > : " | ? * \\)',
    ),
    "invisible": ("có ký tự không nhìn thấy", "an invisible character"),
    "not-nfc": ("chữ có dấu ghi tách rời (NFD)", "letters and their marks are apart (NFD)"),
    "end": ("bắt đầu hay kết thúc bằng dấu cách hoặc dấu chấm", "it begins or ends with a blank or ends with a dot"),
    "device": ("tên Windows dành riêng cho thiết bị", "a name that Windows keeps for a device"),
    "clash": ("chỉ khác tên khác ở chữ hoa, chữ thường", "another name differs in capitals only"),
}


def clashes(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paths that are one on a disk which ignores capitals, or of which one is a folder of the other."""
    seen: dict[str, str] = {}
    files: set[str] = set()
    paths = sorted(paths)
    for path in paths:
        key = _folded(path)
        if key in files:
            yield seen[key], path
        files.add(key)
        seen.setdefault(key, path)
    folders: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            key = _folded(folder)
            if key in files:
                yield seen[key], path
            elif folders.setdefault(key, folder) != folder:
                yield folders[key], folder


def is_object_id(text: str) -> bool:
    """Whether a text can be the id and the folder of an object: small ASCII letters, digits, hyphens."""
    return len(text) <= 120 and _OBJECT_ID.fullmatch(text) is not None and text not in _DEVICES


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())
