"""Random issues and what the planner makes of them.

python -m benchmarks.pages write FOLDER                 issue 0 as a folder
python -m benchmarks.pages write FOLDER --seeds 0-47    48 issues, each in FOLDER/NNN
python -m benchmarks.pages table                        200 issues in three layouts beside the stored figures
python -m benchmarks.pages table --seeds 0-7 --layouts tuan-tin
python -m benchmarks.pages table --store NAME           and keep the figures under a name
python -m benchmarks.pages counts --seeds 0-47          ask each issue for two pages less to two pages more
python -m benchmarks.pages edits --seeds 0-5            change one word of each issue four times; how much moves
python -m benchmarks.pages edits --seeds 0-5 --lists    take stories out, put them in and move them in the list instead
python -m benchmarks.pages build --seeds 0-29           build them to PDF; every proof must pass
python -m benchmarks.pages twice                        200 issues set both ways: words drawn by us, or by WeasyPrint
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pages import both_ways, builds, counts, edits, table
from benchmarks.pages.generate import LAYOUTS, write_issue
from benchmarks.pages.kinds import KINDS
from benchmarks.pages.measure import Measured, measure_all

WORK = Path(__file__).resolve().parents[1] / "work" / "pages"
SETS = ("0-7", "0-47", "0-199")
"""Seeds whose figures are kept when they are among those that are measured."""
STORED_NAME = "bands"
"""The planner that came before: one story over all columns, or with one stack beside it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 when everything was done and nothing was refused."""
    options = _parser().parse_args(arguments)
    run = {"write": _write, "table": _table, "build": _build, "counts": _counts, "edits": _edits, "twice": _twice}
    return run[options.command](options)


def _parser() -> argparse.ArgumentParser:
    description = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=description)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="write random issues as folders")
    write.add_argument("folder", type=Path)
    write.add_argument("--seeds", default="0", metavar="A-B", help="which (default 0)")
    write.add_argument("--kind", choices=[kind.name for kind in KINDS], help="one kind for all of them")
    measured = commands.add_parser("table", help="plan random issues and print every figure of their pages")
    measured.add_argument("--seeds", default="0-199", metavar="A-B", help="which (default 0-199)")
    measured.add_argument("--store", metavar="NAME", help="keep the figures under this name")
    measured.add_argument("--beside", metavar="NAME", default=STORED_NAME, help="stored figures to print beside")
    build = commands.add_parser("build", help="build random issues to PDF")
    build.add_argument("--seeds", default="0-29", metavar="A-B", help="which (default 0-29)")
    asked = commands.add_parser("counts", help="ask random issues for other numbers of pages than they have")
    asked.add_argument("--seeds", default="0-47", metavar="A-B", help="which (default 0-47)")
    words = commands.add_parser("edits", help="change one word of random issues and say how many stories move")
    words.add_argument("--seeds", default="0-5", metavar="A-B", help="which (default 0-5)")
    words.add_argument("--edits", type=int, default=4, metavar="N", help="words changed in each issue (default 4)")
    words.add_argument("--lists", action="store_true", help="change the list of stories instead of words")
    twice = commands.add_parser("twice", help="set random issues both ways and compare words, lines and places")
    twice.add_argument("--seeds", default="0-199", metavar="A-B", help="which (default 0-199)")
    for command in (measured, build, asked, words, twice):
        layouts = list(LAYOUTS[:1] if command in (words, twice) else LAYOUTS)
        command.add_argument("--layouts", type=lambda text: text.split(","), default=layouts)
        if command is not words:  # whose CPU seconds are those of one process alone
            command.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
        command.add_argument("--work", type=Path, default=WORK, metavar="FOLDER", help="where issues are written")
    return parser


def _write(options: argparse.Namespace) -> int:
    seeds = seeds_of(options.seeds)
    kind = next((kind for kind in KINDS if kind.name == options.kind), None)
    for seed in seeds:
        folder = options.folder if len(seeds) == 1 else options.folder / f"{seed:03d}"
        made = write_issue(folder, seed, kind)
        sys.stdout.write(f"{folder}: {made.plan.kind}, {len(made.plan.stories)} stories, {len(made.faces)} photos\n")
    return 0


def _table(options: argparse.Namespace) -> int:
    seeds = seeds_of(options.seeds)
    every: dict[str, list[Measured]] = defaultdict(list)
    for number, found in enumerate(measure_all(seeds, options.layouts, options.work, options.jobs), 1):
        for item in found:
            every[item.layout].append(item)
            note = f"refused: {item.refused}" if item.refused else f"{item.pages} pages, cost {item.cost:.0f}"
            _say(f"{number}/{len(seeds)}  {item.seed:03d} {item.kind:12} {item.layout:10} {note}")
    figures = {layout: table.figures_of(items) for layout, items in every.items()}
    which, before = table.stored(options.beside, options.seeds)
    for layout, found_here in figures.items():
        sys.stdout.write(table.table(layout, before.get(layout, {}), found_here, f"{options.beside} {which}") + "\n")
    for name in (*SETS, options.seeds) if options.store else ():
        chosen = set(seeds_of(name))
        if chosen <= set(seeds):
            part = {layout: [item for item in items if item.seed in chosen] for layout, items in every.items()}
            kept = {layout: table.figures_of(items) for layout, items in part.items()}
            table.store(options.store, _commit(), name, kept)
    return 1 if any(item.refused for items in every.values() for item in items) else 0


def _build(options: argparse.Namespace) -> int:
    failed = 0
    seeds = seeds_of(options.seeds)
    wanted = [(seed, layout) for seed in seeds for layout in options.layouts]
    for number, built in enumerate(builds.build_all(wanted, options.work, options.jobs), 1):
        failed += not built.proved
        verdict = "proved" if built.proved else f"NOT PROVED, exit {built.code}: {built.why}"
        _say(f"{number}/{len(wanted)}  {built.seed:03d} {built.layout:10} {built.pages} pages, {verdict}")
    sys.stdout.write(f"{len(wanted) - failed} of {len(wanted)} issues were built and proved.\n")
    return 1 if failed else 0


def _twice(options: argparse.Namespace) -> int:
    wanted = [(seed, layout) for seed in seeds_of(options.seeds) for layout in options.layouts]
    done: list[both_ways.SetTwice] = []
    for one in both_ways.set_all_twice(wanted, options.work, options.jobs):
        done.append(one)
        verdict = f"DIFFERS: {one.why}" if one.why else f"{one.letters} letters within {one.gap_pt:.2f} pt"
        _say(f"{len(done)}/{len(wanted)}  {one.seed:03d} {one.layout:10} {one.pages} pages, {verdict}")
    same, drawn, kept = (sum(values) for values in zip(*((not d.why, d.drawn, d.kept) for d in done), strict=True))
    widest = max(one.gap_pt for one in done)
    sys.stdout.write(
        f"{same} of {len(done)} issues are the same both ways; no letter is {widest:.2f} pt off or more.\n"
    )
    sys.stdout.write(f"WeasyPrint set {kept} of {drawn + kept} slots of the first way.\n")
    return 0 if same == len(done) else 1


def _counts(options: argparse.Namespace) -> int:
    for layout in options.layouts:
        found = []
        for seed in seeds_of(options.seeds):
            found.append(counts.ask(seed, layout, options.work))
            came = ", ".join(f"{wanted}→{pages}" for wanted, pages, _ in found[-1].counts)
            _say(f"{seed:03d} {found[-1].kind:12} {layout:10} {found[-1].length:.2f} pages: {came}")
        sys.stdout.write(f"{layout}\n{counts.summary(found)}\n")
    return 0


def _edits(options: argparse.Namespace) -> int:
    for layout in options.layouts:
        found = []
        for seed in seeds_of(options.seeds):
            change = edits.edit_lists if options.lists else edits.edit_words
            for one in change(seed, layout, options.work, options.edits):
                found.append(one)
                counts_ = f"{one.moved} move, {one.paged} change page, {one.touched} touched of {one.stories}"
                way = "repaired" if one.repaired else "anew"
                told = f"{one.pages} pages, cost {one.cost:.2f}, {one.cpu_s:.2f} s"
                _say(f"{seed:03d} {one.kind:12} {one.what:14} {way:8} {counts_}; {told}")
        kinds = ("out", "in", "move") if options.lists else ("",)
        told = [edits.summary([o for o in found if o.what.startswith(kind)], kind or "one word") for kind in kinds]
        sys.stdout.write("\n".join((layout, *told)) + "\n")
    return 0


def _commit() -> str:
    root = Path(__file__).resolve().parent
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def seeds_of(text: str) -> list[int]:
    """Return the seeds that `0-47`, `3,5,8` or `7` names."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
