# ruff: noqa: E501 - tables of paths and messages read better on one line
from __future__ import annotations

import os
import re
import socket
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_office import Office

from bulletin.errors import Finding
from bulletin.sources.jail import resolve

FORMS = [
    "", " ", "..", ".", "../a.jpg", "photos/../a.jpg", "photos/../../a.jpg", "./a.jpg", "photos/./a.jpg", "photos/..",
    "...", "photos/.../a.jpg", ".. /a.jpg", "photos/ ../a.jpg", "/etc/passwd", "//etc/passwd", "/", "~", "~/a.jpg",
    "~root/a.jpg", "C:/a.jpg", "c:a.jpg", "C:\\a.jpg", "\\\\server\\a.jpg", "photos\\a.jpg", "..\\a.jpg", "photos/a.jpg:x",
    "file:///etc/passwd", "https://a.example/a.jpg", "%2e%2e/a.jpg", "..%2fa.jpg", "%252e%252e/a.jpg", "a%00.jpg", "photos%5ca.jpg",
    "a\x00.jpg", "a\n.jpg", "a\x1b.jpg", "a\x7f.jpg", "a\x85.jpg", "photos//a.jpg", "photos/", " photos/a.jpg", "photos/a.jpg ",
    "photos /a.jpg", "․․/a.jpg", "．．/a.jpg", "photos／a.jpg", "photos∕a.jpg", "photos⁄a.jpg", "photos＼a.jpg", "photos∖a.jpg",
    "‥/a.jpg", "a：b.jpg", "％2e％2e/a.jpg", "a\u202egpj.exe", "a\u200b.jpg", "a\ufeff.jpg", "a\u00ad.jpg", "a\u2028.jpg",
    "x" * 300 + ".jpg", "a/" * 400 + "b.jpg",
]  # fmt: skip


def rule_of(found: Path | Finding) -> str:
    assert isinstance(found, Finding), found
    return found.rule.id


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "issue"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "a.jpg").write_bytes(b"x")
    (folder / "a.jpg").write_bytes(b"x")
    (tmp_path / "a.jpg").write_bytes(b"outside")
    return folder


FROM_WINDOWS = {typed for typed in FORMS if re.fullmatch(r"[\w-]+(\\[\w.-]+)+", typed)}


def test_the_table_is_long_enough() -> None:
    assert len(set(FORMS)) >= 40


@pytest.mark.parametrize("typed", FORMS)
def test_odd_forms_are_refused(root: Path, typed: str) -> None:
    wanted = "path.backslash" if typed in FROM_WINDOWS else "path.form"
    assert rule_of(resolve(root, typed)) == wanted


@pytest.mark.parametrize("typed", ["a.jpg", "photos/a.jpg"])
def test_plain_files_are_found(root: Path, typed: str) -> None:
    assert resolve(root, typed) == root / typed


@pytest.mark.parametrize(
    "name", ["ảnh đẹp.jpg", "Nguyễn Văn A (1).jpg", "z5_4…9.jpg", "a~1.jpg", "100% vui.jpg", "a..b.jpg"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("disk", ["NFC", "NFD"])
def test_names_in_either_normal_form(root: Path, name: str, form: str, disk: str) -> None:
    path = root / "photos" / unicodedata.normalize(disk, name)
    path.write_bytes(b"x")
    assert resolve(root, "photos/" + unicodedata.normalize(form, name)) == path


def test_a_mixed_normal_form_is_found(root: Path) -> None:
    mixed = "é" + unicodedata.normalize("NFD", "ế") + ".jpg"
    (root / mixed).write_bytes(b"x")
    assert resolve(root, unicodedata.normalize("NFC", mixed)) == root / mixed


def test_links_and_devices_are_refused(root: Path, tmp_path: Path) -> None:
    (root / "link.jpg").symlink_to(root / "a.jpg")
    (root / "out.jpg").symlink_to(tmp_path / "a.jpg")
    (root / "broken.jpg").symlink_to(tmp_path / "none")
    (root / "album").symlink_to(tmp_path)
    (root / "inner").symlink_to(root / "photos")
    os.link(tmp_path / "a.jpg", root / "hard.jpg")
    os.mkfifo(root / "pipe.jpg")
    sock = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(root)  # a socket's path must be short
        sock.bind("sock.jpg")
    finally:
        os.chdir(here)
        sock.close()
    expected = {
        "link.jpg": "path.link", "out.jpg": "path.link", "broken.jpg": "path.link", "album/a.jpg": "path.link",
        "inner/a.jpg": "path.link", "hard.jpg": "path.hard-link", "pipe.jpg": "path.not-a-file", "sock.jpg": "path.not-a-file",
        "photos": "path.not-a-file", "a.jpg/b.jpg": "path.not-a-file",
    }  # fmt: skip
    assert {typed: rule_of(resolve(root, typed)) for typed in expected} == expected


@pytest.mark.parametrize(
    ("typed", "rule", "word"),
    [
        ("photos/A.JPG", "path.case", "photos/a.jpg"),
        ("Photos/a.jpg", "path.case", "photos/a.jpg"),
        ("photos/aa.jpg", "path.missing", "photos/a.jpg"),
        ("hinh/a.jpg", "path.missing", "a.jpg"),
        ("không/có.png", "path.missing", ""),
    ],
)
def test_missing_files_come_with_a_suggestion(root: Path, typed: str, rule: str, word: str) -> None:
    found = resolve(root, typed)
    assert rule_of(found) == rule
    assert isinstance(found, Finding)
    assert word in found.remedy()


@pytest.mark.parametrize(
    ("file", "typed", "said"),
    [
        ("photos/cau.jpg", "photos/cau", "tep: photos/cau.jpg"),
        ("photos/cau.jpg ", "photos/cau.jpg", "đổi tên tệp ấy thành cau.jpg"),
        ("photos/cau .jpg", "photos/cau.jpg", "tep: photos/cau .jpg"),
        ("photos/cau.jpg", "khac.jpg", "vào thư mục so-18."),
    ],
)
def test_the_remedy_of_a_missing_file_names_what_to_do(tmp_path: Path, file: str, typed: str, said: str) -> None:
    office = Office(tmp_path / "so-18")
    (office.folder / "photos/cau.jpg").unlink()
    office.write(file, "x")
    found = resolve(office.folder, typed)
    assert isinstance(found, Finding)
    assert found.rule.id == "path.missing"
    assert said in found.remedy()


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list("./\\~:%2eaA․／ \x00\u0301ê")), max_size=12))
def test_nothing_outside_is_ever_found(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    root = tmp_path_factory.getbasetemp() / "jail" / "issue"
    root.mkdir(parents=True, exist_ok=True)
    (root / "a").write_bytes(b"x")
    (root.parent / "a").write_bytes(b"x")
    found = resolve(root, typed)
    assert isinstance(found, Finding) or (found.is_relative_to(root) and ".." not in found.parts and found.is_file())


@pytest.mark.parametrize("typed", ["mail/readers.db", "Mail/readers.db", "MAIL/anh.jpg", "mail", "ｍail/readers.db"])
def test_nothing_of_the_readers_folder_is_a_file_of_the_issue(root: Path, typed: str) -> None:
    (root / "mail").mkdir()
    (root / "mail" / "readers.db").write_bytes(b"addresses")
    (root / "mail" / "anh.jpg").write_bytes(b"x")
    assert rule_of(resolve(root, typed)) in {"path.private", "path.form", "path.missing"}
    if typed.isascii():
        assert rule_of(resolve(root, typed)) == "path.private"


def test_the_readers_folder_is_never_proposed(root: Path) -> None:
    (root / "mail").mkdir()
    (root / "mail" / "readers.jpg").write_bytes(b"x")
    found = resolve(root, "photos/readers.jpg")
    assert isinstance(found, Finding)
    assert "mail" not in found.remedy() + found.remedy("en")
