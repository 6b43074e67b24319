"""What the screen of mailing looks at again: the build is hashed once, the password is read when it may be another."""

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


def test_a_password_is_read_once_while_it_is_good_and_each_time_while_it_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    real = secret.read_password

    def counted(*given: object) -> str:
        read.append(given)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(secret, "read_password", counted)
    for _ in range(2):
        with pytest.raises(InputError):
            ready_domain(folder, fresh=False)
    assert len(read) == 2, "what was missing may be there now"
    kept = folder.parent / ".mat-khau"
    kept.write_text("bí mật")
    kept.chmod(0o600)
    assert {ready_domain(folder, fresh=False) for _ in range(3)} == {"bennuoc.example"}
    assert len(read) == 3
    ready_domain(folder, fresh=True)
    assert len(read) == 4
    kept.unlink()
    with pytest.raises(InputError):
        ready_domain(folder, fresh=False)
