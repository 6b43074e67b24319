"""Colour spaces as a file writes them (ISO 32000-1, 8.6): the one place that reads them.

What a colour in a space prints as is the business of others: `pdf/walk/colour.py` says what inks it takes,
`editions/colour/spaces.py` what it becomes for an edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

import pikepdf

from bulletin.lazy import dataclass
from bulletin.pdf.unpack import UNREADABLE, TooMuch, start_of

Family = Literal["gray", "rgb", "cmyk", "lab", "spot", "all", "none", "pattern", "unknown"]
SpaceKind = Literal["device", "icc", "cal", "lab", "indexed", "separation", "devicen", "pattern", "unknown"]

PROCESS_INKS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
"""The names that mean the inks of four-colour printing, with their place among them (8.6.6.5)."""
_DEVICE: Mapping[str, tuple[Family, int]] = {
    "DeviceGray": ("gray", 1),
    "DeviceRGB": ("rgb", 3),
    "DeviceCMYK": ("cmyk", 4),
}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed", "CalCMYK": "DeviceCMYK"}
_DEFAULTS = {"DeviceGray": "DefaultGray", "DeviceRGB": "DefaultRGB", "DeviceCMYK": "DefaultCMYK"}
_BY_COUNT: Mapping[int, Family] = {1: "gray", 3: "rgb", 4: "cmyk"}
_DEEPEST = 6
_LONGEST_TABLE = 256 * 32  # bytes: entries of an Indexed space, components of a DeviceN space


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """A colour space.

    Attributes:
        kind: how it is written.
        name: for people: `DeviceRGB`, `ICCBased (3)`, `Indexed DeviceRGB` …
        family: what its colours are made of; that of the base for an Indexed space.
        count: its components.
        device: whether it is a device space that nothing maps, or an Indexed one of such.
        names: the inks of a Separation or DeviceN space.
        base: the space below an Indexed space or a pattern.
        alternate: the space that stands in for inks that are not there, None when it cannot be read.
        tint: the function from inks to the alternate.
        table: the colours of an Indexed space, one byte a component.
        last: the highest index of the table.
        source: the array that says all this, None for a space that is only named.
    """

    kind: SpaceKind
    name: str
    family: Family
    count: int
    device: bool = False
    names: tuple[str, ...] = ()
    base: ColourSpace | None = None
    alternate: ColourSpace | None = None
    tint: pikepdf.Object | None = field(default=None, compare=False)
    table: bytes = b""
    last: int = 0
    source: pikepdf.Object | None = field(default=None, compare=False)

    def entry(self, index: int) -> tuple[float, ...]:
        """Return a colour of the table, in the base; one beyond its ends has no components."""
        if self.base is None:
            return ()
        part = self.table[index * self.base.count : (index + 1) * self.base.count]
        return tuple(byte / 255 for byte in part)


GRAY = ColourSpace("device", "DeviceGray", "gray", 1, True)
UNKNOWN = ColourSpace("unknown", "?", "unknown", 1)
PATTERN = ColourSpace("pattern", "Pattern", "pattern", 0)


def read_space(item: object, listed: object = None) -> ColourSpace:
    """Return the space that a name or an array means; `UNKNOWN` for what is none, never an error.

    Args:
        item: the name or array; a `str` is a name without its slash.
        listed: the `/ColorSpace` entry of the resources in reach; its Default spaces replace device spaces (8.6.5.6).
    """
    return _Reader(listed if isinstance(listed, pikepdf.Dictionary) else None).of(item, 0)


class _Reader:
    """Reads spaces with the named ones of one resource dictionary."""

    def __init__(self, listed: pikepdf.Dictionary | None) -> None:
        self._listed = listed

    def of(self, item: object, depth: int) -> ColourSpace:
        if isinstance(item, str):
            return self._named(item, depth)
        if isinstance(item, pikepdf.Name):
            return self._named(str(item)[1:], depth)
        if isinstance(item, pikepdf.Array) and len(item) and depth < _DEEPEST:
            return self._array(item, depth)
        return UNKNOWN

    def _entry(self, name: str) -> pikepdf.Object | None:
        return None if self._listed is None else self._listed.get(f"/{name}")

    def _named(self, name: str, depth: int) -> ColourSpace:
        if name in _SHORT and self._entry(name) is None:  # short names belong to inline pictures
            name = _SHORT[name]
        if name in _DEVICE:
            replaced = self._entry(_DEFAULTS[name])
            if replaced is not None and depth < _DEEPEST:
                space = self.of(replaced, depth + 1)
                return replace(space, name=f"{_DEFAULTS[name]} {space.name}", device=False)
            family, count = _DEVICE[name]
            return ColourSpace("device", name, family, count, True)
        if name == "Pattern":
            return PATTERN
        item = self._entry(name)
        if item is None or depth >= _DEEPEST or (isinstance(item, pikepdf.Name) and str(item)[1:] == name):
            return UNKNOWN
        return self.of(item, depth + 1)

    def _array(self, array: pikepdf.Array, depth: int) -> ColourSpace:
        kind = str(array[0])[1:]
        if len(array) == 1 or kind in _DEVICE or (kind in _SHORT and kind != "I"):
            return self._named(kind, depth + 1)
        second = array[1]
        if kind == "ICCBased" and isinstance(second, pikepdf.Stream):
            return _profiled(array, second)
        if kind == "CalGray":
            return ColourSpace("cal", kind, "gray", 1, source=array)
        if kind == "CalRGB":
            return ColourSpace("cal", kind, "rgb", 3, source=array)
        if kind == "Lab":
            return ColourSpace("lab", kind, "lab", 3, source=array)
        if kind in ("Indexed", "I") and len(array) >= 4:
            return self._indexed(array, depth)
        if kind in ("Separation", "DeviceN"):
            return self._inks(array, depth)
        if kind == "Pattern":
            return replace(PATTERN, base=self.of(second, depth + 1), source=array)
        return UNKNOWN

    def _indexed(self, array: pikepdf.Array, depth: int) -> ColourSpace:
        base = self.of(array[1], depth + 1)
        return ColourSpace(
            "indexed", f"Indexed {base.name}", base.family, 1, base.device, base=base, table=_bytes(array[3]),
            last=_whole(array[2]), source=array,
        )  # fmt: skip

    def _inks(self, array: pikepdf.Array, depth: int) -> ColourSpace:
        """A Separation, or a DeviceN space with several inks."""
        alternate = self.of(array[2], depth + 1) if len(array) > 2 else None
        tint = array[3] if len(array) > 3 else None
        if str(array[0]) == "/Separation":
            name = str(array[1])[1:]
            return ColourSpace(
                "separation", f"Separation {name}", _of_ink(name), 1, names=(name,), alternate=alternate, tint=tint,
                source=array,
            )  # fmt: skip
        if not isinstance(array[1], pikepdf.Array):
            return UNKNOWN
        names = tuple(str(name)[1:] for name in array[1])
        spot = any(name not in PROCESS_INKS and name != "None" for name in names)
        return ColourSpace(
            "devicen", f"DeviceN {' '.join(names)}", "spot" if spot else "cmyk", len(names), names=names,
            alternate=alternate, tint=tint, source=array,
        )  # fmt: skip


def _of_ink(name: str) -> Family:
    if name == "All":
        return "all"
    if name == "None":
        return "none"
    return "cmyk" if name in PROCESS_INKS else "spot"


def _profiled(array: pikepdf.Array, stream: pikepdf.Stream) -> ColourSpace:
    """An ICCBased space: its family is given by N, unless the profile itself says Lab (ICC.1, 7.2.6)."""
    count = _whole(stream.get("/N"))
    family = _BY_COUNT.get(count, "unknown")
    try:
        if count == 3 and start_of(stream, 20)[16:] == b"Lab ":
            family = "lab"
    except (TooMuch, *UNREADABLE):
        family = "unknown"
    return ColourSpace("icc", f"ICCBased ({count})", family, max(count, 1), source=array)


def _bytes(item: object) -> bytes:
    try:
        if isinstance(item, pikepdf.Stream):
            return start_of(item, _LONGEST_TABLE)
        return bytes(item) if isinstance(item, pikepdf.String) else b""
    except (TooMuch, *UNREADABLE):
        return b""


def _whole(item: object) -> int:
    try:
        return int(item)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError, OverflowError):
        return 0
