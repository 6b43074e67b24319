"""DKIM, verified by a verifier that is not dkimpy (figure 7)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dkim_judge import make_key, verify
from mail_issue_kit import mailed, settings
from mail_letter_kit import LETTER, WHEN, faults, names, reader

from bulletin.delivery.letter.compose import make_letters
from bulletin.delivery.letter.one import letter_for
from bulletin.delivery.letter.sign import SIGNED, Signer, key_record, read_signer
from bulletin.delivery.letter.templates import read_templates
from bulletin.errors import InputError
from bulletin.fields.mail import Dkim

NAME = "bantin._domainkey.binhhai.example"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return make_key(tmp_path_factory.mktemp("dkim"))


@pytest.fixture(scope="module")
def signer(key: tuple[Path, str]) -> Signer:
    return read_signer(Dkim(domain="binhhai.example", selector="bantin", key_file=key[0].name), key[0].parent)


@pytest.mark.parametrize("form", ["attach", "link"])
def test_another_verifier_finds_the_signature_good(form: str, key: tuple[Path, str], signer: Signer) -> None:
    letters = make_letters(mailed(10), settings(), read_templates())
    letter = letter_for(letters, form, reader(name=names(20)[-1] + " Nguyễn"), WHEN, signer)  # type: ignore[arg-type]
    assert faults(letter) == []
    code, said = verify(letter, NAME, key[1])
    assert code == 0, said


@pytest.mark.parametrize("header", ["List-Unsubscribe-Post", "List-Unsubscribe", "Subject", "To", "From", "Date"])
def test_a_changed_header_breaks_it(header: str, key: tuple[Path, str], signer: Signer) -> None:
    letter = letter_for(LETTER, "link", reader(), WHEN, signer)
    changed = re.sub(rf"^({header}: .)".encode(), rb"\1x", letter, count=1, flags=re.M)
    assert changed != letter
    assert verify(letter, NAME, key[1])[0] == 0
    assert verify(changed, NAME, key[1])[0] != 0
    assert verify(letter, "other._domainkey.binhhai.example", key[1])[0] != 0


def test_the_signed_headers_are_listed(signer: Signer) -> None:
    letter = letter_for(LETTER, "link", reader(), WHEN, signer)
    head = re.sub(rb"\r\n[ \t]+", b" ", letter.partition(b"\r\n\r\n")[0])
    listed = re.search(rb"[; ]h=([^;]*);", head)
    assert listed is not None
    said = [name.strip().lower() for name in listed[1].decode().split(":")]
    assert set(said) == set(SIGNED)


@pytest.mark.parametrize("wrong", ["missing", "open", "garbage", "public", "folder", "empty"])
def test_a_key_that_cannot_be_used_is_a_finding(wrong: str, tmp_path: Path, key: tuple[Path, str]) -> None:
    file = tmp_path / "k.pem"
    if wrong == "folder":
        file.mkdir()
    elif wrong != "missing":
        text = {"open": key[0].read_text(), "garbage": "abc", "empty": "",
                "public": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}[wrong]  # fmt: skip
        file.write_text(text)
        file.chmod(0o644 if wrong == "open" else 0o600)
    with pytest.raises(InputError) as caught:
        read_signer(Dkim(domain="binhhai.example", selector="bantin", key_file="k.pem"), tmp_path)
    assert caught.value.findings[0].rule.id == "letter.dkim-key"
    assert "PRIVATE" not in str(caught.value)


def test_the_line_for_the_dns_is_made_from_the_key(key: tuple[Path, str], signer: Signer) -> None:
    assert key_record(signer) == key[1]


def test_a_key_is_not_in_the_repr(signer: Signer) -> None:
    assert "PRIVATE" not in repr(signer)
