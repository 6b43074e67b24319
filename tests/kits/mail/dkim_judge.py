"""`opendkim-testmsg`, a verifier that is not ours, with a name server of its own that knows one test key.

Run as a program inside a network of its own (`unshare`), it answers TXT questions on 127.0.0.1:53 and gives the letter
on stdin to the verifier. Nothing leaves the machine and the system's name server is not asked.
"""

from __future__ import annotations

import base64
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

JUDGE = "/usr/sbin/opendkim-testmsg"


def make_key(folder: Path) -> tuple[Path, str]:
    """A private key with mode 0600 and the TXT record of its public half."""
    private = folder / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", private, "2048"], check=True, capture_output=True)
    private.chmod(0o600)
    done = subprocess.run(
        ["openssl", "rsa", "-in", private, "-pubout", "-outform", "DER"], check=True, capture_output=True
    )
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(done.stdout).decode()}"


def verify(letter: bytes, name: str, record: str) -> tuple[int, str]:
    """The exit code of the verifier (0: the signature is good) and what it says, with `record` as TXT of `name`."""
    for program in (JUDGE, "unshare"):
        assert shutil.which(program), f"{program} is missing: apt-get install opendkim-tools util-linux"
    done = subprocess.run(
        ["unshare", "--mount", "--net", sys.executable, __file__, name, record],
        input=letter, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def _up() -> None:
    """Bring the loopback of this network up: SIOCSIFFLAGS with IFF_UP | IFF_RUNNING."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))


def _serve(server: socket.socket, name: str, record: str) -> None:
    pieces = [record[at : at + 250].encode() for at in range(0, len(record), 250)]
    data = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    while True:
        asked, client = server.recvfrom(4096)
        end, labels = 12, []
        while asked[end]:
            labels.append(asked[end + 1 : end + 1 + asked[end]].decode().lower())
            end += 1 + asked[end]
        question = asked[12 : end + 5]
        known = ".".join(labels) == name and question[-4:-2] == b"\0\x10"
        flags = 0x8580 if known else 0x8583
        head = asked[:2] + struct.pack(">HHHHH", flags, 1, known, 0, 0)
        answer = b"\xc0\x0c" + struct.pack(">HHIH", 16, 1, 60, len(data)) + data if known else b""
        server.sendto(head + question + answer, client)


def main() -> int:
    _up()
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=_serve, args=(server, *sys.argv[1:3]), daemon=True).start()
    with tempfile.NamedTemporaryFile("w") as resolv:
        resolv.write("nameserver 127.0.0.1\noptions timeout:5 attempts:2\n")
        resolv.flush()
        subprocess.run(["mount", "--bind", resolv.name, os.path.realpath("/etc/resolv.conf")], check=True)
        done = subprocess.run([JUDGE], stdin=sys.stdin, capture_output=True, timeout=240, check=False)
    sys.stdout.buffer.write(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
