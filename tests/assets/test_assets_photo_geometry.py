from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.assets.photos.geometry import (
    WHOLE,
    crop_for,
    effective_ppi,
    focus_in,
    inside,
    never_upscaled,
    pixels_for,
    share_of,
    stored_crop,
    used_part,
    used_px,
    within,
)

SIDES = st.integers(1, 20_000)
PER_CENT = st.floats(0, 100)


@given(SIDES, SIDES, st.floats(0.05, 20), st.tuples(PER_CENT, PER_CENT))
def test_crop_has_the_frames_shape_and_keeps_the_focus_where_it_was(
    width: int, height: int, aspect: float, focus: tuple[float, float]
) -> None:
    left, top, right, bottom = crop_for(width, height, aspect, focus)
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert (right - left) * width / ((bottom - top) * height) == pytest.approx(aspect, rel=1e-6)
    assert right - left == pytest.approx(1) or bottom - top == pytest.approx(1)  # the largest that fits
    assert (focus[0] / 100 - left) / (right - left) == pytest.approx(focus[0] / 100, abs=1e-6)
    assert (focus[1] / 100 - top) / (bottom - top) == pytest.approx(focus[1] / 100, abs=1e-6)


@pytest.mark.parametrize(
    ("args", "crop"),
    [
        ((400, 300, 4 / 3), (0, 0, 1, 1)),
        ((400, 200, 1), (0.25, 0, 0.75, 1)),
        ((400, 200, 1, (0, 50)), (0, 0, 0.5, 1)),
        ((400, 200, 1, (100, 50)), (0.5, 0, 1, 1)),
        ((200, 400, 1, (50, 0)), (0, 0, 1, 0.5)),
    ],
)
def test_crop_table(args: tuple, crop: tuple) -> None:
    assert crop_for(*args) == pytest.approx(crop)


@pytest.mark.parametrize(
    "args", [(0, 1, 1), (1, -1, 1), (1, 1, 0), (1, 1, float("nan")), (1, 1, 1, (101, 0)), (1, 1, 1, (0, -1))]
)
def test_crop_refuses_nonsense(args: tuple) -> None:
    with pytest.raises(ValueError, match=r"positive|outside"):
        crop_for(*args)


@given(st.integers(1, 8), st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_stored_crop_keeps_its_area_and_stays_inside(orientation: int, parts: tuple[float, ...]) -> None:
    left, right = sorted(parts[:2])
    top, bottom = sorted(parts[2:])
    stored = stored_crop((left, top, right, bottom), orientation)
    assert all(0 <= part <= 1 for part in stored)
    area = (stored[2] - stored[0]) * (stored[3] - stored[1])
    assert area == pytest.approx((right - left) * (bottom - top))


@given(SIDES, SIDES, st.floats(0.05, 20), st.tuples(*[st.integers(0, 47)] * 2), st.tuples(*[st.integers(53, 100)] * 2))
def test_a_crop_of_a_part_never_leaves_it(
    width: int, height: int, aspect: float, low: tuple[int, int], high: tuple[int, int]
) -> None:
    part = used_part((low[0], low[1], high[0], high[1]))
    focus = focus_in(part, (50, 50))
    crop = within(part, crop_for(*used_px(width, height, part), aspect, focus))
    assert all(crop[n] >= part[n] - 1e-9 and crop[n + 2] <= part[n + 2] + 1e-9 for n in (0, 1))
    assert within(part, inside(part, crop)) == pytest.approx(crop)
    assert crop[0] - 1e-9 <= 0.5 <= crop[2] + 1e-9
    assert crop[1] - 1e-9 <= 0.5 <= crop[3] + 1e-9
    assert 0 < share_of(part, crop) <= 1
    assert share_of(part, part) == pytest.approx(1)


def test_no_part_named_is_the_whole_photo() -> None:
    assert used_part(None) == WHOLE
    assert focus_in((0.5, 0, 1, 1), (10, 40)) == pytest.approx((0, 40)), "a point outside is moved to the edge"


def test_resolution_on_paper() -> None:
    assert effective_ppi(1000, 500, WHOLE, 25.4, 12.7) == pytest.approx(1000)
    assert effective_ppi(1000, 500, (0, 0, 0.5, 1), 25.4, 12.7) == pytest.approx(500)
    assert pixels_for(25.4, 50.8, 180) == (180, 360)


@given(SIDES, SIDES, st.integers(1, 5000), st.integers(1, 5000))
def test_nothing_is_upscaled(width: int, height: int, across: int, down: int) -> None:
    size = never_upscaled(width, height, WHOLE, (across, down))
    assert 1 <= size[0] <= min(across, width)
    assert 1 <= size[1] <= min(down, height)


def test_a_small_photo_keeps_the_frames_shape() -> None:
    assert never_upscaled(400, 300, WHOLE, (800, 600)) == (400, 300)
    assert never_upscaled(400, 300, (0, 0, 0.5, 1), (800, 1200)) == (200, 300)
