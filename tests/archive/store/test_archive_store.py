"""The store: names, inventories, versions, two writers, reading, history; 0 bytes outside, whatever is written."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest
from archive_kit import NOW, judged, quick_folder, strays, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.archive import events
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.names import clashes, is_object_id, name_problem, path_problem
from bulletin.archive.store.object import files, read_bytes, read_object
from bulletin.archive.store.root import Archive, archive_folder, object_ids, open_archive
from bulletin.archive.store.writer import add_version, create_archive, writing
from bulletin.errors import BulletinError, ExitCode, InputError, OutputError

ID = "ban-tin-thu-2026-046"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return create_archive(tmp_path / "luu-tru")


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "con", "CON", "Con.txt", "aux.tar.gz", "NUL", "com1.yaml", "LPT9", "com¹.jpg", "conin$", "prn .txt", "a.", "a ",
        " a", "a..", "..", ".", "a:b", "a|b", "a?b", "a*b", "a<b", "a>b", 'a"b', "a\\b", "a\x00b", "a\nb", "a\x7fb",
        "a\u200bb", "a\u202eb", "a\u2028b", "a\ud800b", "e\u0301", "a" * 256, "ả" * 90, "\ue000", "",
    ],
)  # fmt: skip
def test_a_name_that_some_disk_cannot_hold(name: str) -> None:
    assert name_problem(name) or path_problem(name)


@pytest.mark.parametrize(
    "name", ["a", "Ảnh chợ.jpg", "console.txt", "com.jpg", "com10", "0=ocfl", ".a", "a b", "trang-1 (2).png"]
)
def test_a_name_that_every_disk_can_hold(name: str) -> None:
    assert name_problem(name) == ""


def test_names_that_are_one_on_a_disk_without_capitals() -> None:
    assert list(clashes(["photos/A.jpg", "photos/a.jpg"]))
    assert list(clashes(["Ảnh.jpg", "ảnh.JPG"]))
    assert list(clashes(["photos/a.jpg", "Photos/b.jpg"]))
    assert list(clashes(["photos", "photos/a.jpg"]))
    assert list(clashes(["photos/a.jpg", "photos/b.jpg", "photo"])) == []


@given(st.text(max_size=12))
@settings(max_examples=150, deadline=None)
def test_a_safe_path_stays_below_its_folder(text: str) -> None:
    if path_problem(text) == "":
        path = Path("/kho/so/v1/content", text)
        assert Path(os.path.normpath(path)) == path
        assert path.parts[:5] == ("/", "kho", "so", "v1", "content")


TRAVERSALS = [
    "../x", "../../x", "a/../../x", "/x", "//x", "/etc/x", "a//x", "a/./x", "./x", "a/..", "..", ".", "", "a/", "/",
    "..\\x", "a\\..\\..\\x", "C:\\x", "C:/x", "C:x", "\\\\server\\x", "//server/x", "a/\x00", "a\x00/../x", "a\n/x",
    "~/x\x00", "%2e%2e/x\\", "..%2fx:", "..;/x\x01", "....//x", "a/ /x", " /x", "a /x", "a./x", "../ x", ".. /x",
    "..\u200b/x", "\u2025/x\u200b", "．．/x\u200d", "a\u2028/x", "a/\ud800", "con/x", "a/nul", "aux.txt/x", "lpt1",
    "a/" * 100 + "x", "x" * 300, "file:///x", "http://x", "a|x", "a>x", "a<x", "a*x", "a?x", 'a"x', "e\u0301/x",
    "a/../b/../../x", "v1/content/../../../x", "v1/../x", "../" * 20 + "x", "a/b/../../../../x", "\u202ex", "a\t/x",
]  # fmt: skip


def test_there_are_sixty_traversals() -> None:
    assert len(set(TRAVERSALS)) >= 60


@pytest.mark.parametrize("path", TRAVERSALS)
def test_a_path_that_leads_out_is_not_written(archive: Archive, tmp_path: Path, path: str) -> None:
    before = tree(tmp_path)
    with pytest.raises(InputError) as caught:
        add_version(archive, ID, {path: b"x"}, "", NOW)
    assert caught.value.exit_code is ExitCode.BAD_INPUT
    assert tree(tmp_path) == before


@pytest.mark.parametrize("path", TRAVERSALS)
def test_a_path_that_leads_out_is_not_read(archive: Archive, tmp_path: Path, path: str) -> None:
    """In an inventory with a true hash beside it: as a path of a version, and as a path of content."""
    add_version(archive, ID, {"a.txt": b"inside"}, "", NOW)
    (tmp_path / "x").write_bytes(b"outside")
    folder = archive.root / ID
    good = (folder / inv.NAME).read_bytes()
    for logical in (True, False):
        value = json.loads(good)
        digest, listed = next(iter(value["manifest"].items()))
        if logical:
            value["versions"]["v1"]["state"][digest] = [path]
        else:
            listed[0] = f"v1/content/{path}"
        for place in (folder, folder / "v1"):
            data = json.dumps(value).encode()
            (place / inv.NAME).unlink()
            (place / inv.NAME).write_bytes(data)
            (place / inv.SIDECAR).unlink()
            (place / inv.SIDECAR).write_bytes(inv.sidecar_bytes(data))
        with pytest.raises(InputError) as caught:
            read_object(archive, ID)
        assert caught.value.exit_code is ExitCode.DAMAGED


@pytest.mark.parametrize(
    "ident", ["", ".", "..", "a/b", "../x", "A", "a_b", "con", "a" * 121, "ả", "-a", "a-", "a b", "a\n"]
)
def test_an_id_that_is_no_folder(archive: Archive, ident: str) -> None:
    assert not is_object_id(ident)
    with pytest.raises(ValueError, match="not an object id"):
        archive.object_folder(ident)


# --- versions ----------------------------------------------------------------------------------------------------


def test_only_changed_content_is_stored(archive: Archive) -> None:
    assert add_version(archive, ID, {"a.txt": b"1", "b.txt": b"2", "again/a.txt": b"1"}, "one", NOW) == 1
    before = tree(archive.root / ID / "v1")
    assert add_version(archive, ID, {"b.txt": b"3", "c.txt": b"1", "again/a.txt": None}, "two", NOW) == 2
    obj = read_object(archive, ID)
    assert {p: read_bytes(obj, p) for p in files(obj)} == {"a.txt": b"1", "b.txt": b"3", "c.txt": b"1"}
    assert {p: read_bytes(obj, p, 1) for p in files(obj, 1)} == {"a.txt": b"1", "b.txt": b"2", "again/a.txt": b"1"}
    assert [p.name for p in (archive.root / ID / "v2/content").rglob("*")] == ["b.txt"]
    assert tree(archive.root / ID / "v1") == before
    assert (obj.versions[2].message, obj.versions[2].created) == ("two", NOW)
    assert judged(archive.root) == ""
    assert strays(archive.folder) == []


def test_nothing_new_is_no_version(archive: Archive) -> None:
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    assert add_version(archive, ID, {"a.txt": b"1"}, "two", NOW) == 1
    assert read_object(archive, ID).head == 1


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from([b"1", b"2", b"", None]), max_size=3), max_size=5)
)
@settings(max_examples=12, deadline=None)
def test_every_version_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, bytes | None]]
) -> None:
    archive = create_archive(tmp_path_factory.mktemp("p") / "luu-tru")
    known, state = [], dict[str, bytes]()
    for change in [{"a": b"0"}, *changes]:
        new = {k: v for k, v in {**state, **change}.items() if v is not None}
        head = add_version(archive, ID, change, "", NOW)
        known += [new] if new != state else []
        state = new
        assert head == len(known)
    obj = read_object(archive, ID)
    for number, wanted in enumerate(known, 1):
        assert {path: read_bytes(obj, path, number) for path in files(obj, number)} == wanted
    assert judged(archive.root) == ""


def test_the_judge_sees_damage(archive: Archive) -> None:
    """A judge that says yes to everything would prove nothing."""
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    content = archive.root / ID / "v1/content/a.txt"
    content.unlink()
    content.write_bytes(b"2")
    assert judged(archive.root) != ""


def test_nothing_is_written_onto_damage(archive: Archive) -> None:
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    for folder in (archive.root / ID, archive.root / ID / "v1"):
        (folder / inv.NAME).unlink()
        (folder / inv.NAME).write_bytes(b"{}")
    before = tree(archive.folder)
    with pytest.raises(InputError) as caught:
        add_version(archive, ID, {"a.txt": b"2"}, "two", NOW)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert tree(archive.folder) == before


def test_a_version_that_was_cut_out_is_damage_and_no_interruption(archive: Archive) -> None:
    """Somebody puts the first inventory back, hash and all; the second version's own still tells the truth."""
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    add_version(archive, ID, {"a.txt": b"2"}, "two", NOW)
    folder = archive.root / ID
    value = json.loads((folder / inv.NAME).read_bytes())
    value["versions"]["v2"]["message"] = "another"
    data = json.dumps(value).encode()
    (folder / inv.NAME).unlink()
    (folder / inv.NAME).write_bytes(data)
    (folder / inv.SIDECAR).unlink()
    (folder / inv.SIDECAR).write_bytes(inv.sidecar_bytes(data))
    before = tree(archive.folder)
    with writing(archive) as writer:
        assert writer.recovered == ()
    assert tree(archive.folder) == before


@pytest.mark.parametrize("name", [inv.NAME, inv.SIDECAR])
@pytest.mark.parametrize("versions", [1, 2])
def test_a_changed_byte_is_damage_and_no_interruption(archive: Archive, name: str, versions: int) -> None:
    """The next writer once took a damaged inventory for an unfinished one and wrote it anew."""
    for number in range(versions):
        add_version(archive, ID, {"a.txt": b"%d" % number}, "why", NOW)
    file = archive.root / ID / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(bytes(data))
    before = tree(archive.folder)
    with writing(archive) as writer:
        assert writer.recovered == ()
    assert tree(archive.folder) == before


@pytest.mark.parametrize("content", [True, False])
def test_a_version_folder_that_no_inventory_knows_is_not_replaced(archive: Archive, content: bool) -> None:
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    stray = archive.root / ID / "v2/content"
    stray.mkdir(parents=True)
    if content:
        (stray / "a.txt").write_bytes(b"somebody's")
    before = tree(archive.folder)
    with pytest.raises(InputError) as caught:
        add_version(archive, ID, {"a.txt": b"2"}, "two", NOW)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert tree(archive.folder) == before
    assert read_bytes(read_object(archive, ID), "a.txt") == b"1"


def test_changed_content_is_not_given_out(archive: Archive) -> None:
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    content = archive.root / ID / "v1/content/a.txt"
    content.unlink()
    content.write_bytes(b"2")
    with pytest.raises(InputError) as caught:
        read_bytes(read_object(archive, ID), "a.txt")
    assert caught.value.exit_code is ExitCode.DAMAGED
    content.unlink()
    assert files(read_object(archive, ID))["a.txt"].bytes == -1


def test_what_is_not_there_is_said(archive: Archive, tmp_path: Path) -> None:
    add_version(archive, ID, {"a.txt": b"1"}, "one", NOW)
    obj = read_object(archive, ID)
    for ask, rule in (
        (lambda: read_object(archive, "ban-tin-thu-2026-047"), "archive.no-object"),
        (lambda: read_object(archive, "../x"), "archive.no-object"),
        (lambda: files(obj, 2), "archive.no-version"),
        (lambda: read_bytes(obj, "b.txt"), "archive.no-file"),
        (lambda: open_archive(tmp_path), "archive.none"),
    ):
        with pytest.raises(BulletinError) as caught:
            ask()
        assert caught.value.findings[0].rule.id == rule


def test_a_link_in_the_place_of_the_root_is_no_archive(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac/kho").symlink_to(archive.root)
    with pytest.raises(InputError):
        open_archive(tmp_path / "khac")


# --- two writers -------------------------------------------------------------------------------------------------


def _write(folder: Path, object_id: str, name: str) -> None:
    add_version(Archive(folder), object_id, {name: name.encode()}, name, NOW)


@pytest.mark.parametrize("same", [True, False])
def test_two_writers_at_once(same: bool) -> None:
    """50 rounds: no version is lost, and one issue has one object."""
    context = multiprocessing.get_context("fork")
    with quick_folder() as folder:
        archive = create_archive(folder / "luu-tru")
        wanted = dict[str, int]()
        for turn in range(1, 51):
            ids = [f"ban-tin-thu-2026-{turn:03d}", f"ban-tin-thu-{2026 if same else 2027}-{turn:03d}"]
            jobs = [(archive.folder, one, str(number)) for number, one in enumerate(ids)]
            both = [context.Process(target=_write, args=job) for job in jobs]
            for process in both:
                process.start()
            for process in both:
                process.join(240)
                assert process.exitcode == 0
            wanted |= {one: ids.count(one) for one in ids}
        objects = {one: read_object(archive, one) for one in object_ids(archive)}
        assert {one: obj.head for one, obj in objects.items()} == wanted
        assert {one: len(files(obj)) for one, obj in objects.items()} == wanted
        assert judged(archive.root) == ""
        assert strays(archive.folder) == []


def test_two_that_make_the_same_archive(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for turn in range(10):
        folder = tmp_path / str(turn)
        both = [context.Process(target=create_archive, args=(folder,)) for _ in range(2)]
        for process in both:
            process.start()
        for process in both:
            process.join(240)
            assert process.exitcode == 0
        assert judged(folder / "kho") == ""


def test_the_second_writer_gives_up_in_the_end(archive: Archive) -> None:
    with writing(archive), pytest.raises(OutputError) as caught, writing(archive, wait_s=0.05):
        pass
    assert caught.value.findings[0].rule.id == "archive.busy"
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE


# --- history -----------------------------------------------------------------------------------------------------


def history(archive: Archive, count: int = 4) -> list[bytes]:
    """An issue with some events; the lines of its history."""
    kinds = ("kept", "deposited", "printed", "verified")
    for number in range(count):
        events.append(archive, ID, kinds[number % 4], {"n": str(number)}, NOW, {"records/n.txt": str(number).encode()})
    return read_bytes(read_object(archive, ID), events.FILE).splitlines(keepends=True)


def rewrite(archive: Archive, lines: list[bytes]) -> None:
    add_version(archive, ID, {events.FILE: b"".join(lines)}, "forged", NOW)


def test_a_true_history(archive: Archive) -> None:
    lines = history(archive)
    obj = read_object(archive, ID)
    assert [event.kind for event in events.events(obj)] == ["kept", "deposited", "printed", "verified"]
    assert events.check_chain(obj) == ()
    assert events.head(obj) == events.hash_of(lines[-1])
    assert events.events(obj)[0].before == events.first_hash(ID)


def test_every_change_of_the_history_is_seen(tmp_path: Path) -> None:
    """Each event edited, dropped, moved, or the whole file gone."""
    source = create_archive(tmp_path / "a")
    lines = history(source)
    forged = [lines[:n] + lines[n + 1 :] for n in range(len(lines))]
    forged += [[*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]] for n in range(len(lines) - 1)]
    forged += [[*lines[:n], lines[n].replace(b'"n": "', b'"n": "9'), *lines[n + 1 :]] for n in range(len(lines))]
    forged += [[*lines[:n], b"{}\n", *lines[n + 1 :]] for n in range(len(lines))]
    forged += [[*lines, lines[-1]], [lines[0], *lines], []]
    for number, changed in enumerate(forged):
        archive = create_archive(tmp_path / f"f{number}")
        history(archive)
        rewrite(archive, changed)
        assert events.check_chain(read_object(archive, ID)), changed


def test_a_chain_made_anew_over_other_content_is_seen(archive: Archive) -> None:
    """Whoever forges the hashes of the events still cannot forge the version that an event names."""
    history(archive)
    add_version(archive, ID, {"records/n.txt": b"forged"}, "", NOW)
    event = events.Event("kept", NOW, {"version": "5", "content": "0" * 128}, events.head(read_object(archive, ID)))
    lines = read_bytes(read_object(archive, ID), events.FILE)
    add_version(archive, ID, {events.FILE: lines + events.line_of(event)}, "", NOW)
    found = events.check_chain(read_object(archive, ID))
    assert [finding.place.line for finding in found] == [5]


# --- links in the archive ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".dang-ghi", ".khoa", f"kho/{ID}", "kho"])
@pytest.mark.parametrize("dangling", [True, False])
def test_a_link_in_the_archive_leads_no_byte_outside(tmp_path: Path, name: str, dangling: bool) -> None:
    archive = create_archive(tmp_path / "luu-tru")
    outside = tmp_path / "outside"
    if not dangling:
        outside.mkdir()
    if name == "kho":
        shutil.rmtree(archive.root)
    (archive.folder / name).unlink(missing_ok=True)
    (archive.folder / name).symlink_to(outside)
    with pytest.raises(BulletinError) as caught:
        add_version(create_archive(archive.folder), ID, {"a.txt": b"1"}, "", NOW)
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert outside.exists() is not dangling
    assert dangling or list(outside.iterdir()) == []


def test_both_names_of_the_key(tmp_path: Path) -> None:
    for key in ("luu_tru_o", "archive", "kho_luu_tru"):
        text = f"ma: a-b\nten: A\nco_quan_xuat_ban: B\nky_han: Hằng tuần\nho_so_phap_ly: internal\n{key}: ../kho-bao\n"
        (tmp_path / "publication.yaml").write_text(text, "utf-8")
        assert archive_folder(tmp_path, None) == tmp_path.parent / "kho-bao"
    assert archive_folder(tmp_path, Path("x")) == Path.cwd() / "x"
