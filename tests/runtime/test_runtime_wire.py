"""What one process says the other understands, letter for letter."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import (
    BulletinError,
    ExitCode,
    Finding,
    InputError,
    LimitError,
    OutputError,
    Place,
    ProofError,
    Rule,
    Severity,
    Text,
    ToolError,
)
from bulletin.lazy import dataclass
from bulletin.runtime import wire
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import Silent, replay

words = st.text(max_size=30)
places = st.builds(
    Place,
    st.none() | words,
    st.none() | st.integers(1, 999),
    st.none() | st.integers(1, 999),
    st.none() | st.integers(1, 99),
    st.none() | st.tuples(*[st.floats(-10, 300)] * 4),
)


@given(words, words, places, st.sampled_from(Severity), st.sampled_from(ExitCode))
def test_findings_survive_the_wire(value: str, quote: str, place: Place, severity: Severity, code: ExitCode) -> None:
    text = Text("vi {{}} {x}", "en {{}} {x}")
    finding = Finding(Rule("a.b", severity, text, text, text, code), place, quote, {"x": value})
    sent = wire.decode(wire.encode({"findings": wire.findings_to_wire([finding])}))
    (got,) = wire.findings_from_wire(sent["findings"])
    assert got.as_dict() == finding.as_dict()
    assert got.rule.exit_code is code
    assert got.what("vi") == f"vi {{}} {value}"


@pytest.mark.parametrize("kind", [BulletinError, InputError, ToolError, OutputError, ProofError, LimitError])
def test_errors_keep_their_kind(kind: type[BulletinError]) -> None:
    rule = Rule("a.b", Severity.ERROR, Text("a", "b"), Text("a", "b"), Text("a", "b"), ExitCode.REFUSED)
    got = wire.error_from_wire(wire.error_to_wire(kind([Finding(rule)])))
    assert type(got) is kind
    assert got.exit_code == ExitCode.REFUSED


@pytest.mark.parametrize("line", [b"", b"[]", b"nul", b"\xff", b'{"a":'])
def test_nonsense_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|not an object|decode"):
        wire.decode(line)


def test_a_bug_report_names_no_folder_of_a_person() -> None:
    try:
        {}["x"]  # type: ignore[index]
    except KeyError as error:
        bug = wire.bug_of(error)
    assert bug.kind == "KeyError"
    assert bug.frames[-1].function == "test_a_bug_report_names_no_folder_of_a_person"
    assert all("/home/" not in frame.file and not frame.file.startswith("/") for frame in bug.frames)


def test_unknown_progress_is_ignored() -> None:
    replay({"progress": "dance"}, Silent())
    replay({"progress": "advance", "steps": "many"}, Silent())


# --- requests ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    size: str | tuple[float, float]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(wire.Request):
    folder: Path
    sheet: Sheet
    sides: tuple[Literal["a", "b"], ...] = ()
    pairs: tuple[tuple[Path, int], ...] = ()
    ppi: float = 70.0
    words: str | None = None


sheets = st.builds(Sheet, words | st.tuples(st.floats(1, 99), st.floats(1, 99)), st.booleans())
orders = st.builds(
    Order,
    limits=st.just(Limits()),
    folder=st.sampled_from([Path("/a/ố"), Path("b")]),
    sheet=sheets,
    sides=st.lists(st.sampled_from(["a", "b"]), max_size=3).map(tuple),
    pairs=st.lists(st.tuples(st.just(Path("c")), st.integers()), max_size=2).map(tuple),
    ppi=st.floats(1, 300),
    words=st.none() | words,
)


@given(orders)
def test_requests_survive_the_wire(order: Order) -> None:
    assert Order.from_wire(wire.decode(wire.encode(order.to_wire()))) == order


def test_a_request_takes_the_limits_of_its_child() -> None:
    value = {"folder": "x", "sheet": {"size": "a4"}, "limits": Limits(pages=3).as_dict()}
    assert Order.from_wire(value).limits == Limits(pages=3)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"layuot": "x"}, "layuot"),
        ({"sheet": {"size": "a4", "weight": 80}}, "weight"),
        ({"sheet": {"size": [1.0]}}, "size|is not"),
        ({"sheet": "a4"}, "no object"),
        ({"folder": 7}, "7 is not"),
        ({"sides": ["c"]}, "'c' is not"),
        ({"ppi": "much"}, "'much' is not"),
        ({"ppi": True}, "True is not"),
        ({"words": 3}, "3 is not"),
    ],
)
def test_a_request_refuses_what_it_does_not_know(wrong: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Order.from_wire({"folder": "x", "sheet": {"size": "a4"}, **wrong})


def test_a_request_without_a_needed_key_is_refused() -> None:
    with pytest.raises(ValueError, match="folder"):
        Order.from_wire({"sheet": {"size": "a4"}})
