"""A version as a BagIt 1.0 bag (RFC 8493), the form in which institutions hand things to one another."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

from bulletin.archive.restore.issue import Restored, release_of, write_folder
from bulletin.archive.store.object import StoredFile, StoredObject, files, read_bytes
from bulletin.archive.store.root import Archive
from bulletin.issue_text import FILE_NAME as WORDS
from bulletin.issue_text import issue_text_from

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def restore_bag(archive: Archive, obj: StoredObject, version: int | None, into: Path, now: dt.datetime) -> Restored:
    """Write every file of a version as a bag: `data/` with the payload, manifests of SHA-512, who and what.

    Args:
        archive: where the object is.
        obj: the issue.
        version: the newest unless a number is given.
        into: a folder that is empty or does not exist; it becomes the bag.
        now: the time, with its zone.

    Raises:
        InputError: there is no such version, or a file is damaged (code 8).
        OutputError: the folder cannot be written, or is not empty.
    """
    number = obj.head if version is None else version
    stored = files(obj, number)
    payload = {f"data/{path}": file for path, file in stored.items()}
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info(obj, number, stored, now),
        "manifest-sha512.txt": _lines({path: file.sha512 for path, file in payload.items()}),
    }
    tags["tagmanifest-sha512.txt"] = _lines({path: hashlib.sha512(data).hexdigest() for path, data in tags.items()})
    write_folder(archive, into, payload, tags)
    return Restored(into, number, len(payload) + len(tags))


def _info(obj: StoredObject, version: int, stored: Mapping[str, StoredFile], now: dt.datetime) -> bytes:
    release = release_of(obj, version)
    total = sum(file.bytes for file in stored.values())
    values = {
        "Source-Organization": "",
        "External-Description": "",
        "External-Identifier": obj.id,
        "Internal-Sender-Identifier": f"{obj.id}/v{version}",
        "Internal-Sender-Description": obj.versions[version].message,
        "Bagging-Date": now.date().isoformat(),
        "Payload-Oxum": f"{total}.{len(stored)}",
        "Bag-Software-Agent": "bulletin",
    }
    if WORDS in stored:
        words = issue_text_from(read_bytes(obj, WORDS, version))
        values["Source-Organization"] = words.publisher
        number = words.number_words or str(release.number)
        values["External-Description"] = f"{words.full_name}, {number}, {release.date.isoformat()}"
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in values.items() if value.strip())
    return "".join(lines).encode()


def _lines(digests: Mapping[str, str]) -> bytes:
    """A manifest. The standard has a percent sign in a name written as %25, and no other sign of ours written so."""
    return "".join(f"{digest}  {path.replace('%', '%25')}\n" for path, digest in sorted(digests.items())).encode()
