"""The file of the last plan of an issue, `.bulletin/pages-LAYOUT.json` in its folder: where it is, and its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.sources.partial import read_plain

FOLDER = ".bulletin"
"""The folder in an issue for what no person types."""
_START, _END = f"{FOLDER}/pages-", ".json"


def last_plan_name(layout: str) -> str:
    """The name of the file of a layout, from the issue folder."""
    return f"{_START}{layout}{_END}"


def is_last_plan(name: str) -> bool:
    """Whether an input of that name is a last plan."""
    return name.startswith(_START) and name.endswith(_END)


def read_last_plan(folder: Path, layout: str | None) -> tuple[str, bytes] | None:
    """The name and the bytes of the last plan of a layout; None where there is none that can be read."""
    if layout is None or (folder / FOLDER).is_symlink():
        return None
    name = last_plan_name(layout)
    data = read_plain(folder / name)
    return None if data is None else (name, data)


def last_plans(folder: Path) -> Iterator[Path]:
    """Every last plan of an issue."""
    if not (folder / FOLDER).is_symlink():
        yield from sorted(folder.glob(f"{_START}*{_END}"))
