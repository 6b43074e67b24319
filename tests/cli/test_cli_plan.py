"""`bulletin plan`: the flatplan on stdout, pictures in files, JSON as its schema says, no page setter."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bulletin.build.flatplan.job import plan
from bulletin.build.request import PlanRequest
from bulletin.cli import main as cli
from bulletin.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of one page, as an office has it."""
    folder = tmp_path_factory.mktemp("plan") / "so-1"
    shutil.copytree(ROOT / "examples" / "mot-trang", folder)
    return folder


def test_the_flatplan_is_printed_and_only_the_last_plan_is_written(issue: Path, capsys: Capture) -> None:
    before = sorted(issue.rglob("*"))
    assert cli.run(["plan", str(issue)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert "┌─" in said.out
    assert "A  trang 1  " in said.out
    assert "Tổng điểm trừ" not in said.out
    kept = {issue / ".bulletin", issue / ".bulletin/pages-tuan-tin.json"}
    assert set(issue.rglob("*")) == set(before) | kept


@pytest.mark.parametrize(("lang", "word"), [("vi", "Tổng điểm trừ"), ("en", "Cost of the plan")])
def test_the_score_is_printed_when_asked_for(issue: Path, capsys: Capture, lang: str, word: str) -> None:
    assert cli.run(["--lang", lang, "plan", str(issue), "--quality"]) == ExitCode.DONE
    assert word in capsys.readouterr().out


def test_json_is_as_its_schema_says(issue: Path, capsys: Capture) -> None:
    assert cli.run(["plan", str(issue), "--json", "--layout", "ban-tin-a4"]) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert answer["schema"] == "bulletin/plan@1"
    assert answer["plan"]["layout"] == "ban-tin-a4"
    assert answer["plan"]["trim_mm"] == [210, 297]
    assert set(answer) == {"ok", "exit_code", "schema", "plan", "score", "fit", "repair", "findings"}
    assert answer["score"]["total"] == sum(term["cost"] for term in answer["score"]["terms"])


def test_the_schema_refuses_a_plan_without_a_field(issue: Path, capsys: Capture) -> None:
    assert cli.run(["plan", str(issue), "--json"]) == ExitCode.DONE
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
    del answer["plan"]["pages"][0]["modules"][0]["legs"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, schema)


@pytest.mark.parametrize(
    ("name", "begins"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG"), ("a.html", b"<!doctype html>"), ("A.SVG", b"<svg")]
)
def test_a_picture_is_written_in_the_form_of_its_name(
    issue: Path, tmp_path: Path, capsys: Capture, name: str, begins: bytes
) -> None:
    assert cli.run(["plan", str(issue), "--out", str(tmp_path / name)]) == ExitCode.DONE
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert capsys.readouterr().out.rstrip().endswith(name)


def test_json_names_the_picture(issue: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.svg"
    assert cli.run(["plan", str(issue), "--json", "--out", str(file)]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["file"] == str(file)
    assert file.is_file()


def test_another_form_is_refused_with_what_to_type(issue: Path, capsys: Capture) -> None:
    assert cli.run(["plan", str(issue), "--out", "trang.pdf"]) == ExitCode.USAGE
    assert "--out trang.svg" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(issue: Path, tmp_path: Path, capsys: Capture) -> None:
    blocked = tmp_path / "la-tep"
    blocked.write_text("x")
    code = cli.run(["plan", str(issue), "--out", str(blocked / "a.svg")])
    assert code not in (ExitCode.DONE, ExitCode.BUG)
    assert "la-tep" in capsys.readouterr().err


def test_an_issue_with_errors_is_refused_as_by_a_build(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "so-2"
    shutil.copytree(ROOT / "examples" / "mot-trang", folder)
    (folder / "issue.yaml").write_text("publication: ban-tin\n", encoding="utf-8")
    assert cli.run(["plan", str(folder)]) == ExitCode.BAD_INPUT
    assert "issue.yaml" in capsys.readouterr().err


def test_the_page_setter_is_not_imported(issue: Path, tmp_path: Path) -> None:
    loaded = {name for name in sys.modules if name.split(".")[0] == "weasyprint"}
    answer = plan(PlanRequest(folder=issue, cache=tmp_path))
    assert answer["plan"]["pages"]
    assert {name for name in sys.modules if name.split(".")[0] == "weasyprint"} == loaded


def test_a_plan_is_chosen_and_the_old_file_kept(issue: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "so-18"
    shutil.copytree(issue, folder, ignore=shutil.ignore_patterns("build"))
    sheet = folder / "issue.yaml"
    before = sheet.read_bytes()
    assert cli.run(["plan", str(folder), "--choose", "1", "--json"]) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert told["chosen"] == 1
    assert b"placed: " in sheet.read_bytes()
    assert [path.read_bytes() for path in (folder / "build" / "flatplan").rglob("issue.yaml")] == [before]
    assert cli.run(["plan", str(folder), "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["plan"] == told["plan"]
    assert cli.run(["--lang", "en", "plan", str(folder), "--choose", "0"]) == ExitCode.DONE
    assert "There are no chosen places" in capsys.readouterr().err
    assert sheet.read_bytes() == before
