"""A second copy of a file beside it: named, never printed as a story more, never left out without a word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from build_issues import small_issue

from bulletin.sources.copies import copies_among, original_name
from bulletin.sources.issue import Loaded, load_issue
from bulletin.studio.desk.copies import copies_in
from bulletin.studio.desk.stories import StoryFiles

COPIES = (
    "tin-den (1).yaml", "tin-den(2).yaml", "tin-den - Copy.yaml", "tin-den - Copy (2).yaml", "tin-den – bản sao.yaml",
    "tin-den - bản sao 2.yaml", "tin-den - Sao chép.yaml", "tin-den copy.yaml", "tin-den (another copy).yaml",
    "Copy of tin-den.yaml", "Bản sao của tin-den.yaml", "tin-den (1) (1).yaml", "tin-den - Copy - Copy.yaml",
    "tin-den (conflicted copy 2026-11-27 140212).yaml", "tin-den.sync-conflict-20261127-140212-ABCDEFG.yaml",
    "tin-den-DESKTOP-4F2K.yaml", unicodedata.normalize("NFD", "tin-den – bản sao.yaml"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_issue(tmp_path / "so-18")


def told(loaded: Loaded) -> dict[str, str]:
    return {one.place.file or "": one.rule.id for one in loaded.findings if "copy" in one.rule.id}


def printed(loaded: Loaded) -> list[str]:
    assert loaded.issue is not None, loaded.findings
    return [entry.article.id for entry in loaded.issue.entries]


@pytest.mark.parametrize("name", COPIES)
def test_a_second_copy_is_named_and_the_issue_is_as_without_it(folder: Path, name: str) -> None:
    before = load_issue(folder)
    place = folder / "articles"
    newer = (place / "tin-den.yaml").read_text("utf-8").replace("Thêm 12", "Thêm 13")
    (place / name).write_text(newer, "utf-8")
    after = load_issue(folder)
    assert told(after) == {f"articles/{name}": "file.second-copy"}
    assert printed(after) == printed(before)
    (finding,) = (one for one in after.findings if one not in before.findings)
    assert finding.severity.value == "warning"
    assert "xóa" in finding.remedy("vi")
    # The studio shows the same file as one to choose from, and not as a story.
    assert place / name not in StoryFiles().of(folder).values()
    assert [(one.path.name, one.original.name) for one in copies_in(folder)] == [(name, "tin-den.yaml")]


@pytest.mark.parametrize("source", ["", "tieu_de: [", "\x00", "tieu_de: Thêm 12 bóng đèn\n"])
def test_a_copy_that_does_not_read_stops_no_build(folder: Path, source: str) -> None:
    (folder / "articles" / "tin-den (1).yaml").write_text(source, "utf-8")
    after = load_issue(folder)
    assert told(after) == {"articles/tin-den (1).yaml": "file.second-copy"}
    assert "tin-den" in printed(after)


def test_what_the_warning_says_to_type_makes_it_a_story_of_its_own(folder: Path) -> None:
    place = folder / "articles"
    copy = place / "tin-den (1).yaml"
    copy.write_bytes((place / "tin-den.yaml").read_bytes())
    (warning,) = (one for one in load_issue(folder).findings if one.rule.id == "file.second-copy")
    ident = warning.remedy("vi").rpartition("ma: ")[2]
    copy.write_text(copy.read_text("utf-8").replace("id: tin-den", f"id: {ident}"), "utf-8")
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8") + f"- {{article: {ident}, slot: brief}}\n", "utf-8")
    after = load_issue(folder)
    assert printed(after)[-1] == ident
    assert told(after) == {"articles/tin-den (1).yaml": "file.like-a-copy"}
    assert StoryFiles().of(folder)[ident] == copy
    assert not copies_in(folder)
    (warning,) = (one for one in after.findings if one.rule.id == "file.like-a-copy")
    better = warning.remedy("vi").rpartition("articles/")[2]
    copy.rename(place / better)
    assert told(load_issue(folder)) == {}


def test_the_id_that_a_copy_may_get_is_free(folder: Path) -> None:
    """Nobody has it yet: no story, and no other copy that is told the same."""
    place = folder / "articles"
    data = (place / "tin-den.yaml").read_bytes()
    (place / "tin-den-2.yaml").write_bytes(data.replace(b"id: tin-den", b"id: tin-den-2"))
    for name in ("tin-den (1).yaml", "tin-den (2).yaml"):
        (place / name).write_bytes(data)
    warnings = [one for one in load_issue(folder).findings if one.rule.id == "file.second-copy"]
    assert sorted(one.remedy("vi").rpartition("ma: ")[2] for one in warnings) == ["tin-den-3", "tin-den-4"]


def test_a_synchronisers_copy_whose_file_is_gone_is_found_again_by_its_remedy(folder: Path) -> None:
    place = folder / "articles"
    copy = place / "tin-den (conflicted copy 2026-11-27).yaml"
    (place / "tin-den.yaml").rename(copy)
    loaded = load_issue(folder)
    assert {one.rule.id for one in loaded.findings} >= {"file.second-copy", "reference.no-article"}
    (warning,) = (one for one in loaded.findings if one.rule.id == "file.second-copy")
    assert "thành articles/tin-den.yaml" in warning.remedy("vi")
    copy.rename(place / "tin-den.yaml")
    assert told(load_issue(folder)) == {}


def test_copies_of_the_sheets_are_named_too(folder: Path) -> None:
    above = folder.parent / "publication.yaml"
    (folder / "publication.yaml").rename(above)
    (folder / "issue - Copy.yaml").write_bytes((folder / "issue.yaml").read_bytes())
    above.with_name("publication (1).yaml").write_bytes(above.read_bytes())
    (folder / "ghi-chu (1).yaml").write_text("x", "utf-8")
    loaded = load_issue(folder)
    assert told(loaded) == {
        "issue - Copy.yaml": "file.second-copy", "../publication (1).yaml": "file.second-copy",
    }  # fmt: skip
    assert loaded.issue is not None


@pytest.mark.parametrize("name", ["copy.yaml", "ban-sao.yaml", "bai-conflict.yaml", "Bài 5 (2026).yaml", "a (1).jpg"])
def test_other_names_are_those_of_no_copies(name: str) -> None:
    assert original_name(name) is None


def test_a_name_that_people_give_is_a_copy_only_beside_its_file() -> None:
    assert copies_among(["tong-ket (1).yaml"], lambda _: (None, "")) == {}
    same = {"a.yaml": (None, "Một"), "a (1).yaml": (None, "Hai"), "b.yaml": (None, ""), "b (1).yaml": ("b", "")}
    assert copies_among(list(same), same.__getitem__) == {"b (1).yaml": "b.yaml"}
