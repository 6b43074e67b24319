"""The versions of the C libraries that set and draw a page; nothing of WeasyPrint is imported to ask for them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from functools import lru_cache

_PANGO = "libpango-1.0.so.0"


def library_number(file: str, function: str) -> int:
    """What a C library says of its version; 0 for one that cannot be loaded, which the page setter reports."""
    try:
        return int(getattr(ctypes.CDLL(file), function)())
    except (OSError, AttributeError):
        return 0


def pango_version() -> str:
    """The Pango that sets the lines, such as `1.50.12`."""
    number = library_number(_PANGO, "pango_version")
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz(file: str = "libharfbuzz.so.0") -> str:
    """HarfBuzz, which shapes for Pango."""
    ask = ctypes.CDLL(file).hb_version_string
    ask.restype = ctypes.c_char_p
    return str(ask().decode("ascii"))


def _freetype() -> str:
    """FreeType, which gives Pango the widths of the letters; it says its version only to a library that is open."""
    library, numbers = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    freetype = ctypes.CDLL("libfreetype.so.6")
    if freetype.FT_Init_FreeType(ctypes.byref(library)):
        return ""
    freetype.FT_Library_Version(library, *map(ctypes.byref, numbers))
    freetype.FT_Done_FreeType(library)
    return ".".join(str(number.value) for number in numbers)


def _fribidi() -> str:
    """FriBidi, which orders the letters of a line: the head of what it says of itself."""
    said = ctypes.c_char_p.in_dll(ctypes.CDLL("libfribidi.so.0"), "fribidi_version_info").value or b""
    return said.partition(b"\n")[0].decode("ascii", "replace")


_ASKED: Mapping[str, Callable[[], str]] = {
    "pango": pango_version,
    "fontconfig": lambda: str(library_number("libfontconfig.so.1", "FcGetVersion")),
    "harfbuzz": _harfbuzz,
    "freetype": _freetype,
    "fribidi": _fribidi,
}


@lru_cache(maxsize=1)
def library_versions() -> tuple[str, ...]:
    """Each library with its version, such as `freetype 2.12.1`; without one where it cannot be loaded."""
    return tuple(f"{name} {_said(ask)}" for name, ask in _ASKED.items())


def _said(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except (OSError, AttributeError, ValueError):
        return ""
