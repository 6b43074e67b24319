"""Which issue goes into which volume, and the folio of every page: pure numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bulletin.archive.kept_issue import StoredIssue
from bulletin.archive.yearbook.rules import LONG_ISSUE
from bulletin.errors import Finding, InputError, Place
from bulletin.issue_text import ArticleText
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """An issue in a volume; `first` is the folio of its first page, always odd: a right-hand page."""

    issue: StoredIssue
    first: int

    @property
    def after(self) -> int:
        """The folio where the next issue can begin: an odd number of pages is followed by a blank one."""
        return self.first + even(self.issue.pages)

    def folio(self, page: int) -> int:
        """The folio of a page of the issue, counted from 1."""
        return self.first + min(max(page, 1), max(self.issue.pages, 1)) - 1

    def begins(self, article: ArticleText) -> int:
        """The folio where a story begins."""
        return self.folio(min(article.pages, default=1))


@dataclass(frozen=True, slots=True)
class Volume:
    """The issues of one volume; `number` counts from 1."""

    number: int
    issues: tuple[Bound, ...]

    @property
    def first(self) -> int:
        return self.issues[0].first

    @property
    def after(self) -> int:
        """The folio behind the issues, where the indexes begin."""
        return self.issues[-1].after


def even(count: int) -> int:
    """The number of pages with the blank one that an odd number needs."""
    return count + count % 2


def volumes(
    issues: Sequence[StoredIssue], limit: int | None, around: Callable[[Volume], tuple[int, int]]
) -> tuple[Volume, ...]:
    """The issues in volumes of at most `limit` pages, each as full as it can be; folios run through all of them.

    Args:
        issues: in their order.
        limit: None puts all of them into one.
        around: how many pages a volume needs before and behind its issues.

    Raises:
        InputError: a volume with a single issue would be over the limit.
    """
    done: list[Volume] = []
    current: Volume | None = None
    folio = 1
    for issue in issues:
        begin = current.after if current else folio
        tried = Volume(len(done) + 1, (*(current.issues if current else ()), Bound(issue, begin)))
        if limit is None or _pages(tried, around) <= limit:
            current = tried
            continue
        if current is not None:
            done.append(current)
            folio = current.after + around(current)[1]
        current = Volume(len(done) + 1, (Bound(issue, folio),))
        if (needed := _pages(current, around)) > limit:
            values = {"id": issue.id, "needed": str(needed), "limit": str(limit)}
            raise InputError([Finding(LONG_ISSUE, Place(file=issue.id), values=values)])
    return (*done, current) if current else tuple(done)


def _pages(volume: Volume, around: Callable[[Volume], tuple[int, int]]) -> int:
    return sum(around(volume)) + volume.after - volume.first
