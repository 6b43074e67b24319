"""Signed copies in the archive: versions, events, and nothing written when something is wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import signature_kit as kit
from validators_kit import small_pdf

from bulletin.archive.events import check_chain, events
from bulletin.archive.signature.keeping import (
    Done,
    judge_kept,
    keep_signed,
    renew_kept,
    sign_kept,
    signed_ids,
)
from bulletin.archive.signature.settings import KeyFile, Signing, Token, Trust
from bulletin.archive.signature.sign import sign
from bulletin.archive.store.object import StoredObject, read_bytes, read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version, create_archive
from bulletin.errors import BulletinError

ID = "do-son-2026-046"
LATER = kit.NOW + kit.DAY
KeyOf = Callable[..., Signing]


@pytest.fixture
def archive(tmp_path: Path, record: bytes) -> Archive:
    made = create_archive(tmp_path / "luu-tru")
    add_version(made, ID, {"record.pdf": record, "release.json": b"{}"}, "kept", kit.NOW)
    return made


@pytest.fixture
def by_token(token: Token, openssl: kit.Service) -> Signing:
    return Signing(token, kit.PIN, openssl.address)


def rules(done: Done) -> list[str]:
    return [finding.rule.id.removeprefix("signature.") for finding in done.findings]


def refused(work: Callable[[], object], archive: Archive) -> list[str]:
    """The rules of an error that leaves the archive as it was."""
    before = {path: path.read_bytes() for path in archive.root.rglob("*") if path.is_file()}
    with pytest.raises(BulletinError) as caught:
        work()
    assert before == {path: path.read_bytes() for path in archive.root.rglob("*") if path.is_file()}
    for finding in caught.value.findings:
        assert all((finding.what("vi"), finding.what("en"), finding.remedy("vi"), finding.remedy("en")))
    return [finding.rule.id.removeprefix("signature.") for finding in caught.value.findings]


def told(obj: StoredObject, trust: Trust, now: dt.datetime = LATER) -> list[str]:
    return [finding.rule.id.removeprefix("signature.") for finding in judge_kept(obj, trust, now)]


def test_signing_makes_a_version_beside_the_record(
    archive: Archive, by_token: Signing, trust: Trust, record: bytes
) -> None:
    assert signed_ids(archive) == ()
    done = sign_kept(archive, ID, by_token, trust, kit.NOW)
    assert (done.version, rules(done)) == (2, ["valid"])
    assert signed_ids(archive) == (ID,)
    obj = read_object(archive, ID)
    assert read_bytes(obj, "record.pdf") == record
    signed = read_bytes(obj, "record-signed.pdf")
    assert signed.startswith(record)
    (event,) = events(obj)
    assert (event.kind, event.values["by"], event.values["what"]) == ("signed", "Phạm Quang Huy", "signature")
    assert event.values["sha512"] == hashlib.sha512(signed).hexdigest()
    assert check_chain(obj) == ()
    assert told(obj, trust) == ["valid"]
    again = sign_kept(archive, ID, by_token, trust, LATER)
    assert (again.version, rules(again)) == (None, ["nothing-new", "valid"])
    assert read_object(archive, ID).head == 2


def test_a_second_person_signs_the_signed_copy(
    archive: Archive, by_token: Signing, ca: kit.Authority, trust: Trust, key_of: KeyOf
) -> None:
    sign_kept(archive, ID, by_token, trust, kit.NOW)
    done = sign_kept(archive, ID, key_of(ca.give("Lê Thị Mai")), trust, kit.NOW)
    assert (done.version, rules(done)) == (3, ["valid", "valid", "no-time"])


def test_a_stamp_is_renewed_when_it_is_due(
    archive: Archive, by_token: Signing, ca: kit.Authority, trust: Trust
) -> None:
    sign_kept(archive, ID, by_token, trust, kit.NOW)
    assert by_token.timestamp is not None
    early = renew_kept(archive, ID, by_token.timestamp, trust, LATER)
    assert (early.version, rules(early)[0]) == (None, "nothing-new")
    now = kit.NOW + kit.YEAR
    next_one = ca.give("Dấu sau", start=now - kit.DAY, end=now + 3 * kit.YEAR, use="stamp")
    with kit.served(kit.Clockwork(next_one, ca, now)) as service:
        done = renew_kept(archive, ID, service.address, trust, now)
        assert (done.version, rules(done)) == (3, ["valid", "stamped"])
        assert renew_kept(archive, ID, service.address, trust, now + kit.DAY).version is None
        assert renew_kept(archive, ID, service.address, trust, now + kit.DAY, always=True).version == 4
    obj = read_object(archive, ID)
    assert [event.values["what"] for event in events(obj)] == ["signature", "timestamp", "timestamp"]
    assert told(obj, trust, now + 2 * kit.YEAR) == ["valid", "stamped", "stamped"]


def test_a_signature_without_time_is_due_at_once(
    archive: Archive, token: Token, openssl: kit.Service, trust: Trust
) -> None:
    assert rules(sign_kept(archive, ID, Signing(token, kit.PIN), trust, kit.NOW)) == ["valid", "no-time"]
    done = renew_kept(archive, ID, openssl.address, trust, LATER)
    assert (done.version, rules(done)) == (3, ["valid", "stamped"])


def test_what_was_signed_elsewhere_is_kept(archive: Archive, signed: bytes, trust: Trust) -> None:
    done = keep_signed(archive, ID, signed, trust, LATER, "da-ky.pdf")
    assert (done.version, rules(done)) == (2, ["valid"])
    assert read_bytes(read_object(archive, ID), "record-signed.pdf") == signed
    again = keep_signed(archive, ID, signed, trust, LATER)
    assert (again.version, rules(again)[0]) == (None, "nothing-new")


def test_nothing_is_written_when_something_is_wrong(
    archive: Archive, by_token: Signing, signed: bytes, record: bytes, ca: kit.Authority, trust: Trust, key_of: KeyOf,
    key_file: KeyFile,
) -> None:  # fmt: skip
    other = kit.Authority("Gốc lạ")
    strange = other.give("Người lạ")
    expired = ca.give("Người cũ", start=kit.NOW - 2 * kit.YEAR, end=kit.NOW - kit.YEAR)
    strange_clock = kit.Clockwork(other.give("Dấu lạ", use="stamp"), other)
    small = small_pdf("ua1")
    with kit.served(strange_clock) as service:
        by_stranger = Signing(key_file, kit.PASSWORD, service.address)
        for work, said in (
            (lambda: sign_kept(archive, ID, Signing(by_token.means, "999999"), trust, kit.NOW), ["pin"]),
            (lambda: sign_kept(archive, ID, key_of(strange), trust, kit.NOW), ["strange-signer"]),
            (lambda: sign_kept(archive, ID, key_of(expired), trust, kit.NOW), ["strange-signer"]),
            (lambda: sign_kept(archive, ID, key_of(expired), Trust(), kit.NOW), ["strange-signer"]),
            (lambda: sign_kept(archive, ID, by_stranger, trust, kit.NOW), ["strange-timestamp"]),
            (lambda: renew_kept(archive, ID, None, trust, kit.NOW), ["no-address"]),
            (lambda: renew_kept(archive, ID, service.address, trust, kit.NOW), ["not-signed-yet"]),
            (lambda: keep_signed(archive, ID, record, trust, kit.NOW), ["unsigned"]),
            (lambda: keep_signed(archive, ID, sign(small, key_of(strange), kit.NOW), trust, kit.NOW), ["other-record"]),
            (lambda: keep_signed(archive, ID, signed + b"x", trust, kit.NOW), ["loose"]),
        ):
            assert refused(work, archive) == said
        sign_kept(archive, ID, by_token, trust, kit.NOW)
        for work, said in (
            (lambda: keep_signed(archive, ID, signed, trust, kit.NOW), ["lacks"]),
            (lambda: renew_kept(archive, ID, service.address, trust, kit.NOW, always=True), ["strange-timestamp"]),
        ):
            assert refused(work, archive) == said


def test_a_corrected_record_is_signed_anew(archive: Archive, by_token: Signing, trust: Trust) -> None:
    sign_kept(archive, ID, by_token, trust, kit.NOW)
    add_version(archive, ID, {"record.pdf": small_pdf("ua1")}, "corrected", LATER)
    assert told(read_object(archive, ID), trust) == ["valid", "stale"]
    address = by_token.timestamp
    assert refused(lambda: renew_kept(archive, ID, address, trust, LATER), archive) == ["not-signed-yet"]
    assert sign_kept(archive, ID, by_token, trust, LATER).version == 4
    assert told(read_object(archive, ID), trust) == ["valid"]


def test_an_issue_without_record_is_told(archive: Archive, by_token: Signing, trust: Trust) -> None:
    add_version(archive, "do-son-2026-001", {"screen.pdf": b"x"}, "imported", kit.NOW)
    assert refused(lambda: sign_kept(archive, "do-son-2026-001", by_token, trust, kit.NOW), archive) == ["no-record"]
    assert judge_kept(read_object(archive, "do-son-2026-001"), trust, kit.NOW) == ()


def test_a_version_that_came_meanwhile_is_not_overlooked(
    archive: Archive, by_token: Signing, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*given: object) -> bytes:
        add_version(archive, ID, {"records/deposit.yaml": b"x"}, "deposited", kit.NOW)
        return sign(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bulletin.archive.signature.keeping.sign", slow)
    with pytest.raises(BulletinError) as caught:
        sign_kept(archive, ID, by_token, trust, kit.NOW)
    assert caught.value.findings[0].rule.id == "signature.changed-meanwhile"
    assert "record-signed.pdf" not in read_object(archive, ID).state()


def test_a_copy_with_something_behind_its_signature_is_told(archive: Archive, signed: bytes, trust: Trust) -> None:
    add_version(archive, ID, {"record-signed.pdf": signed + b"%x\n"}, "by hand", LATER)
    assert "loose" in told(read_object(archive, ID), trust)
    add_version(archive, ID, {"record-signed.pdf": signed[:-100]}, "by hand", LATER)
    assert told(read_object(archive, ID), trust) == ["unreadable"]
