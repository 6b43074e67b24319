"""The stages of a build with what they share: caches, progress, timings. `build.py` says in which order they run."""

from __future__ import annotations

import contextlib
import importlib
import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import (
    ExitCode,
    Finding,
    InputError,
    LimitError,
    Place,
    ProofError,
    Rule,
    Severity,
    Text,
    has_errors,
)
from bulletin.model import Issue
from bulletin.runtime.ahead import Ahead
from bulletin.runtime.progress import SILENT, Progress

if TYPE_CHECKING:
    from bulletin.assets.photo_cache import PhotoFacts
    from bulletin.layout import Composed, LayoutEngine
    from bulletin.layout.pages import Laid, PhotoSlot
    from bulletin.release import Release

PHOTO_WORKERS = 2
LATER_IMPORTS = ("bulletin.layout.setting", "bulletin.editions.screen", "bulletin.preflight.output", "zxingcpp")
"""Imported while another process plans; `bulletin check` never gets here."""

TOO_MANY_PAGES = Rule(
    "limit.pages",
    Severity.ERROR,
    Text("số báo dài {pages} trang, giới hạn là {limit}", "the issue has {pages} pages, the limit is {limit}"),
    Text(
        "Giới hạn giữ cho máy không bị treo vì một tệp hỏng", "The limit keeps one bad file from blocking the computer"
    ),
    Text("Chia thành nhiều số, hoặc nâng giới hạn", "Split the issue, or raise the limit"),
    ExitCode.LIMIT,
)


PAGE_COUNT = Rule(
    "issue.page-count",
    Severity.WARNING,
    Text(
        "số báo dài {pages} trang, issue.yaml dự kiến {wanted}",
        "the issue has {pages} pages, issue.yaml plans {wanted}",
    ),
    Text("Nhà in tính giá và đóng tập theo số trang", "The print shop quotes and binds by the number of pages"),
    Text("Thêm, bớt bài hoặc ảnh, hay sửa dòng so_trang (pages)", "Add or drop stories or photos, or change `pages`"),
    ExitCode.DONE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An issue that was read and set, or None; all findings; every normalised place (`text.setting.FieldChange`)."""

    issue: Issue | None
    findings: tuple[Finding, ...]
    changes: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue with its composed pages, as the process that worked ahead hands it over."""

    checked: Checked
    composed: Composed
    layout: str
    facts: Mapping[str, PhotoFacts]
    places: Mapping[str, Place]
    findings: tuple[Finding, ...]
    stages: Mapping[str, Mapping[str, float]]


class Workshop:
    """One issue's way through the stages. Keep it to build again: fonts, widths and photo facts stay warm."""

    def __init__(self, cache: Path, report: Progress = SILENT, page_limit: int = 300) -> None:
        self.cache = cache
        self.report = report
        self.page_limit = page_limit
        self.stages: dict[str, dict[str, float]] = {}
        self.findings: list[Finding] = []
        self.facts: dict[str, PhotoFacts] = {}
        self.photo_places: dict[str, Place] = {}
        self.layout_name = ""
        self._engines: dict[tuple[str, str], LayoutEngine] = {}
        self._composed: Composed | None = None

    @contextlib.contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[None]:
        """Progress for people, seconds for the benchmark."""
        self.report.stage(name, total)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            done = self.stages.setdefault(name, {"wall": 0.0, "cpu": 0.0})
            done["wall"] += time.perf_counter() - wall
            done["cpu"] += time.process_time() - cpu

    # --- read and set -----------------------------------------------------------------------------------------

    def read(self, folder: Path, *, proof: bool, cache: Any = None, text_cache: Any = None) -> Checked:
        """READ and SET: the issue with all findings on its files, words and photos.

        Args:
            folder: the issue folder.
            proof: decode new photos to their end (a build does that anyway while preparing them).
            cache: `sources.SourceCache` of a running preview.
            text_cache: set articles of a running preview.
        """
        from bulletin.preflight.copy import check_copy
        from bulletin.sources import load_issue
        from bulletin.text.setting import set_issue

        with self.stage("read"):
            loaded = load_issue(folder, cache)
            if loaded.issue is None:
                return Checked(None, loaded.findings)
            done = set_issue(loaded.issue, text_cache)
            findings = [*loaded.findings, *done.findings, *check_copy(done.issue)]
        with self.stage("photos seen"):
            findings += self._inspect(done.issue, proof)
        return Checked(done.issue, tuple(findings), done.changes)

    def _inspect(self, issue: Issue, proof: bool) -> list[Finding]:
        from bulletin.assets.photos import inspect_many

        wanted: dict[str, Place] = {}
        for entry in issue.entries:
            for n, photo in enumerate(entry.article.photos):
                wanted.setdefault(photo.file, issue.place(entry.file, "photos", n, "file"))
        self.photo_places = wanted
        self.facts = {}
        findings: list[Finding] = []
        looked = inspect_many([(issue.folder / f, p) for f, p in wanted.items()], self.cache, proof=proof)
        for file, inspection in zip(wanted, looked, strict=True):
            findings += inspection.findings
            if inspection.facts:
                self.facts[file] = inspection.facts
        return findings

    # --- read, plan and compose ahead ------------------------------------------------------------------------

    def prepare(self, folder: Path, layout: str | None) -> Prepared:
        """READ, SET, CHECK, plan and compose: all that comes before the page setter."""
        checked = self.read(folder, proof=False)
        if checked.issue is None or has_errors(checked.findings):
            raise InputError(checked.findings)
        _, composed = self.compose(checked.issue, layout)
        return Prepared(
            checked, composed, self.layout_name, self.facts, self.photo_places, tuple(self.findings), self.stages
        )

    def prepared(self, folder: Path, layout: str | None) -> tuple[Issue, Checked]:
        """`prepare()` in a forked process, while this one imports the page setter and the PDF tools."""
        ahead = Ahead(lambda: self.prepare(folder, layout))
        with self.stage("imports"):
            for module in LATER_IMPORTS:
                importlib.import_module(module)
        with self.stage("waiting"):
            done = ahead.result()
        self._composed, self.layout_name = done.composed, done.layout
        self.facts, self.photo_places = dict(done.facts), dict(done.places)
        self.findings += done.findings
        self.stages.update({name: dict(seconds) for name, seconds in done.stages.items()})
        assert done.checked.issue is not None
        return done.checked.issue, done.checked

    # --- lay out ----------------------------------------------------------------------------------------------

    def engine(self, issue: Issue, layout: str | None) -> LayoutEngine:
        """The layout's engine with its fonts; made once."""
        from bulletin.assets.fonts import fontconfig, load_fonts
        from bulletin.layout import LayoutEngine
        from bulletin.layout.spec import load_layout

        name = layout or issue.sheet.layout or issue.publication.layout
        publication = (issue.folder / issue.publication_file).parent
        own = [publication / "fonts", issue.folder / "fonts"]
        key = (name, str(issue.folder))
        if key not in self._engines:
            fonts = load_fonts([p for p in dict.fromkeys(own) if p.is_dir()], self.cache)
            if has_errors(fonts.findings):
                raise InputError(fonts.findings)
            self.findings += fonts.findings
            spec = load_layout(name, tuple(p / "layouts" for p in dict.fromkeys((issue.folder, publication))))
            os.environ["FONTCONFIG_FILE"] = str(fontconfig(fonts.folder, self.cache))
            self._engines[key] = LayoutEngine(spec, fonts, self.cache)
        self.layout_name = name
        return self._engines[key]

    def compose(self, issue: Issue, layout: str | None) -> tuple[LayoutEngine, Composed]:
        """Measure, plan, place, compose."""
        with self.stage("fonts"):
            engine = self.engine(issue, layout)
        with self.stage("plan"):
            composed = engine.compose(issue, self.facts, self._meta_tags(issue))
        if len(composed.pages) > self.page_limit:
            values = {"pages": str(len(composed.pages)), "limit": str(self.page_limit)}
            raise LimitError([Finding(TOO_MANY_PAGES, values=values)])
        self._stop_on(composed.findings)
        wanted = issue.sheet.pages
        if wanted and wanted != len(composed.pages) and not any(f.rule is PAGE_COUNT for f in self.findings):
            values = {"pages": str(len(composed.pages)), "wanted": str(wanted)}
            self.findings.append(Finding(PAGE_COUNT, issue.place("issue.yaml", "pages"), str(wanted), values))
        return engine, composed

    def lay_out(self, issue: Issue, layout: str | None) -> tuple[Laid, dict[bytes, bytes]]:
        """LAY OUT, with the photos of the screen edition prepared meanwhile by threads: (pages, marker → JPEG)."""
        from bulletin.layout.setting import set_composed

        if self._composed is not None:
            engine, composed = self.engine(issue, layout), self._composed
        else:
            engine, composed = self.compose(issue, layout)
        slots = [slot for page in composed.pages for slot in page.photos]
        with ThreadPoolExecutor(PHOTO_WORKERS) as pool:
            jobs = self.start_photos(pool, slots, engine.spec.photos.screen_ppi)
            with self.stage("pages"):
                laid, findings = set_composed(engine, composed, lambda: self.compose(issue, layout)[1])
            self._stop_on(findings)
            photos = self.finish_photos(jobs)
        self._resolution(laid.photos)
        return laid, photos

    def start_photos(self, pool: ThreadPoolExecutor, slots: list[PhotoSlot], ppi: float) -> dict[bytes, Future[bytes]]:
        """Begin to prepare the photos of these frames at a resolution."""
        from bulletin.assets.photo_geometry import pixels_for
        from bulletin.assets.photos import SCREEN_MAX_BYTES, prepare

        jobs: dict[bytes, Future[bytes]] = {}
        for slot in slots:
            width, height = pixels_for(slot.box.width, slot.box.height, ppi)
            jobs[slot.marker] = pool.submit(
                prepare, self.facts[slot.file], slot.crop, width, height, cache=self.cache, sharpen=True,
                max_bytes=SCREEN_MAX_BYTES, place=self.photo_places.get(slot.file),
            )  # fmt: skip
        return jobs

    def finish_photos(self, jobs: Mapping[bytes, Future[bytes]]) -> dict[bytes, bytes]:
        """The prepared photos; all that cannot be used are reported at once."""
        photos: dict[bytes, bytes] = {}
        findings: list[Finding] = []
        with self.stage("photos", len(jobs)):
            for marker, job in jobs.items():
                try:
                    photos[marker] = job.result()
                except InputError as error:
                    findings += error.findings
                self.report.advance()
        if findings:
            raise InputError(findings)
        return photos

    def _resolution(self, slots: tuple[PhotoSlot, ...]) -> None:
        from bulletin.assets.photos import check_resolution

        findings: list[Finding] = []
        for slot in slots:
            facts, place = self.facts[slot.file], self.photo_places.get(slot.file, Place())
            findings += check_resolution(facts, slot.crop, slot.box.width, slot.box.height, place)
        self._stop_on(tuple(findings))

    def _stop_on(self, findings: tuple[Finding, ...]) -> None:
        """Errors stop the build with everything found so far; the rest is kept for the report."""
        if has_errors(findings):
            raise ProofError(findings)
        self.findings += findings

    # --- edit out, prove, release -----------------------------------------------------------------------------

    def screen(self, issue: Issue, laid: Laid, photos: Mapping[bytes, bytes]) -> bytes:
        from bulletin.editions.screen import write_screen

        with self.stage("screen edition"):
            return write_screen(laid, photos, meta_of(issue))

    def prove(self, issue: Issue, laid: Laid, pdf: bytes) -> None:
        """CHECK the finished bytes; a failed proof stops the build."""
        from bulletin.preflight.output import prove
        from bulletin.preflight.words import prove_words, required_texts

        with self.stage("proof"):
            findings = (*prove_words(required_texts(issue), laid.slots), *prove(pdf, laid))
        self._stop_on(findings)

    def pictures(self, pdf: bytes, ppi: float) -> dict[str, bytes]:
        from bulletin.preflight.pictures import page_pngs

        with self.stage("pictures"):
            return {f"page-{n:02d}.png": data for n, data in enumerate(page_pngs(pdf, ppi), 1)}

    def release(self, issue: Issue, laid: Laid, files: Mapping[str, bytes], findings: tuple[Finding, ...]) -> Release:
        """What was built, from what, with what."""
        from bulletin.layout.compose import base_folder
        from bulletin.release import Release, edition, fingerprints
        from bulletin.versions import tool_versions

        engine, composed = self.engine(issue, self.layout_name), self._composed
        layout = {
            p.relative_to(place.parent).as_posix(): p.read_bytes()
            for place in (engine.spec.folder, base_folder())
            for p in sorted(place.rglob("*"))
            if p.is_file()
        }
        photos = {file: facts.sha256 for file, facts in self.facts.items()}
        faces = composed.faces if composed else tuple(engine.shaper.used)
        sheet = issue.sheet
        return Release(
            publication=issue.publication.id, number=sheet.number.in_year, number_total=sheet.number.total,
            date=sheet.date,
            editions=tuple(edition(Path(n).stem, n, data, laid.page_count) for n, data in files.items()),
            findings=tuple(f.as_dict() for f in findings),
            inputs={**fingerprints(_inside(issue.sources)), **photos}, layout=fingerprints(layout),
            fonts={face.path.name: face.sha256 for face in faces}, tools=tool_versions(),
        )  # fmt: skip

    def publish(self, out: Path, files: Mapping[str, bytes], release: Release | None) -> None:
        """Write all files, `release.json` last."""
        from bulletin.release import FILE_NAME, release_bytes
        from bulletin.runtime.files import publish

        with self.stage("write"):
            last = {FILE_NAME: release_bytes(release)} if release else {}
            publish(out, {**files, **last})
        self.report.done()

    def result(
        self, out: Path, laid: Laid, files: Mapping[str, bytes], findings: tuple[Finding, ...]
    ) -> dict[str, Any]:
        """What the command line gets back from the child."""
        lines = laid.lines
        return {
            "out": str(out),
            "pages": laid.page_count,
            "files": {Path(name).stem: name for name in files},
            "findings": [f.as_dict() for f in findings],
            "stages": {n: {k: round(v, 4) for k, v in s.items()} for n, s in self.stages.items()},
            "lines": {
                "lines": lines.lines, "widest_gap_pt": round(lines.widest_gap_pt, 2),
                "mean_gap_variance": round(lines.mean_gap_variance, 3),
                "widest_gap_first_fit_pt": round(lines.widest_gap_first_fit_pt, 2),
                "mean_gap_variance_first_fit": round(lines.mean_gap_variance_first_fit, 3),
                "refereed": lines.refereed,
            },
        }  # fmt: skip

    def _meta_tags(self, issue: Issue) -> dict[str, str]:
        return {"title": meta_of(issue).title}


def meta_of(issue: Issue) -> Any:
    """The identity of an issue as its files state it."""
    from bulletin.editions.pdf import Meta
    from bulletin.layout.furniture import masthead
    from bulletin.text.dates import short_date

    pub, sheet, words = issue.publication, issue.sheet, masthead(issue)
    authors = dict.fromkeys(a.name for e in issue.entries for a in e.article.authors)
    sections = dict.fromkeys(e.section.name for e in issue.entries if e.section)
    title = f"{pub.label} {pub.name} – Số {sheet.number.in_year}, {short_date(sheet.date)}"
    subject = "; ".join(e.article.title for e in issue.entries if e.slot != "brief")
    return Meta(
        title=title, publisher=pub.publisher, issue=words.number, date=sheet.date, authors=tuple(authors),
        keywords=(pub.name, *sections), subject=subject[:900], rights=pub.publisher,
    )  # fmt: skip


def _inside(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Source names as they may stand in a release: without the way up to a publication folder above."""
    return {name.lstrip("./") if name.startswith("..") else name: data for name, data in sources.items()}
