"""`mail.yaml` becomes `MailSettings`, or every mistake at once. A password in it is repeated in no message."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.settings import rules
from bulletin.errors import Finding, InputError, Place, has_errors, with_lines
from bulletin.fields.mail import MailSettings
from bulletin.lazy import dataclass, pattern
from bulletin.sources import addresses, jail
from bulletin.sources.folding import fold, nearest, shorten
from bulletin.sources.issue import LEVELS_UP, parse
from bulletin.sources.linking import Read
from bulletin.sources.rules import files as file_rules
from bulletin.sources.yaml.nodes import MAX_BYTES, Mapping, Node, Scalar
from bulletin.sources.yaml.nodes import Sequence as YamlSequence
from bulletin.sources.yaml.nodes import read as read_yaml

FILE = "mail.yaml"
_PLACES = {"keyring": "keyring", "kho_khoa": "keyring", "env": "env", "bien_moi_truong": "env"}
_IN_FILE = pattern(r"\{?\s*(?:file|tep|tệp)\s*:\s*(?P<name>[^{}\n]+?)\s*\}?", re.I)
_SECRET_KEYS = frozenset((
    "password", "pass", "passwd", "pwd", "passphrase", "secret", "app_password", "mat_khau", "matkhau", "mk",
    "mat_khau_ung_dung",
))  # fmt: skip
_SECRET_LINE = pattern(r"""(?P<key>[^\s:：={},'"][^:：={},'"]{0,40})["']?\s*[:：=]\s*(?P<value>[^\n]+)""")
_IN_ADDRESS = pattern(r"""(?<=[\s/"'])(?!mailto)[^\s:@/"'{},]+:(?P<value>[^\s:@/"'{},]+)@""")
_TAIL = pattern(r"\s#\S.*")
_HIDDEN = "••••••"
_FIELDS = pattern(r"\{([^{}]*)\}")
_LINK_FIELDS = {"nam": "2026", "so": "46", "ma": "ban-tin"}


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """`settings` is None when a finding is an error; `folder` is where `mail.yaml` is, and from it files are named."""

    settings: MailSettings | None
    folder: Path
    findings: tuple[Finding, ...]

    def needed(self) -> MailSettings:
        """The settings; raises InputError with the findings when there are none."""
        if self.settings is None:
            raise InputError(self.findings)
        return self.settings


def find_settings(folder: Path) -> FoundSettings:
    """The `mail.yaml` beside the `publication.yaml` of a folder or of one above it. Never raises for bad input."""
    office = office_folder(folder)
    path = office / FILE
    if not os.path.lexists(path):
        return FoundSettings(None, office, (Finding(rules.ABSENT, Place(FILE), "", {"folder": str(folder)}),))
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return FoundSettings(None, office, (jail.not_plain(path, FILE, mode),))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"word": FILE, "reason": error.strerror or type(error).__name__}
        return FoundSettings(None, office, (Finding(file_rules.UNREADABLE, Place(FILE), "", values),))
    settings, findings = read_settings(data)
    return FoundSettings(settings, office, findings)


def office_folder(folder: Path) -> Path:
    """The folder of `publication.yaml`: this one or one above it; this one when there is none."""
    here = folder.absolute()
    above = (here, *here.parents[:LEVELS_UP])
    return next((place for place in above if os.path.lexists(place / "publication.yaml")), here)


def read_settings(data: bytes, file: str = FILE) -> tuple[MailSettings | None, tuple[Finding, ...]]:
    """The settings in the bytes of a `mail.yaml` (None when a finding is an error) and everything found in it."""
    read = parse("mail", data, file)
    secrets = list(_secrets(data, file))
    findings = [*read.findings]
    record = read.record if isinstance(read.record, MailSettings) else None
    kept = None if record is None else password_place(record.password)
    if kept is not None:
        place = read.place("password")
        findings = [found for found in findings if has_errors([found]) or found.place != place]
    keys = {secret.place: secret.key for secret in secrets if secret.written}
    written = [Finding(rules.PASSWORD_WRITTEN, place, "", {"key": key}) for place, key in keys.items()]
    places = {found.place for found in written} | {secret.key_place for secret in secrets if secret.written}
    findings = [found for found in findings if found.place not in places] + written
    if record is not None:
        findings += _together(record, read)
        record = replace(record, password=kept or "keyring")
    hidden = [secret.text for secret in secrets if secret.written]
    lined = with_lines(sorted(findings, key=_order), {file: data})
    shown = tuple(_hide(found, hidden) for found in lined)
    return (None if has_errors(shown) else record), shown


def password_place(typed: str) -> str | None:
    """`keyring`, `env` or `file: NAME` for what was typed; None when it is none of them, so probably a password."""
    known = _PLACES.get(fold(typed))
    if known is not None:
        return known
    match = _IN_FILE.fullmatch(typed.strip())
    return f"file: {match['name']}" if match else None


# --- a password in the file -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Secret:
    text: str
    key: str
    place: Place
    key_place: Place
    written: bool


def _secrets(data: bytes, file: str) -> Iterator[_Secret]:
    """Every value under a key that is called like a password, also where the YAML cannot be read."""
    document = read_yaml(data, file)
    seen: set[int] = set()
    if document.root is not None:
        for key, value in _pairs(document.root):
            if _is_secret(key.text):
                seen |= {key.line, value.line}
                rest = document.lines[value.line][value.column :]
                text = value.text if isinstance(value, Scalar) else rest
                top = any(key is first for first, _ in document.root.pairs) and fold(key.text) in (
                    "password", "mat_khau",
                )  # fmt: skip
                written = bool(text.strip()) and not (top and password_place(text) is not None)
                yield _Secret(text.strip(), key.text, document.place(value), document.place(key), written)
                if written and (tail := _TAIL.search(rest)):
                    place = Place(file, value.line + 1, value.column + tail.start() + 2)
                    yield _Secret(tail.group().strip(), key.text, document.place(value), place, True)
    for number, line in enumerate(document.lines):
        if number in seen or line.lstrip().startswith("#"):
            continue
        for match in _SECRET_LINE.finditer(line):
            if _is_secret(match["key"].strip(" -")) and password_place(match["value"]) is None:
                place = Place(file, number + 1, match.start("value") + 1)
                yield _Secret(match["value"].strip(), match["key"].strip(" -"), place, place, True)
        for match in _IN_ADDRESS.finditer(line):
            place = Place(file, number + 1, match.start("value") + 1)
            yield _Secret(match["value"], "mat_khau", place, place, True)


def _is_secret(key: str) -> bool:
    """Whether a key is called like a password, also with a slip of typing."""
    return fold(key) in _SECRET_KEYS or (len(key) > 4 and nearest(key, _SECRET_KEYS, cutoff=0.8) is not None)


def _pairs(node: Node) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key, value
            yield from _pairs(value)
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _pairs(item)


def _hide(finding: Finding, secrets: Sequence[str]) -> Finding:
    """The finding without any of the secrets, in whatever part of it they are."""
    for secret in sorted({part for text in secrets for part in (text, *text.split("\n"))}, key=len, reverse=True):
        whole = f"{finding.quote}{finding.line or ''}{''.join(finding.values.values())}"
        if not secret.strip() or secret not in whole:
            continue
        if len(secret) < 4:  # so short that hiding it everywhere would hide half of the message
            finding = replace(finding, quote="", line=None if finding.line is None else _HIDDEN)
            continue
        values = {key: value.replace(secret, _HIDDEN) for key, value in finding.values.items()}
        line = None if finding.line is None else finding.line.replace(secret, _HIDDEN)
        finding = replace(finding, quote=finding.quote.replace(secret, _HIDDEN), line=line, values=values)
    return finding


# --- what each field says well and two together cannot mean -----------------------------------------------------------


def _together(settings: MailSettings, read: Read) -> Iterator[Finding]:
    for name, server in (("smtp", settings.smtp), ("imap", settings.imap)):
        usual = {587: "starttls", 465: "tls", 25: "starttls", 993: "tls", 143: "starttls"}
        if server is not None and usual.get(server.port, server.security) != server.security:
            right = usual[server.port]
            values = {"port": str(server.port), "usual": right, "security": server.security,
                      "mend": f"security: {right}"}  # fmt: skip
            where = "security" if (read.file, name, "security") in read.marks else "port"
            yield Finding(rules.PORT, read.place(name, where), str(server.port), values)
    yield from _domains(settings, read)
    yield from _links(settings, read)
    if settings.unsubscribe.url is None and not settings.unsubscribe.mail:
        yield Finding(rules.NO_WAY_TO_STOP, read.place("unsubscribe"))
    if settings.dkim is not None:
        domain, own = settings.dkim.domain.lower(), settings.from_.rpartition("@")[2].lower()
        if own != domain and not own.endswith(f".{domain}"):
            values = {"domain": domain, "from_domain": own}
            yield Finding(rules.ALIGNMENT, read.place("dkim", "domain"), domain, values)


def _domains(settings: MailSettings, read: Read) -> Iterator[Finding]:
    named = {
        ("from_",): settings.from_.rpartition("@")[2],
        ("reply_to",): (settings.reply_to or "").rpartition("@")[2],
        ("smtp", "host"): settings.smtp.host,
        ("imap", "host"): settings.imap.host if settings.imap else "",
        ("dkim", "domain"): settings.dkim.domain if settings.dkim else "",
    }
    for path, domain in named.items():
        whole = path[0] not in ("from_", "reply_to") or "." in domain
        if domain and (not whole or ascii_domain(domain) is None):
            yield Finding(rules.BAD_DOMAIN, read.place(*path), domain, {"domain": shorten(domain)})


def _links(settings: MailSettings, read: Read) -> Iterator[Finding]:
    if settings.link is None:
        if settings.pdf == "link":
            yield Finding(rules.LINK_NEEDED, read.place("pdf"), "link")
    elif (problem := _bad_link(settings.link, _LINK_FIELDS, "so")) is not None:
        mend = 'duong_dan: "https://binhhai.example/ban-tin/{nam}/{so}.pdf"'
        yield _bad(settings.link, problem, read.place("link"), mend)
    url = settings.unsubscribe.url
    if url is not None and (problem := _bad_link(url, {"token": "a"}, "token", https=True)) is not None:
        mend = 'dia_chi_web: "https://binhhai.example/huy/{token}"'
        yield _bad(url, problem, read.place("unsubscribe", "url"), mend)


def _bad(word: str, problem: tuple[str, str], place: Place, mend: str) -> Finding:
    values = {"word": shorten(word), "reason_vi": problem[0], "reason_en": problem[1], "mend": mend}
    return Finding(rules.BAD_LINK, place, shorten(word), values)


def _bad_link(typed: str, known: dict[str, str], needed: str, *, https: bool = False) -> tuple[str, str] | None:
    """Why an address with fields in braces cannot be used; None for a good one."""
    names = _FIELDS.findall(typed)
    for name in names:
        if name not in known:
            near = nearest(name, known) or needed
            return f"không có {{{name}}}, có phải là {{{near}}}?", f"there is no {{{name}}}; did you mean {{{near}}}?"
    if names.count(needed) != 1:
        return f"phải có {{{needed}}} một lần", f"it must hold {{{needed}}} once"
    filled = _FIELDS.sub(lambda match: known[match[1]], typed)
    if not filled.isascii():
        return "có chữ có dấu; hãy chép địa chỉ từ trình duyệt", "it holds letters beyond ASCII; copy it from a browser"
    if not re.match(r"https:" if https else r"https?:", filled, re.I):
        return "phải bắt đầu bằng https://", "it must begin with https://"
    found = addresses.problem_of(filled)
    return None if found is None else (found[0], found[1])


def _order(finding: Finding) -> tuple[int, int]:
    return finding.place.line or 0, finding.place.column or 0
