"""A plug-in of pytest for `./check --fast`: no test begins after a number of CPU seconds, and that is said.

    PYTHONPATH=tools BULLETIN_TEST_CPU_S=50 python -m pytest -p cpu_budget …

The seconds are those of the test processes and of their children. Workers of a parallel run share them evenly.
"""

from __future__ import annotations

import os

import pytest

REASON = "no CPU seconds left in the fast check"


def used_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Budget:
    """Skips what does not begin in time."""

    def __init__(self, limit_s: float) -> None:
        self.limit_s = limit_s
        self.late = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        if used_s() > self.limit_s:
            pytest.skip(REASON)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple) and REASON in report.longrepr[2]:
            self.late += 1

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.late:
            terminalreporter.write_line(
                f"{self.late} phép thử ở xa chỗ đổi chưa chạy vì hết thời gian; ./check chạy tất cả. / "
                f"{self.late} tests far from the change were left out for time; ./check runs all."
            )


def pytest_configure(config: pytest.Config) -> None:
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    config.pluginmanager.register(Budget(float(os.environ["BULLETIN_TEST_CPU_S"]) / workers), "cpu-budget")
