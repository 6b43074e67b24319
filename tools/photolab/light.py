"""The exposure: everything that a scene sends to the film, and how far away it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photolab.ground import paint_land, paint_ridges, paint_water
from photolab.noise import box_blur
from photolab.scene import Scene
from photolab.shading import rays, shade, shadow_map
from photolab.solids import FAR, Floats, look


def picture(scene: Scene, seed: str) -> tuple[Floats, Floats]:
    """Light arriving at the film (height x width x 3, linear) and the depth of each pixel in metres."""
    view = scene.view
    d = view.directions()
    frame = scene.sky.colour(d, seed)
    if scene.indoor:
        frame[:] = 0.02
    depth = np.full(frame.shape[:2], FAR)
    paint_ridges(scene, d, frame, depth, seed)
    shadow = shadow_map(scene)
    seen = look(view, scene.stage.solids)
    if scene.land is not None:
        paint_land(scene, d, frame, depth, seen.depth, shadow, seed)
    if scene.water_y is not None:
        paint_water(scene, d, frame, depth, seen.depth, seed)
    rows, cols = np.nonzero((seen.depth < depth) & (seen.number >= 0))
    if len(rows):
        p = view.eye + rays(view, rows, cols) * seen.depth[rows, cols, None]
        frame[rows, cols] = shade(scene, p.astype(np.float32), seen, rows, cols, shadow, seed)
        depth[rows, cols] = seen.depth[rows, cols]
    frame *= _occlusion(depth)[..., None]
    return _hazy(scene, frame, depth, d), depth


def _occlusion(depth: Floats) -> Floats:
    """Darkening of creases and contacts, from how far a pixel lies behind its surroundings."""
    near = 1.0 / np.minimum(depth, 400.0)
    small = near[::2, ::2]
    shade = np.ones_like(small)
    for radius, strength in ((3, 0.9), (9, 0.8), (24, 0.5)):
        mean = box_blur(small, radius)
        ahead = np.clip((mean - small) / small, 0, 0.35)
        shade -= strength * ahead * np.exp(-4 * ahead)
    shade = np.clip(shade, 0.45, 1)
    shade = np.where(near[::2, ::2] > 1 / 70, shade, 1.0)
    full = shade.repeat(2, 0).repeat(2, 1)[: depth.shape[0], : depth.shape[1]]
    return np.asarray(full, dtype=np.float32)


def _hazy(scene: Scene, frame: Floats, depth: Floats, d: Floats) -> Floats:
    if scene.haze <= 0:
        return frame
    air = np.asarray(scene.haze_colour or scene.sky.horizon, np.float32)
    if scene.haze_colour is None:
        level = d.copy()
        level[..., 1] = 0.02
        air = replace(scene.sky, clouds=0.0).colour(level, sharp=False)
    clear = np.exp(-np.minimum(depth, 20000.0) * scene.haze)[..., None]
    sky = (depth >= FAR)[..., None]
    return np.where(sky, frame, frame * clear + air * (1 - clear)).astype(np.float32)
