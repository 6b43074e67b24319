"""Draw a scene: the slow part, about ten seconds for each picture of the sample."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

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
# The rest of the studio: reads recipes, keeps masters, finishes files. It changes nothing in a drawing.
_NOT_DRAWING = {"studio.py", "masters.py", "finish.py"}


def draw(
    scene: str, size: tuple[int, int], seed: str, changes: Iterable[tuple[str, Any]] = ()
) -> tuple[Scene, Image.Image]:
    """A scene at its drawn size (px), developed but not yet enlarged."""
    setting = getattr(importlib.import_module(f"photolab.{SCENES[scene]}"), scene)(size, noise.generator(seed), seed)
    setting = replace(setting, **dict(changes))
    frame, depth = light.picture(setting, seed)
    return setting, develop.tone(setting, develop.lens(setting, frame, depth))


@lru_cache(maxsize=1)
def code() -> str:
    """The SHA-256 of everything that a drawing is made by."""
    own = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in _NOT_DRAWING)
    return hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
