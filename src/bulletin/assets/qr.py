"""QR codes as vectors: as robust as their size on paper allows, as small in the PDF as possible.

Figures: four modules of quiet zone (ISO/IEC 18004), modules of 0.4 mm for hand-held phones and never below 0.33 mm,
pure black; every grey or coloured code failed in simulated one-bit printing at 300 dpi.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from bulletin.assets.code_key import code_key
from bulletin.assets.qr_mask import best_mask
from bulletin.assets.store import keep, read_marked, sha256
from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass

Level = Literal["L", "M", "Q", "H"]

QUIET_MODULES = 4
GOOD_MODULE_MM = 0.4
LEAST_MODULE_MM = 0.33

_LEVELS: tuple[Level, ...] = ("H", "Q", "M", "L")

TOO_SMALL = Rule(
    "qr.too-small",
    Severity.ERROR,
    Text(
        "Mã QR quá nhỏ: ở khổ {size} mm mỗi ô chỉ {module} mm (tối thiểu {least} mm).",
        "The QR code is too small: at {size} mm a module is only {module} mm ({least} mm at least).",
    ),
    Text("Máy điện thoại sẽ không quét được mã in trên giấy.", "Phones could not read it from paper."),
    Text(
        "Cho mã rộng ít nhất {needed} mm, hoặc dùng địa chỉ ngắn hơn.",
        "Make it at least {needed} mm wide, or use a shorter address.",
    ),
)
TIGHT = Rule(
    "qr.tight",
    Severity.INFO,
    Text(
        "Mã QR hơi nhỏ: mỗi ô {module} mm (nên từ {good} mm).",
        "The QR code is rather small: a module is {module} mm ({good} mm or more is good).",
    ),
    Text("Điện thoại cũ có thể khó quét.", "Older phones may find it hard to read."),
    Text(
        "Cho mã rộng {needed} mm, hoặc dùng địa chỉ ngắn hơn.",
        "Make it {needed} mm wide, or use a shorter address.",
    ),
)
TOO_LONG = Rule(
    "qr.too-long",
    Severity.ERROR,
    Text("Địa chỉ quá dài cho mã QR: {length} byte.", "The address is too long for a QR code: {length} bytes."),
    Text("Mã QR chứa được nhiều nhất 2.953 byte.", "A QR code holds 2,953 bytes at most."),
    Text("Dùng địa chỉ ngắn hơn.", "Use a shorter address."),
)
EMPTY = Rule(
    "qr.empty",
    Severity.ERROR,
    Text("Mã QR không có địa chỉ.", "The QR code has no address."),
    Text("Mã trống không dẫn đến đâu cả.", "An empty code leads nowhere."),
    Text("Điền url, hoặc bỏ mục qr.", "Fill in `url`, or take `qr` out."),
    form=Text("Hãy điền địa chỉ trong mã, hoặc bỏ mã QR.", "Fill in the address, or take the code out."),
)


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """A QR code at its size on paper.

    `modules` is the side without quiet zone, `size_mm` the side with it. `matrix` has a row of `modules` booleans for
    each row of the code, True for black, without quiet zone.
    """

    url: str
    version: int
    modules: int
    error_level: Level
    module_mm: float
    size_mm: float
    matrix: tuple[tuple[bool, ...], ...]

    def findings(self, place: Place | None = None) -> tuple[Finding, ...]:
        """A remark if modules are below 0.4 mm (smaller than 0.33 mm never gets this far)."""
        if self.module_mm >= GOOD_MODULE_MM - 1e-9:
            return ()
        needed = math.ceil(10 * size_for(self.url)) / 10
        values = {"module": f"{self.module_mm:.2f}", "good": f"{GOOD_MODULE_MM}", "needed": f"{needed:.1f}"}
        return (Finding(TIGHT, place or Place(), self.url, values),)


def symbol(
    url: str, size_mm: float, min_module_mm: float = GOOD_MODULE_MM, place: Place | None = None,
    cache: Path | None = None,
) -> QrSymbol:  # fmt: skip
    """The code for an address at a given size, with the highest error correction that leaves modules large enough.

    Modules of `min_module_mm` come first, then error correction; if even level L is finer than that, the code with
    fewest modules is used as long as a module has 0.33 mm.

    Args:
        url: what the code says.
        size_mm: the side on paper, quiet zone included.
        min_module_mm: the side of a module to aim at.
        place: where the address was typed.
        cache: the cache folder; drawing a code anew takes 7 ms, and an issue has dozens.

    Raises:
        InputError: `qr.too-small` with the size it would need, `qr.too-long`, `qr.empty`.
    """
    place = place or Place()
    for level in _LEVELS:
        if _version(url, level, place) is not None and size_mm / _side(url, level, place) >= min_module_mm - 1e-9:
            return _symbol(url, level, size_mm, cache)
    side = _side(url, "L", place)
    module = size_mm / side
    if module < min(LEAST_MODULE_MM, min_module_mm) - 1e-9:
        needed = math.ceil(10 * size_for(url, min_module_mm, place) - 1e-6) / 10
        values = {
            "size": f"{size_mm:g}", "module": f"{module:.2f}", "least": f"{LEAST_MODULE_MM}", "needed": f"{needed:.1f}",
        }  # fmt: skip
        raise InputError([Finding(TOO_SMALL, place, url, values)])
    # A stronger level is free as long as it needs no more modules.
    level = next(level for level in _LEVELS if _version(url, level, place) and _side(url, level, place) == side)
    return _symbol(url, level, size_mm, cache)


def size_for(url: str, min_module_mm: float = GOOD_MODULE_MM, place: Place | None = None) -> float:
    """The side in mm, quiet zone included, that an address needs at level L with modules of a given side.

    Raises:
        InputError: `qr.too-long`, `qr.empty`.
    """
    return _side(url, "L", place or Place()) * min_module_mm


def svg(code: QrSymbol, title: str) -> str:
    """The code as inline SVG of its real size: one pure black path, no background, no quiet zone drawn but kept free.

    Args:
        code: from `symbol()`.
        title: the text for those who cannot see it; escaped here.
    """
    side = code.modules + 2 * QUIET_MODULES
    size = f"{code.size_mm:.4f}".rstrip("0").rstrip(".")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}mm" height="{size}mm" viewBox="0 0 {side} {side}">'
        f'<title>{escape(title)}</title><path d="{path(code.matrix)}" fill="#000000"/></svg>'
    )


def path(matrix: tuple[tuple[bool, ...], ...], quiet: int = QUIET_MODULES) -> str:
    """Black modules as SVG path data in module units, every horizontal run one rectangle, moves relative.

    Runs of the next row that match exactly are merged downwards, which finder patterns and timing lines reward.
    """
    parts: list[str] = []
    here = (0, 0)
    for x, y, width, height in _rectangles(matrix):
        at = (x + quiet, y + quiet)
        parts.append(f"m{at[0] - here[0]} {at[1] - here[1]}h{width}v{height}h-{width}z")
        here = at  # closing a subpath returns to its start
    data = "".join(parts)
    return "M" + data[1:] if data else data


def _rectangles(matrix: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, int, int]]:
    """Black as (x, y, width, height), sorted by their first row; every black module is in exactly one of them."""
    done: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate((*matrix, ())):
        runs = set(_runs(row))
        for run in [run for run in growing if run not in runs]:
            top = growing.pop(run)
            done.append((run[0], top, run[1], y - top))
        for run in runs:
            growing.setdefault(run, y)
    return sorted(done, key=lambda box: (box[1], box[0]))


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Black runs of a row as (start, length)."""
    runs: list[tuple[int, int]] = []
    for x, black in enumerate(row):
        if black and runs and runs[-1][0] + runs[-1][1] == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif black:
            runs.append((x, 1))
    return runs


def _side(url: str, level: Level, place: Place) -> int:
    """Modules of the side with quiet zone; level L must exist, others are asked only after `_version`."""
    version = _version(url, level, place)
    if version is None:
        raise InputError([Finding(TOO_LONG, place, url[:60], {"length": str(len(url.encode()))})])
    return 17 + 4 * version + 2 * QUIET_MODULES


def _version(url: str, level: Level, place: Place) -> int | None:
    """The smallest version (1–40) that holds the address at a level, or None."""
    if not url.strip():
        raise InputError([Finding(EMPTY, place)])
    return _fit(url, level)


def _symbol(url: str, level: Level, size_mm: float, cache: Path | None) -> QrSymbol:
    version, matrix = (cache and _kept(url, level, cache)) or _encode(url, level)
    if cache:
        _keep(url, level, version, matrix, cache)
    modules = len(matrix)
    return QrSymbol(url, version, modules, level, size_mm / (modules + 2 * QUIET_MODULES), size_mm, matrix)


_Matrix = tuple[tuple[bool, ...], ...]


def _file(url: str, level: Level, cache: Path) -> Path:
    return cache / "qr" / f"{sha256(' '.join((code_key('qrcode'), level, url)).encode())[:40]}.json"


def _kept(url: str, level: Level, cache: Path) -> tuple[int, _Matrix] | None:
    """The code as an earlier build drew it. A spoilt file draws a code that the proof of the page cannot read."""
    try:
        kept = json.loads(read_marked(_file(url, level, cache)) or b"")
        version, rows = int(kept["version"]), kept["rows"]
        side = 17 + 4 * version
        if kept["url"] != url or kept["level"] != level or {len(rows), *map(len, rows)} != {side}:
            return None
    except (ValueError, TypeError, KeyError):
        return None
    return version, tuple(tuple(cell == "1" for cell in row) for row in rows)


def _keep(url: str, level: Level, version: int, matrix: _Matrix, cache: Path) -> None:
    path = _file(url, level, cache)
    if not path.exists():
        rows = ["".join("1" if cell else "0" for cell in row) for row in matrix]
        keep(path, json.dumps({"url": url, "level": level, "version": version, "rows": rows}).encode())


def _code(url: str, level: Level) -> Any:
    from qrcode import constants  # type: ignore[import-untyped]
    from qrcode.main import QRCode  # type: ignore[import-untyped]

    corrections = {
        "L": constants.ERROR_CORRECT_L,
        "M": constants.ERROR_CORRECT_M,
        "Q": constants.ERROR_CORRECT_Q,
        "H": constants.ERROR_CORRECT_H,
    }
    code = QRCode(border=0, error_correction=corrections[level])
    code.add_data(url)
    return code


@lru_cache(maxsize=1024)
def _fit(url: str, level: Level) -> int | None:
    from qrcode.exceptions import DataOverflowError  # type: ignore[import-untyped]

    code = _code(url, level)
    try:
        return int(code.best_fit(start=1))
    except (DataOverflowError, ValueError):
        return None


@lru_cache(maxsize=512)
def _encode(url: str, level: Level) -> tuple[int, tuple[tuple[bool, ...], ...]]:
    code = _code(url, level)
    code.best_fit()
    code.mask_pattern = best_mask(code)
    code.make(fit=True)
    return int(code.version), tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())
