"""Joins the files of an issue: the flatplan with its articles, the articles with their sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from bulletin.errors import Finding, Place, Rule
from bulletin.lazy import dataclass
from bulletin.model import Article, Entry, Ignore, IssueSheet, Placement, Publication, Section
from bulletin.sources.article_checks import same_id
from bulletin.sources.folding import MAX_GUESSES, fold, free_id, nearest, new_ids, new_path, quoted, shorten, slug
from bulletin.sources.rules import files as rules
from bulletin.sources.rules import schema as schema_rules
from bulletin.sources.strays import article_like
from bulletin.sources.yaml.adding import ListEnd


@dataclass(frozen=True, slots=True)
class Read:
    """One file after parsing: its record (None if there were errors), its id as far as it could be read, its findings.

    `files` holds the typed paths of files, by field path, so that they are checked even when the record failed;
    `file_keys` the keys before them as they were typed, where there are any.
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
    file_keys: Mapping[tuple[str, ...], str] = field(default_factory=dict)

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


def _stem(read: Read) -> str:
    """The name of an article's file without folder and ending."""
    return read.file.rpartition("/")[2].partition(".")[0]


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
        self.given_back: dict[str, Read] = {}
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
        self._check_beside(self.sheet.record.flatplan)
        return tuple(entries), self.findings

    def _check_beside(self, plan: Sequence[Placement]) -> None:
        """Every story that is to be beside another has one that it can be beside."""
        slots = {placement.article: placement.slot for placement in plan}
        for number, placement in enumerate(plan):
            word = placement.beside
            if word is None or self.sheet is None:
                continue
            place = self.sheet.place("flatplan", str(number), "beside")
            if word == placement.article:
                hints = ("Bài không cạnh chính nó: hãy xóa mục này.", "A story is not beside itself: delete this.")
            elif word not in slots:
                near = self._nearest(word, [known for known in slots if known != placement.article])
                hints = (
                    (f"Có phải là “{near}”? Hãy gõ: canh_bai: {near}", f"Did you mean “{near}”? Type: beside: {near}")
                    if near
                    else ("Hãy gõ mã của một bài trong trình tự in.", "Type the id of a story in the flatplan.")
                )
            elif "brief" in (slots[word], placement.slot):
                hints = (
                    "Tin ngắn nằm trong cột tin vắn: muốn cùng trang thì ghim cả hai, ví dụ trang: 3.",
                    "Briefs are in runs of their own: to have both on one page, pin both, such as page: 3.",
                )
            else:
                continue
            self._find(rules.NOT_BESIDE, place, word, hint_vi=hints[0], hint_en=hints[1])

    def _find(self, rule: Rule, place: Place, word: str, **values: str) -> None:
        self.findings.append(Finding(rule, place, shorten(word), {"word": shorten(word), **values}))

    def _nearest(self, word: str, known: Iterable[str]) -> str | None:
        self.guesses += 1
        return nearest(word, known) if self.guesses <= MAX_GUESSES else None

    def _index(self) -> None:
        """Finds the article of each id; where several have one, who changes and what is typed, so that it ends."""
        reads = [(read.id, read) for read in self.articles if read.id is not None]
        record = self.sheet.record if self.sheet else None
        asked = [placement.article for placement in record.flatplan] if isinstance(record, IssueSheet) else []
        ids = {ident for ident, _ in reads}
        missing = dict.fromkeys(ident for ident in asked if ident not in ids and not self._may_be_broken(ident))
        changes = new_ids([(ident, _stem(read)) for ident, read in reads], missing)
        for number, (ident, read) in enumerate(reads):
            if number not in changes:
                self.by_id[ident] = read
                continue
            keeper, new, back = changes[number]
            asks = ("issue.yaml", "issue.yaml") if back else None
            first = str(reads[keeper][1].place("id"))
            self._find(schema_rules.DUPLICATE_ID, read.place("id"), ident, first=first, **same_id(f"ma: {new}", asks))
            if back:
                self.given_back[new] = read

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
            beside=placement.beside, place=placement.place, columns=placement.columns, rows=placement.rows,
        )  # fmt: skip

    def _may_be_broken(self, ident: str) -> bool:
        """Whether the article is probably there in a file whose id could not be read."""
        return any(read.id is None and _stem(read) == ident for read in self.articles)

    def _no_article(self, ident: str, place: Place) -> None:
        free = [known for known in self.by_id if known not in self.placed]
        near = self._nearest(ident, free)
        file = article_like(ident, self.not_read)
        taken = {_stem(read): read for read in self.by_id.values()}
        owner = self.given_back.get(ident) or taken.get(ident)
        made = slug(ident) or "bai"
        path = new_path(self.shown, free_id(made, {_stem(read) for read in self.articles}))
        if owner is not None and owner.id is not None and (ident in self.given_back or owner.id in free):
            vi = f"Bài ở tệp {owner.file} đang mang mã “{owner.id}”: hãy gõ trong tệp ấy: ma: {ident}"
            en = f"The article in {owner.file} has the id “{owner.id}”: type in that file: id: {ident}"
            if ident not in self.given_back:
                vi, en = f"{vi} – hoặc gõ ở đây: bai: {owner.id}", f"{en} – or type here: article: {owner.id}"
        elif file is not None:
            self.explained.append(file)
            vi, en = file.remedy("vi"), file.remedy("en")
        elif near:
            vi, en = f"Có phải là “{near}”? Hãy gõ: bai: {near}", f"Did you mean “{near}”? Type: article: {near}"
        elif free:
            known, new = ", ".join(free[:12]), f"bulletin new article {path}"
            vi = f"Các bài chưa xếp: {known}. Hãy gõ một mã ấy, ví dụ: bai: {free[0]} – hoặc tạo bài mới bằng: {new}"
            en = f"Articles not placed yet: {known}. Type one of them, such as article: {free[0]} – or make one: {new}"
        else:
            vi = f"Hãy tạo bài bằng: bulletin new article {path} – hoặc xóa dòng này khỏi issue.yaml."
            en = f"Create it with: bulletin new article {path} – or delete this line of issue.yaml."
            if made != ident and made in self.by_id:
                vi = f"Có phải là “{made}”? Bài ấy đã có trong trình tự in: nếu đúng thế, hãy xóa dòng này."
                en = f"Did you mean “{made}”? It is in the flatplan already: if so, delete this line."
            elif made != ident:
                vi, en = f"{vi} Rồi gõ ở đây: bai: {made}", f"{en} Then type here: article: {made}"
            elif ident in taken:
                vi, en = f"Tệp {taken[ident].file} là bài khác. {vi}", f"{taken[ident].file} is another article. {en}"
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
