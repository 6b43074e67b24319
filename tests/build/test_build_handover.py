"""HAND OVER: names without the way up, facts without files, warnings that refuse."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest

from bulletin.build.publish import facts_of, refuse_warnings, sources_of
from bulletin.errors import ExitCode, Finding, ProofError, Rule, Severity, Text
from bulletin.release import Release, edition


def finding(severity: Severity) -> Finding:
    text = Text("một", "one")
    return Finding(Rule("test.rule", severity, text, text, text))


def test_sources_are_named_without_the_way_up() -> None:
    typed = {"../publication.yaml": b"1", "issue.yaml": b"2", "..hidden.yaml": b"3"}
    named = {"publication.yaml": b"1", "issue.yaml": b"2", "..hidden.yaml": b"3"}
    issue: Any = SimpleNamespace(sources=typed, last_plan=None)
    assert sources_of(issue) == named
    issue = SimpleNamespace(sources=typed, last_plan=(".bulletin/pages-tuan-tin.json", b"4"))
    assert sources_of(issue) == named | {".bulletin/pages-tuan-tin.json": b"4"}


def test_the_facts_inside_the_record_tell_everything_but_the_files() -> None:
    made = Release(
        publication="ben", number=1, number_total=None, date=dt.date(2026, 11, 20),
        editions=(edition("screen", "screen.pdf", b"%PDF", 1),), inputs={"issue.yaml": "0" * 64},
    )  # fmt: skip
    facts = json.loads(facts_of(made))
    assert "editions" not in facts
    assert facts["inputs"] == {"issue.yaml": "0" * 64}
    assert facts_of(made).endswith(b"}\n")


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.ERROR])
def test_strict_refuses_what_asks_for_a_look(severity: Severity) -> None:
    found = (finding(Severity.INFO), finding(severity))
    refuse_warnings(found, strict=False)
    with pytest.raises(ProofError) as caught:
        refuse_warnings(found, strict=True)
    assert [f.severity for f in caught.value.findings] == [Severity.INFO, Severity.ERROR]
    if severity is Severity.WARNING:
        assert caught.value.exit_code is ExitCode.REFUSED


def test_strict_lets_notes_pass() -> None:
    refuse_warnings((finding(Severity.INFO),), strict=True)
