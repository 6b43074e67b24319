"""Regular expressions and constructors of data classes that were compiled when the program was installed.

Python keeps the code of modules, but compiles these two at every start: 90 ms of CPU a build. What they become depends
on their text and on the version of Python alone, so a table of it can be kept and never be out of date: what is not in
the table is compiled as ever, and what is in it for another Python is not found.

A process keeps the places of the entries and reads an entry from the file when it is asked for: a build asks for a
third of them, and all would take 2 MiB.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

from bulletin import lazy
from bulletin.runtime.cache import DIGEST_BYTES, unsealed
from bulletin.runtime.start.installed import ready_files

KIND = "compiled"
"""The folder of the table in an installation."""
_CODES = "I"
"""Of `array`: as the compiler of patterns counts its codes, four bytes each."""
_FORM = 1
"""Of the table; another form has another name."""
_SIZE_BYTES = 4
"""A table begins with the size of its list of places."""
Compiling = Callable[..., re.Pattern[Any]]


def table_name() -> str:
    """The file name of the table: the Python that it is for, and how it is to be read."""
    sre: Any = import_module("_sre")
    return f"{_FORM}-{sys.implementation.cache_tag}-{sys.hexversion:08x}-{sre.MAGIC}-{sys.byteorder}"


class CompiledTable:
    """The entries of a table by their keys: (pattern, flags), or the text of a function."""

    def __init__(self, places: Mapping[int, tuple[int, int]], read: Callable[[int, int], bytes]) -> None:
        """Take what `table_of` made.

        Args:
            places: of each entry by the checksum of its key: where it begins, and its size in bytes.
            read: gives so many bytes from a place.
        """
        self._places = places
        self._read = read

    def entry(self, key: object) -> Any:
        """The entry of a key; None when there is none."""
        size, start = self._places.get(_sum(key), (0, 0))
        if not size:
            return None
        try:
            kept, value = marshal.loads(self._read(size, start))
        except (OSError, EOFError, ValueError, TypeError):
            return None
        return value if kept == key else None

    def function(self, text: str) -> CodeType | None:
        """The code of a function; None when it is not in the table."""
        code = self.entry(text)
        return code if isinstance(code, CodeType) else None

    def compiler(self, compiling: Compiling) -> Compiling:
        """What takes the place of the compiler of patterns."""
        sre: Any = import_module("_sre")

        def compiled(p: Any, flags: int = 0) -> re.Pattern[Any]:
            found = self.entry((p, int(flags))) if isinstance(p, str | bytes) else None
            if found is None:
                return compiling(p, flags)
            all_flags, codes, groups, names, numbers = found
            try:
                made: re.Pattern[Any] = sre.compile(p, all_flags, array(_CODES, codes).tolist(), groups, names, numbers)
            except (RuntimeError, TypeError, ValueError):  # it looks at every code, and does not take what is none
                return compiling(p, flags)
            return made

        return compiled


def opened_table(data: bytes, read: Callable[[int, int], bytes]) -> CompiledTable:
    """A table that `table_of` made; `read` gives so many bytes from a place in it."""
    size = int.from_bytes(data[:_SIZE_BYTES], "big")
    begin = _SIZE_BYTES + size
    places = marshal.loads(data[_SIZE_BYTES:begin])
    return CompiledTable(places, lambda length, start: read(length, begin + start))


def use_compiled() -> None:
    """From now on this process takes what it finds in the table of the installation, if there is one."""
    table = next(filter(None, map(_table_in, ready_files(KIND, table_name()))), None)
    if table is not None:
        lazy.compiled_before = table.function
        compiler: Any = import_module("re._compiler")
        compiler.compile = table.compiler(compiler.compile)


def _table_in(path: Path) -> CompiledTable | None:
    """The table in a file, which stays open: another installation puts another file in its place."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        data = unsealed(os.pread(handle, os.fstat(handle).st_size, 0))
        if data is not None:
            return opened_table(data, lambda length, start: os.pread(handle, length, DIGEST_BYTES + start))
    except (OSError, EOFError, ValueError, TypeError):
        pass
    os.close(handle)
    return None


def table_of(patterns: Iterable[tuple[str | bytes, int]], sources: Iterable[str]) -> bytes:
    """The table of these patterns with their flags, and of these functions; the same bytes each time."""
    entries: list[tuple[Any, Any]] = [(key, _compiled(*key)) for key in sorted(patterns, key=repr)]
    entries += [(text, compile(text, "<string>", "exec")) for text in sorted(sources)]
    places: dict[int, tuple[int, int]] = {}
    blobs: list[bytes] = []
    end = 0
    for key, value in entries:
        if _sum(key) not in places:  # of two keys with the same sum the second is compiled as ever
            blobs.append(marshal.dumps((key, value), 2))  # the last version that does not count references
            places[_sum(key)] = len(blobs[-1]), end
            end += len(blobs[-1])
    listed = marshal.dumps(places, 2)
    return b"".join((len(listed).to_bytes(_SIZE_BYTES, "big"), listed, *blobs))


def _sum(key: object) -> int:
    return zlib.crc32(repr(key).encode("utf-8", "surrogatepass"))


def _compiled(pattern: str | bytes, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """What the compiler makes of a pattern: flags, codes, groups, and the names of groups both ways."""
    compiler: Any = import_module("re._compiler")
    parsed = import_module("re._parser").parse(pattern, flags)
    codes, state = compiler._code(parsed, flags), parsed.state
    numbers: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        numbers[number] = name
    return flags | state.flags, array(_CODES, codes).tobytes(), state.groups - 1, state.groupdict, tuple(numbers)
