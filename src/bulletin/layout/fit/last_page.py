"""LAST PAGE: why the last page of an issue is not full, and what would fill it or make it unnecessary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.errors import ExitCode, Finding, ProofError, Rule, Severity, Text
from bulletin.layout.fit.answer import words_a_row
from bulletin.layout.fit.changed import shared, with_words, words_of
from bulletin.layout.fit.levers import Fit
from bulletin.layout.fit.making import PlanMaker
from bulletin.layout.fit.search import Fitted, fitted
from bulletin.layout.plan.judged.holes import rows_printed
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass
from bulletin.sources.folding import shorten

LAST_PAGE = Rule(
    "layout.last-page",
    Severity.INFO,
    Text("Trang cuối (trang {page}) chỉ đầy {full}.", "The last page ({page}) is only {full} full."),
    Text("Trang cuối vơi trông như chưa làm xong; xếp cách khác thì các trang kia xấu đi nhiều hơn.",
         "A thin last page looks unfinished; to fill it otherwise would cost the other pages more."),
    Text("{advice_vi}", "{advice_en}"),
    ExitCode.DONE,
    form=Text("Thêm một ảnh, hoặc ít nhất khoảng {more} chữ.", "Add a photo, or some {more} words at least."),
)  # fmt: skip
_MOST = 3
"""What may be needed, in what the white of the last page holds: stories that grow move others, on every page."""
_LOOSE_ROWS = 4
"""Rows over the whole page that the pages before may take up before a word more comes to the last one."""
_RUNS = 7
"""Plans that are made to prove one number of words."""
_EXACT = 0.05
"""To what share a proved number of words is right: so many more are enough too, and the search ends so near."""
_LEAST_WORDS = 10


def last_page_remark(
    maker: PlanMaker, planned: Sequence[PlannedPage], fit: Fitted, prove: bool = False,
    stays: Callable[[Sequence[PlannedPage]], bool] = lambda _: True,
) -> Iterator[Finding]:  # fmt: skip
    """A remark on a last page that is emptier than it should be; none in a book, which fills its pages otherwise.

    Args:
        maker: of the plan.
        planned: its pages.
        fit: what was wanted, and what gave way for it.
        prove: whether to plan with words added and cut, until their numbers are right to 5 %.
        stays: whether pages would stay as they are planned, once their furniture is filled.
    """
    blank = _blank(maker, planned, fit.fit)
    if len(planned) < 2 or blank is None or blank[0] <= 0:
        return
    short, used, rows = blank
    a_row = maker.spec.columns * words_a_row(maker, fit.fit)
    more, less = _rounded(short * a_row), _rounded(used * a_row)
    spare = sum(shared(maker.issue, less).values()) >= less
    values = {"page": str(planned[-1].number), "full": f"{used / rows:.0%}", "more": str(more)}
    if prove:
        values |= _proved(_Again(maker, fit, stays), planned, more, less)
    else:
        cut = (f", hoặc bớt khoảng {less} chữ", f", or cut some {less} words") if spare else ("", "")
        most = _rounded(_MOST * (short + _LOOSE_ROWS) * a_row)
        values["most"], words = str(most), f"{more}–{most}"
        values["advice_vi"] = (
            f"Thêm một ảnh, một thông báo (mục fillers của publication.yaml) hoặc {words} chữ{cut[0]}: bài dài ra thì "
            "trang nào cũng xếp lại. Lệnh bulletin plan thử từng số chữ và nói đúng số nào đủ."
        )
        values["advice_en"] = (
            f"Add a photo, a notice (fillers in publication.yaml) or {words} words{cut[1]}: a longer story moves all "
            "pages. The command bulletin plan tries numbers of words and says which one is enough."
        )
    yield Finding(LAST_PAGE, values=values)


def _blank(maker: PlanMaker, planned: Sequence[PlannedPage], fit: Fit) -> tuple[float, float, int] | None:
    """Rows that a last page lacks to be full enough, those that are printed, all of them; None where all are full."""
    spec = fit.grid(maker.spec)
    if spec.columns == 1 or not planned:
        return None
    rows = spec.rows - maker.imprint(fit)
    used = rows_printed(planned[-1], 0, spec.columns)
    return (1 - SEARCH.last_blank) * rows - used, used, rows


@dataclass(frozen=True, slots=True)
class _Again:
    """Plans a changed issue as the one at hand was planned."""

    maker: PlanMaker
    fit: Fitted
    stays: Callable[[Sequence[PlannedPage]], bool]

    def pages(self, change: Mapping[int, int]) -> tuple[int, bool] | None:
        """How many pages there are with so many words more in some stories, and whether the last one is full enough.

        None where the pages would not come out so: a part of a story fits none, or what is on page 1 is another thing.
        """
        maker = replace(self.maker, issue=with_words(self.maker.issue, change), hold=False, foresee=None)
        try:
            found = fitted(maker, self.fit.wish)
        except ProofError:
            return None
        if not self.stays(found.planned):
            return None
        blank = _blank(maker, found.planned, found.fit)
        return len(found.planned), blank is None or blank[0] <= 0


def _proved(again: _Again, planned: Sequence[PlannedPage], more: int, less: int) -> dict[str, str]:
    """What was tried and is enough: words for the longest story, or words from the longest ones."""
    issue, count = again.maker.issue, len(planned)
    longest = max(range(len(issue.entries)), key=lambda n: (words_of(issue.entries[n]), -n))
    title = shorten(issue.entries[longest].article.title)

    def fills(words: int) -> int:
        """-1 where the page is still thin, 0 where it is full enough, 1 where there is another page after it."""
        found = again.pages({longest: words})
        if found is None or found[0] < count:
            return -1
        return 1 if found[0] > count else 0 if found[1] else -1

    def surely_fills(words: int) -> int:
        """The same; nobody types so many words to the word, so a few more must be right too."""
        return fills(words) or fills(int(words * (1 + _EXACT)))

    def spares(words: int) -> int | None:
        """-1 where the page is still needed, 0 where it is not; None where so much cannot be cut."""
        cuts = shared(issue, words)
        if sum(cuts.values()) < words:
            return None
        found = again.pages({n: -cut for n, cut in cuts.items()})
        return -1 if found is None or found[0] >= count else 0

    # The larger of the two numbers that are enough: other words are a little shorter than those that were tried.
    added, cut = int(least_words(more, surely_fills) * (1 + _EXACT)), least_words(less, spares)
    vi, en = [], []
    if added:
        vi.append(f"thêm khoảng {added} chữ vào bài “{title}” thì trang cuối đủ đầy")
        en.append(f"with some {added} words more in “{title}” the last page is full enough")
    if cut:
        vi.append(f"bớt khoảng {cut} chữ ở các bài dài nhất thì không cần trang ấy nữa")
        en.append(f"with some {cut} words less in the longest stories the page is not needed")
    if not vi:
        vi.append(
            "thêm hay bớt chữ đều không đủ; hãy thêm một ảnh hoặc một thông báo (mục fillers của publication.yaml)"
        )
        en.append("words more or less are not enough; add a photo or a notice (fillers in publication.yaml)")
    return {
        "proved": str(added), "story": issue.entries[longest].article.id, "less": str(cut),
        "advice_vi": f"Đã thử dàn lại: {'; '.join(vi)}.", "advice_en": f"Tried by planning again: {'; '.join(en)}.",
    }  # fmt: skip


def least_words(first: int, tried: Callable[[int], int | None]) -> int:
    """About the least number of words that is enough, to `_EXACT`; 0 where none of `_RUNS` numbers was.

    Args:
        first: number to try.
        tried: -1 where a number is too small, 0 where it is enough, 1 where it is too large, None where no larger one
            can be tried.
    """
    low, high, enough, now = 0, 0, 0, max(_LEAST_WORDS, first)
    for _ in range(_RUNS):
        found = tried(now)
        if found == -1:
            low = now
        else:
            high = now
            enough = now if found == 0 else enough
        if high and high - low <= max(_LEAST_WORDS, _EXACT * high):
            break
        now = (low + high) // 2 if high else int(now * 1.4)
        now = -(-now // _LEAST_WORDS) * _LEAST_WORDS
    return enough


def _rounded(words: float) -> int:
    """A number of words to the next ten: it is an estimate."""
    return max(_LEAST_WORDS, -int(-words // 10) * 10)
