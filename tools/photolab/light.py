"""Light: sky, sun with soft shadows, lamps, haze, and the two grounds (land and water)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from photolab import noise
from photolab.solids import FAR, Colour, Floats, Seen, Solid, Stage, Stuff, Vec, View, look, rgb, unit

Paint = Callable[[Floats, Floats, Floats], Floats]
"""Ground colour: x, z and distance of each point -> linear colour, shape n x 3."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """A far line of hills: distance and height in metres, seen over the whole horizon or around one bearing (degrees)."""

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
        thick = noise.at(noise.tile(seed + "cloud", 1.9, 2, 1.0), u, v)
        thick = thick + 0.25 * noise.at(noise.tile(seed + "wisp", 1.4, 8, 1.0), u * 2.3, v * 2.3)
        cover = np.clip((thick + self.clouds * 2.2 - 1.1) * 0.55, 0, 1)[..., None]
        cover = cover * np.clip(d[..., 1:2] * 9, 0, 1)
        lit = np.asarray(self.horizon, np.float32) * 0.75 + tint * (0.25 + 0.9 * self.glow * cosine**8)
        shade = 1.0 - 0.42 * np.clip(thick * 0.5, 0, 1)[..., None]
        return np.asarray(out * (1 - 0.85 * cover) + lit * shade * 0.85 * cover)


@dataclass(frozen=True, slots=True)
class Lamp:
    at: tuple[float, float, float]
    colour: Colour
    reach: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a picture needs; the fields below `stage` are the photographer's choices."""

    view: View
    stage: Stage
    sky: Sky = Sky()
    lamps: Sequence[Lamp] = ()
    land: Paint | None = None
    land_y: float = 0.0
    land_grain: float = 0.0
    water_y: float | None = None
    water: Colour = rgb("#24444d")
    wave: float = 0.05
    wave_size: float = 6.0
    shore: Callable[[Floats, Floats], Floats] | None = None
    haze: float = 0.0
    haze_colour: Colour | None = None
    focus: float = 0.0
    aperture: float = 0.0
    exposure: float = 1.0
    warmth: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    bloom: float = 0.06
    vignette: float = 0.35
    indoor: bool = False
    shadow_size: float = 30.0
    shadow_at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    grain: float = 0.018
    extra: dict[str, float] = field(default_factory=dict)


def picture(scene: Scene, seed: str) -> tuple[Floats, Floats]:
    """Light arriving at the film (height x width x 3, linear) and the depth of each pixel in metres."""
    view = scene.view
    d = view.directions()
    frame = scene.sky.colour(d, seed)
    if scene.indoor:
        frame[:] = 0.02
    depth = np.full(frame.shape[:2], FAR)
    _paint_ridges(scene, d, frame, depth, seed)
    shadow = _shadow_map(scene)
    if scene.land is not None:
        _paint_land(scene, d, frame, depth, shadow, seed)
    if scene.water_y is not None:
        _paint_water(scene, d, frame, depth, seed)
    seen = look(view, scene.stage.solids)
    nearer = seen.depth < depth
    rows, cols = np.nonzero(nearer & (seen.number >= 0))
    if len(rows):
        p = view.eye + _rays(view, rows, cols) * seen.depth[rows, cols, None]
        frame[rows, cols] = _shade(scene, p.astype(np.float32), seen, rows, cols, shadow, seed)
        depth[rows, cols] = seen.depth[rows, cols]
    frame *= _occlusion(depth)[..., None]
    return _hazy(scene, frame, depth, d), depth


def _paint_ridges(scene: Scene, d: Floats, frame: Floats, depth: Floats, seed: str) -> None:
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


def _rays(view: View, rows: np.ndarray, cols: np.ndarray) -> Floats:
    xs, ys = view.grid()
    x, y = xs[0, cols][:, None], ys[rows, 0][:, None]
    return np.asarray(view.ahead + x * view.right + y * view.up, dtype=np.float32)


def _shadow_map(scene: Scene) -> tuple[View, Floats] | None:
    if max(scene.sky.sunlight) <= 0 or scene.shadow_size <= 0:
        return None
    sun = scene.sky.toward()
    right = unit(np.cross(sun, (0.0, 1.0, 0.001)))
    eye = np.asarray(scene.shadow_at, float) + sun * 200
    view = View(1400, 1400, eye, right, np.cross(right, -sun), -sun, scene.shadow_size, parallel=True)
    return view, look(view, scene.stage.solids).depth


def _sunlit(shadow: tuple[View, Floats] | None, p: Floats, soft: float = 1.6) -> Floats:
    """Share of the sun that reaches each point, 0 … 1, with soft edges."""
    if shadow is None:
        return np.ones(len(p), np.float32)
    view, depth = shadow
    rel = p - view.eye.astype(np.float32)
    x = rel @ view.right.astype(np.float32) / view.spread * view.height / 2 + view.width / 2
    y = view.height / 2 - rel @ view.up.astype(np.float32) / view.spread * view.height / 2
    far = rel @ view.ahead.astype(np.float32) - view.spread * 0.004 - 0.01
    share = np.zeros(len(p), np.float32)
    taps = ((0, 0), (1, 0.3), (-0.3, 1), (-1, -0.3), (0.3, -1), (1.6, 1.5), (-1.5, 1.6), (-1.6, -1.5), (1.5, -1.6))
    for dx, dy in taps:
        xi = np.clip(x + dx * soft, 0, view.width - 1).astype(np.int32)
        yi = np.clip(y + dy * soft, 0, view.height - 1).astype(np.int32)
        share += depth[yi, xi] > far
    inside = (x > 0) & (x < view.width) & (y > 0) & (y < view.height)
    return np.where(inside, share / len(taps), 1.0).astype(np.float32)


def _lit(scene: Scene, p: Floats, n: Floats, shadow: tuple[View, Floats] | None, through: Floats | float) -> Floats:
    """Light falling on points p with facing n: sun, sky from above, bounce from below, lamps."""
    sun = scene.sky.toward().astype(np.float32)
    straight = n @ sun
    amount = np.maximum(straight, 0) + through * np.maximum(-straight, 0)
    if straight.size and max(scene.sky.sunlight) > 0:
        amount = amount * _sunlit(shadow, p + n * np.float32(0.03))
    sky_light = np.asarray(scene.sky.zenith, np.float32) * 0.5 + np.asarray(scene.sky.horizon, np.float32) * 0.5
    up = (0.5 + 0.5 * n[:, 1])[:, None]
    out = amount[:, None] * np.asarray(scene.sky.sunlight, np.float32)
    out = out + scene.sky.ambient * (sky_light * up + 0.28 * sky_light * (1 - up) * np.asarray([1.1, 1.0, 0.85], np.float32))
    for lamp in scene.lamps:
        to = np.asarray(lamp.at, np.float32) - p
        square = (to * to).sum(-1)
        cosine = np.clip((to * n).sum(-1) / np.sqrt(square + 1e-6), 0, 1) * 0.85 + 0.15
        out = out + (cosine * lamp.reach**2 / (square + 0.15 * lamp.reach**2))[:, None] * np.asarray(lamp.colour, np.float32)
    return np.asarray(out)


def _shade(
    scene: Scene, p: Floats, seen: Seen, rows: np.ndarray, cols: np.ndarray, shadow: tuple[View, Floats] | None, seed: str
) -> Floats:
    number = seen.number[rows, cols]
    n = seen.normal[rows, cols]
    solids = scene.stage.solids
    table = _stuff_table(solids)
    colour, shine, glow, grain, scale, fold, through = (table[number][:, s] for s in _COLUMNS)
    u = (p[:, 0] + 0.6 * p[:, 2]) / scale[:, 0] / 8
    v = (p[:, 1] + 0.35 * p[:, 2] - 0.2 * p[:, 0]) / scale[:, 0] / 8
    if fold.max() > 0:
        sx, sy = noise.slopes(seed + "fold", 1.9, 3, 1.0)
        amount = fold[:, 0]
        n = n + np.stack([noise.at(sx, u, v) * amount, noise.at(sy, u, v) * amount, noise.at(sx, v, u) * amount], -1)
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
    mottle = noise.at(noise.tile("mottle", 1.25, 3, 1.0), u, v)
    jitter = (number.astype(np.int64) * 2654435761 % 1000 / 1000.0 - 0.5).astype(np.float32)
    colour = colour * np.clip(1 + grain * (mottle[:, None] + jitter[:, None]), 0.15, 2.0)
    light = _lit(scene, p, n, shadow, through[:, 0])
    out = colour * light + glow * table[number][:, :3]
    eye = scene.view.eye.astype(np.float32) - p
    eye /= np.linalg.norm(eye, axis=-1, keepdims=True)
    out += _gloss(scene, n, eye, shine, p, shadow)
    return np.asarray(out, dtype=np.float32)


_COLUMNS = (slice(0, 3), slice(3, 4), slice(4, 5), slice(5, 6), slice(6, 7), slice(7, 8), slice(8, 9))


def _stuff_table(solids: Sequence[Solid]) -> Floats:
    def row(s: Stuff) -> tuple[float, ...]:
        return (*s.colour, s.shine, s.glow, s.grain, s.scale, s.fold, s.through)

    return np.array([row(s.stuff) for s in solids], np.float32)


def _gloss(
    scene: Scene, n: Floats, eye: Floats, shine: Floats, p: Floats, shadow: tuple[View, Floats] | None
) -> Floats:
    half = scene.sky.toward().astype(np.float32) + eye
    half /= np.linalg.norm(half, axis=-1, keepdims=True) + 1e-6
    spot = np.clip((n * half).sum(-1), 0, 1) ** 60
    fresnel = shine[:, 0] + (1 - shine[:, 0]) * 0.35 * (1 - np.clip((n * eye).sum(-1), 0, 1)) ** 5
    back = 2 * (n * eye).sum(-1)[:, None] * n - eye
    ambient = np.asarray(scene.sky.horizon, np.float32) * np.clip(0.5 + 0.5 * back[:, 1:2], 0, 1) * scene.sky.ambient
    sun = np.asarray(scene.sky.sunlight, np.float32) * (spot * shine[:, 0] * 6)[:, None]
    out = ambient * (fresnel * np.minimum(shine[:, 0] * 8, 1))[:, None] + sun
    for lamp in scene.lamps:
        to = np.asarray(lamp.at, np.float32) - p
        square = (to * to).sum(-1)
        h = to / np.sqrt(square)[:, None] + eye
        h /= np.linalg.norm(h, axis=-1, keepdims=True) + 1e-6
        power = np.clip((n * h).sum(-1), 0, 1) ** 50 * shine[:, 0] * 4 * lamp.reach**2 / (square + 0.15 * lamp.reach**2)
        out = out + power[:, None] * np.asarray(lamp.colour, np.float32)
    return np.asarray(out)


def _plane(view: View, y: float, d: Floats) -> tuple[np.ndarray, np.ndarray, Floats, Floats]:
    """Pixels that see the level y: rows, columns, points, and depth along the optical axis."""
    cosine = (d @ view.ahead.astype(np.float32))
    drop = d[..., 1]
    below = drop < -1e-4 if view.eye[1] > y else drop > 1e-4
    rows, cols = np.nonzero(below)
    ray = d[rows, cols]
    t = np.minimum((y - view.eye[1]) / ray[:, 1], 6000.0).astype(np.float32)
    p = (view.eye.astype(np.float32) + ray * t[:, None]).astype(np.float32)
    return rows, cols, p, t * cosine[rows, cols]


def _paint_land(
    scene: Scene, d: Floats, frame: Floats, depth: Floats, shadow: tuple[View, Floats] | None, seed: str
) -> None:
    assert scene.land is not None
    rows, cols, p, z = _plane(scene.view, scene.land_y, d)
    if scene.shore is not None:
        keep = scene.shore(p[:, 0], p[:, 2]) > 0
        rows, cols, p, z = rows[keep], cols[keep], p[keep], z[keep]
    n = np.zeros_like(p)
    n[:, 1] = 1
    if scene.land_grain > 0:
        sx, sy = noise.slopes(seed + "land", 1.35, 3, 1.0)
        strength = scene.land_grain * np.clip(9 / (z + 3), 0.1, 1)
        for size, share in ((2.5, 0.6), (9.0, 0.8), (40.0, 0.6)):
            n[:, 0] += noise.at(sx, p[:, 0] / size, p[:, 2] / size) * strength * share
            n[:, 2] += noise.at(sy, p[:, 0] / size, p[:, 2] / size) * strength * share
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
    frame[rows, cols] = scene.land(p[:, 0], p[:, 2], z) * _lit(scene, p, n, shadow, 0.0)
    depth[rows, cols] = z


def _paint_water(scene: Scene, d: Floats, frame: Floats, depth: Floats, seed: str) -> None:
    assert scene.water_y is not None
    view = scene.view
    rows, cols, p, z = _plane(view, scene.water_y, d)
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
    mirrored = mirrored + (glint * (6.0 if max(scene.sky.sunlight) > 0 else 0.0))[:, None] * np.asarray(scene.sky.sunlight, np.float32)
    mirrored = _reflect_solids(scene, mirrored, n, rows, cols, seed)
    sky_light = np.asarray(scene.sky.zenith, np.float32) * 0.5 + np.asarray(scene.sky.horizon, np.float32) * 0.5
    body = np.asarray(scene.water, np.float32) * (sky_light * 1.2 + 0.25 * np.asarray(scene.sky.sunlight, np.float32))
    frame[rows, cols] = mirrored * fresnel + body * (1 - fresnel)
    depth[rows, cols] = z


def _waves(scene: Scene, p: Floats, z: Floats, seed: str) -> Floats:
    n = np.zeros_like(p)
    n[:, 1] = 1
    for size, share, slope in ((scene.wave_size, 1.0, 1.6), (scene.wave_size * 5.3, 0.9, 1.9), (scene.wave_size * 31, 0.7, 2.0)):
        sx, sy = noise.slopes(f"{seed}wave{slope}", slope, 4, 0.55)
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
        replace(s, place=np.column_stack([flip @ s.place[:, :3], flip @ s.place[:, 3] + shift])) for s in scene.stage.solids
    ]
    seen = look(scene.view, solids)
    hr, hc = np.nonzero(seen.number >= 0)
    if not len(hr):
        return mirrored
    p = scene.view.eye + _rays(scene.view, hr, hc) * seen.depth[hr, hc, None]
    image = np.zeros((*seen.depth.shape, 3), np.float32)
    upright = p.astype(np.float32)
    upright[:, 1] = 2 * scene.water_y - upright[:, 1]
    seen.normal[hr, hc, 1] *= -1
    plain = replace(scene, shadow_size=0.0)
    image[hr, hc] = _shade(plain, upright, seen, hr, hc, None, seed)
    reach = 0.55 * scene.view.height
    r = np.clip(rows + n[:, 2] * reach, 0, scene.view.height - 1).astype(np.int32)
    c = np.clip(cols + n[:, 0] * reach * 0.5, 0, scene.view.width - 1).astype(np.int32)
    covered = seen.number[r, c] >= 0
    return np.where(covered[:, None], image[r, c], mirrored)


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
