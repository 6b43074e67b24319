"""The photo studio: same recipe, same bytes; camera tags as promised; made once, remade when the recipe changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

TOOLS = Path(__file__).resolve().parents[2] / "tools"
import make_photos  # noqa: E402
from photolab import develop, drawing, masters, studio  # noqa: E402

DO_SON = TOOLS.parent / "examples" / "do-son"
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


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "photos.yaml").write_text(SMALL, encoding="utf-8")
    assert len(make_photos.ensure(folder, jobs=1)) == 3
    return folder


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Path:
    """A folder with its pictures."""
    return Path(shutil.copytree(made_once, tmp_path / "made"))


def test_pictures_are_made_once_and_always_with_the_same_bytes(made: Path) -> None:
    first = {path.name: path.read_bytes() for path in (made / "photos").glob("[!.]*")}
    assert sorted(first) == ["a.jpg", "b.webp", "c.jpg"]
    assert make_photos.ensure(made, jobs=1) == []
    (made / "photos" / "b.webp").unlink()
    assert [path.name for path in make_photos.ensure(made, jobs=1)] == ["b.webp"]
    assert {path.name: path.read_bytes() for path in (made / "photos").glob("[!.]*")} == first


def test_a_changed_recipe_makes_the_picture_again(made: Path) -> None:
    folder = made
    before = (folder / "photos" / "b.webp").read_bytes()
    text = SMALL.replace(
        "detail: 120}\n  - {file: photos/c", "detail: 120, changes: {exposure: 0.3}}\n  - {file: photos/c"
    )
    (folder / "photos.yaml").write_text(text, encoding="utf-8")
    assert [path.name for path in make_photos.ensure(folder, jobs=1)] == ["b.webp"]
    assert (folder / "photos" / "b.webp").read_bytes() != before


def test_check_sees_missing_and_damaged_pictures(folder: Path, made: Path) -> None:
    assert make_photos.main([str(folder), "--check"]) == 1
    assert make_photos.main([str(made), "--check"]) == 0
    path = made / "photos" / "a.jpg"
    path.write_bytes(path.read_bytes()[:-1])
    assert make_photos.main([str(made), "--check"]) == 1


def test_tags_and_orientation_are_those_of_a_camera(made: Path) -> None:
    folder = made
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


ORDERS = {order.scene: order for order in (recipe.order() for recipe in studio.recipes(DO_SON))}


def tiny(image: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """Grey values, softened as far as two drawings of different size can be compared."""
    grey = image.convert("L").resize((size[0] // 4, size[1] // 4), Image.Resampling.BOX)
    return np.asarray(grey, dtype=np.float32)


@pytest.mark.parametrize("scene", sorted(studio.SCENES))
def test_every_scene_has_light_shadow_and_detail_and_its_master_shows_it(scene: str) -> None:
    order = ORDERS.get(scene)
    whole = order.size if order else (400, 300)
    size = (128, round(128 * whole[1] / whole[0]))
    seed, changes = (order.seed, order.changes) if order else (f"test-{scene}", ())
    setting, image = drawing.draw(scene, size, seed, changes)
    grey = np.asarray(image.convert("L"), dtype=np.float32)
    assert image.size == size
    assert np.percentile(grey, 98) - np.percentile(grey, 2) > 90, "flat"
    assert 35 < grey.mean() < 205, "badly exposed"
    assert np.abs(np.diff(grey, axis=1)).mean() > 1.0, "empty"
    assert len(setting.stage.solids) > 20
    if order:  # the shipped master is the same picture, drawn larger by the same code
        master = Image.open(masters.FOLDER / f"{order.seed}.webp")
        assert master.size == order.size
        assert np.corrcoef(tiny(master, size).ravel(), tiny(image, size).ravel())[0, 1] > 0.9
        assert masters.index()[order.seed]["grain"] == setting.grain


def test_every_master_fits_its_recipe_and_the_code_and_all_are_small() -> None:
    unfit = [order.seed for order in ORDERS.values() if masters.find(order) is None]
    assert not unfit, "type: python tools/make_photos.py examples/do-son --masters"
    files = {path.stem: path.stat().st_size for path in masters.FOLDER.glob("*.webp")}
    assert set(files) == set(masters.index()) == {order.seed for order in ORDERS.values()}
    assert sum(files.values()) < 3_000_000


def test_a_master_is_used_only_while_it_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "masters"
    order = masters.Order("b", "beach", (120, 80))
    masters.write_index({"b": masters.make(order, kept)}, kept)
    (kept / "old.webp").write_bytes(b"x")
    found = masters.find(order, kept)
    assert found
    assert masters.find(replace(order, changes=(("exposure", 0.3),)), kept) is None
    assert masters.drawn(order, kept)[1].size == (120, 80)
    with monkeypatch.context() as patch:  # with a master nothing is drawn
        patch.setattr(drawing, "draw", None)
        assert masters.drawn(order, kept)[0] == found[0]
    masters.write_index(masters.index(kept), kept)
    assert [path.name for path in kept.glob("*.webp")] == ["b.webp"]
    (kept / "b.webp").write_bytes(found[1][:-1])
    assert masters.find(order, kept) is None
    monkeypatch.setattr(drawing, "code", lambda: "other")
    (kept / "b.webp").write_bytes(found[1])
    assert masters.find(order, kept) is None


def test_masters_are_drawn_for_what_the_folder_names(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "masters"
    assert studio.ensure_masters(folder, kept=kept, jobs=1) == ["a", "b", "c"]
    assert studio.ensure_masters(folder, kept=kept, jobs=1) == []
    (folder / "photos.yaml").write_text(SMALL.partition("  - {file: photos/c")[0], encoding="utf-8")
    assert studio.ensure_masters(folder, kept=kept, jobs=1) == []
    assert sorted(path.name for path in kept.iterdir()) == ["a.webp", "b.webp", masters.INDEX]


def test_the_recipes_of_the_weekly_are_those_of_a_camera() -> None:
    found = studio.recipes(DO_SON)
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
