"""Checks register themselves: the table is whole, its order is fixed, and nobody who does not need it loads it."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flight_kit import GOOD, look, make

from bulletin.errors import Rule, Text
from bulletin.preflight import checks
from bulletin.preflight.checks import registry
from bulletin.preflight.checks.catalogue import CHECKS, FUNCTIONS, ORDER, REGISTERED
from bulletin.preflight.checks.registry import RegisteredCheck, check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import limits_for
from bulletin.preflight.report import ARCHIVE
from bulletin.preflight.subject import InspectedFile

RULE = flight_rule("trial", ERROR, Text("x", "x"), Text("x", "x"), Text("x", "x"))


def modules() -> Iterator[str]:
    """Every module of the rooms of checks."""
    yield from (found.name for found in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."))


def test_numbers_run_from_1_to_39_and_are_never_given_again() -> None:
    assert [item.number for item in CHECKS] == list(range(1, 40)) == list(FUNCTIONS)
    assert CHECKS[ARCHIVE - 1].id == "pdfa"
    assert CHECKS[11].id == "page-multiple"


def test_each_check_has_a_module_of_its_own_and_a_verb_for_a_name() -> None:
    homes = [row.look.__module__ for row in REGISTERED]
    assert len(set(homes)) == len(homes)
    assert all(row.look.__name__.startswith("check_") for row in REGISTERED)  # type: ignore[attr-defined]


def test_rules_are_those_that_the_modules_of_checks_hold() -> None:
    held = {
        value.id for name in modules() for value in vars(importlib.import_module(name)).values()
        if isinstance(value, Rule)
    }  # fmt: skip
    listed = [rule for item in CHECKS for rule in item.rules]
    assert len(listed) == len(set(listed))
    assert held == set(listed)


@pytest.mark.parametrize("row", REGISTERED, ids=lambda row: row.check.id)
def test_each_check_says_everything_in_both_languages(row: RegisteredCheck) -> None:
    words = [getattr(text, lang) for text in (row.check.title, row.fails, row.passes) for lang in ("vi", "en")]
    assert all(words)
    assert len(set(words)) == len(words)
    assert all(words.endswith(".") for words in words[2:])
    assert all(row.asks(limits_for(edition)) for edition in ("screen", "office", "record"))
    assert row.rules


def test_what_draws_and_calls_other_programs_comes_last() -> None:
    assert sorted(ORDER) == list(range(1, 40))
    assert ORDER[:3] == (3, 4, 5)
    assert ORDER[-5:] == (1, 31, 33, 34, 2)


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of its own: what a test registers is gone after it."""
    monkeypatch.setattr(registry, "_REGISTERED", {})


def register(number: int, name: str, *rules: Rule) -> None:
    """Register a check that finds nothing."""
    text = Text("x", "x")
    check(number, name, title=text, rules=rules, asks=lambda _: "–", fails=text, passes=text)(lambda _: ())


@pytest.mark.usefixtures("empty")
def test_registered_checks_come_in_the_order_of_their_numbers() -> None:
    register(41, "later", RULE)
    register(40, "sooner")
    assert [row.check.number for row in registry.registered()] == [40, 41]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("number", "name", "rules", "words"),
    [
        (40, "other", (), "registered twice"),
        (41, "trial", (), "two checks are called trial"),
        (41, "other", (RULE,), "share preflight.trial"),
    ],
)
def test_nothing_is_registered_twice(number: int, name: str, rules: tuple[Rule, ...], words: str) -> None:
    register(40, "trial", RULE)
    with pytest.raises(ValueError, match=words):
        register(number, name, *rules)


def test_the_order_of_imports_does_not_matter() -> None:
    """A module loaded before the table changes nothing in it."""
    code = (
        "import bulletin.preflight.checks.text.knock_out, bulletin.preflight.checks.codes.barcode\n"
        "from bulletin.preflight.checks.catalogue import CHECKS, ORDER\n"
        "print([c.number for c in CHECKS], list(ORDER))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{[item.number for item in CHECKS]} {list(ORDER)}"


@pytest.mark.parametrize("argv", [["--help"], ["preflight", "--help"], ["check", "examples/mot-trang"]], ids=" ".join)
def test_who_does_not_look_at_a_pdf_loads_no_check(argv: list[str]) -> None:
    code = (
        "import sys\nfrom bulletin.cli import main as cli\ncode = cli.run(sys.argv[1:])\n"
        "loaded = [name for name in sys.modules if name.startswith('bulletin.preflight.checks')]\n"
        "sys.exit(int(code) or len(loaded))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code, *argv], cwd=root, capture_output=True, check=False)
    assert done.returncode == 0


def test_maps_and_codes_are_made_once_and_only_when_a_check_asks() -> None:
    asked: list[str] = []

    def ink(_: object) -> tuple[()]:
        asked.append("ink")
        return ()

    def codes(*_: object) -> tuple[()]:
        asked.append("codes")
        return ()

    look(make(GOOD), limits_for("screen"), ink=ink, codes=codes)
    assert asked == ["codes"], "a profile without a limit for ink needs no map of it"
    look(make(GOOD), ink=ink, codes=codes)
    assert asked == ["codes", "ink", "codes"]


def test_what_failed_once_is_not_tried_again() -> None:
    tried: list[int] = []

    def codes(*_: object) -> tuple[()]:
        tried.append(1)
        raise MemoryError

    report = look(make(GOOD), codes=codes)
    assert len(tried) == 1
    assert [report.results[at - 1].status for at in (33, 34)] == ["not-run", "not-run"]
    assert "memory" in (report.results[32].reason or Text("", "")).en


def test_a_subject_without_makers_has_neither() -> None:
    subject = object.__new__(InspectedFile)
    subject.make_ink = subject.read_codes = None
    subject.ink_so_far = subject.codes_so_far = None
    assert subject.ink is None
    assert subject.codes is None
