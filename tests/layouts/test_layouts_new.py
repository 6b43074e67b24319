"""A new look is a folder and no Python: a copy of a layout with other numbers prints at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import yaml
from layouts_kit import EXAMPLES, ROOT


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The program with its data in another place, so that a folder may be added to the layouts."""
    shutil.copytree(
        ROOT / "src" / "bulletin", tmp_path / "src" / "bulletin", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    shutil.copytree(ROOT / "fonts", tmp_path / "fonts")
    shutil.copytree(ROOT / "printers", tmp_path / "printers")
    return tmp_path


def build(house: Path, cache: Path, layout: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "bulletin",
        "build",
        EXAMPLES / "mot-trang",
        "--layout",
        layout,
        "--out",
        house / "o",
    ]
    env = {**os.environ, "PYTHONPATH": str(house / "src"), "BULLETIN_CACHE": str(cache), "BULLETIN_LANG": "en"}
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, check=False, timeout=600)


def copied(house: Path) -> Path:
    return Path(shutil.copytree(house / "layouts" / "tuan-tin", house / "layouts" / "bo-tui"))


def test_a_copied_folder_with_other_numbers_prints(house: Path, shared: Path) -> None:
    sheet = copied(house) / "layout.yaml"
    data = yaml.safe_load(sheet.read_text("utf-8"))
    data |= {"title": "Bỏ túi", "trim_mm": [148, 210], "columns": 2, "gutter_mm": 6, "row_pt": 13}
    data["roles"]["body"] |= {"size_pt": 9.6, "leading_pt": 13}
    data["palette"]["do"] = {"srgb": "#005a9c", "cmyk": [100, 55, 5, 20]}
    sheet.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    done = build(house, shared / "cache", "bo-tui")
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(house / "o" / "screen.pdf") as pdf:
        box = [float(edge) for edge in pdf.pages[0].trimbox]
    assert [round((box[2] - box[0]) * 25.4 / 72), round((box[3] - box[1]) * 25.4 / 72)] == [148, 210]


def test_a_number_that_cannot_be_used_is_named(house: Path, shared: Path) -> None:
    sheet = copied(house) / "layout.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("columns: 3\n", "columns: three\n"), "utf-8")
    done = build(house, shared / "cache", "bo-tui")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "columns" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_a_layout_that_is_not_there_is_answered_with_those_that_are(house: Path, shared: Path) -> None:
    done = build(house, shared / "cache", "bo-tui")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "ban-tin-a4" in said
    assert "so-tay" in said
