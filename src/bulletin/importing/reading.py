"""Foreign files read in a child process with limits: what crashes or hangs there costs one source, not the program."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, Finding
from bulletin.importing import rules
from bulletin.importing.document import SourceDocument
from bulletin.importing.limits import CHILD, finding
from bulletin.importing.packed import from_wire, to_wire
from bulletin.importing.result import Opinion, PastedText, ReadResult
from bulletin.lazy import dataclass
from bulletin.runtime import limits
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import ChildBugError, Request, findings_from_wire, findings_to_wire

_ENTRY = "bulletin.importing.reading:read_job"
_LIMITS = {
    limits.CPU.id: "mất quá nhiều thời gian xử lý / it takes too much computing",
    limits.WALL.id: "mất quá nhiều thời gian / it takes too long",
    limits.MEMORY.id: "cần quá nhiều bộ nhớ / it needs too much memory",
    limits.FILE_SIZE.id: "viết ra tệp quá lớn / it makes too large a file",
    limits.CRASHED.id: "làm chương trình đọc dừng đột ngột / it ends the reading program abruptly",
    limits.BAD_ANSWER.id: "làm chương trình đọc trả lời sai / it confuses the reading program",
}
"""What a limit of the child means for the file; its own words are about building."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest(Request):
    """One source: a path, or the bytes of a pasted text in base64.

    `opinion` is a page to be judged in place of a source, `photos` are files to be looked at.
    """

    name: str
    spool: Path
    path: Path | None = None
    pasted: str | None = None
    address: str | None = None
    charset: str | None = None
    opinion: str | None = None
    photos: tuple[str, ...] = ()


class ForeignReader:
    """The process that reads foreign files, kept for all sources of one import; use it with `with`."""

    def __init__(self, spool: Path, allowed: Limits = CHILD) -> None:
        self._spool = spool.absolute()
        self._child = WarmChild(_ENTRY, allowed)

    def __enter__(self) -> ForeignReader:
        self._spool.mkdir(parents=True, exist_ok=True)
        self._child.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def read(self, source: Path | PastedText) -> ReadResult:
        """The documents of one source in Unicode. A source that cannot be read is a finding."""
        request = _request(source, self._spool)
        try:
            answer = self._child.run(request.to_wire())
        except ChildBugError as error:
            return ReadResult((), (_failed(request.name, f"{error.bug.kind}: {error.bug.message}"),))
        except BulletinError as error:
            reasons = [_LIMITS.get(one.rule.id, one.what("vi")) for one in error.findings]
            return ReadResult((), tuple(_failed(request.name, reason) for reason in reasons))
        documents = tuple(from_wire(value) for value in answer["documents"])
        return ReadResult(documents, tuple(findings_from_wire(answer["findings"])))

    def opinion(self, page: bytes) -> Opinion:
        """What another program says about a page; an empty opinion where it fails or takes too much."""
        request = ReadRequest(name="", spool=self._spool, opinion=base64.b64encode(page).decode("ascii"))
        try:
            title, date, author = self._child.run(request.to_wire())["opinion"]
        except (ChildBugError, BulletinError):
            return Opinion()
        return Opinion(title, dt.date.fromisoformat(date) if date else None, author)

    def fingerprints(self, photos: Sequence[Path]) -> list[int | None]:
        """What photos look like; None for each that cannot be looked at."""
        request = ReadRequest(name="", spool=self._spool, photos=tuple(str(path.absolute()) for path in photos))
        try:
            found: list[int | None] = self._child.run(request.to_wire())["fingerprints"]
        except (ChildBugError, BulletinError):
            return [None] * len(photos)
        return found


def read_sources(
    sources: Sequence[Path | PastedText], spool: Path, allowed: Limits = CHILD, progress: Progress = SILENT
) -> ReadResult:
    """Read every source in a child process and decode its text.

    Args:
        sources: files, folders and pasted texts.
        spool: a folder that gets the bytes of pictures; made if it is missing.
        allowed: what reading one source may use.
        progress: is told of each source.

    Returns:
        The documents of all sources in their order, in Unicode. A source that cannot be read is a finding, and the
        others are read.
    """
    with ForeignReader(spool, allowed) as reader:
        return read_all(reader, sources, progress)


def read_all(reader: ForeignReader, sources: Sequence[Path | PastedText], progress: Progress = SILENT) -> ReadResult:
    """What a reader that runs makes of the sources, in their order."""
    documents: list[SourceDocument] = []
    found: list[Finding] = []
    progress.stage("import", len(sources))
    for source in sources:
        result = reader.read(source)
        documents += result.documents
        found += result.findings
        progress.advance()
    progress.done()
    return ReadResult(tuple(documents), tuple(found))


def _request(source: Path | PastedText, spool: Path) -> ReadRequest:
    if isinstance(source, PastedText):
        data = base64.b64encode(source.data).decode("ascii")
        return ReadRequest(name=source.name, spool=spool, pasted=data, address=source.address, charset=source.charset)
    return ReadRequest(name=source.name or str(source), spool=spool, path=source.absolute())


def _failed(name: str, reason: str) -> Finding:
    return finding(rules.UNREADABLE, name, kind="?", reason=reason[:200])


def read_job(job: Mapping[str, Any], _progress: Progress = SILENT) -> dict[str, object]:
    """In the child: read and decode one source, ask another program about a page, or look at photos."""
    request = ReadRequest.from_wire({key: value for key, value in job.items() if key != "limits"})
    if request.opinion is not None:
        from bulletin.importing.find.second import second_opinion

        said = second_opinion(base64.b64decode(request.opinion))
        return {"opinion": [said.title, said.date.isoformat() if said.date else None, said.author]}
    if request.photos:
        from bulletin.assets.photos.likeness import fingerprint

        return {"fingerprints": [fingerprint(Path(name)) for name in request.photos]}
    from bulletin.importing.decode.document import decode_document, findings_of
    from bulletin.importing.readers import read

    source = request.path if request.path is not None else base64.b64decode(request.pasted or "")
    result = read(source, request.name, request.spool, request.address, request.charset)
    documents = [decode_document(document) for document in result.documents]
    found = [*result.findings, *(one for document in documents for one in findings_of(document))]
    return {"documents": [to_wire(document) for document in documents], "findings": findings_to_wire(found)}
