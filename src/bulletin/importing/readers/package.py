"""Zip archives in a jail: names that lead outside are refused, and nothing is unpacked beyond the caps."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from bulletin.importing import rules
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.context import Context

_CHUNK = 1 << 16
_HARMLESS_BYTES = MIB
"""A member smaller than this may be packed as tightly as it likes: a page of blanks is."""
_LOCKED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class OfficePackage:
    """The members of an archive by their names. Nothing is written; members are read one at a time."""

    def __init__(self, data: bytes, context: Context) -> None:
        self._context = context
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except _DAMAGED as error:
            raise refusal(rules.UNREADABLE, context.file, kind="zip", reason=_reason(error)) from error
        context.budget.take_members(len(entries), context.file)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for entry in entries:
            if entry.is_dir():
                continue
            name = _name(entry)
            if (reason := _outside(name, entry)) is not None:
                context.tell(rules.BAD_MEMBER, name, member=_shown(name), reason=reason)
                continue
            total += entry.file_size
            self._entries[name] = entry
        if total > context.budget.unpacked:
            limit = str(context.budget.caps.unpacked_bytes // MIB)
            raise refusal(rules.TOO_LARGE, context.file, limit=limit)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may be read, in the archive's order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            InputError: it is damaged, locked, larger than it says, or packed too tightly.
        """
        entry, context = self._entries[name], self._context
        if entry.flag_bits & _LOCKED:
            raise refusal(rules.LOCKED, context.file, name, member=_shown(name))
        caps = context.budget.caps
        if entry.file_size > _HARMLESS_BYTES and entry.file_size > caps.ratio * max(entry.compress_size, 1):
            raise refusal(rules.PACKED_TOO_TIGHT, context.file, name, member=_shown(name), limit=str(caps.ratio))
        parts = bytearray()
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    context.budget.take_bytes(len(chunk), context.file)
                    parts += chunk
        except _DAMAGED as error:
            told = f"{_shown(name)}: {_reason(error)}"
            raise refusal(rules.UNREADABLE, context.file, name, kind="zip", reason=told) from error
        return bytes(parts)

    def get(self, name: str) -> bytes | None:
        """The bytes of a member, None when there is none of this name."""
        return self.read(name) if name in self._entries else None


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's name. Old programs write it in the code page of their machine and do not say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def _outside(name: str, entry: zipfile.ZipInfo) -> str | None:
    """Why a member is not read; None for an ordinary file inside the archive."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":" or "\0" in name:
        return "đường dẫn ra ngoài / path leads outside"
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "liên kết hoặc thiết bị / link or device"
    return None


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)[:120]


def _reason(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:120]
