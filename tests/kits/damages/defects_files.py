"""The good files: a small issue laid out in every layout, written in every edition once for a whole test run.

Two pages of the shipped example hold all that damages need: a photo, a tinted box, a table, QR codes, and a band that
reaches the bleed.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from defects_kit import EMPTY_LAID, Facts
from defects_run import Sign, Tools, look, signs

from bulletin.assets.colour import toner
from bulletin.assets.colour.icc import IccProfile, read_profile
from bulletin.assets.colour.inks import Inking, palette_of
from bulletin.assets.photos.prepare import prepare_set
from bulletin.assets.photos.renditions import rendition
from bulletin.build.meta import meta_of
from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.request import Choices
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose_ahead, lay_out
from bulletin.editions.identity.attachments import attachments_of
from bulletin.editions.identity.meta import Meta
from bulletin.editions.office import write_office
from bulletin.editions.press import PressJob, write_press
from bulletin.editions.record import write_record
from bulletin.editions.screen import write_screen
from bulletin.fields.printer import Printer
from bulletin.layout.laid import Laid
from bulletin.preflight.inspect import preflight
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.sources.printers import load_printer

EXAMPLE = Path(__file__).parents[3] / "examples" / "do-son"
ARTICLES = ("thay-giao-day-noi", "lich-tiep-cong-dan", "tin-den-duong")
SAMPLE_LAYOUT = "tuan-tin"
LAYOUTS = ("tuan-tin", "ban-tin-a4", "so-tay")
EDITIONS = ("press", "press-x1a", "press-marks", "press-mono", "office", "screen", "record", "record-a1b")
PATIENCE_S = 900
EMPTY = Facts(EMPTY_LAID)
Files = Mapping[tuple[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Built:
    """All good files by (layout, edition), with the plans of their pages and what they must keep to."""

    laid: Mapping[str, Laid]
    files: Files
    limits: Mapping[tuple[str, str], EditionLimits]


@dataclass(frozen=True, slots=True)
class Sample:
    """The issue in the layout that is damaged: by edition. `passed` are the ids of checks that some file passes."""

    facts: Facts
    files: Mapping[str, bytes]
    limits: Mapping[str, EditionLimits]
    resaved: Mapping[str, bytes]
    before: Mapping[str, set[Sign]]
    passed: frozenset[str]


def shared(folder: Path, make: Any) -> Any:
    """What `make()` returned in the first worker that asked; the others wait for its file."""
    done = folder / "done.pickle"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        end = time.monotonic() + PATIENCE_S
        while not done.exists():
            assert time.monotonic() < end, "the worker that builds the good files has failed"
            assert not (folder / "failed").exists(), (folder / "failed").read_text()
            time.sleep(0.05)
    else:
        try:
            value = make(folder)
        except BaseException as error:
            (folder / "failed").write_text(repr(error))
            raise
        part = folder / "part.pickle"
        part.write_bytes(pickle.dumps(value))
        part.replace(done)
    return pickle.loads(done.read_bytes())


def build(folder: Path) -> Built:
    """Write all files; about 5 CPU seconds."""
    issue_folder = folder / "issue"
    shutil.copytree(EXAMPLE, issue_folder, ignore=shutil.ignore_patterns("build"))
    _shorten(issue_folder / "issue.yaml")
    run = BuildRun(folder / "cache")
    laid: dict[str, Laid] = {}
    files: dict[tuple[str, str], bytes] = {}
    limits: dict[tuple[str, str], EditionLimits] = {}
    kept = os.environ.get("FONTCONFIG_FILE")
    for layout in LAYOUTS:
        planned = compose_ahead(run, issue_folder, layout, EDITIONS_ASKED)
        engine = layout_engine(run, planned.issue, layout, planned.options.bleed_mm)
        pages, photos = lay_out(run, engine, planned)
        laid[layout] = pages
        palette = engine.spec.palette
        made = _write(pages, {**photos, **_photos(run.cache, planned.seen, pages)}, meta_of(planned.issue), palette)
        files |= {(layout, name): data for name, data in made.items()}
        limits |= {(layout, name): _limits(name, pages) for name in made}
    if kept is None:
        os.environ.pop("FONTCONFIG_FILE", None)
    else:
        os.environ["FONTCONFIG_FILE"] = kept
    return Built(laid, files, limits)


EDITIONS_ASKED = Choices(editions=("screen", "press", "office", "record"))


def _shorten(sheet: Path) -> None:
    """Keep the stories of the sample in the flat plan, and no promise of a number of pages."""
    head, _, rest = sheet.read_text("utf-8").partition("flatplan:\n")
    plan = [line for line in rest.splitlines() if re.search(rf"article: ({'|'.join(ARTICLES)}),", line)]
    assert len(plan) == len(ARTICLES)
    tail = rest[rest.index("approved:") :]
    head = re.sub(r"\npages: .*", "", head)
    sheet.write_text(f"{head}flatplan:\n" + "\n".join(plan) + f"\n{tail}", "utf-8")


@cache
def printer(name: str = "offset-coated") -> tuple[Printer, IccProfile]:
    """A shipped shop that binds any number of leaves, and its profile."""
    found, file, findings = load_printer(name, ())
    assert found is not None, findings
    assert found.icc
    assert file
    return replace(found, page_multiple=2), read_profile(file.parent / found.icc)


def _photos(cache: Path, seen: SeenPhotos, laid: Laid) -> dict[str, dict[bytes, bytes]]:
    """The finished pictures of all printed editions by edition and marker."""
    coated, profile = printer()
    mono, _ = printer("offset-mono")
    found: dict[str, dict[bytes, bytes]] = {name: {} for name in ("press", "press-mono", "office", "record")}
    for slot in laid.photos:
        asked = (
            rendition("press", slot.box.width, slot.box.height, coated.photo_ppi.best, ink_limit=coated.ink_limit),
            rendition("press", slot.box.width, slot.box.height, mono.photo_ppi.best, one_ink=True),
            rendition("office", slot.box.width, slot.box.height, toner.PPI),
            rendition("record", slot.box.width, slot.box.height, 300),
        )
        made = prepare_set(seen.facts[slot.file], slot.crop, asked, cache=cache, profile=profile)
        for name, data in zip(found, made, strict=True):
            found[name][slot.marker] = data
    return found


def _write(laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]], meta: Meta, palette: Any) -> dict[str, bytes]:
    stages, profile = printer()
    mono, _ = printer("offset-mono")
    inking = Inking(palette_of(palette), profile, stages.ink_limit)
    source = attachments_of({"issue.yaml": b"flatplan: []\n"}, meta.date)
    job = PressJob(stages, profile, inking, 3.0, "none", False, meta.title)
    return {
        "press": write_press(laid, photos["press"], meta, job),
        "press-x1a": write_press(laid, photos["press"], meta, replace(job, x1a=True)),
        "press-marks": write_press(laid, photos["press"], meta, replace(job, marks="full")),
        "press-mono": write_press(laid, photos["press-mono"], meta, replace(job, printer=mono)),
        "office": write_office(laid, photos["office"], meta, inking),
        "screen": write_screen(laid, photos["screen"], meta),
        "record": write_record(laid, photos["record"], meta, source),
        "record-a1b": write_record(laid, photos["record"], meta, (), "a-1b"),
    }


def _limits(name: str, laid: Laid) -> EditionLimits:
    stages, profile = printer("offset-mono" if name == "press-mono" else "offset-coated")
    edition: Any = name.partition("-")[0]
    if edition != "press":
        return limits_for(edition, trim_mm=laid.trim_mm, record="a-1b" if name == "record-a1b" else "a-3a")
    return limits_for(
        "press", stages, trim_mm=laid.trim_mm, marks="full" if name == "press-marks" else None, x1a=name == "press-x1a",
        icc_sha256=profile.sha256, icc_name=profile.description,
    )  # fmt: skip


def sample_of(built: Built, tools: Tools, resave: Any) -> Sample:
    """The files that are damaged, saved again without damage, with what preflight says of them."""
    of = {name: built.files[key] for key in built.files if key[0] == SAMPLE_LAYOUT for name in (key[1],)}
    facts = Facts(built.laid[SAMPLE_LAYOUT])
    limits = {name: built.limits[SAMPLE_LAYOUT, name] for name in of}
    resaved = {name: resave(data) for name, data in of.items()}
    reports = {name: look(data, limits[name], facts, tools, validated=True) for name, data in resaved.items()}
    before = {name: signs(report.findings) for name, report in reports.items()}
    bound = preflight(twice(resaved["press"]), limits["press"], name="bound.pdf")  # two pages make no booklet
    passed = frozenset(
        r.check.id for report in (*reports.values(), bound) for r in report.results if r.status == "passed"
    )
    return Sample(facts, of, limits, resaved, before, passed)


def twice(data: bytes) -> bytes:
    """All pages once more: four fill both sides of a sheet, so that none is empty."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages.extend(list(pdf.pages))
        pdf.save(out, static_id=True)
    return out.getvalue()
