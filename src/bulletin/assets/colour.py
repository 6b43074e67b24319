"""Named colours of a layout: one value for the screen, one for the press, written side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.errors import Finding, Place, Rule, Severity, Text

Cmyk = tuple[float, float, float, float]

_HEX = re.compile(r"#[0-9a-f]{6}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MAX_INK = 3.0
"""Sum of the four inks; office and newsprint papers smear above 300 per cent."""

INVALID = Rule(
    "colour.invalid",
    Severity.ERROR,
    Text("Màu “{name}” viết sai: {problem}.", "The colour “{name}” is not right: {problem}."),
    Text(
        "Mỗi màu cần đủ trị số cho màn hình và cho nhà in.",
        "Every colour needs a value for the screen and one for the press.",
    ),
    Text(
        'Viết như: {{srgb: "#8a1c1c", cmyk: [0.2, 1, 0.9, 0.3]}} (bốn số từ 0 đến 1).',
        'Write it like {{srgb: "#8a1c1c", cmyk: [0.2, 1, 0.9, 0.3]}} (four numbers from 0 to 1).',
    ),
)
TOO_MUCH_INK = Rule(
    "colour.too-much-ink",
    Severity.ERROR,
    Text(
        "Màu “{name}” phủ {sum} % mực (tối đa {limit} %).",
        "The colour “{name}” takes {sum} % of ink (at most {limit} %).",
    ),
    Text("Mực quá nhiều sẽ lem và lâu khô.", "So much ink smears and does not dry."),
    Text("Giảm bớt các trị số cmyk.", "Lower the cmyk values."),
)
CONTRAST = Rule(
    "colour.contrast",
    Severity.WARNING,
    Text(
        "Chữ màu “{name}” trên nền “{ground}” khó đọc (tương phản {ratio}, nên từ {least}).",
        "Text in “{name}” on “{ground}” is hard to read (contrast {ratio}, {least} or more is good).",
    ),
    Text("Người lớn tuổi và bản photocopy sẽ không đọc được.", "Older readers and photocopies will lose it."),
    Text("Chọn màu chữ đậm hơn hoặc nền nhạt hơn.", "Take a darker text or a lighter ground."),
)


@dataclass(frozen=True, slots=True)
class Colour:
    """A palette colour: `srgb` as `#rrggbb` in small letters, `cmyk` as four shares of ink from 0 to 1."""

    name: str
    srgb: str
    cmyk: Cmyk

    @property
    def rgb(self) -> tuple[float, float, float]:
        """The screen value as three shares from 0 to 1."""
        red, green, blue = (int(self.srgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return red, green, blue


def read_palette(mapping: object, place: Place | None = None) -> tuple[Mapping[str, Colour], tuple[Finding, ...]]:
    """The palette of a layout, in its order, and everything that is wrong with it.

    Args:
        mapping: name to `{srgb: "#rrggbb", cmyk: [c, m, y, k]}` as read from `layout.yaml`.
        place: the layout file.
    """
    place = place or Place()
    if not isinstance(mapping, Mapping):
        return {}, (_invalid(place, "palette", "không phải bảng màu / not a mapping"),)
    colours: dict[str, Colour] = {}
    findings: list[Finding] = []
    for key, value in mapping.items():
        name = str(key)
        problem = _problem(name, value)
        if problem:
            findings.append(_invalid(place, name, problem))
            continue
        c, m, y, k = (float(part) for part in value["cmyk"])
        colours[name] = Colour(name, value["srgb"].lower(), (c, m, y, k))
        if c + m + y + k > MAX_INK + 1e-9:
            values = {"name": name, "sum": f"{100 * (c + m + y + k):.0f}", "limit": f"{100 * MAX_INK:.0f}"}
            findings.append(Finding(TOO_MUCH_INK, place, name, values))
    return colours, tuple(findings)


def _invalid(place: Place, name: str, problem: str) -> Finding:
    return Finding(INVALID, place, name, {"name": name, "problem": problem})


def _problem(name: str, value: object) -> str:
    """What is wrong with one entry, empty if nothing."""
    if not _NAME.fullmatch(name):
        return "tên màu / name: a-z, 0-9, -"
    if not isinstance(value, Mapping) or set(value) != {"srgb", "cmyk"}:
        return "cần srgb và cmyk / needs srgb and cmyk"
    srgb, cmyk = value["srgb"], value["cmyk"]
    if not isinstance(srgb, str) or not _HEX.fullmatch(srgb.lower()):
        return f"srgb: {srgb}"
    numbers = isinstance(cmyk, list | tuple) and len(cmyk) == 4 and all(_is_share(part) for part in cmyk)
    return "" if numbers else f"cmyk: {cmyk}"


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def luminance(colour: Colour) -> float:
    """Relative luminance from 0 (black) to 1 (white) as WCAG 2 defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast from 1 (none) to 21 (black on white); running text wants 4.5, large heads 3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_contrast(
    text: Colour, ground: Colour, large: bool = False, place: Place | None = None
) -> tuple[Finding, ...]:
    """A warning when text would be hard to read on its ground (below 4.5, or 3 for heads of 14 pt bold and larger)."""
    least = 3.0 if large else 4.5
    ratio = contrast_ratio(text, ground)
    if ratio >= least:
        return ()
    values = {"name": text.name, "ground": ground.name, "ratio": f"{ratio:.1f}", "least": f"{least:g}"}
    return (Finding(CONTRAST, place or Place(), text.name, values),)
