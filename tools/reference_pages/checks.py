"""The table of checks in `docs/for-the-shop.md`: every check with its rules and its limits for the shipped printers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bulletin.errors import Rule, Severity
from bulletin.preflight.checks import (
    black as checks_black,
)
from bulletin.preflight.checks import (
    codes as checks_codes,
)
from bulletin.preflight.checks import (
    edges as checks_edges,
)
from bulletin.preflight.checks import (
    pages as checks_pages,
)
from bulletin.preflight.checks import (
    pictures as checks_pictures,
)
from bulletin.preflight.checks.catalogue import CHECKS
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.sources.printers import load_printer

from .findings import all_rules

BEGIN, END = "<!-- checks: do máy viết, đừng sửa tay / made by tools/make_reference.py -->", "<!-- /checks -->"
PRINTERS = ("offset-coated", "offset-mono", "office-copier")
_LETTERS = {Severity.ERROR: "L/E", Severity.WARNING: "C/W", Severity.INFO: "G/N"}
_STANDARDS = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003", "none": "–"}
_SPACES = {"gray": "DeviceGray", "cmyk": "DeviceCMYK", "rgb": "RGB", "spot": "Separation"}
_FLAVOURS = {"1b": "PDF/A-1b", "2b": "PDF/A-2b", "3a": "PDF/A-3a", "ua1": "PDF/UA-1"}


def _number(value: float | None) -> str:
    return "–" if not value else f"{value:g}".replace(".", ",")


def _least(value: float | None, unit: str) -> str:
    return f"≥ {_number(value)} {unit}" if value else "–"


def _press(words: str) -> Callable[[EditionLimits], str]:
    """What is asked of press files only."""
    return lambda limits: words if limits.press else "–"


def _printed(words: str) -> Callable[[EditionLimits], str]:
    """What is asked of files for paper only."""
    return lambda limits: words if limits.printed else "–"


def _always(words: str) -> Callable[[EditionLimits], str]:
    return lambda limits: words


def _condition(limits: EditionLimits) -> str:
    return limits.condition.identifier if limits.condition else "–"


def _spaces(limits: EditionLimits) -> str:
    names = ", ".join(name for key, name in _SPACES.items() if key in limits.spaces)
    return f"{names} (chỉ K / K only)" if limits.inks == "black" and "cmyk" in limits.spaces else names


def _resolution(limits: EditionLimits) -> str:
    return f"≥ {_number(limits.ppi_least)} (L/E), ≥ {_number(limits.ppi_good)}, ≤ {_number(limits.ppi_most)} ppi (C/W)"


def _text(limits: EditionLimits) -> str:
    return f"chữ bài / body ≥ {_number(limits.min_text_pt)} pt; khác / other ≥ {_number(limits.min_text_one_ink_pt)} pt"


def _several(limits: EditionLimits) -> bool:
    return limits.press and limits.inks == "cmyk"


def _lines(limits: EditionLimits) -> str:
    several = f"; nhiều mực / several inks ≥ {_number(limits.min_line_inks_pt)} pt (C/W)" if _several(limits) else ""
    return f"≥ {_number(limits.min_line_pt)} pt{several}"


def _safety(limits: EditionLimits) -> str:
    fold = f"; gáy / fold ≥ {_number(limits.fold_safety_mm)}" if limits.folded else ""
    return f"≥ {_number(limits.safety_mm)} mm{fold}"


def _bitmap(limits: EditionLimits) -> str:
    return f"{_number(limits.bitmap_least)} … {_number(limits.bitmap_most)} ppi" if limits.bitmap_least else "–"


def _marks(limits: EditionLimits) -> str:
    if not limits.press:
        return "–"
    return "ngoài BleedBox / outside" if limits.marks_allowed else "không có / none"


def _transparency(limits: EditionLimits) -> str:
    if not limits.press:
        return "–"
    return "không có / none" if limits.standard == "x-1a" else "có thì báo / reported"


def _ink(limits: EditionLimits) -> str:
    if not limits.ink_limit:
        return "–"
    over, share = _number(checks_pictures._OVER), _number(checks_pictures._SHARE)
    return f"≤ {_number(limits.ink_limit)} + {over} %; L/E: > {share} % diện tích / of the area"


_SIZE, _SLACK = _number(checks_pages._SIZE_MM), _number(checks_edges._SLACK)
_LARGE, _CONTRAST = _number(checks_black._LARGE_PT), _number(checks_black._LEAST_CONTRAST)
_QUIET, _LEAST, _GOOD = (_number(n) for n in (checks_codes._QUIET, checks_codes._LEAST_MM, checks_codes._GOOD_MM))
_MARGIN = _number(100 * checks_codes._MARGIN)
LIMITS: dict[int, Callable[[EditionLimits], str]] = {
    1: _always("qpdf: 0"),
    2: lambda limits: ", ".join(_FLAVOURS[name] for name in limits.validate) or "–",
    3: lambda limits: _STANDARDS[limits.standard],
    4: _condition,
    5: _always("không có / none"),
    6: _printed("không có / none"),
    7: _always("Trim ⊂ Bleed ⊂ Media; UserUnit 1, Rotate 0"),
    8: _always(f"± {_SIZE} mm"),
    9: lambda limits: _least(limits.bleed_mm, "mm"),
    10: _press(f"thiếu / short ≤ {_SLACK} mm"),
    11: _safety,
    12: lambda limits: f"× {limits.page_multiple}" if limits.page_multiple > 1 else "–",
    13: _always("không có / none"),
    14: _always("nhúng, rút gọn; không Type 3, Courier / embedded, subset"),
    15: _always("phông của mẫu / the layout’s *"),
    16: _always("không có / none"),
    17: _always("đủ từng chữ / every word *"),
    18: _text,
    19: lambda limits: _least(limits.min_text_inks_pt, "pt") if _several(limits) else "–",
    20: _press(f"< {_LARGE} pt: chỉ K / K only"),
    21: _press("chỉ K / K only"),
    22: _press("in chồng / overprints"),
    23: _press("không có / none"),
    24: _press("chỉ chữ và nét đen / black text and lines only"),
    25: _lines,
    26: _spaces,
    27: lambda limits: ", ".join(limits.spots) or "không có / none",
    28: _transparency,
    29: _resolution,
    30: _bitmap,
    31: _ink,
    32: lambda limits: _least(limits.lightest_tint, "%"),
    33: _printed(f"véc-tơ đen; viền ≥ {_QUIET} ô; ô ≥ {_LEAST} mm (L/E), ≥ {_GOOD} (C/W) / vector, quiet zone, module"),
    34: _always(f"đọc đúng; ≥ {_MARGIN} % lần thử / reads as typed, share of trials"),
    35: _press("chỉ K / K only"),
    36: _marks,
    37: _always(f"ΔL* ≥ {_CONTRAST}"),
    38: _always("không có / none"),
    39: lambda limits: f"≤ {_number(limits.max_mb)} MB",
}
"""Number of a check → its limit in words, from what a profile promises."""


def profile(name: str) -> EditionLimits:
    """The limits of a shipped printer, as `bulletin preflight --profile` takes them.

    Raises:
        ValueError: it is not shipped or has mistakes.
    """
    printer, _, findings = load_printer(name, ())
    if printer is None:
        raise ValueError(f"printer {name}: {findings}")
    return limits_for("press" if printer.standard != "none" else "office", printer, profile=name)


def table() -> Iterator[str]:
    """The lines of the table."""
    rules = all_rules()
    profiles = [profile(name) for name in PRINTERS]
    yield f"| № | Phép kiểm / Check | Mã, mức / Rules | {' | '.join(f'`{name}`' for name in PRINTERS)} |"
    yield f"| ---: | --- | --- | {' | '.join('---' for _ in PRINTERS)} |"
    for check in CHECKS:
        marks = "<br>".join(_rule(rules, name) for name in check.rules)
        cells = " | ".join(LIMITS[check.number](limits) for limits in profiles)
        yield f"| {check.number} | {check.title.vi}<br>{check.title.en} | {marks} | {cells} |"


def _rule(rules: dict[str, Rule], name: str) -> str:
    letter = _LETTERS[rules[name].severity]
    return f"[`{name.partition('.')[2]}`](findings.md#{re.sub(r'[^a-z0-9-]', '', name)}) {letter}"


def inserted(page: str) -> str:
    """A page with the table between its two marks.

    Raises:
        ValueError: the marks are not there.
    """
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError("the page lacks the marks of the table of checks")
    return "\n".join((head + begin, "", *table(), "", end + tail))
