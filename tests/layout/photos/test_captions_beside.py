"""CAPTIONS BESIDE: over two columns a photo may be narrower than both, with its caption at its side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_frames
from layout_issues import SHAPES, Words, article, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import PhotoFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.forms import Rest, forms_of
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.quality.description import PhotoPlace
from bulletin.layout.quality.legs import Grid
from bulletin.layout.quality.pieces import photo_place
from bulletin.layout.spec import LayoutSpec, load_layout
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.photo_bands import beside_widths
from bulletin.layout.stories.story import BandSet, Story
from bulletin.model import Issue

HAIR_MM = 0.01


@pytest.fixture
def spec() -> LayoutSpec:
    return load_layout("ban-tin-a4")


def told(
    fonts: FontSet, folder: Path, spec: LayoutSpec, name: str = "ngang.jpg", **photo: object
) -> tuple[Story, Issue]:
    """A story of two columns with one photo."""
    words = Words(7)
    record = article(words, 0, body=words.body(8), photos=[words.photo(1, name) | photo])
    issue = issue_of(folder, [record], ["story"])
    measurer = Measurer(LayoutEngine(spec, fonts).setter, {f"photos/{n}": size for n, size in SHAPES.items()}, {})
    return measurer.story(0, issue.entries[0], 2), issue


def beside(story: Story) -> list[BandSet]:
    return [bands for bands in story.bands if any(photo.beside for band in bands.every for _, photo in band.photos)]


def placed(spec: LayoutSpec, story: Story, bands: BandSet) -> list[tuple[PlannedPage, PhotoFrame]]:
    """The photo in every form of a story that has these bands and no others."""
    found = forms_of(ColumnFiller(replace(story, bands=(bands,), wides=()), 2), Rest(0))
    pages = [
        PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)
        for rows, formed in found.items()
        if rows <= spec.rows and formed.filling.bands
    ]
    every = [(page, Placer(spec).page(page).stories[0].items) for page in pages]
    return [(page, item) for page, items in every for item in items if isinstance(item, PhotoFrame)]


def test_photo_and_caption_fill_both_columns_and_end_level(fonts: FontSet, tmp_path: Path, spec: LayoutSpec) -> None:
    story, issue = told(fonts, tmp_path, spec)
    widths = {photo.width_pt for bands in beside(story) for band in bands.every for _, photo in band.photos}
    assert sorted(widths) == sorted(beside_widths(spec, 2))
    one_and_a_half = (spec.column_mm + spec.gutter_mm) * 1.5 - spec.gutter_mm
    frames = [frame for bands in beside(story) for frame in placed(spec, story, bands)]
    assert any(abs(item.frame.w - one_and_a_half) < HAIR_MM for _, item in frames)
    for page, item in frames:
        check_frames(Placer(spec).page(page), spec, issue)
        assert item.caption is not None
        picture, caption = item.frame, item.caption.frame
        assert caption.x + caption.w - picture.x == pytest.approx(spec.span_mm(2))
        assert caption.y + caption.h == pytest.approx(picture.y + picture.h)
        assert caption.y >= picture.y - HAIR_MM


def test_a_caption_taller_than_its_photo_is_not_beside_it(fonts: FontSet, tmp_path: Path, spec: LayoutSpec) -> None:
    long = " ".join(Words(3).sentence() for _ in range(12))
    story, _issue = told(fonts, tmp_path, spec, "toan-canh.jpg", caption=long)
    assert not beside(story)


@pytest.mark.parametrize("width", ["column", "full"])
def test_a_photo_whose_width_was_typed_has_that_width(
    fonts: FontSet, tmp_path: Path, spec: LayoutSpec, width: str
) -> None:
    assert beside(told(fonts, tmp_path / "free", spec)[0])
    assert not beside(told(fonts, tmp_path / "typed", spec, width=width)[0])


def test_only_a_layout_that_wants_it_has_it(fonts: FontSet, tmp_path: Path, spec: LayoutSpec) -> None:
    without = replace(spec, forms=replace(spec.forms, captions_beside=False))
    assert not beside(told(fonts, tmp_path, without)[0])


def test_the_description_says_that_the_caption_is_beside(fonts: FontSet, tmp_path: Path, spec: LayoutSpec) -> None:
    story, _issue = told(fonts, tmp_path, spec)
    page, item = placed(spec, story, beside(story)[0])[0]
    grid = Grid(spec, page.number)
    found: PhotoPlace = photo_place(grid, item, "bai", spec.rows)
    assert found.caption_beside
    assert found.columns == 2
    assert found.side_white_mm == 0
