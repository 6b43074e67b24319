"""The ways to build an issue that are measured, in turn; `TITLES` says what each is."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import issues
from benchmarks.measure import Cost, Watch, busy, cpu_of, others, run, tree

ALL = "screen,press,office,record"
PREVIEW_ENTRY = "bulletin.preview.job:job"
TRAP = "raise ImportError('weasyprint was imported by a command that lays nothing out')\n"
OTHER_PRINTER = "offset-mono"
TITLES = {
    "plain": "plain template",
    "all-cold": "all editions, empty cache",
    "all-cached": "all editions, photos cached",
    "cold": "screen, empty cache",
    "cached": "screen, photos cached",
    "unchanged": "unchanged: screen again for another printer",
    "other-edition": "unchanged: another edition (office)",
    "plain-small": "plain template, photos scaled beforehand",
    "engine": "engine alone: photos scaled beforehand",
    "edit": "one-word edit in the preview",
    "after-preview": "build after preview",
    "edit-build": "edit and build: one word changed",
}
"""What is measured, in the order of measuring."""
REGIMES = tuple(TITLES)
KEPT_FOR_ENGINE = ("fontconfig", "fonts", "templates", "weasyprint")
"""Folders of the cache that hold no work on an issue."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One issue folder under measurement; everything it writes lies in `work`."""

    name: str
    folder: Path
    work: Path

    @property
    def photos(self) -> int:
        """Photo files that the articles print."""
        return sum(1 for p in (self.folder / "photos").iterdir() if p.suffix in issues.PHOTO_SUFFIXES)

    def plain(self, memory: bool = False) -> Cost:
        """The plain template, a whole process."""
        out = self.work / f"{self.name}-plain.pdf"
        cost, said = run(
            [sys.executable, "-m", "benchmarks.plain", str(self.folder), str(out)],
            environment(),
            issues.ROOT,
            memory=memory,
        )
        return replace(cost, facts={**json.loads(said), "pdf_mb": out.stat().st_size / 1e6})

    def cold(self, memory: bool = False, editions: str = "screen") -> Cost:
        """`bulletin build` with a cache folder that does not exist."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.build(memory, editions)

    def cached(self, memory: bool = False, editions: str = "screen") -> Cost:
        """`bulletin build` again: photos are in the cache."""
        return self.build(memory, editions)

    def unchanged(self, memory: bool = False) -> Cost:
        """`bulletin build` when nothing on the pages has changed, for another print shop."""
        return self.build(memory, "screen", "--printer", OTHER_PRINTER)

    def small(self) -> Bench:
        """The same issue with photos scaled beforehand."""
        name = f"{self.name}-small"
        return Bench(name, issues.with_small_photos(self.folder, self.work / name), self.work)

    def engine(self, memory: bool = False) -> Cost:
        """`bulletin build` with a cache that knows nothing of this issue, but has faces and templates."""
        for path in self.cache.iterdir() if self.cache.is_dir() else ():
            if path.is_dir() and path.name not in KEPT_FOR_ENGINE:
                shutil.rmtree(path)
        return self.build(memory, "screen")

    @property
    def cache(self) -> Path:
        return self.work / f"{self.name}-cache"

    def build(self, memory: bool, editions: str, *more: str, cache: Path | None = None) -> Cost:
        """`bulletin build` as a whole process."""
        out = self.work / f"{self.name}-out"
        command = [sys.executable, "-m", "bulletin", "build", str(self.folder), "--out", str(out), "--json"]
        command += ["--editions", editions, *more]
        cost, said = run(command, environment(BULLETIN_CACHE=str(cache or self.cache)), issues.ROOT, memory=memory)
        result = json.loads(said)
        facts = {"pages": result["pages"], "stages": result["stages"], "lines": result.get("lines")}
        facts["editions"] = {e["name"]: e["bytes"] for e in result["editions"]}
        facts["report_mb"] = (out / "preflight.html").stat().st_size / 1e6
        facts["pdf_mb"] = (out / f"{editions.partition(',')[0]}.pdf").stat().st_size / 1e6
        return replace(cost, facts=facts)

    @contextmanager
    def preview(self) -> Iterator[Preview]:
        """A running preview of a copy of the issue, its first build done."""
        copy = issues.copy_issue(self.folder, self.work / f"{self.name}-edit")
        # A cache of its own: that of the builds is emptied in every round.
        shown = Preview(copy, self.work / f"{self.name}-preview-cache")
        try:
            shown.build()
            yield shown
        finally:
            shown.close()


class Preview:
    """The child process of `bulletin preview`, asked as the preview asks it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        from bulletin.runtime.child import WarmChild

        self.folder, self.cache = folder, cache
        self._child = WarmChild(PREVIEW_ENTRY)
        self._job = {"folder": str(folder), "cache": str(cache)}
        self._edits = 0

    def build(self) -> dict[str, Any]:
        """Build what changed.

        Raises:
            RuntimeError: the pages could not be built.
        """
        result: dict[str, Any] = self._child.run(self._job)
        if not result["ok"]:
            raise RuntimeError(f"preview of {self.folder}: {result['findings']}")
        return result

    def edit(self, memory: bool = False) -> Cost:
        """One word changed and built."""
        done = self.change()
        pid = self._child.pid
        assert pid is not None
        watch = Watch(pid)
        with watch if memory else nullcontext():
            before, busy_before, started = cpu_of(tree(pid)), busy(), time.perf_counter()
            result = self.build()
            wall, cpu, spent = time.perf_counter() - started, cpu_of(tree(pid)) - before, busy() - busy_before
        stages = {name: {"wall": seconds} for name, seconds in result["timings"].items()}
        facts = {"pages": len(result["pages"]), "stages": stages, "file": done.file, "old": done.old, "new": done.new}
        return Cost(wall, cpu, watch.peak_mib if memory else None, facts, others(spent, cpu, wall))

    def change(self) -> issues.Edit:
        """Change one word on the disk; nothing is built."""
        self._edits += 1
        return issues.edit(self.folder, self._edits - 1)

    def close(self) -> None:
        self._child.close()


def rounds(bench: Bench, runs: int) -> Iterator[tuple[int, str, Cost]]:
    """(round, regime, cost) in the order of measuring; round 0 watches memory and its seconds do not count."""
    small = bench.small()
    small.engine()  # makes the cache that the engine alone may have
    with bench.preview() as shown:
        for n in range(runs + 1):
            memory = n == 0
            yield n, "plain", bench.plain(memory)
            yield n, "all-cold", bench.cold(memory, ALL)
            yield n, "all-cached", bench.cached(memory, ALL)
            yield n, "cold", bench.cold(memory)
            yield n, "cached", bench.cached(memory)
            yield n, "unchanged", bench.unchanged(memory)
            bench.build(False, "office")  # its photos; the empty cache before had those of the screen alone
            yield n, "other-edition", bench.build(memory, "office")
            yield n, "plain-small", small.plain(memory)
            yield n, "engine", small.engine(memory)
            yield n, "edit", shown.edit(memory)
            copy = Bench(f"{bench.name}-edit", shown.folder, bench.work)
            yield n, "after-preview", copy.build(memory, "screen", cache=shown.cache)
            shown.change()
            yield n, "edit-build", copy.build(memory, "screen", cache=shown.cache)
            shown.build()  # so that the next edit is one word again


def memory_round(bench: Bench) -> Iterator[tuple[int, str, Cost]]:
    """(0, regime, cost) of the builds whose memory has a limit; their seconds do not count."""
    yield 0, "all-cold", bench.cold(True, ALL)
    yield 0, "all-cached", bench.cached(True, ALL)
    yield 0, "cold", bench.cold(True)
    yield 0, "cached", bench.cached(True)


def commands(bench: Bench, runs: int) -> Iterator[tuple[str, Cost]]:
    """What the commands cost that lay nothing out: `runs` times each, after a run that cannot import WeasyPrint."""
    trap = bench.work / "trap" / "weasyprint"
    trap.mkdir(parents=True, exist_ok=True)
    (trap / "__init__.py").write_text(TRAP, encoding="utf-8")
    made = bench.work / "new"
    orders = {
        "--help": ["--help"], "build --help": ["build", "--help"], "check": ["check", str(bench.folder)],
        "schema": ["schema", "article"], "layouts": ["layouts"],
        "new publication": ["new", "publication", str(made / "an-pham")],
        "new issue": ["new", "issue", str(made / "an-pham" / "so-01")],
        "new article": ["new", "article", str(made / "an-pham" / "so-01" / "articles" / "bai-moi.yaml")],
    }  # fmt: skip
    cache = str(bench.cache)
    for n in range(runs + 1):
        shutil.rmtree(made, ignore_errors=True)
        for name, words in orders.items():
            settings = environment(BULLETIN_CACHE=cache, **({} if n else {"PYTHONPATH": str(trap.parent)}))
            cost, _ = run([sys.executable, "-m", "bulletin", *words], settings, issues.ROOT)
            if n:
                yield name, cost


def environment(**more: str) -> Mapping[str, str]:
    """The settings of a measured command: none of the caller that could change it."""
    # PYTHONPATH stays: with it one command measures another checkout.
    settings = ("BULLETIN_", "PYTHON")
    kept = {n: value for n, value in os.environ.items() if n == "PYTHONPATH" or not n.startswith(settings)}
    return {**kept, "LC_ALL": "C.UTF-8", **more}
