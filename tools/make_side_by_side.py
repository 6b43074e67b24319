"""Make the pictures of docs/side-by-side.md: one issue set by CSS columns, by the planner, and pinned by hand.

    python tools/make_side_by_side.py

The issue is the sample. *CSS columns* is the plain template of the benchmarks, which is what a developer would write
without this project. *By hand* is the sample with the pages and widths of `tools/data/pinned.yaml`, as a page designer
would draw them on a sheet before the planner is asked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_gallery
import make_pages

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "do-son"
PINNED = Path(__file__).resolve().parent / "data" / "pinned.yaml"
PICTURES = ROOT / "docs" / "pictures" / "side-by-side"
WAYS = ("css-columns", "planner", "by-hand")
"""The names of the pictures."""


def copy_of_sample(folder: Path) -> Path:
    """A copy of the sample with its photos, and nothing that a build left in it."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("build", ".bulletin"))
    return folder


def pin(folder: Path, pins: Mapping[str, Mapping[str, int]]) -> None:
    """Write page and columns of each story into the flatplan of an issue.

    Raises:
        KeyError: a story of the flatplan has no line in the pins.
    """
    sheet = folder / "issue.yaml"
    typed: dict[str, Any] = yaml.safe_load(sheet.read_text("utf-8"))
    for line in typed["flatplan"]:
        line.update(pins[line["article"]])
    sheet.write_text(yaml.safe_dump(typed, allow_unicode=True, sort_keys=False), "utf-8")


def built(folder: Path) -> Path:
    """The screen edition of an issue folder."""
    out = folder / "build"
    command = [sys.executable, "-m", "bulletin", "build", str(folder), "--out", str(out), "--editions", "screen"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return out / "screen.pdf"


def plain(folder: Path, out: Path) -> Path:
    """The issue in two CSS columns."""
    command = [sys.executable, "-m", "benchmarks.plain", str(folder), str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return out


def main() -> int:
    """The command line; returns the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        by_hand = copy_of_sample(work / "by-hand")
        pin(by_hand, yaml.safe_load(PINNED.read_text("utf-8")))
        sample = copy_of_sample(work / "planner")
        files = plain(sample, work / "plain.pdf"), built(sample), built(by_hand)
        for name, file in zip(WAYS, files, strict=True):
            sheet = make_gallery.sheet_of(file)
            data = make_pages.reduced(sheet, make_gallery.MAX_BYTES)
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stderr.write(f"{name}.png  {sheet.width} × {sheet.height}  {len(data) // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
