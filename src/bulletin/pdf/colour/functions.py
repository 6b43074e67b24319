"""PDF functions as Python functions (ISO 32000-1, 7.10): what a tint or a place in a shading becomes in colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

import pikepdf
from pikepdf import Array

from bulletin.lazy import pattern

Values = tuple[float, ...]
Function = Callable[[Sequence[float]], Values]


def read_function(obj: pikepdf.Object) -> Function:
    """A function object, or an array of functions of one result each, as something to call.

    Raises:
        ValueError: an unknown type, or a program with an unknown operator.
    """
    if isinstance(obj, Array):
        parts = [read_function(part) for part in obj]
        return lambda values: tuple(result for part in parts for result in part(values))
    kind = int(obj.get("/FunctionType", -1))
    if kind not in _READERS:
        raise ValueError(f"function type {kind}")
    domain = floats(obj.Domain)
    inner = _READERS[kind](obj)
    limits = floats(obj.Range) if "/Range" in obj else None

    def call(values: Sequence[float]) -> Values:
        result = inner(_clipped(values, domain))
        return result if limits is None else _clipped(result, limits)

    return call


def floats(obj: pikepdf.Object) -> Values:
    """The numbers of an array."""
    return tuple(float(value) for value in obj)


def sampled(pdf: pikepdf.Pdf, domain: Values, samples: Sequence[Values]) -> pikepdf.Object:
    """A function of one argument from evenly spaced results between 0 and 1, 16 bits each (type 0)."""
    count = len(samples[0])
    data = b"".join(round(65535 * min(1.0, max(0.0, value))).to_bytes(2, "big") for row in samples for value in row)
    return pdf.make_stream(
        data,
        FunctionType=0,
        Domain=Array([_plain(value) for value in domain]),
        Range=Array([0, 1] * count),
        Size=Array([len(samples)]),
        BitsPerSample=16,
    )


def grid(obj: pikepdf.Object) -> list[Values]:
    """The results of a sampled function in the order of its table."""
    size = [int(value) for value in obj.Size]
    limits, decode = floats(obj.Range), floats(obj.get("/Decode", obj.Range))
    bits, outputs = int(obj.BitsPerSample), len(limits) // 2
    data, most = obj.read_bytes(), (1 << int(obj.BitsPerSample)) - 1
    whole = int.from_bytes(data, "big")
    length = 8 * len(data)
    rows: list[Values] = []
    for row in range(math.prod(size)):
        at = [(row * outputs + column) * bits for column in range(outputs)]
        raw = [(whole >> (length - start - bits)) & most for start in at]
        rows.append(tuple(_between(value / most, decode[2 * n], decode[2 * n + 1]) for n, value in enumerate(raw)))
    return rows


def _sampled(obj: pikepdf.Object) -> Function:
    size = [int(value) for value in obj.Size]
    domain = floats(obj.Domain)
    encode = floats(obj.Encode) if "/Encode" in obj else tuple(v for n in size for v in (0.0, n - 1.0))
    rows = grid(obj)
    steps = [math.prod(size[:axis]) for axis in range(len(size))]

    def call(values: Sequence[float]) -> Values:
        places = []
        for axis, value in enumerate(values):
            low, high = domain[2 * axis], domain[2 * axis + 1]
            share = (value - low) / (high - low) if high > low else 0.0
            place = _between(share, encode[2 * axis], encode[2 * axis + 1])
            places.append(min(max(place, 0.0), size[axis] - 1.0))
        total = [0.0] * len(rows[0])
        for corner in product((0, 1), repeat=len(size)):
            weight, index = 1.0, 0
            for axis, side in enumerate(corner):
                floor = min(int(places[axis]), max(size[axis] - 2, 0))
                share = places[axis] - floor
                weight *= share if side else 1 - share
                index += min(floor + side, size[axis] - 1) * steps[axis]
            if weight:
                total = [old + weight * new for old, new in zip(total, rows[index], strict=True)]
        return tuple(total)

    return call


def _exponential(obj: pikepdf.Object) -> Function:
    start, end = floats(obj.get("/C0", Array([0]))), floats(obj.get("/C1", Array([1])))
    power = float(obj.N)
    return lambda values: tuple(_between(values[0] ** power, low, high) for low, high in zip(start, end, strict=True))


def _stitched(obj: pikepdf.Object) -> Function:
    parts = [read_function(part) for part in obj.Functions]
    low, high = floats(obj.Domain)
    bounds, encode = (low, *floats(obj.Bounds), high), floats(obj.Encode)

    def call(values: Sequence[float]) -> Values:
        value = values[0]
        at = max((n for n in range(len(parts)) if value >= bounds[n]), default=0)
        width = bounds[at + 1] - bounds[at]
        share = (value - bounds[at]) / width if width else 0.0
        return parts[at]((_between(share, encode[2 * at], encode[2 * at + 1]),))

    return call


def _clipped(values: Sequence[float], limits: Values) -> Values:
    return tuple(min(max(value, limits[2 * n]), limits[2 * n + 1]) for n, value in enumerate(values))


def _between(share: float, low: float, high: float) -> float:
    return low + share * (high - low)


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


# PostScript calculator functions (7.10.5): a stack, arithmetic and two kinds of choice.
_WORD = pattern(rb"[{}]|[^\s{}]+")
_Stack = list[float]
_Program = list["float | str | _Program"]
_ONE: dict[str, Callable[[float], float]] = {
    "abs": abs, "neg": lambda a: -a, "ceiling": math.ceil, "floor": math.floor, "round": lambda a: math.floor(a + 0.5),
    "truncate": math.trunc, "cvi": math.trunc, "cvr": float, "sqrt": lambda a: math.sqrt(max(a, 0.0)),
    "sin": lambda a: math.sin(math.radians(a)), "cos": lambda a: math.cos(math.radians(a)), "ln": math.log,
    "log": math.log10, "not": lambda a: float(not a) if isinstance(a, bool) else ~int(a),
}  # fmt: skip
_TWO: dict[str, Callable[[float, float], float]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b if b else 0.0, "idiv": lambda a, b: int(a / b) if b else 0,
    "mod": lambda a, b: math.fmod(a, b) if b else 0.0, "exp": lambda a, b: a**b,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b, "le": lambda a, b: a <= b, "and": lambda a, b: int(a) & int(b),
    "or": lambda a, b: int(a) | int(b), "xor": lambda a, b: int(a) ^ int(b),
    "bitshift": lambda a, b: int(a) << int(b) if b >= 0 else int(a) >> int(-b),
}  # fmt: skip


def _calculator(obj: pikepdf.Object) -> Function:
    words = iter(_WORD.findall(obj.read_bytes()))
    if next(words, b"") != b"{":
        raise ValueError("function program without braces")
    program = _block(words)

    def call(values: Sequence[float]) -> Values:
        stack: _Stack = list(values)
        _run(program, stack)
        return tuple(float(value) for value in stack)

    return call


def _block(words: object) -> _Program:
    out: _Program = []
    for word in words:  # type: ignore[attr-defined]
        if word == b"}":
            return out
        if word == b"{":
            out.append(_block(words))
            continue
        text = word.decode("latin-1")
        try:
            out.append(float(text))
        except ValueError:
            out.append(text)
    raise ValueError("function program without end")


def _run(program: _Program, stack: _Stack) -> None:
    blocks: list[_Program] = []
    for step in program:
        if isinstance(step, list):
            blocks.append(step)
        elif isinstance(step, float):
            stack.append(step)
        elif step in _ONE:
            stack.append(_ONE[step](stack.pop()))
        elif step in _TWO:
            last = stack.pop()
            stack.append(_TWO[step](stack.pop(), last))
        elif step in ("if", "ifelse"):
            other = blocks.pop() if step == "ifelse" else []
            first = blocks.pop()
            _run(first if stack.pop() else other, stack)
        else:
            _shuffle(step, stack)


def _shuffle(step: str, stack: _Stack) -> None:
    if step in ("true", "false"):
        stack.append(step == "true")
    elif step == "pop":
        stack.pop()
    elif step == "exch":
        stack[-2:] = [stack[-1], stack[-2]]
    elif step == "dup":
        stack.append(stack[-1])
    elif step == "copy":
        count = int(stack.pop())
        stack.extend(stack[len(stack) - count :])
    elif step == "index":
        stack.append(stack[-1 - int(stack.pop())])
    elif step == "roll":
        turns, count = int(stack.pop()), int(stack.pop())
        part = stack[len(stack) - count :]
        turns %= max(count, 1)
        stack[len(stack) - count :] = part[count - turns :] + part[: count - turns]
    else:
        raise ValueError(f"function operator {step}")


_READERS: dict[int, Callable[[pikepdf.Object], Function]] = {
    0: _sampled,
    2: _exponential,
    3: _stitched,
    4: _calculator,
}
