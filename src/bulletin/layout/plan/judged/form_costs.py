"""FORM COSTS: what a form of a story costs beside its filling: its bands, its photos as a group, its shape."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judged.photo_groups import PhotoSpot, is_grouped_well, photo_spots
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import BandSet, PhotoFloat, Story, photos_in


def band_cost(story: Story, bands: BandSet) -> float:
    """Price of printing photos in bands: far from their words, all of one size where one could lead, none on top."""
    price = 0.0
    side = (bands.side.band,) if bands.side else ()
    low = bands.side is not None and bands.side.low
    above, under = (bands.above, (*side, *bands.below)) if low else ((*bands.above, *side), bands.below)
    for at, some in ((0, above), (len(story.slices), under)):
        away = [abs(at - photo.ref) / COSTS.far_slices for band in some for _, photo in band.photos]
        price += sum(min(distance, COSTS.most_far) * COSTS.far_band for distance in away)
    level = len(bands.every) == 1 and len({photo.columns for _, photo in bands.every[0].photos}) == 1
    price += COSTS.level_band if level and photos_in(bands) > 1 else 0.0
    small = [photo for band in bands.every for _, photo in band.photos if photo.columns == 1 and not photo.shared]
    price += COSTS.small_stamp * sum(photo.size_px[0] >= photo.size_px[1] for photo in small)
    opened = any(photo.columns > 1 or photo.shared for band in above for _, photo in band.photos)
    return price + COSTS.below_band * len(under) + (0.0 if opened else COSTS.no_wide[story.slot])


def group_cost(story: Story, filling: Filling) -> float:
    """Price of photos of which none leads and which are no strip, of those narrower than typed, of a bare page 1."""
    spots = list(photo_spots(story, filling))
    narrower = sum(max(0, spot.photo.wished - spot.photo.columns) for spot in spots)
    price = COSTS.off_asked_width * narrower + (0.0 if is_grouped_well(spots) else COSTS.no_main)
    return price + (_front_photo_cost(story, spots) if story.opens and filling.columns[0].start == 0 else 0.0)


def _front_photo_cost(story: Story, spots: list[PhotoSpot]) -> float:
    """Price of the lead of page 1 without a photo where it has one, or with a small one where it has a larger."""
    if not story.entry.article.photos:
        return 0.0
    if not spots:
        return COSTS.no_front_photo
    wide = any(spot.photo.columns > 1 for spot in spots) or not (story.wides or any(story.wider.values()))
    return 0.0 if wide else COSTS.small_front_photo


def shape_cost(story: Story, filling: Filling) -> float:
    """Price of what a form looks like: stamps of photos, short legs of text, and photos in a pile."""
    price = 0.0
    if story.columns > 1:
        for column in filling.columns:
            photos = [story.floats[i] for i, _ in column.floats if isinstance(story.floats[i], PhotoFloat)]
            price += sum(COSTS.stamp for p in photos if isinstance(p, PhotoFloat) and p.size_px[0] >= p.size_px[1])
        legs = filling.rows - filling.body_top - filling.jump_rows
        price += COSTS.short_leg * max(0, SEARCH.leg_rows - legs) * (story.columns - 1)
    return price
