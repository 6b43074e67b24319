"""The inventory of an OCFL object as values: what each version holds, and where the bytes are. Pure functions."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from bulletin.archive.store.names import clashes, is_object_id, path_problem
from bulletin.lazy import dataclass

TYPE = "https://ocfl.io/1.1/spec/#inventory"
ALGORITHM = "sha512"
NAME = "inventory.json"
SIDECAR = "inventory.json.sha512"
MARKER, MARKER_TEXT = "0=ocfl_object_1.1", b"ocfl_object_1.1\n"

_VERSION = re.compile(r"v([1-9][0-9]{0,5})")
_DIGEST = re.compile(r"[0-9a-f]{128}")
_SIDECAR = re.compile(r"([0-9a-f]{128})[ \t]+inventory\.json\n?")


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version: when, why, by whom, and the SHA-512 of every file by its path."""

    created: dt.datetime
    message: str
    user: str
    state: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All versions of one object; `manifest` has the content path of every SHA-512 (`v1/content/screen.pdf`)."""

    id: str
    head: int
    versions: Mapping[int, VersionInfo]
    manifest: Mapping[str, str]


def digest_of(data: bytes) -> str:
    """SHA-512 as 128 hexadecimal digits."""
    return hashlib.sha512(data).hexdigest()


def sidecar_bytes(inventory: bytes) -> bytes:
    """The content of the file beside an inventory."""
    return f"{digest_of(inventory)}  {NAME}\n".encode("ascii")


def sidecar_fits(inventory: bytes, sidecar: bytes) -> bool:
    """Whether a sidecar belongs to an inventory."""
    found = _SIDECAR.fullmatch(sidecar.decode("ascii", "replace"))
    return found is not None and found[1] == digest_of(inventory)


def version_number(name: str) -> int | None:
    """The number in a folder name such as `v3`; None for any other name."""
    found = _VERSION.fullmatch(name)
    return int(found[1]) if found else None


def next_inventory(
    before: Inventory | None, object_id: str, state: Mapping[str, str], info: tuple[dt.datetime, str, str]
) -> tuple[Inventory, dict[str, str]]:
    """The inventory with one more version, and the content paths of the bytes that are new in it by SHA-512.

    Args:
        before: the inventory so far; None for a new object.
        object_id: id of the object.
        state: SHA-512 of every file of the new version by its path.
        info: when, why, by whom.
    """
    head = before.head + 1 if before else 1
    manifest = dict(before.manifest) if before else {}
    new: dict[str, str] = {}
    for path, digest in sorted(state.items()):
        if digest not in manifest:
            manifest[digest] = new[digest] = f"v{head}/content/{path}"
    created, message, user = info
    versions = {**(before.versions if before else {}), head: VersionInfo(created, message, user, dict(state))}
    return Inventory(object_id, head, versions, manifest), new


def inventory_bytes(inventory: Inventory) -> bytes:
    """The content of `inventory.json`: UTF-8, a line feed at the end, paths in order."""
    value = {
        "id": inventory.id,
        "type": TYPE,
        "digestAlgorithm": ALGORITHM,
        "head": f"v{inventory.head}",
        "contentDirectory": "content",
        "manifest": {digest: [path] for digest, path in sorted(inventory.manifest.items(), key=lambda pair: pair[1])},
        "versions": {f"v{n}": _version(info) for n, info in sorted(inventory.versions.items())},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _version(info: VersionInfo) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, digest in sorted(info.state.items()):
        state.setdefault(digest, []).append(path)
    return {
        "created": info.created.isoformat(timespec="seconds"),
        "message": info.message,
        "user": {"name": info.user},
        "state": state,
    }


# --- reading: what a hand or a broken disk may have changed is not believed ----------------------------------------


def parse_inventory(data: bytes, object_id: str) -> Inventory:
    """The inventory that some bytes hold.

    Raises:
        ValueError: it is none, is that of another object, or a path in it leads anywhere but into its own object.
    """
    try:
        value = json.loads(data)
        return _inventory(value, object_id)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _inventory(value: Any, object_id: str) -> Inventory:
    if (
        value["type"] != TYPE
        or value["digestAlgorithm"] != ALGORITHM
        or value.get("contentDirectory", "content") != "content"
    ):
        raise ValueError("not an inventory of OCFL 1.1 with sha512")
    if value["id"] != object_id or not is_object_id(object_id):
        raise ValueError(f"id {value['id']!r}, expected {object_id!r}")
    head = version_number(_text(value["head"]))
    numbers = {version_number(name): info for name, info in value["versions"].items()}
    if head is None or sorted(number or 0 for number in numbers) != list(range(1, head + 1)):
        raise ValueError("the versions are not 1, 2, 3 … up to the head")
    manifest = dict(_content_paths(value["manifest"], head))
    versions = {number: _read_version(info, manifest) for number, info in numbers.items() if number}
    return Inventory(object_id, head, MappingProxyType(versions), MappingProxyType(manifest))


def _content_paths(manifest: Any, head: int) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for digest, paths in manifest.items():
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a SHA-512: {digest!r}")
        if not isinstance(paths, list) or not paths:
            raise ValueError(f"no content path for {digest[:16]}…")
        for path in paths:
            version, middle, inner = [*_text(path).split("/", 2), "", ""][:3]
            if not 1 <= (version_number(version) or 0) <= head or middle != "content" or path in seen:
                raise ValueError(f"not a content path: {path!r}")
            _check(inner)
            seen.add(path)
        yield digest, paths[0]


def _read_version(info: Any, manifest: Mapping[str, str]) -> VersionInfo:
    state: dict[str, str] = {}
    for digest, paths in info["state"].items():
        if digest not in manifest:
            raise ValueError(f"a version names bytes that are not in the manifest: {digest[:16]!r}")
        if not isinstance(paths, list) or not paths:
            raise ValueError(f"no path for {digest[:16]}…")
        for path in paths:
            _check(path)
            if path in state:
                raise ValueError(f"named twice: {path!r}")
            state[path] = digest
    if pair := next(clashes(state), None):
        raise ValueError(f"names that clash: {pair[0]!r}, {pair[1]!r}")
    created = dt.datetime.fromisoformat(_text(info["created"]))
    if created.tzinfo is None:
        raise ValueError("a time without its zone")
    return VersionInfo(
        created, _text(info.get("message", "")), _text(info.get("user", {}).get("name", "")), MappingProxyType(state)
    )


def _check(path: Any) -> None:
    if problem := path_problem(_text(path)):
        raise ValueError(f"unsafe path ({problem}): {path!r}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return value
