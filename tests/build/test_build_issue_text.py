"""`articles.json`: the printed words of an issue, as values that survive the file and refuse what a hand changed."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from build_issues import build
from hypothesis import given
from hypothesis import strategies as st

from bulletin import issue_text
from bulletin.errors import InputError
from bulletin.issue_text import IssueText, issue_text_bytes, issue_text_from, read_issue_text
from bulletin.release import read_release, verify

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _constructors() -> None:
    """A data class of ours shows its parameters from its first use on, and Hypothesis asks for them before."""
    for made in vars(issue_text).values():
        if dataclasses.is_dataclass(made) and isinstance(made, type):
            with contextlib.suppress(TypeError):
                made()


@given(st.from_type(IssueText))
def test_the_words_survive_the_file(issue: IssueText) -> None:
    assert issue_text_from(issue_text_bytes(issue)) == issue


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    out = tmp_path_factory.mktemp("issue-text") / "build"
    build(ROOT / "examples" / "mot-trang", out, cache, "screen")
    return out


def test_a_build_writes_the_printed_words(built: Path) -> None:
    issue = read_issue_text(built)
    (article,) = issue.articles
    assert (issue.number, issue.date, issue.full_name) == (11, dt.date(2026, 11, 20), "BẢN TIN Xóm Vọng Hải")
    assert (article.title, article.pages) == ("Chiều thứ Bảy, cả ngõ cùng dọn", (1,))
    assert [one.kind for one in article.blocks[:5]] == ["paragraph"] * 3 + ["subhead", "list"]
    assert article.blocks[4].text.count("\n• ") == 2
    assert {"articles.json", "preflight.html"} == set(read_release(built).files)


@pytest.mark.parametrize(("harm", "rule"), [("other", "release.other-changed"), ("", "release.other-lost")])
def test_files_beside_the_editions_are_verified(built: Path, tmp_path: Path, harm: str, rule: str) -> None:
    for file in built.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert verify(tmp_path) == ()
    (tmp_path / "articles.json").unlink() if not harm else (tmp_path / "articles.json").write_text(harm, "utf-8")
    assert [(f.rule.id, f.place.file) for f in verify(tmp_path)] == [(rule, "articles.json")]


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "x"}, {"number": "1"}, {"number": True}, {"date": "20/11/2026"}, {"articles": {}}, {"extra": 1},
        {"imprint": [["a"]]}, {"articles": [{"id": "x"}]}, {"sections": [1]},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_hand_changed_is_refused(built: Path, change: dict[str, object]) -> None:
    value = json.loads((built / "articles.json").read_bytes()) | change
    with pytest.raises(InputError) as error:
        issue_text_from(json.dumps(value).encode())
    assert [f.rule.id for f in error.value.findings] == ["release.words-broken"]


def test_an_issue_of_an_older_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_issue_text(tmp_path)
    assert "bulletin build" in error.value.findings[0].remedy("vi")


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("articles", 0, "title"), 7, "articles[0].title: 7 is not str"),
        (("articles", 0, "pages", 0), True, "articles[0].pages[0]: True is not int"),
        (("articles", 0, "blocks", 3, "kind"), "song", "articles[0].blocks[3].kind: 'song'"),
        (("articles", 0, "event_date"), "hôm qua", "articles[0].event_date: 'hôm qua' is not date"),
        (("articles", 0, "photos"), {}, "articles[0].photos: not a list"),
        (("articles", 0), {}, "articles[0]: the keys must be "),
        (("number",), None, "number: None is not int"),
        (("extra",), 1, "articles.json: the keys must be "),
    ],
)
def test_what_a_hand_changed_is_named_with_its_place(
    built: Path, place: tuple[str | int, ...], value: object, said: str
) -> None:
    read = json.loads((built / "articles.json").read_bytes())
    inner = read
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(InputError) as error:
        issue_text_from(json.dumps(read).encode())
    assert error.value.findings[0].values["reason"].startswith(said)
