"""Letters as they come back to an office, made by code: for each what it is and what it may change.

Every sample is about a reader of its own, so that none hides what another does. `Person` knows what only a recipient
of our letter can know: the tag and the Message-ID. All texts are ours, in the manner of the programs they name.
"""

from __future__ import annotations

import base64
import quopri
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

OFFICE = "bantin@binhhai.example"
PUBLICATION = "binh-hai"
_DATE = "Mon, 02 Mar 2026 08:15:00 +0700"


@dataclass(frozen=True, slots=True)
class Person:
    """A reader to whom the issue was mailed. `token` stops their letters."""

    address: str
    tag: str
    message_id: str
    token: str

    @property
    def back(self) -> str:
        return f"bantin+{self.tag}@binhhai.example"


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter. `fate`, `reason` and `doubt` are the names in `returns.values`; `tagged` says that it names us.

    `make` gets the reader and another one who has nothing to do with it.
    """

    name: str
    make: Callable[[Person, Person], bytes]
    fate: str
    reason: str = ""
    doubt: str = ""
    kind: str = ""
    tagged: bool = True


def letter(*head: str, body: str = "", parts: tuple[str, ...] = (), kind: str = "text/plain; charset=utf-8") -> bytes:
    """A letter of header lines and a body, or of parts (each with its own header lines) in a multipart."""
    lines = list(head)
    if not any(line.lower().startswith("date:") for line in lines):
        lines.append(f"Date: {_DATE}")
    if parts:
        lines.append(f'Content-Type: {kind}; boundary="=_ranh"')
        body = "".join(f"--=_ranh\n{part}\n" for part in parts) + "--=_ranh--\n"
    else:
        lines += [f"Content-Type: {kind}", "Content-Transfer-Encoding: 8bit"]
    return ("MIME-Version: 1.0\n" + "\n".join(lines) + "\n\n" + body).replace("\n", "\r\n").encode()


def ours(person: Person) -> str:
    """The head of the letter that we sent."""
    return (
        f"Return-Path: <{person.back}>\nFrom: =?utf-8?q?B=E1=BA=A3n_tin?= <{OFFICE}>\nTo: {person.address}\n"
        f"Subject: =?utf-8?q?S=E1=BB=91_9?=\nMessage-ID: {person.message_id}\n"
        f"List-Unsubscribe: <mailto:{person.back}?subject=huy%20{person.token}>\n"
    )


def dsn(
    person: Person, *, action: str = "failed", status: str = "5.1.1", words: str = "", to: str | None = None,
    final: str | None = None, original: str | None = "", head: tuple[str, ...] = (), text: str = "Xem báo cáo.",
    sender: str = "MAILER-DAEMON@mx.doc.example", subject: str = "Undelivered Mail Returned to Sender",
    extra: str = "", kind: str = "message/delivery-status",
) -> bytes:  # fmt: skip
    """A delivery status notification. `original` is the head of a returned letter: "" for ours, None for none."""
    report = f"Reporting-MTA: dns; mx.doc.example\n\nFinal-Recipient: rfc822; {final or person.address}\n"
    report += f"Action: {action}\n" + (f"Status: {status}\n" if status else "")
    report += (f"Diagnostic-Code: smtp; {words}\n" if words else "") + extra
    parts = [f"Content-Type: text/plain; charset=utf-8\n\n{text}\n", f"Content-Type: {kind}\n\n{report}"]
    if original is not None:
        parts.append(f"Content-Type: text/rfc822-headers\n\n{original or ours(person)}")
    return letter(
        "Return-Path: <>", f"From: Mail Delivery System <{sender}>", f"To: {to or person.back}",
           f"Subject: {subject}",
        "Auto-Submitted: auto-replied", *head, parts=tuple(parts),
           kind="multipart/report; report-type=delivery-status",
    )  # fmt: skip


def notice(
    person: Person, text: str, *, subject: str, sender: str = "postmaster@mx.doc.example", to: str | None = None,
    head: tuple[str, ...] = (), kind: str = "text/plain; charset=utf-8",
) -> bytes:  # fmt: skip
    """A notice of a mail server in words only."""
    return letter(
        "Return-Path: <>",
        f"From: {sender}",
        f"To: {to or person.back}",
        f"Subject: {subject}",
        *head,
        body=text,
        kind=kind,
    )


def arf(person: Person, kind: str = "abuse", *, original: str | None = "", mail_from: str | None = None) -> bytes:
    """A complaint in the form of RFC 5965."""
    report = f"Feedback-Type: {kind}\nUser-Agent: FBL/1\nVersion: 1\nOriginal-Rcpt-To: {person.address}\n"
    if mail_from:
        report += f"Original-Mail-From: <{mail_from}>\n"
    parts = [
        "Content-Type: text/plain\n\nThis is a feedback report.\n",
        f"Content-Type: message/feedback-report\n\n{report}",
    ]
    parts.append(f"Content-Type: message/rfc822\n\n{original or ours(person)}\nnoi dung\n")
    return letter(
        "From: fbl@isp.example", f"To: {OFFICE}", "Subject: complaint", parts=tuple(parts),
        kind="multipart/report; report-type=feedback-report",
    )  # fmt: skip


def person_writes(person: Person, subject: str, body: str, *head: str, to: str = OFFICE) -> bytes:
    """A letter that a reader typed."""
    return letter(f"From: Bạn đọc <{person.address}>", f"To: {to}", f"Subject: {subject}", *head, body=body)


def _quoted(person: Person) -> str:
    """Our letter as mail programs quote it, with the address for stopping in it."""
    return (
        f"Vào 8:00, Th 2, 2 thg 3, 2026 Bản tin <{OFFICE}> đã viết:\n> Bản tin số 9\n"
        f"> Ngừng nhận: https://binhhai.example/huy/{person.token}\n> hoặc gửi thư: huy {person.token}\n"
    )


def _b64(text: str, person: Person, subject: str) -> bytes:
    body = base64.encodebytes(text.encode()).decode()
    return letter(
        "Return-Path: <>", "From: postmaster@mx.doc.example", f"To: {person.back}", f"Subject: {subject}",
        body=body,
    ).replace(b"8bit", b"base64")  # fmt: skip


def _qp(person: Person, text: str) -> bytes:
    data = quopri.encodestring(text.encode()).decode()
    return person_writes(person, "Re: Số 9", data).replace(b"8bit", b"quoted-printable")


_GONE_VI = "Thư không gửi được tới {0}: không tìm thấy người nhận này trên máy chủ."
_EXCHANGE = """\
Your message did not reach some or all of the intended recipients.
      Subject: So 9
The following recipient(s) cannot be reached:
      {0} on 02/03/2026 08:15
      This message was rejected due to the current administrative setup by the recipient's organization.
"""
_QMAIL = """\
Hi. This is the qmail-send program at mx.doc.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{0}>:
{1}

--- Below this line is a copy of the message.

Message-ID: {2}
"""
_EXIM = """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {0}
    {1}

------ This is a copy of the message, including all the headers. ------
Message-ID: {2}
"""
_GMAIL = """\
Delivery to the following recipient failed permanently:

     {0}

Technical details of permanent failure:
{1}

----- Original message -----
Message-ID: {2}
"""
_POSTFIX = """\
This is the mail system at host mx.doc.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{0}>: {1}
"""
_AWAY = "Tôi đi công tác đến hết tuần. Việc gấp xin gọi 0900 000 000."

_HARD, _SOFT, _NOTED, _LEFT, _NOTHING = "no-such-address", "soft-bounces", "noted", "left", "ignored"


def _hard(name: str, make: Callable[[Person, Person], bytes]) -> Sample:
    return Sample(name, make, "suppressed", _HARD, kind="hard")


def _stops(name: str, make: Callable[[Person, Person], bytes], *, tagged: bool = True) -> Sample:
    return Sample(name, make, "suppressed", "unsubscribed", kind="unsubscribe", tagged=tagged)


def _stays(name: str, make: Callable[[Person, Person], bytes], doubt: str, *, tagged: bool = False) -> Sample:
    return Sample(name, make, _LEFT, doubt=doubt, tagged=tagged)


def _exchange_dsn(p: Person, _: Person) -> bytes:
    words = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
    return dsn(p, status="5.1.10", words=words,
           sender="MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@doc.example",
               subject="Undeliverable: Số 9")  # fmt: skip


SAMPLES: tuple[Sample, ...] = (
    # --- notifications by RFC 3464: the address is gone
    _hard("postfix", lambda p, _: dsn(p, words="550 5.1.1 User unknown in virtual mailbox table")),
    _hard("postfix-no-head", lambda p, _: dsn(p, original=None)),
    _hard("by-message-id-only", lambda p, _: dsn(p, to=OFFICE)),
    _hard("by-delivered-to", lambda p, _: dsn(p, to="undisclosed", original=None, head=(f"Delivered-To: {p.back}",))),
    _hard("by-postfix-sender", lambda p, _: dsn(p, to=OFFICE, original=None,
           extra=f"X-Postfix-Sender: rfc822; {p.back}\n")),
    _hard("exchange-dsn", _exchange_dsn),
    _hard("gmail-dsn", lambda p, _: dsn(p,
           words="550-5.1.1 The email account that you tried to reach does not exist.",
          sender="mailer-daemon@googlemail.example", subject="Delivery Status Notification (Failure)",
          head=(f"In-Reply-To: {p.message_id}", f"References: {p.message_id}"))),
    _hard("gmail-disabled", lambda p, _: dsn(p, status="5.2.1", words="550 5.2.1 The account is disabled")),
    _hard("no-domain", lambda p, _: dsn(p, status="5.1.2", words="Host or domain name not found")),
    _hard("vague-status", lambda p, _: dsn(p, status="5.0.0", words="550 5.1.1 <x>: Recipient address rejected")),
    _hard("vague-words", lambda p, _: dsn(p, status="5.0.0", words="550 No such user here")),
    _hard("no-status", lambda p, _: dsn(p, status="",
           words="550 Requested action not taken: mailbox unavailable, user unknown")),
    _hard("action-error", lambda p, _: dsn(p, action="error")),
    _hard("action-comment", lambda p, _: dsn(p, action="Failed (permanent)")),
    _hard("original-recipient", lambda p, _: dsn(p, final="lan.tran@noi-bo.example",
          extra=f"Original-Recipient: rfc822;{p.address}\n")),
    _hard("letter-case", lambda p, _: dsn(p, final=p.address.upper(), to=p.back.upper(), original=None)),
    _hard("global", lambda p, _: dsn(p, kind="message/global-delivery-status")),
    _hard("vietnamese-dsn", lambda p, _: dsn(p, subject="=?utf-8?b?VGjGsCBraMO0bmcgZ+G7rWkgxJHGsOG7o2M=?=",
          text=_GONE_VI.format(p.address))),
    # --- for a while, or for a reason that is not the address
    Sample("full", lambda p, _: dsn(p, status="5.2.2", words="552 5.2.2 Mailbox full"), _NOTED, kind="soft"),
    Sample("expired", lambda p, _: dsn(p, status="4.4.7", words="delivery time expired"), _NOTED, kind="soft"),
    Sample("no-route", lambda p, _: dsn(p, status="5.4.4"), _NOTED, kind="soft"),
    Sample("vague", lambda p, _: dsn(p, status="5.0.0", words="550 failed"), _NOTED, kind="soft"),
    Sample("passed-on", lambda p, _: dsn(p, final="chuyen-tiep@noi-khac.example"), _NOTED, kind="hard"),
    Sample("spam-refused", lambda p, _: dsn(p, status="5.7.1", words="550 5.7.1 blocked as spam"), _NOTED,
           kind="policy"),
    Sample("dmarc", lambda p, _: dsn(p, status="5.7.26", words="550 5.7.26 DMARC"), _NOTED, kind="policy"),
    Sample("too-large", lambda p, _: dsn(p, status="5.3.4", words="552 5.3.4 too large"), _NOTED, kind="policy"),
    # --- not a failure
    Sample("delayed", lambda p, _: dsn(p, action="delayed", status="4.4.1", subject="Delayed Mail"), _NOTHING,
           kind="delayed"),
    Sample("delayed-hard-code", lambda p, _: dsn(p, action="delayed", status="5.1.1"), _NOTHING, kind="delayed"),
    Sample("delivered", lambda p, _: dsn(p, action="delivered", status="2.0.0"), _NOTHING, kind="delivered"),
    Sample("relayed", lambda p, _: dsn(p, action="relayed", status="2.0.0"), _NOTHING, kind="delivered"),
    # --- words that flufl.bounce knows
    _hard("qmail", lambda p, _: notice(p, _QMAIL.format(p.address, "Sorry, no mailbox here by that name. (#5.1.1)",
           p.message_id),
          subject="failure notice")),
    _hard("exim", lambda p, _: notice(p, _EXIM.format(p.address, "550 unknown user", p.message_id),
          subject="Mail delivery failed: returning message to sender", head=(f"X-Failed-Recipients: {p.address}",))),
    _hard("gmail-words", lambda p, _: notice(p, _GMAIL.format(p.address, "550 5.1.1 does not exist", p.message_id),
          subject="Delivery Status Notification (Failure)", sender="mailer-daemon@googlemail.example", to=OFFICE)),
    Sample("qmail-full", lambda p, _: notice(p, _QMAIL.format(p.address, "The users mailbox is over quota",
           p.message_id),
           subject="failure notice"), _NOTED, kind="soft"),
    Sample("exim-spam", lambda p, _: notice(p, _EXIM.format(p.address, "550 5.7.1 rejected", p.message_id),
           subject="x",
           head=(f"X-Failed-Recipients: {p.address}",)), _NOTED, kind="policy"),
    # --- words that nobody knows: at worst for a while
    Sample("exchange-words", lambda p, _: notice(p, _EXCHANGE.format(p.address), subject="Undeliverable: So 9"),
           _NOTED, kind="soft"),
    Sample("exchange-html", lambda p, _: notice(p, f"<html><body><p>{_EXCHANGE.format(p.address)}</p></body></html>",
           subject="Undeliverable: So 9", kind="text/html; charset=utf-8"), _NOTED, kind="soft"),
    Sample("vietnamese", lambda p, _: notice(p, _GONE_VI.format(p.address), subject="Thư không gửi được"), _NOTED,
           kind="soft"),
    Sample("vietnamese-2", lambda p, _: notice(p, "Hộp thư không nhận.", subject="Không thể gửi thư tới người nhận"),
           _NOTED, kind="soft"),
    Sample("vietnamese-3", lambda p, _: notice(p, "Xin lỗi.", subject="Chuyển thư thất bại"), _NOTED, kind="soft"),
    Sample("vietnamese-base64", lambda p, _: _b64(_GONE_VI.format(p.address), p, "Thư bị trả lại"), _NOTED,
           kind="soft"),
    Sample("words-by-message-id", lambda p, _: notice(p, f"{_GONE_VI.format(p.address)}\nMessage-ID: {p.message_id}",
           subject="Thư không gửi được", to=OFFICE), _NOTED, kind="soft"),
    Sample("words-policy", lambda p, _: notice(p, "550 5.7.1 tu choi", subject="Undeliverable"), _NOTED,
           kind="policy"),
    Sample("words-delayed", lambda p, _: notice(p, "Chưa gửi được, hệ thống sẽ thử lại trong 24 giờ.",
           subject="Thư bị chậm"),
           _NOTHING, kind="delayed"),
    Sample("words-warning", lambda p, _: notice(p, "Your message is still undelivered. Will be retried.",
           subject="Warning: message delayed 24 hours"), _NOTHING, kind="delayed"),
    # --- complaints
    Sample("arf", lambda p, _: arf(p), "suppressed", "complaint", kind="complaint"),
    Sample("arf-fraud", lambda p, _: arf(p, "fraud"), "suppressed", "complaint", kind="complaint"),
    Sample("arf-by-tag", lambda p, _: arf(p, original="Subject: x\n", mail_from=p.back), "suppressed", "complaint",
           kind="complaint"),
    Sample("arf-not-spam", lambda p, _: arf(p, "not-spam"), _NOTHING, kind="delivered"),
    # --- automatic answers
    Sample("away-vi", lambda p, _: person_writes(p, "Tự động trả lời: Số 9", _AWAY, to=p.back), _NOTHING,
           kind="auto-reply"),
    Sample("away-null", lambda p, _: letter("Return-Path: <>", f"From: {p.address}", f"To: {p.back}", "Subject: Số 9",
           "Auto-Submitted: auto-replied", body=_AWAY), _NOTHING, kind="auto-reply"),
    Sample("away-exchange", lambda p, _: person_writes(p, "Automatic reply: Số 9", _AWAY,
           "X-Auto-Response-Suppress: All",
           "Auto-Submitted: auto-generated", f"In-Reply-To: {p.message_id}"), _NOTHING, kind="auto-reply"),
    Sample("away-en", lambda p, _: person_writes(p, "Out of Office", "unsubscribe", to=p.back), _NOTHING,
           kind="auto-reply"),
    Sample("away-quoting", lambda p, _: person_writes(p, "Re: Số 9", f"{_AWAY}\n\nhuy {p.token}\n",
           "Auto-Submitted: auto-replied"), _NOTHING, kind="auto-reply", tagged=False),
    Sample("away-header", lambda p, _: person_writes(p, "Số 9", _AWAY, "X-Autoreply: yes", to=p.back), _NOTHING,
           kind="auto-reply"),
    # --- readers who stop
    _stops("token-subject", lambda p, _: person_writes(p, f"huy {p.token}", "")),
    _stops("token-other-sender", lambda p, _: letter("From: ai-do@noi-khac.example", f"To: {OFFICE}",
           f"Subject: huy {p.token}")),
    _stops("token-body", lambda p, _: person_writes(p, "ngừng nhận", f"Mã của tôi: {p.token}\nCảm ơn.")),
    _stops("token-broken-line", lambda p, _: _qp(p, f"Xin dừng: {p.token}")),
    _stops("tag-and-token", lambda p, _: person_writes(p, f"huy {p.token}", "", to=p.back)),
    _stops("tag-subject", lambda p, _: person_writes(p, f"huy {p.tag}", "")),
    _stops("tag-address", lambda p, _: letter("From: x@noi-khac.example", f"To: bantin+huy-{p.tag}@binhhai.example",
           "Subject: x")),
    _stops("gmail-button", lambda p, _: person_writes(p, f"huy {p.token}",
           "This message was automatically generated by Gmail.",
           to=p.back)),
    _stops("word", lambda p, _: person_writes(p, "hủy", ""), tagged=False),
    _stops("word-old-mark", lambda p, _: person_writes(p, "Huỷ", ""), tagged=False),
    _stops("word-parted-marks", lambda p, _: person_writes(p, unicodedata.normalize("NFD", "Hủy đăng ký"), ""),
           tagged=False),
    _stops("word-bare", lambda p, _: person_writes(p, "HUY", ""), tagged=False),
    _stops("word-stop-vi", lambda p, _: person_writes(p, "", "Dừng!"), tagged=False),
    _stops("word-sentence", lambda p, _: person_writes(p, "Re: Số 9",
           "Tôi không muốn nhận bản tin nữa.\n\nTrân trọng,\nLan"),
           tagged=False),
    _stops("word-en", lambda p, _: person_writes(p, "unsubscribe", "Sent from my iPhone"), tagged=False),
    _stops("word-in-answer", lambda p, _: person_writes(p, "Re: Số 9", "Xin đừng gửi nữa\n\n" + _quoted(p),
           f"In-Reply-To: {p.message_id}")),
    # --- stays for a person
    _stays("thanks-quoting-token", lambda p, _: person_writes(p, "Re: Số 9",
           "Bản tin hay quá, cảm ơn!\n\n" + _quoted(p),
           f"In-Reply-To: {p.message_id}"), "person", tagged=True),
    _stays("thanks-outlook", lambda p, _: person_writes(p, "Trả lời: Số 9", "Hay quá!\n\n-----Original Message-----\n"
           f"From: Bản tin <{OFFICE}>\nNgừng nhận: https://binhhai.example/huy/{p.token}\nhuy {p.token}\n"),
           "person"),
    _stays("stop-a-meeting", lambda p, _: person_writes(p, "Dừng", "Cuộc họp chiều nay dừng, các đồng chí nghỉ."),
           "person"),
    _stays("do-not-stop", lambda p, _: person_writes(p, "Re: Số 9", "Đừng hủy tôi nhé"), "person"),
    _stays("a-name", lambda p, _: person_writes(p, "Re: Số 9", "Huy"), "person"),
    _stays("right", lambda p, _: person_writes(p, "Re: Số 9", "dung"), "person"),
    _stays("stranger-stops", lambda p, _: letter("From: la@noi-khac.example", f"To: {OFFICE}", "Subject: hủy"),
           "no-reader"),
    _stays("forged-token", lambda p, _: person_writes(p, "huy " + p.token[:-8] + "AAAAAAAA", ""), "bad-token"),
    _stays("token-elsewhere", lambda p, _: person_writes(p, "huy khac-" + p.token, ""), "bad-token"),
    # --- forged
    _stays("forged-bare", lambda p, _: dsn(p, to=OFFICE, original=None), "not-ours"),
    _stays("forged-id", lambda p, _: dsn(p, to=OFFICE,
           original="Message-ID: <bulletin.binh-hai.2026-9.abc@binhhai.example>\n"),
           "not-ours"),
    _stays("forged-tag", lambda p, _: dsn(p, to="bantin+0000@binhhai.example", original=None), "not-ours"),
    _stays("forged-words", lambda p, _: notice(p, _GMAIL.format(p.address, "550 5.1.1", "<a@b>"),
           subject="failure notice", to=OFFICE),
           "not-ours"),
    _stays("forged-arf", lambda p, _: arf(p, original="Message-ID: <x@y.example>\n"), "not-ours"),
    _stays("two-readers", lambda p, q: dsn(p, to=q.back), "two-readers", tagged=True),
    _stays("other-letter", lambda p, _: dsn(p, to=OFFICE, original="Message-ID: <thu-rieng@binhhai.example>\n"
           f"References: {p.message_id}\n"), "not-ours"),
    # --- spam and rubbish
    _stays("spam", lambda p, _: letter("From: win@spam.example", f"To: {OFFICE}", "Subject: You won",
           body="Click to unsubscribe: http://spam.example/u?x=1"), "person"),
    _stays("spam-html", lambda p, _: letter("From: a@spam.example", f"To: {OFFICE}", "Subject: =?x-la?b?####?=",
           body="<a href='http://spam.example'>unsubscribe</a>", kind="text/html; charset=khong-co"), "person"),
    _stays("spam-fake-daemon", lambda p, _: notice(p, "Your mailbox is full, log in here",
           subject="Mail delivery failed",
           sender="mailer-daemon@spam.example", to=OFFICE), "not-ours"),
    _stays("spam-two-senders", lambda p, _: letter(f"From: {p.address}, x@spam.example", f"To: {OFFICE}",
           "Subject: hủy"), "no-reader"),
    _stays("broken-mime", lambda p, _: b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\xff\xfe\x00",
           "person"),
    _stays("no-letter", lambda p, _: bytes(range(256)) * 4, "person"),
    _stays("empty", lambda p, _: b"", "person"),
)  # fmt: skip
