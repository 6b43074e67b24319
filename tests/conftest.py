"""Fixtures for all tests: the validators of PDF/A and PDF/UA, one process for all workers of a run."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from validators_kit import FOLDER, Judge
from watched_lines import watched_for_its_share

# A busy machine draws slowly, and that is no fault of what is tested.
# A test's examples follow from its own source: two runs of one commit try the same, and a red is the change's own.
# `BULLETIN_DRAW=new` draws new ones, which is how rare faults are searched for.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("BULLETIN_DRAW") != "new",
)
settings.load_profile("patient")
ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules whose tests build on one another come first: a worker takes tests from the end of another's list."""
    items.sort(key=lambda item: item.get_closest_marker("together") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Each test function is watched by coverage for its share of time."""
    with watched_for_its_share(item.nodeid.partition("[")[0]):
        return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """The master makes the folder that its workers find in their environment; nothing is started yet.

    A run in the background of a shell ignores Ctrl-C, and so would the programs that tests interrupt.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="bulletin-validators-")
        os.environ[FOLDER + "_PID"] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """The master ends the server, if any test has started it."""
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(FOLDER))
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as talk:
            talk.connect(str(folder / "socket"))
            talk.sendall(b"{}\n")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def judge() -> Judge:
    """`judge([(pdf, "3a"), …])` gives veraPDF's verdicts, `judge(…, "page")` those of page-validation.

    A validator that is missing is a failure and never a skip: `./check` installs all of them.
    """
    return Judge(Path(os.environ[FOLDER]))


@pytest.fixture(scope="session", autouse=True)
def _tree_stays_as_it_is() -> Iterator[None]:
    """No test leaves anything new beside the house's own folders, where it would be taken into a commit."""
    before = {path.name for path in ROOT.iterdir()}
    yield
    left = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - before
    assert not left, f"a test left in the tree: {sorted(left)}"
