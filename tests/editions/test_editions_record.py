"""The record edition: standards judged by others, files inside byte for byte, one identity in all places."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import subprocess
from pathlib import Path

import make_laid
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from validators_kit import Judge

from bulletin.editions.identity.attachments import Attachment, attachments_of, mime_of, plain_names
from bulletin.editions.identity.meta import Meta
from bulletin.editions.identity.xmp import packet
from bulletin.editions.record import SRGB, write_record
from bulletin.errors import ProofError
from bulletin.pdf.attachments import attached

DAY = dt.date(2026, 3, 9)
META = Meta(
    title="Bản tin Đồ Sơn – Số 9", publisher="UBND phường Đồ Sơn", issue="Số 9 (112)", date=DAY,
    authors=("Lê Thị Ngữ", "Phạm Quốc Thuận"), keywords=("Đồ Sơn",), subject="Mùa biển mới",
    rights="UBND phường Đồ Sơn", identifier="do-son/2026-9",
)  # fmt: skip
FILES = {
    "publication.yaml": "tên: Đồ Sơn\n".encode(),
    "articles/Bến cá.yaml": "tiêu đề: Bến cá\r\n\x00".encode(),
    "articles/bến cả.yaml": b"b",
    "photos/bến cá.JPG": bytes(range(256)) * 40,
    "ghi chú": b"",
}


@pytest.fixture(scope="module")
def record() -> bytes:
    laid = make_laid.small()
    return write_record(laid, make_laid.pictures(laid), META, attachments_of(FILES, DAY))


@pytest.fixture(scope="module")
def old() -> bytes:
    laid = make_laid.small()
    return write_record(laid, make_laid.pictures(laid), META, attachments_of(FILES, DAY), "a-1b")


def test_the_standards_are_kept_in_the_eyes_of_two_validators(judge: Judge, record: bytes, old: bytes) -> None:
    claimed = [(record, "3a"), (record, "ua1"), (old, "1b")]
    judge.assert_good(claimed)  # type: ignore[arg-type]
    judge.assert_good(claimed, "page")  # type: ignore[arg-type]
    judge.assert_good(claimed, "qpdf")  # type: ignore[arg-type]


def test_the_same_issue_gives_the_same_bytes(record: bytes) -> None:
    laid = make_laid.small()
    shuffled = dict(reversed(FILES.items()))
    assert write_record(laid, make_laid.pictures(laid), META, attachments_of(shuffled, DAY)) == record


def test_files_come_out_again_byte_for_byte_by_a_foreign_program(record: bytes, tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(record)
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", out, tmp_path / "record.pdf"], check=True, timeout=600)
    saved = {path.name: path.read_bytes() for path in out.iterdir()}
    assert saved == {name.replace("/", "__"): data for name, data in FILES.items()}


def test_files_are_described_dated_and_called_the_source(record: bytes) -> None:
    with pikepdf.open(io.BytesIO(record)) as pdf:
        assert dict(attached(pdf)) == FILES
        assert len(pdf.Root.AF) == len(FILES)
        for spec in pdf.Root.AF:
            assert spec.AFRelationship == "/Source"
            assert str(spec.F).isascii()
            assert str(spec.Desc).startswith("Nguồn của số báo: ")
            params = spec.EF.F.Params
            data = spec.EF.F.read_bytes()
            assert int(params.Size) == len(data)
            assert bytes(params.CheckSum) == hashlib.md5(data).digest()
            assert str(params.ModDate) == "D:20260309000000+07'00'"
        kinds = {str(spec.UF): str(spec.EF.F.Subtype) for spec in pdf.Root.AF}
        assert kinds["photos__bến cá.JPG"] == "/image/jpeg"
        assert kinds["articles__Bến cá.yaml"] == "/application/yaml"


def test_pdf_a_1_holds_no_files_and_nothing_newer_than_pdf_1_4(old: bytes) -> None:
    assert old.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in old
    with pikepdf.open(io.BytesIO(old)) as pdf:
        assert not list(attached(pdf))
        assert "/AF" not in pdf.Root


def test_xmp_and_info_say_the_same(record: bytes, old: bytes) -> None:
    for data, claim in ((record, ("3", "A")), (old, ("1", "B"))):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20260309000000+07'00'"
            assert str(pdf.docinfo["/Author"]) == "; ".join(META.authors)
            assert str(pdf.Root.Lang) == "vi"
            with pdf.open_metadata() as xmp:
                assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == META.title
                assert xmp["dc:publisher"] == {META.publisher}
                assert xmp["dc:identifier"] == "do-son/2026-9"
                assert xmp["dc:language"] == {"vi"}
                assert xmp["dc:rights"] == "© 2026 UBND phường Đồ Sơn", "a statement, not a bare name"
                assert xmp["xmpRights:Marked"] == "True"
                assert xmp["dc:description"] == str(pdf.docinfo["/Subject"]) == "Số 9 (112). Mùa biển mới"
                assert xmp["xmp:CreateDate"] == "2026-03-09T00:00:00+07:00"
                assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == claim
                assert xmp.get("pdfuaid:part") == ("1" if claim[0] == "3" else None)


@pytest.mark.parametrize(
    ("changes", "claim", "name", "about"),
    [
        ({}, "© 2026 UBND phường Đồ Sơn", "do-son/2026-9", "Số 9 (112). Mùa biển mới"),
        ({"rights": ""}, "© 2026 UBND phường Đồ Sơn", "do-son/2026-9", "Số 9 (112). Mùa biển mới"),
        ({"rights": "Được đăng lại, ghi rõ nguồn."}, "Được đăng lại, ghi rõ nguồn.", "do-son/2026-9", None),
        ({"rights": "", "publisher": ""}, "", "do-son/2026-9", None),
        ({"identifier": ""}, "© 2026 UBND phường Đồ Sơn", "Số 9 (112)", "Mùa biển mới"),
        ({"title": "Bản tin – Số 9 (112)"}, "© 2026 UBND phường Đồ Sơn", "do-son/2026-9", "Mùa biển mới"),
    ],
)
def test_rights_are_a_statement_and_machines_get_a_name(
    changes: dict[str, str], claim: str, name: str, about: str | None
) -> None:
    meta = dataclasses.replace(META, **changes)  # type: ignore[arg-type]
    assert (meta.claim, meta.name) == (claim, name)
    assert about is None or meta.about == about
    text = packet(meta).decode()
    assert f"<dc:identifier>{name}</dc:identifier>" in text
    assert ("<xmpRights:Marked>True</xmpRights:Marked>" in text) is bool(claim)
    assert claim in text
    assert bool(claim) is ("dc:rights" in text), "no statement without an owner"


def test_the_colour_profile_is_the_published_one(record: bytes) -> None:
    assert hashlib.sha256(SRGB.read_bytes()).hexdigest() in SRGB.with_name("README.md").read_text("utf-8")
    with pikepdf.open(io.BytesIO(record)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == SRGB.read_bytes()
        assert intent.S == "/GTS_PDFA1"


def test_transparency_is_refused_where_the_standard_forbids_it() -> None:
    laid = make_laid.small()
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        pdf.pages[0].Resources.ExtGState["/half"] = pikepdf.Dictionary(ca=0.5)
        pdf.pages[0].obj.Contents.write(b"/half gs\n" + pdf.pages[0].obj.Contents.read_bytes())
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(ProofError, match="transparency"):
        write_record(dataclasses.replace(laid, pdf=out.getvalue()), make_laid.pictures(laid), META, (), "a-1b")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20), unique=True))
def test_plain_names_are_ascii_and_all_different(names: list[str]) -> None:
    plain = plain_names(names)
    assert len(set(plain.values())) == len(names)
    assert all(name and name.isascii() and "/" not in name for name in plain.values())


def test_names_that_fall_together_get_numbers() -> None:
    assert list(plain_names(["bến.yaml", "bền.yaml", "Đồ Sơn/bến.yaml"]).values()) == [
        "ben.yaml", "ben-2.yaml", "Do-Son__ben.yaml",
    ]  # fmt: skip
    assert mime_of("a.b/c.YML") == "application/yaml"
    assert mime_of("khác") == "application/octet-stream"


def test_any_bytes_survive() -> None:
    laid = make_laid.small()
    odd = (Attachment("a", b"\xff" * 3 + b"endstream\nendobj", "application/octet-stream", "Lạ", DAY),)
    with pikepdf.open(io.BytesIO(write_record(laid, make_laid.pictures(laid), META, odd))) as pdf:
        assert dict(attached(pdf)) == {"a": odd[0].data}
