"""Findings as people see them: clickable place, the line with a mark under the words, why, what to do."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from cli_entries import finding
from hypothesis import given
from hypothesis import strategies as st

from bulletin.cli.findings import _ABOUT, FindingFormatter, safe, summary, verdict, width
from bulletin.cli.main import run
from bulletin.cli.settings import Settings
from bulletin.delivery.sending import rules as sending_rules
from bulletin.errors import ExitCode, Finding, Place, Severity, with_lines
from bulletin.runtime.wire import findings_from_wire, findings_to_wire


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "so-12"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.yaml").write_text("id: a\ntitle: Lễ hội tít chọi trâu\n\tbody: x\n", encoding="utf-8")
    return folder


def test_line_is_quoted_with_a_mark_under_the_words(issue: Path) -> None:
    text = FindingFormatter(Settings(), issue).text([finding(place=Place("articles/a.yaml", 2, 15))])
    assert text == (
        "so-12/articles/a.yaml\n"
        "  so-12/articles/a.yaml:2:15: lỗi [test.error]\n"
        "    Chữ “tít” chưa đúng\n"
        "    2 │ title: Lễ hội tít chọi trâu\n"
        "      │               ^~~\n"
        "    Vì sao: Người đọc sẽ vấp\n"
        "    Cách sửa: Hãy sửa lại\n"
    )


def test_english(issue: Path) -> None:
    text = FindingFormatter(Settings(lang="en"), issue).text(
        [finding(Severity.WARNING, Place("articles/a.yaml", 2, 15))]
    )
    assert "warning [test.warning]" in text
    assert "Why: Readers stumble" in text
    assert "What to do: Mend it" in text


def test_mark_stands_under_the_word_for_decomposed_letters_and_tabs(issue: Path) -> None:
    file = issue / "articles" / "b.yaml"
    file.write_text("a\u0302\u0301\tx tít", encoding="utf-8")
    lines = FindingFormatter(Settings(), issue).text([finding(place=Place("articles/b.yaml", 1, 7))]).splitlines()
    quoted, mark = lines[3], lines[4]
    assert width(quoted[: quoted.index("tít")]) == mark.index("^")


def test_long_lines_are_cut_around_the_words(issue: Path) -> None:
    (issue / "articles" / "c.yaml").write_text("x" * 5000 + "tít" + "y" * 5000, encoding="utf-8")
    lines = FindingFormatter(Settings(), issue).text([finding(place=Place("articles/c.yaml", 1, 5001))]).splitlines()
    assert max(map(len, lines)) < 140
    assert lines[3].index("tít") == lines[4].index("^")


@pytest.mark.parametrize(
    "place",
    [Place("articles/a.yaml", 99, 1), Place("articles/gone.yaml", 1, 1), Place("photos/x.jpg", 1, 1), Place("../a", 1)],
)
def test_no_such_line_is_no_trouble(issue: Path, place: Place) -> None:
    assert "Cách sửa" in FindingFormatter(Settings(), issue).text([finding(place=place)])


def test_grouped_by_file_sorted_by_line(issue: Path) -> None:
    found = [
        finding(place=Place("b.yaml", 9)),
        finding(Severity.INFO),
        finding(place=Place("a.yaml", 3)),
        finding(place=Place("b.yaml", 2)),
        finding(place=Place(page=4)),
    ]
    heads = [line.strip() for line in FindingFormatter(Settings(), None).text(found).splitlines() if "[test." in line]
    assert heads == [
        "b.yaml:2: lỗi [test.error]",
        "b.yaml:9: lỗi [test.error]",
        "ghi chú [test.info]",
        "trang 4: lỗi [test.error]",
        "a.yaml:3: lỗi [test.error]",
    ]


def test_what_has_no_file_is_headed_by_what_it_is_about() -> None:
    settings = Settings()
    lost = Finding(sending_rules.NO_TLS, values={"host": "h", "port": "25"})
    page = finding(place=Place(page=4))
    lines = FindingFormatter(settings).text([page, lost]).splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == ["Cả số báo", "Gửi thư"]
    english = FindingFormatter(replace(settings, lang="en")).text([lost])
    assert english.startswith("Sending\n")


@pytest.mark.parametrize("area", _ABOUT)
def test_headings_are_those_of_the_page_of_findings(area: str) -> None:
    """A room that was renamed or has gone does not keep its heading."""
    docs = Path(__file__).parents[2] / "docs" / "findings.md"
    assert f"\n## {area}\n" in docs.read_text("utf-8")


def test_the_terminal_cannot_be_steered(issue: Path) -> None:
    (issue / "articles" / "d.yaml").write_text("title: \x1b[2J\x1b]0;x\x07\u202e", encoding="utf-8")
    text = FindingFormatter(Settings(), issue).text([finding(place=Place("articles/d.yaml", 1, 8), word="\x1b[2J")])
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_colour_only_when_asked(issue: Path) -> None:
    place = Place("articles/a.yaml", 2, 15)
    assert "\x1b[" not in FindingFormatter(Settings(), issue, colour=False).text([finding(place=place)])
    assert "\x1b[31m" in FindingFormatter(Settings(), issue, colour=True).text([finding(place=place)])


@given(st.text())
def test_safe_has_no_control_characters(text: str) -> None:
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in safe(text) if letter != "\t")
    assert len(safe(text)) == len(text)


def test_summary_and_verdict() -> None:
    error, warning = finding(code=ExitCode.REFUSED), finding(Severity.WARNING)
    assert summary([error, warning, warning], Settings()) == "1 lỗi, 2 cảnh báo."
    assert summary([error, warning, warning], Settings(lang="en")) == "1 error, 2 warnings."
    assert summary([], Settings()) == "Không có lỗi nào."
    assert verdict([warning, error]) == ExitCode.REFUSED
    assert verdict([warning]) == ExitCode.DONE
    assert verdict([warning], strict=True) == ExitCode.REFUSED
    assert verdict([finding(Severity.INFO)], strict=True) == ExitCode.DONE


def test_the_line_is_the_one_that_was_read(issue: Path) -> None:
    read = {"articles/a.yaml": (issue / "articles" / "a.yaml").read_bytes()}
    (found,) = with_lines([finding(place=Place("articles/a.yaml", 2, 15))], read)
    (issue / "articles" / "a.yaml").write_text("id: khác\ntitle: Đã sửa trong lúc dựng\n", encoding="utf-8")
    for shown in (found, *findings_from_wire(findings_to_wire([found]))):
        assert "    2 │ title: Lễ hội tít chọi trâu\n" in FindingFormatter(Settings(), issue).text([shown])


@pytest.mark.parametrize("typed", ["Số 12", "Số 12/build"])
def test_a_remedy_names_the_folder_that_was_typed(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Số 12" / "build").mkdir(parents=True)
    (tmp_path / "Số 12" / "issue.yaml").write_text("", encoding="utf-8")
    assert run(["share", typed]) == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert ("bulletin build 'Số 12'." in told, "THƯ_MỤC" in told) == (True, False)
    run(["share", typed, "--lang", "en", "--json"])
    assert "bulletin build 'Số 12'." in capsys.readouterr().out
