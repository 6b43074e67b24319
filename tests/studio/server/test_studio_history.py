"""The history of an issue: what was, the ways back, and copies that a synchroniser made."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.studio.desk.copies import copies_in, original_name
from bulletin.studio.desk.desk import Desk, Save
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.presence import leave, others, say_present
from bulletin.studio.edits.copies import settle, shown_copies
from bulletin.studio.history.back import CannotGoBackError, place_of, restore, undo
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.store import History

NOW = dt.datetime(2026, 11, 27, 14, 2, tzinfo=dt.UTC)


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(folder, folder.parent / "cache", EventHub(), clock=lambda: NOW)


def story(folder: Path) -> Path:
    return sorted((folder / "articles").glob("*.yaml"))[0]


def test_a_story_is_restored_as_it_was_and_that_can_be_undone(desk: Desk, folder: Path) -> None:
    path = story(folder)
    first = path.read_bytes()
    second, third = first + b"# hai\n", first + b"# ba\n"
    one = desk.commit(folder, {path: second}, Save("hai"))
    desk.commit(folder, {path: third}, Save("ba"))
    assert one is not None
    restore(desk, folder, folder, one.number, f"articles/{path.name}", "Hải")
    assert path.read_bytes() == second
    undo(desk, folder, folder, "Hải")
    assert path.read_bytes() == third
    with pytest.raises(CannotGoBackError):
        undo(desk, folder, folder, "Hải")


def test_the_whole_issue_goes_back_and_later_stories_go_to_the_trash(desk: Desk, folder: Path) -> None:
    path, sheet = story(folder), folder / "issue.yaml"
    before = path.read_bytes(), sheet.read_bytes()
    entry = desk.commit(folder, {path: before[0] + b"# x\n"}, Save("x"))
    new = folder / "articles" / "moi.yaml"
    desk.commit(folder, {sheet: before[1] + b"# y\n", new: b"ma: moi\ntieu_de: M\n"}, Save("y", act=True))
    assert entry is not None
    restore(desk, folder, folder, entry.number, None, "Hải")
    assert (path.read_bytes(), sheet.read_bytes()) == (before[0] + b"# x\n", before[1])
    assert not new.exists()
    (kept,) = (folder / ".bulletin" / "trash").iterdir()
    assert kept.read_bytes() == b"ma: moi\ntieu_de: M\n"
    undo(desk, folder, folder, "Hải")
    assert new.read_bytes() == b"ma: moi\ntieu_de: M\n"


def test_undo_takes_back_the_act_and_keeps_what_was_typed_since(desk: Desk, folder: Path) -> None:
    sheet = folder / "issue.yaml"
    text = sheet.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    desk.commit(folder, {sheet: (text + "# chuyen\n").encode()}, Save("chuyển", act=True))
    typed = ["# gõ sau\n", *lines, "# chuyen\n"]
    desk.commit(folder, {sheet: "".join(typed).encode()}, Save("gõ"))
    assert undo(desk, folder, folder, "Hải").what == "chuyển"
    assert sheet.read_text("utf-8") == "# gõ sau\n" + text


def test_undo_refuses_where_the_same_place_was_changed(desk: Desk, folder: Path) -> None:
    sheet = folder / "issue.yaml"
    text = sheet.read_text("utf-8")
    desk.commit(folder, {sheet: (text + "# a\n").encode()}, Save("a", act=True))
    desk.commit(folder, {sheet: (text + "# b\n").encode()}, Save("b"))
    with pytest.raises(CannotGoBackError):
        undo(desk, folder, folder, "Hải")
    assert sheet.read_text("utf-8") == text + "# b\n"


@pytest.mark.parametrize(
    "name", ["../x.yaml", "/etc/passwd", "articles/../../x.yaml", "photos/a.jpg", "a/b/c.yaml", "@trang/001"]
)
def test_a_journal_of_another_hand_names_no_other_place(folder: Path, name: str) -> None:
    assert place_of(folder, folder, name) is None


def entries(folder: Path, history: History, days: int, each: int) -> None:
    for day in range(days):
        for number in range(each):
            at = (NOW - dt.timedelta(days=days - day, hours=-number)).isoformat()
            name = history.keep(f"{day} {number}".encode() + bytes(range(256)) * 8)
            from bulletin.studio.history.journal import FileChange

            history.add(JournalEntry(0, at, "", "x", (FileChange("issue.yaml", None, name),)))


def test_old_saves_are_thinned_to_one_a_day_and_named_versions_stay(folder: Path) -> None:
    history = History(folder, ceiling=1)
    entries(folder, history, 20, 3)
    named = replace(history.entries()[0], kind="version", what="bản gửi duyệt", at=history.entries()[0].at)
    history.add(named)
    history.ceiling = 10_000
    gone = history.thin(NOW)
    assert gone
    kept = history.entries()
    assert [one.what for one in kept if one.kind == "version"] == ["bản gửi duyệt"]
    assert History(folder).entries() == kept
    assert all(history.content(change.after or "") for one in kept for change in one.changes)
    assert sum(path.stat().st_size for path in (history.place / "objects").rglob("*") if path.is_file()) <= 10_000


def test_nothing_is_thinned_while_there_is_room(folder: Path) -> None:
    history = History(folder)
    entries(folder, history, 20, 3)
    assert history.thin(NOW) == 0
    assert len(history.entries()) == 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ben-ca (Hạnh's conflicted copy 2026-11-27).yaml", ("ben-ca.yaml", "Hạnh")),
        ("ben-ca (conflicted copy 2026-11-27 140212).yaml", ("ben-ca.yaml", "")),
        ("ben-ca.sync-conflict-20261127-140212-ABCDEFG.yaml", ("ben-ca.yaml", "ABCDEFG")),
        ("ben-ca (SFConflict hanh@x.vn 2026-11-27-14-02-12).yaml", ("ben-ca.yaml", "hanh@x.vn")),
        ("ben-ca_HANH-PC_Nov-27-140212-2026_Conflict.yaml", ("ben-ca.yaml", "HANH-PC")),
        ("ben-ca-DESKTOP-4F2K.yaml", ("ben-ca.yaml", "DESKTOP-4F2K")),
        ("ben-ca (1).yaml", ("ben-ca.yaml", "")),
        ("ben-ca.yaml", None),
        ("ben-ca-xung-dot.yaml", None),
        ("ben-ca (1).jpg", None),
    ],
)
def test_names_of_synchronisers_copies(name: str, said: tuple[str, str] | None) -> None:
    assert original_name(name) == said


def test_a_copy_is_a_conflict_of_places_and_no_story_of_its_own(desk: Desk, folder: Path) -> None:
    path = folder / "articles" / "ben-ca.yaml"
    path.write_text('ma: ben-ca\ntieu_de: "Một"\nsa_po: Giữ\nanh:\n  - ma: a\n    chu_thich: Cũ\n', "utf-8")
    copy = path.with_name("ben-ca.sync-conflict-20261127-140212-HANH.yaml")
    copy.write_text('ma: ben-ca\ntieu_de: "Hai"\nsa_po: Giữ\nanh:\n  - ma: a\n    chu_thich: Mới\n', "utf-8")
    assert desk.articles(folder)["ben-ca"] == path
    (found,) = shown_copies(folder, folder)
    assert found.copy.who == "HANH"
    assert found.differences is not None
    assert [(one.path, one.mine, one.theirs) for one in found.differences] == [
        (("title",), "Một", "Hai"), (("photos", {"id": "a"}, "caption"), "Cũ", "Mới"),
    ]  # fmt: skip
    settle(desk, folder, folder, found.id, (1,), "Hải")
    assert path.read_text("utf-8") == 'ma: ben-ca\ntieu_de: "Một"\nsa_po: Giữ\nanh:\n  - ma: a\n    chu_thich: Mới\n'
    assert not copies_in(folder)
    undo(desk, folder, folder, "Hải")
    assert "Cũ" in path.read_text("utf-8")
    assert copy.exists()
    settle(desk, folder, folder, found.id, None, "Hải")
    assert "Hai" in path.read_text("utf-8")


def test_a_name_with_a_number_is_a_copy_only_beside_its_file(folder: Path) -> None:
    (folder / "articles" / "tong-ket (1).yaml").write_text("ma: tong-ket\n", "utf-8")
    assert not copies_in(folder)


def test_who_else_is_there(folder: Path) -> None:
    say_present(folder, "w1", "Hải", "ben-ca", NOW)
    say_present(folder, "w2", "Hạnh", "so-ket", NOW - dt.timedelta(seconds=40))
    say_present(folder, "w3", "Cũ", "so-ket", NOW - dt.timedelta(hours=1))
    assert [(one.who, one.story) for one in others(folder, "w1", NOW)] == [("Hạnh", "so-ket")]
    place = folder / ".bulletin" / "presence"
    for name, data in {"x.json": b"[1", "y.json": b'{"at": 3}', "z.json": b"[" * 100_000}.items():
        (place / name).write_bytes(data)
    assert len(others(folder, "w1", NOW)) == 1
    leave(folder, "w2", NOW)
    assert not others(folder, "w1", NOW)
