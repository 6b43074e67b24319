"""Addresses: one spelling, one key, and cells as offices fill them."""
# ruff: noqa: E501 - tables read better on one line

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.delivery.readers.lists.cells import addresses_in, clean_name
from bulletin.delivery.readers.values import AddressError, compared, keyed, masked, normalise_address


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a@thon.example", "a@thon.example"),
        ("  Reader@Reader.TEST ", "Reader@reader.test"),
        ("ａ＠ｔｈｏｎ．ｅｘａｍｐｌｅ", "a@thon.example"),
        ("a\u200b@thon.example\ufeff", "a@thon.example"),
        ("\u00a0a@thon.example\u3000", "a@thon.example"),
        ("a@làng.example", "a@xn--lng-9ka.example"),
        ("a@LÀNG.example", "a@xn--lng-9ka.example"),
        ("a@xn--lng-9ka.example", "a@xn--lng-9ka.example"),
        ("a@la\u0300ng.example", "a@xn--lng-9ka.example"),
        ("nguye\u0302\u0303n@thon.example", "nguyễn@thon.example"),
        ("a+b@thon.example", "a+b@thon.example"),
        ("o'neil@thon.example", "o'neil@thon.example"),
    ],
)
def test_addresses_have_one_spelling(typed: str, stored: str) -> None:
    assert normalise_address(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "", "a", "@thon.example", "a@", "a@b", "a@@b.example", "a b@c.example", "a@b c.example", "a@-b.example", "a@b-.example",
        "a@b..example", "a@.example", "a@b.example.", ".a@b.example", "a.@b.example", "a..b@c.example", "a@1.2.3.4", "a@[1.2.3.4]",
        '"a b"@c.example', "a\r\nBcc: x@y.example", "a\x00@b.example", "a\u202e@b.example", "a\u2028@b.example",
        "a,b@c.example", "a<b@c.example", "a;b@c.example", "x" * 65 + "@b.example", "a@" + "b" * 64 + ".example",
        "a@" + "b." * 130 + "example", "a@xn--\u00e9.example", "a@xn--a.example", "a\ud800@b.example", "a@b\ud800.example",
    ],
)  # fmt: skip
def test_what_no_letter_reaches_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(AddressError) as caught:
        normalise_address(typed)
    assert caught.value.reason.vi
    assert caught.value.reason.en


SIGNS = st.sampled_from(
    [*"aAbBzZđĐẢảİıßſ0.+-_@ ＠．ａＡ\u0300\u0323\u0302\u200b\u00a0\r\n\0", "x@y.example", "làng", ".vn"]
)


@given(st.lists(SIGNS, max_size=12).map("".join) | st.text(max_size=40))
@example("İ@b.example")
@example("ſ@b.example")
@example("Ǆ@b.example")
def test_normalising_is_settled_after_one_round(typed: str) -> None:
    try:
        stored = normalise_address(typed)
    except AddressError:
        return
    assert normalise_address(stored) == stored
    assert normalise_address(f" {stored}\u200b ") == stored
    assert stored == unicodedata.normalize("NFC", stored)
    assert stored.count("@") == 1
    assert not set("\r\n\0 <>,;") & set(stored)
    assert stored.rpartition("@")[2].isascii()
    assert compared(compared(stored)) == compared(stored)


@given(st.text("abcđảxyz.", min_size=1, max_size=20))
def test_letter_case_and_marks_in_pieces_give_one_key(local: str) -> None:
    try:
        stored = normalise_address(f"{local}@thon.example")
    except AddressError:
        return
    secret = b"s" * 32
    for other in (local.upper(), unicodedata.normalize("NFD", local)):
        assert keyed(secret, normalise_address(f"{other}@THON.example")) == keyed(secret, stored)
    assert keyed(b"t" * 32, stored) != keyed(secret, stored)
    assert keyed(secret, "x" + stored) != keyed(secret, stored)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a@b.example", ["a@b.example"]),
        ("a@b.example; c@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example, c@d.example,", ["a@b.example", "c@d.example"]),
        ("a@b.example\nc@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example / c@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example và c@d.example", ["a@b.example", "c@d.example"]),
        ("ａ＠ｂ．ｅｘａｍｐｌｅ；c@d.example", ["a@b.example", "c@d.example"]),
        ("mailto:a@b.example?subject=hi", ["a@b.example"]),
        ("MAILTO:a%40b.example", ["a@b.example"]),
        ("Email: a@b.example", ["a@b.example"]),
        ("<a@b.example>", ["a@b.example"]),
        ('"a@b.example"', ["a@b.example"]),
        ("a@b.example.", ["a@b.example"]),
        ("a @ b.example", ["a@b.example"]),
        ("a@b. example", ["a@b.example"]),
        ("a@b.example (cơ quan)", ["a@b.example"]),
        ("a@b.example - cơ quan", ["a@b.example"]),
        ("a@b.example, 0912 345 678", ["a@b.example"]),
        ("A@b.example; A@b.example", ["A@b.example"]),
        ("không có", []),
        ("-", []),
        ("", []),
    ],
)
def test_cells_as_offices_fill_them(cell: str, found: list[str]) -> None:
    read = addresses_in(cell)
    assert [address for address, _ in read.found] == found
    assert not read.problems


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Nguyễn Văn A <a@b.example>", [("a@b.example", "Nguyễn Văn A")]),
        ('"Nguyễn, Văn A" <a@b.example>', [("a@b.example", "Nguyễn, Văn A")]),
        ("A <a@b.example>; B <c@d.example>", [("a@b.example", "A"), ("c@d.example", "B")]),
        ("A <a@b.example>, c@d.example", [("a@b.example", "A"), ("c@d.example", "")]),
        ("A <mailto:a@b.example>", [("a@b.example", "A")]),
    ],
)
def test_names_beside_addresses(cell: str, found: list[tuple[str, str]]) -> None:
    assert list(addresses_in(cell).found) == found


@pytest.mark.parametrize(
    "cell",
    ["nguyen van a@b.example", "a@b", "a@b,example", "a.b.example", "=A1&B1", "#N/A", " ".join(f"a{n}@b.example" for n in range(30)), "x" * 3000,
     "a(at)b.example", "a@@b.example", "=HYPERLINK(\"mailto:a@b.example\")"],
)  # fmt: skip
def test_what_could_mean_two_things_is_not_guessed(cell: str) -> None:
    read = addresses_in(cell)
    assert read.found == ()
    assert read.problems


def test_one_bad_address_does_not_lose_the_good_one_beside_it() -> None:
    read = addresses_in("a@b.example; c@d")
    assert [address for address, _ in read.found] == ["a@b.example"]
    assert len(read.problems) == 1


@given(st.lists(SIGNS | st.sampled_from(list("<>;,\"'()/:")), max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_is_found_is_an_address(cell: str) -> None:
    for address, name in addresses_in(cell).found:
        assert normalise_address(address) == address
        assert clean_name(name) == name


def test_masked_addresses_name_nobody() -> None:
    assert masked("nguyen@thon.example") == "n…@thon.example"
    assert masked("ab@thon.example") == "…@thon.example"


def test_names_are_one_line_and_no_formula() -> None:
    assert clean_name(" Nguyễn\r\n Văn\tA\x00 ") == "Nguyễn Văn A"
    assert clean_name("=cmd|' /C calc'!A0") == ""
    assert clean_name("#REF!") == ""
