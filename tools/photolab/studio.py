"""From `photos.yaml` to files: recipes, stamps, worker processes. Same recipe and code, same bytes."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from PIL import Image

from photolab import develop, light, noise
from photolab.scene import Scene

SCENES = {
    "harbour": "scenes_sea",
    "beach": "scenes_sea",
    "boats_on_sand": "scenes_sea",
    "pool": "scenes_sea",
    "hall": "scenes_room",
    "award": "scenes_room",
    "library": "scenes_room",
    "classroom": "scenes_room",
    "market": "scenes_town",
    "baskets": "scenes_town",
    "racks": "scenes_town",
    "roofs": "scenes_town",
    "shrine": "scenes_custom",
    "buffalo": "scenes_custom",
    "schoolyard": "scenes_school",
    "beds": "scenes_school",
    "seedlings": "scenes_school",
    "pitch": "scenes_school",
}
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

    def stamp(self) -> str:
        """What the picture depends on: the recipe and the code of the studio."""
        return hashlib.sha256(f"{self!r} {_code()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    own = sorted(Path(__file__).parent.glob("*.py"))
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


def draw(
    scene: str, size: tuple[int, int], seed: str, changes: Iterable[tuple[str, Any]] = ()
) -> tuple[Scene, Image.Image]:
    """A scene at its drawn size (px), developed but not yet enlarged."""
    setting = getattr(importlib.import_module(f"photolab.{SCENES[scene]}"), scene)(size, noise.generator(seed), seed)
    setting = replace(setting, **dict(changes))
    frame, depth = light.picture(setting, seed)
    return setting, develop.tone(setting, develop.lens(setting, frame, depth))


def make(folder: Path, recipe: Recipe) -> tuple[str, str, float]:
    """Write one picture; returns its name, the SHA-256 of its bytes and the seconds it took."""
    start = time.perf_counter()
    scale = recipe.detail / max(recipe.size)
    drawn = (round(recipe.size[0] * scale), round(recipe.size[1] * scale))
    seed = Path(recipe.file).stem
    setting, small = draw(recipe.scene, drawn, seed, recipe.changes)
    large = develop.enlarge(small, recipe.size, setting.grain, seed, recipe.grey)
    path = folder / recipe.file
    tags = develop.exif(recipe.taken, recipe.orientation, recipe.gps)
    data = develop.encode(large, path.suffix.lower(), tags, recipe.orientation)
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
    large = develop.enlarge(image, size, 0.018, f"roll{number}", grey=False)
    orientation = 6 if number % 10 == 9 else 1
    minute = number % 60
    tags = develop.exif(
        f"2026:11:{13 + number % 7:02d} 09:{minute:02d}:00", orientation, (20.68 + number / 1e4, 106.79)
    )
    _write(path, develop.encode(large, ".jpg", tags, orientation))
    return path.name, time.perf_counter() - start
