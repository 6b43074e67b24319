"""What goes into the archive: the release, all editions, everything they were made from, their words, a guide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bulletin import release as releases
from bulletin.archive import rules
from bulletin.archive.guide import object_guide
from bulletin.archive.parts import Parts, hashed
from bulletin.archive.private import is_private, private_in, tells_place
from bulletin.archive.store.disk import Hashed, Source
from bulletin.archive.store.names import is_object_id
from bulletin.archive.store.writer import check_names
from bulletin.errors import Finding, InputError, Place, has_errors
from bulletin.issue_text import FILE_NAME as WORDS
from bulletin.issue_text import IssueText, read_issue_text
from bulletin.lazy import dataclass
from bulletin.release import Release, read_release
from bulletin.runtime.paths import typed
from bulletin.sources.layouts.last_plan import is_last_plan

README = "README.txt"
_READING = ("record", "screen", "press", "office")
"""Editions with the pages in their order, the fullest first."""


@dataclass(frozen=True, slots=True)
class Package:
    """Everything of one issue: content by path. `camera` are the paths of the camera files among them."""

    id: str
    release: Release
    words: IssueText
    files: Mapping[str, Source]
    camera: frozenset[str]
    findings: tuple[Finding, ...]


def object_id(publication: str, year: int, number: int) -> str:
    """The id of an issue in the archive: `do-son-2026-046`.

    Raises:
        InputError: none can be made.
    """
    made = f"{publication}-{year:04d}-{number:03d}"
    if number < 1 or not is_object_id(made):
        values = {"publication": publication, "number": str(number), "year": str(year)}
        raise InputError([Finding(rules.BAD_ID, Place(file=releases.FILE_NAME), values=values)])
    return made


def package_issue(folder: Path, built: Path, cache: Path | None = None) -> Package:
    """Everything of a built issue, each file compared with `release.json`.

    Args:
        folder: the issue.
        built: where it was built to.
        cache: the program's cache, which holds the fonts.

    Raises:
        InputError: something is missing, was changed since, must not be kept or has a name that is not safe.
        ToolError: a font package is missing.
    """
    release, own = read_release(built), hashed(built / releases.FILE_NAME)
    if own is None:  # a link
        values = {"file": releases.FILE_NAME}
        raise InputError([Finding(releases.OTHER_LOST, Place(file=releases.FILE_NAME), values=values)])
    ident = object_id(release.publication, release.date.year, release.number)
    files: dict[str, Source] = {releases.FILE_NAME: own[0]}
    words = read_issue_text(built)
    findings = [*_beside(release, built, files)]
    parts = Parts(folder, release, cache, _record(release, files))
    for path, source in parts.collect():
        files[path] = source
    findings += parts.findings
    findings += [_refused(path) for path, source in sorted(files.items()) if is_private(path, _start(source))]
    if has_errors(findings):
        raise InputError(findings)
    camera = _camera(files, release, parts.logo)
    findings += [Finding(rules.READERS_LEFT, Place(file=name), values={"file": name}) for name in private_in(folder)]
    findings += _positions(files, camera, folder)
    files |= _page_texts(release, built)
    files[README] = object_guide(ident, release, words, len(camera), originals=True)
    check_names(dict.fromkeys(files, ""))
    return Package(ident, release, words, files, camera, tuple(findings))


def without_originals(package: Package) -> Package:
    """The package without its camera files, with a finding that says what can then no longer be built again."""
    if not package.camera:
        return package
    files = {path: source for path, source in package.files.items() if path not in package.camera}
    files[README] = object_guide(package.id, package.release, package.words, len(package.camera), originals=False)
    editions = ", ".join(edition.file for edition in package.release.editions)
    values = {"count": str(len(package.camera)), "editions": editions}
    kept = tuple(finding for finding in package.findings if not finding.is_(rules.POSITION))
    finding = Finding(rules.WITHOUT_ORIGINALS, Place(file=releases.FILE_NAME), values=values)
    return replace(package, files=files, findings=(*kept, finding))


def _beside(release: Release, built: Path, files: dict[str, Source]) -> Iterator[Finding]:
    """Put the editions and what is beside them into `files`; findings on those that are not as they were built."""
    for edition in release.editions:
        found, values = hashed(built / edition.file), {"edition": edition.name, "file": edition.file}
        if found is None or found[1] != edition.sha256:
            rule = releases.FILE_CHANGED if found else releases.FILE_LOST
            yield Finding(rule, Place(file=edition.file), values=values)
        else:
            files[edition.file] = found[0]
    if WORDS not in release.files:
        yield Finding(releases.OTHER_CHANGED, Place(file=WORDS), values={"file": WORDS})
    for name, digest in release.files.items():
        found = hashed(built / name)
        if found is None or found[1] != digest:
            rule = releases.OTHER_CHANGED if found else releases.OTHER_LOST
            yield Finding(rule, Place(file=name), values={"file": name})
        else:
            files[name] = found[0]


def _record(release: Release, files: Mapping[str, Source]) -> Path | None:
    """The record edition among files that are as they were built; it carries what the issue was made from."""
    names = [edition.file for edition in release.editions if edition.name == "record"]
    source = files.get(names[0]) if names else None
    return source.path if isinstance(source, Hashed) else None


def _refused(path: str) -> Finding:
    return Finding(rules.READERS, Place(file=path), values={"file": path})


def _start(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:16]
    path = source if isinstance(source, Path) else source.path
    with path.open("rb") as stream:
        return stream.read(16)


def _camera(files: Mapping[str, Source], release: Release, logo: str | None) -> frozenset[str]:
    """The paths of the photos that the stories name: everything typed is YAML, logo and last plan are no photos."""
    others = (name for name in release.inputs if name != logo and not is_last_plan(name))
    inputs = (unicodedata.normalize("NFC", name) for name in others)
    return frozenset(
        path for name in inputs if not name.endswith((".yaml", ".yml")) if (path := f"issue/{name}") in files
    )


def _positions(files: Mapping[str, Source], camera: frozenset[str], folder: Path) -> Iterator[Finding]:
    """One finding that names every photo which tells where it was taken."""
    names = [path.removeprefix("issue/") for path in sorted(camera) if tells_place(_bytes(files[path]), path)]
    if names:
        values = {"count": str(len(names)), "files": ", ".join(names), "folder": typed(folder)}
        yield Finding(rules.POSITION, Place(), values=values)


def _bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    return (source if isinstance(source, Path) else source.path).read_bytes()


def _page_texts(release: Release, built: Path) -> dict[str, Source]:
    """The words of every page, so that neither catalogue nor heir has to read a PDF."""
    from bulletin.pdf.pdfium import Undrawable
    from bulletin.pdf.text.pages import page_texts

    by_name = {edition.name: edition for edition in release.editions}
    edition = next((by_name[name] for name in _READING if name in by_name), None)
    if edition is None:
        return {}
    try:
        return text_files(page_texts((built / edition.file).read_bytes()))
    except Undrawable as error:
        values = {"file": edition.file, "reason": str(error)}
        raise InputError([Finding(rules.NOT_PDF, Place(file=edition.file), values=values)]) from error


def text_files(texts: tuple[str, ...]) -> dict[str, Source]:
    """The words of pages as files: `text/page-01.txt` and so on."""
    digits = max(2, len(str(len(texts))))
    return {f"text/page-{n:0{digits}d}.txt": f"{text}\n".encode() for n, text in enumerate(texts, 1)}
