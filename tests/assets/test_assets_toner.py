"""The copier's tone curve is the one that its round dots make."""

from __future__ import annotations

import numpy as np
import pytest

from bulletin.assets.colour.toner import SPILLED, lift

PERIOD, FINE = 8, 16


def painted(black: np.ndarray) -> float:
    """Coverage when each black pixel of a repeating screen is a disc √2 pixels wide."""
    side = PERIOD * FINE
    rows, columns = np.mgrid[0:side, 0:side]
    paper = np.zeros((side, side), bool)
    for row, column in zip(*np.nonzero(black), strict=True):
        down, across = (np.abs(grid - ((at + 0.5) * FINE - 0.5)) for grid, at in ((rows, row), (columns, column)))
        down, across = np.minimum(down, side - down), np.minimum(across, side - across)
        paper |= down**2 + across**2 <= (2**0.5 / 2 * FINE) ** 2
    return float(paper.mean())


def test_the_table_is_what_discs_on_a_106_line_screen_cover() -> None:
    y, x = np.mgrid[0:PERIOD, 0:PERIOD]
    spot = np.cos(2 * np.pi * (x + 0.5) / PERIOD) * np.cos(2 * np.pi * (y + 0.5) / PERIOD) + 1e-6 * (3 * x + 7 * y)
    rank = np.empty(PERIOD**2, int)
    rank[np.argsort(-spot.ravel())] = np.arange(PERIOD**2)
    lines_an_inch = 600 / (PERIOD / 2**0.5)
    assert lines_an_inch == pytest.approx(106, abs=0.5)
    for step, share in enumerate(SPILLED):
        assert painted(rank.reshape(PERIOD, PERIOD) < 4 * step) == pytest.approx(share, abs=0.006), step


def test_the_lift_undoes_it_and_leaves_black_and_white() -> None:
    curve = lift()
    assert (curve[0], curve[255]) == (0, 255)
    assert list(curve) == sorted(curve)
    assert all(new >= old for old, new in enumerate(curve))
    for grey, new in enumerate(curve):
        level = (255 - new) / 255 * 16
        low = min(int(level), 15)
        printed = SPILLED[low] + (level - low) * (SPILLED[low + 1] - SPILLED[low])
        assert printed == pytest.approx((255 - grey) / 255, abs=0.004), grey
