"""WINDOW: some pages of the last plan that are planned anew between others that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.layout.plan.choices import Queue
from bulletin.layout.plan.held.guide import PageGuide
from bulletin.layout.plan.held.last import LastPage
from bulletin.layout.plan.modules import Begun, BriefRun, ModuleShelf, Notice, Whole
from bulletin.layout.plan.packer import members
from bulletin.layout.plan.planned import Wishes
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is left after some pages of the last plan: whole stories, the next brief, stories that go on, notices."""

    stories: frozenset[int]
    brief: int
    carried: frozenset[int]
    notices: frozenset[int]

    def allows(self, queue: Queue, end: bool) -> bool:
        """Whether all of it is left in a queue; with `end` nothing else may be."""
        if not queue.stories and not queue.carried and not self.stories and not self.carried:
            return queue.brief == self.brief if end else queue.brief <= self.brief
        if not self.stories <= frozenset(queue.stories) or queue.brief > self.brief:
            return False
        if not end:
            return True
        carried = frozenset(rest.number for rest in queue.carried)
        same = frozenset(queue.stories) == self.stories and queue.brief == self.brief
        return same and carried == self.carried and self.notices <= frozenset(queue.notices)


def ahead_of(pages: Sequence[LastPage], briefs: Sequence[int], end: int) -> Ahead:
    """What is left after the first `end` pages of a plan."""
    before = {entry for page in pages[:end] for entry in page.entries}
    after = {entry for page in pages[end:] for entry in page.entries}
    stories = after - set(briefs)
    spots = [spot for page in pages[end:] if page.made for spot in page.made.spots]
    notices = frozenset(spot.number for spot in spots if spot.kind == "notice")
    later = [n for n, index in enumerate(briefs) if index in after - before]
    brief = later[0] if later else len(briefs)
    return Ahead(frozenset(stories - before), brief, frozenset(stories & before), notices)


class WindowGuide(PageGuide):
    """A guide that lets only those stories onto pages that the last plan has on them; closed, it lets all."""

    def __init__(self, wishes: Wishes, shelf: ModuleShelf) -> None:
        super().__init__(wishes, shelf)
        self._shelf = shelf
        self._ahead: Ahead | None = None

    def open(self, ahead: Ahead) -> None:
        """Let nothing onto pages that must be left after them."""
        self._ahead = ahead

    def close(self) -> None:
        """Let everything onto pages."""
        self._ahead = None

    def wants(self, number: int, modules: int) -> bool:
        """Whether a page may have these modules."""
        ahead = self._ahead
        if ahead is None:
            return True
        for one in members(modules):
            module = self._shelf.module(one)
            if isinstance(module, Whole | Begun) and module.rest.number in ahead.stories:
                return False
            if isinstance(module, BriefRun) and module.first + module.count > ahead.brief:
                return False
            if isinstance(module, Notice) and module.number in ahead.notices:
                return False
        return True
