"""What lies under and behind the solids: far hills, land, water with waves and reflections."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photolab import noise
from photolab.scene import Scene
from photolab.shading import lit, rays, shade
from photolab.solids import Floats, View, look


def paint_ridges(scene: Scene, d: Floats, frame: Floats, depth: Floats, seed: str) -> None:
    bearing = np.arctan2(d[..., 0], -d[..., 2])
    level = np.hypot(d[..., 0], d[..., 2])
    for number, ridge in enumerate(scene.sky.ridges):
        u = (bearing * ridge.distance / 9000).astype(np.float32)
        line = noise.tile(f"{seed}ridge{number}", 1.55, 2)
        fixed = np.full_like(u, 0.37)
        away = (np.degrees(bearing) - ridge.bearing) / (ridge.width / 2)
        swell = np.clip(1 - away * away, 0, 1) ** 0.7
        height = (0.62 + 0.3 * ridge.rough * noise.at(line, u, fixed)) * swell
        height = height + 0.02 * ridge.rough * noise.at(line, u * 23, fixed) * swell
        top = ridge.height * height / ridge.distance
        below = (d[..., 1] / level < top) & (d[..., 1] > -0.02) & (top > 0)
        rows, cols = np.nonzero(below)
        v = d[rows, cols, 1] * ridge.distance / 900
        mottle = 1 + 0.22 * noise.at(noise.tile("mottle", 1.25, 3, 1.0), u[rows, cols] * 9, v.astype(np.float32))
        frame[rows, cols] = np.asarray(ridge.colour, np.float32) * scene.sky.ambient * mottle[:, None]
        depth[rows, cols] = ridge.distance


def _plane(view: View, y: float, d: Floats, before: Floats) -> tuple[np.ndarray, np.ndarray, Floats, Floats]:
    """Pixels that see the level y with no solid `before` it: rows, columns, points, depth along the axis."""
    cosine = d @ view.ahead.astype(np.float32)
    drop = d[..., 1]
    below = drop < -1e-4 if view.eye[1] > y else drop > 1e-4
    below &= before * drop * np.sign(y - view.eye[1]) > abs(y - view.eye[1]) * cosine
    rows, cols = np.nonzero(below)
    ray = d[rows, cols]
    t = np.minimum((y - view.eye[1]) / ray[:, 1], 6000.0).astype(np.float32)
    p = (view.eye.astype(np.float32) + ray * t[:, None]).astype(np.float32)
    return rows, cols, p, t * cosine[rows, cols]


def paint_land(
    scene: Scene, d: Floats, frame: Floats, depth: Floats, before: Floats, shadow: tuple[View, Floats] | None, seed: str
) -> None:
    assert scene.land is not None
    rows, cols, p, z = _plane(scene.view, scene.land_y, d, before)
    if scene.shore is not None:
        keep = scene.shore(p[:, 0], p[:, 2]) > 0
        rows, cols, p, z = rows[keep], cols[keep], p[keep], z[keep]
    n = np.zeros_like(p)
    n[:, 1] = 1
    if scene.land_grain > 0:
        sx, sy = noise.slopes("land", 1.35, 3, 1.0)
        strength = scene.land_grain * np.clip(9 / (z + 3), 0.1, 1)
        for size, share in ((2.5, 0.6), (9.0, 0.8), (40.0, 0.6)):
            n[:, 0] += noise.at(sx, p[:, 0] / size, p[:, 2] / size) * strength * share
            n[:, 2] += noise.at(sy, p[:, 0] / size, p[:, 2] / size) * strength * share
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
    frame[rows, cols] = scene.land(p[:, 0], p[:, 2], z) * lit(scene, p, n, shadow, 0.0)
    depth[rows, cols] = z


def paint_water(scene: Scene, d: Floats, frame: Floats, depth: Floats, before: Floats, seed: str) -> None:
    assert scene.water_y is not None
    view = scene.view
    rows, cols, p, z = _plane(view, scene.water_y, d, before)
    if scene.shore is not None:
        keep = scene.shore(p[:, 0], p[:, 2]) <= 0
        rows, cols, p, z = rows[keep], cols[keep], p[keep], z[keep]
    n = _waves(scene, p, z, seed)
    eye = -d[rows, cols]
    facing = np.clip((n * eye).sum(-1), 0.02, 1)
    fresnel = (0.02 + 0.98 * (1 - facing) ** 5)[:, None]
    back = 2 * facing[:, None] * n - eye
    back[:, 1] = np.abs(back[:, 1])
    mirrored = scene.sky.colour(back, seed, sharp=False)
    glint = np.clip((back * scene.sky.toward().astype(np.float32)).sum(-1), 0, 1) ** 900
    mirrored = mirrored + (glint * (6.0 if max(scene.sky.sunlight) > 0 else 0.0))[:, None] * np.asarray(
        scene.sky.sunlight, np.float32
    )
    mirrored = _reflect_solids(scene, mirrored, n, rows, cols, seed)
    sky_light = np.asarray(scene.sky.zenith, np.float32) * 0.5 + np.asarray(scene.sky.horizon, np.float32) * 0.5
    body = np.asarray(scene.water, np.float32) * (sky_light * 1.2 + 0.25 * np.asarray(scene.sky.sunlight, np.float32))
    frame[rows, cols] = mirrored * fresnel + body * (1 - fresnel)
    depth[rows, cols] = z


def _waves(scene: Scene, p: Floats, z: Floats, seed: str) -> Floats:
    n = np.zeros_like(p)
    n[:, 1] = 1
    for size, share, slope in (
        (scene.wave_size, 1.0, 1.6),
        (scene.wave_size * 5.3, 0.9, 1.9),
        (scene.wave_size * 31, 0.7, 2.0),
    ):
        sx, sy = noise.slopes(f"wave{slope}", slope, 4, 0.55)
        fade = scene.wave * share * np.clip(size * 7 / (z + 1), 0, 1) ** 1.25
        n[:, 0] += noise.at(sx, p[:, 0] / size, p[:, 2] / size) * fade * 0.7
        n[:, 2] += noise.at(sy, p[:, 0] / size, p[:, 2] / size) * fade
    return np.asarray(n / np.linalg.norm(n, axis=-1, keepdims=True))


def _reflect_solids(scene: Scene, mirrored: Floats, n: Floats, rows: np.ndarray, cols: np.ndarray, seed: str) -> Floats:
    """Lay the solids' mirror image over the reflected sky, shaken by the waves."""
    if not scene.stage.solids or scene.water_y is None:
        return mirrored
    flip = np.diag([1.0, -1.0, 1.0])
    shift = np.array([0.0, 2 * scene.water_y, 0.0])
    solids = [
        replace(s, place=np.column_stack([flip @ s.place[:, :3], flip @ s.place[:, 3] + shift]))
        for s in scene.stage.solids
    ]
    seen = look(scene.view, solids)
    hr, hc = np.nonzero(seen.number >= 0)
    if not len(hr):
        return mirrored
    p = scene.view.eye + rays(scene.view, hr, hc) * seen.depth[hr, hc, None]
    image = np.zeros((*seen.depth.shape, 3), np.float32)
    upright = p.astype(np.float32)
    upright[:, 1] = 2 * scene.water_y - upright[:, 1]
    seen.normal[hr, hc, 1] *= -1
    plain = replace(scene, shadow_size=0.0)
    image[hr, hc] = shade(plain, upright, seen, hr, hc, None, seed)
    reach = 0.55 * scene.view.height
    r = np.clip(rows + n[:, 2] * reach, 0, scene.view.height - 1).astype(np.int32)
    c = np.clip(cols + n[:, 0] * reach * 0.5, 0, scene.view.width - 1).astype(np.int32)
    covered = seen.number[r, c] >= 0
    return np.where(covered[:, None], image[r, c], mirrored)
