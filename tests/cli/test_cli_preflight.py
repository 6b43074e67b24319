"""`bulletin preflight`: a table on stdout, JSON on demand, exit code 6 for errors, words instead of tracebacks."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import click
import make_report as made
import pikepdf
import pytest

from bulletin.cli import main as cli
from bulletin.cli.commands import preflight as cli_preflight
from bulletin.errors import ExitCode, Finding, LimitError, Severity
from bulletin.preflight.report_json import report_as_dict
from bulletin.runtime.limits import CPU, CRASHED, limit_error
from bulletin.runtime.wire import Bug, ChildBugError

Capture = pytest.CaptureFixture[str]
WARNED = ((11, made.finding("safety", 2, (1.5, 120, 30, 4), Severity.WARNING, quote="Nước máy về ngõ nhỏ")),)
FAILED = ((25, made.finding("thin-line", 1, (20, 30, 60, 0.1))), *WARNED)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the child will answer, and what it was asked."""
    told: dict[str, Any] = {}

    def run_job(entry: str, job: dict[str, Any], limits: object, progress: object) -> dict[str, Any]:
        told.update(entry=entry, job=job)
        if isinstance(told["answer"], BaseException):
            raise told["answer"]
        return told["answer"]  # type: ignore[no-any-return]

    monkeypatch.setattr(cli_preflight, "run_job", run_job)
    return told


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "to-bao.pdf"
    made_pdf = pikepdf.new()
    made_pdf.add_blank_page(page_size=(400, 600))
    out = io.BytesIO()
    made_pdf.save(out)
    path.write_bytes(out.getvalue())
    return path


def answer(found: tuple[tuple[int, Finding], ...] = (), not_run: tuple[int, ...] = ()) -> dict[str, Any]:
    report = report_as_dict(made.report("to-bao.pdf", found, not_run=not_run))
    return {"report": report, "guessed": {"vi": "tệp tự khai là PDF/X", "en": "the file claims PDF/X"}, "html": None}


def test_a_good_file_has_a_table_and_leaves_with_nought(answers: dict[str, Any], pdf: Path, capsys: Capture) -> None:
    answers["answer"] = answer(not_run=(2,))
    assert cli.run(["preflight", str(pdf)]) == ExitCode.DONE
    said = capsys.readouterr()
    rows = [line for line in said.out.splitlines() if line.strip()[:1].isdigit()]
    assert [int(row.split()[0]) for row in rows] == list(range(1, 40))
    assert "○ chưa kiểm" in rows[1]
    assert "Máy này chưa có veraPDF." in said.out
    assert "offset-coated" in said.err
    assert "tệp tự khai là PDF/X" in said.err
    assert "Chưa kiểm mục 2: Máy này chưa có veraPDF." in said.err
    assert "Traceback" not in said.out + said.err


def test_errors_leave_with_six_and_say_where_and_what_to_do(
    answers: dict[str, Any], pdf: Path, capsys: Capture
) -> None:
    answers["answer"] = answer(FAILED)
    assert cli.run(["preflight", str(pdf)]) == ExitCode.REFUSED
    said = capsys.readouterr()
    assert "✕ lỗi (1)" in said.out
    assert "Trang 1, cách mép trái 20,0 mm, mép trên 30,0 mm (khung 60,0 × 0,1 mm): trang 1: đo được" in said.out
    assert "lỗi [preflight.thin-line]" in said.out
    assert "Cách sửa: Sửa trong style.css" in said.out
    assert "“Nước máy về ngõ nhỏ”" in said.out
    assert "1 lỗi, 1 cảnh báo." in said.err
    assert "\x1b" not in said.out


def test_many_places_of_one_rule_are_cut_short_unless_verbose(
    answers: dict[str, Any], pdf: Path, capsys: Capture
) -> None:
    answers["answer"] = answer(tuple((25, made.finding("thin-line", 1, (20, y, 60, 0.1))) for y in range(30, 42)))
    cli.run(["preflight", str(pdf)])
    short = capsys.readouterr().out
    assert short.count("Trang 1, cách") == 5
    assert "… và 7 chỗ nữa" in short
    assert short.count("Cách sửa") == 1
    cli.run(["preflight", str(pdf), "-v"])
    assert capsys.readouterr().out.count("Trang 1, cách") == 12


def test_english(answers: dict[str, Any], pdf: Path, capsys: Capture) -> None:
    answers["answer"] = answer(FAILED)
    cli.run(["preflight", str(pdf), "--lang", "en"])
    said = capsys.readouterr()
    assert "✕ error (1)" in said.out
    assert "Page 1, 20.0 mm from the left, 30.0 mm from the top (box 60.0 × 0.1 mm): page 1" in said.out
    assert "error [preflight.thin-line]" in said.out
    assert "Checked as" in said.err


@pytest.mark.parametrize(
    ("found", "words", "code"),
    [((), [], 0), (WARNED, [], 0), (WARNED, ["--strict"], 6), (FAILED, [], 6), (FAILED, ["--json"], 6)],
)  # fmt: skip
def test_the_exit_code_is_the_verdict(
    answers: dict[str, Any], pdf: Path, found: Any, words: list[str], code: int
) -> None:
    answers["answer"] = answer(found)
    assert cli.run(["preflight", str(pdf), *words]) == code


def test_json_is_one_document(answers: dict[str, Any], pdf: Path, capsys: Capture) -> None:
    answers["answer"] = answer(FAILED)
    cli.run(["preflight", str(pdf), "--json"])
    said = capsys.readouterr()
    value = json.loads(said.out)
    assert (value["ok"], value["exit_code"]) == (False, 6)
    assert len(value["report"]["checks"]) == 39
    assert value["guessed"]["en"] == "the file claims PDF/X"
    assert said.err == ""


def test_the_child_is_told_everything(
    answers: dict[str, Any], pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "printers").mkdir()
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda page: opened.append(page) or 0)
    answers["answer"] = answer()
    cli.run(["preflight", str(pdf), "--profile", "nha-in-a", "--no-validators", "--open", "--lang", "en"])
    job = answers["job"]
    assert answers["entry"] == "bulletin.preflight.job:preflight_job"
    assert (job["file"], job["profile"], job["validators"], job["lang"]) == (str(pdf), "nha-in-a", False, "en")
    assert str(tmp_path / "printers") in job["folders"]
    assert job["html"] == str(tmp_path / "to-bao-preflight.html") == opened[0]


@pytest.mark.parametrize(("rule", "word"), [(CPU, "quá lâu"), (CRASHED, "dừng đột ngột")])
def test_a_file_that_is_too_much_is_refused_in_words(
    answers: dict[str, Any], pdf: Path, capsys: Capture, rule: Any, word: str
) -> None:
    answers["answer"] = limit_error(rule, limit=300, how="SIGSEGV")
    assert cli.run(["preflight", str(pdf)]) == ExitCode.LIMIT
    said = capsys.readouterr().err
    assert "preflight.stopped" in said
    assert word in said
    assert "dựng báo" not in said


def test_what_was_checked_before_a_limit_is_reported(
    monkeypatch: pytest.MonkeyPatch, pdf: Path, tmp_path: Path, capsys: Capture
) -> None:
    """The child saves its report before each check; whatever ends it, the rest is shown, and the exit code is 10."""

    def run_job(entry: str, job: dict[str, Any], limits: Any, progress: object) -> dict[str, Any]:
        assert (limits.cpu_s, limits.wall_s) == (120, 300), "as docs/exit-codes.md says"
        Path(job["partial"]).write_text(json.dumps(answer(FAILED, not_run=(33, 34))))
        raise limit_error(CPU, limit=120)

    monkeypatch.setattr(cli_preflight, "run_job", run_job)
    page = tmp_path / "r.html"
    assert cli.run(["preflight", str(pdf), "--lang", "en", "--html", str(page)]) == ExitCode.LIMIT
    said = capsys.readouterr()
    assert "✕ error (1)" in said.out
    assert "preflight.stopped" in said.err
    assert "Left out, check 33, 34: veraPDF is not on this computer." in said.err
    assert "thin-line" in page.read_text()
    assert cli.run(["preflight", str(pdf), "--json"]) == ExitCode.LIMIT
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["exit_code"], data["stopped"][0]["rule"]) == (False, 10, "preflight.stopped")
    assert len(data["report"]["checks"]) == 39


def test_a_bug_is_a_bug(answers: dict[str, Any], pdf: Path, capsys: Capture) -> None:
    answers["answer"] = ChildBugError(Bug("ValueError", "x"), "")
    assert cli.run(["preflight", str(pdf)]) == ExitCode.BUG
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["khong-co.pdf", ""])
def test_no_file_is_a_mistake_of_typing(tmp_path: Path, name: str, capsys: Capture) -> None:
    assert cli.run(["preflight", str(tmp_path / name)]) == ExitCode.USAGE
    assert "--help" in capsys.readouterr().err


def test_the_report_never_replaces_the_file(pdf: Path, capsys: Capture) -> None:
    before = pdf.read_bytes()
    assert cli.run(["preflight", str(pdf), "--html", str(pdf)]) == ExitCode.USAGE
    assert pdf.read_bytes() == before


def test_names_of_a_hostile_file_cannot_steer_the_terminal(answers: dict[str, Any], pdf: Path, capsys: Capture) -> None:
    evil = "\x1b[2J\x1b]0;x\x07[bold]chữ"
    answers["answer"] = answer(((17, made.finding("text-lost", 1, None, quote=evil)),))
    cli.run(["preflight", str(pdf)])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "[bold]chữ" in said


# --- in a real child --------------------------------------------------------------------------------------------------


def test_a_foreign_file_is_read_in_a_child_and_the_page_is_written(pdf: Path, tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "xem" / "bao-cao.html"
    code = cli.run(["preflight", str(pdf), "--html", str(page), "--no-validators"])
    said = capsys.readouterr()
    assert code in (ExitCode.DONE, ExitCode.REFUSED)
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert b"data:image/jpeg" in page.read_bytes()
    assert str(page.name) in said.out
    assert "đen và xám" in said.err


@pytest.mark.parametrize("damage", ["no pdf", "cut", "empty"])
def test_broken_files_get_a_report_and_no_traceback(pdf: Path, damage: str, capsys: Capture) -> None:
    data = pdf.read_bytes()
    pdf.write_bytes({"no pdf": b"PK\x03\x04 van ban", "cut": data[: len(data) // 2], "empty": b""}[damage])
    code = cli.run(["preflight", str(pdf), "--no-validators", "--json"])
    said = capsys.readouterr()
    value = json.loads(said.out)
    assert value["exit_code"] == code != ExitCode.BUG
    assert "Traceback" not in said.err


@pytest.mark.parametrize("profile", ["press", "khong-co", "./khong-co.yaml"])
def test_an_unknown_profile_is_told_with_those_that_exist(pdf: Path, profile: str, capsys: Capture) -> None:
    assert cli.run(["preflight", str(pdf), "--profile", profile]) == ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert profile.strip("./") in said
    assert "offset-coated" in said or "yaml" in said


def test_limit_errors_without_a_limit_stay_what_they_are(answers: dict[str, Any], pdf: Path) -> None:
    answers["answer"] = LimitError([FAILED[0][1]])
    assert cli.run(["preflight", str(pdf)]) == ExitCode.BAD_INPUT
