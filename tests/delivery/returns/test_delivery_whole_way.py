"""Figure 8: the commands as they are typed, a private Postfix and Dovecot, two hundred readers, two issues."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import re
import socket
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from mail_servers import PASSWORD, MailServers, mail_servers
from release_kit import A4, article, pdf, plain, release, words

from bulletin.cli.main import run
from bulletin.delivery.readers.database import database_path, open_database
from bulletin.delivery.readers.values import address_key

OFFICE = "bantin@binhhai.example"
GOOD = [f"nguoi.doc.{n:03}@doc.example" for n in range(170)]
STOPPING = GOOD[:5]
REFUSED = [f"khong.co.{n}@doc.example" for n in range(10)]
"""Unknown to the server that takes our letters: 550 5.1.1 at once."""
GONE = [f"mat.{n}@thon.example" for n in range(10)]
"""Unknown to a server behind it: taken, and returned later."""
SMALL = [f"nho.{n}@nho.example" for n in range(5)]
"""Their domain takes the link letter and no letter with the PDF."""
TINY = [f"ti.{n}@ti.example" for n in range(5)]
"""Their domain takes neither."""
EVERYBODY = [*GOOD, *REFUSED, *GONE, *SMALL, *TINY]
STRANGER = "la@doc.example"


@dataclass
class Desk:
    folder: Path
    servers: MailServers
    capsys: pytest.CaptureFixture[str]

    def type(self, *given: str, code: int = 0) -> str:
        found = run(list(given))
        said = self.capsys.readouterr()
        assert found == code, said.err
        return said.out

    def issue(self, number: int) -> Path:
        stories = (article("mot", "Đường mới qua thôn", 1, lead="Con đường dài 2 km vừa thông xe."),)
        text = words(stories, number=number, number_words=f"Số {number}", title=f"Bến Nước số {number}")
        return release(self.folder / f"so-{number}", {"screen": (big_pdf(), plain(2))}, text)

    def rehearse(self, folder: Path) -> dict[str, bytes]:
        """The letters of `--dry-run` without their dates; no socket may be opened for them."""

        def refuse(*_: Any, **__: Any) -> None:
            raise AssertionError("a socket")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket.socket, "connect", refuse)
            self.type("send", str(folder), "--dry-run")
        found = [path.read_bytes() for path in (self.folder / "mail" / "dry-run").glob("*.eml")]
        assert len(found) == 200
        return {re.search(rb"^To: .*?<([^>]+)>", data, re.MULTILINE)[1].decode(): without_date(data) for data in found}  # type: ignore[index]

    def letters(self, address: str, issue: int) -> list[EmailMessage]:
        """What a reader's mailbox holds of an issue."""
        found = [email.message_from_bytes(data, policy=email.policy.default) for data in self.servers.letters(address)]
        return [one for one in found if f".2026-{issue}." in str(one["Message-ID"])]


def without_date(letter: bytes) -> bytes:
    """A letter from its date on, as Dovecot's files end their lines; what servers wrote above it is theirs."""
    lines = letter.replace(b"\r\n", b"\n")
    assert lines.count(b"\nDate: ") + lines.startswith(b"Date: ") == 1
    return re.split(rb"^Date: [^\n]*\n", lines, maxsplit=1, flags=re.MULTILINE)[1]


def big_pdf() -> bytes:
    """A PDF that makes the letter with it far larger than the one without."""
    return pdf(2, A4) + b"\n%" + b"x" * 40_000


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "publication.yaml").write_text("id: ben-nuoc\nname: Bến Nước\n", "utf-8")
    small = {"nho.example": 40_000, "ti.example": 2_000}
    boxes = [OFFICE, *GOOD, *SMALL, *TINY]
    with mail_servers(boxes, domains=["thon.example"], refused=REFUSED, small=small) as servers:
        (tmp_path / "ca.pem").write_bytes(servers.certificate.read_bytes())
        (tmp_path / "mail.yaml").write_text(
            f'from: "{OFFICE}"\nfrom_name: "Bản tin Bến Nước"\npassword: env\nca_file: ca.pem\n'
            f"smtp: {{host: localhost, port: {servers.smtp_port}, user: {OFFICE}}}\n"
            f"imap: {{host: localhost, port: {servers.imaps_port}}}\n"
            "rate: {per_minute: 6000, per_day: 100000, per_domain_per_minute: 6000}\n"
            'link: "https://ben-nuoc.example/ban-tin/{nam}/{so}.pdf"\n',
            "utf-8",
        )
        monkeypatch.setenv("BULLETIN_MAIL_PASSWORD", PASSWORD)
        rows = "\n".join(f"Bạn đọc {number},{address}" for number, address in enumerate(EVERYBODY))
        (tmp_path / "ds.csv").write_text(f"Họ và tên,Thư điện tử\n{rows}\n", "utf-8")
        monkeypatch.chdir(tmp_path)
        yield Desk(tmp_path, servers, capsys)


def stop(desk: Desk) -> None:
    """Five readers stop, each in another way, and a stranger asks to stop what he never got."""
    mailto = [unsubscribing(desk.letters(address, 7)[0]) for address in STOPPING[:3]]
    ways = [
        (*mailto[0], ""),  # the button of the mail program
        (mailto[1][0], "Re: Số 7", mailto[1][1].partition(" ")[2]),  # an answer whose body holds the token
        (OFFICE, mailto[2][1], ""),  # to the office's own address
        (OFFICE, "hủy", ""),
        (OFFICE, "", "Dừng"),
    ]
    for address, (to, subject, body) in zip([*STOPPING, STRANGER], [*ways, (OFFICE, "hủy", "")], strict=True):
        letter = EmailMessage(policy=email.policy.SMTP)
        letter["From"], letter["To"], letter["Subject"] = address, to, subject
        letter["Message-ID"] = f"<{address}>"
        letter["Date"] = dt.datetime.now(dt.UTC)
        letter.set_content(body)
        desk.servers.send(address, to, bytes(letter))


def unsubscribing(letter: EmailMessage) -> tuple[str, str]:
    """Address and subject of the letter's `List-Unsubscribe`."""
    found = re.search(r"<mailto:([^?>]+)\?subject=([^>]+)>", str(letter["List-Unsubscribe"]))
    assert found
    return unquote(found[1]), unquote(found[2])


def of(rows: list[dict[str, Any]], **wanted: Any) -> set[str]:
    return {row["address"] for row in rows if all(row[name] == value for name, value in wanted.items())}


def test_two_issues_to_two_hundred_readers(desk: Desk) -> None:
    assert len(EVERYBODY) == 200
    consent = ("--consent-date", "20/11/2026", "--consent-how", "phiếu", "--consent-words", "Tôi đồng ý nhận")
    desk.type("subscribers", "import", "ds.csv", "--yes", *consent)
    seventh, eighth = desk.issue(7), desk.issue(8)

    rehearsal = desk.rehearse(seventh)
    desk.type("send", str(seventh))
    desk.servers.settle()
    for address in (GOOD[9], GOOD[150]):
        (arrived,) = desk.servers.letters(address)
        assert without_date(arrived) == rehearsal[address], "the .eml is the exact letter"
    stop(desk)
    desk.servers.settle()
    back = desk.servers.wait(OFFICE, len(GONE) + 6)
    assert len(back) == len(GONE) + 6
    found = json.loads(desk.type("inbox", "--addresses", "--json"))
    assert found["suppressed"] == {"no-such-address": len(GONE), "unsubscribed": 5}
    assert found["confirmations"] == {"sent": 5, "unsent": 0}
    assert [one["from"] for one in found["left"]] == [STRANGER]

    report = desk.folder / "bao-cao.json"
    desk.type("send", str(seventh), "--status", "--report", str(report))
    check_report(json.loads(report.read_text("utf-8")))
    desk.type("send", str(seventh), "--status", "--report", str(report.with_suffix(".html")))
    check_page(report.with_suffix(".html").read_text("utf-8"))
    check_boxes(desk)

    assert json.loads(desk.type("inbox", "--json"))["letters"] == 1, "only what was left is read again"
    again = json.loads(desk.type("send", str(seventh), "--json"))
    assert again["report"]["totals"]["sent"] == 185, "a second time reaches nobody"
    desk.type("send", str(eighth))
    desk.servers.settle()
    rest = {*GOOD, *SMALL} - set(STOPPING)
    for address in [*GOOD, *SMALL, *TINY]:
        assert len(desk.letters(address, 8)) == (address in rest), address
        assert len(desk.letters(address, 7)) == (address not in TINY), address
    told = json.loads(desk.type("send", str(eighth), "--status", "--json", "--addresses"))["report"]
    assert {row["address"] for row in told["deliveries"]} == rest | set(TINY)
    assert (told["readers"], told["totals"]["sent"], told["totals"]["failed"]) == (175, 170, 5)


def check_report(report: dict[str, Any]) -> None:
    rows = report["deliveries"]
    assert report["readers"] == len(rows) == sum(report["totals"].values()) == 200
    assert {state: count for state, count in report["totals"].items() if count} == {"sent": 185, "failed": 15}
    assert report["returned"] == {"hard": 10, "soft": 0, "complaint": 0, "unsubscribe": 5}
    assert [row["address"] for row in rows] == EVERYBODY
    by_domain = Counter(address.partition("@")[2] for address in EVERYBODY)
    assert {name: sum(counts.values()) for name, counts in report["domains"].items()} == by_domain
    for state, count in report["totals"].items():
        assert sum(counts[state] for counts in report["domains"].values()) == count
    assert of(rows, state="failed", code=550, enhanced="5.1.1") == set(REFUSED)
    assert of(rows, state="failed", code=552, enhanced="5.3.4", form="link") == set(TINY)
    assert of(rows, state="sent", code=250, form="link") == set(SMALL)
    assert of(rows, state="sent", code=250, form="attach") == {*GOOD, *GONE}
    kinds = {row["address"]: row["returned"]["kind"] for row in rows if row["returned"]}
    assert kinds == dict.fromkeys(GONE, "hard") | dict.fromkeys(STOPPING, "unsubscribe")
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["time"]) for row in rows)
    assert all(row["reply"] for row in rows)


class Rows(HTMLParser):
    """The cells of every row of every table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def check_page(page: str) -> None:
    rows = Rows(page).rows
    for line in (["đã gửi", "185"], ["không gửi được", "15"], ["Cộng", "200"], ["đã xin thôi nhận", "5"],
                 ["thư trả về: không tới được", "10"], ["doc.example", "170", "10", "180"],
                 ["thon.example", "10", "0", "10"], ["ti.example", "0", "5", "5"]):  # fmt: skip
        assert line in rows, line
    people = {row[1]: row[3] for row in rows if len(row) == 7 and row[0] != "STT"}
    expected = (
        dict.fromkeys(EVERYBODY, "đã gửi") | dict.fromkeys(REFUSED, "không gửi được")
        | dict.fromkeys(STOPPING, "đã gửi; đã xin thôi nhận")
        | dict.fromkeys(GONE, "đã gửi; thư trả về: không tới được")
        | dict.fromkeys(SMALL, "đã gửi, thư đường dẫn") | dict.fromkeys(TINY, "không gửi được, thư đường dẫn")
    )  # fmt: skip
    assert people == expected
    assert "http" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL), "the page needs no other file"


def check_boxes(desk: Desk) -> None:
    """What really arrived is what the report says."""
    for address in [*GOOD, *SMALL, *TINY]:
        letters = desk.letters(address, 7)
        assert len(letters) == (address not in TINY)
        for letter in letters:
            kinds = [part.get_content_type() for part in letter.walk()]
            assert ("application/pdf" in kinds) == (address in GOOD)
            assert ("https://ben-nuoc.example/ban-tin/2026/7.pdf" in str(letter.get_body(("plain",)))) == (
                address in SMALL
            )
    for address in GOOD[:7]:
        confirmed = [data for data in desk.servers.letters(address) if b"Auto-Submitted: auto-replied" in data]
        assert len(confirmed) == (address in STOPPING)
        assert all(b"Return-Path: <>" in data for data in confirmed)
    with open_database(database_path(desk.folder)) as db:
        known = {address: address_key(db, address) for address in EVERYBODY}
        why = dict(db.execute("SELECT key, reason FROM suppression"))
    gone = {address: why[key] for address, key in known.items() if key in why}
    assert gone == dict.fromkeys([*REFUSED, *GONE], "no-such-address") | dict.fromkeys(STOPPING, "unsubscribed")
