"""SESSION of pages: what failed is not planned again by itself, and old pages are never taken for those of now."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bulletin.studio.desk.session import PageSession

ISSUE = Path("/so-1")
FAILED: dict[str, Any] = {"ok": False, "plan": None, "findings": []}
PLANNED: dict[str, Any] = {"ok": True, "plan": {"pages": 1}, "findings": []}
PICTURED: dict[str, Any] = {"ok": True, "pages": ["a.png"], "changed": [1], "findings": []}


class Child:
    """A child process that answers what it is told to."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Any]] = {"plan": PLANNED, "pictures": PICTURED}
        self.asked: list[str] = []
        self.go = threading.Event()
        self.go.set()

    def run(self, order: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(str(order["step"]))
        self.go.wait(60)
        return self.answers[str(order["step"])]

    def close(self) -> None:
        self.go.set()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[tuple[PageSession, Child, list[str]]]:
    told: list[str] = []
    made, child = PageSession(tmp_path, lambda _, event: told.append(event["type"])), Child()
    made._child = child  # type: ignore[assignment]  # a child without a process
    yield made, child, told
    made.close()


def wait_for(told: list[str], event: str) -> None:
    end = time.monotonic() + 60
    while event not in told:
        assert time.monotonic() < end, told
        time.sleep(0.01)


@pytest.mark.parametrize("step", ["plan", "pictures"])
def test_what_failed_is_planned_again_only_when_it_was_changed(
    session: tuple[PageSession, Child, list[str]], step: str
) -> None:
    pages, child, told = session
    child.answers[step] = FAILED
    pages.begin(ISSUE)
    wait_for(told, "failed")
    assert pages.settle(ISSUE) is False
    asked = list(child.asked)
    for _ in range(20):
        pages.begin(ISSUE)  # as the window does that heard of the failure
    assert pages.settle(ISSUE) is False
    assert child.asked == asked
    child.answers[step] = PLANNED if step == "plan" else PICTURED
    pages.want(ISSUE)
    assert pages.settle(ISSUE) is True


def test_pages_of_a_moment_ago_are_not_those_of_now(session: tuple[PageSession, Child, list[str]]) -> None:
    pages, child, told = session
    pages.want(ISSUE)
    assert pages.settle(ISSUE) is True
    child.answers["pictures"] = FAILED
    pages.want(ISSUE)
    wait_for(told, "failed")
    assert pages.pages[ISSUE], "the old pages stay on the screen"
    assert pages.settle(ISSUE) is False


def test_an_issue_that_another_one_overtook_is_pictured_when_somebody_waits_for_it(
    session: tuple[PageSession, Child, list[str]],
) -> None:
    pages, child, _ = session
    pages.want(ISSUE)
    assert pages.settle(ISSUE) is True
    child.go.clear()
    child.asked.clear()
    pages.want(ISSUE)
    end = time.monotonic() + 60
    while not child.asked:
        assert time.monotonic() < end
        time.sleep(0.01)
    pages.want(Path("/so-2"))
    child.go.set()
    assert pages.settle(Path("/so-2")) is True
    assert child.asked == ["plan", "plan", "pictures"]
    assert pages.settle(ISSUE) is True
    assert child.asked == ["plan", "plan", "pictures", "plan", "pictures"]


def test_what_is_planned_ahead_never_comes_before_what_is_wanted(
    session: tuple[PageSession, Child, list[str]],
) -> None:
    pages, child, told = session
    pages.ahead(ISSUE, b"so: 1\n")  # nobody has seen the issue yet
    pages.want(ISSUE)
    assert pages.settle(ISSUE) is True
    assert child.asked == ["plan", "pictures"]
    child.answers["ahead"] = {}
    pages.ahead(ISSUE, b"so: 1\n")
    wait_for(child.asked, "ahead")
    assert pages.settle(ISSUE) is True
    child.go.clear()
    child.asked.clear()
    pages.want(ISSUE)
    wait_for(child.asked, "plan")
    pages.ahead(ISSUE, b"so: 2\n")
    pages.want(ISSUE)  # let go meanwhile
    child.go.set()
    assert pages.settle(ISSUE) is True
    assert child.asked == ["plan", "plan", "pictures"]
    assert told.count("planned") == 3
