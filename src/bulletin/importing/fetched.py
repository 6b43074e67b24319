"""A page and the pictures of its article from the network, for `--fetch` only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from bulletin.errors import BulletinError, Finding
from bulletin.importing.document import PictureFile
from bulletin.importing.fetch import FetchSession
from bulletin.importing.recognise import picture_kind
from bulletin.importing.result import PastedText


def fetched_page(session: FetchSession, address: str) -> PastedText:
    """The page byte for byte, with the address that gave it and the encoding that the server declared.

    Raises:
        InputError: the address may not be fetched, or the answer is not a page.
    """
    page = session.page(address)
    place = urlsplit(page.address)
    name = PurePosixPath(place.path).name or place.hostname or "trang"
    return PastedText(page.data, name if "." in name else f"{name}.html", page.address, page.charset)


def picture_fetcher(
    session: FetchSession, spool: Path, findings: list[Finding]
) -> Callable[[str], PictureFile | None]:  # fmt: skip
    """What fetches a picture into the spool folder; why one is not fetched is added to the findings."""

    def fetch(address: str) -> PictureFile | None:
        try:
            found = session.picture(address)
        except BulletinError as error:
            findings.extend(error.findings)
            return None
        digest = hashlib.sha256(found.data).hexdigest()
        stored = f"{digest[:32]}.{picture_kind(found.data) or 'bin'}"
        spool.mkdir(parents=True, exist_ok=True)
        (spool / stored).write_bytes(found.data)
        return PictureFile(PurePosixPath(urlsplit(found.address).path).name or stored, stored, digest, len(found.data))

    return fetch
