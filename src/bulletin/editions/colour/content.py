"""One content stream: its colour operators rewritten, everything between them copied.

A stream must be in the plain form that `operators.py` makes sure of: white space around operators, no comments and no
inline pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field

import pikepdf
from pikepdf import Dictionary, Name

from bulletin.editions.colour.spaces import DEVICE_SPACES, ConvertedSpace, TargetInks, converted_space
from bulletin.lazy import dataclass, pattern

_SEARCH = pattern(
    rb"\((?:[^()\\]++|\\.)*+\)|\s(q|Q|BT|ET|gs|rg|RG|g|G|k|K|cs|CS|scn?|SCN?|BDC|BMC|EMC)(?=\s|\Z)", re.DOTALL
)
_TAG = pattern(rb"/[^\s/<>\[\]()]+\s*(?:<<[^<>]*(?:<[0-9A-Fa-f\s]*>[^<>]*)*>>\s*|/[^\s/<>\[\]()]+\s*)?\Z")
_OUR_TAG = pattern(rb"(?<=\n)(?:/\w+\n(?:<</(?:MCID \d+|ActualText<\w+>)>>\nBDC|BMC)|EMC)\n")
"""Marked content as the layout engine writes it, for leaving it out in one go."""
_WINDOW = 240
"""Bytes before an operator that surely hold its operands: four numbers, or a tag's property list."""
ON, OFF = "/BlackOn", "/BlackOff"
"""Names of the graphics states that switch overprint of black text on and off."""


@dataclass(frozen=True, slots=True)
class RewriteOptions:
    """Options of the colour rewrite.

    Attributes:
        overprint: text in pure black prints over what is below (`op`, OPM 1, from BT to ET); all other overprint
            of the file is removed.
        tags: keep marked content (BDC, BMC, EMC).
        idle_states: names of graphics states that change nothing in this file, so that `gs` of them is left out.
        text: how the inks of text differ from those of areas; None when they do not.
        small: how the inks of text on pages below `small_pt` (pt) differ; None when they do not.
    """

    overprint: bool = False
    tags: bool = True
    idle_states: frozenset[bytes] = frozenset()
    text: Callable[[tuple[float, ...]], tuple[float, ...]] | None = None
    small: Callable[[tuple[float, ...]], tuple[float, ...]] | None = None
    small_pt: float = 0.0


@dataclass(slots=True)
class ColourConverter:
    """A target that remembers what it has converted."""

    target: TargetInks
    known: dict[tuple[str, bytes], tuple[tuple[float, ...], bytes]] = field(default_factory=dict)
    devices: dict[bytes, ConvertedSpace] = field(init=False)

    def __post_init__(self) -> None:
        self.devices = {key: converted_space(name, Dictionary(), self.target) for key, name in DEVICE_SPACES.items()}

    def inks(self, space: ConvertedSpace, operands: bytes) -> tuple[tuple[float, ...], bytes]:
        """The target's inks for operands of a space, and how they are written; remembered."""
        key = (space.name, operands)
        if key not in self.known:
            if space.convert is None:
                raise ValueError(f"colour operands in {space.name}")
            values = tuple(float(part) for part in operands.split())
            if len(values) != space.count:
                raise ValueError(f"colour operands {operands!r}")
            inks = space.convert(values)
            self.known[key] = inks, numbers(inks)
        return self.known[key]


@dataclass(slots=True)
class _State:
    """The part of the graphics state that colours need; `inks` is None while a pattern or spot ink fills."""

    fill: ConvertedSpace
    stroke: ConvertedSpace
    inks: tuple[float, ...] | None
    written: bytes

    def copy(self) -> _State:
        return _State(self.fill, self.stroke, self.inks, self.written)


@dataclass(slots=True)
class Rewriter:
    """One stream on its way from `data`, which starts with white space, to `out`.

    `sizes` are those of its text objects (pt, see `text_sizes`), where small text differs. `overprinted` says
    afterwards whether the stream needs the graphics states `ON` and `OFF`.
    """

    converter: ColourConverter
    options: RewriteOptions
    data: bytes
    named: pikepdf.Object
    sizes: Sequence[float] = ()
    out: list[bytes] = field(default_factory=list)
    done: int = 0
    in_text: bool = False
    overprints: bool = False
    overprinted: bool = False
    text_inks: bytes | None = None
    texts: int = 0

    def run(self) -> bytes:
        black = self.converter.target.black
        grey = self.converter.devices[b"g"]
        state, stack = _State(grey, grey, black, numbers(black)), []
        skip = not self.options.tags
        if skip and b"(" not in self.data:
            self.data = _OUR_TAG.sub(b"", self.data)
        for match in _SEARCH.finditer(self.data):
            operator = match[1]
            if operator is None:
                continue
            if operator == b"q":
                stack.append(state.copy())
            elif operator == b"Q":
                state = stack.pop() if stack else state
            elif operator == b"BT":
                self._copy(match.end())
                self.in_text = True
                self.texts += 1
                self._enter_text(state)
            elif operator == b"ET":
                self._copy(match.start())
                self._leave_text(state)
                self.in_text = False
            elif operator == b"gs":
                self._state_operator(match)
            elif operator in (b"BDC", b"BMC", b"EMC"):
                if skip:
                    self._drop_tag(match, operator)
            else:
                self._colour(match, operator, state)
        self.out.append(self.data[self.done :])
        return b"".join(self.out).lstrip()

    def _copy(self, end: int) -> None:
        self.out.append(self.data[self.done : end])
        self.done = end

    def _operands(self, end: int, count: int) -> tuple[int, list[bytes]]:
        """(start, operands) of the `count` operands in front of `end`."""
        low = max(self.done, end - _WINDOW)
        parts = self.data[low:end].rsplit(None, count)
        if len(parts) > count:
            return low + len(parts[0]), parts[1:]
        if len(parts) == count and self.data[low : low + 1].isspace():
            return low, parts
        raise ValueError("operands missing")

    def _state_operator(self, match: re.Match[bytes]) -> None:
        start, (name,) = self._operands(match.start(), 1)
        if name in self.options.idle_states:
            self._copy(start)
            self.done = match.end()

    def _drop_tag(self, match: re.Match[bytes], operator: bytes) -> None:
        start = match.start()
        if operator != b"EMC":
            low = max(self.done, start - _WINDOW)
            tag = _TAG.search(self.data[low:start])
            if tag is None:
                raise ValueError("marked content without a name")
            start = low + tag.start()
        self._copy(start)
        self.done = match.end()

    def _colour(self, match: re.Match[bytes], operator: bytes, state: _State) -> None:
        filling = operator.islower()
        kind = operator.lower()
        if kind == b"cs":
            start, (name,) = self._operands(match.start(), 1)
            space = converted_space(Name(name.decode("latin-1")), self.named, self.converter.target)
            operands = b" ".join(b"%g" % value for value in space.start)
        elif kind in DEVICE_SPACES:
            space = self.converter.devices[kind]
            start, parts = self._operands(match.start(), space.count)
            operands = b" ".join(parts)
        else:
            space = state.fill if filling else state.stroke
            if space.kind == "pattern":
                self._pattern(match, space)
                self._filled(state, space, None, b"") if filling else None
                return
            start, parts = (0, []) if space.convert is None else self._operands(match.start(), space.count)
            operands = b" ".join(parts)
        if not filling:
            state.stroke = space
        if space.convert is None:  # a spot ink or a pattern: stays as it is
            if filling:
                self._filled(state, space, None, b"", before=match.end())
            return
        inks, written = self.converter.inks(space, operands)
        self._copy(start)
        self.out.append(b"\n" + (written if filling else written.upper()))
        self.done = match.end()
        if filling:
            self._filled(state, space, inks, written)

    def _filled(
        self,
        state: _State,
        space: ConvertedSpace,
        inks: tuple[float, ...] | None,
        written: bytes,
        before: int | None = None,
    ) -> None:
        if before is not None:
            self._copy(before)
        state.fill, state.inks, state.written = space, inks, written
        if self.in_text:
            self.text_inks = None
            self._enter_text(state)

    def _pattern(self, match: re.Match[bytes], space: ConvertedSpace) -> None:
        """An uncoloured pattern takes its inks in front of its name."""
        base = space.base
        if base is None or base.convert is None:
            self._copy(match.end())
            return
        start, parts = self._operands(match.start(), base.count + 1)
        _, written = self.converter.inks(base, b" ".join(parts[:-1]))
        self._copy(start)
        values = written.rpartition(b" ")[0]
        self.out.append(b"\n" + values + b" " + parts[-1])
        self.done = match.start()
        self._copy(match.end())

    def _enter_text(self, state: _State) -> None:
        """Inside a text object: the inks of text, and overprint for pure black only."""
        options, inks = self.options, state.inks
        if inks is not None:
            better = inks if options.text is None else options.text(inks)
            if options.small is not None and self.texts <= len(self.sizes):
                better = options.small(better) if self.sizes[self.texts - 1] < options.small_pt else better
            if better != inks:
                inks, self.text_inks = better, state.written
                self.out.append(b"\n" + numbers(better))
        wanted = options.overprint and inks is not None and inks == self.converter.target.black
        if wanted != self.overprints:
            self._switch(wanted)

    def _leave_text(self, state: _State) -> None:
        if self.text_inks is not None:
            self.out.append(b"\n" + self.text_inks)
            self.text_inks = None
        if self.overprints:
            self._switch(False)

    def _switch(self, on: bool) -> None:
        self.overprints = on
        self.overprinted = True
        self.out.append(f"\n{ON if on else OFF} gs".encode())


_OPERATORS = {1: b"g", 4: b"k"}


def numbers(inks: tuple[float, ...]) -> bytes:
    """Inks as operands and the fill operator: `0 0 0 1 k`."""
    return b" ".join([*(_number(value) for value in inks), _OPERATORS[len(inks)]])


def _number(value: float) -> bytes:
    return f"{min(max(value, 0.0), 1.0):.4f}".rstrip("0").rstrip(".").encode() or b"0"
