"""Whatever happens in the child, the parent gets a result or a message, and no process stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.errors import ExitCode, InputError, LimitError, OutputError
from bulletin.runtime.child import WarmChild, run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError

HERE = Path(__file__).parent
SMALL = Limits(cpu_s=20, wall_s=20, memory_mib=400)


@pytest.fixture(autouse=True)
def _entries_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))


class Heard:
    def __init__(self) -> None:
        self.events: list[object] = []

    def stage(self, name: str, total: int = 0) -> None:
        self.events.append((name, total))

    def advance(self, steps: int = 1) -> None:
        self.events.append(steps)

    def done(self) -> None:
        self.events.append("done")


def gone(pid: int) -> bool:
    """Whether a process is gone (or only waits to be collected by the system's first process)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(check: object, seconds: float = 180) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_result_progress_and_limits_come_back() -> None:
    heard = Heard()
    result = run_job("runtime_entries:add", {"numbers": [1, 2, 3]}, Limits(pages=12), heard)
    assert result["sum"] == 6
    assert result["limits"]["pages"] == 12
    assert heard.events == [("cộng", 3), 1, 1, 1, "done"]
    assert wait_until(lambda: gone(result["pid"]))


def test_environment_of_the_caller_does_not_show(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("LC_ALL", "vi_VN")
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    monkeypatch.chdir(tmp_path)
    result = run_job("runtime_entries:environment", {})
    assert result["env"] == {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    assert "" not in result["path"]
    assert str(tmp_path) not in result["path"], "a yaml.py lying in the current folder must not become ours"


def test_what_the_child_prints_never_reaches_our_streams(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_job("runtime_entries:chatter", {}, SMALL) == {"ok": True}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("entry", "job", "limits", "rule", "word"),
    [
        ("segfault", {}, SMALL, "limit.crashed", "SIGSEGV"),
        ("leave", {}, SMALL, "limit.crashed", "exit 7"),
        ("crash_beside_a_fork", {}, SMALL, "limit.crashed", "SIGSEGV"),
        ("spin", {}, Limits(cpu_s=1, wall_s=30), "limit.cpu", "1 giây"),
        ("spin", {}, Limits(cpu_s=30, wall_s=1), "limit.time", "1 giây"),
        ("allocate", {"mib": 2000}, SMALL, "limit.memory", "400 MiB"),
        ("abort_without_memory", {}, SMALL, "limit.memory", "400 MiB"),
        ("garbage", {}, SMALL, "limit.bad-answer", ""),
        ("wrong_shape", {}, SMALL, "limit.bad-answer", ""),
    ],
)
def test_every_bad_end_becomes_a_limit_finding(
    entry: str, job: dict[str, object], limits: Limits, rule: str, word: str
) -> None:
    with pytest.raises(LimitError) as caught:
        run_job(f"runtime_entries:{entry}", job, limits)
    (finding,) = caught.value.findings
    assert finding.rule.id == rule
    assert word in finding.what("vi")
    assert finding.remedy("vi")
    assert finding.remedy("en")
    assert caught.value.exit_code == ExitCode.LIMIT


def test_memory_within_the_limit_is_fine() -> None:
    assert run_job("runtime_entries:allocate", {"mib": 100}, SMALL) == {"bytes": 100 << 20}


def test_a_file_over_the_limit_becomes_a_finding(tmp_path: Path) -> None:
    with pytest.raises(LimitError) as caught:
        run_job("runtime_entries:write_big", {"file": str(tmp_path / "big")}, Limits(file_mib=2))
    assert caught.value.findings[0].rule.id == "limit.file-size"
    assert (tmp_path / "big").stat().st_size <= 2 << 20


def test_a_full_disk_under_a_library_is_told_with_what_to_do() -> None:
    with pytest.raises(OutputError) as caught:
        run_job("runtime_entries:write_full", {})
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE
    assert "đĩa đã đầy" in caught.value.findings[0].what("vi")
    assert "TMPDIR=" in caught.value.findings[0].remedy("en")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_do_not_cover_the_answering_pipe(tmp_path: Path, closed: str) -> None:
    """Called as a library, without the command line that opens what is closed."""
    code = (
        "from bulletin.runtime.child import run_job; from pathlib import Path; "
        f"Path({str(tmp_path / 'sum')!r}).write_text(str(run_job('runtime_entries:add', {{'numbers': [1, 2]}})['sum']))"
    )
    line = f'"{sys.executable}" -c "$CODE" {closed}'
    subprocess.run(
        ["bash", "-c", line], env=os.environ | {"PYTHONPATH": str(HERE), "CODE": code}, check=True, timeout=600
    )
    assert (tmp_path / "sum").read_text() == "3"


def test_our_own_errors_come_through_whole() -> None:
    with pytest.raises(InputError) as caught:
        run_job("runtime_entries:refuse", {})
    (finding,) = caught.value.findings
    assert str(finding.place) == "articles/a.yaml:3:8"
    assert finding.what("vi") == "Tít “{tít}” sai"
    assert finding.why("en") == "because {}"
    assert finding.quote == "{tít}"
    assert caught.value.exit_code == ExitCode.REFUSED


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("runtime_entries:bug", "KeyError"),
        ("runtime_entries:unspeakable", "TypeError"),
        ("runtime_entries:system_exit", "SystemExit"),
        ("runtime_entries:no_such_function", "AttributeError"),
        ("no_such_module:f", "ModuleNotFoundError"),
    ],
)
def test_a_bug_in_the_child_is_told_as_a_bug(entry: str, kind: str) -> None:
    with pytest.raises(ChildBugError) as caught:
        run_job(entry, {})
    assert caught.value.bug.kind == kind
    assert caught.value.bug.frames
    assert not any(frame.file.startswith("/") for frame in caught.value.bug.frames)


def test_the_whole_process_group_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with pytest.raises(LimitError):
        run_job("runtime_entries:sleep", {"pids": str(pids)}, Limits(wall_s=2))
    child, grandchild = map(int, pids.read_text().split())
    assert wait_until(lambda: gone(child) and gone(grandchild))


@pytest.fixture
def warm() -> Iterator[WarmChild]:
    with WarmChild("runtime_entries:segfault", SMALL) as child:
        yield child


def test_warm_child_answers_many_jobs_and_keeps_its_state() -> None:
    with WarmChild("runtime_entries:add", SMALL) as child:
        answers = [child.run({"numbers": [n]}) for n in range(5)]
        assert [a["calls"] for a in answers] == [1, 2, 3, 4, 5]
        assert len({a["pid"] for a in answers}) == 1


def test_warm_child_cpu_limit_counts_each_job() -> None:
    with WarmChild("runtime_entries:spin", Limits(cpu_s=1, wall_s=30)) as child:
        with pytest.raises(LimitError):
            child.run({})
        assert child.run({"forever": False}) == {}


def test_warm_child_is_replaced_after_a_crash(warm: WarmChild) -> None:
    first = warm.run({"well": True})["pid"]
    with pytest.raises(LimitError):
        warm.run({})
    assert warm.pid is None
    second = warm.run({"well": True})["pid"]
    assert second not in {first, None}
    assert warm.pid == second


def test_warm_child_survives_bad_input() -> None:
    with WarmChild("runtime_entries:refuse", SMALL) as child:
        with pytest.raises(InputError):
            child.run({})
        pid = child.pid
        with pytest.raises(InputError):
            child.run({})
        assert pid is not None
        assert child.pid == pid


def test_a_killed_warm_child_is_replaced(warm: WarmChild) -> None:
    pid = warm.run({"well": True})["pid"]
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: warm.pid is None)
    assert warm.run({"well": True})["pid"] != pid


def test_ctrl_c_kills_the_child(tmp_path: Path) -> None:
    """In a process of its own: here the interrupt may fall into a callback of the test tools, which swallow it."""
    pids = tmp_path / "pids"
    code = (
        "from bulletin.runtime.child import run_job\n"
        f"try: run_job('runtime_entries:sleep', {{'pids': {str(pids)!r}}})\n"
        "except KeyboardInterrupt: print('interrupted')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(HERE)}, stdout=subprocess.PIPE, text=True
    ) as parent:
        try:
            assert wait_until(lambda: pids.exists() and len(pids.read_text().split()) == 2)
            parent.send_signal(signal.SIGINT)
            assert parent.communicate(timeout=180)[0] == "interrupted\n"
        finally:
            parent.kill()
    assert wait_until(lambda: all(gone(int(pid)) for pid in pids.read_text().split()))


@pytest.mark.parametrize("entry", ["sleep", "stubborn"])
def test_the_child_and_what_it_started_end_when_the_parent_is_killed(tmp_path: Path, entry: str) -> None:
    pids = tmp_path / "pids"
    code = f"from bulletin.runtime.child import run_job; run_job('runtime_entries:{entry}', {{'pids': {str(pids)!r}}})"
    with subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(HERE)}) as parent:
        try:
            assert wait_until(lambda: pids.exists() and len(pids.read_text().split()) == 2)
        finally:
            parent.kill()
    child, grandchild = map(int, pids.read_text().split())
    assert wait_until(lambda: gone(child) and gone(grandchild))
