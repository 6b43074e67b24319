"""Each command: data on stdout, talk on stderr, JSON on demand, the right exit code, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from cli_entries import finding

from bulletin.cli import main as cli
from bulletin.cli.bug_report import redact, report
from bulletin.cli.commands import build as cli_build
from bulletin.errors import ExitCode, InputError, Place, Severity
from bulletin.runtime import cache as caches
from bulletin.runtime.wire import Bug, ChildBugError, TracebackStep, findings_to_wire

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the child will answer, and what it was asked."""
    told: dict[str, Any] = {}

    def run_job(entry: str, job: dict[str, Any], limits: object, progress: object) -> dict[str, Any]:
        told.update(entry=entry, job=job)
        if isinstance(told["answer"], BaseException):
            raise told["answer"]
        return told["answer"]  # type: ignore[no-any-return]

    monkeypatch.setattr(cli_build, "run_job", run_job)
    return told


def good(*findings: Any) -> dict[str, Any]:
    return {"out": "x", "pages": 8, "files": ["screen.pdf", "release.json"], "findings": findings_to_wire(findings)}


def test_build_prints_the_path_and_nothing_else_on_stdout(
    answers: dict[str, Any], tmp_path: Path, capsys: Capture
) -> None:
    answers["answer"] = good(finding(Severity.WARNING))
    assert cli.run(["build", str(tmp_path)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert Path(said.out.rstrip("\n")).resolve() == tmp_path / "build" / "screen.pdf"
    assert "8 trang" in said.err
    assert "1 cảnh báo" in said.err
    assert answers["job"]["folder"] == str(tmp_path)
    assert answers["job"]["cache"] == os.environ["BULLETIN_CACHE"]


def test_build_json_strict_out_open(
    answers: dict[str, Any], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    answers["answer"] = good(finding(Severity.WARNING))
    out = tmp_path / "o"
    argv = ["build", str(tmp_path), "--out", str(out), "--strict", "--json", "--open", "--layout", "so-tay"]
    assert cli.run(argv) == ExitCode.REFUSED
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    assert data["exit_code"] == 6
    assert data["pdf"] == str(out / "screen.pdf")
    assert data["findings"][0]["rule"] == "test.warning"
    assert answers["job"]["layout"] == "so-tay"
    assert opened == []


@pytest.mark.parametrize("no_viewer", [0, 3])
def test_build_opens_what_is_good_and_says_when_it_cannot(
    answers: dict[str, Any], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, no_viewer: int
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or no_viewer)
    answers["answer"] = good()
    assert cli.run(["build", str(tmp_path), "--open"]) == ExitCode.DONE
    assert opened == [str(tmp_path / "build" / "screen.pdf")]
    assert ("trình xem PDF" in capsys.readouterr().err) is bool(no_viewer)


@pytest.mark.parametrize("command", ["build", "proof"])
def test_refused_input(command: str, answers: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "issue.yaml").write_text("date: tít")
    answers["answer"] = InputError([finding(place=Place("issue.yaml", 1, 7))])
    assert cli.run([command, str(tmp_path / "issue.yaml")]) == ExitCode.BAD_INPUT
    said = capsys.readouterr()
    assert said.out == ""
    assert "issue.yaml:1:7" in said.err
    assert "^~~" in said.err
    assert cli.run([command, str(tmp_path), "--json"]) == ExitCode.BAD_INPUT
    assert json.loads(capsys.readouterr().out)["findings"][0]["line"] == 1


def test_proof_prints_one_path_a_page(answers: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    answers["answer"] = {"files": ["page-001.png", "page-002.png"], "findings": []}
    assert cli.run(["proof", str(tmp_path), "--ppi", "90"]) == ExitCode.DONE
    said = [Path(line).resolve() for line in capsys.readouterr().out.splitlines()]
    assert said == [tmp_path / "build" / "proof" / f"page-00{n}.png" for n in (1, 2)]
    assert answers["job"]["ppi"] == 90
    assert answers["entry"] == "bulletin.build.recipe:proof_job"


def test_a_bug_becomes_an_apology_and_a_report(answers: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    frame = TracebackStep("bulletin/layout/plan/planner.py", 12, "place")
    answers["answer"] = ChildBugError(Bug("KeyError", "'Nguyễn Văn A' in /home/lan/so-12", (frame,)))
    assert cli.run(["build", str(tmp_path)]) == ExitCode.BUG
    said = capsys.readouterr()
    assert "Xin lỗi" in said.err
    assert "Traceback" not in said.err
    (file,) = Path(os.environ["BULLETIN_CACHE"], "reports").iterdir()
    assert str(file) in said.err
    text = file.read_text()
    assert "bulletin/layout/plan/planner.py:12 in place" in text
    assert "weasyprint" in text
    for private in ("Nguyễn", "home", "so-12", str(tmp_path)):
        assert private not in text
    answers["answer"] = RuntimeError("again")
    assert cli.run(["build", str(tmp_path)]) == ExitCode.BUG
    assert len(list(file.parent.iterdir())) == 2


def test_a_bug_without_a_place_for_its_report(
    answers: dict[str, Any], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("x")

    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(caches, "spare_folders", lambda: iter([tmp_path / "file" / "spare"]))
    assert cli.run(["build", str(tmp_path)]) == ExitCode.CANNOT_WRITE
    capsys.readouterr()
    monkeypatch.setattr(cli_build.Settings, "ready_cache", broken)
    assert cli.run(["build", str(tmp_path), "--lang", "en"]) == ExitCode.BUG
    said = capsys.readouterr().err
    assert "Sorry" in said
    assert "No report was written (RuntimeError)" in said


def test_redacted_messages() -> None:
    assert (
        redact("expected str, got 'Bà Lan' at /home/lan/x.yaml for lan@xa.vn Đồ Sơn")
        == "expected str, got … at … for … … …"
    )
    assert "Python" in report(ValueError("x"), "build")


def test_ctrl_c(answers: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    answers["answer"] = KeyboardInterrupt()
    assert cli.run(["build", str(tmp_path)]) == ExitCode.INTERRUPTED
    assert "Đã dừng" in capsys.readouterr().err


def test_ctrl_c_of_the_real_program(tmp_path: Path) -> None:
    code = (
        "import sys, bulletin.cli.commands.build as b\n"
        "from bulletin.cli import main as cli\n"
        "from bulletin.runtime.child import run_job\n"
        "b.run_job = lambda entry, job, limits, bar: run_job('cli_sleep:job', job, limits, bar)\n"
        "sys.argv[0] = 'bulletin'; cli.main()"
    )
    (tmp_path / "cli_sleep.py").write_text(
        "import os, pathlib, time\n"
        "def job(order, report):\n"
        "    pathlib.Path(order['folder'], 'pid').write_text(str(os.getpid()))\n"
        "    time.sleep(600)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, "build", str(tmp_path)], env=environment, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            pid = tmp_path / "pid"
            end = time.monotonic() + 180
            while not (pid.exists() and pid.read_text()):
                assert time.monotonic() < end, "the child has not begun"
                time.sleep(0.02)
            program.send_signal(signal.SIGINT)
            assert program.wait(180) == 130
            assert program.stderr is not None
            assert "Traceback" not in program.stderr.read()
        finally:
            program.kill()
    stat = Path(f"/proc/{pid.read_text()}/stat")
    assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_reader_that_has_seen_enough() -> None:
    done = subprocess.run(
        f"{sys.executable} -m bulletin schema article | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    answer = SimpleNamespace(issue=None, findings=(), changes=())
    stand_in = SimpleNamespace(check_issue=lambda folder, cache: answer)
    monkeypatch.setitem(sys.modules, "bulletin.build.reading", stand_in)
    return answer


def test_check_tells_findings_as_data(checked: SimpleNamespace, tmp_path: Path, capsys: Capture) -> None:
    assert cli.run(["check", str(tmp_path)]) == ExitCode.DONE
    assert capsys.readouterr() == ("", "Không có lỗi nào.\n")
    checked.findings = (finding(place=Place("issue.yaml", 1, 1)), finding(Severity.WARNING))
    assert cli.run(["check", str(tmp_path)]) == ExitCode.BAD_INPUT
    said = capsys.readouterr()
    assert "issue.yaml:1:1" in said.out
    assert said.err == "1 lỗi, 1 cảnh báo.\n"
    assert cli.run(["check", str(tmp_path), "--json"]) == ExitCode.BAD_INPUT
    data = json.loads(capsys.readouterr().out)
    assert [item["severity"] for item in data["findings"]] == ["error", "warning"]
    assert data["exit_code"] == 3


def test_check_strict(checked: SimpleNamespace, tmp_path: Path, capsys: Capture) -> None:
    checked.findings = (finding(Severity.WARNING),)
    assert cli.run(["check", str(tmp_path)]) == ExitCode.DONE
    assert cli.run(["check", str(tmp_path), "--strict"]) == ExitCode.REFUSED
    capsys.readouterr()


def test_check_lists_changes(checked: SimpleNamespace, tmp_path: Path, capsys: Capture) -> None:
    from bulletin.text.rules.rule import TextEdit
    from bulletin.text.setting import FieldChange

    change = TextEdit("text.nbsp", "10\u00a0giờ", "10 giờ", 4)
    checked.changes = (FieldChange(Place("articles/a.yaml", 3, 8), "title", change),)
    assert cli.run(["check", str(tmp_path), "--changes"]) == ExitCode.DONE
    said = capsys.readouterr()
    assert "articles/a.yaml:3:8 [text.nbsp] title: “10⍽giờ” → “10 giờ”" in said.out
    assert "1 chỗ" in said.err
    assert cli.run(["check", str(tmp_path), "--changes", "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["changes"][0]["change"]["after"] == "10 giờ"


def test_new_issue_and_article_fill_a_folder(tmp_path: Path, capsys: Capture) -> None:
    assert cli.run(["new", "publication", str(tmp_path / "xa")]) == ExitCode.DONE
    assert cli.run(["new", "issue", str(tmp_path / "xa" / "so-12")]) == ExitCode.DONE
    assert cli.run(["new", "article", str(tmp_path / "xa" / "so-12" / "articles" / "le-hoi")]) == ExitCode.DONE
    files = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert files == ["xa/publication.yaml", "xa/so-12/articles/le-hoi.yaml", "xa/so-12/issue.yaml"]
    assert (tmp_path / "xa" / "so-12" / "photos").is_dir()
    assert "le-hoi" in (tmp_path / "xa" / "so-12" / "articles" / "le-hoi.yaml").read_text()
    out = capsys.readouterr().out.splitlines()
    assert [Path(line).name for line in out] == ["publication.yaml", "issue.yaml", "le-hoi.yaml"]
    assert cli.run(["new", "issue", str(tmp_path / "xa" / "so-12" / "articles")]) == ExitCode.BAD_INPUT
    assert "file.inside-issue" in capsys.readouterr().err
    assert not (tmp_path / "xa" / "so-12" / "articles" / "issue.yaml").exists()
    before = (tmp_path / "xa" / "publication.yaml").read_bytes()
    assert cli.run(["new", "publication", str(tmp_path / "xa"), "--json"]) == ExitCode.BAD_INPUT
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert (tmp_path / "xa" / "publication.yaml").read_bytes() == before


def test_an_article_named_in_an_issue_goes_to_its_articles(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "issue.yaml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert cli.run(["new", "article", "khong-co"]) == ExitCode.DONE
    assert (tmp_path / "articles" / "khong-co.yaml").is_file()
    assert capsys.readouterr().out == "articles/khong-co.yaml\n"


@pytest.mark.parametrize("kind", ["publication", "issue", "article"])
def test_schema_is_json(kind: str, capsys: Capture) -> None:
    assert cli.run(["schema", kind]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_layouts(capsys: Capture) -> None:
    assert cli.run(["layouts"]) == ExitCode.DONE
    assert "tuan-tin" in capsys.readouterr().out
    assert cli.run(["layouts", "--json"]) == ExitCode.DONE
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["layouts"]}
    assert rows["tuan-tin"]["trim_mm"] == [190, 270]


def test_clean_cache(capsys: Capture) -> None:
    from bulletin.runtime.cache import Cache

    Cache(Path(os.environ["BULLETIN_CACHE"])).put("photos", "a", b"x" * 2_000_000)
    assert cli.run(["clean-cache"]) == ExitCode.DONE
    assert "1,9 MiB" in capsys.readouterr().err
    assert cli.run(["clean-cache", "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["freed_bytes"] == 0


def test_progress_is_silent_in_a_pipe_and_a_bar_on_a_terminal(capsys: Capture) -> None:
    from bulletin.cli.progress import progress
    from bulletin.cli.settings import Settings
    from bulletin.runtime.progress import Silent

    with progress(Settings(live=False)) as bar:
        assert isinstance(bar, Silent)
    with progress(Settings(live=True, json=True)) as bar:
        assert isinstance(bar, Silent)
    with progress(Settings(live=True)) as bar:
        assert not isinstance(bar, Silent)
        bar.stage("photos", 3)
        bar.advance()
        bar.stage("layout")
        bar.done()
    assert capsys.readouterr().out == ""
