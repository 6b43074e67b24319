"""Imposing one file on the disk: what the child process of `bulletin impose` runs (foreign files, limits)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.editions.impose.impose import Imposed, impose
from bulletin.editions.impose.request import ImposeRequest
from bulletin.editions.impose.rules import UNREADABLE
from bulletin.errors import Finding, InputError, Place
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import findings_to_wire


def impose_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: impose the file of an `ImposeRequest`.

    Args:
        order: the request as JSON values.
        report: gets the stages.

    Returns:
        `file` (the path written), `sheets`, `pages`, `blanks`, `paper`, `scale`, `advice` (vi, en) and `findings`.

    Raises:
        BulletinError: the file cannot be imposed, or the result not be written; nothing is written then.
    """
    report.stage("impose")
    request = ImposeRequest.from_wire(order)
    place = Place(file=request.name)
    try:
        imposed = impose(_read(request.file, place), request.scheme, request.name)
    except InputError as error:
        raise InputError(_at(finding, place) for finding in error.findings) from error
    report.stage("write")
    atomic_write(request.out, imposed.pdf)
    return _answer(imposed, str(request.out), place)


def _read(path: Path, place: Place) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = {"reason": os.strerror(error.errno or 0)}
        raise InputError([Finding(UNREADABLE, place, values=reason)]) from error


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
