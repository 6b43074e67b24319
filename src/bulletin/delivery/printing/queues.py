"""CUPS on this machine or a printer by its address: which queues there are, what one can do, its jobs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from bulletin.delivery.printing import rules
from bulletin.delivery.printing.ipp import (
    JOB,
    OPERATION,
    PRINTER,
    Answer,
    Attribute,
    Value,
    keyword,
    request,
)
from bulletin.delivery.printing.plan import PDF, Plan, PrintQueue
from bulletin.delivery.printing.transport import PORT, Host, NoAnswerError, host_of, send
from bulletin.errors import Finding, InputError, ToolError
from bulletin.lazy import dataclass, pattern

# RFC 8011, 5.4.15, and CUPS's own.
_PRINT_JOB, _VALIDATE_JOB, _GET_JOB, _GET_PRINTER, _CUPS_DEFAULT, _CUPS_PRINTERS = 2, 4, 9, 0xB, 0x4001, 0x4002
_NOT_FOUND = 0x406
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock")
_CLIENT_FILES = ("/etc/cups/client.conf",)
_JOB_STATES = {
    3: "pending", 4: "held", 5: "processing", 6: "stopped", 7: "canceled", 8: "aborted", 9: "completed",
}  # fmt: skip
ENDED = frozenset({"canceled", "aborted", "completed"})
_SERVER_LINE = pattern(r"^\s*ServerName\s+(\S+)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = pattern(r"ipps?://", re.IGNORECASE)
_DEFAULT_LINE = pattern(r"^\s*Default\s+([^\s/]+)", re.MULTILINE)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Job:
    """A job that a printer has taken."""

    number: int
    uri: str


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is: a word of the standard, and why it waits or ended so."""

    word: str
    reasons: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more comes out of the printer."""
        return self.word in ENDED


def cups_host(environ: Mapping[str, str]) -> Host:
    """Where CUPS is: `CUPS_SERVER`, else `ServerName` of client.conf, else its socket file, else port 631."""
    named = environ.get("CUPS_SERVER", "")
    for file in (_home(environ, "client.conf"), *map(Path, _CLIENT_FILES)):
        named = named or _first(_SERVER_LINE, file)
    if named.startswith("/"):
        return Host(socket_file=named)
    if named:
        name, _, port = named.partition("/")[0].rpartition(":")
        return Host(name, int(port)) if name and port.isdecimal() else Host(named.partition("/")[0])
    found = next((path for path in _SOCKETS if Path(path).is_socket()), "")
    return Host(socket_file=found)


def default_by_user(environ: Mapping[str, str]) -> str:
    """The queue that this user has made the default for `lp`; empty when there is none."""
    said = environ.get("LPDEST", "") or environ.get("PRINTER", "")
    return said or _first(_DEFAULT_LINE, _home(environ, "lpoptions"))


def find_printer(wanted: str | None, environ: Mapping[str, str]) -> PrintQueue:
    """The printer asked for, by its queue or its `ipp:` address, else the default, else the only one there is.

    Raises:
        ToolError: there is no CUPS, no queue, or no answer.
        InputError: no queue has that name, or there are several to choose from.
    """
    if wanted and _ADDRESS.match(wanted):
        return _described(wanted, wanted, *_address(wanted))
    host = cups_host(environ)
    names = _queues(host)
    if not names:
        raise ToolError([Finding(rules.NO_QUEUE)])
    name = wanted or default_by_user(environ) or _default(host) or (names[0] if len(names) == 1 else "")
    said = {"queue": name, "queues": ", ".join(names)}
    if not name:
        raise InputError([Finding(rules.CHOOSE_QUEUE, values=said)])
    if name not in names:
        raise InputError([Finding(rules.UNKNOWN_QUEUE, values=said)])
    return _described(name, f"ipp://localhost:{PORT}/printers/{name}", host, f"/printers/{name}")


def print_job(plan: Plan, pdf: bytes, title: str, user: str, copies: int) -> Job:
    """Send one job: asked first whether the printer would do exactly that, then sent with the file.

    Raises:
        InputError: the printer refuses it; nothing is printed.
        ToolError: it does not answer.
    """
    head = [
        _uri("printer-uri", plan.printer.uri), Attribute("name", "requesting-user-name", (user,)),
        Attribute("name", "job-name", (title,)), Attribute("mime-type", "document-format", (PDF,)),
        # What cannot be done exactly is refused, not done somehow.
        Attribute("boolean", "ipp-attribute-fidelity", (True,)),
    ]  # fmt: skip
    attributes = plan.attributes(copies)
    for operation, document in ((_VALIDATE_JOB, b""), (_PRINT_JOB, pdf)):
        found = _ask(plan.printer, operation, (OPERATION, head), (JOB, attributes), document=document)
        if not found.done:
            reason = found.message or f"IPP 0x{found.status:04x}"
            raise InputError([Finding(rules.NOT_TAKEN, values={"queue": plan.printer.name, "reason": reason})])
    said = next(iter(found.of(JOB)), {})
    return Job(_number(said, "job-id"), str(next(iter(said.get("job-uri", ())), "")))


def job_state(printer: PrintQueue, job: Job) -> JobState:
    """How far a job is. A printer that has forgotten it has finished it.

    Raises:
        ToolError: the printer does not answer.
    """
    wanted = keyword("requested-attributes", "job-state", "job-state-reasons")
    head = [_uri("printer-uri", printer.uri), Attribute("integer", "job-id", (job.number,)), wanted]
    found = _ask(printer, _GET_JOB, (OPERATION, head))
    if found.status == _NOT_FOUND:
        return JobState("completed")
    said = next(iter(found.of(JOB)), {})
    reasons = tuple(str(word) for word in said.get("job-state-reasons", ()) if word != "none")
    return JobState(_JOB_STATES.get(_number(said, "job-state"), "processing"), reasons)


def troubles(printer: PrintQueue) -> tuple[str, ...]:
    """Why the printer waits, in words of the standard (`media-empty`); nothing when it runs.

    Raises:
        ToolError: the printer does not answer.
    """
    wanted = keyword("requested-attributes", "printer-state-reasons")
    found = _ask(printer, _GET_PRINTER, (OPERATION, [_uri("printer-uri", printer.uri), wanted]))
    said = next(iter(found.of(PRINTER)), {})
    return tuple(
        str(word) for word in said.get("printer-state-reasons", ()) if not str(word).endswith(("none", "-report"))
    )


# --- asking ----------------------------------------------------------------------------------------------------


def _queues(host: Host) -> list[str]:
    wanted = keyword("requested-attributes", "printer-name")
    try:
        found = send(host, "/", request(_CUPS_PRINTERS, next(_numbers), (OPERATION, [wanted])))
    except NoAnswerError as error:
        raise ToolError([Finding(rules.NO_CUPS, values={"where": str(host), "reason": str(error)})]) from error
    return sorted({str(group["printer-name"][0]) for group in found.of(PRINTER) if "printer-name" in group})


def _default(host: Host) -> str:
    wanted = keyword("requested-attributes", "printer-name")
    try:
        found = send(host, "/", request(_CUPS_DEFAULT, next(_numbers), (OPERATION, [wanted])))
    except NoAnswerError:
        return ""
    return next((str(group["printer-name"][0]) for group in found.of(PRINTER) if "printer-name" in group), "")


def _described(name: str, uri: str, host: Host, path: str) -> PrintQueue:
    bare = PrintQueue(name, uri, host, path, {})
    found = _ask(bare, _GET_PRINTER, (OPERATION, [_uri("printer-uri", uri), keyword("requested-attributes", "all")]))
    said = next(iter(found.of(PRINTER)), None)
    if not found.done or said is None:
        raise ToolError([Finding(rules.NO_ANSWER, values={"queue": name, "reason": found.message or "IPP"})])
    return PrintQueue(name, uri, host, path, said)


def _address(uri: str) -> tuple[Host, str]:
    try:
        host = host_of(uri)
    except ValueError as error:
        raise InputError([Finding(rules.UNKNOWN_QUEUE, values={"queue": uri, "queues": "–"})]) from error
    _, _, path = uri.partition("://")[2].partition("/")
    return host, f"/{path}"


def _ask(
    printer: PrintQueue, operation: int, *groups: tuple[int, Sequence[Attribute]], document: bytes = b""
) -> Answer:
    try:
        return send(printer.host, printer.path, request(operation, next(_numbers), *groups), document)
    except NoAnswerError as error:
        values = {"queue": printer.name, "reason": str(error)}
        raise ToolError([Finding(rules.NO_ANSWER, values=values)]) from error


def _uri(name: str, uri: str) -> Attribute:
    return Attribute("uri", name, (uri,))


def _number(said: Mapping[str, tuple[Value, ...]], name: str) -> int:
    value = next(iter(said.get(name, ())), 0)
    return value if isinstance(value, int) else 0


def _home(environ: Mapping[str, str], name: str) -> Path:
    return Path(environ.get("HOME") or "/nonexistent") / ".cups" / name


def _first(pattern: re.Pattern[str], file: Path) -> str:
    try:
        found = pattern.search(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return found[1] if found else ""
