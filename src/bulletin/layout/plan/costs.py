"""COSTS: what the planner pays for each way to fill a page.

A cost has no unit of its own: costs are added, and the plan with the least sum wins. As a measure, 0.4 is a photo
cropped as much as the layout allows, and 0.05 is one blank row at the foot of a column. A test holds that no module of
the planner spells out a number that is neither here nor in `search_limits.py`.
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
    return MappingProxyType({"front": 0.15, "long": 0.5, "fill": 6.5})


def _no_wide() -> Mapping[Slot, float]:
    return MappingProxyType({"lead": 0.9, "photo": 2.0, "story": 0.12, "brief": 0.0})


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices of the planner; each comment says for what, for each of what, and why."""

    # --- photos -----------------------------------------------------------------------------------------------

    crop: float = 0.4
    """A crop at the layout's limit. Less goes with the square: a little off the edges is not seen."""
    crop_unaimed: float = 1.5
    """A crop beyond `max_crop_unaimed` where the author named no focus: nobody knows what it takes away."""
    crop_forced: float = 1.6
    """A crop beyond the limit, which is the only way to print that photo at all."""
    taller: float = 1.5
    """A frame taller than the layout wants photos to be, for each time the wished height: 0.15 for a tenth."""
    no_wide: Mapping[Slot, float] = field(default_factory=_no_wide)
    """The first photo in one column where it could be over several, by slot: an opening lives on its picture."""
    narrower: float = 0.08
    """The first photo over fewer columns than wanted, for each step down."""

    strip: float = 0.06
    """Photos side by side at one height, for each band: a set strip is good, one leading photo is better."""
    level_band: float = 0.12
    """A band whose photos are all of one width while no larger one leads."""
    stub: float = 2.0
    """A column of fewer than `SEARCH.stub_rows` rows of text under a wide photo."""
    tiny_leg: float = 1.0
    """A column of fewer than `SEARCH.column_rows` rows of text anywhere: one line and a name are a leftover."""
    empty_column: float = 2.5
    """A column without anything before the last one: it looks as if words were missing."""
    low_wide: float = 0.06
    """A second wide photo under the first columns of a story."""
    below_band: float = 0.1
    """A band of photos under the text, for each: the eye begins above."""
    far_band: float = 0.5
    """Share of `far_slices` that counts for a photo in a band: the head of a story is a place of its own."""
    small_stamp: float = 1.4
    """The same in a band: beside others it is part of a set."""
    stamp: float = 2.7
    """A photo in landscape or a square one in one column of a wider story, for each: as small as a stamp."""
    no_main: float = 3.6
    """Two photos or more of a story of which none leads, and which are no strip: the eye does not know where to go."""
    piled_photos: float = 6.0
    """Each photo right under another, where there is no other way: two pictures without text between them compete."""
    short_leg: float = 0.035
    """Legs of text shorter than `SEARCH.leg_rows`, for each row and each turn to another column: a story should not be
    a ribbon, and a short poem needs no third column."""

    # --- heads ------------------------------------------------------------------------------------------------

    head_smaller: float = 0.12
    """A head smaller than its slot, width and title want it, for each step of the ladder."""
    head_larger: float = 0.16
    """A head larger than that, for each step: the story must be worth it."""
    tall_head: float = 1.0
    """A head that takes more than `SEARCH.head_share` of its module: much head for little story …"""
    taller_head: float = 4.0
    """… and for each whole module that it takes beyond that."""

    # --- columns ----------------------------------------------------------------------------------------------

    air: float = 0.1
    """A blank row between head and text, for each row."""
    slack: float = 0.05
    """A blank row at the foot of a column, for each row while there are few (`SEARCH.few_slack`)."""
    much_slack: float = 0.15
    """The same for each row where there are more: most columns should still be full."""
    end_slack: float = 0.1
    """Blank rows above the end block, for each row squared: one is not seen …"""
    book_end_slack: float = 0.03
    """… and below that of a book, where the end block follows the text."""
    opened: float = 0.12
    """Blank rows between the paragraphs of a column, for each: any way to fill it with words and photos is better …"""
    opened_dense: float = 0.1
    """… and for their square, shared by the places where they could be: a row here and there is spacing."""
    jump_slack: float = 0.3
    """A column that ends a row early above the line that says where a story goes on, for each: with the row of that
    line and the gap below it there is a hole."""
    early_jump: float = 7.0
    """A story that jumps before `SEARCH.before_jump_mm` of column, as one too short for that and a rest may: it
    should rather be whole on its page, or not on it."""
    short_rest: float = 4.0
    """A rest of fewer than `SEARCH.rest_rows` rows of text: photos and a name are no story."""
    grey_column: float = 1.5
    """More than `SEARCH.grey_rows` rows of text without anything between them, for each column."""
    uneven: float = 18.0
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
    no_front_photo: float = 14.0
    """The lead of page 1 begun there without any of its photos …"""
    small_front_photo: float = 2.5
    """… and with one column of them at most where a photo could be larger: a front page lives on its picture."""
    brief_moved: float = 0.06
    """Two briefs of a strip that change columns, or one that is moved, for each time: order matters little there."""
    wide_brief: float = 2.0
    """A brief over several columns: it looks like a story."""
    off_asked_rows: float = 0.8
    """Each row that a module is higher or lower than its line of the flatplan asks for."""
    off_asked_width: float = 1.1
    """Each column that a photo is narrower than its author typed, although its pixels serve: a wish as others are."""
    notice: float = 1.0
    """A notice of the office with the weight 1: it closes a hole, and a story would be better."""
    notice_row: float = 0.07
    """Each row that a notice is higher than its words."""
    contents_row: float = 0.05
    """The contents higher or lower than the layout wants, for each row."""
    passed: float = 0.2
    """Each story that is still to come although it is listed before one on this page."""
    off_own_page: float = 12.0
    """Each story for which the pages of its section are over: readers look for it there, so two breaks are better."""
    deferred: float = 2.0
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
    and the whole plan for as much more than the cheapest one that is found. Where the list has changed, the pages after
    the change stay for as much more than other ones, and each page that is planned anew to keep them costs as much."""
    repaired: float = 2.0
    """What a repaired plan may cost more than its pages did when they were last planned anew; beyond it they are
    planned anew to compare. Where the list has changed, what it may cost more than a new plan."""

    # --- a page as a whole ------------------------------------------------------------------------------------

    tombstone: float = 1.2
    """Two headlines of one size side by side, for each pair."""
    touching: float = 5.0
    """Photos of two stories with nothing between them, for each pair."""
    no_eye: float = 0.35
    """A page without photo, quote or box …"""
    blind: float = 6.0
    """… and what it costs beyond that when all its headlines are of one size: there is nothing to look at."""
    hole: float = 1.2
    """Blank rows below each other in a column, more than `SEARCH.hole_rows`, for each such place …"""
    hole_row: float = 0.3
    """… and for each row beyond these."""
    fold_heads: float = 1.5
    """Two headlines of one size at one height at both sides of the fold, for each pair: they read as one line."""
    fold_photos: float = 3.0
    """Photos at one height at both sides of the fold, for each pair: they run into one picture."""
    bare_spread: float = 0.6
    """Two facing pages without any photo: the reader turns over."""
    no_dominant: float = 0.9
    """A page whose largest headline is hardly larger than the next."""
    low_head: float = 1.5
    """A page whose largest headline is in its lower half."""
    few_on_front: float = 3.0
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
    last_low: float = 30.0
    """A last page with more than `SEARCH.last_blank` blank, for the whole page: it looks unfinished …"""
    last_empty: float = 60.0
    """… and for the square of that share: less than half a page looks forgotten."""
    forced: float = 20
    """A page on which nothing comes out even, for each: whatever else is possible is better."""
    progress: float = 3.0
    """What a page's worth of placed rows is worth when beginnings of different progress are compared."""


COSTS = Costs()
