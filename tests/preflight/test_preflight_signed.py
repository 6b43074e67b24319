"""Files with real signatures: no form to the preflight, and a form beside a signature stays one."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
import signature_kit as kit
from flight_kit import GOOD, look, make, of_rule, page_of
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from bulletin.preflight.limits import limits_for

RECORD = limits_for("record")


@pytest.fixture(scope="module")
def signer() -> SimpleSigner:
    own = kit.Authority().give("Phạm Quang Huy")
    found = SimpleSigner.load_pkcs12_data(own.p12(), [], passphrase=kit.PASSWORD.encode())
    assert found
    return found


def signed(pdf: bytes, signer: SimpleSigner, name: str = "Ký", **place: Any) -> bytes:
    meta = PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    out = io.BytesIO()
    engine = PdfSigner(meta, signer, new_field_spec=SigFieldSpec(name, **place))
    engine.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def form_of(pdf: bytes) -> list[str]:
    return [finding.what("en") for finding in of_rule(look(pdf, RECORD), "form")]


def test_a_signed_record_is_as_good_as_the_record(signer: SimpleSigner) -> None:
    record = make(GOOD)
    plain = {finding.rule.id for finding in look(record, RECORD).findings}
    once = signed(record, signer)
    assert {finding.rule.id for finding in look(once, RECORD).findings} <= plain
    assert {finding.rule.id for finding in look(signed(once, signer, "Ký 2"), RECORD).findings} <= plain


SIGNATURE = {"FT": Name.Sig, "T": String("Ký"), "V": Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"))}


def with_fields(*entries: dict[str, Any], on_page: int = 1) -> bytes:
    """A signature and other fields; the first `on_page` are on the page, the others only in the form."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = [
            pdf.make_indirect(
                Dictionary(**({"Type": Name.Annot, "Subtype": Name.Widget, "Rect": [0, 0, 0, 0], "F": 4} | entry))
            )
            for entry in (SIGNATURE, *entries)
        ]
        page_of(pdf).Annots = Array(made[:on_page])
        pdf.Root.AcroForm = Dictionary(Fields=Array(made), SigFlags=3)

    return make(GOOD, change=change)


@pytest.mark.parametrize("on_page", [1, 2])
@pytest.mark.parametrize(
    "entry",
    [
        {"FT": Name.Tx, "T": String("ten"), "V": String("Giả")},
        {"FT": Name.Tx, "T": String("Ký"), "V": String("Giả")},  # of the signature's own name
        {"FT": Name.Tx, "T": String("ten")},
        {"FT": Name.Btn, "T": String("nut"), "Ff": 1 << 16},
        {"T": String("khong-loai")},
    ],
)
def test_a_hidden_field_beside_a_signature_is_named(entry: dict[str, Any], on_page: int) -> None:
    assert form_of(with_fields()) == []
    assert any("/AcroForm" in words for words in form_of(with_fields(entry, on_page=on_page)))
    assert any("/AcroForm" in words for words in form_of(with_fields({**entry, "F": 2}, on_page=on_page)))
