"""Repairs in the typed files: only the words change, old versions are kept, ignores and settings are honoured."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from edited_files import RUNS, made_file

from bulletin.desk.lint.slip import Slip
from bulletin.desk.repair import writing
from bulletin.desk.repair.fixing import diff, fix
from bulletin.desk.repair.found import DeskRead, read_desk, told
from bulletin.desk.repair.making import Made, make
from bulletin.desk.repair.reviewing import accept, ignore
from bulletin.errors import Rule, Severity, Text
from bulletin.model import Issue, Style
from bulletin.sources import load_issue
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.words import replace_many
from bulletin.text.setting import normal_text
from bulletin.text.typed import typed_texts

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mot-trang"
STORY = "articles/thu.yaml"
TYPED = """\
# đầu tệp
id: thu
status: approved
genre: "Tin"   # mục
title: "Chợ phiên ,sáng  nay"
lead: 'Vơí người dân: it''s' # cuối dòng
authors: [An]
body: |
  Phiên chợ họp từ sớm ,bà con tới
  đông  lắm.

  Đoạn hai vẫn nguyên.
"""
RULE = Rule("desk.doubled-word", Severity.WARNING, Text("a", "a"), Text("b", "b"), Text("c", "c"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issue with one more story, which has slips of every kind of value."""
    shutil.copytree(EXAMPLE, tmp_path / "so")
    made = tmp_path / "so"
    (made / STORY).write_text(TYPED, encoding="utf-8")
    sheet = made / "issue.yaml"
    sheet.write_bytes(sheet.read_bytes().rstrip(b"\n") + b"\n  - article: thu\n")
    return made


def issue_of(folder: Path) -> Issue:
    """The issue, which must be readable."""
    loaded = load_issue(folder)
    assert loaded.issue is not None, [str(f.place) + f.what() for f in loaded.findings]
    return loaded.issue


def read(folder: Path) -> DeskRead:
    """What the desk finds in the story under test."""
    return read_desk(issue_of(folder), ())


def mine(folder: Path) -> list[tuple[str, str]]:
    """The rules and words found in the story under test."""
    return [(one.rule, one.words) for one in read(folder).found if one.typed.file == STORY]


def typed(folder: Path, old: str, new: str) -> None:
    """Change the story under test."""
    path = folder / STORY
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_certain_repairs_change_their_words_and_nothing_else(folder: Path) -> None:
    before = (folder / STORY).read_bytes()
    (folder / STORY).chmod(0o640)
    fixed = fix(folder, folder / "build" / "desk" / "1")
    after = (folder / STORY).read_text(encoding="utf-8")
    wanted = before.decode().replace("phiên ,sáng  nay", "phiên, sáng nay").replace("Vơí", "Với")
    assert after == wanted.replace("sớm ,bà", "sớm, bà").replace("đông  lắm", "đông lắm")
    assert STORY in fixed.files
    assert (folder / "build" / "desk" / "1" / STORY).read_bytes() == before
    assert (folder / STORY).stat().st_mode & 0o777 == 0o640
    again = fix(folder, folder / "build" / "desk" / "2")
    assert (again.done, again.files) == ((), ()), "a second run finds nothing to do"
    assert not (folder / "build" / "desk" / "2").exists()


def test_a_diff_shows_and_writes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    lines = diff(issue_of(folder), read(folder))
    assert '-title: "Chợ phiên ,sáng  nay"' in lines
    assert '+title: "Chợ phiên, sáng nay"' in lines
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_file_that_changed_meanwhile_is_not_touched(folder: Path) -> None:
    issue = issue_of(folder)
    made = make(issue, [one for one in read(folder).found if one.typed.file == STORY])
    typed(folder, "vẫn nguyên", "vừa sửa")
    changed = (folder / STORY).read_bytes()
    written = writing.write(folder, folder / "kept", made)
    assert [f.rule.id for f in written.findings] == ["desk.changed-meanwhile"]
    assert (folder / STORY).read_bytes() == changed
    assert not (folder / "kept").exists()


def test_a_link_is_not_written_through(folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    (folder / STORY).rename(outside)
    (folder / STORY).symlink_to(outside)
    before = outside.read_bytes()
    written = writing.write(folder, folder / "kept", [Made(STORY, before, b"x", ())])
    assert [f.rule.id for f in written.findings] == ["desk.not-written"]
    assert outside.read_bytes() == before


def test_killed_at_any_write_there_is_the_old_or_the_new_file(folder: Path) -> None:
    """SIGKILL at every call that writes, syncs or renames: the file is whole and its old version is not lost."""
    old = (folder / STORY).read_bytes()
    fix(folder, folder / "build" / "ok")
    new = (folder / STORY).read_bytes()
    for number in range(1, 60):
        (folder / STORY).write_bytes(old)
        kept = folder / "build" / f"kept-{number}"
        pid = os.fork()
        if pid == 0:
            _killed_at(number)
            fix(folder, kept)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        now = (folder / STORY).read_bytes()
        assert now in (old, new), number
        if now == new:
            assert (kept / STORY).read_bytes() == old, number
        if not os.WIFSIGNALED(status):
            assert now == new
            assert number > 6, "the calls were counted"
            return
    pytest.fail("never came to its end")


def _killed_at(number: int) -> None:
    left = [number]

    def deadly(call):  # type: ignore[no-untyped-def]
        def run(*given, **named):  # type: ignore[no-untyped-def]
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return run

    for name in ("open", "fsync", "fdopen", "rename", "replace", "mkdir", "chmod"):
        setattr(os, name, deadly(getattr(os, name)))


# --- comments that keep rules away -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('nay"\n', 'nay"  # bulletin: bỏ qua R6, R5\n'),
        ("title:", "# bulletin: bỏ qua R6, R5\ntitle:"),
        ("title:", "# bulletin: ignore R6, R5\n# một ghi chú khác\n\ntitle:"),
        ("title:", "# bulletin: bỏ qua R6: phiên ,sáng\n# bulletin: bỏ qua R5: sáng  nay\ntitle:"),
    ],
)
def test_an_ignore_keeps_rules_from_a_line_or_from_words(folder: Path, old: str, new: str) -> None:
    assert any("phiên" in w or " ," in w or w == " " for _, w in mine(folder))
    title = {words for _, words in mine(folder)}
    typed(folder, old, new)
    left = [one for one in read(folder).found if one.typed.file == STORY and one.typed.path == ("title",)]
    assert left == []
    assert {words for _, words in mine(folder)} < title or len(mine(folder)) < len(title) + 1
    assert [f.rule.id for f in read(folder).findings] == []
    assert [f.rule.id for f in load_issue(folder).findings] == []


def test_a_comment_above_a_body_names_words_or_is_about_all_of_it(folder: Path) -> None:
    typed(folder, "body: |", "# bulletin: bỏ qua R6: sớm ,bà\nbody: |")
    assert ("R6, R7", " ,") not in [(rule, words) for rule, words in mine(folder) if "body" in rule]
    body = [one.rule for one in read(folder).found if one.typed.path == ("body",) and one.typed.file == STORY]
    assert body == ["R5"]
    typed(folder, "bỏ qua R6: sớm ,bà", "bỏ qua R6, R5")
    assert [one for one in read(folder).found if one.typed.path == ("body",) and one.typed.file == STORY] == []


def test_an_ignore_for_a_file(folder: Path) -> None:
    typed(folder, "# đầu tệp", "# bulletin: bỏ qua cả tệp R49")
    assert all("R49" not in rule for rule, _ in mine(folder))
    assert read(folder).findings == ()


def test_what_looks_like_a_comment_inside_a_text_is_words(folder: Path) -> None:
    typed(folder, "  Đoạn hai", "  # bulletin: bỏ qua cả tệp R6, R5, R49\n  Đoạn hai")
    assert issue_of(folder).ignores == ()
    typed(folder, '"Chợ', '"# bulletin: bỏ qua R6 Chợ')
    assert issue_of(folder).ignores == ()


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        ("bỏ qua R49: chữ không có", "desk.ignore-unused"),
        ("bỏ qua R10", "desk.ignore-unused"),
        ("bỏ qua desk.sylable", "desk.unknown-rule"),
    ],
)
def test_an_ignore_that_hits_nothing_is_reported(folder: Path, comment: str, rule: str) -> None:
    typed(folder, "title:", f"# bulletin: {comment}\ntitle:")
    findings = read(folder).findings
    assert [(f.rule.id, f.place.file, f.place.line) for f in findings] == [(rule, STORY, 5)]


# --- settings of the office -------------------------------------------------------------------------------------------


def settings(folder: Path, line: str) -> None:
    """Give the publication a line about the desk."""
    path = folder / issue_of(folder).publication_file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{line}\n", encoding="utf-8")


def test_rules_are_switched_off_and_levels_are_changed(folder: Path) -> None:
    issue = issue_of(folder)
    typed_title = next(t for t in typed_texts(issue) if t.file == STORY and t.path == ("title",))
    slip = Slip(RULE, typed_title, 0, 3, "Chợ lớn")
    levels = {one.level for one in read_desk(issue, (slip,)).found if one.kind == "L"}
    assert levels == {Severity.WARNING}
    settings(folder, "desk: {tat: [R6, R7], muc: {desk.doubled-word: nhắc}}")
    issue = issue_of(folder)
    found = read_desk(issue, (slip,)).found
    assert {one.level for one in found if one.kind == "L"} == {Severity.INFO}
    assert all("R6" not in one.rules for one in found)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("desk: {tat: [R666]}", "desk.unknown-rule"),
        ("desk: {muc: {desk.sylable: nhắc}}", "desk.unknown-rule"),
        ("desk: {muc: {desk.syllable: to lắm}}", "desk.unknown-level"),
    ],
)
def test_settings_that_do_nothing_are_reported(folder: Path, line: str, rule: str) -> None:
    settings(folder, line)
    assert [f.rule.id for f in read(folder).findings] == [rule]
    assert rule in [f.rule.id for f in told(issue_of(folder))], "check says it too"


def test_check_says_warnings_and_honours_ignores_and_levels(folder: Path) -> None:
    typed(folder, "Đoạn hai", "Đoạn hai của của xóm")
    assert [f.rule.id for f in told(issue_of(folder)) if f.place.file == STORY] == ["desk.doubled-word"]
    typed(folder, "body: |", "# bulletin: bỏ qua desk.doubled-word: của của\nbody: |")
    assert [f for f in told(issue_of(folder)) if f.place.file == STORY] == []
    typed(folder, "bỏ qua desk.doubled-word: của của", "ghi chú")
    settings(folder, "desk: {muc: {desk.doubled-word: nhắc}}")
    assert [f for f in told(issue_of(folder)) if f.place.file == STORY] == []


# --- one answer at a time --------------------------------------------------------------------------------------------


def test_the_answers_of_a_review_are_in_the_file(folder: Path) -> None:
    one = next(one for one in read(folder).found if one.typed.file == STORY and one.typed.path == ("lead",))
    accept(issue_of(folder), one, folder / "kept")
    assert "'Với người dân: it''s' # cuối dòng" in (folder / STORY).read_text(encoding="utf-8")
    two = next(one for one in read(folder).found if one.typed.file == STORY and one.typed.path == ("body",))
    ignore(issue_of(folder), two, folder / "kept")
    text = (folder / STORY).read_text(encoding="utf-8")
    assert f"# bulletin: bỏ qua {two.rule}: sớm ,bà\nbody: |" in text
    assert (two.rule, two.start) not in [(one.rule, one.start) for one in read(folder).found if one.typed == two.typed]
    assert (folder / "kept" / STORY).read_text(encoding="utf-8").count("Vơí") == 1, "the first version is kept"


# --- generated files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_text_rules_are_written_into_any_way_of_typing(seed: int) -> None:
    made = made_file(seed)
    file = open_file(made.data, "article")
    assert file is not None
    data, wanted = made.data, {}
    for path in made.paths:
        value = file.value(path) or ""
        done = normal_text(value, "body" if path == ("body",) else "line", path, Style())
        edits = [(change.start, change.end, change.new) for change in done.changes]
        after = replace_many(data, path, edits)
        wanted[path] = done.text if after is not None else value
        data = after or data
        bare = getattr(file.node(path), "style", "") == "" or getattr(file.node(path), "mend", None) is not None
        assert after is not None or bare, (path, value, edits)
    again = open_file(data, "article")
    assert again is not None
    assert {path: again.value(path) for path in made.paths} == wanted
    old, new = made.data.split(b"\n"), data.split(b"\n")
    assert [line for line in old if line.lstrip().startswith(b"#")] == [
        line for line in new if line.lstrip().startswith(b"#")
    ]
