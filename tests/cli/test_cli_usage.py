"""Every wrong command line gets a sentence in the user's language and exit code 2; help imports nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.cli import main as cli
from bulletin.errors import ExitCode

HEAVY = {
    "weasyprint", "pikepdf", "pypdfium2", "zxingcpp", "jinja2", "uharfbuzz", "PIL", "rich", "watchfiles", "fontTools",
    "reportlab", "numpy",
}  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "vi", "en"),
    [
        (["bild"], "bulletin build", "Did you mean “bulletin build”?"),
        (["xyzzy"], "Không có lệnh “xyzzy”", "There is no command"),
        (["build"], "Còn thiếu THƯ_MỤC", "FOLDER is missing"),
        (["build", "nowhere-at-all"], "Không có thư mục “nowhere-at-all”", "There is no folder"),
        (["build", __file__], "là một tệp", "is a file"),
        (["check", ".", "--jsn"], "--json", "--json"),
        (["proof", ".", "--ppi", "5"], "từ 20 đến 300", "from 20 to 300"),
        (["proof", ".", "--ppi", "many"], "từ 20 đến 300", "from 20 to 300"),
        (["proof", ".", "--ppi"], "--ppi cần một giá trị", "--ppi"),
        (["schema", "newspaper"], "chỉ nhận: publication, issue, article", "takes one of"),
        (["check", ".", "more"], "Dòng lệnh thừa: more. Tên có dấu cách", "words too many: more."),
    ],
)
def test_usage_errors(argv: list[str], vi: str, en: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(argv) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert vi in said.err
    assert "--help" in said.err
    assert cli.run([*argv[:1], "--lang", "en", *argv[1:]]) == ExitCode.USAGE
    assert en in capsys.readouterr().err


def test_unknown_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "fr", "layouts"]) == ExitCode.USAGE
    assert "vi hoặc en" in capsys.readouterr().err


def test_a_folder_without_a_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "so-12").mkdir()
    assert cli.run([str(tmp_path / "so-12")]) == ExitCode.USAGE
    assert f"bulletin build {tmp_path / 'so-12'}" in capsys.readouterr().err


def test_the_nearest_folder_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "so-12").mkdir()
    assert cli.run(["check", str(tmp_path / "so12")]) == ExitCode.USAGE
    assert "so-12" in capsys.readouterr().err


@pytest.mark.parametrize("first", [False, True])
def test_a_name_with_blanks_is_shown_in_quotes(
    first: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "so bao 1").mkdir()
    if first:  # a folder of the first word alone
        (tmp_path / "so").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.run(["check", "so", "bao", "1", "--json"]) == ExitCode.USAGE
    assert capsys.readouterr().err.endswith('Hãy gõ: bulletin check "so bao 1" --json\n')


@pytest.mark.parametrize("name", [None, *cli.COMMANDS])
def test_help_of_every_command_in_both_languages(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    argv = [name] if name else []
    assert cli.run([*argv, "--help"]) == ExitCode.DONE
    vi = capsys.readouterr().out
    assert vi.startswith("Cách dùng: bulletin")
    assert "Hiện hướng dẫn này" in vi
    assert cli.run(["--lang=en", *argv, "--help"]) == ExitCode.DONE
    en = capsys.readouterr().out
    assert en.startswith("Usage: bulletin")
    assert not set("ạảãầấậẩẫăằắặẳẵẹẻẽềếệểễịỉĩọỏõồốộổỗơờớợởỡụủũưừứựửữỳỵỷỹđ") & set(en)


def test_bare_program_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert all(name in out for name in cli.COMMANDS)
    assert cli.run(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith("bulletin 0.")


def python(code: str, *argv: str) -> subprocess.CompletedProcess[str]:
    # Bytecode is kept, as it is where people use the program; a first run writes it.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, env=env, check=False)


LOADED = """
import json, resource, sys
from bulletin.cli import main as cli
code = cli.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
children = resource.getrusage(resource.RUSAGE_CHILDREN)
top = sorted({name.partition(".")[0] for name in sys.modules})
facts = {"code": int(code), "modules": top, "cpu": used.ru_utime + used.ru_stime, "children": children.ru_utime}
print(json.dumps(facts), file=sys.stderr)
"""


CPU_S = 0.3
# On a busy machine the same work costs twice the CPU seconds and more. So what is too much there is measured against
# imports from the standard library in the same minute: 0.125 s on the quiet machine where CPU_S was fixed.
YARD = """
import asyncio, concurrent.futures, ctypes, decimal, email.mime.text, http.client, logging.config, resource, sqlite3
import tomllib, unittest, xml.dom.minidom
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
"""
YARD_S = 0.125
ROOM = 1.3  # two kinds of work are not slowed alike
TRIES = 6


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"],
        ["build", "--help"],
        ["layouts"],
        ["schema", "article"],
        ["clean-cache"],
        ["check", "examples/mot-trang"],
    ],
    ids=" ".join,
)
def test_commands_that_lay_nothing_out_stay_light(argv: list[str]) -> None:
    root = Path(__file__).resolve().parents[2]
    argv = [str(root / word) if word.startswith("examples/") else word for word in argv]
    seconds = []
    for _ in range(TRIES):
        run = python(LOADED, *argv)
        fact = json.loads(run.stderr.strip().splitlines()[-1])
        assert fact["code"] == 0, run.stderr
        assert not HEAVY & set(fact["modules"])
        assert fact["children"] == 0, "no child process"
        if fact["cpu"] <= CPU_S:
            return
        yard = float(python(YARD).stdout)
        seconds.append((fact["cpu"], yard))
        if fact["cpu"] <= ROOM * CPU_S * yard / YARD_S:
            return
    pytest.fail(f"CPU seconds, and those of the yard: {seconds}")
