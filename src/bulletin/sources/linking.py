"""Joins the files of an issue: the flatplan with its articles, the articles with their sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from bulletin.errors import Finding, Place, Rule
from bulletin.lazy import dataclass
from bulletin.model import Article, Entry, Ignore, IssueSheet, Placement, Publication, Section
from bulletin.sources.folding import MAX_GUESSES, fold, free_id, nearest, new_path, quoted, shorten, slug
from bulletin.sources.rules import files as rules
from bulletin.sources.rules import schema as schema_rules
from bulletin.sources.strays import article_like
from bulletin.sources.yaml.adding import ListEnd


@dataclass(frozen=True, slots=True)
class Read:
    """One file after parsing: its record (None if there were errors), its id as far as it could be read, its findings.

    `files` holds the typed paths of files, by field path, so that they are checked even when the record failed.
    `list_end` tells where one more article is put into the flatplan of an issue.
    """

    file: str
    record: object | None
    id: str | None
    findings: tuple[Finding, ...]
    marks: Mapping[tuple[str, ...], Place]
    files: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    list_end: ListEnd | None = None

    def place(self, *path: str) -> Place:
        return self.marks.get((self.file, *path)) or Place(self.file, 1, 1)


def link(
    publication: Read | None,
    sheet: Read | None,
    articles: Sequence[Read],
    not_read: Sequence[Finding] = (),
    shown: str = ".",
) -> tuple[tuple[Entry, ...], list[Finding], list[Finding]]:
    """The entries in printing order, and what does not fit together; files that failed give no follow-up findings.

    The last list holds those of `not_read` (files in `articles` that are none by their name) which are reported with an
    article that is missing for that reason. `shown` is the folder of the issue as one types it.
    """
    linker = _Linker(publication, sheet, articles, not_read, shown)
    return *linker.run(), linker.explained


class _Linker:
    def __init__(
        self,
        publication: Read | None,
        sheet: Read | None,
        articles: Sequence[Read],
        not_read: Sequence[Finding],
        shown: str,
    ) -> None:
        self.publication, self.sheet, self.articles = publication, sheet, articles
        self.shown = shown
        self.not_read, self.explained = not_read, list[Finding]()
        self.findings: list[Finding] = []
        self.by_id: dict[str, Read] = {}
        self.placed: set[str] = set()
        self.guesses = 0

    def run(self) -> tuple[tuple[Entry, ...], list[Finding]]:
        self._index()
        self._check_publication()
        if self.sheet is None or not isinstance(self.sheet.record, IssueSheet):
            self._check_sections_of(self.articles)
            return (), self.findings
        sheet, entries, placed = self.sheet, [], dict[str, int]()
        self.placed = {placement.article for placement in self.sheet.record.flatplan}
        for number, placement in enumerate(self.sheet.record.flatplan):
            place = sheet.place("flatplan", str(number), "article")
            if placement.article in placed:
                first = sheet.place("flatplan", str(placed[placement.article]), "article")
                self._find(rules.PLACED_TWICE, place, placement.article, line=str(first.line or 1))
                continue
            placed[placement.article] = number
            entry = self._entry(placement, number, place)
            if entry is not None:
                entries.append(entry)
        self._report_unplaced(placed)
        return tuple(entries), self.findings

    def _find(self, rule: Rule, place: Place, word: str, **values: str) -> None:
        self.findings.append(Finding(rule, place, shorten(word), {"word": shorten(word), **values}))

    def _nearest(self, word: str, known: Iterable[str]) -> str | None:
        self.guesses += 1
        return nearest(word, known) if self.guesses <= MAX_GUESSES else None

    def _index(self) -> None:
        ids = {read.id for read in self.articles if read.id is not None}
        for read in self.articles:
            if read.id is None:
                continue
            if read.id in self.by_id:
                first = self.by_id[read.id].place("id")
                self._find(
                    schema_rules.DUPLICATE_ID,
                    read.place("id"),
                    read.id,
                    first=str(first),
                    mend=f"ma: {free_id(read.id, ids)}",
                )
            self.by_id.setdefault(read.id, read)

    def _check_publication(self) -> None:
        publication = self.publication.record if self.publication else None
        if (
            self.sheet is None
            or not isinstance(publication, Publication)
            or not isinstance(self.sheet.record, IssueSheet)
        ):
            return
        word = self.sheet.record.publication
        if word != publication.id:
            self._find(rules.OTHER_PUBLICATION, self.sheet.place("publication"), word, found=publication.id)

    def _entry(self, placement: Placement, number: int, place: Place) -> Entry | None:
        read = self.by_id.get(placement.article)
        if read is None:
            if not self._may_be_broken(placement.article):
                self._no_article(placement.article, place)
            return None
        article = read.record
        if not isinstance(article, Article):
            return None
        section = None
        if placement.section is not None and self.sheet is not None:
            section = self._section(placement.section, self.sheet.place("flatplan", str(number), "section"))
        elif article.section is not None:
            section = self._section(article.section, read.place("section"))
        return Entry(
            article=article, file=read.file, slot=placement.slot, section=section, page=placement.page,
            place=placement.place,
        )  # fmt: skip

    def _may_be_broken(self, ident: str) -> bool:
        """Whether the article is probably there in a file whose id could not be read."""
        return any(
            read.id is None and read.file.rpartition("/")[2].partition(".")[0] == ident for read in self.articles
        )

    def _no_article(self, ident: str, place: Place) -> None:
        near = self._nearest(ident, [known for known in self.by_id if known not in self.placed])
        known = ", ".join(list(self.by_id)[:12])
        file = article_like(ident, self.not_read)
        if file is not None:
            self.explained.append(file)
            vi, en = file.remedy("vi"), file.remedy("en")
        elif near:
            vi, en = f"Có phải là “{near}”? Hãy gõ: bai: {near}", f"Did you mean “{near}”? Type: article: {near}"
        elif known:
            new, first = f"bulletin new article {new_path(self.shown, ident)}", next(iter(self.by_id))
            vi = f"Các bài hiện có: {known}. Hãy gõ một mã ấy, ví dụ: bai: {first} – hoặc tạo bài mới bằng: {new}"
            en = f"Articles that exist: {known}. Type one of them, such as article: {first} – or make one with: {new}"
        else:
            path = new_path(self.shown, ident)
            vi, en = f"Hãy tạo bài bằng: bulletin new article {path}", f"Create it with: bulletin new article {path}"
        self._find(rules.NO_ARTICLE, place, ident, hint_vi=vi, hint_en=en)

    def _section(self, word: str, place: Place) -> Section | None:
        """The section with this id or this name."""
        publication = self.publication.record if self.publication else None
        if not isinstance(publication, Publication):
            return None
        for section in publication.sections:
            if section.id == word or fold(section.name) == fold(word):
                return section
        near = self._nearest(word, [section.id for section in publication.sections])
        known = ", ".join(section.id for section in publication.sections)
        if near:
            vi, en = f"Có phải là “{near}”? Hãy gõ: chuyen_muc: {near}", f"Did you mean “{near}”? Type: section: {near}"
        elif known:
            vi, en = f"Các chuyên mục đã khai báo: {known}.", f"Sections that exist: {known}."
        else:
            line = f"cac_chuyen_muc: [{{ma: {slug(word) or 'chuyen-muc'}, ten: {quoted(word)}}}]"
            vi, en = f"Hãy thêm vào publication.yaml: {line}", f"Add to publication.yaml: {line}"
        self._find(rules.NO_SECTION, place, word, hint_vi=vi, hint_en=en)
        return None

    def _check_sections_of(self, articles: Iterable[Read]) -> None:
        """Without a flatplan the articles' own sections are checked all the same."""
        for read in articles:
            if isinstance(read.record, Article) and read.record.section is not None:
                self._section(read.record.section, read.place("section"))

    def _report_unplaced(self, placed: Mapping[str, int]) -> None:
        end = self.sheet.list_end if self.sheet else None
        english = end is not None and end.key == "flatplan"
        for ident, read in self.by_id.items():
            if ident not in placed:
                item = f"{{article: {ident}, slot: story}}" if english else f"{{bai: {ident}, vi_tri: tin}}"
                vi, en = end.how(item, "issue.yaml") if end else (
                    f"hãy thêm bài vào mục sap_xep của issue.yaml: {item}", f"add it to sap_xep in issue.yaml: {item}",
                )  # fmt: skip
                self._find(rules.NOT_PLACED, read.place("id"), ident, hint_vi=vi, hint_en=en)
