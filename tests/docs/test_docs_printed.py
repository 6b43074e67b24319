"""The mark ∅ of the reference is true: fields with it stand on no page, all other words do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from reference_pages.fields import NOT_PRINTED

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose
from bulletin.errors import has_errors
from bulletin.model import Article, IssueSheet, Publication
from bulletin.sources.schema.shapes import FieldInfo, record_info

# Words that stand on a page only where something else is missing (kicker, byline) or given (time of publication), only
# in a continuation, or only in the masthead of layouts that have room for them.
DEPENDS = {
    ("Author", "name"), ("Article", "short_title"), ("Article", "place"), ("Section", "name"),
    ("IssueSheet", "lunar"), ("Publication", "since"), ("PrintRun", "price"), ("AiUse", "note"),
    ("HouseNotice", "title"), ("HouseNotice", "text"),
}  # fmt: skip
FIXED = {
    ("Publication", "id"): "mau", ("IssueSheet", "publication"): "mau", ("Article", "id"): "bai-mau",
    ("Placement", "article"): "bai-mau", ("Photo", "id"): "anh-1", ("Photo", "file"): "photos/anh-1.jpg",
    ("Section", "id"): "muc", ("Section", "colour"): None, ("Article", "section"): "muc",
    ("Placement", "section"): None,
    ("Publication", "layout"): None, ("IssueSheet", "layout"): None, ("Publication", "logo"): None,
    ("Publication", "fonts"): None, ("Publication", "trim"): None, ("Publication", "legal_profile"): "internal",
    ("IssueSheet", "date"): "20/11/2026", ("Licence", "kind"): "ban_tin", ("Contacts", "email"): "a@b.example",
    ("IssueSheet", "deposit"): None, ("Photo", "focus"): [50, 50],
    ("Photo", "crop"): [0, 0, 100, 100],
}  # fmt: skip


@dataclass
class Writer:
    """Fills every field; remembers which word it typed where."""

    typed: dict[int, tuple[str, str, bool]] = field(default_factory=dict)

    def record(self, cls: type[Any], silent: bool) -> dict[str, Any]:
        return {
            item.name: value
            for item in record_info(cls).fields
            if (value := self.value(cls, item, silent or item.name in NOT_PRINTED.get(cls.__name__, ()))) is not None
        }

    def value(self, cls: type[Any], item: FieldInfo, silent: bool) -> Any:
        if (cls.__name__, item.name) in FIXED:
            return FIXED[cls.__name__, item.name]
        shape = item.shape.inner or item.shape
        if shape.record is not None:
            inner = self.record(shape.record, silent)
            return [inner] if item.shape.name == "list" else inner
        if shape.name == "text" and item.kind == "text" and item.pattern is None:
            number = 1001 + len(self.typed)
            self.typed[number] = (cls.__name__, item.name, silent)
            return f"Mốc {number}"
        if item.kind == "url":
            return item.example
        return item.example if item.required and item.name != "schema" else None


def printed(tmp_path: Path, writer: Writer) -> set[int]:
    """The words of an issue with every field filled that stand on its pages."""
    folder = tmp_path / "so"
    (folder / "articles").mkdir(parents=True)
    (folder / "photos").mkdir()
    Image.radial_gradient("L").resize((1200, 800)).convert("RGB").save(folder / "photos" / "anh-1.jpg")
    for name, cls in (("publication", Publication), ("issue", IssueSheet), ("articles/bai-mau", Article)):
        (folder / f"{name}.yaml").write_text(json.dumps(writer.record(cls, False), ensure_ascii=False), "utf-8")
    run = BuildRun(tmp_path / "cache")
    checked = read(run, folder, proof=True)
    assert checked.issue is not None, checked.findings
    assert not has_errors(checked.findings), checked.findings
    composed = compose(run, layout_engine(run, checked.issue), checked.issue, checked.seen)
    return {int(n) for text in _texts(composed) for n in re.findall(r"\b(1\d{3})\b", text)}


def _texts(composed: Any) -> Iterator[str]:
    return (slot.text for page in composed.pages for slot in page.slots)


def test_fields_marked_as_not_printed_are_not_and_all_others_are(tmp_path: Path) -> None:
    writer = Writer()
    found = printed(tmp_path, writer)
    names = {number: f"{cls}.{name}" for number, (cls, name, _) in writer.typed.items()}
    silent = {number for number, (_, _, is_silent) in writer.typed.items() if is_silent}
    free = {number for number, (cls, name, _) in writer.typed.items() if (cls, name) in DEPENDS}
    assert len(writer.typed) > 50
    assert {names[n] for n in found & silent} == set(), "printed after all: take them out of NOT_PRINTED"
    assert {names[n] for n in set(names) - silent - free - found} == set(), "lost: words that stand on no page"


def test_every_name_in_the_table_is_a_field() -> None:
    records = {
        cls.__name__: {item.name for item in record_info(cls).fields} for cls in (Publication, IssueSheet, Article)
    }
    for record, names in NOT_PRINTED.items():
        if record in records:
            assert set(names) <= records[record]
