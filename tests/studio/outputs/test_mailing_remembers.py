"""What the screen of mailing looks at again: the build is hashed once, the password is read each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.delivery.sending import office
from bulletin.delivery.settings import secret
from bulletin.errors import InputError
from bulletin.studio.mailing.shown import built_folder, proved_issue, ready_domain

MAIL = "from: a@bennuoc.example\nfrom_name: Bản tin\nsmtp: {host: localhost, user: a}\npassword: file:.mat-khau\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "publication.yaml").write_text("id: x\n")
    (tmp_path / "mail.yaml").write_text(MAIL)
    place = tmp_path / "so-18"
    built_folder(place).mkdir(parents=True)
    (built_folder(place) / "screen.pdf").write_bytes(b"%PDF")
    return place


def test_a_build_is_hashed_again_only_when_one_of_its_files_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []
    monkeypatch.setattr(office, "built_issue", lambda place: hashed.append(place) or len(hashed))
    pdf = built_folder(folder) / "screen.pdf"
    assert [proved_issue(folder, fresh=False) for _ in range(3)] == [1, 1, 1]
    assert proved_issue(folder, fresh=True) == 2, "a sending believes no memory"
    times = pdf.stat()
    pdf.write_bytes(b"%PDX")
    os.utime(pdf, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert proved_issue(folder, fresh=False) == 3, "a time that is put back does not hide a change"
    pdf.with_name("office.pdf").write_bytes(b"")
    assert proved_issue(folder, fresh=False) == 4


def test_a_password_that_was_taken_away_is_missed_although_no_file_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be in the environment, in a keyring or in another folder."""
    (folder.parent / "mail.yaml").write_text(MAIL.replace("file:.mat-khau", "env"))
    monkeypatch.delenv(secret.VARIABLE, raising=False)
    with pytest.raises(InputError):
        ready_domain(folder)
    monkeypatch.setenv(secret.VARIABLE, "bí mật")
    assert ready_domain(folder) == "bennuoc.example"
    monkeypatch.delenv(secret.VARIABLE)
    with pytest.raises(InputError):
        ready_domain(folder)


def test_a_password_file_that_was_taken_away_is_missed(folder: Path) -> None:
    kept = folder.parent / ".mat-khau"
    kept.write_text("bí mật")
    kept.chmod(0o600)
    assert ready_domain(folder) == "bennuoc.example"
    kept.unlink()
    with pytest.raises(InputError):
        ready_domain(folder)
