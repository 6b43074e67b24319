"""`index.yaml`: the names that a person has confirmed or refused, and the candidates that wait for that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.archive.catalogue.folding import composed, fold
from bulletin.archive.catalogue.names import GuessedKind
from bulletin.errors import Finding, InputError, has_errors, quoting
from bulletin.fields.name_index import NameIndex
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write

FILE = "index.yaml"
_YES, _NO = frozenset({"co", "yes", "dung", "true"}), frozenset({"khong", "no", "sai", "false"})
_KEYS: dict[GuessedKind, str] = {"person": "nguoi", "place": "dia_danh"}
_HEAD = """# Tên người và địa danh tìm thấy trong các số đã lưu. Xóa dấu # ở đầu dòng để xác nhận một tên; đổi "có"
# thành "không" để lần sau không hỏi lại; hoặc ghi tên đầy đủ, thí dụ: "Ba Màn": "Nguyễn Thị Màn".
# Names found in the issues that were kept. Remove the # before a line to confirm a name; put "không" in the place of
# "có" to be asked no more; or type the full name that is meant.
"""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`names` maps a kind and a spelling to the name it means; `refused` are folded; `digest` is the file's."""

    names: Mapping[tuple[GuessedKind, str], str]
    refused: frozenset[tuple[GuessedKind, str]]
    digest: str
    findings: tuple[Finding, ...] = ()


def digest_of_index(folder: Path) -> str:
    """A hash of the file, to see whether it has changed; empty where there is none."""
    try:
        return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    except OSError:
        return ""


def read_confirmed(folder: Path) -> Confirmed:
    """What `index.yaml` of an archive says; nothing where there is none. Its mistakes are among the findings."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return Confirmed({}, frozenset(), "")
    digest = hashlib.sha256(data).hexdigest()
    try:
        with quoting({FILE: data}):
            index = _parsed(data)
    except InputError as error:
        return Confirmed({}, frozenset(), digest, error.findings)
    names: dict[tuple[GuessedKind, str], str] = {}
    refused: set[tuple[GuessedKind, str]] = set()
    both: tuple[tuple[GuessedKind, Mapping[str, str] | None], ...] = (
        ("person", index.people), ("place", index.places),
    )  # fmt: skip
    for kind, typed in both:
        for spelling, said in (typed or {}).items():
            name = composed(" ".join(spelling.split()))
            if fold(composed(said)) in _NO:
                refused.add((kind, fold(name)))
            else:
                names[kind, name] = name if fold(composed(said)) in _YES else composed(" ".join(said.split()))
    return Confirmed(names, frozenset(refused), digest)


def _parsed(data: bytes) -> NameIndex:
    from bulletin.sources.schema.reader import SchemaReader
    from bulletin.sources.schema.shapes import known_keys
    from bulletin.sources.yaml.nodes import read

    document = read(data, FILE, known=known_keys(NameIndex), first="nguoi")
    if document.root is None and not has_errors(document.findings):
        return NameIndex()  # comments only
    reader = SchemaReader(document, ("tệp tên gọi", "the file of names"))
    found = reader.read(NameIndex)
    findings = (*document.findings, *reader.findings)
    if has_errors(findings) or not isinstance(found, NameIndex):
        raise InputError(findings)
    return found


def propose(folder: Path, found: Iterable[tuple[GuessedKind, str, str]]) -> int:
    """Add candidates to `index.yaml` as comments, so that nothing counts before a person says so; returns how many.

    Args:
        folder: the archive folder.
        found: kind, name, and where the name was found.
    """
    path = folder / FILE
    try:
        before = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        before = _HEAD
    except UnicodeDecodeError as error:
        raise InputError(read_confirmed(folder).findings) from error
    text, added = before, 0
    groups: dict[GuessedKind, list[str]] = {"person": [], "place": []}
    for kind, name, where in found:
        if f'"{name}"' not in before:
            groups[kind].append(f'#  "{name}": có   # {where}')
            added += 1
    for kind, lines in groups.items():
        text = _below_key(text, _KEYS[kind], lines)
    if text != before:
        atomic_write(path, text.encode())
    return added


def _below_key(text: str, key: str, lines: list[str]) -> str:
    """The text with lines below a key of the top level, which is added at the end where it is missing."""
    if not lines:
        return text
    typed = text.split("\n")
    english = {"nguoi": "people", "dia_danh": "places"}[key]
    at = next((n for n, line in enumerate(typed) if line.split("#")[0].strip() in (f"{key}:", f"{english}:")), None)
    if at is None:
        return text.rstrip("\n") + f"\n\n{key}:\n" + "\n".join(lines) + "\n"
    return "\n".join((*typed[: at + 1], *lines, *typed[at + 1 :]))
