"""COSTS: what the planner pays for each way to fill a page, and how far it looks for better ways.

A cost has no unit of its own: costs are added, and the plan with the least sum wins. As a measure, 0.4 is a photo
cropped as much as the layout allows, and 0.05 is one blank row at the foot of a column. A test holds that no module of
the planner spells out a number that is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from bulletin.lazy import dataclass
from bulletin.model import Slot


def _no_wide() -> Mapping[Slot, float]:
    return MappingProxyType({"lead": 0.9, "photo": 0.9, "story": 0.12, "brief": 0.0})


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices of the planner; each comment says for what, for each of what, and why."""

    # --- photos -----------------------------------------------------------------------------------------------

    crop: float = 0.4
    """A crop at the layout's limit. Less goes with the square: a little off the edges is not seen."""
    crop_forced: float = 1.6
    """A crop beyond the limit, which is the only way to print that photo at all."""
    taller: float = 1.5
    """A frame taller than the layout wants photos to be, for each time the wished height: 0.15 for a tenth."""
    no_wide: Mapping[Slot, float] = field(default_factory=_no_wide)
    """The first photo in one column where it could be over several, by slot: an opening lives on its picture."""
    narrower: float = 0.08
    """The first photo over fewer columns than wanted, for each step down."""
    under_wide: float = 0.3
    """A second photo right under the wide one, for each: two pictures without text between them compete."""

    # --- columns ----------------------------------------------------------------------------------------------

    air: float = 0.1
    """A blank row between head and text, for each row."""
    slack: float = 0.05
    """A blank row at the foot of a column, for each row while there are few (`SEARCH.few_slack`)."""
    much_slack: float = 0.15
    """The same for each row where there are more: most columns should still be full."""
    end_slack: float = 0.03
    """Blank rows above the end block, for each row squared: one or two are not seen."""
    uneven: float = 2.0
    """Columns that do not end level, for each story: any level way is better."""
    ragged: float = 4.0
    """A section between wide tables that comes out at no even height, for each section."""
    crowd: float = 0.25
    """Each float in a column beyond the first: text between them reads better."""
    far_slices: float = 60
    """A float printed away from the words that speak of it costs 1 for so many lines between them …"""
    most_far: float = 0.8
    """… and never more than this: further away is no worse."""

    # --- bands ------------------------------------------------------------------------------------------------

    split: float = 0.8
    """A story that is continued on the next page, for each."""
    left: float = 0.05
    """A story with wide tables broken before a section, for each row that stays blank."""
    full: float = 0.08
    """A story over all columns, for each."""
    pair: float = -0.15
    """A story with short ones beside it, for each: a page is livelier with it."""
    mirrored: float = 0.04
    """The short ones on the left instead of the right, for each: the eye begins with the long story."""
    row: float = 0.0
    """A row of stacks that takes every column."""
    lone: float = 0.4
    """A row of stacks that leaves columns empty, for each of them and once more."""
    pad: float = 0.06
    """Blank rows below a cell that is lower than its neighbours, for each row …"""
    pad_growth: float = 12
    """… and the rows after which each costs twice as much: a hole is worse than two gaps."""
    gap: float = 0.06
    """Wider gaps in a stack of stories, for each row squared, shared by the gaps."""
    early_brief: float = 0.08
    """A brief printed before a story that was listed ahead of it, for each such story."""
    late_brief: float = 0.02
    """A brief printed after a story that was listed behind it, for each such story."""

    # --- pages ------------------------------------------------------------------------------------------------

    band_gap: float = 0.08
    """Wider gaps between the bands of a page, for each row squared, shared by the gaps."""
    foot: float = 0.3
    """A blank row at the foot of a page that is not the last, for each row."""
    last_foot: float = 0.02
    """A blank row at the foot of the last page, for each row: nothing follows that could fill it …"""
    last_page: float = 1.5
    """… and for a last page that is all blank; less goes with the square of the blank share."""
    forced: float = 20
    """A page on which nothing comes out even, for each: whatever else is possible is better."""
    progress: float = 3.0
    """What a page's worth of placed rows is worth when beginnings of different progress are compared."""


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How far the planner looks, in rows unless it says otherwise; larger numbers find more and take longer."""

    beam: int = 6
    """Beginnings of an issue that are carried from page to page."""
    bands: int = 4
    """Bands of one page."""
    split_reach: int = 3
    """How much higher or lower than its room a split is tried, since the bands above may still grow or shrink."""
    page_slack: int = 2
    """Rows that a page which is not the last may stay below its room, beyond what opens its gaps."""
    side: int = 5
    """Short entries beside a story."""
    row_entries: int = 3
    """Entries of a row of stacks, for each column."""
    side_stories: int = 2
    """Stories among the short entries that are together; the others are briefs."""
    short_rows: int = 48
    """A story with more rows in one column is not short."""
    short_photos: int = 1
    """A story with more photos is not short."""
    part_rows: int = 6
    """A part of a story under its head, at least."""
    left_rows: int = 4
    """What is carried to the next page, at least, for each column."""
    part_slices: int = 3
    """Slices of text in a part that is continued, at least, for each column."""
    gap_growth: int = 2
    """How much a gap between bands or stacked stories may open."""
    pad: int = 24
    """Blank rows below a cell, at most."""
    floats: int = 3
    """Floats in a column, at most, while others can take them."""
    states: int = 14
    """Ways to have filled the columns so far that are kept."""
    float_heights: int = 7
    """Heights of one float that are tried, the cheapest first."""
    wide_heights: int = 4
    """Heights of the wide photo that are tried when all that is left of a story must fit."""
    wide_part_heights: int = 6
    """Heights of the wide photo that are tried when the story goes on."""
    wide_spread: float = 1.5
    """How far those heights may be from the one that makes the rows come out, beside what other floats take up."""
    wide_rows_a_cost: int = 4
    """Rows from that height that are as bad as a crop that costs 1."""
    under_wide_rows: int = 3
    """Room under the wide photo of a story that goes on, at least."""
    area_rows: int = 2
    """Room for columns, at least."""
    column_rows: int = 3
    """Text in a column that is not the last, at least; none at all below floats is right too."""
    spare_heights: int = 2
    """Heights tried beyond the one that all frames at their tallest would take."""
    uneven_slack: int = 12
    """How many rows early a column may end where no even way is found."""
    few_slack: int = 2
    """Blank rows at the foot of a column that are few."""
    end_slack: int = 4
    """Blank rows that may be above the end block, which itself is at the foot of the last column."""
    wide_lines: int = 3
    """Lines of text over the whole width; more are shared over the columns."""
    tallest_section: int = 120
    """No page of a shipped layout has as many."""
    frame_rows: int = 3
    """A photo's frame, at least."""
    taller_rows: int = 3
    """Frames taller than the lowest that does not cut off too much, to come out even."""
    tallest_frame: float = 0.6
    """Share of a page's rows that the tallest frame may take."""


COSTS = Costs()
SEARCH = SearchLimits()
