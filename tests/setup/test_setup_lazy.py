"""The data classes and patterns of `bulletin.lazy` behave as those of the standard library, and cost less to make."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
import time
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest

from bulletin import lazy

SRC = Path(__file__).resolve().parents[2] / "src" / "bulletin"


def pair(**options: bool) -> tuple[Any, Any]:
    """The same class made by us and by the standard library."""
    made = []
    for decorator in (lazy.dataclass, dataclasses.dataclass):

        class Story:
            title: str
            words: int = 3
            tags: list[str] = field(default_factory=list, compare=False, repr=False)
            seen: dict[str, int] = field(default_factory=dict, init=False, compare=False)
            pages: int = field(default=2, init=False)

            def longer(self, words: int) -> Story:
                return dataclasses.replace(self, words=words)

        made.append(decorator(**options)(Story))
    return made[0], made[1]


@pytest.mark.parametrize(
    "options",
    [
        {"frozen": True, "slots": True},
        {"frozen": True, "slots": True, "kw_only": True},
        {"slots": True},
        {"frozen": True},
        {"kw_only": True},
    ],
    ids=str,
)
def test_it_does_what_the_standard_library_does(options: dict[str, bool]) -> None:
    ours, theirs = pair(**options)
    for cls in (ours, theirs):
        one = cls(title="Một", tags=["a"])
        assert repr(one) == f"{cls.__qualname__}(title='Một', words=3, seen={{}}, pages=2)"
        assert one == cls(title="Một", tags=["b"])
        assert one != cls(title="Một", words=4)
        assert one != "Một"
        assert cls(title="x").tags is not cls(title="x").tags
        assert one.longer(9) == cls(title="Một", words=9)
        assert copy.deepcopy(one) == one
        assert dataclasses.asdict(one) == {"title": "Một", "words": 3, "tags": ["a"], "seen": {}, "pages": 2}
        assert [f.name for f in dataclasses.fields(cls)] == ["title", "words", "tags", "seen", "pages"]
        assert hasattr(one, "__dict__") is not options.get("slots", False)
        with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required .*argument: 'title'"):
            cls()
        with pytest.raises(TypeError, match="colour"):
            cls(title="x", colour="y")
        if options.get("kw_only"):
            with pytest.raises(TypeError, match="positional"):
                cls("Một")
        else:
            assert cls("Một", 3) == one
        if options.get("frozen"):
            assert hash(one) == hash(cls(title="Một", tags=["b"]))
            with pytest.raises(dataclasses.FrozenInstanceError, match="title"):
                one.title = "Hai"
            with pytest.raises(dataclasses.FrozenInstanceError, match="title"):
                del one.title
        else:
            one.title = "Hai"
            assert one.title == "Hai"
            with pytest.raises(TypeError, match="unhashable"):
                hash(one)
    assert ours.__match_args__ == theirs.__match_args__


@lazy.dataclass(frozen=True, slots=True)
class Place:
    """A place on a page; at the top of the module, for pickle needs to find it."""

    x_mm: float
    y_mm: float = 0.0

    def __post_init__(self) -> None:
        if self.x_mm < 0:
            raise ValueError(self.x_mm)


@lazy.dataclass(frozen=True, slots=True)
class Box(Place):
    """A place with a width."""

    width_mm: float = 1.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Box) and other.width_mm == self.width_mm


def test_heirs_own_methods_and_pickles() -> None:
    assert pickle.loads(pickle.dumps(Place(1, 2))) == Place(1, 2)
    assert pickle.loads(pickle.dumps(Box(1, 2, 3))) == Box(5, 6, 3)
    assert Box(1) != Place(1)
    assert [f.name for f in dataclasses.fields(Box)] == ["x_mm", "y_mm", "width_mm"]
    assert isinstance(hash(Box(1)), int)
    with pytest.raises(ValueError, match="-1"):
        Place(-1)


def test_a_class_costs_a_fraction_and_nothing_is_compiled() -> None:
    def cost(decorator: Any) -> float:
        best = 100.0
        for _ in range(3):
            # A clock that ticks a hundred times a second says nothing of one class.
            plain = [
                type("C", (), {"__annotations__": dict.fromkeys("abcdef", "int"), "__doc__": "A class."})
                for _ in range(300)
            ]
            start = time.process_time()
            for one in plain:
                decorator(frozen=True, slots=True)(one)
            best = min(best, time.process_time() - start)
        return best

    assert cost(lazy.dataclass) < 0.4 * cost(dataclasses.dataclass)


def test_a_pattern_is_that_of_re(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags=0: made.append(source) or compiled(source, flags))
    year = lazy.pattern(r"(?P<year>\d{4})x", re.IGNORECASE)
    assert made == []
    match = year.search("năm 2026X")
    assert match
    assert match["year"] == "2026"
    assert year.sub("?", "2026x") == "?"
    assert year.findall("1999x 2000X") == ["1999", "2000"]
    assert (year.pattern, year.groups, year.groupindex["year"]) == (r"(?P<year>\d{4})x", 1, 1)
    year.search("once more")
    assert made.count(r"(?P<year>\d{4})x") == 5, "each method compiles through the cache of `re` once"
    with pytest.raises(AttributeError):
        year.nothing  # noqa: B018


def test_the_program_uses_them_everywhere() -> None:
    """A data class of the standard library costs every start of the program a millisecond."""
    dear = re.compile(r"from dataclasses import .*\bdataclass\b|@dataclasses\.dataclass")
    found = [str(path.relative_to(SRC)) for path in SRC.rglob("*.py") if dear.search(path.read_text("utf-8"))]
    assert sorted(found) == ["lazy.py"]
