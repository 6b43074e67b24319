"""What the letter's modules hand on, and what a run keeps so that resuming sends the same letter."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Literal

from bulletin.lazy import dataclass

Form = Literal["attach", "link"]
"""`attach`: the PDF is in the letter. `link`: its address is."""

TOKEN_MARK, TAG_MARK = b"\0token\0", b"\0tag\0"
"""In the bodies of `Letters`: where the reader's token and tag go. No body holds a NUL otherwise."""
_MAGIC = b"bulletin/letters@1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeading:
    """What the heads of all letters of a run have in common. Addresses are as typed; domains may be beyond ASCII."""

    from_: str
    from_name: str
    subject: str
    list_id: str
    language: str = "vi"
    reply_to: str = ""
    unsubscribe_url: str = ""
    """With `{token}`; "" where nobody serves a page."""
    tagged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The frozen letter of a run: each form's MIME heading and body as bytes with CRLF, without any reader's head.

    None for a form that this issue cannot be sent in. `pdf_sha256` is of the PDF that readers get or are led to: where
    only its address is in the letter, the letter alone would not tell two PDFs apart.
    """

    heading: LetterHeading
    attach: bytes | None = None
    link: bytes | None = None
    pdf_sha256: str = ""

    def body(self, form: Form) -> bytes:
        """The bytes of a form; raises ValueError for a form that there is not."""
        body = self.attach if form == "attach" else self.link
        if body is None:
            raise ValueError(f"no letter of form {form}")
        return body

    def to_bytes(self) -> bytes:
        """One value for `run.letters`; `from_bytes()` gives the same letter again."""
        sizes = [None if body is None else len(body) for body in (self.attach, self.link)]
        value = {"heading": asdict(self.heading), "sizes": sizes, "pdf": self.pdf_sha256}
        head = json.dumps(value, ensure_ascii=False).encode()
        return _MAGIC + head + b"\n" + (self.attach or b"") + (self.link or b"")

    @classmethod
    def from_bytes(cls, data: bytes) -> Letters:
        """The letter that `to_bytes()` wrote; raises ValueError for anything else."""
        if not data.startswith(_MAGIC):
            raise ValueError("not a letter of this program")
        end = data.index(b"\n", len(_MAGIC))
        head = json.loads(data[len(_MAGIC) : end])
        first, second = head["sizes"]
        start = end + 1
        middle = start + (first or 0)
        if len(data) != middle + (second or 0):
            raise ValueError("a letter that was cut off")
        return cls(
            heading=LetterHeading(**head["heading"]),
            attach=None if first is None else data[start:middle],
            link=None if second is None else data[middle:],
            pdf_sha256=head.get("pdf", ""),  # letters of earlier versions do not say
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One reader as the head of a letter names them, and what is theirs alone in it."""

    address: str
    name: str
    tag: str
    message_id: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Addresses as they go over the wire; `utf8` says that the server must offer SMTPUTF8."""

    sender: str
    recipient: str
    utf8: bool
