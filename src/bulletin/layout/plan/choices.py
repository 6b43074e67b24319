"""CHOICES: which modules may stand on the next page, and what is left after it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from bulletin.layout.plan.beam.page_rules import PageRules
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Rest
from bulletin.layout.plan.modules import Begun, BriefRun, ContentsBox, Module, ModuleShelf, Notice, Whole
from bulletin.layout.plan.pins import briefs_due
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Queue:
    """What is still to be placed: stories in order, the next brief, what earlier pages carry over, unused notices."""

    stories: tuple[int, ...]
    brief: int
    carried: tuple[Rest, ...] = ()
    notices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Modules for one page, with what is left (without what they carry over) and the price of the choice."""

    modules: int
    stories: tuple[int, ...]
    brief: int
    price: float
    begun: int
    later: tuple[Rest, ...] = ()
    notices: tuple[int, ...] = ()

    @property
    def after(self) -> Queue:
        """What is left after the page, without what it carries over."""
        return Queue(self.stories, self.brief, self.later, self.notices)

    def carrying(self, rests: Iterable[Rest]) -> Queue:
        """What is left after the page, with what it carries over."""
        return Queue(self.stories, self.brief, (*self.later, *rests), self.notices)


@dataclass(frozen=True, slots=True)
class _Together:
    """Modules of a page, how many there are, and the least and the most area that they take without gaps.

    `begin` says whether a story begins with one of them; `begun` of them go on on a later page.
    """

    modules: int
    count: int
    least: float
    most: float
    begin: bool
    begun: int
    notices: tuple[int, ...] = ()


def _with(some: _Together, more: _Together) -> _Together:
    return _Together(
        some.modules | more.modules, some.count + more.count, some.least + more.least, some.most + more.most,
        some.begin or more.begin, some.begun + more.begun, some.notices + more.notices,
    )  # fmt: skip


class Chooser:
    """Makes the choices for pages.

    Args:
        shelf: of modules.
        gap: rows between stories.
        kept: whether stories must keep their order.
        jumps: stories of page 1 that may go on inside.
        stories: how many there are that are no briefs.
        rules: that say which stories may begin on a page.
        loose: whether pages may stay half empty, where nothing else is possible.
    """

    def __init__(
        self,
        shelf: ModuleShelf,
        gap: int,
        kept: bool,
        jumps: int,
        stories: int,
        rules: PageRules,
        loose: bool = False,
    ) -> None:
        self.shelf = shelf
        self.gap = gap
        self.kept = kept
        self.stories = stories
        self.rules = rules
        self.fullness = SEARCH.loose_fullness if loose else SEARCH.fullness
        self.jumps = jumps
        self._numbers: dict[tuple[int, str], int] = {}
        self._alone: dict[int, _Together] = {}
        self._dues: dict[int, tuple[int, int]] = {}
        self.only: frozenset[int] | None = None
        """The stories that may begin on a page, where not all may."""

    def finished(self, queue: Queue) -> bool:
        return not queue.stories and not queue.carried and queue.brief >= len(self.shelf.briefs)

    def everything(self, queue: Queue, rows: int) -> Iterator[Choice]:
        """All that is left, if it may fit on one page of so many rows."""
        if len(queue.stories) + len(queue.carried) > SEARCH.page_stories:
            return
        left = len(self.shelf.briefs) - queue.brief
        if left > SEARCH.briefs:
            return
        modules = [self.shelf.number(Whole(rest)) for rest in queue.carried]
        modules += [self._number(index) for index in queue.stories]
        for count in range(min(SEARCH.last_notices, len(queue.notices)) + 1):
            every = self._together([*modules, *map(self._notice, queue.notices[:count])])
            assert every is not None  # where there is no limit, there is a sum
            yield from self._fitting(every, queue, (), queue.brief, left, rows, 0.0, full=False)

    def front(self, queue: Queue, rows: int, contents: int) -> Iterator[Choice]:
        """Page 1: its lead, others that begin on it, at most so many of them to be continued, and the contents."""
        fixed = [self.shelf.number(ContentsBox(contents))] if contents else []
        window = self._front_window(queue)
        if not window:
            yield from self._with_briefs(fixed, queue, (), 1, rows, 0.0)
            return
        lead, others = window[0], window[1:]
        for count in range(min(SEARCH.front_others, len(others)) + 1):
            for chosen in combinations(others, count):
                if not self._allowed(queue, (lead, *chosen), 1):
                    continue
                for modules in self._begun_or_whole((lead, *chosen), self.jumps):
                    yield from self._with_briefs([*fixed, *modules], queue, (lead, *chosen), 1, rows, 0.0)

    def _front_window(self, queue: Queue) -> list[int]:
        """The stories that may begin on page 1, the one that opens it first; an advertisement only if it is pinned."""
        here = (i for i in self._window(queue, 1) if self.rules.pins.get(i) == 1 or not self.shelf.is_advertisement(i))
        return sorted(here, key=lambda i: i != self.shelf.front)

    def inner(self, queue: Queue, number: int, rows: int, broken: int) -> Iterator[Choice]:
        """A page inside: what is carried over, some of the next stories, one of them perhaps to be continued."""
        for count in range(len(queue.carried), 0, -1):
            for here in combinations(queue.carried, count):
                later = tuple(rest for rest in queue.carried if rest not in here)
                yield from self._with_carried(queue, number, here, later, rows, broken)
        if not queue.carried:
            yield from self._with_carried(queue, number, (), (), rows, broken)

    def _with_carried(
        self, queue: Queue, number: int, here: Sequence[Rest], later: tuple[Rest, ...], rows: int, broken: int
    ) -> Iterator[Choice]:
        carried = [self.shelf.number(self._carried(rest)) for rest in here]
        begun = sum(self._lone(number).begun for number in carried)
        window = self._window(queue, number)
        queue = Queue(queue.stories, queue.brief, later, queue.notices)
        late = COSTS.deferred * len(later)
        for chosen in self._subsets(queue, number, window, max(0, SEARCH.page_stories - len(carried))):
            whole = [self._number(i) for i in chosen]
            long = [i for i in chosen if self.shelf.needs_jump(i)]
            if not long:
                yield from self._with_briefs([*carried, *whole], queue, chosen, number, rows, late)
            if begun or len(long) > 1:
                continue
            for last in long or [i for i in chosen if self.shelf.may_break(i)]:
                others = [module for module, i in zip(whole, chosen, strict=True) if i != last]
                price = late + (0.0 if long else COSTS.chain * max(0, broken - 1))
                modules = [*carried, *others, self._number(last, "long" if long else "fill")]
                yield from self._with_briefs(modules, queue, chosen, number, rows, price)

    def _subsets(self, queue: Queue, number: int, window: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
        for count in range(min(most, len(window)) + 1):
            for chosen in combinations(window, count):
                if self._allowed(queue, chosen, number):
                    yield chosen

    def _carried(self, rest: Rest) -> Module:
        """A rest as a whole, or as one that goes on again because it is longer than a page."""
        return Whole(rest) if self.shelf.fits(rest) else Begun(rest, "long")

    def _begun_or_whole(self, chosen: Sequence[int], jumps: int) -> Iterator[list[int]]:
        for count in range(min(jumps, len(chosen)) + 1):
            for going in combinations(chosen, count):
                if any(not self.shelf.may_break(i) for i in going):
                    continue
                if all(i in going or not self.shelf.needs_jump(i) for i in chosen):
                    yield [self._number(i, "front" if i in going else None) for i in chosen]

    def _window(self, queue: Queue, number: int) -> tuple[int, ...]:
        """The stories that may begin on a page: those that must, and the next of the others."""
        only = self.only
        return self.rules.window(queue.stories, number, SEARCH.window, lambda i: only is None or i in only)

    def _allowed(self, queue: Queue, chosen: Sequence[int], number: int) -> bool:
        """Whether these stories may begin on a page together, in order where that is law."""
        if not self.rules.allowed(chosen, queue.stories, number):
            return False
        return not self.kept or tuple(sorted(chosen)) == queue.stories[: len(chosen)]

    def _with_briefs(
        self, modules: Sequence[int], queue: Queue, chosen: Sequence[int], number: int, rows: int, price: float
    ) -> Iterator[Choice]:
        """The modules alone, and with runs of briefs that may fill what is left, as far as briefs are pinned."""
        page = rows * self.shelf.columns
        every = self._together(modules, page)
        if every is None:
            return
        price += COSTS.off_own_page * self.rules.overdue(chosen, queue.stories, number)
        room = page - every.least
        missing = page * self.fullness - every.most
        least = most = 0
        spare = (every.count + 1) * SEARCH.gap_area * self.shelf.columns
        noted: list[_Together] | None = None
        due, late = self._due(number)
        for n, index in enumerate((None, *self.shelf.briefs[queue.brief : max(late, queue.brief)])):
            if index is not None:
                low, high = self.shelf.brief_rows(index)
                least += low + (self.gap if n > 1 else 0)
                most += high + SEARCH.gap_area * 2
            if least > room or n > SEARCH.briefs:
                return
            if queue.brief + n < due:
                continue
            if most >= missing - spare:
                yield from self._fitting(every, queue, chosen, queue.brief + n, n, rows, price, full=True)
            if queue.notices and most <= page - every.most:
                if noted is None:
                    noted = [
                        _with(every, self._lone(self._notice(one))) for one in queue.notices[: SEARCH.notices_tried]
                    ]
                for one in noted:
                    yield from self._fitting(one, queue, chosen, queue.brief + n, n, rows, price, full=True)

    def _due(self, number: int) -> tuple[int, int]:
        """How many briefs must be printed by a page, and how many may be."""
        found = self._dues.get(number)
        if found is None:
            found = self._dues[number] = briefs_due(self.shelf.briefs, self.rules.pins, number)
        return found

    def _number(self, index: int, why: Literal["front", "long", "fill"] | None = None) -> int:
        """The number of a whole story, or of one that goes on."""
        key = (index, why or "")
        number = self._numbers.get(key)
        if number is None:
            rest = Rest(index)
            number = self._numbers[key] = self.shelf.number(Begun(rest, why) if why else Whole(rest))
        return number

    def _notice(self, notice: int) -> int:
        return self.shelf.number(Notice(notice))

    def _together(self, numbers: Sequence[int], room: float = math.inf) -> _Together | None:
        """Some modules; None where they take more than `room` rows times columns, as most sets do."""
        modules = count = begun = 0
        least = most = 0.0
        begin = False
        notices: tuple[int, ...] = ()
        for number in numbers:
            one = self._alone.get(number) or self._lone(number)
            least += one.least
            if least > room:
                return None
            modules |= one.modules
            count += one.count
            most += one.most
            begin = begin or one.begin
            begun += one.begun
            notices = notices + one.notices if one.notices else notices
        return _Together(modules, count, least, most, begin, begun, notices)

    def _lone(self, number: int) -> _Together:
        """One module alone."""
        found = self._alone.get(number)
        if found is None:
            module, (least, most) = self.shelf.module(number), self.shelf.area(number)
            begin = isinstance(module, Whole | Begun) and module.rest.whole
            notices = (module.number,) if isinstance(module, Notice) else ()
            begun = isinstance(module, Begun)
            found = self._alone[number] = _Together(1 << number, 1, least, most, begin, int(begun), notices)
        return found

    def _fitting(
        self, modules: _Together, queue: Queue, chosen: Sequence[int], brief: int, count: int, rows: int,
        price: float, full: bool,
    ) -> Iterator[Choice]:  # fmt: skip
        if not modules.count + (count > 0) or modules.count + (count > 0) > SEARCH.page_modules:
            return
        run = BriefRun(queue.brief, count, not modules.begin) if count else None
        every = _with(modules, self._lone(self.shelf.number(run))) if run else modules
        page = rows * self.shelf.columns
        most = every.most + every.count * SEARCH.gap_area * self.shelf.columns
        if every.least > page or (full and most < page * self.fullness):
            return
        stories = () if not full else tuple(i for i in queue.stories if i not in chosen)
        last = max(chosen, default=-1)
        passed = sum(i < last for i in stories)
        price += COSTS.passed * passed + self._late(len(stories), brief)
        unused = tuple(n for n in queue.notices if n not in every.notices)
        later = queue.carried if full else ()
        yield Choice(every.modules, stories, brief, price, every.begun, later, unused)

    def _late(self, stories: int, brief: int) -> float:
        """Price of briefs that wait while stories go ahead: they should be spread over the issue."""
        briefs = len(self.shelf.briefs)
        if not briefs or not self.stories:
            return 0.0
        return COSTS.late_briefs * max(0.0, (1 - stories / self.stories) - brief / briefs)
