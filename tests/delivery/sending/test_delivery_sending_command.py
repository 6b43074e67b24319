"""`bulletin send` as people type it; letters and `mail.yaml` are stand-ins, the server is on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from smtp_kit import PlainLetters, Script, names, readers, serving

from bulletin.cli.main import run
from bulletin.delivery.sending import office, rehearsal, rules, smtp
from bulletin.delivery.sending.lock import lock_owner, sending_lock
from bulletin.delivery.sending.values import Delivery, Form, IssueKey, Quota, Relay
from bulletin.errors import Finding, ToolError
from bulletin.release import Release, edition, release_bytes, sha256

TEN = names(10)


@dataclass(frozen=True)
class Frozen(PlainLetters):
    """Letters that show what they were frozen from."""

    words: bytes = b""

    def letter(self, form: Form, delivery: Delivery) -> bytes:
        return super().letter(form, delivery) + self.words + b"\r\n"


@dataclass
class StandIn:
    """The mail of an office without `mail.yaml`."""

    port: int = 1
    quota: Quota = field(default_factory=lambda: Quota(per_minute=6000, per_day=100_000, per_domain_per_minute=6000))
    domain: str = "binhhai.test"
    expires_after_days: int = 3

    def relay(self) -> Relay:
        return Relay(host="127.0.0.1", port=self.port, security="plain")

    def trust(self) -> None:
        return None

    def freeze(self, build: Path, correction: int) -> bytes:
        return f"{(build / 'screen.pdf').read_text()} correction {correction}".encode()

    def letters(self, frozen: bytes, issue: IssueKey, secret: bytes) -> Frozen:
        return Frozen(("link",), {"link": 400}, frozen)


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A built issue of a publication with ten readers."""
    (tmp_path / "publication.yaml").write_text("id: binh-hai\n")
    folder = tmp_path / "so-46"
    (folder / "build").mkdir(parents=True)
    build(folder, "first")
    readers(tmp_path, TEN).close()
    return folder


def build(folder: Path, words: str, record: str = "") -> None:
    """Build the stand-in; `record` is what only the archive's copy would hold."""
    (folder / "build" / "screen.pdf").write_text(words)
    found = Release(
        publication="binh-hai", number=46, number_total=72, date=dt.date(2026, 11, 26),
        editions=(edition("screen", "screen.pdf", words.encode(), 8),), tools={"record": record} if record else {},
    )  # fmt: skip
    (folder / "build" / "release.json").write_bytes(release_bytes(found))


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    found = StandIn()
    for module in (office, rehearsal):
        monkeypatch.setattr(module, "office_mail", lambda publication: found)
    return found


@pytest.fixture
def script(mail: StandIn) -> Iterator[Script]:
    found = Script()
    with serving(found) as port:
        mail.port = port
        yield found


Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def send(issue: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def typed(*words: str) -> tuple[int, str, str]:
        code = run(["send", str(issue), *words])
        out, err = capsys.readouterr()
        return int(code), out, err

    return typed


def database(issue: Path) -> sqlite3.Connection:
    return sqlite3.connect(issue.parent / "mail" / "readers.db", isolation_level=None)


def test_everybody_once_and_then_there_is_nothing_to_do(send: Said, script: Script) -> None:
    code, out, err = send()
    assert (code, out) == (0, "")
    assert "10 bạn đọc: đã gửi 10." in err
    assert send()[0] == 0
    assert sorted(script.recipients()) == sorted(TEN)
    assert script.connections == 1
    assert not any(address in err for address in TEN)


def test_the_build_folder_will_do_too(issue: Path, script: Script) -> None:
    assert run(["send", str(issue / "build")]) == 0
    assert len(script.accepted) == 10


def test_json_has_no_address_unless_it_is_asked_for(send: Said, script: Script) -> None:
    script.rcpt = lambda who, times: f"550 5.1.1 <{who}> unknown" if who == TEN[3] else None
    code, out, _ = send("--json")
    found = json.loads(out)
    assert code == 0
    assert (found["ok"], found["ending"], found["next_at"]) == (True, "done", None)
    assert found["report"]["totals"]["sent"] == 9
    assert sum(found["report"]["totals"].values()) == found["report"]["readers"] == 10
    assert not any(address in out for address in TEN)
    assert not any(address.partition("@")[0] in out for address in TEN)
    out = "".join(send()[1:])
    assert "--status --report" in out, "one was not reached: what to type to see who"
    assert "bao-cao.html" in out
    found = json.loads(send("--status", "--json", "--addresses")[1])
    assert {row["address"] for row in found["report"]["deliveries"]} == set(TEN)


def test_a_file_that_changed_is_refused(issue: Path, send: Said, script: Script) -> None:
    (issue / "build" / "screen.pdf").write_text("changed")
    code, _, err = send()
    assert code == 6
    assert "release.file-changed" in err
    assert script.connections == 0


def test_an_issue_that_is_not_built(issue: Path, send: Said, mail: StandIn) -> None:
    (issue / "build" / "release.json").unlink()
    assert send()[0] == 6


def test_the_run_keeps_its_letter_and_its_readers(issue: Path, send: Said, script: Script, mail: StandIn) -> None:
    mail.quota = Quota(per_minute=100, per_day=4, per_domain_per_minute=100)
    code, _, err = send()
    assert code == 7
    assert "còn 6 bạn đọc" in err
    assert "sending.quota" in err
    with database(issue) as db:
        db.execute("INSERT INTO reader(key, address, name, added) VALUES (x'00', 'new@d.test', '', '')")
        db.execute("DELETE FROM sent_at")
    mail.quota = Quota(per_minute=100, per_day=100, per_domain_per_minute=100)
    assert send()[0] == 0
    assert sorted(script.recipients()) == sorted(TEN)
    assert all(data.endswith(b"first correction 0\r\n") for _, data in script.accepted)


def test_a_changed_release_asks_for_a_correction(issue: Path, send: Said, script: Script) -> None:
    assert send("--correction")[0] == 3, "nothing was sent yet"
    assert send()[0] == 0
    assert send("--correction")[0] == 3, "nothing has changed"
    build(issue, "second")
    code, _, err = send()
    assert (code, "sending.changed" in err, "--correction" in err) == (3, True, True)
    assert len(script.accepted) == 10
    assert send("--correction")[0] == 0
    assert send("--correction")[0] == 0, "the same words again go on with the same correction"
    assert len(script.accepted) == 20
    assert all(data.endswith(b"second correction 1\r\n") for _, data in script.accepted[10:])
    identifiers = {line for _, data in script.accepted for line in data.split(b"\r\n") if b"Message-ID" in line}
    assert len(identifiers) == 20
    assert sum(b".2026-46.c1." in line.replace(b"binh-hai", b"") for line in identifiers) == 10


def test_a_release_that_makes_the_same_letters_goes_on(
    issue: Path, send: Said, script: Script, mail: StandIn, tmp_path: Path
) -> None:
    mail.quota = Quota(per_minute=100, per_day=4, per_domain_per_minute=100)
    assert send()[0] == 7
    first = sha256((issue / "build" / "release.json").read_bytes())
    build(issue, "first", record="the archive's line in publication.yaml")
    second = sha256((issue / "build" / "release.json").read_bytes())
    assert send("--dry-run", "--out", str(tmp_path / "letters"))[0] == 0
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 6, "only those who are left"
    assert json.loads(send("--status", "--json")[1])["report"]["release_sha256"] == first, "only looked at so far"
    mail.quota = Quota(per_minute=100, per_day=100, per_domain_per_minute=100)
    code, out, err = send()
    assert code == 0
    assert "thư vẫn đúng từng byte" in out + err
    assert "thư vẫn đúng từng byte" not in "".join(send()[1:]), "said once"
    assert sorted(script.recipients()) == sorted(TEN)
    assert all(data.endswith(b"first correction 0\r\n") for _, data in script.accepted)
    report = json.loads(send("--status", "--json")[1])["report"]
    assert (report["release_sha256"], report["earlier_releases"]) == (second, [first])
    send("--status", "--report", str(tmp_path / "report.html"))
    assert first in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert send("--correction")[0] == 3, "readers would find nothing that was corrected"
    assert len(script.accepted) == 10


@pytest.mark.parametrize(
    "place", ["so-46/r.html", "so-46/build/r.json", "so-46/deep/er/r.html", "so-45/r.html", "link/r.html"]
)
def test_a_report_is_not_put_among_what_is_handed_on(
    issue: Path, send: Said, script: Script, tmp_path: Path, place: str
) -> None:
    """It holds addresses; who zips the folder of an issue for the printer would hand them on."""
    (tmp_path / "so-45").mkdir()
    (tmp_path / "so-45" / "issue.yaml").write_text("so: 45\n")
    (tmp_path / "link").symlink_to(issue)
    code, _, err = send("--report", str(tmp_path / place))
    assert (code, script.accepted, (tmp_path / place).exists()) == (2, [], False)
    typed = re.findall(r"--report (\S+r\.\w+)", err)[0]
    assert send("--report", typed)[0] == 0
    assert (tmp_path / "mail" / Path(place).name).is_file()


def test_the_letters_of_a_dry_run_are_not_put_there_either(issue: Path, send: Said, mail: StandIn) -> None:
    for folder in (issue, issue / "thu"):
        assert send("--dry-run", "--out", str(folder))[0] == 2
        assert not list(issue.rglob("*.eml"))
    assert send("--dry-run", "--out", str(issue.parent / "mail" / "thu"))[0] == 0


def test_an_old_run_needs_late(issue: Path, send: Said, script: Script, mail: StandIn) -> None:
    mail.quota = Quota(per_minute=100, per_day=4, per_domain_per_minute=100)
    send()
    with database(issue) as db:
        db.execute("UPDATE run SET expires = '2026-01-01T00:00:00Z'")
        db.execute("DELETE FROM sent_at")
    code, _, err = send()
    assert (code, "sending.late" in err) == (3, True)
    mail.quota = Quota(per_minute=100, per_day=100, per_domain_per_minute=100)
    assert send("--late")[0] == 0
    assert sorted(script.recipients()) == sorted(TEN)
    assert send()[0] == 0, "a finished run is never too old"


def test_a_run_of_which_nothing_went_out_is_begun_anew(
    issue: Path, send: Said, script: Script, mail: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise ToolError([Finding(rules.TOO_BIG, values={"bytes": "2", "limit": "1", "host": "x"})])

    with monkeypatch.context() as patch:
        patch.setattr(smtp, "connect", refused)
        assert send()[0] == 9
    build(issue, "mended")
    assert send("--correction")[0] == 3, "nothing was sent that could be corrected"
    with database(issue) as db:
        db.execute("INSERT INTO reader(key, address, name, added) VALUES (x'00', 'new@d.test', '', '')")
    assert send()[0] == 0
    assert sorted(script.recipients()) == sorted([*TEN, "new@d.test"])
    assert all(data.endswith(b"mended correction 0\r\n") for _, data in script.accepted)
    with database(issue) as db:
        assert db.execute("SELECT count(*) FROM run").fetchone() == (1,)


def today() -> str:
    return dt.datetime.now().strftime("%d/%m/%Y")


def test_a_second_sender_refuses_and_says_since_when(issue: Path, send: Said, script: Script) -> None:
    folder = issue.parent / "mail"
    assert lock_owner(folder) is None
    began = today()
    with sending_lock(folder, "binh-hai 45/2026"):
        code, _, err = send()
        assert code == 7
        assert "sending.running" in err
        assert "binh-hai 45/2026" in err
        assert str(os.getpid()) in err
        assert any(day in err for day in (began, today())), "also at midnight"
        owner = lock_owner(folder)
        assert owner is not None
        assert owner.process == os.getpid()
    assert script.connections == 0
    assert lock_owner(folder) is None
    assert send()[0] == 0


def test_a_lock_of_a_dead_process_is_no_lock(issue: Path, send: Said, script: Script) -> None:
    pid = os.fork()
    if pid == 0:
        with sending_lock(issue.parent / "mail", "x"):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert send()[0] == 0


def test_nobody_on_the_list(tmp_path: Path, issue: Path, send: Said, script: Script) -> None:
    with database(issue) as db:
        db.execute("INSERT INTO suppression SELECT key, 'unsubscribed', '', '' FROM reader")
    code, _, err = send()
    assert (code, "sending.no-readers" in err) == (3, True)
    with database(issue) as db:
        assert db.execute("SELECT count(*) FROM run").fetchone() == (0,)


def test_no_list_at_all(issue: Path, send: Said, mail: StandIn) -> None:
    (issue.parent / "mail" / "readers.db").unlink()
    code, _, err = send()
    assert (code, "readers.none" in err) == (3, True)


def test_dry_run_writes_the_exact_letters_and_opens_no_socket(
    issue: Path, send: Said, mail: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket")

    with monkeypatch.context() as patch:
        patch.setattr(socket, "socket", refuse)
        code, out, err = send("--dry-run")
    folder = issue.parent / "mail" / "dry-run"
    files = sorted(folder.glob("*.eml"))
    assert (code, len(files)) == (0, 10)
    assert "10 thư" in err
    assert Path(out.strip()).resolve() == folder.resolve() or out.strip().endswith("dry-run")
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    with database(issue) as db:
        assert db.execute("SELECT count(*) FROM run").fetchone() == (0,)
    script = Script()
    with serving(script) as port:
        mail.port = port
        assert send()[0] == 0
    assert sorted(file.read_bytes() for file in files) == sorted(data for _, data in script.accepted)


def test_dry_run_for_some_addresses_into_a_folder(issue: Path, tmp_path: Path, send: Said, mail: StandIn) -> None:
    code, _, _ = send("--dry-run", "--to", TEN[2].upper(), "--to", "toi@office.test", "--out", str(tmp_path / "thu"))
    found = [file.read_bytes() for file in sorted((tmp_path / "thu").glob("*.eml"))]
    assert code == 0
    assert [b"To: " + TEN[2].encode() in found[0], b"To: toi@office.test" in found[1], len(found)] == [True, True, 2]


def test_to_reaches_only_those_and_leaves_the_ledger(issue: Path, send: Said, script: Script) -> None:
    before = (issue.parent / "mail" / "readers.db").read_bytes()
    code, out, _ = send("--to", "me@office.test", "--to", "me@office.test", "--to", "you@office.test")
    assert code == 0
    assert script.recipients() == ["me@office.test", "you@office.test"]
    assert "me@office.test: 250" in out
    assert (issue.parent / "mail" / "readers.db").read_bytes() == before
    script.rcpt = lambda who, times: "550 5.1.1 no"
    assert send("--to", "me@office.test")[0] == 7
    assert send("--to", "khong phai")[0] == 3


def test_doubts_are_shown_and_settled(
    issue: Path, send: Said, script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script.data = lambda who, times: "accept-and-drop" if who == TEN[1] else "drop" if who == TEN[8] else None
    import bulletin.delivery.sending.run as running

    monkeypatch.setattr(running, "pause_until", lambda failures, now, rng: now)
    began = today()
    code, _, err = send()
    assert (code, "sending.in-doubt" in err, "--resolve" in err) == (7, True, True)
    assert send("--status")[0] == 7
    script.data = lambda who, times: None
    assert send()[0] == 7, "never again by itself"
    assert send("--resolve", f"{TEN[0]}=sent")[0] == 3
    assert send("--resolve", TEN[1])[0] == 2
    code, _, err = send("--resolve", f"{TEN[1]}=sent")
    assert (code, "chưa rõ 1" in err) == (7, True)
    answers = iter(["again"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda *_: next(answers))
    code, _, err = send("--resolve")
    assert TEN[8] in err
    assert "127.0.0.1" in err
    assert any(day in err for day in (began, today())), "also at midnight"
    assert code == 7
    assert send()[0] == 0
    assert sorted(script.recipients()) == sorted(TEN)


def test_ctrl_c_ends_after_the_letter_in_hand(issue: Path, send: Said, script: Script) -> None:
    def press(who: str, times: int) -> None:
        if len(script.accepted) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    script.rcpt = press
    code, _, err = send()
    assert code == 130
    assert "Đã dừng theo yêu cầu" in err
    assert 4 <= len(script.accepted) <= 5
    script.rcpt = lambda who, times: None
    assert send()[0] == 0
    assert sorted(script.recipients()) == sorted(TEN)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_relay_that_refuses_the_office_ends_with_9(send: Said, script: Script) -> None:
    script.mail = lambda who, times: "550 5.7.1 Blocked"
    code, _, err = send()
    assert (code, "sending.stopped" in err, "Blocked" in err) == (9, True, True)


def test_a_report_is_written_for_the_owner_only(issue: Path, tmp_path: Path, send: Said, script: Script) -> None:
    script.rcpt = lambda who, times: "550 5.1.1 <script>alert(1)</script>" if who == TEN[3] else None
    page, data = tmp_path / "bao-cao.html", tmp_path / "bao-cao.json"
    code, out, _ = send("--report", str(page))
    assert (code, out.strip().endswith("bao-cao.html")) == (0, True)
    text = page.read_text(encoding="utf-8")
    assert all(address in text for address in TEN)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert page.stat().st_mode & 0o077 == 0
    send("--status", "--report", str(data))
    assert json.loads(data.read_text())["totals"]["failed"] == 1
    assert send("--report", "x.pdf")[0] == 2


@pytest.mark.parametrize(
    "words",
    [["--status", "--dry-run"], ["--to", "a@b.test", "--status"], ["--out", "x"], ["--resolve", "a@b.test=maybe"]],
)
def test_what_does_not_go_together(send: Said, mail: StandIn, words: list[str]) -> None:
    assert send(*words)[0] == 2


def test_status_before_anything_was_sent(send: Said, mail: StandIn) -> None:
    code, _, err = send("--status")
    assert (code, "sending.no-run" in err) == (3, True)


def test_a_server_that_is_not_there(send: Said, mail: StandIn) -> None:
    code, out, _ = send("--json")
    found = json.loads(out)
    assert (code, found["ok"], found["ending"], found["findings"][0]["rule"]) == (
        7, False, "unreachable", "sending.unreachable",
    )  # fmt: skip
    assert found["report"]["totals"]["pending"] == 10


def test_what_is_said_can_be_typed_as_it_is(
    issue: Path, send: Said, script: Script, mail: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    script.rcpt = lambda who, times: "451 4.7.1 later" if who == TEN[2] else None
    code, _, err = send()
    assert (code, f"bulletin send {issue} --wait" in err, "THƯ_MỤC" in err) == (7, True, False)
    _, _, err = send("--status")
    assert re.search(rf"Gửi tiếp \(từ \d\d/\d\d/\d{{4}} \d\d:\d\d\): bulletin send {re.escape(str(issue))}\n", err)
    with database(issue) as db:
        db.execute("UPDATE delivery SET state = 'in-doubt' WHERE address = ?", (TEN[3],))
    _, _, err = send("--status")
    assert f"bulletin send {issue} --resolve" in err
    with sending_lock(issue.parent / "mail", "x"):
        assert f"bulletin send {issue} --status" in send()[2]
