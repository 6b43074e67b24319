"""The letters that `send --dry-run` wrote beside the database: they hold readers' names and addresses, too."""

from __future__ import annotations

import email.policy
from email.parser import BytesHeaderParser
from pathlib import Path

from bulletin.delivery.readers.values import AddressError, compared, normalise_address
from bulletin.runtime.files import write_error

DRY_RUN = "dry-run"
"""The folder of those letters, beside the database."""
_LONGEST_HEAD = 64_000


def remove_letters(mail_folder: Path, address: str) -> int:
    """Remove the written letters to a normalised address, and return how many there were.

    Raises:
        OutputError: one cannot be read or removed.
    """
    folder, count = mail_folder / DRY_RUN, 0
    try:
        for file in sorted(folder.glob("*.eml")):
            if compared(address) in _recipients(file):
                file.unlink()
                count += 1
    except OSError as error:
        raise write_error(folder, error) from error
    return count


def _recipients(file: Path) -> set[str]:
    """The addresses that a letter is to, as they are compared."""
    with file.open("rb") as stream:
        head = stream.read(_LONGEST_HEAD).partition(b"\r\n\r\n")[0]
    field = BytesHeaderParser(policy=email.policy.SMTPUTF8).parsebytes(head + b"\r\n\r\n")["To"]
    found = set[str]()
    for one in getattr(field, "addresses", ()):
        try:
            found.add(compared(normalise_address(one.addr_spec)))
        except AddressError:
            continue
    return found
