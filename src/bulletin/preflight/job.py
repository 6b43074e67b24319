"""One file from the disk, checked in a child process: foreign PDFs are hostile until proven otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from bulletin.errors import Finding, InputError, Lang, LimitError, Place, Rule, Severity, Text
from bulletin.fields.outputs import EditionName
from bulletin.preflight.guess import PRESS_PRINTER, Guess, guess
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.preflight.report import CheckResult, CodeFact, InkMap, Report
from bulletin.preflight.request import PreflightRequest
from bulletin.runtime import paths
from bulletin.runtime.answers import lacks_memory, of_the_machine
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.spool import Spooled

if TYPE_CHECKING:
    from bulletin.preflight.inspect import Save
    from bulletin.preflight.subject import CodeReader, InkMaker

EDITION_PROFILES: tuple[EditionName, ...] = ("screen", "office", "record")
CHOSEN = Text("theo yêu cầu", "as you asked")
SWITCHED_OFF = Text("Đã tắt bằng --no-validators.", "Switched off with --no-validators.")
NO_PRESS = Rule(
    "preflight.no-printer",
    Severity.ERROR,
    Text(
        "“press” không phải là tên nhà in: hãy nói in ở đâu.",
        "“press” is no printer: say where the file is to be printed.",
    ),
    Text(
        "Mỗi nhà in có giới hạn riêng về mực, ảnh, tràn lề.",
        "Each shop has limits of its own for ink, pictures and bleed.",
    ),
    Text(
        "Dùng --profile với một trong: {known}; hoặc đường dẫn tới tệp .yaml của nhà in.",
        "Use --profile with one of: {known}; or the path of the shop's .yaml file.",
    ),
)
NOT_READABLE = Rule(
    "preflight.cannot-open",
    Severity.ERROR,
    Text("Không mở được tệp: {reason}.", "The file cannot be opened: {reason}."),
    Text("Không đọc được thì không kiểm tra được gì.", "What cannot be read cannot be checked."),
    Text("Kiểm tra quyền đọc và ổ đĩa rồi chạy lại.", "Check permissions and the disk, then run again."),
)


def preflight_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: check the file of a `PreflightRequest`.

    Args:
        order: the request as JSON values.
        report: gets the stages.

    Returns:
        `report` (see `report_json`), `guessed` (`vi`, `en`: why this profile), `html` (path or None).

    Raises:
        InputError: there is no such profile, or the file cannot be read.
    """
    report.stage("preflight")
    request = PreflightRequest.from_wire(order)
    pdf = _read(request.file, request.name)
    limits, why = choose(pdf, request.profile, request.folders)
    save = _saver(request.partial, why)
    done = check_file(pdf, limits, request.name, report, validators=request.validators, save=save)
    if request.html:
        write_html(done, pdf, request.html, request.lang, report)
    report.done()
    return _answer(done, why, str(request.html) if request.html else None)


def _answer(done: Report, why: Text, html: str | None) -> dict[str, Any]:
    from bulletin.preflight.report_json import report_as_dict

    return {"report": report_as_dict(done), "guessed": {"vi": why.vi, "en": why.en}, "html": html}


def _saver(target: Path | None, why: Text) -> Save | None:
    """What keeps the unfinished report on the disk; a disk that is full costs only that."""
    if target is None:
        return None

    def save(report: Report) -> None:
        with suppress(OSError):
            atomic_write(target, json.dumps(_answer(report, why, None)).encode(), durable=False)

    return save


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        values = {"reason": error.strerror or type(error).__name__}
        raise InputError([Finding(NOT_READABLE, Place(file=name), values=values)]) from error


def choose(pdf: bytes, profile: str | None, folders: Sequence[Path]) -> tuple[EditionLimits, Text]:
    """The limits that a file is held to, and why these.

    Args:
        pdf: the file.
        profile: what was asked for; None to guess from the file.
        folders: the office's own `printers` folders.

    Raises:
        InputError: no such profile, or a printer's file that cannot be used.
    """
    if profile is None:
        found = guess(pdf)
        return _guessed(found, folders), found.why
    if profile in EDITION_PROFILES:
        record = guess(pdf).record if profile == "record" else "a-3a"
        return _of_edition(profile, record), CHOSEN
    if profile in get_args(EditionName):
        from bulletin.sources.printers import printer_names

        known = ", ".join((*printer_names(folders), *EDITION_PROFILES))
        raise InputError([Finding(NO_PRESS, Place(f"--profile {profile}"), values={"known": known})])
    path = Path(profile)
    if path.suffix in (".yaml", ".yml") or path.name != profile:
        if not paths.is_file(path):
            reason = {"reason": "không có tệp này / no such file"}
            raise InputError([Finding(NOT_READABLE, Place(f"--profile {profile}"), values=reason)])
        return _of_printer(path.stem, [path.parent, *folders]), CHOSEN
    return _of_printer(profile, folders), CHOSEN


def _guessed(found: Guess, folders: Sequence[Path]) -> EditionLimits:
    return _of_printer(PRESS_PRINTER, folders) if found.edition == "press" else _of_edition(found.edition, found.record)


def _of_edition(edition: EditionName, record: str) -> EditionLimits:
    return limits_for(edition, record="a-1b" if record == "a-1b" else "a-3a")


def _of_printer(name: str, folders: Sequence[Path]) -> EditionLimits:
    from bulletin.sources.printers import icc_file, load_printer

    printer, file, findings = load_printer(name, folders, Place(f"--profile {name}"))
    if printer is None or file is None:
        raise InputError(findings)
    if printer.paper == "office":
        return limits_for("office", printer, profile=name)
    digest, described = _icc(icc_file(printer, file))
    return limits_for("press", printer, profile=name, icc_sha256=digest, icc_name=described)


def _icc(file: Path | None) -> tuple[str | None, str | None]:
    """Hash and description of the profile that the file's output intent must hold."""
    if file is None:
        return None, None
    from bulletin.assets.colour.inks import read_profile

    profile = read_profile(file)
    return profile.sha256, profile.description


def check_file(
    pdf: bytes,
    limits: EditionLimits,
    name: str,
    progress: Progress = SILENT,
    *,
    validators: bool = True,
    save: Save | None = None,
) -> Report:
    """All checks on a file about which nothing else is known."""
    from bulletin.preflight.inspect import preflight

    report = preflight(
        pdf,
        limits,
        name=name,
        validate=judge if validators else None,
        ink=_inks(progress),
        codes=_codes(progress, one_bit=limits.edition == "office"),
        save=save,
    )
    if not validators:
        report = replace(report, results=tuple(_switched_off(result) for result in report.results))
    return report


def _switched_off(result: CheckResult) -> CheckResult:
    """The check of the standards says why it did not run."""
    return replace(result, reason=SWITCHED_OFF) if result.check.number == 2 and result.status == "not-run" else result


def _inks(progress: Progress) -> InkMaker:
    from bulletin.preflight.ink.images import Pixels
    from bulletin.preflight.ink.map import ink_map

    def make(pages: Sequence[Any]) -> tuple[InkMap, ...]:
        progress.stage("ink", len(pages))
        maps, pixels = [], Pixels()
        for page in pages:
            maps.append(ink_map(page, pixels))
            progress.advance()
        progress.stage("preflight")
        return tuple(maps)

    return make


def _codes(progress: Progress, *, one_bit: bool) -> CodeReader:
    from bulletin.preflight.qr.trials import code_reader

    read = code_reader(one_bit=one_bit)

    def look(pdf: bytes | Spooled, laid: Any) -> tuple[CodeFact, ...]:
        progress.stage("codes")
        found = read(pdf, laid)
        progress.stage("preflight")
        return found

    return look


def judge(pdf: bytes, flavours: Sequence[str]) -> Mapping[str, Sequence[str] | None]:
    """Flavour → clauses that the file breaks, by veraPDF or, without it, page-validation; None where neither can."""
    from bulletin.preflight.validators import best_tool, validate

    tool = best_tool()
    if tool is None or not flavours:
        return dict.fromkeys(flavours)
    try:
        verdicts = validate([(pdf, flavour) for flavour in flavours], tool=tool)  # type: ignore[misc]
    except LimitError:
        return dict.fromkeys(flavours)
    return {verdict.flavour: verdict.clauses for verdict in verdicts}


def write_html(report: Report, pdf: bytes, target: Path, lang: Lang, progress: Progress = SILENT) -> None:
    """The report as a page at `target`; pages that cannot be drawn are left out."""
    from bulletin.preflight.html.parts import outlined_pages, page_pictures
    from bulletin.preflight.html.report import html

    progress.stage("pictures")
    try:
        pictures = page_pictures(pdf, outlined_pages((report,))) if report.drawable else ()
    except Exception as error:  # a file that PDFium refuses still gets its report, and so does one that is too large
        if of_the_machine(error) and not lacks_memory(error):
            raise
        pictures = ()
    atomic_write(target, html((report,), {"": pictures}, lang, Path(report.file).name), durable=False)
