"""The three commands of signing as a person types them, from publication.yaml to exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import signature_kit as kit

from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version, create_archive
from bulletin.cli.commands.archive.sign import keep_signed_file, renew_timestamps, sign
from bulletin.cli.settings import Settings
from bulletin.errors import BulletinError, ExitCode

ID = "do-son-2026-046"
PUBLICATION = """\
ma: do-son
ten: Đồ Sơn
co_quan_xuat_ban: Đảng ủy phường
ky_han: Hằng tuần
ho_so_phap_ly: nội bộ
chu_ky:
  tep_khoa: ../khoa/ky-so.p12
  ma_pin: biến môi trường
  dau_thoi_gian: {address}
  goc_tin_cay: tin-cay/goc.pem
"""
SAY, JSON = Settings(lang="en"), Settings(json=True)


@pytest.fixture
def office(tmp_path: Path, huy: kit.Certified, ca: kit.Authority, openssl: kit.Service) -> Path:
    home = tmp_path / "ban-tin"
    (home / "tin-cay").mkdir(parents=True)
    (home / "so-46").mkdir()
    (tmp_path / "khoa").mkdir()
    (tmp_path / "khoa" / "ky-so.p12").write_bytes(huy.p12())
    (home / "tin-cay" / "goc.pem").write_bytes(ca.own.pem)
    (home / "publication.yaml").write_text(PUBLICATION.format(address=openssl.address), encoding="utf-8")
    return home


@pytest.fixture
def archive(tmp_path: Path, record: bytes) -> Archive:
    made = create_archive(tmp_path / "luu-tru")
    add_version(made, ID, {"record.pdf": record}, "kept", kit.NOW)
    return made


def test_sign_and_renew(
    office: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_SIGN_PIN", kit.PASSWORD)
    assert sign(SAY, office / "so-46", archive, ID, kit.NOW) is ExitCode.DONE
    said = capsys.readouterr()
    assert "signed by Phạm Quang Huy" in said.err
    assert f"Wrote {ID}, version 2" in said.err
    assert kit.PASSWORD not in said.err + said.out
    assert renew_timestamps(JSON, office, archive, kit.NOW + kit.DAY) is ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    assert [(issue["id"], issue["version"]) for issue in answer["issues"]] == [(ID, None)]
    assert renew_timestamps(SAY, office, archive, kit.NOW + kit.YEAR) is ExitCode.DONE
    assert read_object(archive, ID).head == 3


def test_a_failed_renewal_of_one_issue_leaves_the_others_theirs(
    office: Path, archive: Archive, record: bytes, signed: bytes
) -> None:
    now = kit.NOW + kit.YEAR
    for name, data in (("do-son-2026-001", signed[:-30]), ("do-son-2026-002", signed)):
        add_version(archive, name, {"record.pdf": record, "record-signed.pdf": data}, "kept", kit.NOW)
    assert renew_timestamps(SAY, office, archive, now) is ExitCode.DAMAGED
    assert (read_object(archive, "do-son-2026-001").head, read_object(archive, "do-son-2026-002").head) == (1, 2)


def test_a_file_signed_elsewhere(office: Path, archive: Archive, signed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "đã ký.pdf"
    file.write_bytes(signed)
    assert keep_signed_file(SAY, office, archive, ID, file, kit.NOW) is ExitCode.DONE
    assert read_bytes(read_object(archive, ID), "record-signed.pdf") == signed
    file.write_bytes(signed + b"x")
    with pytest.raises(BulletinError) as caught:
        keep_signed_file(SAY, office, archive, ID, file, kit.NOW)
    assert caught.value.exit_code is ExitCode.REFUSED
    assert "Sign the very record.pdf" in caught.value.findings[0].remedy("en")
    assert "đã ký.pdf" in caught.value.findings[0].what("vi")


def test_without_a_terminal_nobody_is_asked(office: Path, archive: Archive) -> None:
    text = (office / "publication.yaml").read_text(encoding="utf-8")
    (office / "publication.yaml").write_text(text.replace("  ma_pin: biến môi trường\n", ""), encoding="utf-8")
    with pytest.raises(BulletinError) as caught:
        sign(JSON, office / "so-46", archive, ID, kit.NOW)
    assert caught.value.findings[0].rule.id == "signature.no-secret"
    assert read_object(archive, ID).head == 1


def test_publication_yaml_with_a_mistake_is_told(office: Path, archive: Archive) -> None:
    (office / "publication.yaml").write_text("ma: [", encoding="utf-8")
    with pytest.raises(BulletinError) as caught:
        sign(JSON, office / "so-46", archive, ID, kit.NOW)
    assert caught.value.exit_code is ExitCode.BAD_INPUT
