"""Builds random issues to PDF with the program itself; a build that ends well has passed all its own proofs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.pages.generate import write_issue


@dataclass(frozen=True, slots=True)
class Built:
    """One build: its exit code and the errors that stopped it."""

    seed: int
    layout: str
    code: int
    pages: int
    why: str

    @property
    def proved(self) -> bool:
        """Whether the PDF was written, which a failed proof prevents."""
        return self.code == 0


def build(wanted: tuple[int, str], work: Path) -> Built:
    """Write the issue of a seed and build its screen edition in a layout."""
    seed, layout = wanted
    folder = work / f"{seed:03d}-{layout}"
    write_issue(folder, seed)
    command = [
        sys.executable,
        "-m",
        "bulletin",
        "build",
        str(folder),
        "--layout",
        layout,
        "--editions",
        "screen",
        "--json",
    ]
    environment = {**os.environ, "BULLETIN_CACHE": str(work / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return Built(seed, layout, done.returncode or 1, 0, done.stderr.strip()[-300:])
    errors = [f for f in answer.get("findings", []) if f.get("severity") == "error"]
    why = "; ".join(sorted({str(f.get("rule") or f.get("id")) for f in errors}))
    return Built(seed, layout, done.returncode, int(answer.get("pages") or 0), why)


def build_all(wanted: Sequence[tuple[int, str]], work: Path, jobs: int) -> Iterator[Built]:
    """Build many issues in the order they are asked for."""
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from pool.map(partial(build, work=work), wanted)
