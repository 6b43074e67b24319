"""Repairing from a copy: what is shown first is what is done, nothing is deleted, what cannot be had is named."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_kit import Counting, full, in_child, judged, killed, quick_folder, strays, tree
from fixity_kit import LATER, named, object_id, small_archive

from bulletin.archive import events
from bulletin.archive.copy import copy_archive
from bulletin.archive.fixity.repair import ASIDE, plan_repair, repair
from bulletin.archive.fixity.verify import findings_of, is_damaged, remember, verify
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.cli.main import run
from bulletin.errors import ExitCode, InputError, OutputError
from bulletin.runtime.files import write_error

ID = object_id(46)
NOW = LATER + dt.timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_archive(tmp_path, 46, 47)


@pytest.fixture
def copy(archive: Archive, tmp_path: Path) -> Archive:
    copy_archive(archive, tmp_path / "usb", LATER)
    return Archive(tmp_path / "usb")


def spoil(path: Path) -> None:
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def mend(archive: Archive, copy: Archive) -> list[str]:
    """Repair; the paths that were taken from the copy."""
    plan = plan_repair(archive, verify(archive, NOW), copy)
    repair(archive, plan, NOW)
    return [step.path for step in plan.steps]


def original(archive: Archive) -> dict[str, bytes]:
    return tree(archive.root)


def test_every_file_changed_or_lost_comes_back(archive: Archive, copy: Archive) -> None:
    """Each file of an object in turn, first changed, then lost; the bytes are those of before."""
    before = original(archive)
    folder = archive.object_folder(ID)
    # The event of a repair is left out here: it would add a version each time.
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for harm in (spoil, Path.unlink):
            harm(path)
            plan = plan_repair(archive, verify(archive, NOW), copy)
            assert [step.path for step in plan.steps] == [path.relative_to(archive.root).as_posix()]
            assert plan.lacking == ()
            source = plan.steps[0].source
            data = source if isinstance(source, bytes) else source.path.read_bytes()  # type: ignore[union-attr]
            assert data == before[plan.steps[0].path]
            path.unlink(missing_ok=True)
            path.write_bytes(data)
    assert not is_damaged(verify(archive, NOW))


def test_a_repair_is_recorded_and_deletes_nothing(archive: Archive, copy: Archive) -> None:
    path = archive.object_folder(ID) / "v1/content/screen.pdf"
    good = path.read_bytes()
    spoil(path)
    bad = path.read_bytes()
    kept = tree(archive.folder)
    assert mend(archive, copy) == [f"{ID}/v1/content/screen.pdf"]
    assert path.read_bytes() == good
    (aside,) = [file for file in (archive.folder / ASIDE).rglob("*") if file.is_file()]
    assert aside.read_bytes() == bad
    assert kept.keys() <= tree(archive.folder).keys()
    last = events.events(read_object(archive, ID))[-1]
    assert (last.kind, last.values["repaired"], last.values["from"]) == ("verified", "1", "usb")
    assert not is_damaged(verify(archive, NOW))
    assert judged(archive.root) == ""
    assert strays(archive.folder) == [ASIDE]
    assert copy_archive(archive, copy.folder, NOW).findings == ()


@pytest.mark.parametrize("name", ["usb", "luu-tru"])
def test_a_copy_that_was_mended_from_the_archive_is_taken_again(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Also when both folders have the same name, and when no publication says which is the archive."""
    copy = Archive(tmp_path / "o-cung" / name)
    copy.folder.parent.mkdir()
    copying = ["keep", "--archive", str(archive.folder), "--copy-to", str(copy.folder), str(tmp_path)]
    assert run(copying) is ExitCode.DONE
    before = tree(archive.root)
    for number in (46, 47):
        spoil(copy.object_folder(object_id(number)) / "v1/content/screen.pdf")
    capsys.readouterr()
    assert run(copying) is ExitCode.DAMAGED
    words = next(line for line in capsys.readouterr().err.splitlines() if "--repair-from" in line).partition(
        "bulletin "
    )
    assert run([*words[2].split(), "--yes"]) is ExitCode.DONE
    assert tree(copy.root) == before
    assert run(copying) is ExitCode.DONE
    assert tree(archive.root) == tree(copy.root) == before


def test_verify_says_in_which_direction_to_mend(
    archive: Archive, copy: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the terminal and in the report, which once printed a Python object instead of a folder."""
    page = tmp_path / "bao-cao.html"
    issue = archive.folder.parent / "so-46"  # its publication.yaml names the archive as luu-tru beside it
    (issue.parent / "publication.yaml").write_bytes((issue / "publication.yaml").read_bytes())
    (issue / "publication.yaml").unlink()
    spoil(copy.object_folder(ID) / "v1/content/screen.pdf")
    devious = archive.folder / ".." / copy.folder.relative_to(archive.folder.parent)
    assert run(["verify", str(issue), "--archive", str(devious), "--report", str(page)]) is ExitCode.DAMAGED
    said = f"bulletin verify --archive {copy.folder} --repair-from {archive.folder}"
    assert said in capsys.readouterr().err
    assert f"<code>{said}</code>" in page.read_text()
    spoil(archive.object_folder(ID) / "v1/content/README.txt")
    assert run(["verify", str(issue), "--report", str(page)]) is ExitCode.DAMAGED
    said = "bulletin verify --repair-from THƯ_MỤC_BẢN_SAO"
    assert said in capsys.readouterr().err
    assert f"<code>{said}</code>" in page.read_text()
    # The archive records that it was mended, whatever the names of the folders.
    assert run(["verify", str(issue), "--repair-from", str(copy.folder), "--yes"]) is ExitCode.DONE
    assert events.events(read_object(archive, ID))[-1].values["repaired"] == "1"


def test_links_and_folders_in_the_place_of_files(archive: Archive, copy: Archive, tmp_path: Path) -> None:
    folder = archive.object_folder(ID)
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (folder / "v1/content").rename(tmp_path / "chuyen")
    (folder / "v1/content").symlink_to(outside)
    (folder / inv.MARKER).unlink()
    (folder / inv.MARKER).mkdir()
    mend(archive, copy)
    assert not is_damaged(verify(archive, NOW))
    assert list(outside.iterdir()) == []


def test_a_whole_issue_and_the_stores_files(archive: Archive, copy: Archive) -> None:
    remember(archive, verify(archive, NOW))
    before = original(archive)
    shutil.rmtree(archive.object_folder(ID))
    (archive.root / "0=ocfl_1.1").unlink()
    spoil(archive.root / "ocfl_layout.json")
    assert {finding.rule.id for finding in findings_of(verify(archive, NOW))} == {"archive.missing", "archive.changed"}
    mend(archive, copy)
    assert not is_damaged(verify(archive, NOW))
    after = original(archive)
    assert {path for path in before if after.get(path) != before[path]} <= {f"{ID}/{inv.NAME}", f"{ID}/{inv.SIDECAR}"}


def test_an_older_archive_gets_the_versions_that_the_copy_has(archive: Archive, copy: Archive, tmp_path: Path) -> None:
    """Also where no verification ever saw them: the archive never shrinks."""
    older = small_archive(tmp_path / "cu", 46)
    mend(older, copy)
    assert original(older).keys() >= original(copy).keys()
    assert not is_damaged(verify(older, NOW))
    assert judged(older.root) == ""


def test_what_the_copy_has_not_is_named(archive: Archive, copy: Archive) -> None:
    path = f"{ID}/v1/content/screen.pdf"
    for store in (archive, copy):
        spoil(store.root / path)
    spoil(archive.root / f"{ID}/v1/content/README.txt")
    plan = plan_repair(archive, verify(archive, NOW), copy)
    assert [damage.path for damage in plan.lacking] == [path]
    repair(archive, plan, NOW)
    assert named(archive, ID) == {("changed", "v1/content/screen.pdf")}


def test_bytes_that_changed_since_the_plan_are_not_taken(archive: Archive, copy: Archive) -> None:
    path = f"{ID}/v1/content/screen.pdf"
    spoil(archive.root / path)
    bad = (archive.root / path).read_bytes()
    plan = plan_repair(archive, verify(archive, NOW), copy)
    spoil(copy.root / path)
    with pytest.raises(InputError):
        repair(archive, plan, NOW)
    assert (archive.root / path).read_bytes() == bad
    assert strays(archive.folder) == []


def test_untracked_files_stay(archive: Archive, copy: Archive) -> None:
    (archive.root / "la.txt").write_bytes(b"la")
    (archive.object_folder(ID) / "la.txt").write_bytes(b"la")
    assert mend(archive, copy) == []
    assert (archive.object_folder(ID) / "la.txt").is_file()


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command(archive: Archive, copy: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--archive", str(archive.folder)]
    assert run(["verify", *said]) is ExitCode.DONE
    assert "đúng như lúc lưu" in capsys.readouterr().err
    spoil(archive.object_folder(ID) / "v1/content/screen.pdf")
    (archive.object_folder(ID) / "v1/content/README.txt").unlink()
    (archive.root / "la.txt").write_bytes(b"la")
    page = tmp_path / "bao-cao.html"
    assert run(["verify", *said, "--report", str(page)]) is ExitCode.DAMAGED
    out = capsys.readouterr().out
    for text in ("v1/content/screen.pdf", "v1/content/README.txt", "la.txt", "bị đổi", "thừa", ID):
        assert text in out
    html = page.read_text("utf-8")
    assert all(text in html for text in ("bị đổi", "bị mất", "thừa", "v1/content/screen.pdf", 'lang="vi"'))
    assert "http" not in html.replace("http-equiv", "")
    assert run(["verify", *said, "--json"]) is ExitCode.DAMAGED
    answer = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["path"]) for one in answer["damages"]] == [
        ("untracked", "kho/la.txt"),
        ("missing", f"kho/{ID}/v1/content/README.txt"),
        ("changed", f"kho/{ID}/v1/content/screen.pdf"),
    ]
    (archive.root / "la.txt").unlink()
    # Nobody is there to be asked: nothing is done without --yes.
    repairing = ["verify", *said, "--repair-from", str(copy.folder)]
    assert run(repairing) is ExitCode.USAGE
    assert run([*repairing, "--dry-run"]) is ExitCode.DAMAGED
    assert f"kho/{ID}/v1/content/screen.pdf" in capsys.readouterr().err
    assert run([*repairing, "--yes"]) is ExitCode.DONE
    assert run(["verify", *said]) is ExitCode.DONE
    assert run(["verify", *said, "--repair-from", str(archive.folder), "--yes"]) is ExitCode.BAD_INPUT


@pytest.mark.parametrize("gone", [False, True])
def test_below_a_list_of_damage_nothing_says_that_all_is_whole(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, gone: bool
) -> None:
    said = ["verify", "--archive", str(archive.folder)]
    assert run(said) is ExitCode.DONE
    assert "nguyên vẹn kể từ" in capsys.readouterr().err
    if gone:
        shutil.rmtree(archive.object_folder(ID))
    else:
        spoil(archive.object_folder(ID) / "v1/content/screen.pdf")
    page = tmp_path / "bao-cao.html"
    assert run([*said, "--report", str(page)]) is ExitCode.DAMAGED
    shown = capsys.readouterr()
    assert "kể từ" not in shown.out + shown.err
    assert f"Đã đọc {1 if gone else 2} trên 2 số báo" in shown.err
    assert "kể từ" not in page.read_text("utf-8")
    assert f"{1 if gone else 2} / 2" in page.read_text("utf-8")
    assert run([*said, "--json"]) is ExitCode.DAMAGED
    answer = json.loads(capsys.readouterr().out)
    assert (answer["issues_read"], answer["issues_known"], answer["last_full"]) == (1 if gone else 2, 2, None)


def test_bytes_are_written_as_each_language_writes_them(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, mark in (("vi", "."), ("en", ",")):
        found = verify(archive, NOW)
        wanted, files = f"{found.bytes:,}".replace(",", mark), found.files
        assert mark in wanted
        assert run(["--lang", lang, "verify", "--archive", str(archive.folder)]) is ExitCode.DONE
        assert f"{files} {'tệp' if lang == 'vi' else 'files'}; {wanted} byte" in capsys.readouterr().err
        page = tmp_path / "report.html"
        run(["--lang", lang, "verify", "--archive", str(archive.folder), "--report", str(page)])
        assert wanted in page.read_text("utf-8")
        capsys.readouterr()
        copying = ["keep", "--archive", str(archive.folder), "--copy-to", str(tmp_path / lang), str(tmp_path)]
        assert run(["--lang", lang, *copying]) is ExitCode.DONE
        said = capsys.readouterr().err
        assert re.search(rf", [0-9]+(\{mark}[0-9]{{3}})+ byte", said), said


def test_hundreds_of_damaged_files_are_each_named(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    content = [path for path in archive.object_folder(ID).rglob("*") if "content" in path.parts and path.is_file()]
    for path in content:
        spoil(path)
    for number in range(300):
        (archive.object_folder(ID) / f"la-{number}.txt").write_bytes(b"")
    assert run(["verify", "--archive", str(archive.folder)]) is ExitCode.DAMAGED
    out = capsys.readouterr().out
    assert all(path.relative_to(archive.root).as_posix() in out for path in content)
    assert all(f"/la-{number}.txt" in out for number in range(300))


def test_an_archive_that_cannot_be_written_is_read_all_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disc, or a share that others own."""

    def refuse(*_: object, **__: object) -> None:
        raise write_error(archive.folder, OSError(30, "Read-only file system"))

    monkeypatch.setattr("bulletin.archive.fixity.record.atomic_write", refuse)
    assert run(["verify", "--archive", str(archive.folder)]) is ExitCode.DONE
    assert "kiem-tra.json" in capsys.readouterr().err


def test_a_repair_killed_at_any_step_is_finished_by_the_next(archive: Archive, copy: Archive, tmp_path: Path) -> None:
    def harmed(folder: Path) -> Archive:
        shutil.copytree(archive.folder, folder)
        spoil(folder / f"kho/{ID}/v1/content/screen.pdf")
        (folder / f"kho/{ID}/v2/inventory.json").unlink()
        return Archive(folder)

    def work(folder: Path, disk: Disk) -> None:
        store = Archive(folder)
        repair(store, plan_repair(store, verify(store, NOW), copy), NOW, disk)

    with quick_folder() as memory:
        steps = Counting()
        work(harmed(memory / "dem").folder, steps)
        assert steps.steps > 20
        for at in range(1, steps.steps + 1, 2):
            store = harmed(memory / str(at))
            assert in_child(work, store.folder, Counting(at, killed)) < 0
            mend(store, copy)
            assert not is_damaged(verify(store, NOW)), at
            assert strays(store.folder) in ([ASIDE], []), at
        store = harmed(memory / "day")
        disk = Counting(at=1)
        disk.then = full(disk)
        with pytest.raises(OutputError):
            work(store.folder, disk)
        mend(store, copy)
        assert not is_damaged(verify(store, NOW))


@pytest.mark.parametrize(
    "words", [["--part", "0/3"], ["--part", "4/3"], ["--part", "x"], ["--yes"], ["--report", "a.txt"]]
)
def test_wrong_options(archive: Archive, words: list[str]) -> None:
    assert run(["verify", "--archive", str(archive.folder), *words]) is ExitCode.USAGE


def test_an_archive_that_lost_its_marker_is_damaged_and_no_other_folder_is_one(
    archive: Archive, tmp_path: Path
) -> None:
    (archive.root / "0=ocfl_1.1").unlink()
    assert run(["verify", "--archive", str(archive.folder)]) is ExitCode.DAMAGED
    assert run(["verify", "--archive", str(tmp_path / "khong-co")]) is ExitCode.BAD_INPUT
    (tmp_path / "rong/kho").mkdir(parents=True)
    assert run(["verify", "--archive", str(tmp_path / "rong")]) is ExitCode.BAD_INPUT


def cut_short(folder: Path) -> list[Callable[[], None]]:
    """What a kill between the last steps of an update leaves."""
    old = {name: (folder / "v1" / name).read_bytes() for name in (inv.NAME, inv.SIDECAR)}

    def put(*names: str) -> Callable[[], None]:
        def work() -> None:
            for name in names:
                (folder / name).chmod(0o644)
                (folder / name).write_bytes(old[name])

        return work

    return [put(inv.NAME, inv.SIDECAR), put(inv.SIDECAR)]


@pytest.mark.parametrize("way", [0, 1])
def test_an_update_cut_short_is_no_damage_and_is_finished(archive: Archive, way: int) -> None:
    before = original(archive)
    cut_short(archive.object_folder(ID))[way]()
    found = verify(archive, NOW)
    assert not is_damaged(found)
    assert [finding.rule.id for finding in findings_of(found)] == ["archive.interrupted"]
    assert run(["verify", "--archive", str(archive.folder)]) is ExitCode.DONE
    assert original(archive) == before


def test_the_report_escapes_what_it_shows(archive: Archive, tmp_path: Path) -> None:
    (archive.object_folder(ID) / "<img src=x onerror=alert(1)>").write_bytes(b"")
    page = tmp_path / "a.html"
    assert run(["verify", "--archive", str(archive.folder), "--report", str(page), "--lang", "en"]) is ExitCode.DAMAGED
    assert "<img" not in page.read_text("utf-8")
    assert "&lt;img" in page.read_text("utf-8")
