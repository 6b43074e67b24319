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


def _ranks() -> Mapping[Slot, float]:
    return MappingProxyType({"lead": 3.0, "photo": 2.0, "story": 1.0, "brief": 0.1})


def _jumps() -> Mapping[str, float]:
    return MappingProxyType({"front": 0.15, "long": 0.5, "fill": 3.5})


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

    strip: float = 0.06
    """Photos side by side at one height, for each band: a set strip is good, one leading photo is better."""
    level_band: float = 0.12
    """A band whose photos are all of one width while no larger one leads."""
    stub: float = 0.3
    """A column of fewer than `SEARCH.stub_rows` rows of text under a wide photo, and one of fewer than
    `SEARCH.column_rows` anywhere."""
    empty_column: float = 2.5
    """A column without anything before the last one: it looks as if words were missing."""
    low_wide: float = 0.06
    """A second wide photo under the first columns of a story."""
    below_band: float = 0.1
    """A band of photos under the text, for each: the eye begins above."""
    far_band: float = 0.5
    """Share of `far_slices` that counts for a photo in a band: the head of a story is a place of its own."""
    stamp: float = 1.0
    """A photo in landscape in one column of a wider story, for each: as small as a stamp."""
    piled_photos: float = 0.3
    """Each photo under another in one column."""
    short_leg: float = 0.035
    """Legs of text shorter than `SEARCH.leg_rows`, for each row: a story should not be a ribbon."""

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
    mirrored: float = 0.04
    """The short ones on the left instead of the right, for each: the eye begins with the long story."""
    pad: float = 0.06
    """Blank rows below a part that is lower than its neighbours, for each row and column …"""
    pad_growth: float = 3
    """… and the rows after which each costs twice as much: a hole is worse than two gaps."""
    gap: float = 0.06
    """Wider gaps in a stack of stories, for each row squared, shared by the gaps."""

    # --- packing ----------------------------------------------------------------------------------------------

    inverted: float = 0.3
    """A part above another that is wanted higher, for each step of rank between them."""
    rank_front: float = 9.0
    """Rank of the story that opens page 1: nothing is above it."""
    rank_slot: Mapping[Slot, float] = field(default_factory=_ranks)
    """Rank of a story by its slot: leads open pages."""
    rank_rows: float = 120
    """Rows in one column of a story that has one rank more than the shortest."""
    rank_continued: float = 0.4
    """Rank of what is left of a story: its head is small."""
    rank_brief: float = 0.1
    """Rank of a run of briefs."""
    side: float = 0.02
    """Parts side by side, for each cut: a page needs some, and no more than it needs."""
    wider_gap: float = 0.1
    """Wider gaps between stories, for each row squared and each column."""
    jump: Mapping[str, float] = field(default_factory=_jumps)
    """A story that goes on: from page 1, because it is longer than a page, or only to fill a page."""
    narrow_lead: float = 1.2
    """A lead or a photo story in one column."""
    tall_column: float = 0.05
    """A story in one column taller than `SEARCH.tall_rows`, for each row: a grey column."""
    lone_brief: float = 0.5
    """A run of briefs, shared by them: one brief alone looks lost."""
    no_front_photo: float = 2.5
    """The lead of page 1 begun there without any of its photos."""
    brief_moved: float = 0.06
    """Two briefs of a strip that change columns, or one that is moved, for each time: order matters little there."""
    wide_brief: float = 2.0
    """A brief over several columns: it looks like a story."""
    notice: float = 1.0
    """A notice of the office with the weight 1: it closes a hole, and a story would be better."""
    notice_row: float = 0.07
    """Each row that a notice is higher than its words."""
    contents_row: float = 0.05
    """The contents higher or lower than the layout wants, for each row."""
    passed: float = 0.2
    """Each story that is still to come although it is listed before one on this page."""
    deferred: float = 1.0
    """What is left of a story and waits for a page further on, for each page that it waits."""
    late_briefs: float = 0.8
    """Briefs behind the stories, for the whole of them on each page."""
    chain: float = 1.5
    """A story broken only to fill a page, for each broken page right before it beyond the first."""
    page: float = 3.0
    """A page's worth of area: what larger photos must be worth. The page count is met by changing it."""

    page_count: float = 12.0
    """Each page more or less than the issue wants."""

    displaced: float = 0.04
    """A story of a chosen plan, or of the last one, that is higher or lower than there, for each row."""
    aside: float = 0.5
    """A module of a page of the last plan that comes to other columns: a reader looks for it where it was."""
    stays: float = 1.0
    """What a page may cost more than in the last plan and still have the same modules: stories that stay are worth it,
    and the whole plan for as much more than the cheapest one that is found."""
    repaired: float = 2.0
    """What a repaired plan may cost more than its pages did when they were last planned anew; beyond it they are
    planned anew to compare."""

    # --- a page as a whole ------------------------------------------------------------------------------------

    tombstone: float = 0.8
    """Two headlines of one size side by side, for each pair."""
    touching: float = 0.8
    """Photos of two stories with nothing between them, for each pair."""
    no_eye: float = 0.35
    """A page without photo, quote or box."""
    no_dominant: float = 0.35
    """A page whose largest headline is hardly larger than the next."""
    low_head: float = 0.6
    """A page whose largest headline is in its lower half."""
    few_on_front: float = 2.5
    """Each story that begins on page 1 less than `SEARCH.front_stories`."""

    # --- pages ------------------------------------------------------------------------------------------------

    band_gap: float = 0.08
    """Wider gaps between the bands of a page, for each row squared, shared by the gaps."""
    foot: float = 0.3
    """A blank row at the foot of a page that is not the last, for each row …"""
    foot_growth: float = 8
    """… and, on pages of several columns, the rows after which each costs twice as much."""
    flow_growth: float = 3
    """The same on pages of one column, where three blank rows are hardly seen and four are a hole."""
    flow_early: float = 0.9
    """A blank row at the end of a story of a book, for each: a gap between stories is seen before a short page."""
    flow_last: float = 14.0
    """A last page of one column that is all blank; less goes with the square of the blank share."""
    run: float = 0.12
    """A paragraph of a book set a line longer or shorter, for each: hardly seen, and cheaper than a blank row."""
    last_foot: float = 0.02
    """A blank row at the foot of the last page, for each row: nothing follows that could fill it …"""
    last_page: float = 6.0
    """… and for a last page that is all blank; less goes with the square of the blank share."""
    last_low: float = 10.0
    """A last page with more than `SEARCH.last_blank` blank, for the whole page: it looks unfinished."""
    forced: float = 20
    """A page on which nothing comes out even, for each: whatever else is possible is better."""
    progress: float = 3.0
    """What a page's worth of placed rows is worth when beginnings of different progress are compared."""


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How far the planner looks, in rows unless it says otherwise; larger numbers find more and take longer."""

    flow_beam: int = 40
    """Beginnings of an issue of one column that are carried from page to page."""
    flow_gap: int = 1
    """How much a gap between the stories of such a page may open: more is a hole."""
    flow_slack: int = 3
    """Rows that a page of one column may stay below its room while its bands come out even."""
    flow_part: int = 4
    """Rows of a story begun at the foot of a page of one column, under its head, at least."""
    flow_rest: int = 6
    """Lines of text that are carried to the next page of one column, at least."""
    flow_parts: int = 3
    """Ends of one part at one height that are looked at: with the next photo and without it."""
    brief_part: int = 8
    """Rows at the foot of a page in which a brief may begin that goes on."""
    runs: int = 6
    """Lines by which a story of a book may be longer or shorter."""
    run_demerits: float = 40_000.0
    """What each line of a paragraph set longer may be worse, in demerits: as gaps of 1.75 natural ones."""
    beam: int = 8
    """Beginnings of an issue that are carried from page to page."""
    last_beam: int = 16
    """The same where everything has given way and a wanted number of pages is still not met."""
    bands: int = 4
    """Bands of one page."""
    split_reach: int = 3
    """How much higher or lower than its room a split is tried, since the bands above may still grow or shrink."""
    page_slack: int = 4
    """Rows that a page which is not the last may stay below its room, beyond what opens its gaps."""
    part_rows: int = 6
    """A part of a story under its head, at least."""
    left_rows: int = 4
    """What is carried to the next page, at least, for each column."""
    part_slices: int = 3
    """Slices of text in a part that is continued, at least, for each column."""
    gap_growth: int = 1
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
    low_heights: int = 2
    """Heights of a second wide photo that are tried, and of the first one with each of them."""
    wide_part_heights: int = 6
    """Heights of the wide photo that are tried when the story goes on."""
    wide_spread: float = 1.5
    """How far those heights may be from the one that makes the rows come out, beside what other floats take up."""
    wide_rows_a_cost: int = 4
    """Rows from that height that are as bad as a crop that costs 1."""
    under_wide_rows: int = 6
    """Room under the wide photo of a story that goes on, at least."""
    stub_rows: int = 6
    """Rows of text under a wide photo, at least; none at all is right too."""
    pair_columns: int = 2
    """A band holds a wide photo beside a narrow one in stories of more columns."""
    leg_rows: int = 11
    """Legs of text of fewer rows (5 cm) are short."""
    before_jump: int = 23
    """Rows of column (10 cm) that a story has on a page before it jumps, unless it is too short for that."""
    after_jump: int = 34
    """Rows of column (15 cm) that are left for the page that it goes on to."""
    jump_rows: int = 1
    """Rows of the line that says where a story goes on."""
    cut_reach: int = 2
    """Rows that a part may be lower than its place where no break is exactly there."""
    chain: int = 3
    """Broken pages in a row that are counted."""
    window: int = 6
    """Stories of the list that are looked at for the next page."""
    page_stories: int = 4
    """Stories of a page, beside those that are carried over."""
    page_modules: int = 7
    """Modules of a page."""
    brief_slack: int = 1
    """Blank rows inside a brief of a run, at most."""
    brief_exchanges: int = 6
    """Exchanges of briefs between the columns of one strip, at most."""
    briefs: int = 30
    """Briefs of one run."""
    area_prices: tuple[float, ...] = (1.0, 0.4, 1.8)
    """Shares of the price of area at which an issue is planned; the best plan wins."""
    last_blank: float = 0.3
    """Share of a last page that may be blank."""
    area_growth: float = 1.27
    """What stories take on their pages, in areas in one column: heads over several columns, gaps, tall photos."""
    last_weight: float = 0.5
    """How much of the price of a last page is foreseen for each page that is still before it."""
    last_prices: tuple[float, ...] = (4.0, 0.1)
    """Other shares that are tried, with a beam of `last_beam`, while the last page is emptier than that."""
    more_prices: int = 5
    """Other shares that are tried, at most, when a wanted number of pages is not met."""
    front_others: int = 3
    """Stories that begin on page 1 beside the lead."""
    front_jumps: int = 2
    """Stories of page 1 that go on inside."""
    front_stories: int = 3
    """Stories that begin on page 1, at least."""
    gap_area: int = 3
    """Rows that a gap may take where areas are only compared."""
    fullness: float = 0.96
    """Share of a page that its modules must be able to fill."""
    loose_fullness: float = 0.4
    """The same where nothing fills a page evenly."""
    area_cost: float = 1.5
    """Forms that are so much dearer than the best are not counted on to fill a page."""
    heights_of_set: int = 2
    """Heights at which one set of modules is tried on a page."""
    made_pages: int = 20
    """Packings of a page that are made into pieces."""
    pad_area: int = 7
    """Blank rows times columns below a part beside another, at most."""
    pad_strip: int = 200
    """Blank rows below a column of a strip of briefs, at most: their price is limit enough."""
    notices_tried: int = 2
    """Unused notices that are tried on a page."""
    last_notices: int = 2
    """Notices on the last page, at most."""
    contents_rail: int = 14
    """Rows of the contents in fewer than all columns."""
    contents_least: int = 4
    """Rows of the contents, at least."""
    contents_more: int = 4
    """Rows that such a rail may be higher."""
    tall_rows: int = 38
    """Rows of one column that are not yet grey."""
    dominant: float = 1.25
    """How much larger the largest headline of a page is than the next."""
    level_rows: int = 2
    """Rows between two headlines that are seen as level."""
    apart_rows: int = 3
    """Rows between two photos, one above the other, that do not part them."""
    area_rows: int = 2
    """Room for columns, at least."""
    column_rows: int = 3
    """Text in a column that is not the last, at least; none at all below floats is right too."""
    different: float = 0.3
    """Share of the stories that are on another page, or in another form, in a plan that is really another one."""
    unlike: tuple[tuple[float, float], ...] = ((0.0, 1.0), (0.5, 1.0), (1.5, 1.0), (1.5, 0.4), (1.5, 1.8), (4.0, 1.0))
    """How other plans are looked for: what a story that is as in a known one costs, and the share of the area price."""
    repairs: int = 3
    """Places of a last plan at which the pages around are planned anew, at most."""
    repair_around: tuple[tuple[int, int], ...] = ((0, 1), (1, 1), (1, 2), (2, 2))
    """How many pages before and after one are planned anew with it, the fewest first."""
    repair_heights: int = 4
    """Heights of a page that are tried with the modules that it had."""
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
