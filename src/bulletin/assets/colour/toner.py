"""Greys for the office copier: what its round dots add is taken off the photo first.

The curve is computed, not guessed. A 600-dpi engine screens greys into black pixels, best at 106 lines an inch (a 45°
screen with a period of 8 pixels). Each pixel is printed as a disc, and the disc must be at least √2 pixels wide or
solid black would show holes; so every black pixel spills over its neighbours. Painting such discs on that screen gives
the coverage in `SPILLED` (`tests/assets/test_assets_toner.py` paints them again): 50 % becomes 57 %.

One such gain is already in every photo: sRGB greys printed dot for dot come out as light as on the screen when the
discs are 1.6 pixels wide and light spreads in the paper (Yule and Nielsen, n = 2). But an office bulletin is printed
once and then copied, and the copier's engine spills again. That second gain is undone here, so that the copies, not
the master, look like the photo. Black stays black and white stays white.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

PPI = 200
"""Enough for the engine: its screen has 106 dots an inch, and more than two samples for each (Nyquist) cannot show."""

SPILLED = (
    0.0, 0.09, 0.16, 0.24, 0.3, 0.38, 0.44, 0.5, 0.57, 0.63, 0.69, 0.75, 0.81, 0.86, 0.91, 0.96, 1.0,
)  # fmt: skip
"""Coverage on paper for 0, 1/16, 2/16 … 16/16 of the pixels black."""


@lru_cache(maxsize=1)
def lift() -> bytes:
    """For each 8-bit grey the lighter one that prints as it after the copier's gain."""
    return bytes(255 - round(255 * _unspilled((255 - grey) / 255)) for grey in range(256))


def _unspilled(coverage: float) -> float:
    """The share of black pixels that covers this much paper."""
    step = 1 / (len(SPILLED) - 1)
    for number, (low, high) in enumerate(pairwise(SPILLED)):
        if coverage <= high:
            return step * (number + (coverage - low) / (high - low))
    return 1.0
