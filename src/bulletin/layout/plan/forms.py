"""FORMS: the shapes that a story may take in a rectangle of so many columns, each height with its price.

A form is text with its photos in columns, a wide photo over the last columns, or bands of photos over all columns
above and below the text (`stories/photo_bands.py`); in all but the second its box may be beside the text
(`pour/aside.py`). The text is poured once for each height; the heights of the bands are added to it, for a photo may be
cropped a little more or less.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple, cast

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judged.form_costs import band_cost, group_cost, shape_cost
from bulletin.layout.plan.judged.headed import HeadAt, head_at, headed_story, heads_for, under_head
from bulletin.layout.plan.judged.jumps import is_enough, jump_cost
from bulletin.layout.plan.judged.photo_groups import photo_spots, piles_among
from bulletin.layout.plan.pour.aside import side_bodies
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Filling, PlacedBand, StorySection
from bulletin.layout.plan.pour.piles import ALONE
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import BandSet, OtherHead, PhotoFloat, Story, float_heights, photo_order, photos_in
from bulletin.lazy import dataclass, replace


class Rest(NamedTuple):
    """A story, by the number of its entry, from a slice and a float on; all of it at (0, 0).

    Its first `front` photos are before all other floats.

    It is a tuple because it is a key of nearly all that the planner remembers: that of a data class is hashed slowly.
    """

    number: int
    start: int = 0
    first_float: int = 0
    front: int = 0

    @property
    def whole(self) -> bool:
        return not (self.start or self.first_float)


@dataclass(frozen=True, slots=True)
class Formed:
    """A story, or what is left of it, in a rectangle: the story with its floats in the order of the filling."""

    story: Story
    filling: Filling
    cost: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a story on a page, and what is left for the next."""

    formed: Formed
    rest: Rest


Forms = dict[int, Formed]
"""Height in rows → the cheapest form of that height."""


def forms_of(filler: ColumnFiller, rest: Rest, most: float = math.inf) -> Forms:
    """Every height up to `most` rows at which all that is left of a story comes out, with the cheapest form."""
    key = ("cheapest", rest, most)
    if key not in filler.memory:
        filler.memory[key] = {
            rows: _formed(filler, *every[0]) for rows, every in _every_form(filler, rest, most).items() if rows <= most
        }
    return cast("Forms", filler.memory[key])


def forms_at(filler: ColumnFiller, rest: Rest, rows: int, most: float = math.inf) -> tuple[Formed, ...]:
    """The forms of a story at one height, the cheapest first: one for each head under which it comes out there."""
    key = ("forms at", rest, rows, most)
    if key not in filler.memory:
        filler.memory[key] = tuple(_formed(filler, *one) for one in _every_form(filler, rest, most).get(rows, ()))
    return cast("tuple[Formed, ...]", filler.memory[key])


_Headed = tuple[float, Formed, HeadAt | None]
"""The cost of a form under a head, the form under the wanted head, and that head; None for what is left of a story."""


def _every_form(filler: ColumnFiller, rest: Rest, most: float) -> dict[int, list[_Headed]]:
    """All forms that have up to `most` rows under one of their heads."""
    key = ("forms", rest, most)
    if key not in filler.memory:
        saved = max((filler.story.head_rows - head.rows for head in _heads(filler, rest)), default=0)
        filler.memory[key] = _under_heads(_forms(filler, rest, most + max(0, saved)), rest)
    return cast("dict[int, list[_Headed]]", filler.memory[key])


def _under_heads(forms: Forms, rest: Rest) -> dict[int, list[_Headed]]:
    """Forms under each head of their story, the cheapest first; what is left of one has one short head.

    Few of them are ever on a page: they are made when they are asked for.
    """
    if not rest.whole:
        return {rows: [(formed.cost, formed, None)] for rows, formed in forms.items()}
    found: dict[int, list[_Headed]] = {}
    for formed in forms.values():
        for head in heads_for(formed.story, formed.filling.rows):
            _, _, rows, price = head
            found.setdefault(rows, []).append((formed.cost + price, formed, head))
    for every in found.values():
        every.sort(key=itemgetter(0))
    return found


def _formed(filler: ColumnFiller, cost: float, formed: Formed, head: HeadAt | None) -> Formed:
    if head is None:
        return formed
    # A story has many forms under one head; the story is kept beside it, so that its number stays its own.
    key = ("headed", id(formed.story), head[0])
    if key not in filler.memory:
        filler.memory[key] = headed_story(formed.story, head), formed.story
    story = cast("tuple[Story, Story]", filler.memory[key])[0]
    return Formed(story, under_head(formed.filling, head), cost)


def cut_of(filler: ColumnFiller, rest: Rest, rows: int, jump_rows: int) -> Cut | None:
    """The beginning of a story in a rectangle of so many rows, the line that says where it goes on in its last."""
    return next(iter(cuts_at(filler, rest, rows, jump_rows)), None)


def cuts_at(filler: ColumnFiller, rest: Rest, rows: int, jump_rows: int) -> tuple[Cut, ...]:
    """The beginnings of a story in so many rows, the cheapest first: one for each head that leaves enough below it."""
    key = ("cuts", rest, rows, jump_rows)
    if key not in filler.memory:
        found = []
        for number, lower in enumerate((0, *(head.rows - filler.story.head_rows for head in _heads(filler, rest)))):
            cut = _wanted_cut(filler, rest, rows - lower, jump_rows)
            if cut is not None:
                found.append(_headed(filler, cut, number) if rest.whole else cut)
        filler.memory[key] = tuple(sorted(found, key=lambda cut: cut.formed.cost))
    return cast("tuple[Cut, ...]", filler.memory[key])


def _heads(filler: ColumnFiller, rest: Rest) -> tuple[OtherHead, ...]:
    return filler.story.heads if rest.whole else ()


def _headed(filler: ColumnFiller, cut: Cut, number: int) -> Cut:
    """A cut under one of the heads of its story, the wanted one first."""
    formed = cut.formed
    head = head_at(formed.story, formed.filling.rows, number)
    return Cut(_formed(filler, formed.cost + head[-1], formed, head), cut.rest)


def _wanted_cut(filler: ColumnFiller, rest: Rest, rows: int, jump_rows: int) -> Cut | None:
    key = ("cut", rest, rows, jump_rows)
    if key not in filler.memory:
        filler.memory[key] = _cut(filler, rest, rows, jump_rows)
    return cast("Cut | None", filler.memory[key])


def rows_left(filler: ColumnFiller, rest: Rest) -> int:
    """Rows of column that the rest of a story takes, photos at their natural size."""
    story = fronted(filler, rest.front).story
    left = sum(min(float_heights(item)) for item in story.floats[rest.first_float :])
    return story.text_rows - story.cumulative[rest.start] + story.end_rows + left


def fronted(filler: ColumnFiller, count: int) -> ColumnFiller:
    """The filler of the same story with its first `count` photos before all other floats."""
    if count == 0:
        return filler
    key = ("fronted", count)
    if key not in filler.memory:
        story = filler.story.fronted(count)
        filler.memory[key] = ColumnFiller(story, filler.continued_rows, filler.max_slack)
    return cast(ColumnFiller, filler.memory[key])


def opening(filler: ColumnFiller) -> ColumnFiller:
    """The filler of the same story where it opens page 1."""
    if "opening" not in filler.memory:
        story = replace(filler.story, opens=True)
        filler.memory["opening"] = ColumnFiller(story, filler.continued_rows, filler.max_slack)
    return cast(ColumnFiller, filler.memory["opening"])


def _forms(filler: ColumnFiller, rest: Rest, most: float) -> Forms:
    own = fronted(filler, rest.front)
    found: Forms = {}
    for bands in filler.story.bands if rest.whole else _later_bands(own.story, rest):
        _add_banded(found, own, bands, most, rest.start, rest.first_float)
    piled = bool(found) and not own.parts_photos(rest.start, rest.first_float)
    if rest.whole and own.story.side_box is not None:
        price = COSTS.no_wide[own.story.slot] if own.story.wides else 0.0
        top = own.story.head_rows
        _add_bodies(found, side_bodies(own, 0, ALONE, most - top), top, BandSet(()), price)
    if piled:
        return found  # in columns alone photos would be piled
    for rows, filling in own.all_heights(rest.start, rest.first_float, most).items():
        cost = filling.cost + shape_cost(own.story, filling) + group_cost(own.story, filling)
        _keep(found, rows, Formed(own.story, filling, cost))
    return found


def _later_bands(story: Story, rest: Rest) -> Sequence[BandSet]:
    """The ways to print the next photos of a rest in bands, where nothing else comes before or between them."""
    left = story.floats[rest.first_float :]
    photos = [item.photo for item in left if isinstance(item, PhotoFloat)]
    if not photos or photo_order(story)[-len(photos) :] != tuple(photos):
        return ()
    near = next((n for n, item in enumerate(left) if not isinstance(item, PhotoFloat)), len(left))
    return [bands for bands in story.later.get(photos[0].id, ()) if photos_in(bands) <= near]


def _add_banded(
    found: Forms, filler: ColumnFiller, bands: BandSet, most: float, start: int = 0, first_float: int = 0
) -> None:  # fmt: skip
    """Add the forms with these bands: their heights and those of the text below are chosen apart and added."""
    whole = (start, first_float) == (0, 0)
    below = _below(filler, bands, not whole)
    head, count = filler.top(start, first_float), photos_in(bands)
    room = most - head - min(_stacks(bands), default=0)
    plain = bands.side is not None or not whole
    bodies = [] if plain else list(side_bodies(filler, count, (bool(bands.above), bool(bands.below)), room))
    bodies += [(below.story, body) for body in _bodies(below, bands, start, first_float + count, room)]
    _add_bodies(found, bodies, head, bands, band_cost(below.story, bands))


def _add_bodies(found: Forms, bodies: Sequence[tuple[Story, Filling]], head: int, bands: BandSet, price: float) -> None:
    """Add the forms of text below a head of so many rows, with these bands at each of their heights."""
    for rows, (extra, heights) in _stacks(bands).items():
        for story, body in bodies:
            if body.rows < SEARCH.stub_rows:
                continue
            total = head + rows + body.rows
            cost = body.cost + extra + price + shape_cost(story, body)
            if total not in found or cost < found[total].cost:
                filling = _banded(body, head, bands, heights, cost)
                cost += group_cost(story, filling)
                _keep(found, total, Formed(story, replace(filling, cost=cost), cost))


def _bodies(below: ColumnFiller, bands: BandSet, start: int, first_float: int, most: float) -> list[Filling]:
    """The text of a story with these bands at each of its heights, its band at the side beside it."""
    if bands.side is None:
        return list(below.all_heights(start, first_float, most).values())
    apart = SEARCH.stub_rows if bands.above or bands.below else 0
    key = ("beside", id(bands.side), start, first_float, apart, most)
    if key not in below.memory:
        below.memory[key] = below.beside(bands.side, start, first_float, apart, most), bands
    return list(cast("tuple[dict[int, Filling], BandSet]", below.memory[key])[0].values())


def _below(filler: ColumnFiller, bands: BandSet, rest: bool = False) -> ColumnFiller:
    """The filler of a story's text without its head and its first photos, which are above it."""
    count = photos_in(bands)
    near = bool(bands.above), bool(bands.below)
    # The photos of a rest come next as they are.
    count = 0 if rest else count
    key = ("below", count, near)
    if key not in filler.memory:
        story = fronted(filler, count).story
        section = StorySection(0, len(story.slices), count, len(story.floats), True)
        filler.memory[key] = ColumnFiller(story, 0, filler.max_slack, section, near)
    return cast(ColumnFiller, filler.memory[key])


def _stacks(bands: BandSet) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Rows of all bands together → price and the rows of each."""
    totals: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for band in (*bands.above, *bands.below):
        grown: dict[int, tuple[float, tuple[int, ...]]] = {}
        for total, (cost, chosen) in totals.items():
            for rows, extra in band.heights.items():
                if total + rows not in grown or cost + extra < grown[total + rows][0]:
                    grown[total + rows] = (cost + extra, (*chosen, rows))
        totals = grown
    return totals


def _banded(body: Filling, head: int, bands: BandSet, heights: tuple[int, ...], cost: float) -> Filling:
    """A filling of text with its head and bands of photos above it, and those under it."""
    placed: list[PlacedBand] = []
    row = top = head
    for number, (band, rows) in enumerate(zip((*bands.above, *bands.below), heights, strict=True)):
        if number == len(bands.above):
            row += body.rows
        placed.append(PlacedBand(row, rows, band))
        row += rows
        top += rows if number < len(bands.above) else 0
    rows = head + sum(heights) + body.rows
    if bands.side:
        at, high = bands.side, max(*body.side_over, *body.side_under)
        placed.insert(len(bands.above), PlacedBand(top + (body.rows - high if at.low else 0), high, at.band))
    return replace(
        body, rows=rows, body_top=top + body.body_top, bands=tuple(placed), cost=cost,
        below_rows=rows - top - body.rows, aside=body.aside and replace(body.aside, row=top + body.aside.row),
    )  # fmt: skip


def _cut(filler: ColumnFiller, rest: Rest, rows: int, jump_rows: int) -> Cut | None:
    own = fronted(filler, rest.front)
    room = rows - jump_rows
    found: list[Cut] = []
    filling = own.fill_part(room, rest.start, rest.first_float) if room > 0 else None
    if filling is not None:
        found.append(_column_cut(own.story, filling, rest))
    if rest.whole:
        found += _plain_cut(filler, rest, room)
        found += _photo_cut(filler, rest, room)
    for bands in filler.story.bands if rest.whole else _later_bands(own.story, rest):
        if not bands.below and bands.side is None:
            found += _banded_cuts(own, rest, bands, room)
    fine = [
        cut
        for cut in found
        if is_enough(cut.formed.story, cut.formed.filling, cut.rest.start) and not _piled(cut.formed)
    ]
    if not fine:
        return None
    fine = [_with_jump(cut, rest.whole) for cut in fine] if jump_rows else fine
    best = min(fine, key=lambda cut: cut.formed.cost)
    filling = replace(best.formed.filling, rows=rows, jump_rows=jump_rows)
    return Cut(replace(best.formed, filling=filling), best.rest)


def _with_jump(cut: Cut, begins: bool) -> Cut:
    """A cut with what it costs where its columns end above the line that says where the story goes on."""
    formed = cut.formed
    price = jump_cost(formed.story, formed.filling, cut.rest.start, begins)
    return replace(cut, formed=replace(formed, cost=formed.cost + price))


def _plain_cut(filler: ColumnFiller, rest: Rest, room: int) -> list[Cut]:
    """The beginning of a story whose first photo is in a column where it could be wide: more text is before the cut."""
    story = filler.story
    if not story.wides or room <= 0:
        return []
    key = ("plain",)
    if key not in filler.memory:
        filler.memory[key] = ColumnFiller(replace(story, wides=()), filler.continued_rows, filler.max_slack)
    filling = cast(ColumnFiller, filler.memory[key]).fill_part(room)
    return [] if filling is None else [_column_cut(story, filling, rest, COSTS.no_wide[story.slot])]


def _photo_cut(filler: ColumnFiller, rest: Rest, room: int) -> list[Cut]:
    """The beginning of the story that opens page 1 with its first photo in a column, though less would be cheaper."""
    story = filler.story
    first = next((n for n, item in enumerate(story.floats, 1) if isinstance(item, PhotoFloat)), 0)
    filling = filler.fill_part(room, least_floats=first) if story.opens and first and room > 0 else None
    return [] if filling is None else [_column_cut(story, filling, rest)]


def _column_cut(story: Story, filling: Filling, rest: Rest, price: float = 0.0) -> Cut:
    """The beginning of a story, or of its rest, in columns without bands, for so much more."""
    cost = filling.cost + price + shape_cost(story, filling) + group_cost(story, filling)
    return Cut(Formed(story, filling, cost), Rest(rest.number, filling.next_slice, filling.next_float, rest.front))


def _banded_cuts(filler: ColumnFiller, rest: Rest, bands: BandSet, room: int) -> list[Cut]:
    """The beginning of a story, or of its rest, under bands, as high as they like to be and as low as they can."""
    count = photos_in(bands)
    below = _below(filler, bands, not rest.whole)
    top, first = filler.top(rest.start, rest.first_float), rest.first_float + count
    stacks = _stacks(bands)
    found = []
    for rows in sorted({min(stacks, key=lambda total: stacks[total][0]), min(stacks)}):
        extra, heights = stacks[rows]
        area = room - top - rows
        body = below.fill_part(area, rest.start, first) if area >= SEARCH.part_rows else None
        if body is not None:
            cost = body.cost + extra + band_cost(below.story, bands) + shape_cost(below.story, body)
            filling = _banded(body, top, bands, heights, cost)
            cost += group_cost(below.story, filling)
            after = Rest(rest.number, body.next_slice, body.next_float, count if rest.whole else rest.front)
            found.append(Cut(Formed(below.story, filling, cost), after))
    return found


def _piled(formed: Formed) -> bool:
    return piles_among(list(photo_spots(formed.story, formed.filling)), formed.story.columns) > 0


def _keep(found: Forms, rows: int, formed: Formed) -> None:
    if rows not in found or formed.cost < found[rows].cost:
        found[rows] = formed
