"""Tileable random textures and the cheap ways to look them up. Everything comes from a seed."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SIZE = 1024


def generator(name: str) -> np.random.Generator:
    """A random source that depends on nothing but the name."""
    return np.random.Generator(np.random.Philox(zlib.crc32(name.encode())))


@lru_cache(maxsize=20)
def tile(name: str, slope: float = 1.7, low: float = 2.0, stretch: float = 1.0) -> Floats:
    """A square of noise that repeats without a seam: mean 0, deviation 1.

    Args:
        name: seed.
        slope: how fast fine detail fades (1 = rough, 2.5 = smooth).
        low: periods per tile below which nothing is drawn.
        stretch: more than 1 lengthens the grain along x.
    """
    white = generator(name).standard_normal((SIZE, SIZE), dtype=np.float32)
    fy = np.fft.fftfreq(SIZE)[:, None] * SIZE
    fx = np.fft.rfftfreq(SIZE)[None, :] * SIZE * stretch
    radius = np.sqrt(fx * fx + fy * fy)
    gain = np.where(radius >= low, np.maximum(radius, 1.0) ** -slope, 0.0)
    field = np.fft.irfft2(np.fft.rfft2(white) * gain, s=(SIZE, SIZE))
    return ((field - field.mean()) / field.std()).astype(np.float32)


@lru_cache(maxsize=64)
def shift(seed: str) -> tuple[np.float32, np.float32]:
    """Where in the shared tiles a picture starts: tiles are costly, shifting them is free."""
    u, v = generator(seed + "shift").uniform(0, 1, 2)
    return np.float32(u), np.float32(v)


@lru_cache(maxsize=8)
def slopes(name: str, slope: float, low: float, stretch: float) -> tuple[Floats, Floats]:
    """The derivatives of a tile along x and y, scaled to deviation 1: bumps and waves."""
    height = tile(name, slope, low, stretch)
    dx = np.roll(height, -1, 1) - np.roll(height, 1, 1)
    dy = np.roll(height, -1, 0) - np.roll(height, 1, 0)
    unit = float(np.sqrt((dx * dx + dy * dy).mean() / 2))
    return dx / np.float32(unit), dy / np.float32(unit)


def at(texture: Floats, u: Floats, v: Floats) -> Floats:
    """The texture at u, v (one tile per unit), between its points linearly."""
    x = u * np.float32(SIZE)
    y = v * np.float32(SIZE)
    x0 = np.floor(x)
    y0 = np.floor(y)
    fx = (x - x0).astype(np.float32)
    fy = (y - y0).astype(np.float32)
    xi = x0.astype(np.int64) & (SIZE - 1)
    yi = y0.astype(np.int64) & (SIZE - 1)
    xj = (xi + 1) & (SIZE - 1)
    yj = (yi + 1) & (SIZE - 1)
    flat = texture.ravel()
    top = flat[yi * SIZE + xi] * (1 - fx) + flat[yi * SIZE + xj] * fx
    low = flat[yj * SIZE + xi] * (1 - fx) + flat[yj * SIZE + xj] * fx
    return top * (1 - fy) + low * fy


def box_blur(image: Floats, radius: int, times: int = 2) -> Floats:
    """A quick soft blur (repeated means over 2 radius + 1 pixels) along both axes, edges held."""
    out = image
    for _ in range(times):
        for axis in (0, 1):
            pads = [(0, 0)] * out.ndim
            pads[axis] = (radius + 1, radius)
            total = np.cumsum(np.pad(out, pads, mode="edge"), axis=axis, dtype=np.float64)
            size = 2 * radius + 1
            upper = np.take(total, range(size, total.shape[axis]), axis=axis)
            lower = np.take(total, range(0, total.shape[axis] - size), axis=axis)
            out = ((upper - lower) / size).astype(np.float32)
    return out
