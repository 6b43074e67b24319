"""One draft written into an issue: article, photos, original."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

from bulletin.errors import ExitCode, Finding, OutputError, Place, Rule, Severity, Text
from bulletin.fields.article import Article
from bulletin.importing.draft import Draft, DraftPhoto
from bulletin.importing.drafts import Original
from bulletin.importing.write.known import ORIGINALS, SUMS, Known, known_of, new_id, next_draft, photo_line
from bulletin.importing.write.transaction import write_together
from bulletin.importing.write.values import article_of
from bulletin.importing.write.yaml_text import render
from bulletin.lazy import dataclass
from bulletin.sources.issue import parse

NOT_THE_SAME = Rule(
    "import.not-the-same", Severity.ERROR,
    Text("Bản nháp của “{file}” đọc lại không giống lúc ghi nên không được giữ.",
         "The draft of “{file}” is not the same when read again, so it is not kept."),
    Text("Chương trình chỉ giữ bản nháp mà nó đọc lại được đúng từng chữ.",
         "A draft is kept only if every letter of it can be read again."),
    Text("Hãy gửi tệp gốc cho người phát triển chương trình; trong khi chờ, chép chữ vào bài bằng tay.",
         "Please send the original to the developers; meanwhile copy the words by hand."),
    ExitCode.BUG,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """What became of a draft. `wanted` is the id that its title gives, which may have been taken.

    `again`: it was imported before, as article `id`. `changed`: so was an earlier version of it.
    """

    status: Literal["new", "again", "changed"]
    id: str
    wanted: str
    files: tuple[str, ...] = ()


def write_draft(
    issue: Path, draft: Draft, original: Original | None, spool: Path, same: Sequence[Draft] = ()
) -> WrittenDraft:
    """Write an article with its photos and its original; nothing where the same document was imported before.

    Args:
        issue: folder of the issue.
        draft: what was found.
        original: the file that it came from.
        spool: where the photos are.
        same: drafts of the same story from other sources, which are not written.

    Raises:
        OutputError: the disk refuses, or the written text does not give the same values. Nothing was written then.
    """
    known = known_of(issue)
    for one in (draft, *same):
        if one.sha256 in known.documents:
            ident = known.documents[one.sha256]
            return WrittenDraft("again", ident, ident)
    wanted, ident = new_id(draft.title.value or PurePosixPath(draft.file).stem, known)
    photos = _photo_files(issue, draft, ident)
    files, notes = _original_files((draft, *same), original, ident, known)
    sums = f"{ORIGINALS}/{ident}/{SUMS}"
    for photo, target in photos:
        assert photo.file is not None
        files[sums] += f"{photo_line(photo.file.sha256, target)}\n".encode()
    article = article_of(draft, ident, {photo.id: name for photo, name in photos})
    text = render(article, draft, notes)
    name = f"articles/{ident}.yaml"
    prove(article, text, name)
    spooled: dict[str, bytes | Path] = {
        target: spool / photo.file.stored for photo, target in photos if photo.file is not None
    }
    first = f"{ORIGINALS}/{ident}/{next_draft(issue / ORIGINALS / ident)}"
    together: dict[str, bytes | Path] = {**files, **spooled, first: text.encode(), name: text.encode()}
    write_together(issue, together)
    return WrittenDraft("new", ident, wanted, tuple(together))


def prove(article: Article, text: str, file: str) -> None:
    """Raise OutputError unless the text, read again, gives the same article without a mistake."""
    read = parse("article", text.encode(), file)
    if read.record != article:
        raise OutputError([Finding(NOT_THE_SAME, Place(file), "", {"file": file})])


def _photo_files(issue: Path, draft: Draft, ident: str) -> list[tuple[DraftPhoto, str]]:
    """The photos that came with the source and the new name of each: id and number."""
    made: list[tuple[DraftPhoto, str]] = []
    number = 0
    for photo in draft.photos:
        if photo.file is None:
            continue
        number += 1
        ending = PurePosixPath(photo.file.stored).suffix.lower()
        while _taken(issue, f"photos/{ident}-{number}{ending}"):
            number += 1
        made.append((photo, f"photos/{ident}-{number}{ending}"))
    return made


def _taken(issue: Path, name: str) -> bool:
    return (issue / name).exists() or (issue / name).is_symlink()


def _original_files(
    drafts: Sequence[Draft], original: Original | None, ident: str, known: Known
) -> tuple[dict[str, bytes], Sequence[str]]:  # fmt: skip
    """The copy of the original with its checksum; one that several stories share is there once."""
    lines = [f"# tài liệu: {draft.sha256}  {' '.join(draft.file.split())}" for draft in drafts]
    if original is None:
        return {f"{ORIGINALS}/{ident}/{SUMS}": ("\n".join(lines) + "\n").encode()}, []
    data = original.data()
    digest = hashlib.sha256(data).hexdigest()
    kept = known.originals.get(digest)
    if kept is not None:
        lines.append(f"# bản gốc: {kept}")
        return {f"{ORIGINALS}/{ident}/{SUMS}": ("\n".join(lines) + "\n").encode()}, [f"Bản gốc: {kept}"]
    name = _plain(original.name)
    lines.append(f"{digest}  {name}")
    target = f"{ORIGINALS}/{ident}/{name}"
    return (
        {target: data, f"{ORIGINALS}/{ident}/{SUMS}": ("\n".join(lines) + "\n").encode()},
        [f"Bản gốc: {target}", f"SHA-256: {digest}"],
    )


def added_original(
    issue: Path, draft: Draft, original: Original | None, ident: str
) -> tuple[dict[str, bytes | Path], list[str]]:  # fmt: skip
    """A later original of an article that is there: its file under a free name, and lines for the list of sums."""
    lines = [f"# tài liệu: {draft.sha256}  {' '.join(draft.file.split())}"]
    if original is None:
        return {}, lines
    data = original.data()
    plain = PurePosixPath(_plain(original.name))
    number, name = 1, plain.name
    while _taken(issue, f"{ORIGINALS}/{ident}/{name}"):
        number += 1
        name = f"{plain.stem}-{number}{plain.suffix}"
    lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
    return {f"{ORIGINALS}/{ident}/{name}": data}, lines


def _plain(name: str) -> str:
    """The last part of a name, without signs that a disk or a list of checksums could take badly."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char if char.isprintable() and char not in '<>:"|?*\n' else "_" for char in last).strip(" .")
    kept = kept.encode()[:120].decode(errors="ignore")
    return kept if kept and kept != SUMS and not kept.startswith("ban-nhap") else f"ban-goc-{kept}".rstrip("-")
