"""A scene: what stands on the stage, the light, the grounds, and the photographer's choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photolab.sky import Sky
from photolab.solids import Colour, Floats, Stage, View, rgb

Paint = Callable[[Floats, Floats, Floats], Floats]
"""Ground colour: x, z and distance of each point -> linear colour, shape n x 3."""


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
