"""Resolve the build options: publication < issue < command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

from bulletin.build.request import AS_TYPED, Choices
from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text, has_errors
from bulletin.fields.printer import Marks
from bulletin.lazy import dataclass
from bulletin.model import EDITIONS, READING_PPI, EditionName, Issue, Outputs, PhotoPpi, Printer

T = TypeVar("T")

NO_MARKS = Rule(
    "press.marks-refused",
    Severity.ERROR,
    Text("nhà in “{printer}” không nhận tệp có dấu in", "the shop “{printer}” takes no files with marks"),
    Text("Dấu in nằm trong tệp sẽ bị trả lại", "A file with marks would be sent back"),
    Text(
        "Bỏ dau_cat (marks) trong publication.yaml, issue.yaml hoặc bỏ --marks",
        "Drop `marks` in publication.yaml or issue.yaml, or drop --marks",
    ),
    ExitCode.BAD_INPUT,
    form=Text("Hãy chọn “Không” ở ô “Dấu in riêng”.", "Choose no marks."),
)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Editions in their fixed order; the shop of the press edition and the machine of the office edition.

    `validate` asks for the validators of PDF/A and PDF/UA, which take seconds. `draft` is the time of a draft.
    """

    editions: tuple[EditionName, ...]
    outputs: Outputs
    printer: Printer | None = None
    printer_file: Path | None = None
    copier: Printer | None = None
    copier_file: Path | None = None
    validate: bool = False
    draft: str | None = None

    @property
    def bleed_mm(self) -> float:
        """Bleed that the pages must be laid out with, mm; 0 when no press edition is made."""
        if self.printer is None:
            return 0.0
        own = self.outputs.press.bleed_mm
        return self.printer.bleed_mm if own is None else own

    @property
    def marks(self) -> Marks:
        """Printer's marks of the press edition."""
        return self.outputs.press.marks or "none"

    @property
    def x1a(self) -> bool:
        """Whether the press edition is PDF/X-1a."""
        return self.outputs.press.x1a or (self.printer is not None and self.printer.standard == "x-1a")


def resolve_options(issue: Issue, choices: Choices = AS_TYPED) -> tuple[BuildOptions, tuple[Finding, ...]]:
    """Resolve and check the options of an issue.

    Args:
        issue: read and checked.
        choices: of the command line.

    Raises:
        InputError: the printer is unknown, its file has mistakes, or it does not take what is asked.
    """
    outputs = issue.publication.outputs
    if issue.sheet.outputs:
        outputs = _merged(outputs, issue.sheet.outputs, issue, ())
    press = outputs.press
    if choices.printer:
        press = replace(press, printer=choices.printer)
    if choices.marks:
        press = replace(press, marks=choices.marks)
    if choices.x1a:
        press = replace(press, x1a=True)
    outputs = replace(outputs, press=press)
    wanted = set(choices.editions or outputs.editions)
    editions = tuple(name for name in EDITIONS if name in wanted)
    options = BuildOptions(editions, outputs, validate=choices.validate, draft=choices.draft)
    findings: tuple[Finding, ...] = ()
    if "office" in editions:
        place = place_of(issue, "office", "printer")
        copier, path, found = _printer(issue, outputs.office.printer, place)
        options, findings = replace(options, copier=copier, copier_file=path), found
    if "press" in editions:
        place = Place() if choices.printer else place_of(issue, "press", "printer")
        printer, path, found = _printer(issue, press.printer, place)
        marks = press.marks or printer.marks
        if marks != "none" and not printer.marks_allowed:
            found = (*found, Finding(NO_MARKS, place, marks, {"printer": printer.title}))
        outputs = replace(outputs, press=replace(press, marks=marks))
        options = replace(options, outputs=outputs, printer=printer, printer_file=path)
        findings += found
    if has_errors(findings):
        raise InputError(findings)
    return options, findings


def photo_limits(issue: Issue) -> Mapping[EditionName, PhotoPpi]:
    """How coarse a photo may print, for each edition that the issue asks for in its own files.

    The pages are planned by these, whatever the command line asks for this time: a page is the same in every edition.
    """
    try:
        options, _ = resolve_options(issue)
    except InputError:  # named where the edition is made
        return {"screen": READING_PPI}
    limits: dict[EditionName, PhotoPpi] = dict.fromkeys(options.editions, READING_PPI)
    if options.printer:
        limits["press"] = options.printer.photo_ppi
    if options.copier:
        limits["office"] = options.copier.photo_ppi
    return limits


def page_multiple(issue: Issue) -> int:
    """Of how many pages the print shop of an issue wants its files to be a multiple; 1 where nothing is for a shop."""
    try:
        options, _ = resolve_options(issue)
    except InputError:  # named where the edition is made
        return 1
    return options.printer.page_multiple if options.printer else 1


def _merged(base: T, own: T, issue: Issue, path: tuple[str, ...]) -> T:
    """The publication's options, replaced by those that are typed in this issue; a default is not typed."""
    changed = {}
    for item in fields(own):  # type: ignore[arg-type]
        here = (*path, item.name)
        if _typed(issue, here):
            value = getattr(own, item.name)
            changed[item.name] = _merged(getattr(base, item.name), value, issue, here) if is_dataclass(value) else value
    return replace(base, **changed)  # type: ignore[type-var]


def place_of(issue: Issue, *path: str) -> Place:
    """Where an option was typed: in the issue, else in the publication."""
    file = "issue.yaml" if _typed(issue, path) else issue.publication_file
    return issue.place(file, "outputs", *path)


def _typed(issue: Issue, path: tuple[str, ...]) -> bool:
    return ("issue.yaml", "outputs", *path) in issue.marks


def _printer(issue: Issue, name: str, place: Place) -> tuple[Printer, Path | None, tuple[Finding, ...]]:
    from bulletin.sources.printers import load_printer

    printer, path, findings = load_printer(name, printer_folders(issue), place)
    if printer is None:
        raise InputError(findings)
    return printer, path, findings


def printer_folders(issue: Issue) -> tuple[Path, ...]:
    """Where an office keeps its own printer profiles: beside `publication.yaml`, or in the issue."""
    publication = (issue.folder / issue.publication_file).parent
    return tuple(p / "printers" for p in dict.fromkeys((publication, issue.folder)))
