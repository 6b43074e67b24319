"""Real IPP Everywhere printers on loopback, and a private CUPS in front of them; nothing of the system's is touched.

`ippeveprinter` wants the system's message bus to announce itself: it gets one of its own, with nobody on it. What it
receives is kept by its print command: the file and the job's attributes (`IPP_SIDES` …).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""
_KEEP = """#!/bin/sh
env | grep '^IPP_' > "{folder}/$IPP_JOB_ID.part"
cp "$1" "{folder}/$IPP_JOB_ID.pdf"
mv "{folder}/$IPP_JOB_ID.part" "{folder}/$IPP_JOB_ID.env"
exit {code}
"""
_SIZES = {"iso_a4_210x297mm": (21000, 29700), "iso_a3_297x420mm": (29700, 42000)}
_SIZE = "{ MEMBER integer x-dimension %d MEMBER integer y-dimension %d }"
_MARGINS = " ".join(f"MEMBER integer media-{edge}-margin 420" for edge in ("bottom", "left", "right", "top"))
_COLUMN = "{ MEMBER collection media-size %s " + _MARGINS + " }"
_CUPS_FILES = """SystemGroup root
ServerRoot {root}
CacheDir {root}/cache
StateDir {root}/run
RequestRoot {root}/spool
TempDir {root}/spool/tmp
ServerKeychain {root}/ssl
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
SyncOnClose No
"""
_CUPS = """LogLevel info
Listen {socket}
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
# Debian's cups-filters has a filter here; these printers take PDF as it is.
_CONVERSIONS = "application/pdf application/vnd.cups-pdf 0 -\napplication/pdf application/vnd.cups-raster 100 -\n"
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Received:
    """A job as it came out of a printer: the attributes that were sent, and the file."""

    said: Mapping[str, str]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class TestPrinter:
    """A running printer: its address and the folder that keeps its jobs."""

    __test__ = False
    uri: str
    folder: Path

    def received(self) -> list[Received]:
        """The jobs in the order in which they came."""
        files = sorted(self.folder.glob("*.env"), key=lambda path: int(path.stem))
        return [Received(_said(path), path.with_suffix(".pdf").read_bytes()) for path in files]


@contextlib.contextmanager
def bus(folder: Path) -> Iterator[str]:
    """A message bus of our own; yields its address."""
    folder.mkdir(parents=True)
    path = folder / "bus"
    config = folder / "bus.conf"
    config.write_text(_BUS.format(socket=path))
    with _running([_program("dbus-daemon"), "--nofork", "--nosyslog", f"--config-file={config}"], folder / "bus.log"):
        _until(path.exists, folder / "bus.log")
        yield f"unix:path={path}"


@contextlib.contextmanager
def printer(
    folder: Path, bus_address: str, *, media: tuple[str, ...] = ("iso_a4_210x297mm",), duplex: bool = True,
    fails: bool = False,
) -> Iterator[TestPrinter]:  # fmt: skip
    """A printer with this paper, with or without a duplex unit; `fails` makes it abort every job."""
    jobs = folder / "jobs"
    jobs.mkdir(parents=True)
    keep = folder / "keep"
    keep.write_text(_KEEP.format(folder=jobs, code=1 if fails else 0))
    keep.chmod(0o755)
    conf = folder / "printer.conf"
    conf.write_text(_attributes(media, duplex))
    port = _free_port()
    words = [_program("ippeveprinter"), "-r", "off", "-n", "localhost", "-p", str(port), "-d", str(folder / "spool"),
             "-c", str(keep), "-a", str(conf), "-vv", "May in"]  # fmt: skip
    (folder / "spool").mkdir()
    with _running(words, folder / "log", {"DBUS_SYSTEM_BUS_ADDRESS": bus_address}):
        _until(lambda: _listens(port), folder / "log")
        yield TestPrinter(f"ipp://localhost:{port}/ipp/print", jobs)


@contextlib.contextmanager
def cups(folder: Path, queues: Mapping[str, str]) -> Iterator[str]:
    """A print service of our own with a driverless queue for each printer's address; yields its socket file."""
    for name in ("cache", "run/certs", "spool/tmp", "ssl"):
        (folder / name).mkdir(parents=True)
    path = folder / "run" / "s"
    (folder / "cups-files.conf").write_text(_CUPS_FILES.format(root=folder))
    (folder / "cupsd.conf").write_text(_CUPS.format(socket=path))
    (folder / "mime.convs").write_text(_CONVERSIONS)
    words = [_program("cupsd"), "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    with _running(words, folder / "log"):
        _until(path.exists, folder / "log")
        for name, uri in queues.items():
            add = [_program("lpadmin"), "-h", str(path), "-p", name, "-E", "-v", uri, "-m", "everywhere"]
            subprocess.run(add, check=True, timeout=_PATIENCE_S, capture_output=True)
        yield str(path)


def _attributes(media: tuple[str, ...], duplex: bool) -> str:
    """The printer's description in the form of `ippeveprinter -a`."""
    sides = "one-sided,two-sided-long-edge,two-sided-short-edge" if duplex else "one-sided"
    sizes = [_SIZE % _SIZES[name] for name in media]
    columns = [_COLUMN % size for size in sizes]
    lines = [
        ("boolean", "color-supported", "false"), ("integer", "copies-default", "1"),
        ("rangeOfInteger", "copies-supported", "1-999"),
        ("mimeMediaType", "document-format-supported", "application/pdf,image/urf"),
        ("mimeMediaType", "document-format-default", "application/pdf"),
        ("keyword", "media-default", media[0]), ("keyword", "media-supported", ",".join(media)),
        ("keyword", "media-ready", ",".join(media)), ("collection", "media-size-supported", ",".join(sizes)),
        ("collection", "media-col-database", ",".join(columns)), ("collection", "media-col-ready", ",".join(columns)),
        ("collection", "media-col-default", columns[0]),
        ("integer", "media-bottom-margin-supported", "420"), ("integer", "media-left-margin-supported", "420"),
        ("integer", "media-right-margin-supported", "420"), ("integer", "media-top-margin-supported", "420"),
        ("keyword", "sides-default", "one-sided"), ("keyword", "sides-supported", sides),
        ("enum", "orientation-requested-supported", "3,4,5,6"), ("enum", "orientation-requested-default", "3"),
        ("keyword", "print-scaling-supported", "auto,fit,fill,none"), ("keyword", "print-scaling-default", "auto"),
        ("integer", "number-up-supported", "1,2,4"), ("integer", "number-up-default", "1"),
        ("keyword", "print-color-mode-supported", "monochrome"), ("keyword", "print-color-mode-default", "monochrome"),
        ("enum", "print-quality-supported", "4"), ("enum", "print-quality-default", "4"),
        ("resolution", "printer-resolution-supported", "600dpi"),
        ("resolution", "printer-resolution-default", "600dpi"),
        ("text", "printer-make-and-model", '"May in thu"'),
        ("keyword", "urf-supported", "V1.4,W8,RS600"),
    ]  # fmt: skip
    return "".join(f"ATTR {kind} {name} {value}\n" for kind, name, value in lines)


@contextlib.contextmanager
def _running(words: list[str], log: Path, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={**os.environ, **(environment or {})}
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until(true: object, log: Path) -> None:
    assert callable(true)
    end = time.monotonic() + _PATIENCE_S
    while not true():
        assert time.monotonic() < end, log.read_text(errors="replace")
        time.sleep(0.02)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _program(name: str) -> str:
    """A program of Debian's; root's folders are not on everybody's path."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    assert found, f"{name} is missing: ./check installs it"
    return found


def _said(path: Path) -> Mapping[str, str]:
    return dict(line.split("=", 1) for line in path.read_text(errors="replace").splitlines() if "=" in line)
