"""One command that measures everything: `python -m benchmarks`. `--help` says what is measured and how to read it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import issues, report
from benchmarks.costs import Figures, machine_line
from benchmarks.measure import Cost
from benchmarks.regimes import TITLES, Bench, commands, memory_round, rounds
from benchmarks.targets import of_memory, targets

WORK = Path(__file__).resolve().parent / "work"
LARGE_RUNS = 3
"""128 pages change little from run to run and take minutes each."""
EXPLAINED = f"""\
What is measured, one after the other in each round, so that all meet the same machine:

{chr(10).join(f"  {name:14} {title}" for name, title in TITLES.items())}

Every build is a whole process. A ratio is taken to the plain template of the same round: a two-column WeasyPrint
template of the same articles and photos (plain.py). "engine" is compared with "plain-small": both get photos scaled
beforehand, so that neither decodes camera files; faces and templates are there, all else is not.

Seconds and ratios are medians of the rounds, least and greatest in brackets. Round 0 watches the memory of the process
tree (proportional set sizes) and its seconds do not count. Read CPU beside wall: with one core busy elsewhere, wall is
CPU. The line "machine" says how much of all cores others used; above 10 % it says that the machine was not quiet.

Examples:

  python -m benchmarks                          sample, 8, 32 and 128 pages, 5 rounds (hours)
  python -m benchmarks --quick                  sample and 8 pages, 1 round
  python -m benchmarks --only 8 --markdown t.md the tables of docs/speed.md
  python -m benchmarks --only sample,8 --runs 3 in about 10 minutes on two idle cores
  python -m benchmarks --memory --only 8,32     peaks of the process tree alone; a busy machine does not matter
  python -m benchmarks.typst_peer 8             the same articles in Typst (see there what must be installed)
"""


def prepare(name: str, work: Path) -> Bench:
    """Write the issue of that name into the work folder."""
    folder = work / name
    if name == "sample":
        return Bench(name, issues.sample(folder), work)
    _say(f"{name}: photos and articles")
    return Bench(name, issues.write_issue(folder, issues.SIZES[name], issues.camera_roll(work / "roll")), work)


def measure(bench: Bench, runs: int, only_memory: bool = False) -> dict[str, list[Cost]]:
    """Costs by regime, the memory round first."""
    found: dict[str, list[Cost]] = {}
    for n, regime, cost in memory_round(bench) if only_memory else rounds(bench, runs):
        found.setdefault(regime, []).append(cost)
        note = f"peak {cost.peak_mib:.0f} MiB" if cost.peak_mib is not None else f"CPU {cost.cpu_s:.2f} s"
        busy = f"others {cost.others:.0%}"
        _say(f"{bench.name}: round {n}/{runs} {regime:13}  {cost.wall_s:6.2f} s  {note}  {busy}")
    return found


def parser() -> argparse.ArgumentParser:
    """What may be typed."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks", epilog=EXPLAINED, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measure whole builds beside a plain two-column WeasyPrint template, and hold them to targets.",
    )  # fmt: skip
    made.add_argument("--runs", type=int, default=5, metavar="N", help="rounds that count (default 5)")
    made.add_argument("--quick", action="store_true", help="only the sample and 8 pages, one round")
    made.add_argument("--memory", action="store_true", help="only the peaks that have a limit, one round, no seconds")
    made.add_argument("--only", metavar="NAMES", help="some of: sample,8,32,128,commands")
    made.add_argument("--json", type=Path, metavar="FILE", help="write every figure of every run")
    made.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables as Markdown")
    return made


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when every target is met, 1 when one is not."""
    options = parser().parse_args(arguments)
    every = ["sample", *issues.SIZES, "commands"]
    names = options.only.split(",") if options.only else ["sample", "8", "commands"] if options.quick else every
    if unknown := set(names) - set(every):
        parser().error(f"no such issue: {', '.join(sorted(unknown))}")
    runs = 1 if options.quick else max(1, options.runs)
    figures = Figures()
    for name in [n for n in names if n != "commands"]:
        bench = prepare(name, WORK)
        figures.issues[name] = measure(bench, min(runs, LARGE_RUNS) if name == "128" else runs, options.memory)
        figures.photos[name] = bench.photos
        sys.stdout.write(report.issue_report(figures, name) + "\n" + machine_line(figures) + "\n")
        sys.stdout.flush()
    if "commands" in names and not options.memory:
        for name, cost in commands(prepare("sample", WORK), runs):
            figures.commands.setdefault(name, []).append(cost)
        sys.stdout.write(report.commands_report(figures) + "\n")
    verdicts = list(of_memory(figures)) if options.memory else targets(figures)
    sys.stdout.write(report.targets_report(figures, verdicts) + "\n")
    if options.json:
        facts = figures.as_dict() | {"targets": [t.as_dict() for t in verdicts]}
        options.json.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(report.markdown(figures, verdicts), encoding="utf-8")
    return 0 if all(target.met for target in verdicts) else 1


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
