"""The password: read from keyring, environment or a file that is the owner's alone; put there by `mail login`."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from mail_issue_kit import settings

from bulletin.cli.main import run
from bulletin.delivery.settings.secret import VARIABLE, keep_password, read_password
from bulletin.errors import BulletinError


class Drawer(KeyringBackend):
    """A keyring in memory; `broken` ones refuse like a computer without any."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = broken

    def _open(self) -> None:
        if self.broken:
            raise keyring.errors.NoKeyringError("none")

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Any:
    before = keyring.get_keyring()
    made = Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def rule_of(error: BulletinError) -> str:
    assert "hunter2" not in str(error)
    return error.findings[0].rule.id


def test_the_keyring_keeps_it_by_user_and_server(drawer: Drawer, tmp_path: Path) -> None:
    with pytest.raises(BulletinError) as caught:
        read_password(settings(), tmp_path, {})
    assert rule_of(caught.value) == "mail.no-password"
    assert "bulletin mail login" in caught.value.findings[0].remedy("vi")
    assert keep_password(settings(), tmp_path, "hunter2 ấ") == "keyring"
    assert read_password(settings(), tmp_path, {}) == "hunter2 ấ"
    assert list(drawer.kept) == [("bulletin-mail", "bantin@binhhai.example@smtp.binhhai.example")]


def test_a_computer_without_a_keyring_is_told_what_to_write(drawer: Drawer, tmp_path: Path) -> None:
    drawer.broken = True
    for call in (
        lambda: read_password(settings(), tmp_path, {}),
        lambda: keep_password(settings(), tmp_path, "hunter2"),
    ):
        with pytest.raises(BulletinError) as caught:
            call()
        assert rule_of(caught.value) == "mail.no-keyring"
        assert "file:" in caught.value.findings[0].remedy("vi")


def test_the_environment(tmp_path: Path) -> None:
    chosen = settings(password="env")
    assert read_password(chosen, tmp_path, {VARIABLE: "hunter2"}) == "hunter2"
    with pytest.raises(BulletinError) as caught:
        read_password(chosen, tmp_path, {})
    assert rule_of(caught.value) == "mail.no-password"
    with pytest.raises(BulletinError) as caught:
        keep_password(chosen, tmp_path, "hunter2")
    assert rule_of(caught.value) == "mail.login-env"


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    chosen = settings(password="file: khoa/mat-khau")
    old = os.umask(0)
    try:
        keep_password(chosen, tmp_path, "hunter2")
    finally:
        os.umask(old)
    path = tmp_path / "khoa" / "mat-khau"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_password(chosen, tmp_path, {}) == "hunter2"
    path.chmod(0o640)
    with pytest.raises(BulletinError) as caught:
        read_password(chosen, tmp_path, {})
    assert rule_of(caught.value) == "mail.password-file-open"
    assert f"chmod 600 {path}" in caught.value.findings[0].remedy("vi")
    assert caught.value.findings[0].rule.exit_code == 9


@pytest.mark.parametrize("kind", ["missing", "folder", "latin1", "empty", "pipe"])
def test_a_password_file_that_cannot_be_used(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "k"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path, 0o600)
    elif kind != "missing":
        path.write_bytes({"latin1": b"\xe9", "empty": b""}[kind])
        path.chmod(0o600)
    with pytest.raises(BulletinError) as caught:
        read_password(settings(password="file: k"), tmp_path, {})
    assert rule_of(caught.value) in {"mail.password-file", "mail.bad-password"}


@pytest.mark.parametrize("wrong", ["", "a\nb", "a\0", "x" * 5000])
def test_a_password_that_no_server_takes(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(BulletinError) as caught:
        keep_password(settings(password="file: k"), tmp_path, wrong)
    assert rule_of(caught.value) == "mail.bad-password"
    assert not (tmp_path / "k").exists()


def test_login_puts_it_where_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "publication.yaml").write_text("ma: a\n")
    (tmp_path / "mail.yaml").write_text("from: a@b.vn\nfrom_name: A\nsmtp: b.vn\npassword: file:k\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    assert run(["mail", "login", str(tmp_path)]) == 0
    out, err = capfd.readouterr()
    assert "hunter2" not in out + err
    assert "0600" in err
    assert (tmp_path / "k").read_text() == "hunter2\n"
    (tmp_path / "mail.yaml").write_text("from: a@b.vn\nfrom_name: A\nsmtp: b.vn\npassword: hunter2\n", encoding="utf-8")
    for command in ("login", "check"):
        assert run(["mail", command, str(tmp_path)]) == 3
        out, err = capfd.readouterr()
        assert "hunter2" not in out + err
        assert "4:11" in err
