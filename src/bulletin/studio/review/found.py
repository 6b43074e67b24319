"""FOUND: the findings of all stages in one list, each at the field where it is mended, in the words of the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.errors import Finding, Severity
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.studio.answers import said_finding
from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.values import values_of
from bulletin.studio.forms.describe import FormKind
from bulletin.studio.forms.places import at_fields, in_window


def found_in(desk: Desk, folder: Path, publication: Path, stages: Iterable[Sequence[Finding]]) -> list[dict[str, Any]]:
    """Every finding once, errors first, with `kind`, `id`, `title`, `path` and `field` of its field where it has one.

    `field` is the path as one word, items by their numbers.

    Args:
        desk: that knows the articles.
        folder: of the issue.
        publication: the folder of `publication.yaml`.
        stages: the findings of each stage.
    """
    names = {f"articles/{path.name}": ident for ident, path in desk.articles(folder).items()}
    seen: set[tuple[object, ...]] = set()
    shown: list[dict[str, Any]] = []
    for finding in (one for stage in stages for one in stage):
        key = finding.rule.id, finding.place.file, finding.place.line, finding.what("vi")
        if key in seen or finding.severity is Severity.INFO:
            continue
        seen.add(key)
        shown.append(_shown(finding, folder, publication, names))
    return sorted(shown, key=lambda one: one["severity"] != "error")


def _shown(finding: Finding, folder: Path, publication: Path, names: Mapping[str, str]) -> dict[str, Any]:
    file = (finding.place.file or "").removeprefix("../")
    kind: FormKind | None = "article" if file in names else None
    path = folder / file
    if file == "issue.yaml":
        kind = "issue"
    elif file == "publication.yaml":
        kind, path = "publication", publication / file
    source = read_plain(path) if kind is not None else None
    if kind is None or source is None:
        nowhere = {"kind": "", "id": "", "title": "", "path": [], "field": ""}
        return {**said_finding(finding), **nowhere, "page": finding.place.page}
    typed = open_file(source, kind)
    values = values_of(typed) if typed is not None else {}
    one = at_fields(source, kind, (finding,))[0]
    title = str(values.get("title") or "") if kind == "article" else ""
    return {
        **one.as_dict(), "path": in_window(one.path, values), "field": ".".join(map(str, one.path)),
        "kind": kind, "id": names.get(file, ""), "title": title, "page": finding.place.page,
    }  # fmt: skip
