"""Trials of a code kept between builds by what they were made with: the raster, the text, our code, the reader."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

from bulletin.assets.code_key import installed, source_key
from bulletin.lazy import dataclass
from bulletin.preflight.qr.form import Form
from bulletin.preflight.report import BoxMm
from bulletin.runtime.cache import Cache, keep_sealed, read_sealed

KIND = "trials"
"""The folder of the cache."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one raster of a code says.

    Attributes:
        text: that was read; empty when nothing could be read, and the next three and the form say nothing then.
        symbol: x, y, width, height of the symbol in the raster, px.
        modules: of its side.
        inverted: light modules on dark ground.
        readings: each trial by name, and whether it gave the text that was wanted.
        strongest: gain (mm), blur (mm) and skew (degrees) that were still read.
        form: of the code that was read.
    """

    text: str
    symbol: BoxMm
    modules: int
    inverted: bool
    readings: tuple[tuple[str, bool], ...]
    strongest: tuple[float, float, float]
    form: Form | None


@lru_cache(maxsize=1)
def _made_by() -> str:
    return source_key(Path(__file__).parent, installed("zxingcpp"), installed("PIL"))


def _file(cache: Path, raster: Image.Image, text: str, one_bit: bool) -> Path:
    digest = hashlib.sha256(repr((_made_by(), raster.mode, raster.size, text, one_bit)).encode())
    digest.update(raster.tobytes())
    return Cache(cache).path(KIND, digest.hexdigest()[:40])


def _trial(
    said: str, symbol: list[float], modules: int, inverted: bool, readings: list[Any], strongest: list[float], form: Any
) -> Trial:
    known = Form(form[0], tuple(form[1]), tuple(form[2]), form[3]) if form else None
    x, y, width, height = symbol
    gain, blur, skew = strongest
    read = tuple((name, good) for name, good in readings)
    return Trial(said, (x, y, width, height), modules, inverted, read, (gain, blur, skew), known)


def kept_or_tried(
    cache: Path | None, raster: Image.Image, text: str, one_bit: bool, make: Callable[[], Trial]
) -> Trial:
    """The trial of exactly this raster from the cache; else what `make` returns, which is kept then."""
    if cache is None:
        return make()
    file = _file(cache, raster, text, one_bit)
    data = read_sealed(file)
    if data is not None:
        return _trial(*json.loads(data))
    trial = make()
    keep_sealed(file, json.dumps(astuple(trial), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return trial
