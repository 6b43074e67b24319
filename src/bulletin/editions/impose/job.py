"""Imposing one file on the disk: what the child process of `bulletin impose` runs (foreign files, limits)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.editions.impose.impose import Imposed, Scheme, impose
from bulletin.editions.impose.rules import UNREADABLE
from bulletin.errors import Finding, InputError, Place
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import findings_to_wire


def impose_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Impose `job["file"]` into `job["out"]`.

    Args:
        job: `file`, `out` (paths), `name` (the file as the user typed it), `scheme` (fields of `Scheme`).
        report: gets the stages.

    Returns:
        `file` (the path written), `sheets`, `pages`, `blanks`, `paper`, `scale`, `advice` (vi, en) and `findings`.

    Raises:
        BulletinError: the file cannot be imposed, or the result not be written; nothing is written then.
    """
    report.stage("impose")
    place = Place(file=str(job["name"]))
    try:
        imposed = impose(_read(Path(job["file"]), place), _scheme(job["scheme"]))
    except InputError as error:
        raise InputError(_at(finding, place) for finding in error.findings) from error
    report.stage("write")
    atomic_write(Path(job["out"]), imposed.pdf)
    return _answer(imposed, str(job["out"]), place)


def _read(path: Path, place: Place) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = {"reason": os.strerror(error.errno or 0)}
        raise InputError([Finding(UNREADABLE, place, values=reason)]) from error


def _scheme(choices: dict[str, Any]) -> Scheme:
    """JSON knows no tuples."""
    sheet = choices.get("sheet", "auto")
    return Scheme(**choices | {"sheet": sheet if isinstance(sheet, str) else (float(sheet[0]), float(sheet[1]))})


def _at(finding: Finding, place: Place) -> Finding:
    return replace(finding, place=replace(place, page=finding.place.page))


def _answer(imposed: Imposed, out: str, place: Place) -> dict[str, Any]:
    return {
        "file": out,
        "sheets": imposed.sheets,
        "pages": imposed.pages,
        "blanks": list(imposed.blanks),
        "paper": imposed.paper,
        "scale": round(imposed.scale, 4),
        "advice": {"vi": [step.vi for step in imposed.advice], "en": [step.en for step in imposed.advice]},
        "findings": findings_to_wire(_at(finding, place) for finding in imposed.findings),
    }
