"""Numbers of a content stream: a sign belongs to its number, on every Python that the project promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.pdf.walk.tokens import tokens


def numbers(data: bytes) -> list[bytes]:
    return [value for kind, value in tokens(data) if kind == "number"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (b"-1", b"-1"), (b"+3", b"+3"), (b"7", b"7"), (b"-.5", b"-.5"), (b"-0.25", b"-0.25"), (b"+.5", b"+.5"),
        (b"4.", b"4."), (b"-4.", b"-4."), (b"--5", b"-5"), (b"---5", b"-5"), (b"+-5", b"-5"), (b"--.5", b"-.5"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_sign(typed: bytes, read: bytes) -> None:
    assert numbers(typed + b" w") == [read]
    assert numbers(b"1 0 0 " + typed + b" 2 3 cm") == [b"1", b"0", b"0", read, b"2", b"3"]


@given(st.lists(st.integers(-99_999, 99_999).map(lambda value: value / 100), min_size=1, max_size=8))
def test_every_number_is_read_as_it_is_written(values: list[float]) -> None:
    data = " ".join(f"{value:.2f}" for value in values).encode() + b" sc"
    assert [float(value) for value in numbers(data)] == values
