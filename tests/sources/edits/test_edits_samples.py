"""Every value of the sample files, set to hostile values in every kind of file: all other bytes and values stay.

`BULLETIN_ALL_EDITS=1` runs all of them (over 25,000); without it a few dozen of every kind are drawn.
"""

from __future__ import annotations

import os
import random
from itertools import product
from pathlib import Path

import pytest
from edited_files import HOSTILE

from bulletin.sources.edits.extent import last_line
from bulletin.sources.edits.typed_file import Path as FieldPath
from bulletin.sources.edits.typed_file import is_text, open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Scalar

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ALL = os.environ.get("BULLETIN_ALL_EDITS") == "1"
DRAWN = 12
_SHEETS: tuple[tuple[str, FileKind], ...] = (("issue.yaml", "issue"), ("publication.yaml", "publication"))
FILES: list[tuple[Path, FileKind]] = [
    *((EXAMPLES / name / file, kind) for name in ("do-son", "mot-trang") for file, kind in _SHEETS),
    *((path, "article") for path in sorted(EXAMPLES.glob("*/articles/*.yaml"))),
]
FORMS = {
    "LF": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "no last end": lambda data: data.rstrip(b"\n"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("path", "kind"), FILES, ids=lambda one: one.stem if isinstance(one, Path) else one)
def test_only_the_value_changes(path: Path, kind: FileKind, form: str) -> None:
    data = FORMS[form](path.read_bytes())
    file = open_file(data, kind)
    assert file is not None
    keys: list[FieldPath] = [
        tuple(int(part) if part.isdigit() else part for part in key)
        for key, node in file.nodes.items()
        if key and isinstance(node, Scalar)
    ]
    texts = [key for key in keys if is_text(kind, key) and file.value(key) is not None]
    edits = list(product(texts, HOSTILE if ALL or form == "LF" else HOSTILE[::8]))
    if not ALL:
        edits = random.Random(f"{path.name} {form}").sample(edits, min(DRAWN, len(edits)))
    for key, value in edits:
        made = set_value(data, key, value, kind=kind)
        assert made is not None, (key, value)
        again = open_file(made, kind)
        assert again is not None
        assert again.value(key) == value, key
        assert [again.value(one) for one in keys if one != key] == [file.value(one) for one in keys if one != key]
        node = file.nodes[tuple(map(str, key))]
        before, after = data.splitlines(keepends=True), made.splitlines(keepends=True)
        below = before[last_line(file, node) + 1 :]
        assert after[: node.line] == before[: node.line]
        assert after[len(after) - len(below) :] == below
        assert (b"\r\n" in made) == (form == "CRLF")
        assert made.startswith(b"\xef\xbb\xbf") == (form == "byte order mark")
