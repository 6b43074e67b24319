"""Data classes and patterns that cost next to nothing until they are used.

The standard library writes and compiles six functions for every frozen data class, a millisecond each class, and a
pattern is compiled where it is named.
A command uses a small part of the classes and patterns of the modules that it imports.
So here the constructor is written at the first call, the other functions are closures that need no compiling, and a
pattern is compiled at its first use.
A changed copy (`replace`) costs as much as its constructor and no more.
For the type checker all names are those of the standard library.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from operator import attrgetter
from types import CodeType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace

    pattern = re.compile
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return what `dataclasses.replace` returns, in a third of its time.

        Raises:
            TypeError: there is no such field.
        """
        known = _COPIED.get(value.__class__)
        if known is None:
            known = _COPIED[value.__class__] = _copied(value.__class__)
        values, places = known
        if values is None:
            return dataclasses.replace(value, **changes)
        every = list(values(value))
        for name, new in changes.items():
            at = places.get(name)
            if at is None:
                raise TypeError(f"{value.__class__.__name__} has no field {name!r}")
            every[at] = new
        return value.__class__(*every)

    def dataclass(
        cls: type | None = None, *, frozen: bool = False, slots: bool = False, kw_only: bool = False
    ) -> type | Callable[[type], type]:
        """Return the class as a data class: what `dataclasses.dataclass` makes, its constructor made at first use."""
        if cls is None:
            return lambda cls: _made(cls, frozen, slots, kw_only)
        return _made(cls, frozen, slots, kw_only)

    def pattern(source: str, flags: int = 0) -> Pattern:
        """Return a regular expression that is compiled at its first use."""
        return Pattern(source, flags)


class Pattern:
    """A regular expression that is compiled when one of its methods is first asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = int(flags)

    def compile(self) -> re.Pattern[str]:
        """Return the compiled expression; the standard library remembers it for a while."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self.compile(), name)
        self.__dict__[name] = value  # from now on the look-up costs what it costs for a compiled pattern
        return value

    def __repr__(self) -> str:
        return f"pattern({self.pattern!r})"


def _made(cls: type, frozen: bool, slots: bool, kw_only: bool) -> type:
    own = set(vars(cls))
    hashed = vars(cls).get("__hash__") is not None
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # else the standard library writes a signature, which is dear
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
    fields = dataclasses.fields(made)
    compared = _values(tuple(field.name for field in fields if field.compare))
    functions: dict[str, Any] = {"__init__": _first_init(made, frozen), "__repr__": _repr, "__eq__": _eq(compared)}
    if frozen:
        functions |= {"__setattr__": _no_set, "__delattr__": _no_delete}
        functions |= {"__getstate__": _state, "__setstate__": _set_state} if slots else {}
    for name, function in functions.items():
        if name not in own:
            setattr(made, name, function)
    if not hashed:
        # As in the standard library: what may change has no hash.
        setattr(made, "__hash__", _hash(compared) if frozen else None)  # noqa: B010
    return made


_COPIED: dict[type, tuple[Callable[[Any], tuple[Any, ...]] | None, dict[str, int]]] = {}
"""For each class what reads all fields, and the place of each; None where not all are plain parameters."""


def _copied(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]] | None, dict[str, int]]:
    every = dataclasses.fields(cls)
    plain = len(every) > 1 and all(field.init and not field.kw_only for field in every)
    return attrgetter(*(f.name for f in every)) if plain else None, {f.name: n for n, f in enumerate(every)}


def _values(names: tuple[str, ...]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _eq(values: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(values: Callable[[Any], Any]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _no_set(self: Any, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(self: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


_PICKLED: dict[type, tuple[Callable[[Any], Any], tuple[Callable[[Any, Any], None], ...]]] = {}
"""For each class whose values were pickled what reads all fields, and what sets each. To ask for them takes longer than
all else."""


def _pickled(cls: type) -> tuple[Callable[[Any], Any], tuple[Callable[[Any, Any], None], ...]]:
    found = _PICKLED.get(cls)
    if found is None:
        names = [field.name for field in dataclasses.fields(cls)]
        setting = tuple(getattr(cls, name).__set__ for name in names)
        reading = (lambda value: (getattr(value, names[0]),)) if len(names) == 1 else _values(tuple(names))
        found = _PICKLED[cls] = reading, setting
    return found


def _state(self: Any) -> list[Any]:
    return list(_pickled(self.__class__)[0](self))


def _set_state(self: Any, state: list[Any]) -> None:
    setting = _pickled(self.__class__)[1]
    for put, value in zip(setting, state, strict=True):
        put(self, value)


def _first_init(cls: type, frozen: bool) -> Callable[..., None]:
    """Return a constructor that puts the true one in its place and calls it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        true = _init(cls, frozen)
        setattr(cls, "__init__", true)  # noqa: B010
        true(self, *values, **named)

    return __init__


def _nothing(_: str) -> CodeType | None:
    return None


compiled_before: Callable[[str], CodeType | None] = _nothing
"""Gives the code of a constructor that was compiled before (`runtime/start/compiled.py`), by its text."""


def _init(cls: type, frozen: bool) -> Callable[..., None]:
    """Return the constructor of a data class."""
    text, known = constructor(cls, frozen)
    exec(compiled_before(text) or text, known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def constructor(cls: type, frozen: bool | None = None) -> tuple[str, dict[str, Any]]:
    """Return the text of a data class's constructor, with what it refers to: one assignment for each field."""
    setting: object = cls.__setattr__
    frozen = setting is _no_set if frozen is None else frozen
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        name, value, default = field.name, field.name, ""
        if field.default_factory is not dataclasses.MISSING:
            known[f"_made_{name}"] = field.default_factory
            default, value = "_missing", f"_made_{name}() if {name} is _missing else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_of_{name}"] = field.default
            default = f"_of_{name}"
        if field.init:
            (named if field.kw_only else plain).append(f"{name}={default}" if default else name)
        elif default:
            value = f"_made_{name}()" if default == "_missing" else default
        else:
            continue  # the class gives it a value itself, in `__post_init__`
        slot = getattr(cls, name, None)
        if frozen and isinstance(slot, MemberDescriptorType):
            known[f"_set_{name}"] = slot.__set__  # twice as fast as to look for the slot by its name
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(["self", *plain, *(["*", *named] if named else [])])
    return f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"]), known
