"""Colour spaces of a content stream and the colours in them (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from bulletin.pdf.unpack import UNREADABLE, TooMuch, start_of
from bulletin.pdf.walk.drawn import Family, Inks, Paint

_DEVICE: Mapping[str, tuple[Family, int]] = {
    "DeviceGray": ("gray", 1),
    "DeviceRGB": ("rgb", 3),
    "DeviceCMYK": ("cmyk", 4),
}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed", "CalCMYK": "DeviceCMYK"}
_DEFAULTS = {"DeviceGray": "DefaultGray", "DeviceRGB": "DefaultRGB", "DeviceCMYK": "DefaultCMYK"}
_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
_BY_COUNT: Mapping[int, Family] = {1: "gray", 3: "rgb", 4: "cmyk"}
_DEEPEST = 6
_LONGEST_TABLE = 256 * 32  # bytes: entries of an Indexed space, components of a DeviceN space


@dataclass(slots=True, eq=False)
class ColourSpace:
    """A colour space: its name for people, its family, how many components it has and the inks of a Separation."""

    name: str
    family: Family
    count: int
    device: bool = False
    names: tuple[str, ...] = ()
    base: ColourSpace | None = None
    table: bytes = b""
    _paints: dict[tuple[float, ...], Paint] = field(default_factory=dict)

    def start(self) -> Paint:
        """The colour that is current after the space was chosen (8.6.5 to 8.6.6)."""
        if self.names:
            return self.paint((1.0,) * self.count)
        if self.family == "cmyk" and self.base is None:
            return self.paint((0.0, 0.0, 0.0, 1.0))
        return self.paint((0.0,) * self.count)

    def paint(self, values: Sequence[float], pattern: pikepdf.Object | None = None) -> Paint:
        """A colour of this space; too many components are cut off, missing ones are 0."""
        if pattern is not None:
            under = self.base.paint(values) if self.base is not None and values else None
            return Paint("Pattern", "pattern", tuple(values), None, (), False, pattern, under)
        key = (*values[: self.count], *(0.0,) * (self.count - len(values)))
        known = self._paints.get(key)
        if known is None:
            known = self._paints[key] = self._make(key)
        return known

    def _make(self, values: tuple[float, ...]) -> Paint:
        if self.base is not None and self.family != "pattern":
            inner = self.base.paint(self._entry(int(values[0]) if values else 0))
            return Paint(self.name, inner.family, inner.values, inner.inks, inner.spots, inner.device)
        if self.names:
            return self._separated(values)
        inks: Inks | None = None
        if self.family == "gray" and values:
            inks = (0.0, 0.0, 0.0, 1.0 - min(max(values[0], 0.0), 1.0))
        elif self.family == "cmyk" and len(values) == 4:
            inks = (values[0], values[1], values[2], values[3])
        return Paint(self.name, self.family, values, inks, (), self.device)

    def _separated(self, values: tuple[float, ...]) -> Paint:
        if self.family == "all":
            tint = values[0]
            return Paint(self.name, "all", values, (tint, tint, tint, tint), (), False)
        process = [0.0, 0.0, 0.0, 0.0]
        spots: list[tuple[str, float]] = []
        for name, tint in zip(self.names, values, strict=True):
            if name in _PROCESS:
                process[_PROCESS[name]] = tint
            elif name != "None":
                spots.append((name, tint))
        inks: Inks = (process[0], process[1], process[2], process[3])
        return Paint(self.name, self.family, values, inks, tuple(spots), False)

    def _entry(self, index: int) -> tuple[float, ...]:
        base = self.base
        if base is None:
            return ()
        part = self.table[index * base.count : (index + 1) * base.count]
        return tuple(byte / 255 for byte in part)


GRAY = ColourSpace("DeviceGray", "gray", 1, True)
UNKNOWN = ColourSpace("?", "unknown", 1)
PATTERN = ColourSpace("Pattern", "pattern", 0)


class ColourSpaces:
    """The colour spaces that a resource dictionary names, each read once."""

    def __init__(self, resources: pikepdf.Object) -> None:
        listed = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
        self._listed = listed if isinstance(listed, pikepdf.Dictionary) else None
        self._named: dict[str, ColourSpace] = {}

    def named(self, name: str) -> ColourSpace:
        """The space of that name; the Default spaces of the resources replace the device spaces (8.6.5.6)."""
        if name not in self._named:
            self._named[name] = self._find(name, 0)
        return self._named[name]

    def of(self, item: object, depth: int = 0) -> ColourSpace:
        """The space that an object (name or array) stands for."""
        if isinstance(item, pikepdf.Name):
            return self.named(str(item)[1:]) if depth == 0 else self._find(str(item)[1:], depth)
        if isinstance(item, pikepdf.Array) and len(item) and depth < _DEEPEST:
            return self._array(item, depth)
        return UNKNOWN

    def _find(self, name: str, depth: int) -> ColourSpace:
        if name in _SHORT and self._entry(name) is None:  # short names belong to inline pictures
            name = _SHORT[name]
        if name in _DEVICE:
            replaced = self._entry(_DEFAULTS[name])
            if replaced is not None and depth < _DEEPEST:
                space = self.of(replaced, depth + 1)
                named = f"{_DEFAULTS[name]} {space.name}"
                return ColourSpace(named, space.family, space.count, False, space.names, space.base, space.table)
            family, count = _DEVICE[name]
            return ColourSpace(name, family, count, True)
        if name == "Pattern":
            return PATTERN
        item = self._entry(name)
        if item is None or depth >= _DEEPEST or (isinstance(item, pikepdf.Name) and str(item)[1:] == name):
            return UNKNOWN
        return self.of(item, depth + 1)

    def _entry(self, name: str) -> pikepdf.Object | None:
        return None if self._listed is None else self._listed.get(f"/{name}")

    def _array(self, array: pikepdf.Array, depth: int) -> ColourSpace:
        kind = str(array[0])[1:]
        if len(array) == 1 or kind in _DEVICE or (kind in _SHORT and kind != "I"):
            return self._find(kind, depth + 1)
        second = array[1]
        if kind == "ICCBased" and isinstance(second, pikepdf.Stream):
            return _profiled(second)
        if kind in ("CalGray", "CalRGB"):
            return ColourSpace(kind, "gray" if kind == "CalGray" else "rgb", 1 if kind == "CalGray" else 3)
        if kind == "Lab":
            return ColourSpace("Lab", "lab", 3)
        if kind in ("Indexed", "I") and len(array) >= 4:
            base = self.of(second, depth + 1)
            return ColourSpace(f"Indexed {base.name}", base.family, 1, base.device, (), base, _bytes(array[3]))
        if kind == "Separation":
            name = str(second)[1:]
            family: Family = {"All": "all", "None": "none"}.get(name, "cmyk" if name in _PROCESS else "spot")  # type: ignore[assignment]
            return ColourSpace(f"Separation {name}", family, 1, False, (name,))
        if kind == "DeviceN" and isinstance(second, pikepdf.Array):
            names = tuple(str(name)[1:] for name in second)
            spot = any(name not in _PROCESS and name != "None" for name in names)
            return ColourSpace(f"DeviceN {' '.join(names)}", "spot" if spot else "cmyk", len(names), False, names)
        if kind == "Pattern":
            return ColourSpace("Pattern", "pattern", 0, False, (), self.of(second, depth + 1))
        return UNKNOWN


def _profiled(stream: pikepdf.Stream) -> ColourSpace:
    """An ICCBased space: its family is given by N, unless the profile itself says Lab (ICC.1, 7.2.6)."""
    count = _whole(stream.get("/N"))
    family = _BY_COUNT.get(count, "unknown")
    try:
        if count == 3 and start_of(stream, 20)[16:] == b"Lab ":
            family = "lab"
    except (TooMuch, *UNREADABLE):
        family = "unknown"
    return ColourSpace(f"ICCBased ({count})", family, max(count, 1))


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
