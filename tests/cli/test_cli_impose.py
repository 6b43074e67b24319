"""`bulletin impose` as it is typed: the file beside the file, advice on stderr, one JSON document, exit codes."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from bulletin.cli import main as cli
from bulletin.errors import ExitCode

MM = 72 / 25.4


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    """Ten empty pages of A5."""
    path = tmp_path / "to-tin.pdf"
    with pikepdf.new() as pdf:
        for _ in range(10):
            pdf.add_blank_page(page_size=(148 * MM, 210 * MM))
        pdf.save(path)
    return path


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def test_a_booklet_stands_beside_the_file(ten: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["impose", str(ten)]) == ExitCode.DONE
    said = capsys.readouterr()
    made = ten.with_name("to-tin-booklet.pdf")
    assert Path(said.out.strip()).resolve() == made
    assert pages(made) == 6
    assert "3 tờ A4" in said.err
    assert "lật theo cạnh ngắn" in said.err
    assert "Có 2 trang để trắng giữa trang 9 và trang 10." in said.err
    assert sorted(path.name for path in ten.parent.iterdir()) == ["to-tin-booklet.pdf", "to-tin.pdf"]


def test_the_command_of_the_advice_turns_the_backs(
    ten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is typed as it is printed, in the folder where the first one was typed."""
    monkeypatch.chdir(ten.parent)
    ten.rename(ten.with_name("số 46.pdf"))
    assert cli.run(["impose", "số 46.pdf", "--sheet", "330x480", "--insert"]) == ExitCode.DONE
    (typed,) = re.findall(r"bulletin (impose .*)", capsys.readouterr().err)
    assert shlex.split(typed) == ["impose", "số 46.pdf", "--sheet", "330x480", "--insert", "--flip", "long"]
    assert cli.run(shlex.split(typed)) == ExitCode.DONE
    assert re.findall(r"bulletin impose .*--flip short", capsys.readouterr().err)
    with pikepdf.open(ten.with_name("số 46-booklet.pdf")) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipLongEdge


def test_every_option_reaches_the_sheets(ten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "er.pdf"
    argv = ["impose", str(ten), "--scheme", "booklet", "--sheet", "330x480", "--flip", "long", "--caliper", "0.2"]
    argv += ["--insert", "--fold-marks", "--fit", "--out", str(out), "--json", "--lang", "en"]
    assert cli.run(argv) == ExitCode.DONE
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.err == ""
    assert answer["ok"] is True
    assert answer["exit_code"] == 0
    assert answer["file"] == str(out)
    assert (answer["sheets"], answer["pages"], answer["blanks"], answer["paper"]) == (3, 10, [], "330 × 480 mm")
    assert answer["scale"] == pytest.approx(330 / 296, abs=0.001)
    assert answer["findings"] == []
    assert "long edge" in " ".join(answer["advice"]["en"])
    assert "cạnh dài" in " ".join(answer["advice"]["vi"])
    with pikepdf.open(out) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipLongEdge
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(330 * MM, abs=0.01)
        assert b"[3 2] 0 d" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize(("scheme", "name"), [("two-up", "to-tin-2up.pdf"), ("cut-stack", "to-tin-cut.pdf")])
def test_other_schemes_have_names_of_their_own(ten: Path, scheme: str, name: str) -> None:
    assert cli.run(["impose", str(ten), "--scheme", scheme]) == ExitCode.DONE
    assert pages(ten.with_name(name)) == 6


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        ([], "Còn thiếu TỆP", "FILE is missing"),
        (["nowhere.pdf"], "Không có tệp “nowhere.pdf”", "There is no file"),
        (["."], "là một thư mục; cần một tệp PDF", "is a folder; a PDF file is needed"),
        ([__file__, "--sheet", "a9"], "--sheet chỉ nhận a4, a3", "--sheet takes a4, a3"),
        ([__file__, "--sheet", "5x99999"], "--sheet chỉ nhận a4, a3", "--sheet takes a4, a3"),
        ([__file__, "--scheme", "origami"], "chỉ nhận: booklet, two-up, cut-stack", "takes one of"),
        ([__file__, "--flip", "up"], "chỉ nhận: short, long", "takes one of"),
        ([__file__, "--caliper", "-1"], "--caliper", "--caliper"),
        ([__file__, "--out", __file__], "chính là tệp gốc", "would replace the file itself"),
    ],
)
def test_a_wrong_command_line_is_explained(
    words: list[str], vi: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["impose", *words]) == ExitCode.USAGE
    assert vi in capsys.readouterr().err
    assert cli.run(["impose", "--lang", "en", *words]) == ExitCode.USAGE
    assert en in capsys.readouterr().err


def test_a_file_that_is_no_pdf_is_bad_input_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "thư.pdf"
    path.write_bytes(b"not a PDF at all")
    assert cli.run(["impose", str(path)]) == ExitCode.BAD_INPUT
    said = capsys.readouterr()
    assert "impose.broken" in said.err
    assert "thư.pdf" in said.err
    assert "Traceback" not in said.err
    assert cli.run(["impose", str(path), "--json"]) == ExitCode.BAD_INPUT
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["exit_code"], answer["findings"][0]["rule"]) == (False, 3, "impose.broken")
    assert list(tmp_path.iterdir()) == [path]


def test_a_pair_too_large_for_the_paper_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a3.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(297 * MM, 420 * MM))
        pdf.save(path)
    assert cli.run(["impose", str(path)]) == ExitCode.BAD_INPUT
    assert "--fit" in capsys.readouterr().err
    assert cli.run(["impose", str(path), "--fit"]) == ExitCode.DONE
    assert "71 %" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_said(ten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert cli.run(["impose", str(ten), "--out", str(tmp_path / "file" / "x.pdf")]) == ExitCode.CANNOT_WRITE
    assert "output.cannot-write" in capsys.readouterr().err


def test_notes_are_told_only_to_those_who_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "links.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(148 * MM, 210 * MM))
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]))
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.save(path)
    assert cli.run(["impose", str(path)]) == ExitCode.DONE
    assert "impose.links" not in capsys.readouterr().err
    assert cli.run(["impose", str(path), "-v"]) == ExitCode.DONE
    assert "impose.links" in capsys.readouterr().err


def test_the_command_itself_imports_no_pdf_library() -> None:
    code = (
        "import sys; from bulletin.cli import main as cli; cli.run(['impose', '--help']);"
        "print(sorted({'pikepdf', 'weasyprint', 'PIL', 'reportlab', 'rich'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
    assert "--fold-marks" in run.stdout
