"""`mail.yaml`: from which address, through which servers and how fast the issue is mailed. Beside `publication.yaml`.

No field takes a password: `password` only says where it is kept.
"""

from __future__ import annotations

from typing import Literal

from bulletin.fields import spec
from bulletin.lazy import dataclass

ADDRESS = r"[A-Za-z0-9._+-]{1,40}@[^@\s<>,;:\"()\[\]\\/\x00-\x1f\x7f]{1,253}"
"""An address of the office: what is before the @ is plain and leaves room for a reader's tag."""
HOST = r"(?=.{1,253}$)[^\W_]([\w-]{0,61}[^\W_])?(\.[^\W_]([\w-]{0,61}[^\W_])?)*"
"""The name or the number of a server."""
Security = Literal["starttls", "tls"]
PdfForm = Literal["auto", "attach", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """The server that takes our letters. The connection is always encrypted and the certificate always checked."""

    host: str = spec(
        "may_chu", vi="Tên máy chủ gửi thư (SMTP)", en="Name of the server that sends (SMTP)",
        pattern=HOST, example="smtp.binhhai.example", main=True, placeholder=True,
    )  # fmt: skip
    port: int = spec("cong", vi="Cổng: 587 hoặc 465", en="Port: 587 or 465", default=587, minimum=1, maximum=65535,
                     example="587")  # fmt: skip
    security: Security = spec(
        "bao_mat", vi="Cách mã hóa: starttls (cổng 587) hoặc tls (cổng 465)",
        en="Encryption: starttls (port 587) or tls (port 465)", default="starttls", values={"ssl": "tls"},
        example="starttls",
    )  # fmt: skip
    user: str | None = spec(
        "ten_dang_nhap", "tai_khoan", vi="Tên đăng nhập; bỏ trống nếu máy chủ không hỏi",
        en="User name; leave out where the server asks for none", default=None, max_length=320,
        example="bantin@binhhai.example",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapServer:
    """The mailbox to which letters return; always encrypted, the certificate always checked."""

    host: str = spec(
        "may_chu", vi="Tên máy chủ hộp thư (IMAP)", en="Name of the server of the mailbox (IMAP)",
        pattern=HOST, example="imap.binhhai.example", main=True,
    )  # fmt: skip
    port: int = spec("cong", vi="Cổng: 993 hoặc 143", en="Port: 993 or 143", default=993, minimum=1, maximum=65535,
                     example="993")  # fmt: skip
    security: Security = spec(
        "bao_mat", vi="Cách mã hóa: tls (cổng 993) hoặc starttls (cổng 143)",
        en="Encryption: tls (port 993) or starttls (port 143)", default="tls", values={"ssl": "tls"}, example="tls",
    )  # fmt: skip
    user: str | None = spec(
        "ten_dang_nhap", "tai_khoan", vi="Tên đăng nhập, nếu khác với khi gửi",
        en="User name if not that of sending", default=None, max_length=320, example="bantin@binhhai.example",
    )  # fmt: skip
    folder: str = spec("thu_muc", vi="Thư mục thư đến", en="Folder of incoming letters", default="INBOX",
                       max_length=200, example="INBOX")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many letters the server takes; more than that and it stops listening to the office."""

    per_minute: int = spec("moi_phut", vi="Số thư mỗi phút", en="Letters a minute", default=30, minimum=1,
                           maximum=6000, example="30")  # fmt: skip
    per_day: int = spec("moi_ngay", vi="Số thư mỗi ngày", en="Letters a day", default=400, minimum=1,
                        maximum=1_000_000, example="400")  # fmt: skip
    per_domain_per_minute: int = spec(
        "moi_phut_mot_ten_mien", vi="Số thư mỗi phút tới một tên miền", en="Letters a minute to one domain",
        default=10, minimum=1, maximum=6000, example="10",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """How a reader stops the letters. An address to write to is in the head of every letter, whatever is said here."""

    url: str | None = spec(
        "dia_chi_web", vi="Địa chỉ https của trang ngừng nhận, có {token}; chỉ ghi khi có người trông trang ấy",
        en="https address of the page for stopping, with {token}; only where somebody serves it", default=None,
        max_length=400, example="https://binhhai.example/huy/{token}", main=True,
    )  # fmt: skip
    mail: bool = spec(
        "bang_thu", vi="Trong thư có nói cách ngừng nhận bằng thư: có hoặc không",
        en="The letter tells how to stop by letter: yes or no", default=True, example="có",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dkim:
    """Signing by us; only where the server does not sign."""

    domain: str = spec("ten_mien", vi="Tên miền ký thư", en="Domain that signs", pattern=HOST,
                       example="binhhai.example")  # fmt: skip
    selector: str = spec(
        "bo_chon", vi="Bộ chọn: tên của khóa trong DNS", en="Selector: name of the key in the DNS",
        pattern=r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
        example="bantin",
    )  # fmt: skip
    key_file: str = spec(
        "tep_khoa", vi="Tệp khóa riêng (PEM), tính từ thư mục có mail.yaml, đặt ngoài thư mục số báo",
        en="File of the private key (PEM), from the folder of mail.yaml, outside the folders of issues",
        max_length=500, example="../khoa/dkim.pem",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    schema: str = spec(
        "phien_ban", vi="Phiên bản của cách ghi tệp này", en="Version of this file's form",
        default="bulletin/mail@1", pattern=r"bulletin/mail@1", example="bulletin/mail@1",
    )  # fmt: skip
    from_: str = spec(
        "gui_tu", vi="Địa chỉ gửi thư của cơ quan", en="Address of the office that the letters come from",
        pattern=ADDRESS, example="bantin@binhhai.example", placeholder=True,
    )  # fmt: skip
    from_name: str = spec(
        "ten_nguoi_gui", vi="Tên người gửi mà bạn đọc thấy", en="Name of the sender as readers see it",
        max_length=120, example="Bản tin phường Bình Hải",
    )  # fmt: skip
    reply_to: str | None = spec(
        "tra_loi_cho", vi="Địa chỉ nhận thư trả lời của bạn đọc", en="Address that readers' answers go to",
        default=None, pattern=ADDRESS, example="vanhoa@binhhai.example",
    )  # fmt: skip
    smtp: SmtpServer = spec("gui_thu", vi="Máy chủ gửi thư", en="Server that sends")
    password: str = spec(
        "mat_khau", vi="Nơi giữ mật khẩu, không phải mật khẩu: keyring (kho khóa của máy), env (biến"
        " BULLETIN_MAIL_PASSWORD) hoặc file:TÊN-TỆP",
        en="Where the password is kept, never the word itself: keyring, env (BULLETIN_MAIL_PASSWORD) or file:NAME",
        default="keyring", max_length=500, example="keyring",
    )  # fmt: skip
    imap: ImapServer | None = spec(
        "nhan_thu", "hop_thu", vi="Hộp thư nhận thư trả về và thư xin ngừng nhận",
        en="Mailbox for letters that return and for readers who stop", default=None,
    )  # fmt: skip
    ca_file: str | None = spec(
        "tep_chung_thuc", vi="Tệp chứng thực (PEM) của máy chủ nội bộ, tính từ thư mục có mail.yaml",
        en="Certificate authority (PEM) of a server inside the office's network, from the folder of mail.yaml",
        default=None, max_length=500, example="chung-thuc/noi-bo.pem",
    )  # fmt: skip
    rate: Rate = spec("toc_do", vi="Số thư máy chủ chịu nhận", en="How many letters the server takes", default=Rate())
    pdf: PdfForm = spec(
        "kem_pdf", vi="Tệp PDF: auto (kèm nếu vừa, không thì đường dẫn), attach (luôn kèm) hoặc link (chỉ đường dẫn)",
        en="The PDF: auto (attached if it fits, else a link), attach or link", default="auto",
        values={"tự chọn": "auto", "kèm": "attach", "đường dẫn": "link"}, example="auto",
    )  # fmt: skip
    max_letter_mb: float = spec(
        "thu_lon_nhat_mb", vi="Thư lớn nhất (MB) sau khi mã hóa", en="Largest letter, MB, after encoding",
        default=10.0, minimum=0.2, maximum=50, example="10",
    )  # fmt: skip
    link: str | None = spec(
        "duong_dan", vi="Địa chỉ của tệp PDF trên mạng; {nam}, {so} và {ma} được thay bằng năm, số và mã của số báo",
        en="Address of the PDF on the web; {nam}, {so}, {ma} become the issue's year, number and publication",
        default=None, max_length=1000, example="https://binhhai.example/ban-tin/{nam}/{so}.pdf",
    )  # fmt: skip
    unsubscribe: Unsubscribe = spec(
        "ngung_nhan", vi="Cách ngừng nhận", en="How readers stop the letters", default=Unsubscribe()
    )
    tagged_address: Literal["plus", "none"] = spec(
        "dia_chi_co_dau", vi="Địa chỉ trả về có dấu riêng cho từng bạn đọc: plus (bantin+dấu@…) hoặc none",
        en="Return address with a tag for each reader: plus (office+tag@…) or none", default="plus",
        values={"cộng": "plus", "không": "none"}, example="plus",
    )  # fmt: skip
    dkim: Dkim | None = spec("ky_dkim", vi="Ký DKIM, nếu máy chủ không ký", en="DKIM, if the server does not sign",
                             default=None)  # fmt: skip
    expires_after_days: int = spec(
        "het_han_sau_ngay", vi="Sau bao nhiêu ngày thì không gửi tiếp số báo nữa, trừ khi dùng --late",
        en="Days after which an unfinished issue is no longer sent, but for --late", default=3, minimum=1,
        maximum=60, example="3",
    )  # fmt: skip
