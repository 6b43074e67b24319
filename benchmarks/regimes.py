"""The ways to build an issue that are measured, in turn.

The plain template; all editions and the screen edition alone, each with an empty cache and with cached photos; an edit.
"""

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
from benchmarks.measure import Cost, Watch, cpu_of, run, tree

ALL = "screen,press,office,record"
PREVIEW_ENTRY = "bulletin.preview.job:job"
TRAP = "raise ImportError('weasyprint was imported by a command that lays nothing out')\n"
REGIMES = ("plain", "all-cold", "all-cached", "cold", "cached", "edit")


@dataclass(frozen=True, slots=True)
class Bench:
    """One issue folder under measurement; everything it writes lies in `work`."""

    name: str
    folder: Path
    work: Path

    @property
    def photos(self) -> int:
        """Photo files that the articles print."""
        return sum(1 for p in (self.folder / "photos").iterdir() if p.suffix in {".jpg", ".webp", ".png"})

    def plain(self, memory: bool = False) -> Cost:
        """The plain template, a whole process."""
        out = self.work / f"{self.name}-plain.pdf"
        cost, said = run(
            [sys.executable, "-m", "benchmarks.plain", str(self.folder), str(out)],
            _environment(),
            issues.ROOT,
            memory=memory,
        )
        return replace(cost, facts={**json.loads(said), "pdf_mb": out.stat().st_size / 1e6})

    def cold(self, memory: bool = False, editions: str = "screen") -> Cost:
        """`bulletin build` with a cache folder that does not exist."""
        shutil.rmtree(self._cache, ignore_errors=True)
        return self._build(memory, editions)

    def cached(self, memory: bool = False, editions: str = "screen") -> Cost:
        """`bulletin build` again: fonts, templates and photos are in the cache."""
        return self._build(memory, editions)

    @property
    def _cache(self) -> Path:
        return self.work / f"{self.name}-cache"

    def _build(self, memory: bool, editions: str) -> Cost:
        out = self.work / f"{self.name}-out"
        command = [sys.executable, "-m", "bulletin", "build", str(self.folder), "--out", str(out), "--json"]
        command += ["--editions", editions]
        cost, said = run(command, _environment(BULLETIN_CACHE=str(self._cache)), issues.ROOT, memory=memory)
        result = json.loads(said)
        facts = {"pages": result["pages"], "stages": result["stages"], "lines": result.get("lines")}
        facts["editions"] = {e["name"]: e["bytes"] for e in result["editions"]}
        return replace(cost, facts={**facts, "pdf_mb": (out / "screen.pdf").stat().st_size / 1e6})

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

        self.folder = folder
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
        done = issues.edit(self.folder, self._edits)
        self._edits += 1
        pid = self._child.pid
        assert pid is not None
        watch = Watch(pid)
        with watch if memory else nullcontext():
            before, started = cpu_of(tree(pid)), time.perf_counter()
            result = self.build()
            wall, cpu = time.perf_counter() - started, cpu_of(tree(pid)) - before
        stages = {name: {"wall": seconds} for name, seconds in result["timings"].items()}
        facts = {"pages": len(result["pages"]), "stages": stages, "file": done.file, "old": done.old, "new": done.new}
        return Cost(wall, cpu, watch.peak_mib if memory else None, facts)

    def close(self) -> None:
        self._child.close()


def rounds(bench: Bench, runs: int) -> Iterator[tuple[int, str, Cost]]:
    """(round, regime, cost) in the order of measuring; round 0 watches memory and its seconds do not count."""
    yield 0, "plain", bench.plain(memory=True)
    yield 0, "all-cold", bench.cold(memory=True, editions=ALL)
    yield 0, "all-cached", bench.cached(memory=True, editions=ALL)
    yield 0, "cold", bench.cold(memory=True)
    yield 0, "cached", bench.cached(memory=True)
    with bench.preview() as shown:
        yield 0, "edit", shown.edit(memory=True)
        for n in range(1, runs + 1):
            yield n, "plain", bench.plain()
            yield n, "all-cold", bench.cold(editions=ALL)
            yield n, "all-cached", bench.cached(editions=ALL)
            yield n, "cold", bench.cold()
            yield n, "cached", bench.cached()
            yield n, "edit", shown.edit()


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
    cache = str(bench._cache)
    for n in range(runs + 1):
        shutil.rmtree(made, ignore_errors=True)
        for name, words in orders.items():
            environment = _environment(BULLETIN_CACHE=cache, **({} if n else {"PYTHONPATH": str(trap.parent)}))
            cost, _ = run([sys.executable, "-m", "bulletin", *words], environment, issues.ROOT)
            if n:
                yield name, cost


def _environment(**more: str) -> Mapping[str, str]:
    # PYTHONPATH stays: with it one command measures another checkout.
    settings = ("BULLETIN_", "PYTHON")
    kept = {n: value for n, value in os.environ.items() if n == "PYTHONPATH" or not n.startswith(settings)}
    return {**kept, "LC_ALL": "C.UTF-8", **more}
