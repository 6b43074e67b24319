"""What can be chosen in fields whose values are names of other things: looks, colours, printers, stories, sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin import datafiles
from bulletin.geometry import PT_PER_MM
from bulletin.sources.layouts.read import layout_names
from bulletin.sources.partial import values_in
from bulletin.sources.printers import printer_names
from bulletin.studio.forms.describe import FormKind
from bulletin.studio.forms.naming import colour_name

OfferedChoice = dict[str, str]
SECRET_FILE = "file:.mat-khau-thu"
"""Where a computer without a keyring keeps the password of sending: a hidden file that is its owner's alone."""


def offered(
    kind: FormKind, publication: Path, folder: Path, found: Sequence[Mapping[str, Any]], stories: Mapping[str, Path]
) -> dict[str, Sequence[OfferedChoice]]:
    """The choices of a file's fields, by the path of the field in dots.

    Args:
        kind: of the file.
        publication: its folder.
        folder: of the issue; that of the publication where there is no issue.
        found: the looks that can be chosen.
        stories: of the issue, by their ids.
    """
    if kind == "mail":
        return {"password": [
            {"value": "keyring", "label": "Kho khóa của máy này"},
            {"value": SECRET_FILE, "label": "Tệp ẩn cạnh bản tin, chỉ mình bạn đọc được"},
            {"value": "env", "label": "Người quản trị đặt khi mở chương trình"},
        ]}  # fmt: skip
    facts = values_in("publication", publication / "publication.yaml")
    homes = tuple(dict.fromkeys((folder, publication)))
    made = {"layout": [{"value": one["name"], "label": one["title"]} for one in found], **_printers(homes)}
    if kind == "publication":
        look = str(facts.get("layout") or "tuan-tin")
        colours = next((one["colours"] for one in found if one["name"] == look), ())
        made["sections.colour"] = [{"value": name, "label": colour_name(name)} for name in colours]
    if kind == "issue":
        made["flatplan.article"] = _stories(stories)
        made["flatplan.section"] = sections_of(facts.get("sections", ()))
    return {path: choices for path, choices in made.items() if choices}


def sections_of(sections: Iterable[Any]) -> list[OfferedChoice]:
    """The sections of a publication as choices."""
    return [{"value": one.id, "label": one.name} for one in sections if hasattr(one, "id")]


def looks(homes: Sequence[Path]) -> list[dict[str, Any]]:
    """The looks that can be chosen, an office's own before a shipped one of that name, with what a picture needs."""
    places = (*(home / "layouts" for home in homes), datafiles.folder("layouts"))
    return [_look(name, places) for name in layout_names([home / "layouts" for home in homes])]


def _look(name: str, places: Iterable[Path]) -> dict[str, Any]:
    file = next(place / name / "layout.yaml" for place in places if (place / name / "layout.yaml").is_file())
    facts = values_in("layout", file)
    furniture = facts.get("furniture")
    return {
        "name": name,
        "title": str(facts.get("title") or name),
        "about": str(facts.get("about") or ""),
        "trim_mm": [float(side) for side in facts.get("trim_mm") or (210, 297)],
        "columns": int(facts.get("columns") or 1),
        "masthead_mm": getattr(furniture, "masthead_rows", 8) * float(facts.get("row_pt") or 12) / PT_PER_MM,
        "colours": list(facts.get("palette") or {}),
    }


def _printers(homes: Sequence[Path]) -> dict[str, list[OfferedChoice]]:
    folders = [home / "printers" for home in homes]
    places = (*folders, datafiles.folder("printers"))
    rows = []
    for name in printer_names(folders):
        file = next(place / f"{name}.yaml" for place in places if (place / f"{name}.yaml").is_file())
        rows.append({"value": name, "label": str(values_in("printer", file).get("name") or name)})
    return {"outputs.press.printer": rows, "outputs.office.printer": rows}


def _stories(files: Mapping[str, Path]) -> list[OfferedChoice]:
    return [
        {"value": ident, "label": str(values_in("article", path).get("title") or ident)}
        for ident, path in files.items()
    ]
