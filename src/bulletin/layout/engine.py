"""LAY OUT: an issue and a layout folder become composed pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.assets.fonts.load import Face, FontSet
from bulletin.assets.qr import QrSymbol, size_for, symbol
from bulletin.errors import Finding
from bulletin.fields import roles
from bulletin.fields.issue import page_wish
from bulletin.geometry import PT_PER_MM
from bulletin.layout.alternatives.missed import place_remarks
from bulletin.layout.alternatives.others import other_plans
from bulletin.layout.fit.again import AskedPlan, asked_of, fitted_again, listed
from bulletin.layout.fit.answer import PageAnswer, answer
from bulletin.layout.fit.changed import without_spares
from bulletin.layout.fit.last_page import last_page_remark
from bulletin.layout.fit.levers import AS_WANTED, Fit
from bulletin.layout.fit.making import PlanMaker, located
from bulletin.layout.fit.search import Fitted, FitTrial, fitted
from bulletin.layout.flow.runs import runs_of
from bulletin.layout.font_checks import check_layout_fonts, missing_letters
from bulletin.layout.laid import LineFacts, Logo
from bulletin.layout.line_facts import line_facts
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.pages.compose import ComposedPage, Composer
from bulletin.layout.pages.contents import contents_box
from bulletin.layout.pages.furniture import FurnitureSetter, masthead, running_head, section_head
from bulletin.layout.pages.left_out import left_out
from bulletin.layout.pages.place import Placer
from bulletin.layout.pages.skybox import skybox
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.compare import parts_of
from bulletin.layout.plan.misfit import no_place, stuck_at
from bulletin.layout.plan.photo_width import crop_remarks, width_remarks
from bulletin.layout.plan.pins import pin_remarks
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.sections import filler_for
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.jump_words import jump_words
from bulletin.layout.stories.measure import Measurer, PhotoSize
from bulletin.layout.stories.notices import SetNotice, set_notices
from bulletin.layout.stories.story import Story, printed_code
from bulletin.lazy import dataclass
from bulletin.model import READING_PPI, Issue, PhotoPpi

if TYPE_CHECKING:
    from bulletin.layout.fit.foreseen import Foresee
    from bulletin.layout.setting.kept import KeptSetter


@dataclass(frozen=True, slots=True)
class Composed:
    """Composed pages of an issue, before the page setter has seen them.

    `asked` is what their plan was made for; None where it is not to be kept.
    """

    head: str
    pages: tuple[ComposedPage, ...]
    planned: tuple[PlannedPage, ...]
    lines: LineFacts
    findings: tuple[Finding, ...]
    faces: tuple[Face, ...] = ()
    fit: Fitted | None = None
    answer: PageAnswer | None = None
    asked: AskedPlan | None = None


@dataclass(frozen=True, slots=True)
class _Material:
    """What the pages of an issue are made from, and its plan."""

    issue: Issue
    maker: PlanMaker
    fit: Fitted
    furniture: FurnitureSetter
    symbols: Mapping[str, QrSymbol]
    ppi: PhotoPpi
    logo: Logo | None


def code_urls(issue: Issue) -> list[tuple[str, str]]:
    """Every address that may be printed as a QR code, with its slot; `fanpage` is that of the imprint."""
    urls: list[tuple[str, str]] = []
    for entry in issue.entries:
        url = printed_code(entry)
        if url:
            urls.append((url, entry.slot))
    contacts = issue.publication.contacts
    if contacts and contacts.fanpage:
        urls.append((contacts.fanpage, "fanpage"))
    return [*urls, *((notice.url, "notice") for notice in issue.publication.fillers if notice.url)]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The layout on one baseline grid, and what sets and composes on it."""

    spec: LayoutSpec
    setter: LineSetter
    composer: Composer


class LayoutEngine:
    """Everything of one layout that is worth keeping between two builds: widths, set paragraphs, templates."""

    def __init__(self, spec: LayoutSpec, fonts: FontSet, cache: Path | None = None) -> None:
        """QR codes are kept below `cache`.

        Raises:
            ToolError: the layout asks for type that the fonts cannot give (`guard.py`).
        """
        self._spec = spec
        self.fonts = fonts
        self.shaper = Shaper(fonts)
        self.faces = check_layout_fonts(spec, fonts)
        self.cache = cache
        self._grids: dict[int, _Grid] = {}
        self._grid = self._grid_of(AS_WANTED)
        self.page_setter: KeptSetter | None = None
        self._fillers: dict[tuple[object, ...], ColumnFiller] = {}
        self.foresee: Foresee | None = None
        """Is told what the pages will probably be, while they are searched."""

    @property
    def spec(self) -> LayoutSpec:
        """The layout, with the baseline grid of the plan that was composed last."""
        return self._grid.spec

    @property
    def setter(self) -> LineSetter:
        """Sets the lines of that plan."""
        return self._grid.setter

    @property
    def composer(self) -> Composer:
        """Composes the pages of that plan."""
        return self._grid.composer

    def use_grid(self, fit: Fit | None) -> None:
        """Take the baseline grid of a plan, that of the layout where there is none.

        A plan may come from another process, whose engine has its grid.
        """
        self._grid = self._grid_of(fit or AS_WANTED)

    def _grid_of(self, fit: Fit) -> _Grid:
        found = self._grids.get(fit.rows_more)
        if found is None:
            spec = fit.grid(self._spec)
            templates = self.cache / "templates" if self.cache else None
            composer = Composer(spec, self.fonts, self.shaper, self.faces, templates)
            found = self._grids[fit.rows_more] = _Grid(spec, LineSetter(spec, self.shaper), composer)
        return found

    def compose(
        self, issue: Issue, photos: Mapping[str, PhotoSize], meta: Mapping[str, str], ppi: PhotoPpi = READING_PPI,
        logo: Logo | None = None, multiple: int = 1, prove: bool = False,
    ) -> Composed:  # fmt: skip
        """Measure, plan, place and compose; no page setter yet.

        `ppi` says how coarse a photo may print, `multiple` of how many pages the print shop wants its files;
        with `prove` the answer to a number of pages that is not met is made sure of by planning again.
        """
        material = self._fitted(issue, photos, ppi, logo, multiple)
        told = answer(material.maker, material.fit, prove, lambda planned: self._furnishes(material, planned))
        return self._composed(material, material.fit, meta, told, prove)

    def options(
        self, issue: Issue, photos: Mapping[str, PhotoSize], meta: Mapping[str, str], ppi: PhotoPpi = READING_PPI,
        logo: Logo | None = None, multiple: int = 1,
    ) -> Generator[Composed, bool | None]:  # fmt: skip
        """Other plans of an issue than that of `compose`, really different ones; the caller stops when it has enough.

        What is sent back for each is whether it is taken: those that follow differ from it too.
        """
        material = self._fitted(issue, photos, ppi, logo, multiple)
        taken = [parts_of(material.fit.planned)]
        for planned in other_plans(material.maker, material.fit, taken):
            if self._furnished(material.maker, planned) != material.maker:
                continue  # nothing would be under “Trong số này”, or nothing is teased
            trial = FitTrial(material.fit.fit, len(planned))
            fit = replace(material.fit, planned=planned, trials=(trial,))
            self.use_grid(fit.fit)
            composed = self._composed(material, fit, meta, None)
            if (yield composed):
                taken.append(parts_of(planned))

    def _fitted(
        self, issue: Issue, photos: Mapping[str, PhotoSize], ppi: PhotoPpi, logo: Logo | None, multiple: int
    ) -> _Material:
        """Measure and plan."""
        self.use_grid(AS_WANTED)
        symbols = self._symbols(issue)
        qr_mm = {url: s.size_mm for url, s in symbols.items()}
        wish = page_wish(issue.sheet.pages, multiple)
        FurnitureSetter(issue, self.setter, qr_mm).check_imprint()

        last = issue.last_plan[1] if issue.last_plan else None
        maker, fit = fitted_again(self._maker(issue, photos, qr_mm, ppi), wish, last)
        self.use_grid(fit.fit)
        while (better := self._furnished(maker, fit.planned)) != maker:
            # Its rows go to the stories, for good, even if one moves now.
            again = fitted(better, wish)
            if fit.met and not again.met and self._lists_twice(maker, better, fit.planned):
                break
            maker, fit = better, again
            self.use_grid(fit.fit)
        return _Material(issue, maker, fit, FurnitureSetter(issue, self.setter, qr_mm), symbols, ppi, logo)

    def _furnishes(self, material: _Material, planned: Sequence[PlannedPage]) -> bool:
        """Whether everything that page 1 has room for would have a story on these pages."""
        better = self._furnished(material.maker, planned)
        return better == material.maker or self._lists_twice(material.maker, better, planned)

    def _lists_twice(self, maker: PlanMaker, better: PlanMaker, planned: Sequence[PlannedPage]) -> bool:
        """Whether only “Trong số này” would go, which has something to list when it names the teased stories too."""
        return better.teased == maker.teased and contents_box(self.setter, planned) is not None

    def _furnished(self, maker: PlanMaker, planned: Sequence[PlannedPage]) -> PlanMaker:
        """The same maker, without the teasers or the contents that would have no story on these pages."""
        rows = self.spec.furniture
        teasers = skybox(self.setter, planned) if maker.teased else None
        if maker.teased and rows.skybox_rows and teasers is None:
            maker = replace(maker, teased=False)
        if maker.contents and rows.contents_rows and len(planned) > 1:
            listed = contents_box(self.setter, planned, teasers.stories if teasers else frozenset())
            return maker if listed else replace(maker, contents=False)
        return maker

    def _composed(
        self, material: _Material, fit: Fitted, meta: Mapping[str, str], told: PageAnswer | None, prove: bool = False
    ) -> Composed:  # fmt: skip
        """Place and compose the pages of a plan."""
        spec, issue, furniture, planned = self.spec, material.issue, material.furniture, fit.planned
        symbols, ppi = material.symbols, material.ppi
        findings = [f for s in symbols.values() for f in s.findings()]
        # Where the rows went to the stories there is no room, though there may be something to list again.
        teasers = skybox(self.setter, planned) if material.maker.teased else None
        teased = teasers.stories if teasers else frozenset()
        contents = None
        if material.maker.contents and len(planned) > 1:
            contents = contents_box(self.setter, planned, teased) or contents_box(self.setter, planned)
        placer = Placer(spec)
        pages: list[ComposedPage] = []
        for plan in planned:
            page = self.composer.page(
                placer.page(plan),
                masthead=masthead(issue, material.logo) if plan.number == 1 else None,
                contents=contents if plan.number == 1 else None,
                imprint=furniture.imprint(plan.number) if plan.last else None,
                running=running_head(issue), symbols=symbols, skybox=teasers if plan.number == 1 else None,
                section=section_head(plan) if spec.furniture.section_heads else "",
            )  # fmt: skip
            pages.append(page)
        findings += [finding for page in pages for finding in page.findings]
        printed = [slot.text for page in pages for slot in page.slots]
        findings += left_out(issue, masthead(issue), printed, spec.files.name)
        findings += missing_letters(self.shaper, "\n".join(printed))
        findings += width_remarks(without_spares(issue, fit.fit.spares_out), planned, spec, ppi)
        findings += pin_remarks(issue, planned)
        findings += place_remarks(issue, planned, spec)
        findings += last_page_remark(
            material.maker, planned, fit, prove, lambda changed: self._furnishes(material, changed)
        )
        findings += crop_remarks(issue, [slot for page in pages for slot in page.photos], spec.photos.max_crop)
        faces = tuple(sorted(self.shaper.used, key=lambda face: face.name))
        head = self.composer.head(meta)
        kept = spec.columns > 1 and not material.maker.held
        furnished = material.maker.contents, material.maker.teased
        asked = AskedPlan(asked_of(issue, spec, fit.wish), listed(issue), *furnished, spec.rows) if kept else None
        return Composed(head, tuple(pages), planned, line_facts(planned), tuple(findings), faces, fit, told, asked)

    def _maker(
        self, issue: Issue, photos: Mapping[str, PhotoSize], qr_mm: Mapping[str, float], ppi: PhotoPpi
    ) -> PlanMaker:  # fmt: skip
        """What plans an issue, with measures that are taken once for each way to fit it."""
        style = issue.sheet.overrides or issue.publication.style
        known, self._fillers = self._fillers, {}

        words = jump_words(issue.entries) if self.spec.furniture.jump_heads == "words" else ()

        def measured(changed: Issue, fit: Fit) -> Callable[[int, int], ColumnFiller]:
            changed = without_spares(changed, fit.spares_out)
            measurer = Measurer(self._grid_of(fit).setter, photos, qr_mm, style.byline == "caps", ppi, fit, words)
            return self._filler_of(changed, measurer, known)

        def runs(filler: ColumnFiller, fit: Fit) -> Sequence[ColumnFiller]:
            return runs_of(filler, self._grid_of(fit).setter)

        def notices(fit: Fit) -> tuple[SetNotice, ...]:
            return set_notices(self._grid_of(fit).setter, issue.publication.fillers, qr_mm)

        def imprint(fit: Fit) -> int:
            grid = self._grid_of(fit)
            return FurnitureSetter(issue, grid.setter, qr_mm).imprint_rows + grid.spec.spaces.story_gap_rows

        return PlanMaker(self._spec, self.cache, issue, measured, runs, notices, imprint, foresee=self.foresee)

    def misfits(self, issue: Issue, photos: Mapping[str, PhotoSize], which: Sequence[int]) -> tuple[Finding, ...]:
        """Findings on those of some entries that no page of this layout can hold; nothing is planned."""
        self.use_grid(AS_WANTED)
        qr_mm = {url: s.size_mm for url, s in self._symbols(issue).items()}
        style = issue.sheet.overrides or issue.publication.style
        known, self._fillers = self._fillers, {}
        filler = self._filler_of(issue, Measurer(self.setter, photos, qr_mm, style.byline == "caps"), known)
        findings = []
        for index in which:
            tight = filler(index, self.spec.columns)
            loose = filler_for(tight.story, tight.continued_rows, self.spec.rows, COSTS.piled_photos)
            at = stuck_at(loose, self.spec.rows)
            if at is not None:
                findings.append(located(no_place(loose, self.spec.rows, *at), issue))
        return tuple(findings)

    def _filler_of(
        self, issue: Issue, measurer: Measurer, known: Mapping[tuple[object, ...], ColumnFiller]
    ) -> Callable[[int, int], ColumnFiller]:
        """Stories by entry and columns; what was measured and poured for the last build is `known` and serves again."""
        local: dict[tuple[int, int], ColumnFiller] = {}

        def filler(index: int, columns: int) -> ColumnFiller:
            found = local.get((index, columns))
            if found is None:
                entry = issue.entries[index]
                key = measurer.key(index, entry, columns)
                found = self._fillers.get(key) or known.get(key)
                if found is None:
                    story = measurer.story(index, entry, columns)
                    rows = _continued_rows(story, measurer.spec)
                    pile = math.inf if self.spec.columns > 1 else 0.0
                    found = filler_for(story, rows, 2 if columns == 1 else 1, pile)
                local[index, columns] = self._fillers[key] = found
            return found

        return filler

    def forget_stories(self) -> None:
        """Measure every story anew: the referee has changed the lines of some text."""
        self._fillers.clear()

    def _symbols(self, issue: Issue) -> dict[str, QrSymbol]:
        codes = self.spec.codes
        out: dict[str, QrSymbol] = {}
        for url, slot in code_urls(issue):
            wanted = codes.brief_size_mm if slot == "brief" else codes.size_mm
            size = max(wanted, size_for(url))
            if url not in out or out[url].size_mm < size:
                out[url] = symbol(url, size, cache=self.cache)
        return out


def _continued_rows(story: Story, spec: LayoutSpec) -> int:
    """Rows of the head of a continuation: a long name takes more, and sends the jump line below itself."""
    name = story.continued
    room = spec.span_mm(story.columns) - roles.JUMP_MM
    below = roles.JUMP in spec.roles and any(line.natural > room * PT_PER_MM for line in name.lines)
    height = name.height_pt + (spec.role(roles.JUMP).leading_pt if below else 0.0)
    return max(spec.furniture.continued_rows, spec.rows_for(height))
