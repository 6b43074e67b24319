"""Repaired files written: the old version is kept first, and a file that changed meanwhile is left alone."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from bulletin.desk.repair import rules
from bulletin.desk.repair.making import Made
from bulletin.errors import Finding, Place, Rule
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write, write_error


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files that were written, and why others were not."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def write(folder: Path, kept: Path, made: Iterable[Made]) -> WrittenFiles:
    """Write repaired files, each in one step: whoever reads one finds the old or the new one.

    Args:
        folder: of the issue.
        kept: the folder for the old versions; a version that is there already is older and stays.
        made: the files.

    Raises:
        OutputError: a file could not be written. It is the old one then, and so are those behind it.
    """
    files, findings = [], []
    for one in made:
        if one.after == one.before:
            continue
        path = folder / one.file
        old = kept / one.file.replace("../", "")
        reason = _why_not(path, one.before)
        if reason is None and not old.exists():
            atomic_write(old, one.before)
            reason = _why_not(path, one.before)  # keeping took its time
        if reason is not None:
            findings.append(Finding(reason, Place(one.file), one.file, {"file": one.file}))
            continue
        _replace(path, one.after)
        files.append(one.file)
    return WrittenFiles(tuple(files), tuple(findings))


def _why_not(path: Path, before: bytes) -> Rule | None:
    """Why a file is not to be written; None when it is what was read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return rules.NOT_A_FILE
        return None if path.read_bytes() == before else rules.CHANGED_MEANWHILE
    except OSError:
        return rules.CHANGED_MEANWHILE


def _replace(path: Path, data: bytes) -> None:
    """Another content for a file, which keeps its permissions."""
    try:
        mode = stat.S_IMODE(path.lstat().st_mode)
        atomic_write(path, data)
        path.chmod(mode)
    except OSError as error:
        raise write_error(path, error) from error
