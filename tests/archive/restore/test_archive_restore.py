"""Taking issues out: the folder is the one that was kept, the bag is one for bagit's own command."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from archive_kit import NOW, PICTURE, built_issue, text_pdf, tree

from bulletin.archive.keep import keep
from bulletin.archive.outside import package_pdf
from bulletin.archive.package import package_issue, without_originals
from bulletin.archive.restore.issue import restore_issue
from bulletin.archive.restore.naming import find_issue
from bulletin.archive.restore.rebuild import How, compare, how, rebuild
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version, create_archive, writing
from bulletin.cli.main import run
from bulletin.errors import ExitCode, InputError
from bulletin.release import edition, read_release, release_bytes, sha256

ID = "ban-tin-thu-2026-046"
BAGIT = [sys.executable, "-m", "bagit", "--validate"]
"""bagit's own command; a missing one fails the tests."""


def put(folder: Path, archive: Archive, reason: str | None = None, *, originals: bool = True) -> str:
    package = package_issue(folder, folder / "build")
    with writing(archive) as writer:
        return keep(writer, package if originals else without_originals(package), reason, NOW).id


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = create_archive(tmp_path / "luu-tru")
    put(built_issue(tmp_path / "so-46"), made)
    return made


def said(archive: Archive, *words: str | Path) -> list[str]:
    return ["restore", *map(str, words), "--archive", str(archive.folder)]


def test_the_folder_is_the_one_that_was_kept(archive: Archive, tmp_path: Path) -> None:
    into = tmp_path / "lay-ra"
    done = restore_issue(archive, read_object(archive, ID), None, into)
    assert tree(into) == tree(tmp_path / "so-46")
    assert done.findings == ()
    assert done.lacking == ()
    (into / "issue.yaml").write_text("so: 47\n", "utf-8")  # a folder to work in: nothing is write-protected


def test_a_restored_issue_can_be_kept_again_and_is_the_same(archive: Archive, tmp_path: Path) -> None:
    restore_issue(archive, read_object(archive, ID), None, tmp_path / "lay-ra")
    put(tmp_path / "lay-ra", archive)
    assert read_object(archive, ID).head == 1


def test_an_older_version(archive: Archive, tmp_path: Path) -> None:
    put(built_issue(tmp_path / "so-46b", title="Bài hai"), archive, "Đính chính")
    for version, name in ((1, "so-46"), (2, "so-46b"), (None, "so-46b")):
        into = tmp_path / f"ra-{version}"
        words = ("--version", str(version)) if version else ()
        assert run(said(archive, ID, "--into", into, *words)) is ExitCode.DONE
        assert tree(into) == tree(tmp_path / name)
    assert run(said(archive, ID, "--into", tmp_path / "x", "--version", "3")) is ExitCode.BAD_INPUT
    assert not (tmp_path / "x").exists()


def test_nothing_is_ever_written_over(archive: Archive, tmp_path: Path) -> None:
    full = tmp_path / "day"
    full.mkdir()
    (full / "cua-toi.txt").write_bytes(b"a")
    for into in (full, full / "cua-toi.txt"):
        for more in ((), ("--bag",)):
            code = run(said(archive, ID, "--into", into, *more))
            assert code in {ExitCode.CANNOT_WRITE, ExitCode.USAGE}
    assert tree(full) == {"cua-toi.txt": b"a"}
    assert run(said(archive, ID, "--into", archive.root / "moi")) is ExitCode.BAD_INPUT
    assert run(said(archive, ID, "--into", archive.folder)) is ExitCode.BAD_INPUT
    (tmp_path / "rong").mkdir()
    assert run(said(archive, ID, "--into", tmp_path / "rong")) is ExitCode.DONE
    assert sorted(path.name for path in tmp_path.iterdir() if ".part" in path.name) == []


def test_a_damaged_file_is_not_given_out(archive: Archive, tmp_path: Path) -> None:
    path = archive.object_folder(ID) / "v1/content/issue/photos/a.png"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    for more in ((), ("--bag",)):
        assert run(said(archive, ID, "--into", tmp_path / "ra", *more)) is ExitCode.DAMAGED
        assert not (tmp_path / "ra").exists()
    path.unlink()
    assert run(said(archive, ID, "--into", tmp_path / "ra")) is ExitCode.DAMAGED


def test_issues_are_found_as_people_name_them(archive: Archive, tmp_path: Path) -> None:
    for typed in (ID, "46", "046", "46/2026", "2026-046", " 46 "):
        assert find_issue(archive, typed).id == ID
    for typed in ("47", "46/2025", "../..", "", "46/", "ban-tin-thu"):
        with pytest.raises(InputError):
            find_issue(archive, typed)
    add_version(archive, "ban-tin-thu-2025-046", {"a.txt": b"a"}, "", NOW)
    with pytest.raises(InputError) as caught:
        find_issue(archive, "46")
    assert caught.value.findings[0].rule.id == "restore.several"


def test_a_bag_is_valid_by_bagits_own_command(archive: Archive, tmp_path: Path) -> None:
    bag = tmp_path / "tui"
    add_version(archive, ID, {"records/biên nhận.txt": "Đã nhận".encode()}, "receipt", NOW)
    assert run(said(archive, ID, "--into", bag, "--bag")) is ExitCode.DONE
    judged = subprocess.run([*BAGIT, bag], capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stderr
    info = (bag / "bag-info.txt").read_text("utf-8")
    assert f"External-Identifier: {ID}\n" in info
    assert "Source-Organization: Phường Thử\n" in info
    assert (bag / "data/screen.pdf").read_bytes() == (tmp_path / "so-46/build/screen.pdf").read_bytes()
    assert (bag / "data/records/biên nhận.txt").read_text("utf-8") == "Đã nhận"
    (bag / "data/screen.pdf").write_bytes(b"x")
    judged = subprocess.run([*BAGIT, bag], capture_output=True, text=True, check=False)
    assert judged.returncode != 0  # the judge judges


def test_a_percent_sign_in_a_name_is_written_as_the_standard_says(archive: Archive, tmp_path: Path) -> None:
    add_version(archive, ID, {"records/100%.txt": b"a"}, "", NOW)
    assert run(said(archive, ID, "--into", tmp_path / "tui", "--bag")) is ExitCode.DONE
    assert "data/records/100%25.txt\n" in (tmp_path / "tui/manifest-sha512.txt").read_text("utf-8")
    assert (tmp_path / "tui/data/records/100%.txt").is_file()


def test_a_pdf_from_outside_has_no_folder_to_work_in_but_a_bag(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "cu.pdf").write_bytes(text_pdf("Trang cu"))
    with writing(archive) as writer:
        package = package_pdf(tmp_path / "so-46", tmp_path / "cu.pdf", 12, NOW.date())
        ident = keep(writer, package, None, NOW).id
    assert run(said(archive, ident, "--into", tmp_path / "ra")) is ExitCode.REFUSED
    assert run(said(archive, ident, "--into", tmp_path / "ra", "--bag")) is ExitCode.DONE
    assert subprocess.run([*BAGIT, tmp_path / "ra"], capture_output=True, check=False).returncode == 0


def test_without_camera_files_it_is_restored_and_not_rebuilt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = create_archive(tmp_path / "kho-2")
    put(built_issue(tmp_path / "so-46"), archive, originals=False)
    assert run([*said(archive, ID, "--into", tmp_path / "ra"), "--json"]) is ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["lacking"] == ["photos/a.png"]
    assert run(said(archive, ID, "--into", tmp_path / "ra-2", "--rebuild")) is ExitCode.REFUSED


def test_a_layout_that_the_program_changed_since_comes_along(tmp_path: Path) -> None:
    """The kept layout is put where the issue looks first."""
    issue = built_issue(tmp_path / "so-46")
    archive = create_archive(tmp_path / "luu-tru")
    package = package_issue(issue, issue / "build")
    style = b"/* another style */\n"
    layout = {**package.release.layout, "tuan-tin/style.css": sha256(style)}
    data = release_bytes(replace(package.release, layout=layout))
    files = {**package.files, "layout/tuan-tin/style.css": style, "release.json": data}
    with writing(archive) as writer:
        keep(writer, replace(package, files=files), None, NOW)
    done = restore_issue(archive, read_object(archive, ID), None, tmp_path / "ra")
    assert [finding.rule.id for finding in done.findings] == ["restore.layout-added"]
    assert (tmp_path / "ra/layouts/tuan-tin/style.css").read_bytes() == style
    assert (tmp_path / "ra/layouts/tuan-tin/layout.yaml").is_file()


# --- comparing what was built again ---------------------------------------------------------------------------------


def copied(archive: Archive, folder: Path, **changes: bytes):
    """A build function that makes the same files, but for some."""

    def build(issue: Path, out: Path, way: How) -> None:
        assert way.editions == ("screen",)
        shutil.copytree(issue / "build", out)
        for name, data in changes.items():
            (out / name.replace("_", ".")).write_bytes(data)

    return build


def rebuilt_with(archive: Archive, tmp_path: Path, **changes: bytes) -> list[tuple[str, str]]:
    restored = restore_issue(archive, read_object(archive, ID), None, tmp_path / "ra")
    found = rebuild(ID, restored, copied(archive, tmp_path, **changes))
    return [(finding.rule.id, finding.values.get("pages", "")) for finding in found.findings]


def test_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    assert rebuilt_with(archive, tmp_path) == [("restore.same-bytes", "")]


def test_other_bytes_that_look_the_same(archive: Archive, tmp_path: Path) -> None:
    pdf = text_pdf("Trang mot", "Trang hai") + b"\n% another end\n"
    assert rebuilt_with(archive, tmp_path, screen_pdf=pdf)[1:] == [("restore.same-look", "")]


def test_other_words(archive: Archive, tmp_path: Path) -> None:
    pdf = text_pdf("Trang mot", "Trang ba", "Trang them")
    assert rebuilt_with(archive, tmp_path, screen_pdf=pdf)[1:] == [("restore.other-words", "2, 3")]


def test_another_look(archive: Archive, tmp_path: Path) -> None:
    """The same words, one page painted otherwise."""
    pdf = text_pdf("Trang mot", "Trang hai")
    moved = pdf.replace(b"/MediaBox [ 0 0 200 200 ]", b"/MediaBox [ 0 0 200 208 ]", 1)
    assert moved != pdf
    assert rebuilt_with(archive, tmp_path, screen_pdf=moved)[1:] == [("restore.other-look", "1")]


def test_what_is_no_pdf_any_more_and_what_is_gone(archive: Archive, tmp_path: Path) -> None:
    assert rebuilt_with(archive, tmp_path, screen_pdf=b"x")[1:] == [("restore.other-file", "")]
    (tmp_path / "ra/rebuilt/screen.pdf").unlink()
    found = compare(tmp_path / "ra/build", tmp_path / "ra/rebuilt")
    assert [finding.rule.id for finding in found.findings][1:] == ["restore.not-built"]


def test_tools_fonts_and_layout_that_differ_are_named(archive: Archive, tmp_path: Path) -> None:
    restored = restore_issue(archive, read_object(archive, ID), None, tmp_path / "ra")
    kept = read_release(restored.folder / "build")
    pdf = text_pdf("Trang mot", "Trang hai") + b"\n% another end\n"
    now = replace(
        kept, tools={"weasyprint": "99.1"}, fonts={"A.ttf": "a" * 64},
        layout={**kept.layout, "tuan-tin/style.css": "b" * 64},
        editions=(edition("screen", "screen.pdf", pdf, 2),),
    )  # fmt: skip
    build = copied(archive, tmp_path, screen_pdf=pdf, release_json=release_bytes(now))
    found = rebuild(ID, restored, build)
    assert found.differ["weasyprint"] == ("–", "99.1")
    assert {"fonts/A.ttf", "layout/tuan-tin/style.css"} <= found.differ.keys()
    looks = next(finding for finding in found.findings if finding.rule.id == "restore.same-look")
    assert "weasyprint – → now 99.1" in looks.why("en")


def test_how_an_issue_was_built() -> None:
    from bulletin.release import Release

    facts = {"made_for": {"printer": "nha-in", "marks": "crop"}, "standards": ("PDF/X-1a:2003",), "validated": ("x",)}
    release = Release(
        publication="a", number=1, number_total=None, date=NOW.date(), layout={"rieng/layout.yaml": "", "_base/a": ""},
        editions=(edition("press", "press.pdf", b"", 1, **facts),),
    )  # fmt: skip
    assert how(release) == How("rieng", ("press",), "nha-in", "crop", True, True)


def test_a_picture_is_the_camera_file(archive: Archive, tmp_path: Path) -> None:
    restore_issue(archive, read_object(archive, ID), None, tmp_path / "ra")
    assert (tmp_path / "ra/photos/a.png").read_bytes() == PICTURE
