"""A private Postfix and a private Dovecot on loopback, as Debian packages them, for tests that run as root.

`with mail_servers(["bantin@binhhai.example"]) as mail:` starts both in about two seconds. Nothing leaves the machine:
Postfix has no client for other servers, and every address that is not in its own domains is refused with 5.4.4.
Both servers end with the `with` block, and also when the test process is killed (`mail_guard.py`). The servers of the
system are neither used nor touched, and port 25 is never asked for.

Addresses: those of `boxes` get mail, with any `+tag`; an unknown user of a known domain is accepted and comes back as
a delivery status notification to the return address; those of `refused` get 550 5.1.1 at once, those of `later` 451;
letters over `size_limit` get 552 5.3.4, and letters over the limit of a domain in `small` as well.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import smtplib
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PASSWORD = "mat-khau-thu"
"""The password of every box, for SMTP and IMAP; the user is the whole address."""
PATIENCE_S = 120
_TRIES = 4
_NOBODY = 65534
_GUARD = Path(__file__).with_name("mail_guard.py")
_NEEDED = {
    "/usr/sbin/postfix": "postfix",
    "/usr/lib/postfix/sbin/master": "postfix",
    "/usr/sbin/dovecot": "dovecot-imapd",
    "/usr/bin/openssl": "openssl",
}
_MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/mail.log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.binhhai.example
mydomain = binhhai.example
myorigin = binhhai.example
mydestination =
mynetworks = 127.0.0.0/8
smtpd_banner = $myhostname ESMTP {mark}
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 100000
smtpd_hard_error_limit = 100000
smtpd_reject_unlisted_recipient = no
smtpd_reject_unlisted_sender = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access texthash:{root}/etc/access,
    check_policy_service inet:127.0.0.1:{policy}
smtpd_end_of_data_restrictions = check_policy_service inet:127.0.0.1:{policy}
smtpd_tls_cert_file = {root}/cert.pem
smtpd_tls_key_file = {root}/key.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.4.4 nothing is local here
default_transport = error:5.4.4 this server sends nothing to other servers
relay_transport = error:5.4.4 this server sends nothing to other servers
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {root}/boxes
virtual_mailbox_maps = texthash:{root}/etc/boxes
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:{nobody}
virtual_gid_maps = static:{nobody}
recipient_delimiter = +
message_size_limit = {size}
queue_minfree = 0
notify_classes =
smtputf8_enable = yes
minimal_backoff_time = 1h
queue_run_delay = 1h
"""
_MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_DOVECOT = """\
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
login_greeting = {mark}
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_cache_size = 1M
auth_failure_delay = 0 secs
mail_max_userip_connections = 100
first_valid_uid = 1
last_valid_uid = {nobody}
mail_location = maildir:{root}/boxes/%d/%n
mail_fsync = never
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/etc/users
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={root}/boxes/%d/%n
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service anvil {{
  chroot =
  # Somebody who typed a wrong password waits longer and longer; tests type wrong ones on purpose.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, kw_only=True)
class MailServers:
    """Where the two servers answer, and what a test may ask them. Ports are on 127.0.0.1."""

    host: str = "127.0.0.1"
    smtp_port: int
    """Plain, with STARTTLS and then AUTH; letters are taken without AUTH as well."""
    imap_port: int
    """Plain, with STARTTLS."""
    imaps_port: int
    """TLS from the first byte."""
    certificate: Path
    """Self-made, for `localhost` and 127.0.0.1; it is its own authority."""
    folder: Path
    boxes: tuple[str, ...]

    def maildir(self, address: str) -> Path:
        """The Maildir of an address, without its tag."""
        local, _, domain = address.rpartition("@")
        return self.folder / "boxes" / domain / local.partition("+")[0]

    def letters(self, address: str) -> list[bytes]:
        """The letters in an inbox, oldest first, seen or not. Names of one second are in no order, so times count."""
        box = self.maildir(address)
        found = []
        for path in (path for part in ("new", "cur") for path in (box / part).glob("*")):
            with contextlib.suppress(FileNotFoundError):  # IMAP may be moving it from new to cur
                found.append((path.stat().st_mtime_ns, path.name, path.read_bytes()))
        return [data for _, _, data in sorted(found)]

    def put(self, address: str, letter: bytes) -> None:
        """Lay a letter into an inbox without any server, as a delivery would."""
        box = self.maildir(address)
        name = f"{time.time_ns()}.{uuid.uuid4().hex}.test"
        path = box / "tmp" / name
        path.write_bytes(letter)
        os.chown(path, _NOBODY, _NOBODY)
        path.rename(box / "new" / name)

    def send(self, sender: str, recipient: str, letter: bytes) -> None:
        """Hand a letter to Postfix, as somebody else's mail program would."""
        with smtplib.SMTP(self.host, self.smtp_port, timeout=PATIENCE_S) as client:
            client.sendmail(sender, [recipient], letter)

    def wait(self, address: str, number: int) -> list[bytes]:
        """The letters of an inbox as soon as there are `number` of them."""
        _until(lambda: len(self.letters(address)) >= number, f"{number} letters for {address}\n{self.log()[-3000:]}")
        return self.letters(address)

    def settle(self) -> None:
        """Return when Postfix has nothing left to deliver or to bounce."""
        _until(lambda: not any(self.queued()), f"an empty queue\n{self.log()[-3000:]}")

    def queued(self) -> list[str]:
        """The queue files of letters under way."""
        names = ("maildrop", "incoming", "active", "deferred", "bounce", "defer")
        parts = [self.folder / "queue" / name for name in names]
        return [path.name for part in parts for path in part.rglob("*") if _file(path)]

    def log(self) -> str:
        """What both servers wrote into their logs."""
        logs = [self.folder / "mail.log", self.folder / "dovecot.log"]
        return "\n".join(path.read_text("utf-8", "replace") for path in logs if path.exists())

    def trust(self) -> ssl.SSLContext:
        """A TLS context that accepts this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


@contextlib.contextmanager
def mail_servers(
    boxes: Iterable[str],
    *,
    domains: Iterable[str] = (),
    refused: Iterable[str] = (),
    later: Iterable[str] = (),
    small: Mapping[str, int] | None = None,
    size_limit: int = 10_240_000,
) -> Iterator[MailServers]:
    """Postfix and Dovecot for these boxes, up and answering.

    Args:
        boxes: addresses that get mail; each has a Maildir that Dovecot shows.
        domains: further domains of this server, whose users are all unknown.
        refused: addresses that are answered with 550 5.1.1 at once.
        later: addresses that are answered with 451 4.7.1 (as greylisting does).
        small: domain → most bytes of a letter for it, beyond which it is answered with 552 5.3.4.
        size_limit: most bytes of any letter, announced with SIZE.
    """
    for program, package in _NEEDED.items():
        assert Path(program).exists(), f"{program} is missing: install Debian's package {package}"
    assert os.geteuid() == 0, "the private mail servers are started by root"
    with contextlib.ExitStack() as stack:
        policy = stack.enter_context(_policy(dict(small or {})))
        for attempt in range(_TRIES):
            with contextlib.ExitStack() as trial:
                servers = _start(trial, tuple(boxes), tuple(domains), tuple(refused), tuple(later), size_limit, policy)
                if servers is None:  # somebody took a port in between: take others
                    assert attempt < _TRIES - 1, "no free ports for the mail servers"
                    continue
                yield servers
                return


def _start(
    stack: contextlib.ExitStack, boxes: tuple[str, ...], domains: tuple[str, ...], refused: tuple[str, ...],
    later: tuple[str, ...], size: int, policy: int,
) -> MailServers | None:  # fmt: skip
    """Both servers, or None if one of them did not get its ports."""
    # Not pytest's tmp_path: only its owner may enter that, and the servers give up root for their work.
    root = Path(tempfile.mkdtemp(prefix="bml-", dir="/tmp"))
    stack.callback(shutil.rmtree, root, ignore_errors=True)
    root.chmod(0o755)
    smtp, imap, imaps, auth = _free_ports(4)
    mark = uuid.uuid4().hex
    known = sorted({box.rpartition("@")[2] for box in (*boxes, *refused, *later)} | set(domains))
    _certificate(root)
    for name in ("etc", "queue", "data", "boxes", "run"):
        (root / name).mkdir(mode=0o755)
    shutil.chown(root / "data", "postfix", "postfix")
    shutil.chown(root / "boxes", _NOBODY, _NOBODY)
    values = {"root": root, "mark": mark, "policy": policy, "auth": auth, "domains": ", ".join(known),
              "nobody": _NOBODY, "size": size, "smtp": smtp, "imap": imap, "imaps": imaps}  # fmt: skip
    (root / "etc" / "main.cf").write_text(_MAIN.format_map(values))
    (root / "etc" / "master.cf").write_text(_MASTER.format_map(values))
    (root / "etc" / "dovecot.conf").write_text(_DOVECOT.format_map(values))
    access = [f"{box} 550 5.1.1 no such user here\n" for box in refused]
    access += [f"{box} 451 4.7.1 greylisted, try again later\n" for box in later]
    (root / "etc" / "access").write_text("".join(access))
    places = [(box, box.rpartition("@")[2], box.rpartition("@")[0]) for box in boxes]
    (root / "etc" / "boxes").write_text("".join(f"{box} {domain}/{local}/\n" for box, domain, local in places))
    (root / "etc" / "users").write_text("".join(f"{box}:{{PLAIN}}{PASSWORD}\n" for box in boxes))
    for _, domain, local in places:
        _maildir(root / "boxes" / domain / local)
    dovecot = stack.enter_context(_guarded(root, ["/usr/sbin/dovecot", "-F", "-c", f"{root}/etc/dovecot.conf"]))
    postfix = stack.enter_context(_guarded(root, ["/usr/sbin/postfix", "-c", f"{root}/etc", "start-fg"]))
    servers = MailServers(
        smtp_port=smtp, imap_port=imap, imaps_port=imaps, certificate=root / "cert.pem", folder=root, boxes=boxes
    )
    deadline = time.monotonic() + PATIENCE_S
    while not (_greets(smtp, mark) and _greets(imap, mark)):
        if dovecot.poll() is not None or postfix.poll() is not None:
            log = servers.log()
            assert "in use" in log, f"a mail server did not start:\n{log[-3000:]}"
            return None
        assert time.monotonic() < deadline, f"the mail servers do not answer:\n{servers.log()[-3000:]}"
        time.sleep(0.05)
    return servers


@contextlib.contextmanager
def _guarded(root: Path, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server behind its guard; closing the guard's standard input ends it."""
    guard = subprocess.Popen(
        [sys.executable, "-I", str(_GUARD), str(root), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield guard
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait(PATIENCE_S)


def _certificate(root: Path) -> None:
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    rest = ["-keyout", str(root / "key.pem"), "-out", str(root / "cert.pem"), "-days", "2"]
    subprocess.run([*make, *rest, "-subj", "/CN=localhost", "-addext", names], check=True, capture_output=True)


def _maildir(path: Path) -> None:
    for part in (path.parent, path, *(path / name for name in ("tmp", "new", "cur"))):
        part.mkdir(exist_ok=True, parents=True)
        os.chown(part, _NOBODY, _NOBODY)


def _free_ports(number: int) -> list[int]:
    """Ports that are free now; all are taken at once, so that they differ."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _greets(port: int, mark: str) -> bool:
    """Whether the server on a port is ours: its greeting carries our mark."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as talk:
        return mark.encode() in talk.recv(512)
    return False


def _until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.03)


def _file(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


@dataclass
class _Limits:
    most: dict[str, int] = field(default_factory=dict)


class _Answer(socketserver.StreamRequestHandler):
    """Postfix's policy protocol: lines `name=value`, an empty line, and one answer."""

    def handle(self) -> None:
        asked: dict[str, str] = {}
        for line in self.rfile:
            name, _, value = line.decode("utf-8", "replace").strip().partition("=")
            if name:
                asked[name] = value
                continue
            most = self.server.limits.most.get(asked.get("recipient", "").rpartition("@")[2].lower())  # type: ignore[attr-defined]
            too_big = most is not None and int(asked.get("size") or 0) > most
            self.wfile.write(
                b"action=552 5.3.4 message too big for this domain\n\n" if too_big else b"action=dunno\n\n"
            )
            asked = {}


@contextlib.contextmanager
def _policy(most: dict[str, int]) -> Iterator[int]:
    """The port of a server that refuses letters too big for their domain."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answer) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.limits = _Limits(most)  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
