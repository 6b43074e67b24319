"""`mail.yaml`: every mistake at once with its place, and no password in any message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.settings.read import find_settings, password_place, read_settings
from bulletin.errors import has_errors
from bulletin.sources.scaffold import render

BASE = 'from: bantin@binhhai.vn\nfrom_name: "Bản tin"\nsmtp: smtp.binhhai.vn\n'
FACTS = """\
from: "bantin@binhhai.example"
from_name: "Bản tin phường Bình Hải"
reply_to: "vanhoa@binhhai.example"
smtp: {host: smtp.binhhai.test, port: 587, security: starttls, user: bantin@binhhai.example}
password: keyring
imap: {host: imap.binhhai.example, port: 993, folder: INBOX}
rate: {per_minute: 30, per_day: 400, per_domain_per_minute: 10}
pdf: auto
max_letter_mb: 10
link: "https://binhhai.example/ban-tin/{nam}/{so}.pdf"
unsubscribe: {url: "https://binhhai.example/huy/{token}", mail: true}
tagged_address: plus
dkim: {domain: binhhai.example, selector: bantin, key_file: ../khoa/dkim.pem}
expires_after_days: 3
"""


def rules(text: str) -> list[tuple[str, int | None, int | None]]:
    _, findings = read_settings(text.encode())
    return [(found.rule.id, found.place.line, found.place.column) for found in findings]


def test_the_file_of_the_facts_is_read() -> None:
    settings, findings = read_settings(FACTS.encode())
    assert settings is not None
    assert {found.rule.id for found in findings} <= {"schema.placeholder"}
    assert settings.from_ == "bantin@binhhai.example"
    assert settings.imap is not None
    assert (settings.smtp.port, settings.imap.folder, settings.rate.per_day) == (587, "INBOX", 400)
    assert settings.dkim is not None


def test_vietnamese_keys_and_values() -> None:
    text = (
        'Gửi từ: bantin@binhhai.vn\nten_nguoi_gui: "Bản tin"\ngửi thư: {máy chủ: smtp.x.vn, cổng: 465, bảo mật: tls}\n'
        "kem_pdf: kèm\nđịa chỉ có dấu: không\nmat_khau: kho khóa\nthu_lon_nhat_mb: 7,5\n"
    )
    settings, findings = read_settings(text.encode())
    assert settings is not None, findings
    assert (settings.pdf, settings.tagged_address, settings.password) == ("attach", "none", "keyring")
    assert (settings.smtp.security, settings.max_letter_mb) == ("tls", 7.5)


def test_every_mistake_is_named_at_once() -> None:
    found = rules(
        "from: bantin\nfrom_name: X\nsmtp: {host: smtp.x.vn, prot: 587, security: ssl3}\n"
        "rate: {per_minute: many}\nlnk: a\npassword: hunter2\nexpires_after_days: 900\n"
    )
    assert found == [
        ("schema.pattern", 1, 7), ("schema.unknown-key", 3, 25), ("schema.not-a-choice", 3, 46),
        ("schema.not-a-number", 4, 20), ("schema.unknown-key", 5, 1), ("mail.password-written", 6, 11),
        ("schema.out-of-range", 7, 21),
    ]  # fmt: skip
    _, findings = read_settings(b"from: a@b.vn\nfrom_name: X\nsmtp: h.vn\nrate: {per_minit: 3}\n")
    assert "per_minute" in findings[0].remedy("en")


@pytest.mark.parametrize(
    "line",
    [
        "password: hunter2",
        "password: 'hunter2'",
        'mat_khau: "hunter2"',
        "Mật khẩu: hunter2",
        "pass: hunter2",
        "pwd: hunter2",
        "pasword: hunter2",
        "mat-khau: hunter2 # ghi chú",
        "password: hunter2 #x",
        "password: |\n  hunter2",
        "password: 'hunter2",
        "password: [hunter2, x]",
        "password: {x: hunter2}",
        "password: file hunter2",
        "password: hunter2: x",
        "password:  hunter2  ",
        "imap: {host: x.vn, user: a, password: hunter2}",
        "imap:\n  host: x.vn\n  mat_khau: hunter2",
        "password: >\n  hunter2\n",
        "unsubscribe: {secret: hunter2, url: x}",
        "imap: imap://u:hunter2@x.vn",
        "password： hunter2",
        "password: [[{hunter2",
        "\tpassword: hunter2",
        'password: "hunter2\\"',
        "dkim: {passphrase: hunter2}",
    ],
)
def test_a_password_in_the_file_is_an_error_that_does_not_repeat_it(line: str) -> None:
    settings, findings = read_settings((BASE + line + "\n").encode())
    assert settings is None
    assert "mail.password-written" in {found.rule.id for found in findings}, findings
    (written,) = [found for found in findings if found.rule.id == "mail.password-written"][:1]
    assert "bulletin mail login" in written.remedy("vi")
    assert (written.place.line or 0) >= 4
    said = json.dumps([found.as_dict() for found in findings], ensure_ascii=False)
    assert "hunter2" not in said + str([found.line for found in findings])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("keyring", "keyring"),
        ("Keyring", "keyring"),
        ("env", "env"),
        ("file: mat-khau", "file: mat-khau"),
        ("file:mat-khau", "file: mat-khau"),
        ("tệp: a/b", "file: a/b"),
        ("{file: a}", "file: a"),
        ("biến môi trường", "env"),
        ("hunter2", None),
        ("", None),
        ("file:", None),
        ("keyring2", None),
        ("environment", None),
    ],
)
def test_where_a_password_is_kept(typed: str, kept: str | None) -> None:
    assert password_place(typed) == kept


@pytest.mark.parametrize(
    "line",
    ["password: file: ten-tep", "password: {file: ten-tep}", "password:\n  file: ten-tep", 'password: "file: ten-tep"'],
)
def test_a_file_may_be_named_in_any_form(line: str) -> None:
    settings, findings = read_settings((BASE + line + "\n").encode())
    assert settings is not None
    assert settings.password == "file: ten-tep"
    assert findings == ()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("smtp: {host: x.vn, port: 465, security: starttls}", "mail.port-and-security"),
        ("imap: {host: x.vn, port: 143}", "mail.port-and-security"),
        ("pdf: link", "mail.link-needed"),
        ("link: https://x.vn/{nam}.pdf", "mail.bad-link"),
        ("link: https://x.vn/{so}{thang}.pdf", "mail.bad-link"),
        ("link: x.vn/{so}", "mail.bad-link"),
        ("link: https://x.vn/{so}/ấ", "mail.bad-link"),
        ("unsubscribe: http://x.vn/{token}", "mail.bad-link"),
        ("unsubscribe: https://x.vn/", "mail.bad-link"),
        ("unsubscribe: https://x.vn/{token}{token}", "mail.bad-link"),
        ("unsubscribe: {mail: no}", "mail.no-way-to-stop"),
        ("dkim: {domain: khac.vn, selector: a, key_file: b}", "mail.dkim-alignment"),
        ("reply_to: a@b..vn", "mail.bad-domain"),
        ("imap: x..vn", "schema.pattern"),
        ("from: ánh@b.vn", "schema.pattern"),
    ],
)
def test_what_two_fields_cannot_mean_together(line: str, rule: str) -> None:
    key = line.partition(":")[0]
    base = "".join(kept for kept in BASE.splitlines(keepends=True) if not kept.startswith(f"{key}:"))
    _, findings = read_settings((base + line + "\n").encode())
    assert [found.rule.id for found in findings] == [rule]
    assert findings[0].place.line == len(base.splitlines()) + 1


def test_the_scaffold_is_read_with_placeholders_only() -> None:
    settings, findings = read_settings(render("mail").encode())
    assert settings is not None
    assert {found.rule.id for found in findings} == {"schema.placeholder"}


def test_new_schema_and_no_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "publication.yaml").write_text("ma: a\n")
    (tmp_path / "so-1").mkdir()
    found = find_settings(tmp_path / "so-1")
    assert [one.rule.id for one in found.findings] == ["mail.absent"]
    assert run(["new", "mail", str(tmp_path)]) == 0
    found = find_settings(tmp_path / "so-1")
    assert not has_errors(found.findings)
    assert found.folder == tmp_path
    assert run(["new", "mail", str(tmp_path)]) == 3
    capfd.readouterr()
    assert run(["schema", "mail"]) == 0
    made = json.loads(capfd.readouterr().out)
    assert {"from", "gui_tu", "smtp", "gui_thu"} <= set(made["properties"])
    assert "from_" not in made["properties"]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_mail_yaml_that_is_no_file(kind: str, tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text("ma: a\n")
    path = tmp_path / "mail.yaml"
    path.symlink_to("/etc/passwd") if kind == "link" else path.mkdir()
    assert [found.rule.id for found in find_settings(tmp_path).findings] == ["file.not-regular"]


@pytest.mark.parametrize(
    ("domain", "wire"),
    [
        ("Binhhai.VN", "binhhai.vn"),
        ("thôn-đông.vn", "xn--thn-ng-lib2gl1h.vn"),
        ("127.0.0.1", "127.0.0.1"),
        ("a..b", None),
        ("-a.vn", None),
        ("a b.vn", None),
        ("", None),
        ("x" * 64 + ".vn", None),
        ("\u200b.vn", None),
    ],
)
def test_domains_as_they_go_over_the_wire(domain: str, wire: str | None) -> None:
    import idna

    expected = wire if wire is None or "xn--" not in wire else idna.encode(domain, uts46=True).decode()
    assert ascii_domain(domain) == expected


def test_an_address_whose_domain_has_no_dot_is_refused() -> None:
    _, found = read_settings(b'from: "bantin@ban-tin"\nfrom_name: "A"\nsmtp: {host: localhost}\n')
    assert [(one.rule.id, str(one.place)) for one in found] == [("mail.bad-domain", "mail.yaml:1:7")]
