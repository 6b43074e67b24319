"""Masters: drawings kept as small files, so that a fresh machine has only to finish them.

`masters/masters.json` says for each file what it was drawn by (the recipe's scene, size, seed and changes, and the
drawing code) and the hash of its bytes. A master that no longer fits is not used: the picture is drawn anew.
`python tools/make_photos.py FOLDER --masters` writes those that are missing or do not fit.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

from photolab import drawing

FOLDER = Path(__file__).parent / "masters"
INDEX = "masters.json"
QUALITY = 88  # of WebP; what it loses is far below the grain that finishing adds


@dataclass(frozen=True, slots=True)
class Order:
    """What a drawing depends on; `size` in px."""

    seed: str
    scene: str
    size: tuple[int, int]
    changes: tuple[tuple[str, Any], ...] = ()

    def stamp(self) -> str:
        return hashlib.sha256(f"{self!r} {drawing.code()}".encode()).hexdigest()


@lru_cache(maxsize=4)
def index(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Name of the master → `drawn_by`, `sha256`, `grain`."""
    path = folder / INDEX
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def find(order: Order, folder: Path = FOLDER) -> tuple[float, bytes] | None:
    """(grain, bytes) of the master that fits, if there is one."""
    entry = index(folder).get(order.seed)
    path = folder / f"{order.seed}.webp"
    if entry is None or entry["drawn_by"] != order.stamp() or not path.exists():
        return None
    data = path.read_bytes()
    return (entry["grain"], data) if hashlib.sha256(data).hexdigest() == entry["sha256"] else None


def drawn(order: Order, folder: Path = FOLDER) -> tuple[float, Image.Image]:
    """(grain, picture): the master, or the drawing itself where there is none."""
    if kept := find(order, folder):
        return kept[0], Image.open(io.BytesIO(kept[1])).convert("RGB")
    setting, image = drawing.draw(order.scene, order.size, order.seed, order.changes)
    return setting.grain, image


def make(order: Order, folder: Path = FOLDER) -> dict[str, Any]:
    """Draw one master and write its file; returns its entry of the index."""
    setting, image = drawing.draw(order.scene, order.size, order.seed, order.changes)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=6)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{order.seed}.webp").write_bytes(buffer.getvalue())
    return {
        "drawn_by": order.stamp(),
        "sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "grain": setting.grain,
    }


def write_index(entries: dict[str, dict[str, Any]], folder: Path = FOLDER) -> None:
    """Write the index and remove the files that it does not name."""
    (folder / INDEX).write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for path in folder.glob("*.webp"):
        if path.stem not in entries:
            path.unlink()
    index.cache_clear()
