"""What finding costs: `python -m benchmarks.catalogue` makes an archive of 625 issues (5,000 pages) and measures.

    python -m benchmarks.catalogue                 625 issues; a minute or two
    python -m benchmarks.catalogue --issues 52

Work files lie in `benchmarks/work/`. Beside the figures is the time of a fixed sum on the same machine at the same
time: on a quiet core of 2024 it takes about 0.15 s, and on a busy machine every other figure grows with it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "kits" / "archive"))

import find_kit

from bulletin.archive.catalogue import catalogue, database
from bulletin.archive.catalogue.folding import fold
from bulletin.archive.catalogue.search import SearchRequest, search
from bulletin.archive.store.root import Archive
from bulletin.issue_text import IssueText

WORK = Path(__file__).resolve().parent / "work" / "catalogue"
REBUILD_CPU_S, FOR_ISSUES, SEARCH_MS = 10.0, 520, 20.0


def cpu_s(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def typed(issues: list[IssueText], count: int) -> list[str]:
    """One to four words of the stories, half of them without marks, and the most frequent word of all."""
    chance = random.Random(7)
    texts = [block.text for text in issues for story in text.articles for block in story.blocks]
    made = []
    for n in range(count):
        words = chance.choice(texts).split()
        at = chance.randrange(len(words))
        run = " ".join(words[at : at + chance.randint(1, 4)])
        made.append(fold(run) if n % 2 else run)
    return made


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when both targets are met, 1 when one is not."""
    parser = argparse.ArgumentParser(description="Measure rebuilding the catalogue and searching it.")
    parser.add_argument("--issues", type=int, default=625, metavar="N", help="weekly issues of 8 pages (default 625)")
    count = parser.parse_args(arguments).issues
    shutil.rmtree(WORK, ignore_errors=True)
    archive = find_kit.new_archive(WORK)
    issues = find_kit.years(archive, count)
    search_once()  # modules and tables
    sum_s = cpu_s(lambda: sum(n * n for n in range(3_000_000)))
    rebuild_s = cpu_s(lambda: catalogue.rebuild(archive).close())
    allowed_s = REBUILD_CPU_S * count / FOR_ISSUES
    size_mb = (archive.folder / database.FILE).stat().st_size / 1e6
    times_ms = searched(archive, typed(issues, 200))
    median, worst = statistics.median(times_ms), max(times_ms)
    sys.stdout.write(
        f"{count} issues, {8 * count} pages; a sum of 3,000,000 squares: {sum_s:.2f} CPU s\n"
        f"rebuild: {rebuild_s:.2f} CPU s (target {allowed_s:.1f}), {size_mb:.1f} MB\n"
        f"search, 20 hits with snippets: median {median:.1f} ms, worst of 200 {worst:.1f} ms (target {SEARCH_MS:.0f})\n"
    )
    return 0 if rebuild_s <= allowed_s and median <= SEARCH_MS else 1


def search_once() -> None:
    """Load every module that a search needs."""
    first = find_kit.new_archive(WORK / "first")
    find_kit.years(first, 1, stories=2)
    opened = catalogue.open_catalogue(first)
    search(opened.db, SearchRequest(words="a", limit=1))
    opened.close()


def searched(archive: Archive, queries: list[str]) -> list[float]:
    """CPU milliseconds of each query, the first ones unmeasured."""
    opened = catalogue.open_catalogue(archive)
    requests = [SearchRequest(words=words, limit=20) for words in queries]
    for request in requests[:10]:
        search(opened.db, request)
    times = [1000 * cpu_s(lambda r=request: search(opened.db, r)) for request in requests]  # type: ignore[misc]
    opened.close()
    return times


if __name__ == "__main__":
    sys.exit(main())
