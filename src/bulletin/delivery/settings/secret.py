"""The password of sending: where it is kept, how it is read, how `mail login` puts it there. It is never printed."""

from __future__ import annotations

import os
import shlex
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from bulletin.delivery.settings import rules
from bulletin.errors import Finding, InputError, Place, Rule
from bulletin.fields.mail import MailSettings
from bulletin.runtime.files import atomic_write

VARIABLE = "BULLETIN_MAIL_PASSWORD"
SERVICE = "bulletin-mail"
_LONGEST = 4096


def read_password(settings: MailSettings, folder: Path, environ: Mapping[str, str]) -> str:
    """The password from where `mail.yaml` says it is kept.

    Args:
        settings: of `mail.yaml`.
        folder: of `mail.yaml`; a password file is named from it.
        environ: the environment.

    Raises:
        InputError: there is none, it cannot be read, or others on this computer can read it.
    """
    kind, name = _kept(settings)
    if kind == "env":
        found = environ.get(VARIABLE, "")
        if not found:
            raise _none(folder, (f"biến {VARIABLE} trống", f"{VARIABLE} is empty"),
                        (f"Hãy đặt biến ấy: export {VARIABLE}=…", f"Set it: export {VARIABLE}=…"))  # fmt: skip
        return _good(found, folder)
    if kind == "file":
        return _good(_from_file(folder / name, name, folder), folder)
    return _good(_from_keyring(settings, folder), folder)


def keep_password(settings: MailSettings, folder: Path, password: str) -> str:
    """Put a password where `mail.yaml` says; returns where that is: `keyring` or the file's path.

    Raises:
        InputError: it is empty or holds control characters, the keyring refuses, or the environment is to keep it.
        OutputError: the file cannot be written.
    """
    password = _good(password, folder)
    kind, name = _kept(settings)
    if kind == "env":
        raise InputError([_finding(rules.NOTHING_TO_KEEP, folder)])
    if kind == "file":
        path = folder / name
        _write_secret(path, password)
        return str(path)
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, _user(settings), password)
        if keyring.get_password(SERVICE, _user(settings)) != password:
            raise KeyringError("kept nothing")
    except (KeyringError, RuntimeError) as error:
        raise InputError([_no_keyring(error, folder)]) from error
    return "keyring"


def _kept(settings: MailSettings) -> tuple[str, str]:
    kind, _, name = settings.password.partition(":")
    return kind, name.strip()


def _user(settings: MailSettings) -> str:
    """Under which name the keyring keeps it: the user at the server, so two publications do not mix."""
    return f"{settings.smtp.user or settings.from_}@{settings.smtp.host}"


def _from_keyring(settings: MailSettings, folder: Path) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(SERVICE, _user(settings))
    except (KeyringError, RuntimeError) as error:
        raise InputError([_no_keyring(error, folder)]) from error
    if not found:
        typed = shlex.quote(str(folder))
        raise _none(folder, ("kho khóa chưa có", "the keyring has none"),
                    (f"Hãy gõ: bulletin mail login {typed}", f"Type: bulletin mail login {typed}"))  # fmt: skip
    return found


def _from_file(path: Path, name: str, folder: Path) -> str:
    """The first line of a plain file that is nobody else's to read; opened once, so it is that file that is judged."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            mode = os.fstat(handle).st_mode
            if not stat.S_ISREG(mode):
                raise _file(name, folder, "không phải tệp thường", "it is no plain file")
            if mode & 0o077:
                values = {"file": name, "mode": f"{stat.S_IMODE(mode):04o}", "quoted": shlex.quote(str(path))}
                raise InputError([Finding(rules.OPEN_FILE, Place(name), "", values)])
            data = stream.read(_LONGEST + 1)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = error.strerror or type(error).__name__
        vi, en = ("chưa có tệp ấy", "there is no such file") if missing else (reason, reason)
        raise _file(name, folder, vi, en) from error
    try:
        return data.decode("utf-8").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise _file(name, folder, "không phải UTF-8", "it is no UTF-8") from error


def _write_secret(path: Path, password: str) -> None:
    """A file that is the owner's alone from its first byte on."""
    atomic_write(path, f"{password}\n".encode(), mode=0o600)


def _good(password: str, folder: Path) -> str:
    bad = not password or len(password) > _LONGEST or any(unicodedata.category(sign) == "Cc" for sign in password)
    if bad:
        raise InputError([_finding(rules.BAD_PASSWORD, folder)])
    return password


def _finding(rule: Rule, folder: Path, **values: str) -> Finding:
    return Finding(rule, Place("mail.yaml"), "", {"folder": shlex.quote(str(folder)), **values})


def _file(name: str, folder: Path, vi: str, en: str) -> InputError:
    found = _finding(rules.BAD_FILE, folder, file=name, reason_vi=vi, reason_en=en)
    return InputError([found])


def _no_keyring(error: Exception, folder: Path) -> Finding:
    return _finding(rules.NO_KEYRING, folder, reason=type(error).__name__)


def _none(folder: Path, where: tuple[str, str], mend: tuple[str, str]) -> InputError:
    values = {"where_vi": where[0], "where_en": where[1], "mend_vi": mend[0], "mend_en": mend[1]}
    return InputError([_finding(rules.NO_PASSWORD, folder, **values)])
