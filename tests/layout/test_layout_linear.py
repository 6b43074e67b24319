"""Nothing about typed words costs the square of their length: twice the input, at most 2.5 times the CPU."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from layout_issues import layout

from bulletin.assets.fonts.load import FontSet
from bulletin.desk.typed import _too_long
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.lines.shape import Shaper
from bulletin.model import Inline, Span
from bulletin.text.rules.letters import invisible
from bulletin.text.vietnamese.unreadable import find_unreadable

SIZE = 6_000


def costs(once: Callable[[], object], twice: Callable[[], object], runs: int = 6) -> tuple[float, float]:
    """The least CPU seconds of both, taken in turns: other processes and the collector can only add."""
    spent: tuple[list[float], list[float]] = ([], [])
    gc.disable()
    try:
        for _ in range(runs):
            for work, times in zip((once, twice), spent, strict=True):
                start = time.process_time()
                work()
                times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(spent[0]), min(spent[1])


def spans(count: int) -> Inline:
    return tuple(Span("ban", bold=bool(number % 2)) for number in range(count // 3))


@pytest.mark.parametrize(
    "made",
    [
        lambda n: (Span("*" * n),),
        lambda n: (Span("a/" * (n // 2)),),
        lambda n: (Span("a-" * (n // 2)),),
        lambda n: (Span("ban " * (n // 4)),),
        spans,
    ],
    ids=["one word", "slashes", "hyphens", "words", "a word in many faces"],
)
@pytest.mark.parametrize("role", ["body", "standfirst"])
def test_setting_grows_with_the_text(fonts: FontSet, made: Callable[[int], Inline], role: str) -> None:
    spec = layout(3)

    def set_once(size: int) -> Callable[[], object]:
        inline = made(size)
        return lambda: LineSetter(spec, Shaper(fonts)).set(inline, role, 150.0)

    once, twice = costs(set_once(SIZE), set_once(2 * SIZE))
    assert twice <= 2.5 * once + 0.02


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "a" * n, lambda n: "Ã" * n, lambda n: "Ã©" * (n // 2), lambda n: "tæ chøc " * (n // 8),
        lambda n: "a\u00ad" * (n // 2), lambda n: "\u00ad" * n, lambda n: "®" * n, lambda n: "Ã " * (n // 2),
    ],
    ids=["letters", "capitals", "sequences", "words", "soft hyphens", "hyphens alone", "signs", "half letters"],
)  # fmt: skip
def test_reading_typed_text_grows_with_the_text(made: Callable[[int], str]) -> None:
    def read(text: str) -> Callable[[], object]:
        return lambda: (find_unreadable(text), list(_too_long(text.split())), list(invisible(text)))

    once, twice = costs(read(made(4 * SIZE)), read(made(8 * SIZE)))
    assert twice <= 2.5 * once + 0.02
