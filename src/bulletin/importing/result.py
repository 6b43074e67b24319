"""What reading gives: documents and findings, a second opinion; and the text that was pasted in place of a file."""

from __future__ import annotations

import datetime as dt

from bulletin.errors import Finding
from bulletin.importing.document import SourceDocument
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text or HTML that came over standard input, from the clipboard or from the network.

    `address` is where a fetched page came from, and `charset` what its server declared.
    """

    data: bytes
    name: str = "stdin"
    address: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All documents of the sources in their order, and what was refused or left out."""

    documents: tuple[SourceDocument, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another program says about a page; where it agrees with a guess, the guess is sure."""

    title: str | None = None
    date: dt.date | None = None
    author: str | None = None
