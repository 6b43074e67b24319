"""In thirty years: the files of roots and revoked certificates are gone, and the archive alone is judged."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import signature_kit as kit
from archive_kit import PUBLICATION
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from validators_kit import Judge, small_pdf

from bulletin.archive.events import append
from bulletin.archive.guide import GUIDE, archive_guide
from bulletin.archive.signature.judge import judge
from bulletin.archive.signature.keeping import judge_kept, keep_signed, renew_kept, sign_kept
from bulletin.archive.signature.longterm import lists_in, with_revocation
from bulletin.archive.signature.say import findings
from bulletin.archive.signature.settings import KeyFile, Signing, Trust
from bulletin.archive.signature.sign import sign
from bulletin.archive.signature.stored import REVOKED, ROOTS, stored_trust
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import create_archive
from bulletin.cli.main import run
from bulletin.errors import Finding

ID = "do-son-2026-046"
LATER = kit.NOW + kit.DAY


@pytest.fixture
def archive(tmp_path: Path, record: bytes) -> Archive:
    made = create_archive(tmp_path / "luu-tru")
    (made.folder / GUIDE).write_bytes(archive_guide())
    append(made, ID, "kept", {}, kit.NOW, {"record.pdf": record, "release.json": b"{}"})
    return made


def der(pem: bytes) -> bytes:
    return x509.load_pem_x509_crl(pem).public_bytes(Encoding.DER)


def names(found: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.rule.id.removeprefix("signature.") for finding in found)


def test_what_a_signature_was_judged_by_is_kept_with_it(
    archive: Archive, key_file: KeyFile, ca: kit.Authority, huy: kit.Certified, tmp_path: Path
) -> None:
    other = kit.Authority("Gốc khác")
    listed = der(ca.revoked())
    trust = Trust((ca.own.der, other.own.der), (listed, der(other.revoked())))
    sign_kept(archive, ID, Signing(key_file, kit.PASSWORD), trust, kit.NOW)
    obj = read_object(archive, ID)
    assert stored_trust(obj) == trust
    # A tool that is not ours reads the files as they are.
    (tmp_path / "huy.pem").write_bytes(huy.pem)
    command = ["openssl", "verify", "-crl_check", "-CAfile", str(obj.folder / "v2/content" / ROOTS)]
    command += ["-CRLfile", str(obj.folder / "v2/content" / REVOKED), str(tmp_path / "huy.pem")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert names(judge_kept(obj, Trust(), LATER)) == ["kept-roots", "no-time", "valid"]
    assert names(judge_kept(obj, trust, LATER)) == ["no-time", "valid"]


def test_a_second_signature_keeps_the_roots_of_the_first(
    archive: Archive, key_file: KeyFile, trust: Trust, ca: kit.Authority, tmp_path: Path
) -> None:
    sign_kept(archive, ID, Signing(key_file, kit.PASSWORD), trust, kit.NOW)
    other = kit.Authority("Gốc khác")
    (tmp_path / "hai.p12").write_bytes(other.give("Người Hai").p12())
    today = Trust((other.own.der,))
    sign_kept(
        archive, ID, Signing(KeyFile(tmp_path / "hai.p12"), kit.PASSWORD), Trust((*today.roots, ca.own.der)), LATER
    )
    obj = read_object(archive, ID)
    assert stored_trust(obj).roots == (ca.own.der, other.own.der)
    # The office trusts the second authority only: the first is said to be trusted by what was kept alone.
    assert names(judge_kept(obj, today, LATER)) == ["kept-roots-only", "no-time", "valid", "valid"]


def test_a_copy_signed_elsewhere_brings_no_roots_of_its_own(archive: Archive, signed: bytes, trust: Trust) -> None:
    keep_signed(archive, ID, signed, Trust(), kit.NOW)
    obj = read_object(archive, ID)
    assert stored_trust(obj) == Trust()
    assert "not-trusted" in names(judge_kept(obj, Trust(), LATER))
    assert read_bytes(obj, "record-signed.pdf") == signed


def test_kept_roots_do_not_save_a_revoked_signer(
    archive: Archive, key_file: KeyFile, trust: Trust, ca: kit.Authority, huy: kit.Certified
) -> None:
    sign_kept(archive, ID, Signing(key_file, kit.PASSWORD), trust, kit.NOW)
    gone = Trust((), (der(ca.revoked(huy, at=kit.NOW - kit.DAY / 2)),))
    assert "valid" not in names(judge_kept(read_object(archive, ID), gone, LATER))


def test_decades_of_upkeep_are_judged_by_the_archive_alone(
    archive: Archive, key_file: KeyFile, ca: kit.Authority
) -> None:
    clock = kit.Clockwork(
        ca.give("Thời gian", end=kit.NOW + 39 * kit.YEAR, use="stamp"), ca
    )  # its own clock ends in 2049
    trust = Trust((ca.own.der,), (der(ca.revoked()),))
    with kit.served(clock) as service:
        sign_kept(archive, ID, Signing(key_file, kit.PASSWORD, service.address), trust, kit.NOW)
        for years in (7, 14, 21):
            clock.at = kit.NOW + years * kit.YEAR
            renew_kept(archive, ID, service.address, trust, clock.at, always=True)
    copy = archive.folder.with_name("thua-ke")
    shutil.copytree(archive.folder, copy)
    shutil.rmtree(archive.folder)
    found = judge_kept(read_object(Archive(copy), ID), Trust(), clock.at + 9 * kit.YEAR)
    assert names(found) == ["kept-roots", "stamped", "stamped", "stamped", "valid"]
    assert "The list of revoked certificates was read" in " ".join(finding.what("en") for finding in found)


@pytest.mark.parametrize("publication", ["gone", "files gone"])
def test_verify_needs_nothing_outside(
    archive: Archive, key_file: KeyFile, trust: Trust, tmp_path: Path, publication: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    sign_kept(archive, ID, Signing(key_file, kit.PASSWORD), trust, kit.NOW)
    office = tmp_path / "co-quan"
    office.mkdir()
    if publication == "files gone":
        lines = "chu_ky:\n  goc_tin_cay: [tin-cay/goc.pem]\n  danh_sach_thu_hoi: [tin-cay/thu-hoi.crl]\n"
        (office / "publication.yaml").write_text(PUBLICATION + lines, "utf-8")
    assert run(["verify", str(office), "--archive", str(archive.folder)]) == 0
    said = "".join(capsys.readouterr())
    assert "signature.valid" in said or "Nguyên vẹn, tin cậy" in said
    assert ("trust-files-gone" in said) == (publication == "files gone")


def test_without_kept_roots_a_missing_file_is_an_error(
    archive: Archive, signed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_signed(archive, ID, signed, Trust(), kit.NOW)
    (tmp_path / "publication.yaml").write_text(PUBLICATION + "chu_ky:\n  goc_tin_cay: [goc.pem]\n", "utf-8")
    assert run(["verify", str(tmp_path), "--archive", str(archive.folder)]) == 3
    assert "goc.pem" in capsys.readouterr().err


# --- inside the file -------------------------------------------------------------------------------------------------


def test_the_list_goes_into_the_file_which_keeps_its_standards(
    archive: Archive, key_file: KeyFile, openssl: kit.Service, ca: kit.Authority, trust: Trust, judge: Judge
) -> None:
    listed = der(ca.revoked())
    with_list = replace(trust, revoked=(listed, der(kit.Authority("Người lạ").revoked())))
    sign_kept(archive, ID, Signing(key_file, kit.PASSWORD, openssl.address), with_list, kit.NOW)
    made = read_bytes(read_object(archive, ID), "record-signed.pdf")
    assert lists_in(PdfFileReader(io.BytesIO(made))) == (listed,)  # not that of a stranger
    assert with_revocation(made, with_list) == made
    tagged = sign(small_pdf("ua1"), Signing(key_file, kit.PASSWORD), kit.NOW, with_list)
    judge.assert_good([(made, "3a"), (with_revocation(tagged, with_list), "ua1")])


def test_a_list_in_the_file_is_read_and_a_forged_one_is_not(
    signed: bytes, trust: Trust, ca: kit.Authority, huy: kit.Certified
) -> None:
    true = with_revocation(signed, replace(trust, revoked=(der(ca.revoked(huy, at=kit.NOW - kit.DAY / 2)),)))
    (mark,) = judge(true, trust, LATER).marks
    assert (mark.doubt, mark.looked_up) == ("revoked", True)
    twin = kit.Authority()  # the same name, another key
    forged = with_revocation(signed, replace(trust, revoked=(der(twin.revoked(huy, at=kit.NOW - kit.DAY / 2)),)))
    assert forged != signed
    (mark,) = judge(forged, trust, LATER).marks
    assert (mark.doubt, mark.looked_up) == ("", False)


def test_what_is_in_the_store_and_no_list_is_passed_over_and_ocsp_is_named(signed: bytes, trust: Trust) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    streams = [writer.add_object(StreamObject(stream_data=b"not a list")) for _ in range(2)]
    store = DictionaryObject(
        {NameObject("/CRLs"): ArrayObject(streams[:1]), NameObject("/OCSPs"): ArrayObject(streams[1:])}
    )
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    judged = judge(out.getvalue(), trust, LATER)
    assert judged.ocsp == 1
    assert judged.marks[0].doubt == ""
    (said,) = (one for one in findings(judged, "x", LATER) if one.rule.id == "signature.ocsp-unread")
    assert "1 answers by OCSP" in said.what("en")
