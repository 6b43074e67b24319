"""Edits onto the disk: once, merged by field and block, whole after a kill at any step."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.issue import parse
from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.values import values_of
from bulletin.studio.edits.operations import BadEditError, SetValue, read_edit
from bulletin.studio.edits.saving import CannotWriteError, LockedFileError, SavedEdit, save_edit
from bulletin.studio.forms.sheet import sheet_data
from bulletin.studio.history.journal import line_of, read_journal
from bulletin.studio.history.store import History

STORY = """\
# Bài của tổ
ma: ben-ca   # đừng đổi
tieu_de: "Bến cá lên đèn"
tac_gia:
  - PV
anh:
  # ảnh bình minh
  - ma: binh-minh
    tep: photos/a.jpg
    chu_thich: Thuyền về
noi_dung: |
  Đoạn một.

  Đoạn hai.

  Đoạn ba.
"""


def story_in(folder: Path, text: str = STORY) -> Path:
    path = folder / "articles" / "ben-ca.yaml"
    path.write_bytes(text.encode())
    return path


def desk_on(folder: Path) -> Desk:
    return Desk(folder, folder.parent / "cache", EventHub())


def save(desk: Desk, *ops: dict[str, Any], number: int = 1, client: str = "w", base: str = "x") -> SavedEdit:
    (bulletin,) = desk.bulletins()
    edit = {"client": client, "number": number, "kind": "article", "id": "ben-ca", "base": base, "ops": list(ops)}
    return save_edit(desk, bulletin.id, bulletin.issues[0].id, read_edit(edit), "Hải")


def values(path: Path) -> dict[str, Any]:
    file = open_file(path.read_bytes(), "article")
    assert file is not None
    return values_of(file)


TITLE = {"op": "set", "path": ["title"], "old": "Bến cá lên đèn", "new": "Bến cá: lên #đèn"}


def test_only_the_line_of_the_field_changes(folder: Path) -> None:
    path = story_in(folder)
    done = save(desk_on(folder), TITLE)
    assert path.read_text("utf-8") == STORY.replace("Bến cá lên đèn", "Bến cá: lên #đèn")
    assert not done.conflicts
    assert done.version == desk_on(folder).file(*names(folder), "article", "ben-ca").version


def names(folder: Path) -> tuple[str, str]:
    (bulletin,) = desk_on(folder).bulletins()
    return bulletin.id, bulletin.issues[0].id


def test_a_number_that_came_before_is_answered_and_not_applied_again(folder: Path) -> None:
    path = story_in(folder)
    desk = desk_on(folder)
    save(desk, {"op": "add_item", "path": ["authors"], "at": 1, "item": "Hải Yến"})
    save(desk, {"op": "remove_item", "path": ["authors"], "key": "Hải Yến"}, number=2)
    again = save(desk, {"op": "add_item", "path": ["authors"], "at": 1, "item": "Hải Yến"})
    assert not again.new
    assert "Hải Yến" not in path.read_text("utf-8")
    new_start = save(desk_on(folder), {"op": "add_item", "path": ["authors"], "at": 1, "item": "Hải Yến"})
    assert not new_start.new


def test_conflicts_are_answered_again_and_kept(folder: Path) -> None:
    path = story_in(folder, STORY.replace("Bến cá lên đèn", "Bản của người khác"))
    other = {"op": "set", "path": ["photos", {"id": "binh-minh"}, "caption"], "old": "Thuyền về", "new": "Thuyền ra"}
    first = save(desk_on(folder), TITLE, other)
    (conflict,) = first.conflicts
    assert (conflict.path, conflict.mine, conflict.theirs) == (("title",), TITLE["new"], "Bản của người khác")
    assert values(path)["photos"][0]["caption"] == "Thuyền ra"
    again = save(desk_on(folder), TITLE, other)
    assert again.conflicts == first.conflicts
    (entry,) = History(folder).entries()
    (clash,) = entry.clashes
    assert History(folder).content(clash.mine or "") == str(TITLE["new"]).encode()
    assert History(folder).content(clash.theirs or "") == "Bản của người khác".encode()


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (["=0", "+Mới.", "=2"], "Đoạn hai.", None),
        (["=0", "=1", "=2", "+Cuối."], "Đoạn một.", "Khác.\n\nĐoạn hai.\n\nĐoạn ba.\n\nCuối."),
        (["+Đầu.", "=0", "=1", "=2"], "Đoạn ba.", "Đầu.\n\nĐoạn một.\n\nĐoạn hai.\n\nKhác."),
        (["=1", "=2"], "Đoạn ba.", "Đoạn hai.\n\nKhác."),
        (["=0", "=2"], "Đoạn hai.", None),
    ],
)
def test_bodies_are_merged_block_by_block(folder: Path, mine: list[str], theirs: str, both: str | None) -> None:
    from bulletin.studio.story.blocks import blocks_of

    path = story_in(folder)
    ids = [block.id for block in blocks_of("Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.")[1]]
    path.write_text(STORY.replace(theirs, "Khác."), "utf-8")
    new = [{"keep": ids[int(one[1:])]} if one[0] == "=" else {"text": one[1:]} for one in mine]
    done = save(desk_on(folder), {"op": "body", "old": ids, "new": new})
    if both is None:
        assert [one.path for one in done.conflicts] == [("body",)]
        assert path.read_text("utf-8") == STORY.replace(theirs, "Khác.")
    else:
        assert not done.conflicts
        assert values(path)["body"].rstrip("\n") == both


@pytest.mark.parametrize(
    "typed",
    [
        "tieu_de: Bến cá: lên đèn",
        'tieu_de: "Bến cá lên đèn',
        "tieu_de:Bến cá lên đèn",
        "tieu_de: @Bến cá",
        "tieu_de: Tổ #5",
    ],
)
def test_what_the_reader_mends_is_edited_as_well(folder: Path, typed: str) -> None:
    path = story_in(folder, STORY.replace('tieu_de: "Bến cá lên đèn"', typed))
    old = values(path)["title"]
    save(desk_on(folder), {"op": "set", "path": ["title"], "old": old, "new": "Một: tít #mới"})
    assert values(path)["title"] == "Một: tít #mới"
    lines, before = path.read_text("utf-8").splitlines(), STORY.splitlines()
    assert [line for n, line in enumerate(lines) if n != 2] == [line for n, line in enumerate(before) if n != 2]


@pytest.mark.parametrize("text", ["ma: ben-ca\n\tx: [\n", "- a\n- b\n", "ma: [ben-ca\ntieu_de: x\n", "\xff"])
def test_a_file_that_does_not_read_is_never_written(folder: Path, text: str) -> None:
    path = story_in(folder)
    data = text.encode("latin-1")
    path.write_bytes(data)
    desk = desk_on(folder)
    if "ben-ca" not in desk.articles(folder):
        pytest.fail("a broken file keeps the name of its file")
    with pytest.raises((LockedFileError, CannotWriteError)):
        save(desk, TITLE | {"old": None})
    assert path.read_bytes() == data


def test_the_error_that_locks_a_file_is_said_and_no_remark_before_it(folder: Path) -> None:
    path = story_in(folder, "tieu_de: Bến cá: đêm\nma: [ben-ca\n")
    desk = desk_on(folder)
    (bulletin,) = desk.bulletins()
    source = desk.file(bulletin.id, bulletin.issues[0].id, "article", "ben-ca").source
    locked = sheet_data("article", source)["locked"]
    remarks = [one.rule.id for one in parse("article", path.read_bytes(), path.name).findings]
    assert remarks == ["yaml.unquoted-colon", "yaml.syntax"]
    assert locked["severity"] == "error"


@pytest.mark.parametrize("op", ["set", "confirm", "add_item"])
def test_a_path_that_is_too_deep_is_refused_and_not_cut(op: str) -> None:
    said = {"op": op, "path": ["title"] * 1000, "mark": "x", "old": None, "new": "y", "item": "z"}
    with pytest.raises(BadEditError):
        read_edit({"client": "w", "number": 1, "kind": "article", "id": "a", "base": "", "ops": [said]})


def test_a_large_number_is_written_out() -> None:
    said = {"op": "set", "path": ["print", "copies"], "old": None, "new": 1_234_567}
    (op,) = read_edit({"client": "w", "number": 1, "kind": "issue", "id": "", "base": "", "ops": [said]}).ops
    assert isinstance(op, SetValue)
    assert op.new == "1234567"


def test_every_line_of_a_long_file_that_does_not_read_is_shown() -> None:
    line = "  Sáng sớm ngoài bến, thuyền về chen nhau neo kín bờ đá.\n"
    source = "ma: [ben-ca\nnoi_dung: |\n" + line * 4_000 + "dòng cuối"
    assert len(source) > 200_000
    assert "\n".join(sheet_data("article", source.encode())["locked"]["lines"]) == source


def test_a_change_of_a_text_editor_in_between_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = story_in(folder)
    desk = desk_on(folder)
    history, typed = desk.history(folder), False
    seen = history.seen

    def late(client: str, edit: int) -> Any:
        nonlocal typed
        if not typed:  # after the studio has read the file, before it writes
            typed = True
            path.write_text(STORY.replace("Thuyền về", "Sửa tay"), "utf-8")
        return seen(client, edit)

    monkeypatch.setattr(history, "seen", late)
    save(desk, TITLE)
    found = values(path)
    assert (found["title"], found["photos"][0]["caption"]) == (TITLE["new"], "Sửa tay")


def test_rights_of_a_file_stay(folder: Path) -> None:
    path = story_in(folder)
    path.chmod(0o640)
    save(desk_on(folder), TITLE)
    assert path.stat().st_mode & 0o777 == 0o640


# --- crashes --------------------------------------------------------------------------------------------------

_STEPS = ("open", "fsync", "replace", "rename", "mkdir", "fchmod")


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Run something in a child that is killed before its step-th call that changes the disk; False when it ended."""
    child = os.fork()
    if child == 0:
        count = 0

        def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **named: Any) -> Any:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **named)

            return call

        try:
            for name in _STEPS:
                setattr(os, name, guarded(getattr(os, name)))
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_kill_at_any_step_leaves_the_old_or_the_new_file(folder: Path, tmp_path: Path) -> None:
    path = story_in(folder)
    ops = (TITLE, {"op": "add_item", "path": ["authors"], "at": 1, "item": "Hải Yến"})
    save(desk_on(folder), {"op": "set", "path": ["notes"], "old": None, "new": "một"}, number=0)
    before = path.read_bytes()
    whole = before.replace("Bến cá lên đèn".encode(), str(TITLE["new"]).encode())
    whole = whole.replace(b"  - PV\n", '  - PV\n  - "Hải Yến"\n'.encode())
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)
    step = 1
    while True:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        killed = killed_at(step, lambda: save(desk_on(folder), *ops))
        assert path.read_bytes() in (before, whole), step
        done = save(desk_on(folder), *ops)  # the window sends it again
        assert path.read_bytes() == whole, step
        assert not done.conflicts
        history = History(folder)
        assert history.torn == 0
        numbers = [entry.number for entry in history.entries()]
        assert numbers == sorted(set(numbers))
        assert all(history.content(change.after or "") for entry in history.entries() for change in entry.changes)
        if not killed:
            break
        step += 1
    assert step > 12  # contents, file and journal: each opened, written through and renamed


def test_a_journal_torn_anywhere_loses_only_its_last_line(folder: Path) -> None:
    story_in(folder)
    desk = desk_on(folder)
    save(desk, TITLE)
    save(desk, {"op": "set", "path": ["title"], "old": TITLE["new"], "new": "Hai"}, number=2)
    journal = desk.history(folder).file
    data = journal.read_bytes()
    first = data.index(b"\n") + 1
    for cut in range(first, len(data) - 1, 7):
        journal.write_bytes(data[:cut])
        history = History(folder)
        assert len(history.entries()) == 1
        assert history.torn == (cut > first)
    save(desk_on(folder), {"op": "set", "path": ["title"], "old": "Hai", "new": "Ba"}, number=3)
    assert [entry.edit for entry in History(folder).entries() if entry.kind == "save"] == [1, 3]


def test_a_line_of_the_journal_that_was_changed_is_left_out(folder: Path) -> None:
    story_in(folder)
    desk = desk_on(folder)
    save(desk, TITLE)
    (entry,) = desk.history(folder).entries()
    line = line_of(entry)
    assert read_journal(line)[1] == 0
    assert read_journal(line.replace(b"save", b"gave"))[1] == 1


def test_two_computers_have_journals_of_their_own_and_one_history(folder: Path) -> None:
    story_in(folder)
    one, two = History(folder, writer="may-mot"), History(folder, writer="may-hai")
    desk = desk_on(folder)
    for number, history in enumerate((one, two, one, two)):
        desk._histories[folder] = history
        old = values(folder / "articles" / "ben-ca.yaml")["title"]
        save(desk, {"op": "set", "path": ["title"], "old": old, "new": f"Tít {number}"}, number=number)
    for history in (one, two, History(folder)):
        assert [entry.edit for entry in history.entries() if entry.kind == "save"] == [0, 1, 2, 3]
    assert len(list((folder / ".bulletin" / "history").glob("journal-*.jsonl"))) == 2
