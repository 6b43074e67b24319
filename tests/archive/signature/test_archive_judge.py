"""Judging signed files: flips, time, expiry, revocation, strangers, second signatures."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
import signature_kit as kit
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bulletin.archive.signature.judge import Judgement, judge
from bulletin.archive.signature.say import findings
from bulletin.archive.signature.settings import KeyFile, Signing, Trust
from bulletin.archive.signature.sign import sign, stamp

LATER = kit.NOW + kit.DAY
KeyOf = Callable[..., Signing]


def said(judged: Judgement, now: dt.datetime = LATER) -> list[str]:
    return [finding.rule.id.removeprefix("signature.") for finding in findings(judged, "record-signed.pdf", now)]


def crl_der(pem: bytes) -> bytes:
    return x509.load_pem_x509_crl(pem).public_bytes(Encoding.DER)


# --- changed bytes ----------------------------------------------------------------------------------------------


def contents(pdf: bytes) -> tuple[int, int]:
    """Where the hexadecimal digits of the only signature are: the bytes that no signature can cover."""
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


@pytest.fixture(scope="module")
def plain(record: bytes, key_file: KeyFile, trust: Trust) -> bytes:
    """Signed without a timestamp: a smaller file, so most flips are tried on it."""
    return sign(record, Signing(key_file, kit.PASSWORD), kit.NOW, trust)


@pytest.mark.parametrize(("name", "flips"), [("plain", 950), ("signed", 50)])
def test_of_a_thousand_flips_in_the_signed_range_none_is_accepted(
    name: str, flips: int, trust: Trust, request: pytest.FixtureRequest
) -> None:
    pdf: bytes = request.getfixturevalue(name)
    assert judge(pdf, trust, LATER).valid
    start, end = contents(pdf)
    places = [place for place in range(len(pdf)) if not start <= place < end]
    chosen = random.Random(8).sample([(place, bit) for place in places for bit in range(8)], flips)
    accepted = []
    for place, bit in chosen:
        changed = bytearray(pdf)
        changed[place] ^= 1 << bit
        if judge(bytes(changed), trust, LATER).intact:
            accepted.append((place, bit))
    assert not accepted


def test_flips_in_the_signature_itself_are_not_accepted(signed: bytes, trust: Trust) -> None:
    start, end = contents(signed)
    used = start + len(signed[start:end].rstrip(b"0"))
    for place in range(start, used, (used - start) // 30):
        changed = bytearray(signed)
        changed[place] = ord("1") if changed[place] == ord("0") else ord("0")
        judged = judge(bytes(changed), trust, LATER)
        # A byte of an unsigned part (a certificate that nobody needs) may change; the signer and the text never do.
        if judged.valid:
            assert [mark.by for mark in judged.marks] == ["Phạm Quang Huy"]


@pytest.mark.parametrize("pdf", [b"", b"x", b"%PDF-1.7", b"\0" * 4096])
def test_anything_at_all_is_judged(pdf: bytes, trust: Trust) -> None:
    judged = judge(pdf, trust, LATER)
    assert not judged.intact
    assert said(judged) == ["unreadable"]


def test_a_file_without_signature_is_told(record: bytes, trust: Trust) -> None:
    assert said(judge(record, trust, LATER)) == ["unsigned"]


@pytest.mark.parametrize("tail", [b"x", b"\n%% more\n", b"\n" * 4096, b"startxref\n0\n%%EOF\n"])
def test_bytes_behind_the_last_signature_are_told(tail: bytes, signed: bytes, trust: Trust) -> None:
    judged = judge(signed + tail, trust, LATER)
    assert not judged.intact


def test_a_cut_file_is_not_accepted(signed: bytes, trust: Trust) -> None:
    for size in range(0, len(signed), len(signed) // 40):
        assert not judge(signed[:size], trust, LATER).intact


# --- who ----------------------------------------------------------------------------------------------------------


def test_a_second_signature_leaves_the_first(
    signed: bytes, ca: kit.Authority, openssl: kit.Service, trust: Trust, key_of: KeyOf
) -> None:
    mai = ca.give("Lê Thị Mai")
    made = sign(signed, key_of(mai, openssl.address), kit.NOW, trust)
    assert made.startswith(signed)
    judged = judge(made, trust, LATER)
    assert judged.valid
    assert [mark.by for mark in judged.marks] == ["Phạm Quang Huy", "Lê Thị Mai"]
    changed = bytearray(made)
    changed[contents(made)[1] + 40] ^= 1
    assert not judge(bytes(changed), trust, LATER).intact


def test_strangers_and_no_roots_are_told_and_stay_intact(signed: bytes) -> None:
    other = kit.Authority("Gốc khác")
    for trust, doubt in ((Trust(), "no-roots"), (Trust((other.own.der,)), "stranger")):
        judged = judge(signed, trust, LATER)
        assert judged.intact
        assert not judged.valid
        assert judged.marks[0].doubt == doubt
        assert judged.marks[0].proved is None
        assert "not-trusted" in said(judged)


def test_a_certificate_for_web_sites_does_not_sign(
    record: bytes, ca: kit.Authority, trust: Trust, key_of: KeyOf
) -> None:
    web = ca.give("cổng.example", use="web")
    settings = key_of(web)
    # The library that signs asks for the right use too; another program may not.
    import bulletin.archive.signature.sign as module

    made = module.sign(record, settings, kit.NOW, trust)
    judged = judge(made, trust, LATER)
    assert judged.intact
    assert judged.marks[0].doubt == "usage"


def test_a_root_of_the_same_name_is_not_the_root(signed: bytes) -> None:
    twin = kit.Authority()
    judged = judge(signed, Trust((twin.own.der,)), LATER)
    assert not judged.valid


# --- when ---------------------------------------------------------------------------------------------------------


def test_a_timestamp_outlives_the_signer_s_certificate(signed: bytes, record: bytes, trust: Trust, key_of: KeyOf,
                                                       huy: kit.Certified) -> None:  # fmt: skip
    then = kit.NOW + 2 * kit.YEAR
    judged = judge(signed, trust, then)
    assert judged.valid
    bare = judge(sign(record, key_of(huy), kit.NOW, trust), trust, then)
    assert bare.intact
    assert bare.marks[0].doubt == "expired"
    assert said(bare, then) == ["not-trusted"]


def test_without_upkeep_ten_years_are_too_long(signed: bytes, trust: Trust) -> None:
    judged = judge(signed, trust, kit.NOW + 10 * kit.YEAR)
    assert judged.intact
    assert not judged.valid
    assert judged.marks[0].time_doubt == "expired"


def test_with_yearly_upkeep_it_is_valid_after_ten_years(signed: bytes, ca: kit.Authority, trust: Trust) -> None:
    pdf = signed
    for year in range(1, 11):
        at = kit.NOW + year * kit.YEAR
        stamp_of = ca.give(f"Dấu thời gian {year}", start=at - kit.DAY, end=at + 2 * kit.YEAR, use="stamp")
        with kit.served(kit.Clockwork(stamp_of, ca, at)) as service:
            longer = stamp(pdf, service.address)
        assert longer.startswith(pdf)
        pdf = longer
    then = kit.NOW + 10 * kit.YEAR + kit.DAY
    judged = judge(pdf, trust, then)
    assert judged.valid, judged
    assert len(judged.marks) == 11
    assert judged.marks[0].proved is not None
    assert abs(judged.marks[0].proved - kit.NOW) < kit.DAY
    assert said(judged, then) == ["valid", *["stamped"] * 10]
    # A year that was left out breaks the chain of proofs: the first timestamp ends before the next one was made.
    assert not judge(pdf, trust, then + 3 * kit.YEAR).valid


def test_a_gap_in_the_upkeep_proves_nothing_before_it(signed: bytes, ca: kit.Authority, trust: Trust) -> None:
    at = kit.NOW + 5 * kit.YEAR  # the timestamp in the signature ended two years before
    late = ca.give("Dấu muộn", start=at - kit.DAY, end=at + 3 * kit.YEAR, use="stamp")
    with kit.served(kit.Clockwork(late, ca, at)) as service:
        judged = judge(stamp(signed, service.address), trust, at + kit.DAY)
    assert judged.intact
    assert not judged.valid
    assert judged.marks[-1].good


def test_a_stamp_of_strangers_proves_no_time(signed: bytes, trust: Trust) -> None:
    other = kit.Authority("Gốc lạ")
    strange = other.give("Dấu lạ", end=kit.NOW + 30 * kit.YEAR, use="stamp")
    with kit.served(kit.Clockwork(strange, other, kit.NOW)) as service:
        made = stamp(signed, service.address)
    judged = judge(made, trust, kit.NOW + 10 * kit.YEAR)
    assert judged.intact
    assert judged.marks[-1].doubt == "stranger"
    assert not judged.valid


def test_a_timestamp_by_a_certificate_for_signing_proves_no_time(
    signed: bytes, huy: kit.Certified, ca: kit.Authority, trust: Trust
) -> None:
    with kit.served(kit.Clockwork(huy, ca, kit.NOW)) as service:
        judged = judge(stamp(signed, service.address), trust, LATER)
    assert judged.marks[-1].doubt == "usage"


def test_what_is_due_is_told(signed: bytes, record: bytes, huy: kit.Certified, trust: Trust, key_of: KeyOf) -> None:
    soon = kit.NOW + 3 * kit.YEAR - 100 * kit.DAY
    assert said(judge(signed, trust, soon), soon) == ["valid", "timestamp-due"]
    assert said(judge(signed, trust, LATER)) == ["valid"]
    assert said(judge(sign(record, key_of(huy), kit.NOW, trust), trust, LATER)) == ["valid", "no-time"]


# --- revoked ------------------------------------------------------------------------------------------------------


def test_revoked_before_signing_is_an_error_and_after_it_is_not(
    signed: bytes, ca: kit.Authority, huy: kit.Certified, trust: Trust
) -> None:
    now = kit.NOW + 60 * kit.DAY
    before = replace(trust, revoked=(crl_der(ca.revoked(huy, at=kit.NOW - kit.DAY / 2)),))
    assert judge(signed, before, now).marks[0].doubt == "revoked"
    assert said(judge(signed, before, now), now) == ["revoked"]
    after = replace(trust, revoked=(crl_der(ca.revoked(huy, at=kit.NOW + 30 * kit.DAY)),))
    judged = judge(signed, after, now)
    assert judged.valid
    assert judged.marks[0].looked_up
    assert "list of revoked certificates was read" in findings(judged, "x", now)[0].what("en")


def test_revoked_later_without_a_timestamp_is_an_error(
    record: bytes, ca: kit.Authority, huy: kit.Certified, trust: Trust, key_of: KeyOf
) -> None:
    bare = sign(record, key_of(huy), kit.NOW, trust)
    after = replace(trust, revoked=(crl_der(ca.revoked(huy, at=kit.NOW + 30 * kit.DAY)),))
    assert judge(bare, after, kit.NOW + 60 * kit.DAY).marks[0].doubt == "revoked"


# --- added behind it -----------------------------------------------------------------------------------------------


def test_an_update_that_changes_a_page_is_told(signed: bytes, trust: Trust) -> None:
    from pyhanko.pdf_utils.generic import FloatObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page_ref, _ = writer.find_page_for_modification(0)
    page_ref.get_object()[pdf_name("/UserUnit")] = FloatObject(2)
    writer.update_container(page_ref.get_object())
    out = io.BytesIO()
    writer.write(out)
    judged = judge(out.getvalue(), trust, LATER)
    assert not judged.intact
    assert said(judged) == ["altered"]


def test_a_file_that_was_saved_anew_is_not_accepted(signed: bytes, trust: Trust) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    assert not judge(out.getvalue(), trust, LATER).intact


def test_every_finding_says_what_to_do_in_both_languages(signed: bytes, trust: Trust) -> None:
    for judged in (judge(signed, trust, LATER), judge(signed, Trust(), LATER), judge(b"", trust, LATER)):
        for finding in findings(judged, "record-signed.pdf", LATER):
            assert all(words(lang) for words in (finding.what, finding.why, finding.remedy) for lang in ("vi", "en"))
