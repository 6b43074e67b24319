"""Make the pictures of an example issue from its `photos.yaml`.

    python tools/make_photos.py examples/do-son              make what is missing or out of date
    python tools/make_photos.py examples/do-son --check      say whether anything is missing (exit code 1)
    python tools/make_photos.py examples/do-son --masters    draw the masters anew that no longer fit (minutes)
    python tools/make_photos.py FOLDER --camera-roll 80      80 camera-like 12-megapixel JPEGs for measuring

The drawings of the sample are shipped as small masters (`photolab/masters/`), so the first line finishes them in a
second each. `ensure(folder)` is the same as the first line, for other programs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from photolab.studio import camera_roll, ensure, ensure_masters, recipes, stale

__all__ = ["camera_roll", "ensure", "main"]


_BAR = 28  # characters


def _tell(done: int, total: int, name: str, seconds: float) -> None:
    """A bar on a terminal; a line for each picture in a log."""
    if sys.stderr.isatty():
        full = done * _BAR // total
        end = "\r" + " " * 78 + "\r" if done == total else ""
        sys.stderr.write(f"\r[{'█' * full}{'·' * (_BAR - full)}] {done}/{total} {name:<38.38}{end}")
    else:
        sys.stderr.write(f"[{done:2d}/{total}] {name}  {seconds:.1f} s\n")
    sys.stderr.flush()


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        description="Dựng ảnh minh họa cho số báo mẫu. / Make the pictures of an example issue."
    )
    parser.add_argument("folder", type=Path, help="thư mục số báo có photos.yaml / issue folder with photos.yaml")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không dựng / only check")
    parser.add_argument(
        "--camera-roll", type=int, metavar="N", help="dựng N ảnh 12 MP để đo tốc độ / N synthetic camera pictures"
    )
    parser.add_argument(
        "--masters", action="store_true", help="vẽ lại các bản gốc nhỏ đã cũ / draw the masters that do not fit"
    )
    parser.add_argument("--jobs", type=int, help="số tiến trình / number of processes")
    options = parser.parse_args(arguments)
    if options.camera_roll is not None:
        camera_roll(options.folder, options.camera_roll, jobs=options.jobs, report=_tell)
        return 0
    if not options.folder.is_dir():
        sys.stderr.write(f"Không có thư mục {options.folder}. / No such folder.\n")
        return 2
    if options.masters:
        drawn = ensure_masters(options.folder, jobs=options.jobs, report=_tell)
        sys.stderr.write(f"Đã vẽ {len(drawn)} bản gốc. / {len(drawn)} masters drawn.\n")
        return 0
    if options.check:
        bad = stale(options.folder, recipes(options.folder), contents=True)
        for recipe in bad:
            sys.stderr.write(f"Thiếu hoặc đã cũ / missing or out of date: {recipe.file}\n")
        return 1 if bad else 0
    made = ensure(options.folder, jobs=options.jobs, report=_tell)
    sys.stderr.write(
        f"Đã dựng {len(made)} ảnh. / {len(made)} pictures made.\n" if made else "Ảnh đã đủ. / All pictures are there.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
