"""A plan kept between builds by what was measured: a changed word that changes no height finds its pages planned.

The name of an entry holds all that a planner can see of the stories but their words: rows, floats and their heights,
breaks, forms, slots, wishes; and the room on the pages and the text of this package, with every cost in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.assets.code_key import source_key
from bulletin.layout import stories
from bulletin.layout.flow import bands
from bulletin.layout.lines.setter import SetText
from bulletin.layout.plan import planned
from bulletin.layout.plan.planned import PageRoom, PlannedPage
from bulletin.layout.plan.pour import filling
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.stories.story import BoxFloat, Story
from bulletin.lazy import pattern
from bulletin.runtime.cache import Cache, keep_sealed, read_sealed

if TYPE_CHECKING:
    from bulletin.layout.plan.held.last import RepairLevel

KIND = "plans"
"""The folder of the cache."""
_PARTS: dict[str, Any] = {
    name: part
    for module in (planned, filling, bands)
    for name, part in vars(module).items()
    if is_dataclass(part) and part.__module__ == module.__name__
}
_FLOW = Path(bands.__file__).parent
_PAGES_WITH_ROOM = 4
"""The first page, the last one, a left and a right page between them have all the room that there is."""
Plan = tuple[PlannedPage, ...]
Levels = tuple["RepairLevel", ...]


class _Foreign(Exception):  # noqa: N818 (a signal inside this module)
    """A plan holds a value that no story and no part of a plan is; such a plan is not kept."""


class KeptPlans:
    """Plans of one layout in the cache.

    Args:
        cache: the cache folder; None keeps nothing.
        columns: of the page.
        gap_rows: rows between bands.
    """

    def __init__(self, cache: Path | None, columns: int, gap_rows: int) -> None:
        self._cache = cache
        self._columns = columns
        self._gap = gap_rows

    def planned(
        self, count: int, filler: Callable[[int, int], ColumnFiller], room: Callable[[int, bool], PageRoom],
        make: Callable[[], Plan], asked: object = None, boxes: Sequence[BoxFloat] = (),
        also: Sequence[ColumnFiller] = (),
    ) -> Plan:  # fmt: skip
        """The plan of `count` entries from the cache; else what `make` returns, which is kept then.

        Args:
            count: of the entries.
            filler: as the planner gets it.
            room: as the planner gets it.
            make: plans.
            asked: what else the planner gets.
            boxes: those in `asked` that a plan may hold.
            also: the same stories in more or fewer lines.
        """
        found: Plan = self._kept(count, filler, room, make, asked, boxes, also)
        return found

    def repaired(
        self, count: int, filler: Callable[[int, int], ColumnFiller], room: Callable[[int, bool], PageRoom],
        make: Callable[[], tuple[Plan, Levels] | None], asked: object, boxes: Sequence[BoxFloat], last: object,
    ) -> tuple[Plan, Levels] | None:  # fmt: skip
        """A repaired plan and how each page of it was, as `planned` gives a plan; None where it cannot be repaired.

        Args:
            count: as for `planned`, and so are the others.
            filler: …
            room: …
            make: repairs.
            asked: …
            boxes: …
            last: the plan that is repaired; all of it counts.
        """
        named = hashlib.sha256(repr(last).encode("utf-8", "surrogateescape")).hexdigest()
        found: tuple[Plan, Levels] | None
        found = self._kept(count, filler, room, make, (asked, "repaired", named), boxes, ())
        return found

    def _kept(
        self, count: int, filler: Callable[[int, int], ColumnFiller], room: Callable[[int, bool], PageRoom],
        make: Callable[[], Any], asked: object, boxes: Sequence[BoxFloat], also: Sequence[ColumnFiller],
    ) -> Any:  # fmt: skip
        """What `make` returns, of plain values, plans and their parts; from the cache where the same was measured."""
        if self._cache is None:
            return make()
        fillers = [filler(index, columns) for index in range(count) for columns in range(1, self._columns + 1)]
        fillers += also
        file = Cache(self._cache).path(KIND, self._key(fillers, room, asked))
        parts = _Measured([one.story for one in fillers], boxes)
        data = read_sealed(file)
        if data is not None:
            with contextlib.suppress(KeyError, TypeError):  # another version wrote it otherwise
                return _decoded(json.loads(data), parts)
        made = make()
        with contextlib.suppress(_Foreign):
            keep_sealed(file, json.dumps(_encoded(made, parts)).encode())
        return made

    def _key(
        self, fillers: Sequence[ColumnFiller], room: Callable[[int, bool], PageRoom], asked: object
    ) -> str:  # fmt: skip
        seen = _Seen()
        rooms = [(room(page, last)) for page in range(1, _PAGES_WITH_ROOM + 1) for last in (False, True)]
        head = (*_code(), self._columns, self._gap, seen.of(rooms), seen.of(asked))
        digest = hashlib.sha256(repr(head).encode())
        for one in fillers:
            if _Seen not in one.memory:  # a preview has the same stories again and again
                one.memory[_Seen] = hashlib.sha256(seen.of(one.story).encode("utf-8", "replace")).hexdigest()
            digest.update(repr((one.continued_rows, one.max_slack, one.memory[_Seen])).encode())
        return digest.hexdigest()[:40]


@lru_cache(maxsize=1)
def _code() -> tuple[str, ...]:
    """Names the code that measures and plans, and this module, which says what an entry is."""
    return (
        Path(__file__).read_text("utf-8"),
        source_key(Path(stories.__file__).parent),
        source_key(Path(planned.__file__).parent),
        source_key(_FLOW),
    )


_PLAIN = frozenset((type(None), bool, int, float))
_WHITE = pattern(r"\s")


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class _Seen:
    """What a planner can see of values: everything but words. What several stories share is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        """A text that is the same for values that a planner cannot tell from each other."""
        if value.__class__ in _PLAIN or isinstance(value, int | float):
            return repr(value)
        if isinstance(value, str):
            return "words" if _WHITE.search(value) else repr(value)
        known = self._known.get(id(value))
        if known is None:  # the value is kept beside its text, so that its number stays its own
            known = self._known[id(value)] = value, self._looked_at(value)
        return known[1]

    def _looked_at(self, value: object) -> str:
        if isinstance(value, SetText):
            return f"{value.role_name} {len(value.lines)} {value.height_pt!r}"
        if isinstance(value, Mapping):
            return str(sorted((self.of(key), self.of(item)) for key, item in value.items()))
        if isinstance(value, tuple | list):
            return f"({','.join(map(self.of, value))})"
        if isinstance(value, frozenset | set):
            return str(sorted(map(self.of, value)))
        if is_dataclass(value):
            names = _fields(value.__class__)
            return f"{value.__class__.__name__}({','.join([self.of(getattr(value, name)) for name in names])})"
        return repr(value)


# --- a plan as JSON ---------------------------------------------------------------------------------------------------


_Name = tuple[str | int, ...]


class _Measured:
    """The stories of an issue with all that is in them, by names that find it again in the stories of another build.

    Args:
        stories: as they were measured, for every number of columns.
        boxes: that belong to no story.
    """

    def __init__(self, stories: Sequence[Story], boxes: Sequence[BoxFloat]) -> None:
        self._parts: dict[_Name, object] = dict(_named(stories))
        self._parts |= {("box", n): box for n, box in enumerate(boxes)}
        self._names = {id(part): name for name, part in self._parts.items()}

    def part(self, name: _Name) -> object:
        """What a name stands for."""
        found = self._parts.get(name)
        if found is None:
            *base, kind, count = name
            story = self._parts[tuple(base)]
            if kind != _CHANGED or not isinstance(story, Story) or not isinstance(count, str):
                raise KeyError(name)
            found = self._parts[name] = _changed(story, *map(int, count.split()))
        return found

    def name(self, part: object) -> _Name | None:
        """The name of a story or of something in it; None for a value that is neither."""
        found = self._names.get(id(part))
        if found is None and isinstance(part, Story):
            found = self._changed(part)
            if found is not None:  # the part is kept beside its name, so that its number stays its own
                self._parts[(*found, "as planned", len(self._parts))] = part
                self._names[id(part)] = found
        return found

    def _changed(self, story: Story) -> _Name | None:
        """The name of a story that a planner changed; None where it did so in a way that has no name."""
        base = (story.index, story.columns, story.run)
        measured = self._parts.get(base)
        if not isinstance(measured, Story):
            return None
        heads = [measured.head, *(other.texts for other in measured.heads)]
        head = next((n for n, texts in enumerate(heads) if texts is story.head), 0)
        beside = int(len(story.floats) < len(measured.floats))
        for count in range(len(story.floats) + 1):
            name = (*base, _CHANGED, f"{count} {head} {beside} {int(story.opens)}")
            if _same(self.part(name), story):
                return name
        return None


_CHANGED = "changed"
"""A story with so many photos before all other floats, under one of its heads, beside its box or not, opening page 1 or
not: four numbers."""


def _changed(story: Story, fronted: int, head: int, beside: int, opens: int) -> Story:
    found = story.fronted(fronted).unboxed() if beside else story.fronted(fronted)
    found = replace(found, opens=True) if opens else found
    return found.headed(head - 1) if head else found


def _named(stories: Sequence[Story]) -> Iterator[tuple[_Name, object]]:
    """Every story and every float and band in one, with its name."""
    for story in stories:
        name = (story.index, story.columns, story.run)
        yield name, story
        boxes = [bar.box for bar in story.bars]
        sets = (*story.bands, *(found for every in story.later.values() for found in every))
        bands = [band for found in sets for band in found.every]
        wider = [photo for found in story.wider.values() for photo in found]
        kinds = (
            ("wide", story.wides),
            ("wider", wider),
            ("float", story.floats),
            ("foot", story.foot),
            ("bar", boxes),
            ("band", bands),
        )
        for kind, items in kinds:
            yield from (((*name, kind, n), item) for n, item in enumerate(items))


def _same(one: object, other: Story) -> bool:
    """Whether two stories hold the very same parts, in the same order."""
    if not isinstance(one, Story) or len(one.floats) != len(other.floats):
        return False
    floats = all(a is b for a, b in zip(one.floats, other.floats, strict=True))
    return floats and all(getattr(one, f.name) is getattr(other, f.name) for f in fields(one) if f.name != "floats")


def _encoded(value: Any, parts: _Measured) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    name = parts.name(value)
    if name is not None:
        return {"story": name}
    if isinstance(value, tuple):
        return [_encoded(item, parts) for item in value]
    if _PARTS.get(type(value).__name__) is type(value):
        return {"part": type(value).__name__, "of": [_encoded(getattr(value, f.name), parts) for f in fields(value)]}
    raise _Foreign


def _decoded(value: Any, parts: _Measured) -> Any:
    if isinstance(value, list):
        return tuple(_decoded(item, parts) for item in value)
    if isinstance(value, dict):
        if "story" in value:
            return parts.part(tuple(value["story"]))
        return _PARTS[value["part"]](*(_decoded(item, parts) for item in value["of"]))
    return value
