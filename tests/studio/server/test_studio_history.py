"""The history of an issue: what was, the ways back, and copies that a synchroniser made."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.sources.copies import original_name
from bulletin.studio.desk.copies import copies_in
from bulletin.studio.desk.desk import Desk, Save
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.presence import leave, others, say_present
from bulletin.studio.edits.copies import settle, shown_copies
from bulletin.studio.history.back import CannotGoBackError, place_of, restore, undo
from bulletin.studio.history.journal import FileChange, JournalEntry
from bulletin.studio.history.listing import row_json, rows, words_changed
from bulletin.studio.history.photo_trash import put_away, take_back, trashed_photos
from bulletin.studio.history.store import History
from bulletin.studio.history.trash import take_out, trashed

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
    settle(desk, folder, folder, found.id, (1,), "Hải", found.version)
    assert path.read_text("utf-8") == 'ma: ben-ca\ntieu_de: "Một"\nsa_po: Giữ\nanh:\n  - ma: a\n    chu_thich: Mới\n'
    assert not copies_in(folder)
    undo(desk, folder, folder, "Hải")
    assert "Cũ" in path.read_text("utf-8")
    assert copy.exists()
    settle(desk, folder, folder, found.id, None, "Hải", found.version)
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


def test_typing_in_one_go_is_one_row_and_acts_are_rows_of_their_own(desk: Desk, folder: Path) -> None:
    path = story(folder)
    text = path.read_bytes()
    moment = NOW
    desk.clock = lambda: moment
    for number in range(6):
        moment = NOW + dt.timedelta(minutes=number * (1 if number < 4 else 20))
        desk.commit(folder, {path: text + f"# {number}\n".encode()}, Save("sửa sa-pô", "Hải"))
    desk.commit(folder, {path: text}, Save("Đổi cỡ bài", "Hải", act=True))
    entries = desk.history(folder).entries()
    assert [len(row) for row in rows(entries, 0)] == [1, 1, 1, 4]
    assert [len(row) for row in rows(entries, entries[2].number)] == [2]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a: một hai ba\n", "a: một hai bốn năm\n", (2, 1)),
        ("a: một\n", "a: một\nsa_po: hai ba\n", (2, 0)),
        ("a: một\n", "a: một\n# ghi chú dài\n", (0, 0)),
        ("than_bai: |\n  Sáng sớm ra bến.\n", "than_bai: |\n  Sáng nay ra bến.\n", (1, 1)),
        ("a: một hai\n", "a: hai một\n", (0, 0)),
        ("", "a: một hai\n", (2, 0)),
    ],
)
def test_words_are_counted_and_names_of_fields_are_none(old: str, new: str, words: tuple[int, int]) -> None:
    assert words_changed(old.encode(), new.encode()) == words


def test_a_deleted_story_comes_back_to_its_place(desk: Desk, folder: Path) -> None:
    from bulletin.studio.board.acts import Changes, change
    from bulletin.studio.board.flatplan import placements

    sheet = folder / "issue.yaml"
    before = sheet.read_bytes()
    ident = placements(before)[0].article
    path = desk.articles(folder)[ident]
    text = path.read_bytes()

    def delete() -> None:
        done = Changes(folder, desk.articles(folder), desk.history(folder).content)
        assert change(done, {"act": "trash", "article": ident})
        desk.commit(folder, done.files, Save("Bỏ bài", "Hải", act=True))

    delete()
    (gone,) = trashed(folder, desk.history(folder))
    assert (gone.who, gone.copy, gone.at) == ("Hải", False, NOW)
    assert gone.named.title not in ("", path.stem)
    done = take_out(desk, folder, folder, gone.id, "Hạnh")
    assert (path.read_bytes(), [one.article for one in placements(sheet.read_bytes())]) == (
        text, [one.article for one in placements(before)],
    )  # fmt: skip
    assert not trashed(folder, desk.history(folder))
    assert done.entry is not None
    undo(desk, folder, folder, "Hạnh", done.entry.number)
    assert not path.exists()
    (again,) = trashed(folder, desk.history(folder))
    other = folder / "articles" / "khac.yaml"
    other.write_bytes(text)  # a story with its id, made meanwhile
    take_out(desk, folder, folder, again.id, "Hạnh")
    assert {ident, f"{ident}-2"} <= set(desk.articles(folder))
    assert other.read_bytes() == text


def test_the_trash_shows_nothing_but_what_was_put_there(desk: Desk, folder: Path) -> None:
    place = folder / ".bulletin" / "trash"
    place.mkdir(parents=True)
    for name in ("a.yaml", "20261127-140200-12345678-x.txt", "99999999-999999-12345678-x.yaml"):
        (place / name).write_text("tieu_de: x\n", "utf-8")
    (place / "20261127-140200-12345678-noi.yaml").symlink_to("/etc/passwd")
    assert trashed(folder, desk.history(folder)) == ()
    with pytest.raises(CannotGoBackError):
        take_out(desk, folder, folder, "../../etc/passwd", "Hải")


def test_the_trash_says_who_put_a_photo_there(desk: Desk, folder: Path) -> None:
    history = desk.history(folder)
    photo = folder / "photos" / "bo.jpg"
    photo.parent.mkdir(exist_ok=True)
    photo.write_bytes(b"a photo")
    ident = put_away(desk, folder, photo, "Hạnh")
    (gone,) = trashed_photos(folder, history)
    assert (gone.id, gone.name, gone.who, gone.at) == (ident, "bo.jpg", "Hạnh", NOW)
    assert take_back(desk, folder, ident, "Hải") == "photos/bo.jpg"
    assert photo.read_bytes() == b"a photo"
    said = [(one.kind, one.who, one.what) for one in history.entries()]
    assert said == [
        ("photo", "Hạnh", "Bỏ ảnh “bo.jpg” vào thùng rác"), ("photo", "Hải", "Lấy lại ảnh “bo.jpg” từ thùng rác"),
    ]  # fmt: skip
    assert trashed_photos(folder, history) == ()
    shown = [row_json(row, history, False, {}.get) for row in rows(history.entries(), 0)]
    assert [row["files"] for row in shown] == [[], []]
    # A photo of an older program, which noted nobody, is there all the same.
    trash = folder / ".bulletin" / "trash"
    (trash / "20261127-140200-12345678-cu.jpg").write_bytes(b"old")
    assert [(one.name, one.who) for one in trashed_photos(folder, history)] == [("cu.jpg", "")]


@pytest.mark.parametrize("name", ["{stem} (1).yaml", "{stem}-HANH-PC.yaml", "{stem}_Conflict.yaml"])
def test_a_copy_is_never_the_story_itself(desk: Desk, folder: Path, name: str) -> None:
    from bulletin.studio.board.reading import board_json

    before = board_json(folder, desk.articles(folder))["stories"]
    path = story(folder)
    path.with_name(name.format(stem=path.stem)).write_bytes(path.read_bytes())
    assert path in desk.articles(folder).values()
    assert [one["id"] for one in board_json(folder, desk.articles(folder))["stories"]] == [one["id"] for one in before]


def test_the_copy_of_the_publication_goes_back_beside_it(desk: Desk, folder: Path) -> None:
    above = folder.parent
    assert place_of(folder, above, "publication (1).yaml") == above / "publication (1).yaml"
    assert place_of(folder, above, "issue (1).yaml") == folder / "issue (1).yaml"
