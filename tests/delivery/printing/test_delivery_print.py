"""`bulletin print` against real IPP Everywhere printers, directly and through a private CUPS."""

from __future__ import annotations

import io
import json
import re
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from printer_kit import TestPrinter, bus, cups, printer
from release_kit import A3, A4, booklet, pdf, plain, release, squares

from bulletin.cli.main import run
from bulletin.editions.impose.impose import Scheme, impose
from bulletin.errors import ExitCode
from bulletin.print_run import copies_printed, read_print_run
from bulletin.release import verify

A4_ONLY, BOTH = ("iso_a4_210x297mm",), ("iso_a4_210x297mm", "iso_a3_297x420mm")
SHEETS = pdf(4, A3[::-1])


@dataclass(frozen=True)
class Office:
    """An office with four printers behind one print service."""

    server: str
    large: TestPrinter
    small: TestPrinter
    simplex: TestPrinter
    broken: TestPrinter


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    # Socket files have short names: the folders of pytest are too deep for them.
    with tempfile.TemporaryDirectory(prefix="in-") as name:
        at = Path(name)
        at.chmod(0o755)  # CUPS reads what it prints as another user
        with (
            bus(at / "b") as address,
            printer(at / "l", address, media=BOTH) as large,
            printer(at / "s", address, media=A4_ONLY) as small,
            printer(at / "1", address, media=BOTH, duplex=False) as simplex,
            printer(at / "x", address, media=BOTH, fails=True) as broken,
            cups(at / "c", {"tang-2": large.uri, "nho": small.uri, "mot-mat": simplex.uri}) as server,
        ):
            yield Office(server, large, small, simplex, broken)


@pytest.fixture
def issue(tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CUPS_SERVER", office.server)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    files = {"office": (pdf(3, A4), plain(3)), "office-booklet": (SHEETS, booklet())}
    return release(tmp_path / "so-07", files)


class Person(io.StringIO):
    """Somebody at a terminal who has these answers."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Person("".join(f"{answer}\n" for answer in answers)))


def test_a_printer_gets_what_the_build_advised(office: Office, issue: Path) -> None:
    assert run(["print", str(issue), "--printer", office.large.uri]) is ExitCode.DONE
    job = office.large.received()[-1]
    assert job.pdf == SHEETS
    said = {name: job.said[f"IPP_{name}"] for name in
            ("MEDIA", "SIDES", "ORIENTATION_REQUESTED", "PRINT_SCALING", "NUMBER_UP", "COPIES")}  # fmt: skip
    assert said == {
        "MEDIA": "iso_a3_297x420mm", "SIDES": "two-sided-short-edge", "ORIENTATION_REQUESTED": "landscape",
        "PRINT_SCALING": "none", "NUMBER_UP": "1", "COPIES": "1",
    }  # fmt: skip


def test_single_pages_are_turned_on_the_long_edge(office: Office, issue: Path) -> None:
    assert run(["print", str(issue), "--printer", office.small.uri, "--edition", "office"]) is ExitCode.DONE
    said = office.small.received()[-1].said
    assert said["IPP_MEDIA"] == "iso_a4_210x297mm"
    assert said["IPP_SIDES"] == "two-sided-long-edge"
    assert said["IPP_ORIENTATION_REQUESTED"] == "portrait"


def test_the_print_service_passes_it_on(office: Office, issue: Path) -> None:
    assert run(["print", str(issue), "--printer", "tang-2", "--copies", "3", "--yes"]) is ExitCode.DONE
    job = office.large.received()[-1]
    assert job.pdf == SHEETS
    assert job.said["IPP_COPIES"] == "3"
    assert job.said["IPP_SIDES"] == "two-sided-short-edge"
    assert "x-dimension=29700 y-dimension=42000" in job.said["IPP_MEDIA_COL"]
    assert job.said["IPP_MULTIPLE_DOCUMENT_HANDLING"] == "separate-documents-collated-copies"
    (line,) = read_print_run(issue)
    assert (line.printer, line.copies, line.state, line.purpose) == ("tang-2", 3, "completed", "run")


def test_the_proof_copy_comes_first_and_the_rest_after_yes(
    office: Office, issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(office.large.received())
    at_terminal(monkeypatch, "c")
    assert run(["print", str(issue), "--printer", office.large.uri, "--copies", "40"]) is ExitCode.DONE
    assert [job.said["IPP_COPIES"] for job in office.large.received()[before:]] == ["1", "39"]
    jobs = read_print_run(issue)
    assert [(job.purpose, job.copies) for job in jobs] == [("proof", 1), ("run", 39)]
    assert copies_printed(jobs) == 40


@pytest.mark.parametrize("answers", [("k",), ()], ids=["no", "nobody there"])
def test_without_a_yes_only_the_proof_is_printed(
    office: Office,
    issue: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answers: tuple[str, ...],
) -> None:
    before = len(office.large.received())
    if answers:
        at_terminal(monkeypatch, *answers)
    else:
        monkeypatch.setattr("sys.stdin", io.StringIO())
    wanted = ["print", str(issue), "--printer", office.large.uri, "--copies", "5"]
    assert run(wanted) is ExitCode.REFUSED
    assert len(office.large.received()) == before + 1
    told = capsys.readouterr().err
    line = next(part for part in told.splitlines() if "--yes" in part).partition("gõ: bulletin ")[2]
    assert run(line.split()) is ExitCode.DONE  # what is printed works when it is typed
    assert copies_printed(read_print_run(issue)) == 5


def test_a_printer_without_a_duplex_unit_prints_in_two_passes(
    office: Office, issue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch, "")
    assert run(["print", str(issue), "--printer", "mot-mat"]) is ExitCode.DONE
    fronts, backs = office.simplex.received()[-2:]
    assert (squares(fronts.pdf), squares(backs.pdf)) == ([0, 2], [1, 3])
    assert fronts.said["IPP_SIDES"] == backs.said["IPP_SIDES"] == "one-sided"
    told = " ".join(capsys.readouterr().err.split())
    assert "cạnh ngắn" in told
    assert "tờ 1 vào máy trước" in told
    assert [job.part for job in read_print_run(issue)] == ["fronts", "backs"]
    assert copies_printed(read_print_run(issue)) == 1


def test_two_passes_without_a_person_are_two_commands(
    office: Office, issue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    before = len(office.simplex.received())
    words = ["print", str(issue), "--printer", "mot-mat", "--edition", "office", "--copies", "2"]
    assert run([*words, "--yes"]) is ExitCode.REFUSED
    assert "print.needs-person" in capsys.readouterr().err
    assert len(office.simplex.received()) == before
    assert run([*words, "--side", "front"]) is ExitCode.DONE
    assert run([*words, "--side", "back"]) is ExitCode.DONE
    fronts, backs = office.simplex.received()[before:]
    assert (squares(fronts.pdf), squares(backs.pdf)) == ([0, 2], [1, -1])  # three pages: the last back is white
    assert fronts.said["IPP_COPIES"] == "2"


def test_a_printer_without_the_paper_prints_nothing(
    office: Office, issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(office.small.received())
    assert run(["print", str(issue), "--printer", "nho"]) is ExitCode.REFUSED
    told = " ".join(capsys.readouterr().err.split())
    assert "không có khổ giấy A3. Máy có: A4" in told
    assert len(office.small.received()) == before
    assert read_print_run(issue) == ()


def test_a_job_that_fails_is_told_and_written_down(
    office: Office, issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["print", str(issue), "--printer", office.broken.uri]) is ExitCode.REFUSED
    assert "print.failed" in capsys.readouterr().err
    (job,) = read_print_run(issue)
    assert job.state == "aborted"
    assert copies_printed((job,)) == 0


def test_the_record_and_json_say_the_same(office: Office, issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["print", str(issue), "--printer", office.large.uri, "--json"]) is ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    (job,) = read_print_run(issue)
    assert told["jobs"] == [json.loads(json.dumps({name: getattr(job, name) for name in told["jobs"][0]}))]
    assert job.model == "May in thu"
    assert (job.media, job.sides, job.sheets) == ("iso_a3_297x420mm", "two-sided-short-edge", 2)


@pytest.mark.parametrize(("words", "rule"), [(["--printer", "tang-9"], "unknown-queue"), ([], "choose-queue")])
def test_the_queue_must_be_named_rightly(
    issue: Path, capsys: pytest.CaptureFixture[str], words: list[str], rule: str
) -> None:
    assert run(["print", str(issue), *words]) is ExitCode.USAGE
    told = capsys.readouterr().err
    assert f"print.{rule}" in told
    assert "mot-mat, nho, tang-2" in " ".join(told.split())


def test_the_users_default_queue_is_taken(office: Office, issue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(office.large.received())
    monkeypatch.setenv("PRINTER", "tang-2")
    assert run(["print", str(issue)]) is ExitCode.DONE
    assert len(office.large.received()) == before + 1


def test_without_a_print_service_the_advice_remains(
    issue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(issue / "none.sock"))
    assert run(["print", str(issue)]) is ExitCode.MISSING_TOOL
    told = capsys.readouterr().err
    assert "print.no-cups" in told
    assert "Một bản in trên 2 tờ." in told
    assert "Lồng các tờ vào nhau." in told


def test_the_advice_names_a_command_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the build says is of no folder; who prints types it where they are, and the release stays true."""
    office, name = pdf(8, A4), "office-booklet-flip-long.pdf"
    made = impose(office, Scheme(caliper_mm=0.1), again=name)
    how = booklet(advice_vi="\n".join(step.vi for step in made.advice), again=made.settings["again"])
    issue = release(tmp_path / "số 7", {"office-booklet": (pdf(4, A3), how), "office": (office, plain(8))})
    monkeypatch.setenv("CUPS_SERVER", str(issue / "none.sock"))
    monkeypatch.chdir(tmp_path)
    assert run(["print", "số 7"]) is ExitCode.MISSING_TOOL
    (typed,) = re.findall(r"bulletin (impose .*)", capsys.readouterr().err)
    assert shlex.split(typed) == ["impose", "số 7/build/office.pdf", "--flip", "long", "--out", f"số 7/build/{name}"]
    assert run(shlex.split(typed)) is ExitCode.DONE
    assert (issue / "build" / name).is_file()
    assert verify(issue / "build") == ()


def test_a_changed_file_is_not_printed(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (issue / "build" / "office-booklet.pdf").write_bytes(pdf(2, A3))
    assert run(["print", str(issue), "--printer", "tang-2"]) is ExitCode.REFUSED
    assert "release.file-changed" in capsys.readouterr().err
    assert read_print_run(issue) == ()
