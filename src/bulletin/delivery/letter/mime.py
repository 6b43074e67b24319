"""The MIME body of a letter as bytes, serialised once for all readers: what is a reader's own has a mark there.

Written by hand: the standard library would make boundaries by chance, and break a mark across two lines.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from bulletin.delivery.letter.values import TAG_MARK, TOKEN_MARK
from bulletin.lazy import dataclass, pattern

_CRLF = "\r\n"
_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyParts:
    """`text` and `html` hold `marks[0]` and `marks[1]` where the token and the return address go."""

    text: str
    html: str
    marks: tuple[str, str]
    picture: bytes = b""
    picture_name: str = "trang-1.jpg"
    picture_id: str = ""
    pdf: bytes = b""
    pdf_name: str = ""


def body_bytes(parts: BodyParts) -> bytes:
    """The MIME headings and body with CRLF: `alternative(text, related(html, picture))`, in `mixed` with the PDF.

    Raises:
        ValueError: a file name that is not plain ASCII; Outlook would show `untitled.dat` for it.
    """
    seed = hashlib.sha256(f"{parts.text}\0{parts.html}".encode() + parts.pdf).hexdigest()
    text = _quoted("text/plain", parts.text, parts.marks)
    html = _quoted("text/html", parts.html, parts.marks)
    if parts.picture:
        head = {
            "Content-Type": f'image/jpeg; name="{_plain_name(parts.picture_name)}"',
            "Content-Transfer-Encoding": "base64",
            "Content-ID": f"<{parts.picture_id}>",
            "Content-Disposition": f'inline; filename="{_plain_name(parts.picture_name)}"',
        }
        html = _joined('multipart/related; type="text/html"', f"r{seed[:24]}", html, _based(head, parts.picture))
    whole = _joined("multipart/alternative", f"a{seed[:24]}", text, html)
    if parts.pdf:
        head = {
            "Content-Type": f'application/pdf; name="{_plain_name(parts.pdf_name)}"',
            "Content-Transfer-Encoding": "base64",
            "Content-Disposition": f'attachment; filename="{_plain_name(parts.pdf_name)}"',
        }
        whole = _joined("multipart/mixed", f"m{seed[:24]}", whole, _based(head, parts.pdf))
    return whole


def _plain_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a plain file name: {name!r}")
    return name


def _heading(fields: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}{_CRLF}" for name, value in fields.items()).encode("ascii") + b"\r\n"


def _joined(kind: str, boundary: str, *parts: bytes) -> bytes:
    head = _heading({"Content-Type": f'{kind};{_CRLF} boundary="{boundary}"'})
    line = f"--{boundary}".encode()
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _based(head: dict[str, str], data: bytes) -> bytes:
    text = base64.b64encode(data)
    lines = [text[at : at + 76] for at in range(0, len(text), 76)]
    return _heading(head) + b"\r\n".join(lines)


def _quoted(kind: str, text: str, marks: tuple[str, str]) -> bytes:
    """A text part; each mark is between soft line breaks, so whatever takes its place ends no line too late."""
    head = _heading({"Content-Type": f"{kind}; charset=utf-8", "Content-Transfer-Encoding": "quoted-printable"})
    kinds = dict(zip(marks, (TOKEN_MARK, TAG_MARK), strict=True))
    pieces = re.split(f"({'|'.join(map(re.escape, marks))})", text)
    made = [kinds[piece] if piece in kinds else _printable(piece) for piece in pieces]
    return head + b"=\r\n".join(piece for piece in made if piece)


def _printable(text: str) -> bytes:
    lines = re.sub(r"\r\n?", "\n", text).encode().split(b"\n")
    return b"\r\n".join(binascii.b2a_qp(line).replace(b"\n", b"\r\n") for line in lines)
