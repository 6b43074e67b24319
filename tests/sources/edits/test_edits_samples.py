"""Every text of samples and scaffolds, set to hostile values in every kind of file: all other bytes and values stay.

`BULLETIN_ALL_EDITS=1` runs all of them, 100,964 in November 2026; without it a few dozen of every kind are drawn.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from edited_files import HOSTILE

from bulletin.sources.edits.extent import last_line
from bulletin.sources.edits.typed_file import Path as FieldPath
from bulletin.sources.edits.typed_file import TypedFile, is_text, open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.scaffold import ScaffoldKind, render
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Scalar

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ALL = os.environ.get("BULLETIN_ALL_EDITS") == "1"
DRAWN = 12
_SHEETS: tuple[tuple[str, FileKind], ...] = (("issue.yaml", "issue"), ("publication.yaml", "publication"))
_SCAFFOLDS: tuple[ScaffoldKind, ...] = ("publication", "issue", "article", "mail")
_UNUSED = re.compile(r"(?m)^(\s*)# (\s*(?:- )?[a-zA-Z_]+:(?: |$)|\s*- |\s{6})")
ENOUGH = 25_000


def files() -> Iterator[tuple[str, FileKind, bytes]]:
    """Names, kinds and contents: samples, fresh scaffolds, and scaffolds with all their fields in use."""
    for name in ("do-son", "mot-trang"):
        for sheet, kind in _SHEETS:
            yield f"{name} {kind}", kind, (EXAMPLES / name / sheet).read_bytes()
    for path in sorted(EXAMPLES.glob("*/articles/*.yaml")):
        yield path.stem, "article", path.read_bytes()
    for kind in _SCAFFOLDS:
        fresh = render(kind)
        head, fields = fresh.split("\n\n", 1)
        yield f"fresh {kind}", kind, fresh.encode()
        yield f"full {kind}", kind, f"{head}\n\n{_UNUSED.sub(_used, fields)}".encode()


def _used(line: re.Match[str]) -> str:
    return line[1] + line[2]


FILES = list(files())
FORMS = {
    "LF": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "no last end": lambda data: data.rstrip(b"\n"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


def paths(file: TypedFile) -> list[FieldPath]:
    """The paths of all values that are no list and no map."""
    return [file.numbered(key) for key, node in file.nodes.items() if key and isinstance(node, Scalar)]


def edits_of(file: TypedFile) -> list[tuple[FieldPath, str]]:
    """Every text of a file with every hostile value."""
    texts = [key for key in paths(file) if is_text(file.kind, key) and file.value(key) is not None]
    return list(product(texts, HOSTILE))


def opened(data: bytes, kind: FileKind) -> TypedFile:
    file = open_file(data, kind)
    assert file is not None
    return file


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("kind", "typed"), [one[1:] for one in FILES], ids=[one[0] for one in FILES])
def test_only_the_value_changes(kind: FileKind, typed: bytes, form: str, request: pytest.FixtureRequest) -> None:
    data = FORMS[form](typed)
    file = opened(data, kind)
    keys = paths(file)
    edits = edits_of(file)
    if not ALL:
        edits = random.Random(request.node.callspec.id).sample(edits, min(DRAWN, len(edits)))
    for key, value in edits:
        made = set_value(data, key, value, kind=kind)
        assert made is not None, (key, value)
        again = opened(made, kind)
        assert again.value(key) == value, key
        assert [again.value(one) for one in keys if one != key] == [file.value(one) for one in keys if one != key]
        node = file.nodes[tuple(map(str, key))]
        before, after = data.splitlines(keepends=True), made.splitlines(keepends=True)
        below = before[last_line(file, node) + 1 :]
        assert after[: node.line] == before[: node.line]
        assert after[len(after) - len(below) :] == below
        assert (b"\r\n" in made) == (form == "CRLF")
        assert made.startswith(b"\xef\xbb\xbf") == (form == "byte order mark")


def test_all_edits_are_many() -> None:
    assert len(FORMS) * sum(len(edits_of(opened(typed, kind))) for _, kind, typed in FILES) >= ENOUGH
