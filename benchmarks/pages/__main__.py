"""Random issues and what the planner makes of them.

python -m benchmarks.pages write FOLDER                 issue 0 as a folder
python -m benchmarks.pages write FOLDER --seeds 0-47    48 issues, each in FOLDER/NNN
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pages.generate import write_issue
from benchmarks.pages.kinds import KINDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 when everything was done."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="write random issues as folders")
    write.add_argument("folder", type=Path)
    write.add_argument("--seeds", type=seeds_of, default=[0], metavar="A-B", help="which (default 0)")
    write.add_argument("--kind", choices=[kind.name for kind in KINDS], help="one kind for all of them")
    options = parser.parse_args(arguments)
    kind = next((kind for kind in KINDS if kind.name == options.kind), None)
    for seed in options.seeds:
        folder = options.folder if len(options.seeds) == 1 else options.folder / f"{seed:03d}"
        made = write_issue(folder, seed, kind)
        sys.stdout.write(f"{folder}: {made.plan.kind}, {len(made.plan.stories)} stories, {len(made.faces)} photos\n")
    return 0


def seeds_of(text: str) -> list[int]:
    """Return the seeds that `0-47`, `3,5,8` or `7` names."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


if __name__ == "__main__":
    sys.exit(main())
