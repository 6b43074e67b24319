"""Files of other programs: locked, damaged, annotated. A finding or a result, never a traceback."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from impose_kit import numbered, numbers, page_of, saved, words
from pikepdf import Array, Dictionary, Name

from bulletin.editions.impose.impose import Imposed, Scheme, impose
from bulletin.errors import InputError, Severity


def rules_of(data: bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        impose(data, Scheme())
    for finding in refused.value.findings:
        assert finding.what("vi")
        assert finding.remedy("en")
    return [finding.rule.id for finding in refused.value.findings]


def outcome(data: bytes) -> Imposed | list[str]:
    """The sheets, or the ids of what was found."""
    try:
        return impose(data, Scheme(fit=True))
    except InputError as refused:
        return [finding.rule.id for finding in refused.findings]


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    assert rules_of(b"") == ["impose.broken"]
    assert rules_of(b"PK\x03\x04 a document of a word processor") == ["impose.broken"]
    with pikepdf.new() as pdf:
        assert rules_of(saved(pdf)) == ["impose.no-pages"]


def test_a_locked_file_is_named() -> None:
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(user="bí mật", owner="chủ"))
        no_printing = saved(
            pdf, encryption=pikepdf.Encryption(
                user="", owner="o", allow=pikepdf.Permissions(print_lowres=False, print_highres=False)
            ),
        )  # fmt: skip
        printable = saved(pdf, encryption=pikepdf.Encryption(user="", owner="o"))
    assert rules_of(locked) == ["impose.locked"]
    assert rules_of(no_printing) == ["impose.no-printing"]
    assert [numbers(side) for side in words(impose(printable, Scheme()).pdf)] == [[2, 1]]


def test_a_damaged_page_is_named_and_nothing_is_left_out_in_silence() -> None:
    with pikepdf.open(io.BytesIO(numbered(3))) as pdf:
        pdf.pages[1].Contents.write(b"this is no compressed data", filter=Name.FlateDecode)
        data = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    with pytest.raises(InputError) as refused:
        impose(data, Scheme())
    finding = refused.value.findings[0]
    assert (finding.rule.id, finding.place.page) == ("impose.broken-page", 2)


def test_a_page_that_the_library_passes_over_is_missed() -> None:
    data = numbered(3).replace(b"/Kids [ 3 0 R 4 0 R", b"/Kids [ 3 0 R 904 0", 1)
    made = impose(data, Scheme())
    assert made.pages == 2
    assert [finding.rule.id for finding in made.findings] == ["impose.mended"]
    assert made.findings[0].severity is Severity.WARNING
    assert impose(numbered(3), Scheme()).findings == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("MediaBox", Array([0, 0, 0, 0])),
        ("MediaBox", Array([0, 0, Name.Wide, 5])),
        ("MediaBox", 7),
        ("Rotate", Name.Left),
        ("Rotate", 33),
        ("Contents", 12),
        ("Resources", Array([])),
        ("UserUnit", -3),
        ("Group", 5),
        ("Annots", Dictionary()),
        ("TrimBox", Array([9000, 9000, 9100, 9100])),
        ("CropBox", Array([200, 300, 0, 0])),
    ],
)
def test_nonsense_in_a_page_is_passed_over_or_named(key: str, value: object) -> None:
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.pages[0].obj[f"/{key}"] = value
        data = saved(pdf)
    made = outcome(data)
    if isinstance(made, Imposed):
        assert (made.sheets, made.pages) == (1, 2)
    else:
        assert set(made) <= {"impose.broken-page", "impose.broken"}


def test_annotations_stay_behind_and_that_is_said() -> None:
    with pikepdf.new() as pdf:
        look = pdf.make_stream(b"0 g 0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 10, 10]), AP=Dictionary(N=look))
        hidden = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=2, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=look))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 10, 10]))
        for number, annots in enumerate([[link], [stamp], [hidden], []], 1):
            page_of(pdf, f"P{number:03}", Annots=Array([pdf.make_indirect(item) for item in annots]))
        made = impose(saved(pdf), Scheme())
    found = {finding.rule.id: finding for finding in made.findings}
    assert set(found) == {"impose.annotations", "impose.links"}
    assert found["impose.annotations"].severity is Severity.WARNING
    assert found["impose.annotations"].values["pages"] == "2"
    assert found["impose.links"].severity is Severity.INFO
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)


_SMALL = numbered(3, (60, 80))


@given(
    st.lists(st.tuples(st.integers(0, len(_SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.one_of(st.none(), st.integers(1, len(_SMALL))),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_a_finding_or_a_result(changes: list[tuple[int, int]], length: int | None) -> None:
    data = bytearray(_SMALL)
    for at, value in changes:
        data[at] = value
    made = outcome(bytes(data[:length]))
    assert made.pdf.startswith(b"%PDF-") if isinstance(made, Imposed) else made
