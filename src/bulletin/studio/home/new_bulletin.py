"""A new bulletin from five answers; nothing that was not answered is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin import datafiles
from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass
from bulletin.sources import scaffold
from bulletin.sources.folding import free_id, slug

EMPTY = Rule(
    "studio.answer-missing",
    Severity.ERROR,
    Text("Chưa điền “{field_vi}”.", "“{field_en}” is empty."),
    Text("Mục này được in ở măng-sét.", "It is printed in the masthead."),
    Text("Hãy điền rồi bấm Tạo.", "Fill it in, then press Tạo."),
)
LONG = Rule(
    "studio.answer-too-long",
    Severity.ERROR,
    Text("“{field_vi}” dài quá {most} ký tự.", "“{field_en}” is longer than {most} characters."),
    Text("Măng-sét không đủ chỗ.", "The masthead has no room for it."),
    Text("Hãy viết ngắn lại.", "Make it shorter."),
)
CHOICE = Rule(
    "studio.answer-unknown",
    Severity.ERROR,
    Text("Chưa chọn “{field_vi}”.", "“{field_en}” is not chosen."),
    Text("Chương trình chỉ làm được những loại có trong danh sách.", "Only what is listed can be made."),
    Text("Hãy chọn một mục trong danh sách.", "Choose one of the list."),
)
_WORDS = {
    "name": ("Tên bản tin", "Name", 60),
    "body": ("Cơ quan xuất bản", "Publishing body", 120),
    "period": ("Kỳ hạn", "Periodicity", 60),
}
_NEW_LAW = dt.date(2026, 7, 1)


@dataclass(frozen=True, slots=True)
class Answers:
    """The five answers."""

    name: str
    body: str
    period: str
    kind: str
    layout: str


def answers_of(said: Mapping[str, Any]) -> Answers:
    """The answers of the window.

    Raises:
        InputError: one is missing, too long or no choice.
    """
    found = []
    texts = {}
    for key, (vi, en, most) in _WORDS.items():
        words = said.get(key)
        text = " ".join(words.split()) if isinstance(words, str) else ""
        texts[key] = text
        values = {"field_vi": vi, "field_en": en, "most": str(most)}
        if not text:
            found.append(Finding(EMPTY, Place(), key, values))
        elif len(text) > most:
            found.append(Finding(LONG, Place(), key, values))
    if said.get("kind") not in ("internal", "licensed"):
        found.append(Finding(CHOICE, Place(), "kind", {"field_vi": "Loại bản tin", "field_en": "Kind"}))
    if said.get("layout") not in layout_names():
        found.append(Finding(CHOICE, Place(), "layout", {"field_vi": "Mẫu trình bày", "field_en": "Look"}))
    if found:
        raise InputError(found)
    return Answers(**texts, kind=said["kind"], layout=said["layout"])


def layout_names() -> tuple[str, ...]:
    """The looks that come with the program, the newspaper first."""
    names = sorted(path.parent.name for path in datafiles.folder("layouts").glob("*/layout.yaml"))
    return tuple(sorted(names, key=lambda name: name != "tuan-tin"))


def layout_rows() -> list[dict[str, Any]]:
    """The looks for the window: name, title, one line about it, trim in mm."""
    rows = []
    for name in layout_names():
        facts = datafiles.read_yaml(datafiles.folder("layouts") / name / "layout.yaml")
        assert isinstance(facts, dict)
        size = [float(side) for side in facts["trim_mm"]]
        rows.append({"name": name, "title": facts["title"], "about": facts["about"], "trim_mm": size})
    return rows


def create_bulletin(root: Path, answers: Answers, today: dt.date) -> Path:
    """Writes the bulletin into a folder of its own below `root`; returns that folder.

    Raises:
        OutputError: the disk refuses.
    """
    taken = {path.name for path in root.iterdir()} if root.is_dir() else set()
    ident = slug(answers.name) or "ban-tin"
    folder = root / free_id(ident[:60].strip("-"), taken)
    values: dict[str, str] = {
        "id": ident[:60].strip("-"), "name": answers.name, "publisher": answers.body, "periodicity": answers.period,
        "layout": answers.layout,
    }  # fmt: skip
    if answers.kind == "internal":
        values |= {"legal_profile": "internal", "circulation": "internal"}
    else:
        values |= {"legal_profile": "vn-2026" if today >= _NEW_LAW else "vn-2016", "circulation": "public"}
    scaffold.write("publication", folder / "publication.yaml", None, **values)
    return folder
