"""The sky: two colours, a sun with its glow, clouds, and the lines of far hills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photolab import noise
from photolab.solids import Colour, Floats, Vec, rgb, unit


@dataclass(frozen=True, slots=True)
class Ridge:
    """A far line of hills: distance and height in metres, around one bearing (degrees)."""

    distance: float
    height: float
    colour: Colour
    bearing: float = 0.0
    width: float = 400.0
    rough: float = 1.0


@dataclass(frozen=True, slots=True)
class Sky:
    zenith: Colour = rgb("#5b86bd")
    horizon: Colour = rgb("#d5dde0")
    sun: tuple[float, float, float] = (0.4, 0.6, 0.3)
    sunlight: Colour = (3.0, 2.8, 2.5)
    glow: float = 0.6
    disc: float = 0.0
    clouds: float = 0.4
    cloud_scale: float = 0.05
    ambient: float = 1.0
    power: float = 0.45
    gain: float = 1.45
    ridges: tuple[Ridge, ...] = ()

    def toward(self) -> Vec:
        return unit(np.asarray(self.sun, float))

    def colour(self, d: Floats, seed: str = "sky", sharp: bool = True) -> Floats:
        """Light from the directions d (n x 3, any leading shape)."""
        up = np.clip(d[..., 1], 0.0, 1.0)[..., None]
        mix = up**self.power
        base = np.asarray(self.horizon, np.float32) * (1 - mix) + np.asarray(self.zenith, np.float32) * mix
        cosine = np.clip((d * self.toward().astype(np.float32)).sum(-1), 0, 1)[..., None]
        tint = np.asarray(self.sunlight, np.float32) / max(*self.sunlight, 1e-6)
        out = base + tint * self.glow * (0.55 * cosine**6 + 0.9 * cosine**40 + 1.6 * cosine**400)
        if self.clouds > 0:
            out = self._cloudy(out, d, cosine, tint, seed)
        if self.disc > 0 and sharp:
            edge = np.clip((cosine - 0.99972) / 0.00008, 0, 1)
            out = out + tint * self.disc * edge
        return (out * self.gain).astype(np.float32)

    def _cloudy(self, out: Floats, d: Floats, cosine: Floats, tint: Floats, seed: str) -> Floats:
        height = np.maximum(d[..., 1], 0.0) + 0.06
        u, v = d[..., 0] / height * self.cloud_scale, d[..., 2] / height * self.cloud_scale
        du, dv = noise.shift(seed)
        u, v = u + du, v + dv
        thick = noise.at(noise.tile("cloud", 1.9, 2, 1.0), u, v)
        thick = thick + 0.25 * noise.at(noise.tile("wisp", 1.4, 8, 1.0), u * 2.3, v * 2.3)
        cover = np.clip((thick + self.clouds * 2.2 - 1.1) * 0.55, 0, 1)[..., None]
        cover = cover * np.clip(d[..., 1:2] * 9, 0, 1)
        lit = np.asarray(self.horizon, np.float32) * 0.75 + tint * (0.25 + 0.9 * self.glow * cosine**8)
        shade = 1.0 - 0.42 * np.clip(thick * 0.5, 0, 1)[..., None]
        return np.asarray(out * (1 - 0.85 * cover) + lit * shade * 0.85 * cover)
