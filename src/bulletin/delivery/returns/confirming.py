"""The one letter that tells a reader that no more will come."""

from __future__ import annotations

import base64
from email.header import Header

from bulletin.delivery.returns.values import Confirmation

_SUBJECT = "Đã ngừng gửi bản tin / You will get no more letters"
_TEXT = """\
Chúng tôi đã nhận yêu cầu ngừng nhận bản tin tại địa chỉ này.
Từ nay sẽ không có số nào được gửi tới nữa; đây là thư cuối cùng.
Một số đang được gửi đúng lúc này vẫn có thể tới.

Nếu không phải anh/chị yêu cầu, hoặc muốn nhận lại, xin trả lời thư này.

--
We were asked to stop sending the bulletin to this address.
No more issues will come; this is the last letter.
An issue that is on its way right now may still arrive.
If it was not you, or to receive it again, please answer this letter.
"""


def confirmation(address: str, name: str) -> Confirmation:
    """The confirmation for one reader. It goes to the address on the list, never to where a letter says it is from."""
    return Confirmation(address=address, name=name, subject=_SUBJECT, text=_TEXT)


def confirmation_bytes(letter: Confirmation, from_address: str, from_name: str, message_id: str, date: str) -> bytes:
    """The confirmation as a complete letter with CRLF, for whoever sends it (with an empty return address).

    `Auto-Submitted` keeps other programs from answering it, so that no two of them write to each other for ever.
    """
    name = _words(from_name, "From")
    head = {
        "From": f"{name}\r\n <{from_address}>" if name else from_address,
        "To": letter.address,
        "Subject": _words(letter.subject, "Subject"),
        "Date": date,
        "Message-ID": message_id,
        "Auto-Submitted": "auto-replied",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "base64",
    }
    lines = "".join(f"{field}: {value}\r\n" for field, value in head.items())
    body = base64.encodebytes(letter.text.replace("\n", "\r\n").encode()).replace(b"\n", b"\r\n")
    return lines.encode() + b"\r\n" + body


def _words(text: str, field: str) -> str:
    """A text as encoded words of at most 75 signs. `Header` would fold a name together with its address wrongly."""
    plain = " ".join(text.split())
    return Header(plain, "utf-8", header_name=field, maxlinelen=75).encode(linesep="\r\n") if plain else ""
