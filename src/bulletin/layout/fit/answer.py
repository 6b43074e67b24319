"""ANSWER: an issue that does not come out at the wanted number of pages: how much is too much, and what to cut.

`page_balance` is plain data on any plan. `answer` says what would make the issue fit where nothing that may give way
helps; where it is asked to prove it, the cut is made and the issue is planned again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bulletin.errors import ProofError
from bulletin.fields.issue import PageWish
from bulletin.layout.fit.changed import shared, spare_photo, with_words, without_photo, words_of
from bulletin.layout.fit.levers import Fit
from bulletin.layout.fit.making import PlanMaker
from bulletin.layout.fit.search import Fitted, asked_for, last_fit
from bulletin.layout.plan.judge import photo_areas
from bulletin.layout.plan.planned import PlannedPage
from bulletin.lazy import dataclass
from bulletin.model import Issue

Pages = Sequence[PlannedPage]

_RUNS = 7
"""Plans that are made to prove one number of words."""
_EXACT = 0.05
"""How much more than the least a proved number of words may be, as a share."""
_LEAST_WORDS = 10
_PHOTOS = 3
"""Photos that are tried, the smallest that may be enough first."""


@dataclass(frozen=True, slots=True)
class PageBalance:
    """How a plan compares with a wanted number of pages.

    `lines` are lines of one column over it, below 0 under it; `words` are about as many words of running text.
    """

    pages: int
    wanted: int
    lines: int
    words: int


@dataclass(frozen=True, slots=True)
class StoryCut:
    """So many words to cut from a story (to add, below 0), or a photo to leave out, by its number from 1."""

    story: str
    file: str
    title: str
    words: int = 0
    photo: int = 0


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """Why a wanted number of pages is not met: the balance when everything has given way, cuts, a photo instead.

    `reached` are the numbers of pages that the issue can have. `proved` says that the issue was planned with the cuts
    made and had the wanted number.
    """

    balance: PageBalance
    cuts: tuple[StoryCut, ...]
    photo: StoryCut | None
    reached: tuple[int, ...]
    proved: bool


def page_balance(maker: PlanMaker, planned: Sequence[PlannedPage], wish: PageWish, fit: Fit) -> PageBalance:
    """Lines and words over (or under) the wanted number of pages that is nearest to a plan.

    Args:
        maker: of the plan.
        planned: its pages.
        wish: the wanted numbers.
        fit: what gave way in the plan.
    """
    wanted, spec = wish.nearest(len(planned)), fit.grid(maker.spec)
    lines = 0
    if len(planned) > wanted:
        lines = sum(_used(page) for page in planned[wanted:]) + maker.imprint(fit) * spec.columns
    elif len(planned) < wanted:
        free = spec.rows * spec.columns - _used(planned[-1])
        lines = -(free + spec.rows * spec.columns * (wanted - len(planned) - 1))
    return PageBalance(len(planned), wanted, lines, round(lines * words_a_row(maker, fit)))


def words_a_row(maker: PlanMaker, fit: Fit) -> float:
    """The words that a row of one column holds on average when this gives way."""
    filler, entries = maker.measured(maker.issue, fit), maker.issue.entries
    rows = sum(filler(n, 1).story.text_rows for n in range(len(entries)))
    return sum(map(words_of, entries)) / max(1, rows)


def answer(
    maker: PlanMaker, fit: Fitted, prove: bool = False, stays: Callable[[Pages], bool] = lambda _: True
) -> PageAnswer | None:
    """What is said of an issue whose number of pages is not as wanted; None when it is.

    Args:
        maker: of the plan.
        fit: the plan, and what was tried.
        prove: whether to plan with the cuts made, until they are right to 5 %.
        stays: whether pages would stay as they are planned, once their furniture is filled.
    """
    if fit.met:
        return None
    maker = replace(maker, hold=False)
    over = len(fit.planned) > fit.wish.nearest(len(fit.planned))
    last = last_fit(maker, over)
    planned = maker.plan(last, asked_for(fit.wish, over, True))
    balance = page_balance(maker, planned, fit.wish, last)
    trier = _Trier(maker, PageWish(balance.wanted, balance.wanted), last, over, stays)
    words, proved = trier.least(abs(balance.words)) if prove else (abs(balance.words), False)
    changes = trier.changes(words)
    entries = maker.issue.entries
    cuts = tuple(
        StoryCut(entries[n].article.id, entries[n].file, entries[n].article.title, -change)
        for n, change in changes.items()
    )
    photo = _photo(maker, trier, planned, balance.lines) if prove and over else None
    return PageAnswer(replace(balance, words=words if over else -words), cuts, photo, fit.reached, proved)


class _Trier:
    """Plans an issue with words cut or added, everything else given way."""

    def __init__(self, maker: PlanMaker, wish: PageWish, last: Fit, over: bool, stays: Callable[[Pages], bool]) -> None:
        self.maker, self.wish, self.last, self.over, self.stays = maker, wish, last, over, stays

    def changes(self, words: int) -> Mapping[int, int]:
        """Words more (or less, below 0) for some entries."""
        issue = self.maker.issue
        if self.over:
            cuts = shared(issue, words)
            return {n: -cut for n, cut in cuts.items()} if sum(cuts.values()) >= words else {}
        most = max(range(len(issue.entries)), key=lambda n: (words_of(issue.entries[n]), -n), default=None)
        return {} if most is None else {most: words}

    def fits(self, issue: Issue) -> bool:
        """Whether a changed issue has the wanted number of pages."""
        try:
            planned = replace(self.maker, issue=issue).plan(self.last, asked_for(self.wish, self.over, True))
        except ProofError:
            return False
        return self.wish.meets(len(planned)) and self.stays(planned)

    def least(self, words: int) -> tuple[int, bool]:
        """About the least number of words that is enough, and whether it was proved."""
        low, high = 0, 0
        now = max(_LEAST_WORDS, words)
        for _ in range(_RUNS):
            changes = self.changes(now)
            if not changes:
                break
            if self.fits(with_words(self.maker.issue, changes)):
                high = now
            else:
                low = now
            if high and high - low <= max(_LEAST_WORDS, _EXACT * high):
                break
            now = (low + high) // 2 if high and low else int(now * (0.8 if high else 1.3))
        return (high, True) if high else (max(words, low), False)


def _photo(maker: PlanMaker, trier: _Trier, planned: Sequence[PlannedPage], lines: int) -> StoryCut | None:
    """The smallest photo that is enough to leave out, never one that is marked; None when none is."""
    rows: dict[int, list[int]] = {}
    for page in planned:
        for piece in page.pieces:
            rows.setdefault(piece.story.index, []).extend(area.rows * area.columns for area in photo_areas(piece))
    entries = maker.issue.entries
    # Which area is which photo's is not known here: the last photo of a story has about the size of its smallest.
    spare = {n: number for n in rows if (number := spare_photo(entries[n])) is not None}
    sizes = sorted((min(areas), n) for n, areas in rows.items() if areas and n in spare)
    for _, n in [one for one in sizes if one[0] >= lines // 2][:_PHOTOS]:
        article, number = entries[n].article, spare[n]
        if trier.fits(without_photo(maker.issue, n, article.photos[number].id)):
            return StoryCut(article.id, entries[n].file, article.title, photo=number + 1)
    return None


def _used(page: PlannedPage) -> int:
    """Rows of column that the pieces of a page take."""
    return sum(piece.filling.rows * piece.story.columns for piece in page.pieces)
