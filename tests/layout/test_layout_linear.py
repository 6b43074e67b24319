"""Nothing about typed words costs the square of their length: twice the input, at most 2.5 times the CPU."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth_kit import growth
from layout_issues import layout

from bulletin.assets.fonts.load import FontSet
from bulletin.desk.typed import _too_long
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.lines.shape import Shaper
from bulletin.model import Inline, Span
from bulletin.text.rules.letters import invisible
from bulletin.text.vietnamese.unreadable import find_unreadable

SIZE = 6_000


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

    assert not (seen := growth(set_once, SIZE)), seen


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "a" * n, lambda n: "Ã" * n, lambda n: "Ã©" * (n // 2), lambda n: "tæ chøc " * (n // 8),
        lambda n: "a\u00ad" * (n // 2), lambda n: "\u00ad" * n, lambda n: "®" * n, lambda n: "Ã " * (n // 2),
    ],
    ids=["letters", "capitals", "sequences", "words", "soft hyphens", "hyphens alone", "signs", "half letters"],
)  # fmt: skip
def test_reading_typed_text_grows_with_the_text(made: Callable[[int], str]) -> None:
    def read(size: int) -> Callable[[], object]:
        text = made(size)
        return lambda: (find_unreadable(text), list(_too_long(text.split())), list(invisible(text)))

    assert not (seen := growth(read, 4 * SIZE)), seen
