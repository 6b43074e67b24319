"""The colours of a content stream: what each takes of which inks."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from bulletin.pdf.colour.spaces import GRAY, PROCESS_INKS, ColourSpace, read_space
from bulletin.pdf.walk.drawn import Inks, Paint


class SpacePaints:
    """The paints of one colour space, each made once."""

    __slots__ = ("_base", "_paints", "space")

    def __init__(self, space: ColourSpace) -> None:
        self.space = space
        self._base = None if space.base is None else SpacePaints(space.base)
        self._paints: dict[tuple[float, ...], Paint] = {}

    def start(self) -> Paint:
        """Return the colour that is current after the space was chosen (8.6.5 to 8.6.6)."""
        space = self.space
        if space.names:
            return self.paint((1.0,) * space.count)
        if space.family == "cmyk" and space.base is None:
            return self.paint((0.0, 0.0, 0.0, 1.0))
        return self.paint((0.0,) * space.count)

    def whole(self) -> Paint:
        """Return the colours of a picture or gradient as one paint: the family counts, not the values."""
        space = self.space
        return Paint(space.name, space.family, (), None, self.start().spots, space.device)

    def paint(self, values: Sequence[float], pattern: pikepdf.Object | None = None) -> Paint:
        """Return a colour of this space; too many components are cut off, missing ones are 0."""
        if pattern is not None:
            under = self._base.paint(values) if self._base is not None and values else None
            return Paint("Pattern", "pattern", tuple(values), None, (), False, pattern, under)
        count = self.space.count
        key = (*values[:count], *(0.0,) * (count - len(values)))
        known = self._paints.get(key)
        if known is None:
            known = self._paints[key] = self._make(key)
        return known

    def _make(self, values: tuple[float, ...]) -> Paint:
        space = self.space
        if self._base is not None and space.family != "pattern":
            inner = self._base.paint(space.entry(int(values[0]) if values else 0))
            return Paint(space.name, inner.family, inner.values, inner.inks, inner.spots, inner.device)
        if space.names:
            return self._separated(values)
        inks: Inks | None = None
        if space.family == "gray" and values:
            inks = (0.0, 0.0, 0.0, 1.0 - min(max(values[0], 0.0), 1.0))
        elif space.family == "cmyk" and len(values) == 4:
            inks = (values[0], values[1], values[2], values[3])
        return Paint(space.name, space.family, values, inks, (), space.device)

    def _separated(self, values: tuple[float, ...]) -> Paint:
        space = self.space
        if space.family == "all":
            tint = values[0]
            return Paint(space.name, "all", values, (tint, tint, tint, tint), (), False)
        process = [0.0, 0.0, 0.0, 0.0]
        spots: list[tuple[str, float]] = []
        for name, tint in zip(space.names, values, strict=True):
            if name in PROCESS_INKS:
                process[PROCESS_INKS[name]] = tint
            elif name != "None":
                spots.append((name, tint))
        inks: Inks = (process[0], process[1], process[2], process[3])
        return Paint(space.name, space.family, values, inks, tuple(spots), False)


START = SpacePaints(GRAY)
"""The space that a page begins with."""


class ColourSpaces:
    """The colour spaces that a resource dictionary names, each read once."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self._listed = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
        self._named: dict[str, SpacePaints] = {}

    def named(self, name: str) -> SpacePaints:
        """Return the space of that name."""
        if name not in self._named:
            self._named[name] = SpacePaints(read_space(name, self._listed))
        return self._named[name]

    def of(self, item: object) -> SpacePaints:
        """Return the space that an object (name or array) means."""
        if isinstance(item, pikepdf.Name):
            return self.named(str(item)[1:])
        return SpacePaints(read_space(item, self._listed))
