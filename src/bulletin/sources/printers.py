"""Print shops: `printers/NAME.yaml` becomes a `Printer`, an office's own file before a shipped one of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import Finding, Place, has_errors, with_lines
from bulletin.fields import SLUG
from bulletin.model import Printer
from bulletin.runtime import paths
from bulletin.sources import jail
from bulletin.sources.folding import nearest, shorten
from bulletin.sources.issue import parse
from bulletin.sources.linking import Read
from bulletin.sources.rules import files as file_rules
from bulletin.sources.rules import printers as rules
from bulletin.sources.yaml.nodes import MAX_BYTES

SUFFIX = ".yaml"


def printer_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of all printers, an office's own and the shipped ones, alphabetically.

    Args:
        folders: the office's own `printers` folders; those that do not exist are passed over.
    """
    found = {path.stem for folder in _all(folders) if paths.is_dir(folder) for path in folder.glob(f"*{SUFFIX}")}
    return tuple(sorted(name for name in found if re.fullmatch(SLUG, name)))


def load_printer(
    name: str, folders: Sequence[Path], place: Place | None = None
) -> tuple[Printer | None, Path | None, tuple[Finding, ...]]:
    """The conditions of a print shop.

    Args:
        name: of the file without `.yaml`.
        folders: the office's own `printers` folders, the first that has the name wins; then the shipped ones.
        place: where the name was typed, for the finding when there is no such printer.

    Returns:
        The printer (None when a finding is an error), its file (None when there is none), and every finding with
        file (as `printers/NAME.yaml`), line and column. The profile named in `icc` was found inside the folder of
        the printer's file or among the shipped ones; `icc_file()` gives its path.
    """
    file = _file(name, folders)
    if file is None:
        return None, None, (_unknown(name, folders, place or Place()),)
    shown = f"printers/{file.name}"
    try:
        if file.is_symlink() or not file.is_file():
            return None, file, (jail.not_plain(file, shown, file.lstat().st_mode),)
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"word": shown, "reason": error.strerror or type(error).__name__}
        return None, file, (Finding(file_rules.UNREADABLE, Place(shown), "", values),)
    return _read(data, file, shown)


def icc_file(printer: Printer, file: Path) -> Path | None:
    """The profile of a printer that `load_printer()` gave with this file; None for a printer without one."""
    if printer.icc is None:
        return None
    found = _profile(printer.icc, file.parent, Place())
    return file.parent / printer.icc if isinstance(found, Finding) else found


def _profile(typed: str, folder: Path, place: Place) -> Path | Finding:
    """The ICC file inside the folder of the printer's file, else the shipped one of that name.

    So a shop on common conditions is one YAML file. What was shipped is trusted: installers may give its files a second
    name (hard link), which the jail refuses.
    """
    found = jail.resolve(folder, typed, place, "ho_so_mau", example="icc/ten-ho-so.icc")
    shipped = datafiles.folder("printers")
    names = {path.relative_to(shipped).as_posix(): path for path in shipped.glob("icc/*.ic[cm]")}
    known = names.get(typed)
    if known is not None and isinstance(found, Finding) and (folder == shipped or found.is_(file_rules.PATH_MISSING)):
        return known
    return found


def _all(folders: Sequence[Path]) -> tuple[Path, ...]:
    return (*folders, datafiles.folder("printers"))


def _file(name: str, folders: Sequence[Path]) -> Path | None:
    if not re.fullmatch(SLUG, name):
        return None
    candidates = (folder / f"{name}{SUFFIX}" for folder in _all(folders))
    return next((path for path in candidates if path.is_symlink() or paths.exists(path)), None)


def _unknown(name: str, folders: Sequence[Path], place: Place) -> Finding:
    known = printer_names(folders)
    near = nearest(name, known)
    vi = f"Có phải là “{near}”? " if near else ""
    en = f"Did you mean “{near}”? " if near else ""
    listed = ", ".join(known)
    values = {"name": shorten(name), "hint_vi": vi, "hint_en": en, "known": listed}
    return Finding(rules.UNKNOWN, place, shorten(name), values)


def _read(data: bytes, file: Path, shown: str) -> tuple[Printer | None, Path, tuple[Finding, ...]]:
    read = _parsed(data, shown)
    findings = [*read.findings, *_check_profile(read, file.parent)]
    printer = read.record if isinstance(read.record, Printer) else None
    if printer is not None:
        findings += _contradictions(printer, read)
    good = printer is not None and not has_errors(findings)
    return (printer if good else None), file, with_lines(sorted(findings, key=_order), {shown: data})


@lru_cache(maxsize=16)  # a warm build asks for its printers several times after each edit
def _parsed(data: bytes, shown: str) -> Read:
    return parse("printer", data, shown)


def _check_profile(read: Read, folder: Path) -> Iterator[Finding]:
    """The ICC file is inside the folder of the printer's file, also when other fields are wrong."""
    typed = read.files.get(("icc",), "")
    if typed.strip():
        found = _profile(typed, folder, read.place("icc"))
        if isinstance(found, Finding):
            yield found


def _contradictions(printer: Printer, read: Read) -> Iterator[Finding]:
    """What each field says well and two together cannot mean."""
    if printer.standard != "none":
        for name, value in (("icc", printer.icc), ("condition", printer.condition)):
            if value is None:
                standard = f"PDF/{printer.standard.upper()}"
                key = {"icc": "ho_so_mau (icc)", "condition": "dieu_kien_in (condition)"}[name]
                mend = {"icc": "ho_so_mau: icc/ten-ho-so.icc", "condition": "dieu_kien_in: FOGRA39"}[name]
                values = {"standard": standard, "key": key, "mend": mend}
                yield Finding(rules.NEEDS, read.place("standard"), standard, values)
    elif printer.inks == "cmyk" and printer.icc is None:
        values = {"standard": "CMYK", "key": "ho_so_mau (icc)", "mend": "ho_so_mau: icc/ten-ho-so.icc"}
        yield Finding(rules.NEEDS, read.place("inks"), "cmyk", values)
    ppi = printer.photo_ppi
    if not ppi.least <= ppi.good <= ppi.best:
        values = {"least": str(ppi.least), "good": str(ppi.good), "best": str(ppi.best)}
        yield Finding(rules.PPI_ORDER, read.place("photo_ppi"), f"{ppi.least}, {ppi.good}, {ppi.best}", values)
    if printer.marks != "none" and not printer.marks_allowed:
        yield Finding(rules.MARKS, read.place("marks"), printer.marks, {"marks": printer.marks})


def _order(finding: Finding) -> tuple[int, int]:
    return finding.place.line or 0, finding.place.column or 0
