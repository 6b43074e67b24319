"""Make the pictures of docs/gallery.md: every shipped layout with three random issues that no layout was tuned for.

    python tools/make_gallery.py            all of them, two builds at a time
    python tools/make_gallery.py LAYOUT …   only these layouts

Each picture is the screen edition of an issue that `benchmarks.pages` wrote, all pages of it up to `MOST_PAGES`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_pages
from benchmarks.pages.builds import build_all
from benchmarks.pages.kinds import kind_of

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures" / "gallery"
SEEDS = (1, 2, 3)
"""A text-heavy issue, a photo-heavy one, and one of many briefs."""
MOST_PAGES = 12
A_ROW = 6
HEIGHT = 250
"""Of a page, in px."""
BETWEEN = 6
"""Between two rows, in px."""
MAX_BYTES = 140_000


def sheet_of(pdf: Path) -> Image.Image:
    """All pages of a PDF in rows."""
    count = min(len(pypdfium2.PdfDocument(pdf)), MOST_PAGES)
    pages = make_pages.page_pictures(pdf, range(1, count + 1), HEIGHT)
    rows = [make_pages.side_by_side(pages[at : at + A_ROW]) for at in range(0, count, A_ROW)]
    height = sum(row.height for row in rows) + BETWEEN * (len(rows) - 1)
    sheet = Image.new("RGB", (max(row.width for row in rows), height), "white")
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height + BETWEEN
    return sheet


def main(names: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    shipped = sorted(path.parent.name for path in (ROOT / "layouts").glob("*/layout.yaml"))
    unknown = set(names) - set(shipped)
    if unknown:
        sys.stderr.write(f"Không có mẫu / no such layout: {', '.join(sorted(unknown))}\n")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    failed = False
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        wanted = [(seed, layout) for layout in names or shipped for seed in SEEDS]
        for built in build_all(wanted, work, 2):
            name = f"{built.layout}-{kind_of(built.seed).name}"
            if not built.proved:
                failed = True
                sys.stderr.write(f"{name}: {built.why}\n")
                continue
            sheet = sheet_of(work / f"{built.seed:03d}-{built.layout}" / "build" / "screen.pdf")
            data = make_pages.reduced(sheet, MAX_BYTES)
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stderr.write(f"{name}.png  {sheet.width} × {sheet.height}  {len(data) // 1000} kB\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
