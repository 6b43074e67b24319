"""The wheel and the source archive hold everything that a build needs."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from bulletin.assets.fonts.catalogue import catalogue_path, read_catalogue

ROOT = Path(__file__).resolve().parents[2]


def built(kind: str, folder: Path) -> Path:
    """A distribution of the checkout, built by the locked backend without asking an index."""
    code = "import sys, hatchling.build as h; print(getattr(h, 'build_' + sys.argv[1])(sys.argv[2]))"
    done = subprocess.run(
        [sys.executable, "-c", code, kind, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


def belonging(*folders: str) -> set[str]:
    """The files below some folders that belong to the project."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    names = {path.relative_to(ROOT).as_posix() for path in paths if path.is_file() and path.suffix != ".pyc"}
    return {name for name in names if "/node_modules/" not in name and not name.startswith("src/bulletin/data/studio/")}


def test_the_wheel_holds_layouts_fonts_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in belonging("layouts", "fonts", "printers"):
        assert f"bulletin/data/{file}" in names
    for file in belonging("src/bulletin"):
        if file.startswith("src/bulletin/studio/web/"):
            continue  # sources of the window, which is in the wheel as it is built
        assert file.removeprefix("src/") in names
    assert {"bulletin/data/preview/app.js", "bulletin/data/fonts/families.yaml"} <= names
    ready = [name.removeprefix("bulletin/data/ready/") for name in names if name.startswith("bulletin/data/ready/")]
    window = {"index.html", "studio.js", "studio.css", "licences.json"}
    assert {f"bulletin/data/studio/{file}" for file in window} <= names
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".tsx"))]
    assert {name.partition("/")[0] for name in ready} == {"compiled", "fonts", "sheets", "templates", "weasyprint"}
    assert sum(name.endswith(".ttf") for name in ready) == len(read_catalogue(catalogue_path()))
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "examples"))]


def test_the_source_distribution_builds_and_tests_itself(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in (
        "run",
        "check",
        "LICENSE",
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-build.lock",
        "tools/setup.sh",
        "pyproject.toml",
    ):
        assert wanted in names
    assert belonging("src", "layouts", "fonts") <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist"))]
