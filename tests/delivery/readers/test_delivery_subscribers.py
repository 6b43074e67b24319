"""`bulletin subscribers`: shown before written, asked once, addresses only where asked for, never a traceback."""
# ruff: noqa: E501 - tables of commands read better on one line

from __future__ import annotations

import builtins
import json
import re
import shlex
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reader_lists import publication, workbook

from bulletin.cli import asking
from bulletin.cli import main as cli
from bulletin.delivery.readers import database
from bulletin.delivery.readers.database import database_path, open_database
from bulletin.errors import ExitCode

CONSENT = ["--consent-date", "1/11/2026", "--consent-how", "phiếu ở tổ", "--consent-words", "Tôi đồng ý nhận bản tin"]
LIST = (
    "Họ tên;Email;Tổ\nNguyễn An;an.nguyen@thon.example;1\nLê Bình;binh@thon.example;2\nĐỗ Chi;chi(at)thon.example;2\n"
)
Capture = pytest.CaptureFixture[str]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = publication(tmp_path / "ban-tin")
    (folder / "ds.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("BULLETIN_LANG", raising=False)
    return folder


@pytest.fixture
def run(desk: Path, capsys: Capture) -> Run:
    def typed(*argv: str) -> tuple[int, str, str]:
        code = cli.run(["subscribers", *argv])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert code != ExitCode.BUG, said.err
        return int(code), said.out, said.err

    return typed


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody is at the terminal and types these lines; what is left over was not asked for."""
    lines: list[str] = []
    monkeypatch.setattr(asking, "on_terminal", lambda: True)

    def typed(prompt: str = "") -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr(builtins, "input", typed)
    monkeypatch.setattr("click.termui.visible_prompt_func", typed)
    return lines


def stored(desk: Path) -> list[Any]:
    with closing(open_database(database_path(desk))) as connection:
        return connection.execute(
            "SELECT address, name, consent_date, consent_how, consent_words FROM reader ORDER BY address"
        ).fetchall()


def test_a_list_is_shown_before_it_is_written(run: Run, desk: Path) -> None:
    code, out, err = run("import", "ds.csv", "--dry-run")
    assert code == ExitCode.DONE
    assert out == ""
    for shown in (
        "tiêu đề ở dòng 1",
        "địa chỉ thư: B “Email”",
        "tên: A “Họ tên”",
        "nhóm: C “Tổ”",
        "dòng 4, cột B: thiếu dấu @",
        "2 mới",
    ):
        assert shown in err
    assert not (desk / "mail").exists()


def test_a_script_says_yes_and_consent_by_options(run: Run, desk: Path) -> None:
    code, _, err = run("import", "ds.csv", "--yes", *CONSENT)
    assert code == ExitCode.DONE
    assert "Đã ghi: 2 mới" in err
    words = ("2026-11-01", "phiếu ở tổ", "Tôi đồng ý nhận bản tin")
    assert stored(desk) == [("an.nguyen@thon.example", "Nguyễn An", *words), ("binh@thon.example", "Lê Bình", *words)]
    assert stat.S_IMODE(database_path(desk).stat().st_mode) == 0o600
    code, _, err = run("import", "ds.csv")  # nothing is new, so nothing is asked
    assert (code, "Không có gì mới" in err) == (ExitCode.DONE, True)


@pytest.mark.parametrize(
    ("argv", "said"),
    [(["--yes"], "--consent-date, --consent-how, --consent-words"), (CONSENT, "--yes"), (["--yes", *CONSENT[2:]], "--consent-date"),
     (["--yes", "--consent-date", "hôm qua", *CONSENT[2:]], "không phải là ngày"), (["--yes", "--consent-date", "1/1/2199", *CONSENT[2:]], "chưa tới")],
)  # fmt: skip
def test_without_anybody_to_ask_nothing_is_written(run: Run, desk: Path, argv: list[str], said: str) -> None:
    code, _, err = run("import", "ds.csv", *argv)
    assert code == ExitCode.USAGE
    assert said in err
    assert not (desk / "mail").exists()


def test_on_a_terminal_consent_is_asked_once_and_then_a_yes(run: Run, desk: Path, answers: list[str]) -> None:
    answers += ["hôm nào đó", "1/11/2026", "họp tổ", "Tôi đồng ý", "c"]
    code, _, err = run("import", "ds.csv")
    assert code == ExitCode.DONE
    assert "không phải là ngày" in err
    assert answers == []
    assert [row[2:] for row in stored(desk)] == [("2026-11-01", "họp tổ", "Tôi đồng ý")] * 2


def test_a_no_writes_nothing(run: Run, desk: Path, answers: list[str]) -> None:
    answers += ["1/11/2026", "họp tổ", "Tôi đồng ý", "k"]
    assert run("import", "ds.csv")[0] == ExitCode.INTERRUPTED
    assert not (desk / "mail").exists()


def test_addresses_are_nowhere_but_where_they_are_asked_for(run: Run) -> None:
    told = [
        run("import", "ds.csv", "--dry-run"),
        run("import", "ds.csv", "--dry-run", "--json"),
        run("import", "ds.csv", "--yes", *CONSENT),
    ]
    told += [run("list", "--json"), run("remove", "an.nguyen@thon.example"), run("import", "ds.csv", "--json")]
    told += [
        run("add", "an.nguyen@thon.example", "--json"),
        run("forget", "binh@thon.example", "--yes", "--json"),
        run("lift", "binh@thon.example", "--json"),
    ]
    told += [run("remove", "binh@thon.example", "--json"), run("remove", "khach.la@thon.example")]
    for _, out, err in told:
        for address in ("an.nguyen@", "binh@", "chi(at)", "khach.la@"):
            assert address not in out + err
    assert "an.nguyen@thon.example" in run("import", "ds.csv", "--dry-run", "--addresses")[2]


def test_list_shows_people_and_json_masks_them(run: Run) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    code, out, err = run("list")
    assert (code, out.splitlines()[0]) == (0, "an.nguyen@thon.example  ·  Nguyễn An  ·  Tổ 1")
    assert "2 người, 2 đang nhận" in err
    assert "binh" not in run("list", "--group", "Tổ 1")[1]
    masked = json.loads(run("list", "--json")[1])
    assert masked["readers"][0]["address"] == "a…@thon.example"
    assert masked["counts"] == {"active": 2}
    assert json.loads(run("list", "--json", "--addresses")[1])["readers"][0]["address"] == "an.nguyen@thon.example"
    code, _, err = run("list", "--group", "Tổ 9")
    assert code == ExitCode.USAGE
    assert "Tổ 1" in err


def test_who_left_is_counted_and_named_and_stays_away(run: Run, desk: Path) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    run("forget", "AN.NGUYEN@thon.example", "--yes")
    run("remove", "Lê Bình <binh@thon.example>")
    code, _, err = run("import", "ds.csv", "--yes")
    assert code == ExitCode.DONE
    assert "không được đưa trở lại (2)" in err
    assert "dòng 2: a…@thon.example, đã yêu cầu xóa dữ liệu" in err
    assert stored(desk) == []
    data = json.loads(run("import", "ds.csv", "--yes", "--json")[1])
    assert [(left["row"], left["reason"]) for left in data["left"]] == [(2, "forgotten"), (3, "removed")]
    assert data["refused"][0]["row"] == 4


def test_the_remedies_lead_back(run: Run, desk: Path) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    run("remove", "binh@thon.example")
    code, _, err = run("add", "binh@thon.example", *CONSENT)
    assert code == ExitCode.BAD_INPUT
    assert "bulletin subscribers lift" in err
    code, _, err = run("lift", "binh@thon.example")
    assert code == ExitCode.DONE
    assert "bulletin subscribers add" in err
    assert run("add", "binh@thon.example", "--name", "Lê Bình", "--group", "Tổ 2", *CONSENT)[0] == ExitCode.DONE
    run("forget", "an.nguyen@thon.example", "--yes")
    code, _, err = run("lift", "an.nguyen@thon.example")
    assert code == ExitCode.BAD_INPUT
    assert "--consent-date, --consent-how và --consent-words" in err
    assert run("lift", "an.nguyen@thon.example", *CONSENT)[0] == ExitCode.DONE
    assert [row[0] for row in stored(desk)] == ["an.nguyen@thon.example", "binh@thon.example"]


def test_forgetting_asks_first_since_nothing_brings_it_back(run: Run, desk: Path, answers: list[str]) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    answers += ["k"]
    assert run("forget", "an.nguyen@thon.example")[0] != ExitCode.DONE
    assert len(stored(desk)) == 2
    answers += ["c"]
    assert run("forget", "an.nguyen@thon.example")[0] == ExitCode.DONE
    assert len(stored(desk)) == 1


def test_forgetting_without_anybody_to_ask_needs_yes(run: Run, desk: Path) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    code, _, err = run("forget", "an.nguyen@thon.example")
    assert (code, "--yes" in err, "--dry-run" in err) == (ExitCode.USAGE, True, False)
    assert run("forget", "an.nguyen@thon.example", "--json")[0] == ExitCode.USAGE
    assert len(stored(desk)) == 2


def test_forgetting_removes_the_letters_of_a_dry_run(run: Run, desk: Path) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    folder = desk / "mail" / "dry-run"
    folder.mkdir()
    to = {
        1: "=?utf-8?q?Nguy=E1=BB=85n_An?=\r\n <AN.nguyen@thon.example>",
        2: "binh@thon.example",
        3: "an@other.example",
    }
    for number, who in to.items():
        letter = f"From: x@y.example\r\nTo: {who}\r\nSubject: x\r\n\r\nTo: an.nguyen@thon.example\r\n"
        (folder / f"{number:04}.eml").write_bytes(letter.encode())
    code, _, err = run("forget", "an.nguyen@thon.example", "--yes")
    assert (code, sorted(file.name for file in folder.iterdir())) == (0, ["0002.eml", "0003.eml"])
    assert "1 thư nháp" in err
    for left in ("mã băm có khóa", "tên miền", "sao lưu", "--report", "--out"):
        assert left in err


def test_lifting_asks_on_a_terminal(run: Run, desk: Path, answers: list[str]) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    run("forget", "an.nguyen@thon.example", "--yes")
    answers += ["25/11/2026", "thư của chính họ", "Cho tôi nhận lại"]
    assert run("lift", "an.nguyen@thon.example", "--name", "An")[0] == ExitCode.DONE
    assert stored(desk)[0] == ("an.nguyen@thon.example", "An", "2026-11-25", "thư của chính họ", "Cho tôi nhận lại")


def test_export_gives_one_person_everything(run: Run) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    _, out, _ = run("export", "an.nguyen@thon.example")
    for shown in ("an.nguyen@thon.example", "Nguyễn An", "2026-11-01", "phiếu ở tổ", "Tôi đồng ý nhận bản tin", "Tổ 1"):
        assert shown in out
    assert "binh" not in out
    data = json.loads(run("export", "an.nguyen@thon.example", "--json")[1])
    assert set(data) == {"address", "reader", "groups", "suppression", "deliveries", "returned"}
    run("forget", "an.nguyen@thon.example", "--yes")
    data = json.loads(run("export", "an.nguyen@thon.example", "--json")[1])
    assert (data["reader"], data["suppression"]["reason"]) == (None, "forgotten")


def test_the_database_is_found_from_any_folder_of_the_publication(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    inner = desk / "2026" / "so-12" / "articles"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert run("import", "../../../ds.csv", "--yes", *CONSENT)[0] == ExitCode.DONE
    assert database_path(desk).is_file()
    monkeypatch.chdir(tmp_path)
    code, _, err = run("list")
    assert code == ExitCode.BAD_INPUT
    assert "--folder" in err
    assert "an.nguyen" in run("list", "--folder", str(desk))[1]


@pytest.mark.parametrize(
    "argv",
    [
        ["list"],
        ["remove", "a@b.example"],
        ["export", "a@b.example"],
        ["forget", "a@b.example"],
        ["lift", "a@b.example"],
    ],
)
def test_before_there_is_a_list_every_command_says_how_to_begin(run: Run, desk: Path, argv: list[str]) -> None:
    code, _, err = run(*argv)
    assert code == ExitCode.BAD_INPUT
    assert "bulletin subscribers import" in err
    assert not (desk / "mail").exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [(["add", "nguyen van a@b.example", *CONSENT], 3), (["add", "a@b.example; c@d.example", *CONSENT], 3), (["add", "", *CONSENT], 3),
     (["import", "none.csv", "--yes"], 3), (["import", ".", "--yes"], 3), (["import", "publication.yaml", "--yes"], 3), (["import"], 2),
     (["add", "a@b.example"], 2), (["add", "a@b.example", "--name", "=SUM(1)", *CONSENT], 2), (["nothing"], 2), (["import", "ds.csv", "--sheet", "x"], 3), (["add", "a\r\nBcc: b@c.example", *CONSENT], 3)],
)  # fmt: skip
def test_bad_input_is_a_message(run: Run, desk: Path, argv: list[str], code: int) -> None:
    assert run(*argv)[0] == code
    assert not (desk / "mail").exists()


def test_strict_refuses_a_list_with_refused_rows_after_writing_the_rest(run: Run, desk: Path) -> None:
    assert run("import", "ds.csv", "--yes", "--strict", *CONSENT)[0] == ExitCode.REFUSED
    assert len(stored(desk)) == 2


def test_another_writer_and_a_full_disk_are_messages(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", "ds.csv", "--yes", *CONSENT)
    monkeypatch.setattr(database, "BUSY_MS", 50)
    with closing(sqlite3.connect(database_path(desk), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, _, err = run("remove", "binh@thon.example")
    assert code == ExitCode.CANNOT_WRITE
    assert "Lệnh khác" in err
    monkeypatch.setattr(database, "_set_up", lambda connection: connection.execute("PRAGMA max_page_count = 1"))
    (desk / "dai.csv").write_text(
        "Email\n" + "".join(f"nguoi{n}@thon.example\n" for n in range(3000)), encoding="utf-8"
    )
    code, _, err = run("import", "dai.csv", "--yes", *CONSENT)
    assert code == ExitCode.CANNOT_WRITE
    monkeypatch.undo()
    assert len(stored(desk)) == 2


def test_a_workbook_of_several_sheets_is_named_sheet_by_sheet(run: Run, desk: Path) -> None:
    rows = {"Tổ 1": [["Email"], ["a@b.example"]], "Tổ 2": [["Email"], ["wrong"]], "Ẩn": [["Email"], ["x@y.example"]]}
    (desk / "ds.xlsx").write_bytes(workbook(rows, hidden=["Ẩn"]))
    _, _, err = run("import", "ds.xlsx", "--dry-run")
    assert "Trang “Tổ 1”" in err
    assert "trang “Tổ 2”, dòng 2, cột A: thiếu dấu @" in err
    assert "Trang ẩn “Ẩn”" in err
    assert "x…@y.example" not in err


def test_nothing_of_a_list_controls_the_terminal(run: Run, desk: Path) -> None:
    (desk / "ds.csv").write_text("Email,\x1b[31mTên\x07\na@b.example,\x1b]0;x\x07A\n", encoding="utf-8")
    _, out, err = run("import", "ds.csv", "--dry-run")
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_help_of_every_command_is_in_both_languages(run: Run, capsys: Capture) -> None:
    for name in ("import", "list", "add", "remove", "export", "forget", "lift"):
        assert run(name, "--help")[1].startswith("Cách dùng: bulletin subscribers")
        assert cli.run(["--lang=en", "subscribers", name, "--help"]) == ExitCode.DONE
        assert capsys.readouterr().out.startswith("Usage: bulletin subscribers")


def test_the_commands_of_the_officers_page_work_in_their_order(run: Run, desk: Path, answers: list[str]) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "sending.md").read_text(encoding="utf-8")
    typed = [match[1] for match in re.finditer(r"(?:^|`)bulletin subscribers ([^`\n]+)", page, re.M)]
    assert len(typed) >= 9
    rows = [["Họ và tên", "Email", "Tổ"], ["Lê Bình", "binh@thon.example", 3]]
    for name in ("danh-sach.xlsx", "list.xlsx"):
        (desk / name).write_bytes(workbook({"Tổ 3": rows}))
    (desk / "danh-sach.csv").write_text("Email\nchi@thon.example\n", encoding="utf-8")
    consent = ["20/11/2026", "phiếu ở tổ", "Tôi đồng ý"]
    for line in typed:
        words = shlex.split(line)
        before = len(stored(desk)) if database_path(desk).exists() else 0
        answers[:] = {"import": [*consent, "c"], "forget": ["c"]}.get(words[0], list(consent))
        code, _, err = run(*words)
        assert code == ExitCode.DONE, (line, err)
        after = len(stored(desk))
        wanted = {"add": 1, "remove": -1}.get(words[0])
        assert wanted is None or after - before == wanted, line
    assert "an@thon.example" in [row[0] for row in stored(desk)]
