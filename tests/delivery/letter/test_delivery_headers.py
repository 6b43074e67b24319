"""The head of a letter, judged on its bytes and by the standard library's own parser (figure 6)."""

from __future__ import annotations

import email
import email.policy
import email.utils
import itertools
import re
import time
from email.header import decode_header, make_header

import pytest
from mail_letter_kit import HEADING, LETTER, MARKED, WHEN, faults, heading, names, raw, reader

from bulletin.delivery.letter.addresses import envelope
from bulletin.delivery.letter.headers import HEAD
from bulletin.delivery.letter.one import letter_for
from bulletin.delivery.letter.values import Letters
from bulletin.errors import InputError


def read(letter: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(letter, policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    return found


def test_there_are_134_letters_with_marks() -> None:
    assert len(MARKED) == len(set(MARKED)) == 134


def test_two_thousand_names_and_subjects_come_back_as_they_were() -> None:
    for text in names(2000):
        letter = letter_for(heading(subject=text, from_name=text), "link", reader(name=text), WHEN)
        assert faults(letter) == [], text
        found = read(letter)
        assert found["Subject"] == text if text.strip() else found["Subject"].strip() == ""
        name = re.sub(r"\s+", " ", text).strip()
        for field in ("From", "To"):
            value = raw(letter, field).decode("ascii")
            shown, address = email.utils.parseaddr(value)
            assert str(make_header(decode_header(shown))) == name, (field, text, value)
            assert address == {"From": HEADING.from_, "To": "doc.gia@example.vn"}[field]
            # The newer parser puts a blank between two encoded words of a name, against RFC 2047, 6.2.
            if value.count("=?") == 1:
                assert found[field].addresses[0].display_name == name


@pytest.mark.parametrize("sign", ["\r", "\n", "\0", "\r\nBcc: x@y.vn", "\x1b", "\u2028", "\x85"])
def test_no_field_takes_a_control_character(sign: str) -> None:
    for letters, who in (
        (heading(subject=f"a{sign}b"), reader()),
        (heading(from_name=f"a{sign}b"), reader()),
        (heading(from_=f"a{sign}b@x.vn"), reader()),
        (heading(reply_to=f"a@x{sign}.vn"), reader()),
        (LETTER, reader(name=f"a{sign}b")),
        (LETTER, reader(address=f"a{sign}b@x.vn")),
        (LETTER, reader(address=f"a@x.vn{sign}")),
    ):
        with pytest.raises(InputError):
            letter_for(letters, "link", who, WHEN)
    for broken in (
        reader(token=f"a{sign}"), reader(tag=f"a{sign}"), reader(message_id=f"<a{sign}@x.vn>"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"tag|token|Message-ID"):
            letter_for(LETTER, "link", broken, WHEN)
    with pytest.raises((InputError, ValueError)):
        HEAD.fold("List-Id", f"<a{sign}>")


def test_list_headers_are_never_encoded_and_stay_whole() -> None:
    url = "https://binhhai.example/" + "rat-dai/" * 40 + "{token}"
    letter = letter_for(heading(unsubscribe_url=url), "link", reader(token="k" * 60), WHEN)
    assert faults(letter) == []
    way = raw(letter, "List-Unsubscribe").decode()
    assert f"<{url.replace('{token}', 'k' * 60)}>" in way
    assert f"<mailto:bantin+t1@binhhai.example?subject=huy%20{'k' * 60}>" in way
    assert raw(letter, "List-Unsubscribe-Post") == b"List-Unsubscribe=One-Click"
    assert raw(letter, "List-Id") == b"<ban-tin.binhhai.example>"
    assert raw(letter, "Auto-Submitted") == b"auto-generated"


def test_a_header_that_fits_its_line_is_not_folded() -> None:
    lines = letter_for(LETTER, "link", reader(), WHEN).partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert [line for line in lines if line.startswith(b"Date: ")] == [
        f"Date: {email.utils.format_datetime(WHEN)}".encode()
    ]
    for one, two in itertools.pairwise(lines):
        if two.startswith(b" "):
            assert len(one) + len(two.split(b" ")[1]) + 1 > 76


def test_without_a_page_only_the_mail_address_is_offered() -> None:
    letter = letter_for(heading(unsubscribe_url=""), "link", reader(), WHEN)
    assert raw(letter, "List-Unsubscribe") == b"<mailto:bantin+t1@binhhai.example?subject=huy%20abc.def-1>"
    assert b"List-Unsubscribe-Post" not in letter


def test_a_tag_can_be_switched_off() -> None:
    letter = letter_for(heading(tagged=False), "link", reader(), WHEN)
    assert b"mailto:bantin@binhhai.example?subject=huy%20abc.def-1" in letter
    assert b"bantin+" not in letter
    sent = envelope("bantin@binhhai.example", "t1", "a@x.vn", tagged=False, utf8_offered=False)
    assert sent.sender == "bantin@binhhai.example"
    sent = envelope("bantin@binhhai.example", "t1", "a@x.vn", tagged=True, utf8_offered=False)
    assert sent.sender == "bantin+t1@binhhai.example"


def test_what_is_the_readers_is_in_the_body_between_soft_line_breaks() -> None:
    letter = letter_for(LETTER, "link", reader(token="k" * 150), WHEN)
    assert max(len(line) for line in letter.partition(b"\r\n\r\n")[2].split(b"\r\n")) <= 76
    assert read(letter).get_content() == f"Xin chào {'k' * 150}, bantin+t1@binhhai.example\r\n"


def test_domains_go_as_idna_and_other_addresses_need_smtputf8() -> None:
    letter = letter_for(LETTER, "link", reader(address="a@thôn-đông.vn"), WHEN)
    assert raw(letter, "To").endswith(b"<a@xn--thn-ng-lib2gl1h.vn>") or b"@xn--" in raw(letter, "To")
    assert letter.isascii()
    sent = envelope(HEADING.from_, "t1", "a@thôn-đông.vn", tagged=True, utf8_offered=False)
    assert sent.recipient.isascii()
    assert not sent.utf8
    with pytest.raises(InputError) as caught:
        envelope(HEADING.from_, "t1", "ánh@x.vn", tagged=True, utf8_offered=False)
    assert caught.value.findings[0].rule.id == "letter.address-beyond-ascii"
    assert envelope(HEADING.from_, "t1", "ánh@x.vn", tagged=True, utf8_offered=True).utf8
    letter = letter_for(LETTER, "link", reader(address="ánh@x.vn"), WHEN)
    assert "<ánh@x.vn>".encode() in raw(letter, "To")


@pytest.mark.parametrize("wrong", ["", "a", "a@", "@b.vn", "a b@c.vn", "a@b..vn", "a@-b.vn", ".a@b.vn", "a..b@c.vn",
                                   "a" * 65 + "@b.vn", "a@" + "b" * 250 + ".vn", "a,b@c.vn", "<a@b.vn>",
                                   "a@b.vn>,<c@d.vn"])  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(InputError):
        letter_for(LETTER, "link", reader(address=wrong), WHEN)


def test_a_frozen_letter_is_the_same_after_a_restart() -> None:
    for letters in (LETTER, Letters(heading=HEADING, attach=b"a\nb\0", link=b""), Letters(heading=HEADING)):
        assert Letters.from_bytes(letters.to_bytes()) == letters
    with pytest.raises(ValueError, match="cut off"):
        Letters.from_bytes(LETTER.to_bytes()[:-1])
    with pytest.raises(ValueError, match="no letter"):
        LETTER.body("attach")


def test_a_letter_costs_milliseconds() -> None:
    body = LETTER.link or b""
    letters = Letters(heading=HEADING, link=body + b"x" * 200_000)
    start = time.process_time()
    for number in range(500):
        letter_for(letters, "link", reader(tag=f"t{number}"), WHEN)
    assert (time.process_time() - start) / 500 < 0.01  # 1.5 ms where nothing else runs
