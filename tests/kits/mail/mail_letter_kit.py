"""Letters to test with: names and subjects of every kind, headers as bytes, a frozen letter without an issue."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace

from bulletin.delivery.letter.values import TAG_MARK, TOKEN_MARK, LetterHeading, Letters, Recipient

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
MARKED = [sign for small in LETTERS if small not in "abcdefghijklmnopqrstuvwxyz" for sign in (small, small.upper())]
WHEN = dt.datetime(2026, 11, 26, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
HEADING = LetterHeading(
    from_="bantin@binhhai.example", from_name="Bản tin phường Bình Hải",
    subject="Bản tin phường Bình Hải, số 46 (72)", list_id="ban-tin.binhhai.example",
    reply_to="vanhoa@binhhai.example", unsubscribe_url="https://binhhai.example/huy/{token}",
)  # fmt: skip
BODY = (
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Xin ch=C3=A0o =\r\n" + TOKEN_MARK + b"=\r\n, =\r\n" + TAG_MARK + b"=\r\n\r\n"
)
LETTER = Letters(heading=HEADING, attach=None, link=BODY)
READER = Recipient(
    address="doc.gia@example.vn", name="Nguyễn Thị Ánh", tag="t1", token="abc.def-1",
    message_id="<bulletin.ban-tin.2026-46.t1@binhhai.example>",
)  # fmt: skip


def names(count: int, seed: int = 7) -> list[str]:
    """Names and subjects: Vietnamese, ASCII, specials, long words, lone spaces between, every marked letter."""
    source = random.Random(seed)
    pools = [
        MARKED, [*LETTERS, *LETTERS.upper()], list("abcXYZ 0123"), list('abc "\\<>,;:@()[].=?_!'), list("ab  "),
        list("=?utf-8?b?"), ["😀", "a", " ", "ệ", "漢", "–", "“", "”"], list("abcdefghij"),
    ]  # fmt: skip
    made = ["".join(MARKED), "".join(MARKED[::2]), "a" * 300, "=?utf-8?q?x?=", '"', "Ông A, Bà B <x@y.vn>"]
    while len(made) < count:
        pool = source.choice(pools)
        made.append("".join(source.choice(pool) for _ in range(source.choice((1, 3, 8, 20, 39, 60, 150)))))
    return made


def reader(**changes: str) -> Recipient:
    return replace(READER, **changes)  # type: ignore[arg-type]


def heading(**changes: object) -> Letters:
    return replace(LETTER, heading=replace(HEADING, **changes))  # type: ignore[arg-type]


def head_of(letter: bytes) -> bytes:
    return letter.partition(b"\r\n\r\n")[0] + b"\r\n"


def raw(letter: bytes, name: str) -> bytes:
    """One header as it is in the bytes, unfolded."""
    found = re.findall(rb"^%b: ((?:.*\r\n)(?:[ \t].*\r\n)*)" % name.encode(), head_of(letter), re.M | re.I)
    assert len(found) == 1, (name, found)
    return re.sub(rb"\r\n(?=[ \t])", b"", found[0]).rstrip(b"\r\n")


def faults(letter: bytes) -> list[str]:
    """What RFC 5322 and 2047 do not allow in the head of a letter, seen on the bytes."""
    found = []
    lines = head_of(letter).split(b"\r\n")[:-1]
    for line in lines:
        words = re.findall(rb"=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=", line)
        found += [f"word of {len(word)}" for word in words if len(word) > 75]
        if len(line) > 998:
            found.append(f"line of {len(line)}")
        if words and len(line) > 76:
            found.append(f"line of {len(line)} with encoded words")
        if b"\r" in line or b"\n" in line or b"\0" in line:
            found.append("a control character")
        if re.fullmatch(rb"[\w-]+:\s*", line) or not line.strip():
            found.append(f"empty line: {line!r}")
        if not re.match(rb"[!-9;-~]+: |[ \t]", line):
            found.append(f"no header: {line!r}")
    return found
