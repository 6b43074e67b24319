"""`bulletin desk`: what it prints, what it asks, what it writes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pypdfium2
import pytest

from bulletin.cli import main as cli
from bulletin.desk.proof_sheet.marked import rows_of
from bulletin.desk.repair.found import read_desk
from bulletin.errors import ExitCode
from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.typed import Typed, typed_texts

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mot-trang"
Capture = pytest.CaptureFixture[str]
STORY = "articles/chieu-thu-bay-don-ngo.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of one page with four slips."""
    made = tmp_path / "so"
    shutil.copytree(EXAMPLE, made)
    path = made / STORY
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Con ngõ dài", "Con ngõ của của xóm dài"), ("chia thành", "chia  thành"), ("Việc nặng", "Vịêc nặng"),
        ("nước chảy.", "nước chảy .\n\n  Ngày 9-5-2026 có 12 km2."),
    ):  # fmt: skip
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return made


def issue_of(folder: Path) -> Issue:
    """The issue, which must be readable."""
    issue = load_issue(folder).issue
    assert issue is not None
    return issue


def desk(folder: Path, *options: str) -> int:
    """Run the command."""
    return cli.run(["desk", str(folder), *options])


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Every file of a folder."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_list_is_by_story_and_rule_with_counts(folder: Path, capsys: Capture) -> None:
    before = snapshot(folder)
    assert desk(folder) == ExitCode.DONE
    said = capsys.readouterr()
    assert "Chiều thứ Bảy, cả ngõ cùng dọn" in said.out
    assert "[desk.doubled-word] cảnh báo, 1 chỗ" in said.out
    assert "“Con ngõ của của xóm dài 300 mét” → “Con ngõ của xóm dài 300 mét”" in said.out
    assert "[R5] tự sửa khi in, 1 chỗ" in said.out
    assert "chỗ sửa chắc chắn (--fix)" in said.err
    assert snapshot(folder) == before
    assert desk(folder, "--strict") == ExitCode.REFUSED


def test_one_rule_alone(folder: Path, capsys: Capture) -> None:
    assert desk(folder, "--rule", "R5") == ExitCode.DONE
    said = capsys.readouterr().out
    assert "R5" in said
    assert "desk.doubled-word" not in said
    assert desk(folder, "--rule", "desk.dubled-word") == ExitCode.USAGE
    assert "desk.doubled-word" in capsys.readouterr().err


def test_places_in_json_are_those_of_the_typed_file(folder: Path, capsys: Capture) -> None:
    assert desk(folder, "--json") == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    lines = (folder / STORY).read_text(encoding="utf-8").split("\n")
    assert answer["found"]
    for one in answer["found"]:
        if one["words"] and "\n" not in one["words"]:
            assert lines[one["line"] - 1].startswith(one["words"], one["column"] - 1), one


def test_a_diff_writes_nothing(folder: Path, capsys: Capture) -> None:
    before = snapshot(folder)
    assert desk(folder, "--diff") == ExitCode.DONE
    out = capsys.readouterr().out
    assert "-  Con ngõ của của xóm dài 300 mét chia  thành" in out
    assert "+  Con ngõ của xóm dài 300 mét chia thành" in out
    assert snapshot(folder) == before


def test_fix_writes_once_and_keeps_the_old_version(folder: Path, capsys: Capture) -> None:
    before = snapshot(folder)
    assert desk(folder, "--fix", "--json") == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == [STORY]
    assert (Path(answer["kept"]) / STORY).read_bytes() == before[folder / STORY]
    assert Path(answer["kept"]).parent == folder / "build" / "desk"
    text = (folder / STORY).read_text(encoding="utf-8")
    assert "Con ngõ của xóm dài 300 mét chia thành sáu đoạn" in text
    assert "Ngày 9/5/2026 có 12 km²." in text
    changed = snapshot(folder)
    assert desk(folder, "--fix") == ExitCode.DONE
    assert "Đã sửa 0 chỗ" in capsys.readouterr().err
    assert snapshot(folder) == changed


def test_fix_of_one_rule_leaves_the_others(folder: Path) -> None:
    assert desk(folder, "--fix", "--rule", "desk.doubled-word") == ExitCode.DONE
    text = (folder / STORY).read_text(encoding="utf-8")
    assert "Con ngõ của xóm dài 300 mét chia  thành" in text


def test_two_modes_at_once_and_nobody_to_ask(folder: Path, capsys: Capture) -> None:
    assert desk(folder, "--fix", "--diff") == ExitCode.USAGE
    assert desk(folder, "--review") == ExitCode.USAGE
    assert "--fix" in capsys.readouterr().err


def test_an_issue_that_cannot_be_read_is_explained(folder: Path, capsys: Capture) -> None:
    (folder / "issue.yaml").write_text("flatplan: [", encoding="utf-8")
    assert desk(folder, "--fix") == ExitCode.BAD_INPUT
    assert "issue.yaml" in capsys.readouterr().err


def press(monkeypatch: pytest.MonkeyPatch, keys: str) -> Iterator[str]:
    """Answer the questions of a review with these keys."""
    left = iter(keys)
    monkeypatch.setattr("bulletin.cli.commands.desk.on_terminal", lambda: True)
    monkeypatch.setattr(click, "getchar", lambda: next(left))
    return left


def test_a_review_asks_one_key_a_place(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    rules = ("--rule", "R5", "--rule", "desk.doubled-word", "--rule", "R31")
    left = press(monkeypatch, "xcbkt")
    assert desk(folder, "--review", *rules) == ExitCode.DONE
    said = capsys.readouterr()
    assert "Đã ghi 2 chỗ" in said.err
    text = (folder / STORY).read_text(encoding="utf-8")
    assert "Con ngõ của xóm dài 300 mét chia  thành" in text, "repaired, and left for good"
    assert "# bulletin: bỏ qua R5: chia  thành\nbody: |" in text or "# bulletin: bỏ qua R5" in text
    assert "Ngày 9-5-2026" in text, "left for now"
    assert next(left) == "t", "three places, and a key that means nothing"
    assert "R5" not in [one.rule for one in read_desk(issue_of(folder)).found]


def test_a_review_ends_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(folder)
    press(monkeypatch, "t")
    assert desk(folder, "--review") == ExitCode.DONE
    assert snapshot(folder) == before


def test_the_proof_sheet_holds_every_word_and_marks(folder: Path, capsys: Capture) -> None:
    assert desk(folder, "--sheet", "--out", str(folder / "ra")) == ExitCode.DONE
    path = folder / "ra" / "desk" / "to-doc-soat.pdf"
    assert str(path.name) in capsys.readouterr().out
    document = pypdfium2.PdfDocument(path)
    printed = " ".join(page.get_textpage().get_text_range() for page in document)
    words = set(printed.replace("(1)", " ").split())
    issue = issue_of(folder)
    for typed in typed_texts(issue):
        if typed.file == STORY:
            missing = [word for word in typed.text.split() if word not in words]
            assert len(missing) <= 2, (typed.path, missing)  # a word that is parted between two lines
    assert "Gõ hai lần" in printed
    first = path.read_bytes()
    assert desk(folder, "--sheet", "--out", str(folder / "ra")) == ExitCode.DONE
    assert path.read_bytes() == first, "the same issue, the same bytes"


def test_marks_of_a_paragraph() -> None:
    text = "Ngày 9/5/2026, ông Hoàng Văn Lẫm nhận 45 suất theo số 28-NQ/TU.\nDòng hai\n\n- mục\n- mục"
    rows = rows_of(Typed("a", ("body",), text, "body"), (), "vi", 10)
    marks = [(run.text, run.mark) for run in rows[0].runs if run.mark]
    assert marks == [
        ("9/5/2026", "number"), ("Hoàng Văn Lẫm", "name"), ("45", "number"), ("28-NQ/TU", "number"),
    ]  # fmt: skip
    assert "".join(run.text for run in rows[0].runs) == text.partition("\n\n")[0].replace("\n", " ")
    assert [row.line for row in rows] == [10, 13]
    assert "".join(run.text for run in rows[1].runs) == "- mục\n- mục"
