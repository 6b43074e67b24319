"""What reading gives: documents and findings; and the text that was pasted in place of a file."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.errors import Finding
from bulletin.importing.document import SourceDocument


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text or HTML that came over standard input or from the clipboard."""

    data: bytes
    name: str = "stdin"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All documents of the sources in their order, and what was refused or left out."""

    documents: tuple[SourceDocument, ...] = ()
    findings: tuple[Finding, ...] = ()
