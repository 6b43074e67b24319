"""SEARCH: how far the planner looks for better ways to fill a page."""

from __future__ import annotations

from bulletin.lazy import dataclass


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
    wide_beam: int = 16
    """The same at least where a plan has a page that costs very much."""
    pair_beams: tuple[int, int] = (16, 24)
    """Both on pages of two columns, which have few packings, so that a wider beam takes little longer."""
    last_beam: int = 32
    """The same where everything has given way and a wanted number of pages is still not met."""
    wide_tries: tuple[int, int] = (60, 4)
    """Packings of a page that are made into pieces where such a page is, and heights of one set among them."""
    improved_plans: int = 3
    """Plans found by these wider searches whose worst pages are planned once more."""
    dear_page: float = 12.0
    """What a page of a finished plan may cost, before all pages are searched again with a wider beam."""
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
    low_heights: int = 3
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
    main_photo: float = 1.5
    """How much larger in area the main photo of a group is than the next."""
    aside_columns: int = 3
    """Columns of a story whose box may have one of its own, at least."""
    aside_air: int = 2
    """Blank rows in a box that has a column of its own, at most."""
    same_height: float = 0.2
    """Rows by which photos of a strip may differ."""
    apart_text: int = 6
    """Rows of text between two photos of a story in one column, at least."""
    thirds: int = 3
    """Photos of one width in a strip over two columns."""
    pair_columns: int = 2
    """A band holds a wide photo beside a narrow one in stories of more columns; pages of so many have few packings."""
    leg_rows: int = 11
    """Legs of text of fewer rows (5 cm) are short."""
    before_jump_mm: float = 100.0
    """Column that a story has on a page before it jumps, mm, unless it is too short for that."""
    after_jump_mm: float = 150.0
    """Column that is left for the page that it goes on to, mm."""
    rest_rows: int = 10
    """Rows of text that go on on another page, at least, beside photos."""
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
    last_blank: float = 0.25
    """Share of a last page that may be blank, without the white that is always above the imprint."""
    area_growth: float = 1.27
    """What stories take on their pages, in areas in one column: heads over several columns, gaps, tall photos."""
    last_weight: float = 0.5
    """How much of the price of a last page is foreseen for each page that is still before it."""
    last_sure: tuple[float, float] = (0.2, 2.0)
    """Times that price where area is cheap, first and in the searches for a fuller last page: what is foreseen is a
    guess, so not all searches should rest on it alike."""
    last_prices: tuple[float, ...] = (4.0, 0.1, 2.5)
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
    open_reach: int = 8
    """How far from the foot of a page a story may end whose paragraphs are opened to reach it: a larger head, or bands
    that are higher, may take so many rows."""
    grey_rows: int = 42
    """Rows of text without sub-head, list, quote, photo or box that are not yet grey."""
    hole_rows: int = 3
    """Blank rows in a column that part two pieces; more are a hole."""
    dominant: float = 1.25
    """How much larger the largest headline of a page is than the next."""
    head_share: float = 0.35
    """Share of its module that a head may take …"""
    head_area: int = 30
    """… in modules of so many rows times columns: a brief of four lines is mostly head."""
    head_air: int = 1
    """Blank rows that a smaller head may leave below it, at most: two are seen."""
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
    typed_packings: int = 8
    """Ways to place the contents and the notices of a page whose stories have typed places, the cheapest first."""
    repairs: int = 3
    """Places of a last plan at which the pages around are planned anew, at most."""
    repair_around: tuple[tuple[int, int], ...] = ((0, 1), (1, 1), (1, 2), (2, 2))
    """How many pages before and after one are planned anew with it, the fewest first."""
    repair_heights: int = 4
    """Heights of a page that are tried with the modules that it had."""
    repacks: int = 8
    """Windows of pages of the best plan that are planned once more, at most: those that cost most."""
    repack_pages: tuple[int, ...] = (2, 3)
    """Pages of such a window."""
    repack_beam: int = 12
    """Beginnings of such a window that are carried from page to page."""
    repack_tries: tuple[int, int] = (40, 4)
    """Packings of a page of it that are made into pieces, and heights of one set among them."""
    repack_ends: int = 6
    """Ways to plan such a window after which the later pages are tried."""
    spare_heights: int = 2
    """Heights tried beyond the one that all frames at their tallest would take."""
    uneven_slack: int = 12
    """How many rows early a column may end where no even way is found."""
    few_slack: int = 2
    """Blank rows at the foot of a column that are few."""
    end_slack: int = 1
    """Blank rows that may be between the last line of a story and its end block …"""
    book_end_slack: int = 4
    """… and below that of a book, where the end block follows the text."""
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


SEARCH = SearchLimits()
