"""From `photos.yaml` to files: recipes, stamps, worker processes. Same recipe and code, same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from PIL import Image

from photolab import finish, masters, noise
from photolab.drawing import SCENES, draw

STAMPS = ".made.json"
Report = Callable[[int, int, str, float], None]
"""Called after each picture with how many are done, how many in all, the file and its seconds."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One entry of `photos.yaml`; `size` is what the eye sees, `detail` the longer side that is really drawn (px)."""

    file: str
    scene: str
    size: tuple[int, int]
    taken: str
    orientation: int = 1
    gps: tuple[float, float] | None = None
    grey: bool = False
    detail: int = 1500
    changes: tuple[tuple[str, Any], ...] = ()

    def order(self) -> masters.Order:
        """What is drawn for it: a smaller picture of the same shape."""
        scale = self.detail / max(self.size)
        size = (round(self.size[0] * scale), round(self.size[1] * scale))
        return masters.Order(Path(self.file).stem, self.scene, size, self.changes)

    def stamp(self) -> str:
        """What the picture depends on: the recipe, the drawing or its master, and the code that finishes it."""
        order = self.order()
        kept = masters.find(order)
        source = hashlib.sha256(kept[1]).hexdigest() if kept else order.stamp()
        return hashlib.sha256(f"{self!r} {source} {_code()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    own = [Path(module.__file__ or "") for module in (finish, masters, noise)] + [Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()


def recipes(folder: Path) -> list[Recipe]:
    """Read `photos.yaml` of an issue folder; a folder without one needs no pictures."""
    path = folder / "photos.yaml"
    if not path.exists():
        return []
    found = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["photos"]:
        if entry["scene"] not in SCENES:
            raise SystemExit(f"{path}: không có cảnh “{entry['scene']}”. Các cảnh: {', '.join(sorted(SCENES))}.")
        gps = entry.get("gps")
        changes = tuple(sorted(entry.pop("changes", {}).items()))
        found.append(
            Recipe(**{**entry, "size": tuple(entry["size"]), "gps": tuple(gps) if gps else None, "changes": changes})
        )
    return found


def make(folder: Path, recipe: Recipe) -> tuple[str, str, float]:
    """Write one picture; returns its name, the SHA-256 of its bytes and the seconds it took."""
    start = time.perf_counter()
    order = recipe.order()
    grain, small = masters.drawn(order)
    large = finish.enlarge(small, recipe.size, grain, order.seed, recipe.grey)
    path = folder / recipe.file
    tags = finish.exif(recipe.taken, recipe.orientation, recipe.gps)
    data = finish.encode(large, path.suffix.lower(), tags, recipe.orientation)
    _write(path, data)
    return recipe.file, hashlib.sha256(data).hexdigest(), time.perf_counter() - start


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def stale(folder: Path, wanted: Iterable[Recipe], *, contents: bool = False) -> list[Recipe]:
    """Recipes whose picture is missing or was made from other data; with `contents` the bytes are compared too."""
    path = folder / "photos" / STAMPS
    stamps = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return [recipe for recipe in wanted if not _fresh(folder, recipe, stamps.get(recipe.file), contents)]


def _fresh(folder: Path, recipe: Recipe, stamp: dict[str, str] | None, contents: bool) -> bool:
    path = folder / recipe.file
    if stamp is None or not path.exists() or stamp["recipe"] != recipe.stamp():
        return False
    return not contents or hashlib.sha256(path.read_bytes()).hexdigest() == stamp["bytes"]


def ensure(folder: Path, *, jobs: int | None = None, report: Report | None = None) -> list[Path]:
    """Make the pictures of an issue folder that are missing or out of date; returns what was made."""
    wanted = recipes(folder)
    todo = stale(folder, wanted)
    if not todo:
        return []
    path = folder / "photos" / STAMPS
    stamps = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    by_file = {recipe.file: recipe for recipe in todo}
    with ProcessPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        tasks = [pool.submit(make, folder, recipe) for recipe in todo]
        for done, task in enumerate(as_completed(tasks), 1):
            name, digest, seconds = task.result()
            stamps[name] = {"recipe": by_file[name].stamp(), "bytes": digest}
            if report is not None:
                report(done, len(todo), name, seconds)
    ordered = {recipe.file: stamps[recipe.file] for recipe in wanted}
    _write(path, json.dumps(ordered, indent=1).encode())
    return [folder / recipe.file for recipe in todo]


def ensure_masters(
    folder: Path, *, kept: Path = masters.FOLDER, jobs: int | None = None, report: Report | None = None
) -> list[str]:
    """Draw the masters of an issue folder that are missing or do not fit; returns their names.

    Masters of pictures that the folder does not name are removed: the studio keeps those of one sample.
    """
    orders = [recipe.order() for recipe in recipes(folder)]
    todo = [order for order in orders if masters.find(order, kept) is None]
    entries = dict(masters.index(kept))
    start = time.perf_counter()
    with ProcessPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        tasks = {pool.submit(masters.make, order, kept): order.seed for order in todo}
        for done, task in enumerate(as_completed(tasks), 1):
            entries[tasks[task]] = task.result()
            if report is not None:
                report(done, len(todo), tasks[task], time.perf_counter() - start)
    masters.write_index({order.seed: entries[order.seed] for order in orders}, kept)
    return [order.seed for order in todo]


BASES = ("harbour", "beach", "pool", "schoolyard", "seedlings", "buffalo")


def camera_roll(folder: Path, count: int, *, jobs: int | None = None, report: Report | None = None) -> list[Path]:
    """`count` different 12-megapixel JPEGs as phones write them, for benchmarks and tests.

    Every picture has EXIF with a position; every third is upright (3000 x 4000), every tenth is stored on its side
    with orientation tag 6. A handful of scenes is drawn once and varied in crop, mirror, exposure and grain.
    """
    names = [folder / f"IMG_{2001 + i:04d}.jpg" for i in range(count)]
    with ProcessPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        bases = list(pool.map(_base, BASES[: max(1, min(count, len(BASES)))]))
        tasks = [pool.submit(_snapshot, path, i, bases[i % len(bases)]) for i, path in enumerate(names)]
        for done, task in enumerate(as_completed(tasks), 1):
            name, seconds = task.result()
            if report is not None:
                report(done, count, name, seconds)
    return names


def _base(scene: str) -> tuple[tuple[int, int], bytes]:
    _, image = draw(scene, (1200, 900), f"roll-{scene}")
    return image.size, image.tobytes()


def _snapshot(path: Path, number: int, base: tuple[tuple[int, int], bytes]) -> tuple[str, float]:
    start = time.perf_counter()
    rng = noise.generator(f"roll{number}")
    image = Image.frombytes("RGB", base[0], base[1])
    upright = number % 3 == 2
    aspect = 3 / 4 if upright else 4 / 3
    height = float(rng.uniform(0.72, 1.0)) * image.height
    width = min(height * aspect, image.width)
    height = width / aspect
    left, top = float(rng.uniform(0, image.width - width)), float(rng.uniform(0, image.height - height))
    image = image.crop((round(left), round(top), round(left + width), round(top + height)))
    if rng.uniform() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    gain = float(rng.uniform(0.85, 1.15))
    image = Image.fromarray(np.clip(np.asarray(image, np.float32) * gain, 0, 255).astype(np.uint8))
    size = (3000, 4000) if upright else (4000, 3000)
    large = finish.enlarge(image, size, 0.018, f"roll{number}", grey=False)
    orientation = 6 if number % 10 == 9 else 1
    minute = number % 60
    tags = finish.exif(f"2026:11:{13 + number % 7:02d} 09:{minute:02d}:00", orientation, (20.68 + number / 1e4, 106.79))
    _write(path, finish.encode(large, ".jpg", tags, orientation))
    return path.name, time.perf_counter() - start
