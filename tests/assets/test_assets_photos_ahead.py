"""What a photo takes while other processes need the memory: its bytes are let go, and a large one is left for later."""

from __future__ import annotations

import random
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin.assets.photos import render as photo_render
from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.geometry import WHOLE
from bulletin.assets.photos.prepare import inspect, prepare_light, prepare_set, rendition
from bulletin.assets.photos.renditions import Rendition
from bulletin.errors import Place

SMALL, LARGE = rendition("screen", 30, 20, 100), rendition("screen", 200, 133, 300)


def camera(tmp_path: Path, width: int, height: int, **options: object) -> PhotoFacts:
    """A noisy JPEG, so that its file has megabytes."""
    tile = Image.frombytes("RGB", (300, 200), random.Random(7).randbytes(300 * 200 * 3))
    image = Image.new("RGB", (width, height))
    for x in range(0, width, 300):
        for y in range(0, height, 200):
            image.paste(tile, (x, y))
    path = tmp_path / "may-anh.jpg"
    image.save(path, "JPEG", quality=90, **options)
    facts = inspect(path, Place(), tmp_path / "facts", proof=False).facts
    assert facts is not None
    return facts


def pictures(cache: Path) -> list[Path]:
    return [path for path in (cache / "photos" / "pictures").rglob("*") if path.is_file()]


def test_the_bytes_of_a_photo_are_let_go_before_its_pixels_are_scaled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = camera(tmp_path, 1800, 1200)
    held: list[int] = []
    scaled = photo_render._scaled

    def watched(*given: Any) -> Image.Image:
        held.append(tracemalloc.get_traced_memory()[0])
        return scaled(*given)

    monkeypatch.setattr(photo_render, "_scaled", watched)
    prepare_light(facts, WHOLE, SMALL, cache=tmp_path / "warm")  # whatever is made at the first use is there now
    held.clear()
    tracemalloc.start()
    try:
        prepare_light(facts, WHOLE, SMALL, cache=tmp_path / "cache")
    finally:
        tracemalloc.stop()
    assert held
    assert held[0] < facts.size / 4


def test_a_picture_made_ahead_is_the_one_that_is_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    facts = camera(tmp_path, 1800, 1200)
    (later,) = prepare_set(facts, WHOLE, (SMALL,), cache=tmp_path / "later")
    prepare_light(facts, WHOLE, SMALL, cache=tmp_path / "ahead")
    monkeypatch.setattr(photo_render, "render", None)  # nothing is made a second time
    assert prepare_set(facts, WHOLE, (SMALL,), cache=tmp_path / "ahead") == (later,)


@pytest.mark.parametrize(("options", "wanted"), [({}, LARGE), ({"progressive": True}, SMALL)])
def test_a_photo_that_takes_much_memory_is_left_for_later(
    tmp_path: Path, options: dict[str, object], wanted: Rendition
) -> None:
    facts = camera(tmp_path, 2700, 1800, **options)
    prepare_light(facts, WHOLE, wanted, cache=tmp_path / "cache")
    assert not pictures(tmp_path / "cache")


def test_a_photo_that_cannot_be_used_is_passed_over(tmp_path: Path) -> None:
    facts = camera(tmp_path, 900, 600)
    prepare_light(replace(facts, sha256="0" * 64), WHOLE, SMALL, cache=tmp_path / "cache")  # it has changed
    facts.path.unlink()
    prepare_light(facts, WHOLE, SMALL, cache=tmp_path / "cache")
    assert not pictures(tmp_path / "cache")
