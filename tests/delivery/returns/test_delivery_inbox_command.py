"""`bulletin inbox` as an officer types it."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from office_mailed import Office, office
from returned_letters import dsn, person_writes

from bulletin.cli.main import run
from bulletin.delivery.returns.boxes import DONE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


@pytest.fixture
def maildir(desk: Office) -> Path:
    """A dead address, a reader who stops, and a person's letter."""
    box = desk.folder / "Maildir"
    for part in ("tmp", "new", "cur"):
        (box / part).mkdir(parents=True)
    (box / "new" / "1.x").write_bytes(dsn(desk.people[0]))
    (box / "new" / "2.x").write_bytes(person_writes(desk.people[1], "Hủy", ""))
    (box / "cur" / "3.x:2,S").write_bytes(person_writes(desk.people[2], "Hỏi bantin@x.example \x1b[31m", "Cho hỏi."))
    return box


def inbox(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    assert run(["inbox", *words]) == code
    said = capsys.readouterr()
    return said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    answer = json.loads(inbox(capsys, *words, "--json")[0])
    assert isinstance(answer, dict)
    return answer


def test_a_summary_and_the_letters_that_stay(desk: Office, maildir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = inbox(capsys, "--folder", str(desk.folder), "--maildir", str(maildir))
    assert "Đã đọc 3 thư." in out
    assert "Ngừng gửi tới 2 người" in out
    assert "Để lại 1 thư" in out
    assert "cur/3.x:2,S" in out
    assert "thư của một người" in out
    assert "\x1b" not in out
    for person in desk.people:
        assert person.address not in out
    assert sorted(desk.suppressed().values()) == ["no-such-address", "unsubscribed"]
    assert len(list((maildir / f".{DONE}" / "cur").iterdir())) == 2
    assert [path.name for part in ("new", "cur") for path in (maildir / part).iterdir()] == ["3.x:2,S"]
    again, _ = inbox(capsys, "--folder", str(desk.folder), "--maildir", str(maildir), "--lang", "en")
    assert "1 letters were read." in again


def test_a_trial_changes_nothing(desk: Office, maildir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "--folder", str(desk.folder), "--maildir", str(maildir), "--dry-run")
    assert found["suppressed"] == {"no-such-address": 1, "unsubscribed": 1}
    assert found["dry_run"] is True
    assert desk.suppressed() == {}
    assert len(list((maildir / "new").iterdir())) == 2


def test_addresses_are_shown_only_when_asked_for(
    desk: Office, maildir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--folder", str(desk.folder), "--maildir", str(maildir), "--dry-run")
    masked, full = as_json(capsys, *words), as_json(capsys, *words, "--addresses")
    assert masked["left"][0]["from"] == "b…@doc.example"
    assert "bantin@" not in json.dumps(masked)
    assert full["left"][0]["from"] == desk.people[2].address
    assert full["left"][0]["doubt"] == "person"


def test_an_mbox_is_read_and_never_written(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.folder / "thu.mbox"
    box = mailbox.mbox(path)
    box.add(dsn(desk.people[0]).replace(b"\r\n", b"\n"))
    box.close()
    before = path.read_bytes()
    assert as_json(capsys, "--folder", str(desk.folder), "--mbox", str(path))["fates"]["suppressed"] == 1
    assert as_json(capsys, "--folder", str(desk.folder), "--mbox", str(path))["fates"]["already"] == 1
    assert path.read_bytes() == before


def test_mistakes_are_told_with_what_to_type(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ("--folder", str(desk.folder))
    assert "inbox.no-maildir" in inbox(capsys, *folder, "--maildir", str(desk.folder), code=3)[1]
    assert "inbox.no-mbox" in inbox(capsys, *folder, "--mbox", str(desk.folder / "publication.yaml"), code=3)[1]
    assert "inbox.no-mbox" in inbox(capsys, *folder, "--mbox", str(desk.folder / "khong-co"), code=3)[1]
    assert "--maildir" in inbox(capsys, *folder, "--mbox", "a", "--maildir", "b", code=2)[1]
    assert "mail.yaml" in inbox(capsys, *folder, code=3)[1]
    assert "publication.yaml" in inbox(capsys, "--folder", "/", code=3)[1]


def test_mail_settings_without_a_mailbox_say_so(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'from: "bantin@binhhai.example"\nfrom_name: "Bản tin"\nsmtp: {host: smtp.binhhai.example}\n'
    (desk.folder / "mail.yaml").write_text(text, "utf-8")
    assert "inbox.no-imap" in inbox(capsys, "--folder", str(desk.folder), code=9)[1]


def test_the_mailbox_of_mail_yaml_is_read_and_confirmations_are_sent(
    desk: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mail_servers import PASSWORD, mail_servers

    box = "bantin@binhhai.example"
    with mail_servers([box, desk.people[1].address]) as mail:
        (desk.folder / "ca.pem").write_bytes(mail.certificate.read_bytes())
        (desk.folder / "mail.yaml").write_text(
            f'from: "{box}"\nfrom_name: "Bản tin Bình Hải"\npassword: env\nca_file: ca.pem\n'
            f"smtp: {{host: localhost, port: {mail.smtp_port}, security: starttls, user: {box}}}\n"
            f"imap: {{host: localhost, port: {mail.imaps_port}}}\n",
            "utf-8",
        )
        monkeypatch.setenv("BULLETIN_MAIL_PASSWORD", PASSWORD)
        mail.put(box, dsn(desk.people[0]))
        mail.put(box, person_writes(desk.people[1], "Hủy", ""))
        found = as_json(capsys, "--folder", str(desk.folder))
        assert found["confirmations"] == {"sent": 1, "unsent": 0}
        assert found["fates"]["suppressed"] == 2
        assert b"Auto-Submitted: auto-replied" in mail.wait(desk.people[1].address, 1)[0]
        assert as_json(capsys, "--folder", str(desk.folder))["letters"] == 0
