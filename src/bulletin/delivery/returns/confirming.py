"""The one letter that tells a reader that no more will come."""

from __future__ import annotations

from email.header import Header
from email.mime.text import MIMEText
from email.utils import formataddr

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
    message = MIMEText(letter.text, "plain", "utf-8")
    message["From"] = formataddr(
        (str(Header(from_name, "utf-8")) if not from_name.isascii() else from_name, from_address)
    )
    message["To"] = letter.address
    message["Subject"] = Header(letter.subject, "utf-8", header_name="Subject").encode()
    message["Date"] = date
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-replied"
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
