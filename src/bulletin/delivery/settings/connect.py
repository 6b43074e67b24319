"""Connections to both servers: always encrypted, certificate and name always checked, then the login."""

from __future__ import annotations

import imaplib
import shlex
import ssl
from pathlib import Path

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError

from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.sending import rules as sending_rules
from bulletin.delivery.sending.smtp import ConnectionLost, SmtpSession, Timeouts, connect
from bulletin.delivery.sending.values import Relay
from bulletin.delivery.settings import rules
from bulletin.errors import Finding, InputError, Place, Rule, ToolError
from bulletin.fields.mail import ImapServer, MailSettings, SmtpServer

PATIENCE_S = 60.0
_LONGEST_REPLY = 300


def trust(settings: MailSettings, folder: Path) -> ssl.SSLContext:
    """Whom both connections trust: the system's roots, or the authority in `ca_file` beside them.

    Raises:
        InputError: the file cannot be read or holds no certificate.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ca_file is not None:
        try:
            context.load_verify_locations(cafile=str(folder / settings.ca_file))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
            values = {"file": settings.ca_file, "reason": str(reason)}
            raise InputError([Finding(rules.CA_FILE, Place("mail.yaml"), "", values)]) from error
    return context


def open_smtp(settings: MailSettings, folder: Path, password: str | None) -> SmtpSession:
    """An SMTP connection after the login; `password` is None where the server asks for none.

    Raises:
        InputError: not reached, not encrypted, not to be trusted, or the login was refused.
    """
    server, user = settings.smtp, settings.smtp.user
    relay = Relay(host=_host(server.host), port=server.port, security=server.security,
                  user=(user or "") if password is not None else "", password=password or "")  # fmt: skip
    try:
        return connect(relay, Timeouts(command=PATIENCE_S), trust(settings, folder))
    except ConnectionLost as error:
        raise _not_reached(_name(server), error.reply.text) from error
    except ToolError as error:
        raise _as_typed(error.findings[0], _name(server), folder) from error


def _as_typed(refusal: Finding, server: str, folder: Path) -> InputError:
    """Why the server and we did not come together, as a matter of what `mail.yaml` says."""
    if refusal.is_(sending_rules.NO_TLS):
        return _refused(rules.NO_TLS, server)
    if refusal.is_(sending_rules.LOGIN):
        return _login(server, refusal.values["reply"], folder)
    if refusal.is_(sending_rules.CERTIFICATE):
        return _not_proved(server, refusal.values["reason"])
    return _not_reached(server, refusal.values.get("reason") or refusal.values.get("reply") or "")


def open_mailbox(settings: MailSettings, server: ImapServer, folder: Path, password: str) -> BaseMailBox:
    """An IMAP connection after the login, without a folder chosen.

    Raises:
        InputError: as with SMTP.
    """
    context, name = trust(settings, folder), _name(server)
    user = server.user or settings.smtp.user or settings.from_
    try:
        kind = MailBox if server.security == "tls" else MailBoxStartTls
        box = kind(_host(server.host), server.port, timeout=PATIENCE_S, ssl_context=context)
    except (OSError, imaplib.IMAP4.error) as error:
        if server.security == "starttls" and not isinstance(error, OSError) and "TLS" in str(error).upper():
            raise _refused(rules.NO_TLS, name) from error
        raise _not_reached(name, error) from error
    try:
        if (user + password).isascii():
            box.login(user, password, None)
        else:
            box.login_utf8(user, password, None)
    except Exception as error:
        _leave(box)
        if isinstance(error, OSError):
            raise _not_reached(name, error) from error
        raise _login(name, said(str(error)), folder) from error
    return box


def choose_folder(box: BaseMailBox, server: ImapServer) -> None:
    """Open the folder that `mail.yaml` names.

    Raises:
        InputError: there is none of that name; the finding says which there are.
    """
    try:
        box.folder.set(server.folder)
    except ImapToolsError as error:
        known = ", ".join(folder.name for folder in box.folder.list()[:30])
        values = {"name": server.folder, "known": known}
        raise InputError([Finding(rules.NO_FOLDER, Place("mail.yaml"), "", values)]) from error


def _host(host: str) -> str:
    return ascii_domain(host) or host


def _name(server: SmtpServer | ImapServer) -> str:
    return f"{server.host}:{server.port}"


def said(reply: bytes | str) -> str:
    """What a server said, on one line and without control characters."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST_REPLY]


def _leave(box: BaseMailBox) -> None:
    try:
        box.client.shutdown()
    except OSError:
        return


def _refused(rule: Rule, server: str) -> InputError:
    return InputError([Finding(rule, Place("mail.yaml"), "", {"server": server})])


def _login(server: str, reply: str, folder: Path) -> InputError:
    values = {"server": server, "reply": reply, "folder": shlex.quote(str(folder))}
    return InputError([Finding(rules.LOGIN_REFUSED, Place("mail.yaml"), "", values)])


def _not_proved(server: str, reason: str) -> InputError:
    return InputError([Finding(rules.NOT_PROVED, Place("mail.yaml"), "", {"server": server, "reason": reason})])


def _not_reached(server: str, error: Exception | str) -> InputError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _not_proved(server, error.verify_message)
    reason = error if isinstance(error, str) else getattr(error, "strerror", None) or str(error) or type(error).__name__
    values = {"server": server, "reason_vi": said(reason), "reason_en": said(reason)}
    return InputError([Finding(rules.UNREACHABLE, Place("mail.yaml"), "", values)])
