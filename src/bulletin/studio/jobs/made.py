"""What was made of an issue: when, of which files, and whether it is still that issue."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write

PLACE = Path(".bulletin") / "outputs.json"
_SCHEMA = "bulletin/outputs@1"


@dataclass(frozen=True, slots=True)
class MadeOutput:
    """One output: `at` in ISO 8601 with its zone, `digest` of the inputs, `files` as plain names with their bytes.

    `findings` have the shape of `Finding.as_dict`, `editions` that of a build: what each file is, how each check
    ended, and how it is printed.
    """

    kind: str
    at: str
    digest: str
    files: Mapping[str, int]
    pages: int
    draft: bool = False
    kept: str = ""
    findings: tuple[Mapping[str, Any], ...] = ()
    editions: tuple[Mapping[str, Any], ...] = ()


def read_made(folder: Path) -> dict[str, MadeOutput]:
    """The outputs of the issue in `folder` by their kind; a list that cannot be read counts as none."""
    found: dict[str, MadeOutput] = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        said = json.loads((folder / PLACE).read_text("utf-8"))
        for kind, entry in said["outputs"].items():
            found[kind] = MadeOutput(kind=kind, **entry)
    return found


def remember(folder: Path, made: MadeOutput) -> None:
    """Note one output beside the others.

    Raises:
        OutputError: the list cannot be written.
    """
    every = {**read_made(folder), made.kind: made}
    said = {"schema": _SCHEMA, "outputs": {kind: _entry(one) for kind, one in sorted(every.items())}}
    (folder / PLACE).parent.mkdir(parents=True, exist_ok=True)
    atomic_write(folder / PLACE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def _entry(made: MadeOutput) -> dict[str, Any]:
    return {
        "at": made.at, "digest": made.digest, "files": dict(made.files), "pages": made.pages, "draft": made.draft,
        "kept": made.kept, "findings": list(made.findings), "editions": list(made.editions),
    }  # fmt: skip


def is_current(made: MadeOutput, out: Path, digest: str) -> bool:
    """Whether an output was made of the issue as it is now and all its files are still there, at their sizes."""
    if made.digest != digest:
        return False
    try:
        return all((out / name).stat().st_size == size for name, size in made.files.items())
    except OSError:
        return False
