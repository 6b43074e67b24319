"""From light to a picture: focus, bloom, tone curve."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image

from photolab.noise import box_blur
from photolab.scene import Scene
from photolab.solids import Floats


def lens(scene: Scene, frame: Floats, depth: Floats) -> Floats:
    """Depth of field with round blur discs, then bloom around bright light."""
    if scene.aperture > 0:
        frame = _focus(frame, depth, scene.focus, scene.aperture * scene.view.height)
    if scene.bloom > 0:
        bright = np.minimum(frame[::4, ::4], 12.0)
        halo = 0.6 * box_blur(bright, 8) + 0.4 * box_blur(bright, 40)
        frame = frame * (1 - scene.bloom) + scene.bloom * _grow(halo, frame.shape)
    return frame


def _grow(small: Floats, shape: tuple[int, ...]) -> Floats:
    rows = np.linspace(0, small.shape[0] - 1, shape[0], dtype=np.float32)
    cols = np.linspace(0, small.shape[1] - 1, shape[1], dtype=np.float32)
    r0, c0 = rows.astype(np.int32), cols.astype(np.int32)
    r1, c1 = np.minimum(r0 + 1, small.shape[0] - 1), np.minimum(c0 + 1, small.shape[1] - 1)
    fr, fc = (rows - r0)[:, None, None], (cols - c0)[None, :, None]
    tall = small[r0] * (1 - fr) + small[r1] * fr
    return np.asarray(tall[:, c0] * (1 - fc) + tall[:, c1] * fc)


def _focus(frame: Floats, depth: Floats, focus: float, strength: float) -> Floats:
    circle = strength * np.abs(1 - focus / np.clip(depth, 0.05, 1e6)) * 0.1
    circle = np.minimum(circle, 30.0).astype(np.float32)
    circle = np.maximum(circle, box_blur(circle, 6) * 0.85)
    half = frame[: frame.shape[0] // 2 * 2, : frame.shape[1] // 2 * 2]
    half = half.reshape(half.shape[0] // 2, 2, half.shape[1] // 2, 2, 3).mean((1, 3))
    levels = [0.0, 3.0, 7.0, 14.0, 28.0]
    out = frame
    spectrum = _spectrum(half)
    for low, high in pairwise(levels):
        if circle.max() <= low:
            break
        share = np.clip((circle - low) / (high - low), 0, 1)[..., None]
        out = out * (1 - share) + _grow(_disc(spectrum, half.shape, high / 2), frame.shape) * share
    return out


_PAD = 32


def _spectrum(image: Floats) -> np.ndarray:
    padded = np.pad(np.minimum(image, 20.0), ((_PAD, _PAD), (_PAD, _PAD), (0, 0)), mode="edge")
    return np.fft.rfft2(padded, axes=(0, 1))


def _disc(spectrum: np.ndarray, shape: tuple[int, ...], radius: float) -> Floats:
    rows, cols = shape[0] + 2 * _PAD, shape[1] + 2 * _PAD
    y = np.fft.fftfreq(rows)[:, None] * rows
    x = np.fft.fftfreq(cols)[None, :] * cols
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    kernel /= kernel.sum()
    blurred = np.fft.irfft2(spectrum * np.fft.rfft2(kernel)[..., None], s=(rows, cols), axes=(0, 1))
    return blurred[_PAD:-_PAD, _PAD:-_PAD].astype(np.float32)


def tone(scene: Scene, frame: Floats) -> Image.Image:
    """Exposure, colour balance and a film curve; sRGB, 8 bits."""
    height, width = frame.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    square = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2 * 0.7) * 2
    light = frame * (scene.exposure * (1 - scene.vignette * square))[..., None]
    balance = np.array([1 + 0.12 * scene.warmth, 1.0, 1 - 0.14 * scene.warmth], np.float32)
    light = np.maximum(light * balance, 0)
    curve = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14)
    curve = np.clip(curve, 0, 1) ** np.float32(1 / 2.2)
    curve = np.clip(0.5 + (curve - 0.5) * scene.contrast, 0, 1)
    grey = curve @ np.array([0.3, 0.59, 0.11], np.float32)
    curve = grey[..., None] + (curve - grey[..., None]) * scene.saturation
    soft = _soften(np.clip(curve, 0, 1))
    return Image.fromarray((soft * 255 + 0.5).astype(np.uint8))


def _soften(image: Floats) -> Floats:
    """The slight unsharpness of any lens; it also rounds the stairs of solid edges."""
    for axis in (0, 1):
        ends = [(1, 1) if i == axis else (0, 0) for i in range(3)]
        wide = np.moveaxis(np.pad(image, ends, mode="edge"), axis, 0)
        image = np.moveaxis(0.5 * wide[1:-1] + 0.25 * (wide[:-2] + wide[2:]), 0, axis)
    return image
