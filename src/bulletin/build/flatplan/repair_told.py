"""REPAIR TOLD: how the last plan of an issue was repaired, as JSON and in lines for a terminal."""

from __future__ import annotations

from typing import Any

from bulletin.layout.fit.search import Fitted

VERSION = "bulletin/repair@1"
_LEVELS = {
    "same": ("như cũ", "as it was"),
    "heights": ("chỉ đổi độ cao", "other heights"),
    "page": ("xếp lại trong trang", "packed again"),
    "around": ("xếp lại cùng trang bên cạnh", "planned anew with the pages around"),
}


def repair_json(fit: Fitted | None) -> dict[str, Any] | None:
    """For each page of a plan how it was repaired; None where the pages were planned anew."""
    if fit is None or fit.repair is None:
        return None
    pages = [{"page": number, "how": level} for number, level in enumerate(fit.repair.levels, 1)]
    return {"schema": VERSION, "pages": pages}


def repair_lines(fit: Fitted | None, lang: str) -> list[str]:
    """Lines that say which pages are as in the last plan and how others were repaired; none for a new plan."""
    if fit is None or fit.repair is None:
        return []
    vi = lang == "vi"
    word, lines = ("trang", ["Giữ bản xếp trang lần trước:"]) if vi else ("pages", ["Kept from the last plan:"])
    for level, names in _LEVELS.items():
        numbers = [number for number, one in enumerate(fit.repair.levels, 1) if one == level]
        if numbers:
            lines.append(f"  {word} {_ranges(numbers)}: {names[0] if vi else names[1]}")
    last = "  xếp lại từ đầu: bulletin plan THƯ_MỤC --anew" if vi else "  to plan anew: bulletin plan FOLDER --anew"
    return [*lines, last]


def _ranges(numbers: list[int]) -> str:
    """Numbers in order with runs of them as ranges: `1–3, 5`."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
