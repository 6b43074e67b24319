"""Comparing what was built again with what was kept: bytes, then words, then the look of the pages, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from bulletin.archive.restore import rules
from bulletin.archive.restore.issue import BUILD, Restored
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass
from bulletin.pdf.pdfium import Undrawable, page_pngs
from bulletin.pdf.text.pages import page_texts
from bulletin.release import FILE_NAME, Release, read_release

REBUILT = "rebuilt"
_PPI = 72.0
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class How:
    """How an issue was built, as far as its release tells: layout, editions, printer, marks, standard, validators."""

    layout: str | None
    editions: tuple[str, ...]
    printer: str | None
    marks: str | None
    x1a: bool
    validate: bool


Build = Callable[[Path, Path, How], None]
"""Builds the issue in the first folder into the second; raises a `BulletinError` when that is refused."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How the rebuilt files compare: names of those with the same bytes, findings on the others.

    `differ` maps what the two were made with and is not the same (`weasyprint`) to the values then and now.
    """

    same: tuple[str, ...]
    differ: Mapping[str, tuple[str, str]]
    findings: tuple[Finding, ...]


def rebuild(object_id: str, restored: Restored, build: Build) -> Rebuilt:
    """Build a restored issue into its folder `rebuilt`, and compare with what was kept in `build`.

    Raises:
        InputError: camera files lack.
        BulletinError: the build was refused.
    """
    if restored.lacking:
        raise InputError([Finding(rules.CANNOT_REBUILD, Place(file=object_id), values={"id": object_id})])
    kept = read_release(restored.folder / BUILD)
    build(restored.folder, restored.folder / REBUILT, how(kept))
    return compare(restored.folder / BUILD, restored.folder / REBUILT)


def how(release: Release) -> How:
    """How a release was built."""
    made = next((edition.made_for for edition in release.editions if edition.name == "press"), {})
    names = sorted({path.split("/", 1)[0] for path in release.layout} - {"_base"})
    press = [edition for edition in release.editions if edition.name == "press"]
    return How(
        layout=names[0] if len(names) == 1 else None,
        editions=tuple(edition.name for edition in release.editions),
        printer=made.get("printer"),
        marks=made.get("marks"),
        x1a=any("X-1a" in standard for edition in press for standard in edition.standards),
        validate=any(edition.validated for edition in release.editions),
    )


def compare(kept: Path, rebuilt: Path) -> Rebuilt:
    """Compare two built folders file by file.

    Raises:
        InputError: one of them has no release.
    """
    then, now = read_release(kept), read_release(rebuilt)
    differ = _differences(then, now)
    why = _said(differ)
    same: list[str] = []
    findings: list[Finding] = []
    for name in (FILE_NAME, *(edition.file for edition in then.editions), *sorted(then.files)):
        one, other = kept / name, rebuilt / name
        if not other.is_file():
            findings.append(Finding(rules.NOT_BUILT, Place(file=name), values={"file": name} | why))
        elif one.read_bytes() == other.read_bytes():
            same.append(name)
        else:
            findings.append(_difference(name, one.read_bytes(), other.read_bytes(), why))
    if same:
        findings.insert(0, Finding(rules.SAME_BYTES, Place(), values={"count": str(len(same))}))
    return Rebuilt(tuple(same), differ, tuple(findings))


def _difference(name: str, one: bytes, other: bytes, why: dict[str, str]) -> Finding:
    values = {"file": name} | why
    if not name.endswith(".pdf"):
        return Finding(rules.OTHER_FILE, Place(file=name), values=values)
    try:
        if pages := _unequal(page_texts(one), page_texts(other)):
            return Finding(rules.OTHER_WORDS, Place(file=name), values=values | {"pages": pages})
        if pages := _unequal(page_pngs(one, _PPI), page_pngs(other, _PPI)):
            return Finding(rules.OTHER_LOOK, Place(file=name), values=values | {"pages": pages})
    except Undrawable:
        return Finding(rules.OTHER_FILE, Place(file=name), values=values)
    return Finding(rules.SAME_LOOK, Place(file=name), values=values)


def _unequal(one: object, other: object) -> str:
    """The numbers of the pages that differ, as they are shown; nothing when none does."""
    pairs = zip_longest(one, other)  # type: ignore[call-overload]
    pages = [str(number) for number, (a, b) in enumerate(pairs, 1) if a != b]
    return ", ".join(pages[:_SHOWN]) + (" …" if len(pages) > _SHOWN else "")


def _differences(then: Release, now: Release) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name in sorted({*then.tools, *now.tools}):
        if then.tools.get(name) != now.tools.get(name):
            found[name] = (then.tools.get(name, "–"), now.tools.get(name, "–"))
    for label, one, other in (
        ("fonts", then.fonts, now.fonts), ("layout", then.layout, now.layout), ("issue", then.inputs, now.inputs),
    ):  # fmt: skip
        for name in sorted({*one, *other}):
            if one.get(name) != other.get(name):
                found[f"{label}/{name}"] = (one.get(name, "–")[:12], other.get(name, "–")[:12])
    return found


def _said(differ: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    if not differ:
        return {"differ_vi": "không có gì (cùng công cụ, phông chữ, mẫu và tệp nguồn)",
                "differ_en": "nothing (the same tools, fonts, layout and inputs)"}  # fmt: skip
    return {
        "differ_vi": ", ".join(f"{name} {a} → nay {b}" for name, (a, b) in _few(differ)),
        "differ_en": ", ".join(f"{name} {a} → now {b}" for name, (a, b) in _few(differ)),
    }


def _few(differ: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    yield from list(differ.items())[:_SHOWN]
