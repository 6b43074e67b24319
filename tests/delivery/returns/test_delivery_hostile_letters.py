"""Letters made to break a reader: whatever comes, it is judged in little time, and nobody is silenced by rubbish."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_mailed import NOW, office
from returned_letters import OFFICE, PUBLICATION, SAMPLES, Person, letter

from bulletin.delivery.returns.boxes import MaildirBox
from bulletin.delivery.returns.classify import classify
from bulletin.delivery.returns.reading import read_mailbox
from bulletin.delivery.returns.values import Fate, Incoming

_CPU_S = 30.0
_WHO = Person("lan@doc.example", "t" * 20, "<bulletin.binh-hai.2026-1.tttttttttttttttttttt@binhhai.example>", "x")
_OTHER = Person("an@doc.example", "u" * 20, "<bulletin.binh-hai.2026-1.uuuuuuuuuuuuuuuuuuuu@binhhai.example>", "y")


class Some:
    def __init__(self, letters: list[bytes]) -> None:
        self.all = letters

    def letters(self) -> Iterator[Incoming]:
        yield from (Incoming(name=str(n), data=data) for n, data in enumerate(self.all))

    def done(self, name: str) -> None: ...


def html(body: str) -> bytes:
    return letter("From: x@spam.example", f"To: {OFFICE}", "Subject: a", body=body, kind="text/html; charset=utf-8")


def plain(body: str, *head: str) -> bytes:
    return letter("From: mailer-daemon@spam.example", f"To: {OFFICE}", "Subject: Undeliverable", *head, body=body)


_N = 150_000
HOSTILE = {
    "open-tags": html("<" * _N),
    "breaks": html("<br" * _N),
    "heads": html("<head " * _N),
    "divs": html("<div " * _N),
    "newlines": plain("\n" * _N),
    "blanks": plain(" " * _N + "x"),
    "wrote": plain("on " * _N + "\nwrote" * 1000),
    "ids": plain("bulletin.a." * (_N // 10)),
    "ids-2": plain("<bulletin.a.b" * (_N // 10)),
    "tokens": plain("a-" * _N),
    "codes": plain("5.1." * _N),
    "users": plain("user " * _N),
    "encoded-words": plain("x", "Subject: " + "=?utf-8?q?" * 30_000),
    "addresses": plain("x", "To: " + "<a@b>(," * 20_000, "Cc: " + "(" * 50_000),
    "dates": plain("x", "Date: " + "9" * 50_000),
    "parts": letter("Subject: x", parts=("Content-Type: text/plain\n\nx\n",) * 5000, kind="multipart/mixed"),
    "deep": b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)),
    "deep-letters": b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "blocks": letter(
        "Subject: x", parts=("Content-Type: message/delivery-status\n\n" + "Action: failed\n\n" * 20_000,)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_costs_little_and_changes_nothing(tmp_path: Path, name: str) -> None:
    with office(tmp_path) as desk:
        before = time.process_time()
        tally = read_mailbox(Some([HOSTILE[name]]), desk.connection, PUBLICATION, NOW)
        assert time.process_time() - before < _CPU_S
        assert desk.suppressed() == {}
        assert sum(tally.fates.values()) == 1


def test_letters_with_bytes_changed_are_judged_all_the_same(tmp_path: Path) -> None:
    draw = random.Random(11)
    spoilt = []
    for sample in SAMPLES:
        data = bytearray(sample.make(_WHO, _OTHER))
        for _ in range(4):
            copy = bytearray(data)
            for _ in range(draw.randint(1, 12)):
                if copy:
                    copy[draw.randrange(len(copy))] = draw.choice(b'\r\n\0\xff:;=<>@-"') if draw.random() < 0.7 else 32
            spoilt.append(bytes(copy[: draw.randint(0, len(copy))] if draw.random() < 0.2 else copy))
    with office(tmp_path) as desk:
        tally = read_mailbox(Some(spoilt), desk.connection, PUBLICATION, NOW)
        assert sum(tally.fates.values()) == len(spoilt)
        assert desk.suppressed() == {}  # none of them is about a reader of this office


def test_a_letter_too_large_to_read_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin.delivery.returns import boxes, reading

    monkeypatch.setattr(boxes, "MOST_BYTES", 1000)
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with office(tmp_path) as desk:
        tally = read_mailbox(Some([b"Subject: x\r\n\r\n" + b"y" * 2000]), desk.connection, PUBLICATION, NOW)
        assert [outcome.doubt for _, outcome in tally.left] == ["too-big"]
        assert tally.fates[Fate.LEFT] == 1


def test_links_pipes_and_folders_in_a_maildir_are_not_read(tmp_path: Path) -> None:
    box = tmp_path / "Maildir"
    for part in ("tmp", "new", "cur", "new/thu-muc"):
        (box / part).mkdir(parents=True)
    secret = tmp_path / "bi-mat"
    secret.write_text("Subject: bi mat\n\n")
    (box / "new" / "link").symlink_to(secret)
    os.mkfifo(box / "new" / "ong")
    (box / "new" / "thu").write_bytes(b"Subject: thu\n\n")
    assert [incoming.name for incoming in MaildirBox(box).letters()] == ["new/thu"]


def test_what_a_letter_says_of_itself_in_its_attachments_is_not_its_own() -> None:
    inner = SAMPLES[0].make(_WHO, _OTHER).decode()
    data = letter(
        f"From: {_OTHER.address}", f"To: {OFFICE}", "Subject: Xem giúp",
        parts=("Content-Type: text/plain; charset=utf-8\n\nAnh xem giúp thư này.\n",
               f"Content-Type: message/rfc822\n\n{inner}"), kind="multipart/mixed",
    )  # fmt: skip
    assert classify(data).kind == "other"
