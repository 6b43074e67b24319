"""The folder of the pages to browse: what is written, kept, removed and refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from archive_kit import NOW, judged, text_pdf, tree
from shelf_kit import archive_of, issue, story

from bulletin.archive.shelf.shelf import write_shelf
from bulletin.archive.shelf.templates import is_web
from bulletin.archive.shelf.words import IndexedText, spellings, year_script
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version, create_archive
from bulletin.cli.main import run
from bulletin.errors import InputError

DAY = dt.date(2026, 3, 1)
ONE = "ban-tin-thu-2026-001"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_of(tmp_path / "luu-tru", issue(1, DAY, story("Một")), issue(2, DAY, story("Hai")))


def test_inside_the_archive_the_pdf_is_linked_and_elsewhere_copied(archive: Archive, tmp_path: Path) -> None:
    inside, outside = archive.folder / "xem", tmp_path / "usb"
    for out in (inside, outside):
        page = write_shelf(archive, out).start.parent / "so" / ONE / "index.html"
        href = re.search(r'href="([^"]+\.pdf)" download', page.read_text("utf-8"))
        assert href
        assert (page.parent / href[1]).read_bytes() == text_pdf("So 1 mot", "So 1 hai")
    assert not list(inside.rglob("*.pdf"))
    assert judged(archive.root) == ""


def test_writing_again_changes_nothing_and_draws_nothing(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "usb"
    write_shelf(archive, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.*") if path.is_file()}
    content = tree(out)
    write_shelf(archive, out)
    assert tree(out) == content
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.*") if path.is_file()}
    assert {path.name for path in before if before[path] != after[path]} == {"danh-sach.json"}
    assert set(json.loads((out / "danh-sach.json").read_bytes())["files"]) == set(content) - {"danh-sach.json"}


def test_what_an_earlier_run_wrote_goes_and_what_others_put_there_stays(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "usb"
    write_shelf(archive, out)
    old = set(tree(out))
    (out / "ghi-chu.txt").write_text("của tôi")
    changed = {"screen.pdf": text_pdf("Khac", "Khac")}
    add_version(archive, ONE, changed, "Đính chính", NOW)
    write_shelf(archive, out)
    new = set(tree(out))
    assert new - old - {"ghi-chu.txt"}
    assert {re.sub(r"[0-9a-f]{10}", "", name) for name in old - new} == {
        f"so/{ONE}/{name}" for name in ("bia-.jpg", "trang-01-.jpg", "trang-02-.jpg")
    }
    assert (out / "ghi-chu.txt").read_text() == "của tôi"


@pytest.mark.parametrize(
    "name",
    ["../ngoai.txt", "/etc/x", "so/../../ngoai.txt", "ghi-chu.txt", "so/a/../../../ngoai.txt", 7, "so\\a\\b.pdf"],
)
def test_a_list_that_was_edited_removes_nothing_of_others(archive: Archive, tmp_path: Path, name: object) -> None:
    out = tmp_path / "usb"
    write_shelf(archive, out)
    others = [tmp_path / "ngoai.txt", out / "ghi-chu.txt"]
    for path in others:
        path.write_text("của tôi")
    value = json.loads((out / "danh-sach.json").read_bytes())
    (out / "danh-sach.json").write_text(json.dumps(value | {"files": [name]}))
    with contextlib.suppress(InputError):
        write_shelf(archive, out)
    assert all(path.read_text() == "của tôi" for path in others)


def test_a_folder_with_other_files_and_the_store_are_refused(archive: Archive, tmp_path: Path) -> None:
    full = tmp_path / "day"
    full.mkdir()
    (full / "a.txt").write_text("a")
    (tmp_path / "tep").write_text("a")
    before = tree(tmp_path)
    for out, rule in (
        (full, "shelf.not-empty"), (tmp_path / "tep", "shelf.not-empty"), (archive.folder, "shelf.not-empty"),
        (archive.root / "xem", "shelf.in-store"), (archive.root, "shelf.in-store"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            write_shelf(archive, out)
        assert caught.value.findings[0].rule.id == rule
    assert tree(tmp_path) == before


def test_a_damaged_issue_is_named_and_the_others_are_shown(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    obj = read_object(archive, ONE)
    (obj.folder / "v1/content/articles.json").write_bytes(b"{}")
    assert run(["shelf", "--archive", str(archive.folder), "--json"]) == 8
    answer = json.loads(capsys.readouterr().out)
    assert (answer["issues"], [finding["rule"] for finding in answer["findings"]]) == (1, ["archive.damaged"])
    assert not (archive.folder / "xem/so" / ONE).exists()


def test_a_pdf_that_cannot_be_drawn_leaves_the_words(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "luu-tru", issue(1, DAY, story("Một")), pdfs={1: b"%PDF-1.4 broken"})
    shelf = write_shelf(archive, tmp_path / "xem")
    assert [finding.rule.id for finding in shelf.findings] == ["shelf.no-pictures"]
    page = (tmp_path / "xem/so" / ONE / "index.html").read_text("utf-8")
    assert "Nội dung." in page
    assert "<img" not in page


def test_an_empty_archive_says_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_archive(tmp_path / "luu-tru")
    assert run(["shelf", "--archive", str(tmp_path / "luu-tru")]) == 3
    assert "bulletin keep" in capsys.readouterr().err
    assert not (tmp_path / "luu-tru/xem").exists()


def test_the_index_is_a_script_whatever_the_titles_are() -> None:
    title = "</script><!-- \u2028 & \"x\" 'y' \\ __proto__"
    text = IndexedText(link="a", title=title, issue="b", date="c", place="", opening="", text=title)
    script = year_script(2026, [text]).decode()
    assert not set("<>&\u2028") & set(script)
    value = json.loads(script.removeprefix("window.bulletinYear(2026, ").removesuffix(");\n"))
    assert value["texts"][0][1] == title
    assert value["words"]["script"] == {"script": [[0], [0]]}


def test_a_number_is_found_whole_and_in_parts() -> None:
    assert list(spellings("Số 31-NQ/ĐU, và/hoặc")) == ["số", "31-nq/đu", "31", "nq", "đu", "và/hoặc", "và", "hoặc"]


@pytest.mark.parametrize(
    ("address", "may"),
    [("https://a.example/x", True), ("HTTP://a.example", True), ("javascript:alert(1)", False), ("//a.example", False),
     ("java\nscript:x", False), ("data:text/html,x", False), ("https://a b", False), ("", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(address: str, may: bool) -> None:
    assert is_web(address) is may
