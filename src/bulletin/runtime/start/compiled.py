"""Regular expressions and constructors of data classes that were compiled when the program was installed.

Python keeps the code of modules, but compiles these two at every start: 90 ms of CPU a build. What they become depends
on their text and on the version of Python alone, so a table of it can be kept and never be out of date: what is not in
the table is compiled as ever, and what is in it for another Python is not found.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from bulletin import lazy
from bulletin.runtime.start.installed import ready_sealed

KIND = "compiled"
"""The folder of the table in an installation."""
_CODES = "I"
"""Of `array`: as the compiler of patterns counts its codes, four bytes each."""
_Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the compiler makes of a pattern: flags, codes, groups, and the names of groups both ways."""


def table_name() -> str:
    """The file name of the table: the Python that it is for, and how its pattern codes are to be read."""
    _sre: Any = import_module("_sre")
    return f"{sys.implementation.cache_tag}-{sys.hexversion:08x}-{_sre.MAGIC}-{sys.byteorder}"


def use_compiled() -> None:
    """From now on this process takes what it finds in the table of the installation, if there is one."""
    data = ready_sealed(KIND, table_name())
    if data is None:
        return
    table = marshal.loads(data)
    lazy.COMPILED.update(table["functions"])
    compiler: Any = import_module("re._compiler")
    if not hasattr(compiler.compile, "known"):
        compiler.compile = _looking_in(table["patterns"], compiler.compile)


def _looking_in(
    known: Mapping[tuple[object, int], _Compiled], compiling: Callable[..., re.Pattern[Any]]
) -> Callable[..., re.Pattern[Any]]:
    """Return what takes the place of the compiler of patterns."""
    _sre: Any = import_module("_sre")

    def compiled(p: Any, flags: int = 0) -> re.Pattern[Any]:
        found = known.get((p, int(flags))) if isinstance(p, str | bytes) else None
        if found is None:
            return compiling(p, flags)
        all_flags, codes, groups, names, numbers = found
        try:
            made: re.Pattern[Any] = _sre.compile(p, all_flags, array(_CODES, codes).tolist(), groups, names, numbers)
        except (RuntimeError, TypeError, ValueError):  # it looks at every code, and does not take what makes no sense
            return compiling(p, flags)
        return made

    setattr(compiled, "known", known)  # noqa: B010
    return compiled


def table_of(patterns: Iterable[tuple[str | bytes, int]], sources: Iterable[str]) -> bytes:
    """The table of these patterns with their flags, and of these functions; the same bytes each time."""
    table = {
        "patterns": {key: _compiled(*key) for key in sorted(patterns, key=repr)},
        "functions": {text: marshal.dumps(compile(text, "<string>", "exec"), 2) for text in sorted(sources)},
    }
    return marshal.dumps(table, 2)  # the last version that does not depend on what else refers to a value


def _compiled(pattern: str | bytes, flags: int) -> _Compiled:
    compiler: Any = import_module("re._compiler")
    parsed = import_module("re._parser").parse(pattern, flags)
    codes, state = compiler._code(parsed, flags), parsed.state
    numbers: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        numbers[number] = name
    return flags | state.flags, array(_CODES, codes).tobytes(), state.groups - 1, state.groupdict, tuple(numbers)
