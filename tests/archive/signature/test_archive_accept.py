"""Files signed elsewhere: the kept record with signatures added, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
import signature_kit as kit
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bulletin.archive.signature.accept import accept_signed
from bulletin.archive.signature.settings import Signing, Trust
from bulletin.archive.signature.sign import sign, stamp
from bulletin.errors import ProofError

LATER = kit.NOW + kit.DAY
Change = Callable[[IncrementalPdfFileWriter], None]


def updated(pdf: bytes, change: Change) -> bytes:
    """The file with an update by somebody who changes it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def refused(kept: bytes, signed: bytes, trust: Trust) -> list[str]:
    with pytest.raises(ProofError) as caught:
        accept_signed(kept, signed, trust, LATER)
    assert all(finding.remedy("vi") and finding.remedy("en") for finding in caught.value.findings)
    return [finding.rule.id.removeprefix("signature.") for finding in caught.value.findings]


def test_the_record_with_signatures_and_stamps_is_taken(
    record: bytes, signed: bytes, openssl: kit.Service, ca: kit.Authority, trust: Trust, key_of: Callable[..., Signing]
) -> None:
    assert accept_signed(record, signed, trust, LATER).valid
    assert accept_signed(record, stamp(signed, openssl.address), trust, LATER).valid
    second = sign(signed, key_of(ca.give("Lê Thị Mai")), kit.NOW, trust)
    assert accept_signed(record, stamp(second, openssl.address), trust, LATER).valid
    assert refused(signed, stamp(signed, openssl.address), trust) == ["unsigned"]  # a stamp alone is no signature


def test_a_signature_of_strangers_is_taken_and_not_trusted(record: bytes, signed: bytes) -> None:
    judged = accept_signed(record, signed, Trust(), LATER)
    assert judged.intact
    assert not judged.valid


def test_other_files_are_not_the_record(record: bytes, signed: bytes, trust: Trust) -> None:
    assert refused(record, record, trust) == ["unsigned"]
    assert refused(record, b"", trust) == ["other-record"]
    assert refused(record, record[:-1], trust) == ["other-record"]
    assert refused(record + b" ", signed, trust) == ["other-record"]
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    assert refused(record, out.getvalue(), trust) == ["other-record"]


def test_an_update_without_signature_is_refused(record: bytes, trust: Trust) -> None:
    assert refused(record, updated(record, bigger), trust) == ["unsigned"]


def test_a_signature_that_the_record_had_already_is_no_new_one(signed: bytes, trust: Trust) -> None:
    forged = updated(signed, bigger)
    assert "altered" in refused(signed, forged, trust)


# --- forged appendices: an update that changes the record, signed afterwards by a good certificate


def bigger(writer: IncrementalPdfFileWriter) -> None:
    """The page drawn at another size."""
    page, _ = writer.find_page_for_modification(0)
    page.get_object()[pdf_name("/UserUnit")] = FloatObject(2)
    writer.update_container(page.get_object())


def other_words(writer: IncrementalPdfFileWriter) -> None:
    """Something drawn over the page."""
    ref = writer.add_object(StreamObject(stream_data=b"1 g 0 0 200 200 re f"))
    writer.add_stream_to_page(0, ref)


def another_page(writer: IncrementalPdfFileWriter) -> None:
    """A page behind the last."""
    from pyhanko.pdf_utils.writer import PageObject

    content = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))


def a_note(writer: IncrementalPdfFileWriter) -> None:
    """A comment on the page."""
    page, _ = writer.find_page_for_modification(0)
    note = DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
        pdf_name("/Rect"): ArrayObject([NumberObject(n) for n in (10, 10, 190, 190)]),
        pdf_name("/Contents"): pdf_string("Giả"),
    })  # fmt: skip
    page.get_object()[pdf_name("/Annots")] = ArrayObject([writer.add_object(note)])
    writer.update_container(page.get_object())


def field(writer: IncrementalPdfFileWriter, kind: str, **form: object) -> None:
    entry = DictionaryObject({
        pdf_name("/FT"): NameObject(kind), pdf_name("/T"): TextStringObject("o"),
    })  # fmt: skip
    if kind == "/Tx":
        entry[pdf_name("/V")] = TextStringObject("Giả")
    made = DictionaryObject({pdf_name("/Fields"): ArrayObject([writer.add_object(entry)])})
    for name, value in form.items():
        made[pdf_name(f"/{name}")] = value
    writer.root[pdf_name("/AcroForm")] = made
    writer.update_root()


def a_text_field(writer: IncrementalPdfFileWriter) -> None:
    """A field to fill in."""
    field(writer, "/Tx")


def an_xfa_form(writer: IncrementalPdfFileWriter) -> None:
    """Pages that some programs make anew."""
    field(writer, "/Sig", XFA=TextStringObject("<xdp/>"))


def made_by_readers(writer: IncrementalPdfFileWriter) -> None:
    """Values that each program draws as it likes."""
    field(writer, "/Sig", NeedAppearances=BooleanObject(True))


def an_action(writer: IncrementalPdfFileWriter) -> None:
    """Something done on opening."""
    action = DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")})
    writer.root[pdf_name("/OpenAction")] = action
    writer.update_root()


def a_file_inside(writer: IncrementalPdfFileWriter) -> None:
    """An attachment."""
    names = DictionaryObject({pdf_name("/EmbeddedFiles"): DictionaryObject({pdf_name("/Names"): ArrayObject()})})
    writer.root[pdf_name("/Names")] = names
    writer.update_root()


@pytest.mark.parametrize(
    "change",
    [bigger, other_words, another_page, a_note, a_text_field, an_xfa_form, made_by_readers, an_action, a_file_inside],
)
def test_a_forged_appendix_is_refused_though_it_is_signed(
    change: Change, record: bytes, huy: kit.Certified, trust: Trust, key_of: Callable[..., Signing]
) -> None:
    forged = sign(updated(record, change), key_of(huy), kit.NOW, trust)
    assert set(refused(record, forged, trust)) & {"record-altered", "altered"}


def test_an_appendix_behind_the_signature_is_refused(record: bytes, signed: bytes, trust: Trust) -> None:
    for change in (bigger, other_words, another_page, a_note, an_action):
        assert "altered" in refused(record, updated(signed, change), trust)
    assert "loose" in refused(record, signed + b"%x\n", trust)


# --- pictures of signatures ---------------------------------------------------------------------------------------


def visible(pdf: bytes, box: tuple[int, int, int, int], huy: kit.Certified) -> bytes:
    """Signed by another program: with a picture on the page."""
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.stamp import TextStampStyle

    signer = SimpleSigner.load_pkcs12_data(huy.p12(), [], passphrase=kit.PASSWORD.encode())
    engine = PdfSigner(
        PdfSignatureMetadata(field_name="Ký", md_algorithm="sha256"), signer,
        stamp_style=TextStampStyle(stamp_text="Ky"), new_field_spec=SigFieldSpec("Ký", on_page=0, box=box),
    )  # fmt: skip
    out = io.BytesIO()
    engine.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def test_a_stamp_in_the_corner_is_taken_and_one_that_hides_the_page_is_not(
    record: bytes, huy: kit.Certified, trust: Trust
) -> None:
    assert accept_signed(record, visible(record, (10, 10, 90, 60), huy), trust, LATER).valid
    assert refused(record, visible(record, (0, 0, 200, 200), huy), trust) == ["picture-covers"]


def test_a_revoked_signer_is_refused(record: bytes, ca: kit.Authority, trust: Trust,
                                     key_of: Callable[..., Signing], openssl: kit.Service) -> None:  # fmt: skip
    gone = ca.give("Người cũ")
    listed = x509.load_pem_x509_crl(ca.revoked(gone, at=kit.NOW - kit.DAY / 2)).public_bytes(Encoding.DER)
    made = sign(record, key_of(gone, openssl.address), kit.NOW, trust)
    assert refused(record, made, Trust(trust.roots, (listed,))) == ["revoked"]
