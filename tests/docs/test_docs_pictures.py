"""The script that makes the pictures: all are shown, none is too heavy, and the tutorial's own lines are used."""

from __future__ import annotations

import io
from pathlib import Path

import make_gallery
import make_pages
import make_side_by_side
import numpy as np
import yaml
from docs_kit import ROOT, documents, links
from PIL import Image

from bulletin.sources import load_issue


def test_pictures_shown_are_the_pictures_made() -> None:
    shown = {target for path in documents() for target in links(path) if target.endswith(".png")}
    of_the_gallery = {target for target in shown if "/gallery/" in target or "/side-by-side/" in target}
    names = {target.rpartition("/")[2].removesuffix(".png") for target in shown - of_the_gallery}
    of_the_window = {name for name in names if name.startswith("studio-")}  # the tutorial's own test takes them
    assert len(of_the_window) >= 5
    assert names - of_the_window == set(make_pages.WANTED)
    assert {path.stem for path in make_pages.PICTURES.glob("*.png")} == names


def test_the_gallery_shows_every_layout_with_every_kind_of_issue() -> None:
    targets = {target for path in documents() for target in links(path) if "pictures/gallery/" in target}
    shown = {target.rpartition("/")[2] for target in targets}
    layouts = {path.parent.name for path in (ROOT / "layouts").glob("*/layout.yaml")}
    kinds = [make_gallery.kind_of(seed).name for seed in make_gallery.SEEDS]
    assert shown == {f"{layout}-{kind}.png" for layout in layouts for kind in kinds}
    assert {path.name for path in make_gallery.PICTURES.iterdir()} == shown


def test_one_issue_is_shown_in_three_ways() -> None:
    targets = {target for path in documents() for target in links(path) if "pictures/side-by-side/" in target}
    assert {target.rpartition("/")[2] for target in targets} == {f"{way}.png" for way in make_side_by_side.WAYS}
    assert {path.stem for path in make_side_by_side.PICTURES.iterdir()} == set(make_side_by_side.WAYS)


def test_every_story_of_the_sample_has_its_place_by_hand(tmp_path: Path) -> None:
    folder = make_side_by_side.copy_of_sample(tmp_path / "by-hand")
    make_side_by_side.pin(folder, yaml.safe_load(make_side_by_side.PINNED.read_text("utf-8")))
    issue = load_issue(folder).issue
    assert issue is not None
    assert all(entry.page for entry in issue.entries)


def test_a_heavy_picture_is_reduced_until_it_is_light_enough() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (84, 60, 3), dtype=np.uint8)
    data = make_pages.reduced(Image.fromarray(noise), 3000)
    assert len(data) <= 3000
    light = Image.open(io.BytesIO(data))
    assert 0.4 < light.width / 60 < 1
    assert abs(light.width / light.height - 60 / 84) < 0.05


def test_pages_that_face_each_other_share_their_edge() -> None:
    sheet = make_pages.side_by_side([Image.new("RGB", (20, 30)), Image.new("RGB", (20, 30))])
    assert sheet.size == (39, 30)


def test_the_picture_with_a_photo_uses_the_lines_of_the_tutorial() -> None:
    notes = dict(make_pages._notes((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")))
    assert notes["flatplan"].startswith("flatplan:")
    assert notes["article: hop-to-thang-12"].startswith("mã: hop-to-thang-12")
    assert "photos/ca-ngo.jpg" in notes[f"photo: {make_pages.ARTICLE}"]
    assert "photos/ca-ngo.jpg" in make_pages.PHOTO


def test_an_unknown_picture_is_refused() -> None:
    assert make_pages.main(["khong-co"]) == 2
