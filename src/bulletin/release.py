"""Contract 2: `release.json`, written last. What was built, from what, with what, and what was found.

Sending and keeping read nothing else. The same build gives the same bytes: sorted keys, no clock, no path of a machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeVar

from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass
from bulletin.runtime import paths
from bulletin.runtime.spool import Spooled

SCHEMA = "bulletin/release@1"
FILE_NAME = "release.json"

_T = TypeVar("_T")

_REBUILD = Text(
    vi="Anh/chị dựng lại số báo: bulletin build THƯ_MỤC.",
    en="Build the issue again: bulletin build FOLDER.",
)
_MAKE = Text(vi="Hãy bấm Làm lại.", en="Press “Làm lại”.")


def _rule(name: str, what: Text, why: Text) -> Rule:
    return Rule(f"release.{name}", Severity.ERROR, what, why, _REBUILD, ExitCode.REFUSED, form=_MAKE)


ABSENT = _rule(
    "absent",
    Text(vi="Không có tệp {file} trong thư mục này.", en="There is no {file} in this folder."),
    Text(
        vi="Thiếu tệp này thì không biết số báo đã dựng xong và đúng hay chưa.",
        en="Without it nobody knows whether the issue was built to the end.",
    ),
)
BROKEN = _rule(
    "broken",
    Text(vi="Tệp {file} không đọc được: {reason}.", en="{file} cannot be read: {reason}."),
    Text(vi="Tệp đã bị sửa tay hoặc hỏng.", en="It was edited by hand or damaged."),
)
FILE_LOST = _rule(
    "file-lost",
    Text(vi="Không tìm thấy bản {edition}: {file}.", en="The {edition} edition is not there: {file}."),
    Text(vi="Số báo không còn đủ các bản đã dựng.", en="The issue no longer has all its editions."),
)
OTHER_LOST = _rule(
    "other-lost",
    Text(vi="Không tìm thấy tệp {file}.", en="{file} is not there."),
    Text(vi="Số báo không còn đủ các tệp đã dựng.", en="The issue no longer has all its files."),
)
OTHER_CHANGED = _rule(
    "other-changed",
    Text(vi="Tệp {file} đã khác lúc dựng xong.", en="{file} is not what was built."),
    Text(
        vi="Tệp này không còn khớp với các bản PDF; không nên gửi đi hay lưu trữ.",
        en="It no longer fits the PDF files; do not send or keep it.",
    ),
)
FILE_CHANGED = _rule(
    "file-changed",
    Text(
        vi="Bản {edition} ({file}) đã khác lúc dựng xong.",
        en="The {edition} edition ({file}) is not what was built.",
    ),
    Text(
        vi="Bản này chưa được kiểm tra; không nên gửi đi hay lưu trữ.",
        en="It has not been proved; do not send or keep it.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One finished file: `name` is the edition (`screen`), `file` its plain name beside `release.json`.

    `standards` are what the file claims to be (`PDF/X-4`), `validated` those that a validator confirmed in this build;
    `preflight` counts how its checks ended (`failed`, `warned`, `passed`, `not-run`, `not-applicable`); `made_for` says
    for whom and how it was made (printer, its file's and ICC profile's SHA-256, bleed, marks, imposition) and, of the
    office editions, what to choose in the print dialogue (paper, orientation, sides, flip; the advice in words).
    """

    name: str
    file: str
    sha256: str
    bytes: int
    pages: int
    standards: tuple[str, ...] = ()
    preflight: Mapping[str, int] = field(default_factory=dict)
    validated: tuple[str, ...] = ()
    made_for: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One built issue.

    `files` maps the names of what is beside the editions (`articles.json`, the report) to SHA-256. `inputs`, `layout`
    and `fonts` map posix paths (relative to the issue, to the layout folder, font file names) to SHA-256; `tools` maps
    names to versions; `findings` has the shape of `Finding.as_dict`.
    """

    publication: str
    number: int
    number_total: int | None
    date: dt.date
    editions: tuple[Edition, ...]
    findings: tuple[Mapping[str, object], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)


def sha256(data: bytes) -> str:
    """The fingerprint as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def name_inside(name: str) -> str:
    """A file's name without the way up to a publication folder above."""
    while name.startswith("../"):
        name = name.removeprefix("../")
    return name


def fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file by its name."""
    return {name: sha256(data) for name, data in files.items()}


def edition(name: str, file: str, data: bytes | Spooled, pages: int, **facts: Any) -> Edition:
    """The entry of a finished file from its bytes; `facts` are the other fields of `Edition`."""
    digest, size = (data.sha256, data.size) if isinstance(data, Spooled) else (sha256(data), len(data))
    return Edition(name=name, file=file, sha256=digest, bytes=size, pages=pages, **facts)


def release_bytes(release: Release) -> bytes:
    """The content of `release.json`: UTF-8, sorted keys, a line feed at the end.

    Raises:
        ValueError: a name holds an absolute path, which would differ between machines and tell about this one.
    """
    names = [
        *release.files,
        *release.inputs,
        *release.layout,
        *release.fonts,
        *(entry.file for entry in release.editions),
    ]
    for name in names:
        if PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute():
            raise ValueError(f"absolute path in a release: {name}")
    value = {
        "schema": SCHEMA,
        "publication": release.publication,
        "number": release.number,
        "number_total": release.number_total,
        "date": release.date.isoformat(),
        "editions": {
            entry.name: {
                "file": entry.file,
                "sha256": entry.sha256,
                "bytes": entry.bytes,
                "pages": entry.pages,
                "standards": list(entry.standards),
                "preflight": dict(entry.preflight),
                "validated": list(entry.validated),
                "made_for": dict(entry.made_for),
            }
            for entry in release.editions
        },
        "findings": [dict(finding) for finding in release.findings],
        "files": dict(release.files),
        "inputs": dict(release.inputs),
        "layout": dict(release.layout),
        "fonts": dict(release.fonts),
        "tools": dict(release.tools),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_release(path: Path) -> Release:
    """The release that a file describes.

    Args:
        path: `release.json` or the folder that holds it.

    Raises:
        InputError: there is none, or it is not one of ours.
    """
    file = path / FILE_NAME if paths.is_dir(path) else path
    place = Place(file=file.name)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError([Finding(ABSENT, place, values={"file": file.name})]) from error
    return release_from(data, file.name)


def release_from(data: bytes, name: str = FILE_NAME) -> Release:
    """The release that the bytes of a `release.json` hold; raises InputError like `read_release`."""
    try:
        return _release(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else f"{type(error).__name__} {error}"
        raise InputError([Finding(BROKEN, Place(file=name), values={"file": name, "reason": reason})]) from error


def verify(folder: Path) -> tuple[Finding, ...]:
    """Findings on the editions of a folder: each must be there and have the bytes that were proved."""
    try:
        release = read_release(folder)
    except InputError as error:
        return error.findings
    return (*_verify(folder, release.editions), *_verify_others(folder, release.files))


def withdrawn(folder: Path, release: Release) -> tuple[Path, ...]:
    """Files of the release in a folder that the new release no longer has, untouched since they were built.

    A press file of last week beside today's screen file would be sent to the shop some day.
    """
    try:
        before = read_release(folder)
    except InputError:
        return ()
    kept = {entry.file for entry in release.editions}
    changed = {finding.place.file for finding in _verify(folder, before.editions)}
    return tuple(folder / e.file for e in before.editions if e.file not in kept and e.file not in changed)


def _verify(folder: Path, editions: Iterable[Edition]) -> Iterator[Finding]:
    for entry in editions:
        place, values = Place(file=entry.file), {"edition": entry.name, "file": entry.file}
        if (digest := _digest(folder / entry.file)) != entry.sha256:
            yield Finding(FILE_CHANGED if digest else FILE_LOST, place, values=values)


def _verify_others(folder: Path, files: Mapping[str, str]) -> Iterator[Finding]:
    for name, wanted in files.items():
        if (digest := _digest(folder / name)) != wanted:
            yield Finding(OTHER_CHANGED if digest else OTHER_LOST, Place(file=name), values={"file": name})


def _digest(file: Path) -> str:
    """SHA-256 of a file's bytes; nothing when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


# --- reading: what a hand or a broken disk may have changed is not believed ------------------------------------


def _release(value: Any) -> Release:
    if value["schema"] != SCHEMA:
        raise ValueError(f"schema {value['schema']!r}, expected {SCHEMA!r}")
    return Release(
        publication=_is(value["publication"], str),
        number=_is(value["number"], int),
        number_total=None if value["number_total"] is None else _is(value["number_total"], int),
        date=dt.date.fromisoformat(value["date"]),
        editions=tuple(_edition(name, entry) for name, entry in _is(value["editions"], dict).items()),
        findings=tuple(_is(finding, dict) for finding in _is(value["findings"], list)),
        files={_plain_name(name): digest for name, digest in _texts(value.get("files", {})).items()},
        inputs=_texts(value["inputs"]),
        layout=_texts(value["layout"]),
        fonts=_texts(value["fonts"]),
        tools=_texts(value["tools"]),
    )


def _edition(name: str, value: Any) -> Edition:
    return Edition(
        name=name,
        file=_plain_name(_is(value["file"], str)),
        sha256=_is(value["sha256"], str),
        bytes=_is(value["bytes"], int),
        pages=_is(value["pages"], int),
        # Releases of version 1 before the print editions do not say.
        standards=tuple(_is(text, str) for text in _is(value.get("standards", []), list)),
        preflight={name: _is(count, int) for name, count in _is(value.get("preflight", {}), dict).items()},
        validated=tuple(_is(text, str) for text in _is(value.get("validated", []), list)),
        made_for=_texts(value.get("made_for", {})),
    )


def _plain_name(file: str) -> str:
    if file in {"", ".", ".."} or PurePosixPath(file).name != file or PureWindowsPath(file).name != file:
        raise ValueError(f"not a plain file name: {file!r}")
    return file


def _texts(value: Any) -> dict[str, str]:
    return {name: _is(text, str) for name, text in _is(value, dict).items()}


def _is(value: Any, kind: type[_T]) -> _T:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not {kind.__name__}")
    return value
