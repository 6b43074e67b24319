"""Printing plates of a PDF by Ghostscript's `tiffsep`: what a platesetter would expose, overprint included."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

INKS = ("Cyan", "Magenta", "Yellow", "Black")
Plate = NDArray[np.float64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """One page: a plate for each ink in per cent, rows from the top; `origin` is the trim's top left in mm."""

    plates: dict[str, Plate]
    origin: tuple[float, float]
    size: tuple[float, float]
    dpi: int

    def part(self, ink: str, box: Box) -> Plate:
        """A plate inside a box: x, y, width, height in mm from the trim's top left."""
        left, top = self.origin[0] + box[0], self.origin[1] + box[1]
        edges = (left, top, left + box[2], top + box[3])
        x0, y0, x1, y1 = (round(edge / 25.4 * self.dpi) for edge in edges)
        return self.plates[ink][max(y0, 0) : y1, max(x0, 0) : x1]

    def total(self, box: Box) -> Plate:
        """All inks together."""
        return np.sum([self.part(ink, box) for ink in INKS], axis=0)


def plates(pdf: bytes, dpi: int = 150, pages: str = "") -> Iterator[Sheet]:
    """The sheets of a file; a missing Ghostscript is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(pdf)
        order = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}", "-dOverprint=/simulate"]
        if pages:
            order.append(f"-sPageList={pages}")
        subprocess.run([*order, f"-sOutputFile={folder}/p%d.tif", str(source)], check=True, timeout=600)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            boxes = [[[float(v) for v in p.obj[key]] for key in ("/MediaBox", "/TrimBox")] for p in document.pages]
        chosen = [int(p) for p in pages.split(",")] if pages else range(1, len(boxes) + 1)
        for number, page in enumerate(chosen, start=1):
            media, trim = boxes[page - 1]
            made = {ink: _plate(Path(folder) / f"p{number}({ink}).tif") for ink in INKS}
            origin = ((trim[0] - media[0]) / 72 * 25.4, (media[3] - trim[3]) / 72 * 25.4)
            size = ((trim[2] - trim[0]) / 72 * 25.4, (trim[3] - trim[1]) / 72 * 25.4)
            yield Sheet(made, origin, size, dpi)


def _plate(path: Path) -> Plate:
    with Image.open(path) as picture:
        return (255.0 - np.asarray(picture.convert("L"), dtype=np.float64)) / 2.55
