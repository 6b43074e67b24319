"""What goes into the archive, what is refused, and what a second time does."""

from __future__ import annotations

import datetime as dt
import io
import json
import multiprocessing
import shutil
from pathlib import Path

import pikepdf
import pytest
from archive_kit import NOW, PICTURE, built_issue, judged, quick_folder, small_package, strays, text_pdf, tree
from PIL import Image

from bulletin import datafiles
from bulletin.archive import events
from bulletin.archive.copy import copy_archive
from bulletin.archive.keep import keep
from bulletin.archive.outside import package_pdf
from bulletin.archive.package import Package, package_issue, without_originals
from bulletin.archive.private import is_private
from bulletin.archive.store.disk import digest_of
from bulletin.archive.store.object import files, read_bytes, read_object
from bulletin.archive.store.root import Archive, archive_folder, object_ids
from bulletin.archive.store.writer import add_version, create_archive, writing
from bulletin.cli.main import run
from bulletin.editions.identity.attachments import attach, attachments_of
from bulletin.errors import ExitCode, InputError, OutputError
from bulletin.issue_text import issue_text_from
from bulletin.release import read_release, release_bytes, sha256

ID = "ban-tin-thu-2026-046"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return built_issue(tmp_path / "so-46")


def kept(issue: Path, folder: Path, reason: str | None = None, originals: bool = True):
    package = package_issue(issue, issue / "build")
    with writing(create_archive(folder)) as writer:
        return keep(writer, package if originals else without_originals(package), reason, NOW)


def refused(issue: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        package_issue(issue, issue / "build")
    return [finding.rule.id for finding in caught.value.findings]


def release_with(issue: Path, **parts: dict[str, str]) -> None:
    """Write other facts into the release, as a hand or a later build might."""
    path = issue / "build/release.json"
    value = json.loads(path.read_bytes())
    for name, more in parts.items():
        value[name] |= more
    path.write_text(json.dumps(value), "utf-8")


def test_everything_goes_in(issue: Path, tmp_path: Path) -> None:
    done = kept(issue, tmp_path / "luu-tru")
    assert (done.id, done.version, done.new) == (ID, 1, True)
    archive = Archive(tmp_path / "luu-tru")
    obj = read_object(archive, ID)
    for name in ("release.json", "screen.pdf", "articles.json"):
        assert read_bytes(obj, name) == (issue / "build" / name).read_bytes()
    for name in ("issue.yaml", "publication.yaml", "articles/bai.yaml", "photos/a.png"):
        assert read_bytes(obj, f"issue/{name}") == (issue / name).read_bytes()
    assert "layout/tuan-tin/layout.yaml" in files(obj)
    assert "layout/_base/base.css" in files(obj)
    assert read_bytes(obj, "text/page-01.txt") == b"Trang mot\n"
    assert read_bytes(obj, "text/page-02.txt") == b"Trang hai\n"
    guide = read_bytes(obj, "README.txt").decode()
    assert "trang 1: Bài một" in guide
    assert "page 1: Bài một" in guide
    assert [event.kind for event in events.events(obj)] == ["kept"]
    assert events.check_chain(obj) == ()
    assert "KHO LƯU TRỮ" in (archive.folder / "DOC-TRUOC.txt").read_text("utf-8")
    assert judged(archive.root) == ""
    assert strays(archive.folder) == []


def test_the_same_again_is_nothing_and_other_bytes_need_a_reason(issue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "luu-tru"
    kept(issue, folder)
    before = tree(folder)
    assert not kept(issue, folder).new
    assert not kept(issue, folder, "một lý do").new
    assert tree(folder) == before
    built_issue(issue, title="Bài một, đã sửa")
    for reason in (None, "", "  "):
        with pytest.raises(InputError) as caught:
            kept(issue, folder, reason)
        assert caught.value.findings[0].rule.id == "archive.reason"
        assert caught.value.exit_code is ExitCode.REFUSED
    assert tree(folder) == before
    done = kept(issue, folder, "Đính chính tên bài")
    assert (done.version, done.new) == (2, True)
    obj = read_object(Archive(folder), ID)
    assert obj.versions[2].message == "Đính chính tên bài"
    assert [event.kind for event in events.events(obj)] == ["kept", "corrected"]
    assert events.events(obj)[1].values["reason"] == "Đính chính tên bài"
    assert read_bytes(obj, "issue/articles/bai.yaml", 1).decode() == "tieu_de: Bài một\n"
    assert {path: data for path, data in tree(folder).items() if "/v1/" in path} == {
        path: data for path, data in before.items() if "/v1/" in path
    }


def test_another_program_version_alone_is_no_new_version(issue: Path, tmp_path: Path) -> None:
    """The guide and the page texts are derived; the same issue stays the same when they are derived differently."""
    folder = tmp_path / "luu-tru"
    kept(issue, folder)
    add_version(Archive(folder), ID, {"README.txt": b"old", "text/page-01.txt": b"old"}, "", NOW)
    assert not kept(issue, folder).new


def test_records_and_signature_stay(issue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "luu-tru"
    kept(issue, folder)
    changes = {"records/deposit.yaml": b"a: 1\n", "record-signed.pdf": b"%PDF-signed", "record.pdf": b"%PDF-1"}
    add_version(Archive(folder), ID, changes, "", NOW)
    built_issue(issue, title="Khác")
    done = kept(issue, folder, "Đính chính")
    obj = read_object(Archive(folder), ID)
    assert read_bytes(obj, "records/deposit.yaml") == b"a: 1\n"
    assert "record-signed.pdf" not in files(obj)
    assert "record-signed.pdf" in files(obj, 2)
    assert [finding.rule.id for finding in done.findings] == ["archive.signature-left"]


# --- not as it was built -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("build/screen.pdf", "release.file-changed"), ("build/articles.json", "release.words-broken"),
        ("issue.yaml", "archive.input-changed"), ("photos/a.png", "archive.input-changed"),
        ("publication.yaml", "archive.input-changed"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_was(issue: Path, name: str, rule: str) -> None:
    path = issue / name
    path.write_bytes(path.read_bytes() + b"\n#")
    assert refused(issue)[:1] == [rule]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("build/release.json", "release.absent"), ("build/screen.pdf", "release.file-lost"),
        ("build/articles.json", "release.no-words"), ("photos/a.png", "archive.input-lost"),
    ],
)  # fmt: skip
def test_a_file_that_is_gone(issue: Path, name: str, rule: str) -> None:
    (issue / name).unlink()
    assert refused(issue)[:1] == [rule]


def test_keep_names_files_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The publication is one folder above the issue, as usual."""
    issue, above = built_issue(tmp_path / "bao/so-46"), tmp_path / "bao/publication.yaml"
    shutil.move(issue / "publication.yaml", above)
    good = above.read_text("utf-8")
    monkeypatch.chdir(tmp_path / "bao")

    def said() -> str:
        assert run(["keep", "so-46"]) is not ExitCode.DONE
        return capsys.readouterr().err

    above.write_text(good.replace("luu_tru_o: luu-tru\n", ""), "utf-8")
    assert "  publication.yaml: lỗi [archive.no-folder]" in said()
    above.write_text(good + "#\n", "utf-8")
    assert "  publication.yaml: lỗi [archive.input-changed]" in said()
    above.unlink()
    assert "publication.yaml: lỗi" not in said()
    above.write_text(good, "utf-8")
    (issue / "photos/a.png").unlink()
    assert "  so-46/photos/a.png: lỗi [archive.input-lost]" in said()
    (issue / "build/articles.json").unlink()
    assert "  so-46/build/articles.json: lỗi [release.no-words]" in said()
    built_issue(issue)
    (issue / "publication.yaml").unlink()
    release_with(issue, fonts={"None.ttf": "0" * 64})
    assert "so-46/None.ttf" not in said()


def test_a_photo_that_is_a_link(issue: Path, tmp_path: Path) -> None:
    shutil.move(issue / "photos", tmp_path / "elsewhere")
    (issue / "photos").symlink_to(tmp_path / "elsewhere")
    assert refused(issue) == ["archive.input-lost"]


def test_another_layout_font_or_printer(issue: Path) -> None:
    release_with(issue, layout={"tuan-tin/style.css": "0" * 64}, fonts={"None.ttf": "0" * 64})
    value = json.loads((issue / "build/release.json").read_bytes())
    value["editions"]["screen"]["made_for"] = {"printer": "offset-coated", "printer_sha256": "0" * 64}
    (issue / "build/release.json").write_text(json.dumps(value), "utf-8")
    assert refused(issue) == ["archive.part-changed"] * 3


def test_the_publication_above_and_its_own_things(tmp_path: Path) -> None:
    """`issue/` in the archive holds an office's own layout and printer where the issue looks for them."""
    issue = built_issue(tmp_path / "bao/so-46")
    shutil.move(issue / "publication.yaml", tmp_path / "bao/publication.yaml")
    own = tmp_path / "bao/printers/nha-in.yaml"
    own.parent.mkdir()
    own.write_bytes(datafiles.find("printers", "offset-mono.yaml").read_bytes() + b"# ours\n")
    value = json.loads((issue / "build/release.json").read_bytes())
    value["editions"]["screen"]["made_for"] = {"printer": "nha-in", "printer_sha256": sha256(own.read_bytes())}
    (issue / "build/release.json").write_text(json.dumps(value), "utf-8")
    found = package_issue(issue, issue / "build")
    assert {"issue/publication.yaml", "printers/nha-in.yaml", "issue/printers/nha-in.yaml"} <= found.files.keys()
    assert archive_folder(issue, None) == tmp_path / "bao/luu-tru"


TRAVERSALS = [
    "../x", "../../x", "/x", "a/../../x", "..\\x", "C:/x", "a//x", "./x", "a/./x", "a\x00b", "~/x:", "con", "a/nul.txt",
    "a.", " a", "a|b", "a\u202eb", "a/",
]  # fmt: skip


@pytest.mark.parametrize("name", TRAVERSALS)
@pytest.mark.parametrize("part", ["inputs", "layout", "fonts", "files", "editions"])
def test_a_release_cannot_name_what_is_outside(issue: Path, tmp_path: Path, name: str, part: str) -> None:
    (tmp_path / "x").write_bytes(b"outside")
    value = json.loads((issue / "build/release.json").read_bytes())
    if part == "editions":
        value["editions"]["screen"]["file"] = name
    else:
        value[part][name] = sha256(b"outside")
    (issue / "build/release.json").write_text(json.dumps(value), "utf-8")
    before = tree(tmp_path)
    assert refused(issue)
    assert tree(tmp_path) == before


# --- private -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["mail/readers.db", "mail/a.txt", "mail.yaml", "readers.db", "photos/danh-sach.sqlite3", "Mail/x", "a.db-wal"],
)
def test_data_of_subscribers_is_refused(issue: Path, name: str) -> None:
    assert is_private(name)
    path = issue / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    release_with(issue, inputs={name: sha256(b"x")})
    assert refused(issue) == ["archive.readers"]


def test_a_database_under_another_name_is_refused(issue: Path) -> None:
    data = b"SQLite format 3\x00" + b"x" * 100
    (issue / "photos/anh.jpg").write_bytes(data)
    release_with(issue, inputs={"photos/anh.jpg": sha256(data)})
    assert refused(issue) == ["archive.readers"]


def test_data_of_subscribers_beside_the_issue_is_left(issue: Path, tmp_path: Path) -> None:
    (issue / "mail").mkdir()
    (issue / "mail/readers.db").write_bytes(b"secret")
    (issue / "mail.yaml").write_bytes(b"secret")
    found = package_issue(issue, issue / "build")
    assert [f.place.file for f in found.findings if f.rule.id == "archive.readers-left"] == ["mail/", "mail.yaml"]
    kept(issue, tmp_path / "luu-tru")
    assert not [path for path, data in tree(tmp_path / "luu-tru").items() if b"secret" in data]


def place_photo(path: Path) -> bytes:
    picture = Image.new("RGB", (40, 30), "white")
    exif = picture.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (20.0, 42.0, 0.0)
    picture.save(path, exif=exif)
    return path.read_bytes()


def test_places_are_told_before_keeping(tmp_path: Path) -> None:
    issue = built_issue(tmp_path / "so")
    data = place_photo(issue / "photos/b.jpg")
    release_with(issue, inputs={"photos/b.jpg": sha256(data)})
    found = package_issue(issue, issue / "build")
    said = [finding for finding in found.findings if finding.rule.id == "archive.position"]
    assert [finding.values["files"] for finding in said] == ["photos/b.jpg"]
    assert not (tmp_path / "so/luu-tru").exists()
    assert "archive.position" not in {finding.rule.id for finding in without_originals(found).findings}


def test_without_originals(issue: Path, tmp_path: Path) -> None:
    found = without_originals(package_issue(issue, issue / "build"))
    assert [f.values["editions"] for f in found.findings if f.rule.id == "archive.without-originals"] == ["screen.pdf"]
    assert kept(issue, tmp_path / "a", originals=False).new
    obj = read_object(Archive(tmp_path / "a"), ID)
    assert "issue/photos/a.png" not in files(obj)
    assert "issue/articles/bai.yaml" in files(obj)
    assert events.events(obj)[0].values["without"] == "originals"
    assert "KHÔNG được lưu" in read_bytes(obj, "README.txt").decode()
    assert PICTURE not in tree(tmp_path / "a").values()
    # They can be added later, with a reason; and once in, they stay.
    assert kept(issue, tmp_path / "a", "thêm ảnh").version == 2
    again = kept(issue, tmp_path / "a", "bớt ảnh", originals=False)
    assert (again.new, [f.rule.id for f in again.findings]) == (False, ["archive.originals-before"])


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["photos/con.jpg", "photos/A.PNG", "photos/a?.jpg", "photos/x..", "photos/" + "a" * 190]
)
def test_a_photo_whose_name_is_not_safe_everywhere(issue: Path, name: str) -> None:
    (issue / name).write_bytes(b"x")
    release_with(issue, inputs={name: sha256(b"x")})
    assert refused(issue) == ["archive.unsafe-name"]


def test_a_photo_named_with_marks_apart_is_kept_with_them_together(issue: Path) -> None:
    name = "photos/a\u0309nh.png"
    (issue / name).write_bytes(b"x")
    release_with(issue, inputs={name: sha256(b"x")})
    assert "issue/photos/ảnh.png" in package_issue(issue, issue / "build").files


def test_one_publication_for_one_archive(issue: Path, tmp_path: Path) -> None:
    add_version(create_archive(tmp_path / "luu-tru"), "bao-khac-2026-001", {"a": b"1"}, "", NOW)
    with pytest.raises(InputError) as caught:
        kept(issue, tmp_path / "luu-tru")
    assert caught.value.findings[0].rule.id == "archive.other-publication"


# --- from outside ------------------------------------------------------------------------------------------------


def imported(issue: Path, data: bytes, folder: Path, reason: str | None = None, number: int = 12):
    pdf = folder.parent / "so cu (1).pdf"
    pdf.write_bytes(data)
    package = package_pdf(issue, pdf, number, dt.date(2019, 3, 5))
    with writing(create_archive(folder)) as writer:
        return package, keep(writer, package, reason, NOW)


def test_an_old_issue_is_kept_as_it_was_found(issue: Path, tmp_path: Path) -> None:
    data = text_pdf("Chao xuan", "") + b"\n% trailing"
    package, done = imported(issue, data, tmp_path / "luu-tru")
    assert (done.id, done.new) == ("ban-tin-thu-2019-012", True)
    obj = read_object(Archive(tmp_path / "luu-tru"), done.id)
    assert read_bytes(obj, "imported.pdf") == data
    assert read_bytes(obj, "text/page-01.txt") == b"Chao xuan\n"
    assert [finding.rule.id for finding in package.findings] == ["archive.no-text"]
    (tmp_path / "out").mkdir()
    for name in ("release.json", "imported.pdf", "articles.json"):
        (tmp_path / "out" / name).write_bytes(read_bytes(obj, name))
    release = read_release(tmp_path / "out")
    assert (release.number, release.date, release.editions[0].sha256) == (12, dt.date(2019, 3, 5), sha256(data))
    assert issue_text_from(read_bytes(obj, "articles.json")).number == 12
    assert judged(tmp_path / "luu-tru/kho") == ""
    assert not imported(issue, data, tmp_path / "luu-tru")[1].new
    with pytest.raises(InputError) as caught:
        imported(issue, text_pdf("Chao xuan", "OCR"), tmp_path / "luu-tru")
    assert caught.value.findings[0].rule.id == "archive.reason"
    better = imported(issue, text_pdf("Chao xuan", "OCR"), tmp_path / "luu-tru", "có nhận dạng chữ")
    assert (better[0].findings, better[1].version) == ((), 2)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\nbroken"])
def test_what_is_no_pdf_is_not_taken_in(issue: Path, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        imported(issue, data, tmp_path / "luu-tru")
    assert caught.value.findings[0].rule.id == "archive.not-pdf"


def test_a_pdf_never_takes_the_place_of_a_built_issue(issue: Path, tmp_path: Path) -> None:
    kept(issue, tmp_path / "luu-tru")
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(text_pdf("x"))
    package = package_pdf(issue, pdf, 46, dt.date(2026, 11, 20))
    with pytest.raises(InputError) as caught, writing(create_archive(tmp_path / "luu-tru")) as writer:
        keep(writer, package, "nhầm số", NOW)
    assert caught.value.findings[0].rule.id == "archive.built-issue"


# --- copies ------------------------------------------------------------------------------------------------------


def test_a_copy_is_made_and_brought_up_to_date(issue: Path, tmp_path: Path) -> None:
    folder, copy = tmp_path / "luu-tru", tmp_path / "usb"
    kept(issue, folder)
    done = copy_archive(Archive(folder), copy, NOW)
    assert (done.updated, done.findings) == ([ID], ())
    assert tree(folder) == tree(copy)
    assert done.bytes == sum(len(d) for p, d in tree(copy / "kho" / ID).items() if not p.startswith("0="))
    assert events.events(read_object(Archive(folder), ID))[-1].kind == "copied"
    before = tree(folder)
    again = copy_archive(Archive(folder), copy, NOW)
    assert (again.updated, again.findings, tree(folder)) == ([], (), before)
    built_issue(issue, title="Khác")
    kept(issue, folder, "sửa")
    assert copy_archive(Archive(folder), copy, NOW).updated == [ID]
    assert tree(folder) == tree(copy)
    assert judged(copy / "kho") == ""


def test_confirmed_names_go_with_the_copy_and_are_never_lost_there(issue: Path, tmp_path: Path) -> None:
    folder, usb = tmp_path / "luu-tru", tmp_path / "usb"
    kept(issue, folder)
    names = folder / "index.yaml"

    def copied() -> list[str]:
        return [finding.rule.id for finding in copy_archive(Archive(folder), usb, NOW).findings]

    for text in ('nguoi:\n  "Ba Màn": có\n', 'nguoi:\n  "Ba Màn": không\n'):
        names.write_text(text, "utf-8")
        assert copied() == []
        assert (usb / "index.yaml").read_text("utf-8") == text
    for broken in (b"", b"nguoi: [", None):
        names.unlink()
        if broken is not None:
            names.write_bytes(broken)
        assert copied() == ["archive.index-left"]
        assert (usb / "index.yaml").read_text("utf-8") == text
        names.touch()
    assert "index.yaml" in (usb / "DOC-TRUOC.txt").read_text("utf-8")


def test_damage_is_not_copied(issue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "luu-tru"
    kept(issue, folder)
    imported(issue, text_pdf("a"), folder)
    content = folder / "kho" / ID / "v1/content/screen.pdf"
    content.unlink()
    content.write_bytes(b"damaged")
    done = copy_archive(Archive(folder), tmp_path / "usb", NOW)
    assert [finding.rule.id for finding in done.findings] == ["archive.damaged"]
    assert done.findings[0].values["path"] == str(content)
    assert object_ids(Archive(tmp_path / "usb")) == ("ban-tin-thu-2019-012",)
    assert judged(tmp_path / "usb/kho") == ""


def test_a_copy_that_has_gone_bad_is_told(issue: Path, tmp_path: Path) -> None:
    kept(issue, tmp_path / "luu-tru")
    copy_archive(Archive(tmp_path / "luu-tru"), tmp_path / "usb", NOW)
    content = tmp_path / "usb/kho" / ID / "v1/content/screen.pdf"
    data = content.read_bytes()
    content.unlink()
    content.write_bytes(data[:-1] + b"?")
    done = copy_archive(Archive(tmp_path / "luu-tru"), tmp_path / "usb", NOW)
    # The archive is whole: the remedy mends the copy from it, not the other way.
    assert [finding.rule.id for finding in done.findings] == ["archive.copy-damaged"]
    assert f"--archive {tmp_path / 'usb'} --repair-from {tmp_path / 'luu-tru'}" in done.findings[0].remedy("vi")
    done = copy_archive(Archive(tmp_path / "luu-tru"), issue / "../usb", NOW)
    assert f"--archive {tmp_path / 'usb'} " in done.findings[0].remedy("vi")


def test_a_copy_with_a_life_of_its_own_is_not_touched(issue: Path, tmp_path: Path) -> None:
    kept(issue, tmp_path / "luu-tru")
    copy_archive(Archive(tmp_path / "luu-tru"), tmp_path / "usb", NOW)
    add_version(Archive(tmp_path / "usb"), ID, {"records/a.txt": b"1"}, "", NOW)
    before = tree(tmp_path / "usb")
    done = copy_archive(Archive(tmp_path / "luu-tru"), tmp_path / "usb", NOW)
    assert [finding.rule.id for finding in done.findings] == ["archive.copy-differs"]
    assert tree(tmp_path / "usb") == before


@pytest.mark.parametrize("where", ["luu-tru", "luu-tru/kho/x", "."])
def test_a_copy_inside_itself(issue: Path, tmp_path: Path, where: str) -> None:
    kept(issue, tmp_path / "luu-tru")
    before = tree(tmp_path)
    with pytest.raises((InputError, OutputError)) as caught:
        copy_archive(Archive(tmp_path / "luu-tru"), tmp_path / where, NOW)
    assert caught.value.findings[0].rule.id == "archive.same-place"
    assert tree(tmp_path) == before


# --- the command -------------------------------------------------------------------------------------------------


def test_the_command(issue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keep", str(issue), "--json"]) is ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["id"], said["version"], said["new"]) == (ID, 1, True)
    assert Path(said["folder"]) == issue / "luu-tru/kho" / ID
    built_issue(issue, title="Khác")
    assert run(["keep", str(issue)]) is ExitCode.REFUSED
    assert '--reason "Đính chính bài trang 3"' in capsys.readouterr().err
    assert run(["keep", str(issue), "--reason", "Đính chính bài trang 3"]) is ExitCode.DONE
    assert "phiên bản 2" in capsys.readouterr().err
    assert run(["keep", str(issue), "--copy-to", str(tmp_path / "usb"), "--json"]) is ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["updated"] == [ID]
    pdf = tmp_path / "cu.pdf"
    pdf.write_bytes(text_pdf("Chao"))
    words = ["keep", str(issue), "--import", str(pdf), "--number", "3", "--date", "05/03/2019"]
    assert run(words) is ExitCode.DONE
    assert object_ids(Archive(issue / "luu-tru")) == ("ban-tin-thu-2019-003", ID)


@pytest.mark.parametrize(
    "words",
    [
        ["--number", "3"], ["--date", "05/03/2019"], ["--import", "a.pdf"], ["--import", "a.pdf", "--number", "3"],
        ["--copy-to", "x", "--reason", "y"], ["--number", "0", "--import", "a.pdf", "--date", "1/1/2020"],
        ["--date", "31/02/2019", "--number", "1", "--import", "a.pdf"],
    ],
)  # fmt: skip
def test_options_that_do_not_go_together(
    issue: Path, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_bytes(text_pdf("x"))
    assert run(["keep", str(issue), *words]) is ExitCode.USAGE


def test_without_a_place(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (issue / "publication.yaml").read_text("utf-8").replace("luu_tru_o: luu-tru\n", "")
    (issue / "publication.yaml").write_text(text, "utf-8")
    assert run(["keep", str(issue)]) is ExitCode.BAD_INPUT
    assert "luu_tru_o: ../luu-tru" in capsys.readouterr().err
    assert run(["keep", str(issue), "--copy-to", "x", "--archive", str(issue)]) is ExitCode.BAD_INPUT


def test_the_release_of_the_kit_is_true(issue: Path) -> None:
    release = read_release(issue / "build")
    assert release_bytes(release) == (issue / "build/release.json").read_bytes()


def test_a_folder_in_the_way_is_named_and_the_remedy_works(
    issue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a/kho").mkdir(parents=True)
    (tmp_path / "a/kho/x").write_bytes(b"1")
    words = ["keep", str(issue), "--archive", str(tmp_path / "a"), "--lang", "en"]
    assert run(words) is ExitCode.CANNOT_WRITE
    said = capsys.readouterr().err
    assert f"Rename or remove the folder “{tmp_path}/a/kho”" in said
    assert "--out" not in said
    (tmp_path / "a/kho").rename(tmp_path / "a/kho-cu")
    assert run(words) is ExitCode.DONE


def test_a_pdf_with_a_password(issue: Path, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(text_pdf("Chao"))) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(InputError) as caught:
        package_pdf(issue, tmp_path / "locked.pdf", 3, dt.date(2019, 3, 5))
    assert caught.value.findings[0].rule.id == "archive.not-pdf"


# --- two at once -------------------------------------------------------------------------------------------------


def _keep_small(folder: Path, package: Package, reason: str | None) -> None:
    with writing(create_archive(folder)) as writer:
        keep(writer, package, reason, NOW)


@pytest.mark.parametrize("same", [True, False])
def test_two_who_keep_the_same_issue_at_once(tmp_path: Path, same: bool) -> None:
    """The same bytes are kept once; different bytes, both with a reason, are two versions and none is lost."""
    one = small_package(tmp_path / "one")
    other = one if same else small_package(tmp_path / "other", title="Bài khác")
    context = multiprocessing.get_context("fork")
    with quick_folder() as quick:
        for turn in range(10):
            folder = quick / str(turn)
            both = [context.Process(target=_keep_small, args=(folder, package, "sửa")) for package in (one, other)]
            for process in both:
                process.start()
            for process in both:
                process.join(240)
                assert process.exitcode == 0
            obj = read_object(Archive(folder), ID)
            stored = [info.state["issue/articles/bai.yaml"] for info in obj.versions.values()]
            wanted = {digest_of(package.files["issue/articles/bai.yaml"]) for package in (one, other)}
            assert set(stored) == wanted
            assert len(stored) == len(wanted)
            assert judged(folder / "kho") == ""
            assert strays(folder) == []


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("luu_tru_o: ../kho\nphan_phoi:\n  - {noi_nhan: Lưu, so_ban: 2, loai: lưu}\n", ["archive.as-built"]),
        ("khau_hieu: Mới\n", ["archive.input-changed"]),
        ("# ghi chú\n", ["archive.as-built"]),
    ],
)
def test_lines_that_nothing_prints_need_no_new_build(
    issue: Path, tmp_path: Path, change: str, wanted: list[str]
) -> None:
    """`keep` once refused a build after `phan_phoi` was typed; what is kept is the file of the build."""
    there = issue / "publication.yaml"
    before = there.read_bytes()
    with pikepdf.open(io.BytesIO(text_pdf("Trang mot", "Trang hai"))) as pdf:
        attach(pdf, attachments_of({"publication.yaml": before}, dt.date(2026, 11, 20)))
        pdf.save(issue / "build/record.pdf")
    file = issue / "build/release.json"
    value = json.loads(file.read_bytes())
    record = (issue / "build/record.pdf").read_bytes()
    value["editions"]["record"] = value["editions"]["screen"] | {
        "file": "record.pdf", "sha256": sha256(record), "bytes": len(record),
    }  # fmt: skip
    file.write_text(json.dumps(value), "utf-8")
    there.write_bytes(before.replace(b"luu_tru_o: luu-tru\n", b"") + change.encode())
    if wanted == ["archive.input-changed"]:
        with pytest.raises(InputError) as caught:
            package_issue(issue, issue / "build")
        assert [one.rule.id for one in caught.value.findings] == wanted
        assert f"bulletin build {issue}" in caught.value.findings[0].remedy()
        return
    package = package_issue(issue, issue / "build")
    assert [one.rule.id for one in package.findings] == wanted
    assert package.files["issue/publication.yaml"] == before
