"""One command that measures everything: `python -m benchmarks`.

    python -m benchmarks            the sample, 8, 32 and 128 pages, median of 5 runs (most of an hour)
    python -m benchmarks --quick    the sample and 8 pages, 1 run (a few minutes)
    python -m benchmarks --only 8,32 --json figures.json

Work files lie in `benchmarks/work/`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import issues, report
from benchmarks.measure import Cost
from benchmarks.regimes import Bench, commands, rounds

WORK = Path(__file__).resolve().parent / "work"
LARGE_RUNS = 3
"""128 pages change little from run to run and take minutes each."""


def prepare(name: str, work: Path) -> Bench:
    """Write the issue of that name into the work folder."""
    folder = work / name
    if name == "sample":
        return Bench(name, issues.sample(folder), work)
    _say(f"{name}: photos and articles")
    return Bench(name, issues.write_issue(folder, issues.SIZES[name], issues.camera_roll(work / "roll")), work)


def measure(bench: Bench, runs: int) -> dict[str, list[Cost]]:
    """Costs by regime, the memory round first."""
    found: dict[str, list[Cost]] = {}
    for n, regime, cost in rounds(bench, runs):
        found.setdefault(regime, []).append(cost)
        note = f"peak {cost.peak_mib:.0f} MiB" if cost.peak_mib is not None else f"CPU {cost.cpu_s:.2f} s"
        _say(f"{bench.name}: round {n}/{runs} {regime:6}  {cost.wall_s:6.2f} s  {note}")
    return found


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when every target is met, 1 when one is not."""
    parser = argparse.ArgumentParser(description="Measure whole builds beside a plain two-column WeasyPrint template.")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="rounds that count (default 5)")
    parser.add_argument("--quick", action="store_true", help="only the sample and 8 pages, one round")
    parser.add_argument("--only", metavar="NAMES", help="some of: sample,8,32,128,commands")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure of every run")
    options = parser.parse_args(arguments)
    every = ["sample", *issues.SIZES, "commands"]
    names = options.only.split(",") if options.only else ["sample", "8", "commands"] if options.quick else every
    if unknown := set(names) - set(every):
        parser.error(f"no such issue: {', '.join(sorted(unknown))}")
    runs = 1 if options.quick else max(1, options.runs)
    figures = report.Figures()
    for name in [n for n in names if n != "commands"]:
        bench = prepare(name, WORK)
        figures.issues[name] = measure(bench, min(runs, LARGE_RUNS) if name == "128" else runs)
        figures.photos[name] = bench.photos
        sys.stdout.write(report.issue_report(figures, name) + "\n")
        sys.stdout.flush()
    if "commands" in names:
        for name, cost in commands(prepare("sample", WORK), runs):
            figures.commands.setdefault(name, []).append(cost)
        sys.stdout.write(report.commands_report(figures) + "\n")
    verdicts = report.targets(figures)
    sys.stdout.write(report.targets_report(verdicts) + "\n")
    if options.json:
        options.json.write_text(json.dumps(figures.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(target.met for target in verdicts) else 1


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
