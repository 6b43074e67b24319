"""The photo studio: same recipe, same bytes; camera tags as promised; made once, remade when the recipe changes."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import make_photos  # noqa: E402
from photolab import develop, studio  # noqa: E402

SMALL = """
photos:
  - file: photos/a.jpg
    scene: seedlings
    size: [300, 400]
    taken: "2026:11:13 08:00:00"
    orientation: 6
    gps: [20.7051, 106.7836]
    detail: 120
  - {file: photos/b.webp, scene: beach, size: [400, 267], taken: "2026:11:13 08:00:00", detail: 120}
  - {file: photos/c.jpg, scene: award, size: [400, 300], taken: "2026:11:13 08:00:00", grey: true, detail: 120}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photos.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_pictures_are_made_once_and_always_with_the_same_bytes(folder: Path) -> None:
    made = make_photos.ensure(folder, jobs=1)
    first = {path.name: path.read_bytes() for path in made}
    assert sorted(first) == ["a.jpg", "b.webp", "c.jpg"]
    assert make_photos.ensure(folder, jobs=1) == []
    (folder / "photos" / "b.webp").unlink()
    assert [path.name for path in make_photos.ensure(folder, jobs=1)] == ["b.webp"]
    assert {path.name: path.read_bytes() for path in made} == first


def test_a_changed_recipe_makes_the_picture_again(folder: Path) -> None:
    make_photos.ensure(folder, jobs=1)
    before = (folder / "photos" / "b.webp").read_bytes()
    text = SMALL.replace(
        "detail: 120}\n  - {file: photos/c", "detail: 120, changes: {exposure: 0.3}}\n  - {file: photos/c"
    )
    (folder / "photos.yaml").write_text(text, encoding="utf-8")
    assert [path.name for path in make_photos.ensure(folder, jobs=1)] == ["b.webp"]
    assert (folder / "photos" / "b.webp").read_bytes() != before


def test_check_sees_missing_and_damaged_pictures(folder: Path) -> None:
    assert make_photos.main([str(folder), "--check"]) == 1
    make_photos.ensure(folder, jobs=1)
    assert make_photos.main([str(folder), "--check"]) == 0
    path = folder / "photos" / "a.jpg"
    path.write_bytes(path.read_bytes()[:-1])
    assert make_photos.main([str(folder), "--check"]) == 1


def test_tags_and_orientation_are_those_of_a_camera(folder: Path) -> None:
    make_photos.ensure(folder, jobs=1)
    with Image.open(folder / "photos" / "a.jpg") as image:
        assert image.size == (400, 300)
        tags = image.getexif()
        assert tags[ExifTags.Base.Orientation] == 6
        gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
    degrees = sum(float(v) / 60**i for i, v in enumerate(gps[ExifTags.GPS.GPSLatitude]))
    assert degrees == pytest.approx(20.7051, abs=1e-4)
    with Image.open(folder / "photos" / "c.jpg") as image:
        assert image.mode == "L"


def test_a_scene_unknown_to_the_studio_is_named(folder: Path) -> None:
    (folder / "photos.yaml").write_text(SMALL.replace("beach", "moon"), encoding="utf-8")
    with pytest.raises(SystemExit, match="moon"):
        make_photos.ensure(folder, jobs=1)


def test_a_folder_without_recipes_needs_nothing(tmp_path: Path) -> None:
    assert make_photos.ensure(tmp_path) == []


@pytest.mark.parametrize("scene", sorted(studio.SCENES))
def test_every_scene_has_light_shadow_and_detail(scene: str) -> None:
    setting, image = studio.draw(scene, (160, 120), f"test-{scene}")
    grey = np.asarray(image.convert("L"), dtype=np.float32)
    assert image.size == (160, 120)
    assert np.percentile(grey, 98) - np.percentile(grey, 2) > 90, "flat"
    assert 35 < grey.mean() < 205, "badly exposed"
    assert np.abs(np.diff(grey, axis=1)).mean() > 1.0, "empty"
    assert len(setting.stage.solids) > 20


def test_the_recipes_of_the_weekly_are_those_of_a_camera() -> None:
    found = studio.recipes(TOOLS.parent / "examples" / "do-son")
    assert len(found) == len({recipe.file for recipe in found}) == 14
    assert {max(recipe.size) for recipe in found if recipe.file.endswith(".jpg")} == {4000}
    # A WebP is decoded whole, whatever size is wanted: at 12 megapixels that alone would cost 190 MB.
    assert {recipe.size for recipe in found if recipe.file.endswith(".webp")} == {(2400, 1800)}
    assert len({recipe.scene for recipe in found}) == 14
    assert len({recipe.stamp() for recipe in found}) == 14
    assert found[0].stamp() != replace(found[0], taken="2026:11:17 06:04:13").stamp()


def test_the_camera_roll_is_like_a_phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "_base", lambda scene: ((40, 30), bytes(range(200)) * 18))
    _, _ = studio._snapshot(tmp_path / "a.jpg", 9, studio._base("x"))
    _, _ = studio._snapshot(tmp_path / "b.jpg", 2, studio._base("x"))
    with Image.open(io.BytesIO((tmp_path / "a.jpg").read_bytes())) as image:
        assert image.size == (3000, 4000)
        assert image.getexif()[ExifTags.Base.Orientation] == 6
        assert image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    with Image.open(tmp_path / "b.jpg") as image:
        assert image.size == (3000, 4000)
        assert image.getexif()[ExifTags.Base.Orientation] == 1


def test_help_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(TOOLS / "make_photos.py"), "--help"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"--camera-roll" in done.stdout


def test_softening_does_not_wrap_round_the_edges() -> None:
    image = np.zeros((8, 8, 3), np.float32)
    image[0] = 1.0
    soft = develop._soften(image)
    assert soft.shape == image.shape
    assert soft[-1].max() == 0.0
    assert soft[0].min() == pytest.approx(0.75)
