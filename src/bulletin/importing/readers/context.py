"""What every reader is given: the file's name, what is left of the caps, and where the bytes of pictures go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path, PurePosixPath

from bulletin.errors import Finding, Rule
from bulletin.importing.document import PictureFile, SourceDocument
from bulletin.importing.limits import ReadBudget, finding
from bulletin.importing.recognise import picture_kind
from bulletin.lazy import dataclass

Sibling = Callable[[str], bytes | None]
"""The bytes of a file beside a page, by the relative address that the page gives; None when there is none."""


def no_sibling(_address: str) -> bytes | None:
    """None: nothing is beside the page."""
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """One source while it is read; `inside` makes that of a member.

    Readers of mails and archives add a document for each member. `sibling` finds what a page names by its relative
    address; `beside` finds files in the folder of the source, None where there is no folder. `address` and `charset`
    are what is known of a page from outside.
    """

    file: str
    spool: Path
    budget: ReadBudget = field(default_factory=ReadBudget)
    findings: list[Finding] = field(default_factory=list)
    documents: list[SourceDocument] = field(default_factory=list)
    depth: int = 0
    sibling: Sibling = no_sibling
    beside: Sibling | None = None
    address: str | None = None
    charset: str | None = None

    def inside(self, member: str, sibling: Sibling | None = None) -> Context:
        """The same source, one level deeper."""
        return replace(
            self, file=f"{self.file}/{member}", depth=self.depth + 1, sibling=sibling or no_sibling, beside=sibling,
            address=None, charset=None,
        )  # fmt: skip

    def tell(self, rule: Rule, quote: str = "", **values: str) -> None:
        """Add a finding about this file, once."""
        made = finding(rule, self.file, quote, **values)
        if made not in self.findings:
            self.findings.append(made)

    def keep(self, name: str, data: bytes) -> PictureFile:
        """Put the original bytes of a picture into the spool folder; the same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        kind = picture_kind(data)
        stored = f"{digest[:32]}.{kind or 'bin'}"
        path = self.spool / stored
        if not path.exists():
            path.write_bytes(data)
        return PictureFile(_plain_name(name), stored, digest, len(data))


def _plain_name(name: str) -> str:
    """The last part of a path of any system."""
    return PurePosixPath(name.replace("\\", "/")).name or "picture"


@dataclass(slots=True)
class FoundPictures:
    """The pictures of one document: key → file; the same bytes under the same name have one key."""

    context: Context
    files: dict[str, PictureFile] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> str | None:
        """The key of a picture that was kept; None for bytes that are none."""
        if picture_kind(data) is None:
            return None
        file = self.context.keep(name, data)
        for key, known in self.files.items():
            if known == file:
                return key
        if len(self.files) >= self.context.budget.caps.pictures:
            return None
        key = f"p{len(self.files) + 1}"
        self.files[key] = file
        return key
