"""Hostile text: long runs that make careless patterns slow. Each seed once took seconds or is kin to one that did."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bulletin.text.body.markup import parse_body
from bulletin.text.dates import weekday_findings
from bulletin.text.glue import ties
from bulletin.text.normalise import normalise
from bulletin.text.vietnamese.tokens import addresses, protected

SEEDS = (
    " ", "\t", "\u200b ", "1.", "1,", "1.1", "a/a.", "-", "/", "1/1/", "\n|-|", "|\n|-|", "|-", "(", "![[", "*", "* ",
    "a@",
    "28 –\n", "a.b@", "_", "<a", "\u00a0", " , ", "> ", "1. ",
)  # fmt: skip
STEPS: dict[str, Callable[[str], object]] = {
    "line": normalise,
    "body": lambda text: normalise(text, multiline=True),
    "ties": lambda text: ties(text, last_line=True),
    "blocks": parse_body,
    "dates": weekday_findings,
    "protected": protected,
    "addresses": addresses,
}
SIZE = 20_000


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("seed", SEEDS)
def test_long_runs_take_no_time(seed: str, step: str) -> None:
    for text in (seed * (SIZE // len(seed)), seed * (SIZE // len(seed)) + "x"):
        start = time.process_time()
        STEPS[step](text)
        assert time.process_time() - start < 15  # squared it would be minutes
