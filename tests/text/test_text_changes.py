"""`--changes`: one line for each place that prints otherwise, at the place in the file where it was typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.normalise import normalise
from bulletin.text.setting import FieldChange, normalise_issue
from bulletin.text.spots import Spots

PUBLICATION = """\
id: ban-tin
name: "Bình Hải"
publisher: UBND phường
periodicity: Hằng tuần
legal_profile: internal
"""
SHEET = "publication: ban-tin\nnumber: 18\ndate: 20/11/2026\nflatplan:\n  - bai\n"


def issue(tmp_path: Path, article: str, style: str = "") -> Issue:
    folder = tmp_path / "so-18"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "bai.yaml").write_text(f"id: bai\n{article}", "utf-8")
    (folder / "publication.yaml").write_text(PUBLICATION + style, "utf-8")
    (folder / "issue.yaml").write_text(SHEET, "utf-8")
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return loaded.issue


def told(read: Issue) -> list[tuple[str, str, str, str]]:
    return [
        (str(c.place).removeprefix("articles/"), c.change.rule, c.change.before, c.change.after)
        for c in normalise_issue(read).changes
    ]


def test_a_place_changed_by_several_rules_is_one_line() -> None:
    (edit,) = normalise("Kế hoạch số 28 –\u00a0NQ / TU , của").changes
    assert edit.rule == "R5, R15, R6"
    assert (edit.before, edit.after) == ("số 28 –\u00a0NQ / TU ,", "số 28-NQ/TU,")
    assert normalise(edit.before).text == edit.after


def test_each_place_is_where_it_was_typed(tmp_path: Path) -> None:
    """F15: the second of two equal words, and a place behind another change, are told where they are."""
    body = 'title: "thôn A ,thôn B"\nbody: |\n  Thôn A và thôn B. Thôn A ,thôn B.\n\n'
    body += "  Ở thôn A ,thôn B và\n  thôn C ,thôn D.\n"
    assert told(issue(tmp_path, body)) == [
        ("bai.yaml:2:14", "R6, R7", "A ,thôn", "A, thôn"),
        ("bai.yaml:4:26", "R6, R7", "A ,thôn", "A, thôn"),
        ("bai.yaml:6:10", "R6, R7", "A ,thôn", "A, thôn"),
        ("bai.yaml:7:8", "R6, R7", "C ,thôn", "C, thôn"),
    ]


@pytest.mark.parametrize(
    "scalar",
    [
        "Một ông Hà - Bí thư, ông Hà - Bí thư", '"Một ông Hà - Bí thư, ông Hà - Bí thư"',
        "'Một ông Hà - Bí thư, ông Hà - Bí thư'", ">-\n  Một ông Hà - Bí thư,\n  ông Hà - Bí thư",
        "|\n  Một ông Hà - Bí thư,\n\n\n  ông Hà - Bí thư",
    ],
)  # fmt: skip
def test_every_way_to_write_a_value(scalar: str, tmp_path: Path) -> None:
    read = issue(tmp_path, f"title: Tên\nbody: {scalar}\n")
    changes = normalise_issue(read).changes
    lines = Spots(read).lines("articles/bai.yaml")
    assert [c.change.rule for c in changes] == ["R21", "R21"]
    for change in changes:
        assert _typed(lines, change).startswith("Hà - Bí")
    assert changes[0].place != changes[1].place


def _typed(lines: list[str], change: FieldChange) -> str:
    assert change.place.line is not None
    assert change.place.column is not None
    return lines[change.place.line - 1][change.place.column - 1 :]


def test_a_place_behind_an_escape_is_in_the_file(tmp_path: Path) -> None:
    read = issue(tmp_path, 'title: "Ông \\u201cHà\\u201d \\\\ nói, ông Nam - Bí thư"\nbody: Chữ\n')
    (change,) = normalise_issue(read).changes
    assert _typed(Spots(read).lines("articles/bai.yaml"), change).startswith("Nam - Bí")


def test_comments_and_titles_of_documents_keep_the_style_away(tmp_path: Path) -> None:
    text = (
        "# bulletin: bỏ qua R23\ntitle: Nhiệm kỳ 2020 - 2025\nlead: Nhiệm kỳ 2020 - 2025\n"
        "# bulletin: bỏ qua R21: Làng - phố\n"
        "body: |\n  Theo Đề án Sông - núi - biển và Làng - phố, ông Hà - Bí thư.\n"
        "documents:\n  - {number: 12/KH-UBND, title: Đề án Sông - núi - biển}\n"
    )
    done = normalise_issue(issue(tmp_path, text)).issue.entries[0].article
    assert done.title == "Nhiệm kỳ 2020 - 2025"
    assert done.lead == "Nhiệm kỳ 2020–2025"
    assert done.body.strip() == "Theo Đề án Sông - núi - biển và Làng - phố, ông Hà – Bí thư."
    assert done.documents[0].title == "Đề án Sông - núi - biển"


def test_switches_of_the_publication_steer_the_rules(tmp_path: Path) -> None:
    typed = "title: 'Ông \"Hà\" - Bí thư 2020 - 2025'\nbody: bác sỹ hoà nhã\n"
    style = "style: {ngoac_kep: giữ nguyên, dash: keep, khoang: giữ nguyên, dau_thanh: kiểu cũ, chu_i_y: thông dụng}\n"
    done = normalise_issue(issue(tmp_path, typed, style)).issue.entries[0].article
    assert done.title == 'Ông "Hà" - Bí thư 2020 - 2025'
    assert done.body.strip() == "bác sĩ hòa nhã"


def test_removed_emoji_are_named_with_their_places(tmp_path: Path) -> None:
    read = issue(tmp_path, "title: Vui Tết 🎉\nbody: Chữ\n", "style: {emoji: remove}\n")
    (found,) = [f for f in normalise_issue(read).findings if f.rule.id == "text.emoji"]
    assert re.fullmatch(r"articles/bai\.yaml:2:\d+", str(found.place))
    assert "party popper" in found.what("en")
