"""Changes a random issue a little at a time and says how many stories move, change shape or change their page.

A change is one word, or the list: a story comes in, is taken out, or goes to another place in the list.
Each is planned twice: without a last plan, and with that of the issue before the change, which is repaired.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.pages.generate import write_issue
from benchmarks.pages.opened import open_issue
from benchmarks.pages.prose import Dice
from bulletin.build.run import BuildRun
from bulletin.layout.engine import Composed
from bulletin.layout.fit.again import new_last_plan
from bulletin.layout.plan.held.compare import on_other_pages, parts_of, places_in, reshaped
from bulletin.layout.plan.held.last import plan_cost
from bulletin.layout.plan.planned import Parts
from bulletin.model import Entry, Issue, Paragraph

SEEN_ROWS = 2
"""A story that is so many rows higher or lower is where it was."""
WORDS = ("và", "những", "phường", "Nhân dân", "thực hiện", "bờ biển", "trách nhiệm", "xuân", "UBND", "các tổ dân phố")


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: how many of so many stories moved or changed shape, changed page, or are not where they were at all.

    `repaired` says that the plan of the issue before the edit was known; `cost` is that of the plan.
    """

    kind: str
    what: str
    repaired: bool
    stories: int
    moved: int
    paged: int
    touched: int
    pages: int
    cpu_s: float
    cost: float


FURTHEST = 5
"""Places in the list by which a story is moved, at most."""


def edit_words(seed: int, layout: str, work: Path, count: int) -> Iterator[Edit]:
    """Write the issue of a seed, plan it, and plan it again with each of so many words changed, in both ways.

    Raises:
        BulletinError: the issue has errors, or cannot be planned.
    """
    editor = _Editor(seed, layout, work)
    issue = editor.issue
    first, _ = editor.plan(issue, None)
    for number in range(count):
        changed, what = with_one_word(issue, Dice(f"edit {seed} {number}"))
        for known in (None, first):
            again, spent = editor.plan(changed, known)
            yield editor.compared((issue, first), (changed, again), what, known is not None, spent)


def edit_lists(seed: int, layout: str, work: Path, count: int) -> Iterator[Edit]:
    """Write the issue of a seed, and plan it with a story taken out, put in again and moved, each so many times.

    Raises:
        BulletinError: the issue has errors, or cannot be planned.
    """
    editor = _Editor(seed, layout, work)
    issue = editor.issue
    first, _ = editor.plan(issue, None)
    for number in range(count):
        dice = Dice(f"list {seed} {number}")
        at = dice.number(1, len(issue.entries) - 1)
        name = issue.entries[at].article.id
        without = with_entries(issue, [one for n, one in enumerate(issue.entries) if n != at])
        anew, spent = editor.plan(without, None)
        yield editor.compared((issue, first), (without, anew), f"out {name}", False, spent)
        again, spent = editor.plan(without, first)
        yield editor.compared((issue, first), (without, again), f"out {name}", True, spent)
        yield editor.compared((without, anew), (issue, first), f"in {name}", False, 0.0)
        again, spent = editor.plan(issue, anew)
        yield editor.compared((without, anew), (issue, again), f"in {name}", True, spent)
        others = [one for n, one in enumerate(issue.entries) if n != at]
        to = min(len(others), max(1, at + dice.pick((-1, 1)) * dice.number(1, FURTHEST)))
        turned = with_entries(issue, [*others[:to], issue.entries[at], *others[to:]])
        for known in (None, first):
            again, spent = editor.plan(turned, known)
            yield editor.compared((issue, first), (turned, again), f"move {name}", known is not None, spent)


class _Editor:
    """Plans changed versions of the issue of a seed."""

    def __init__(self, seed: int, layout: str, work: Path) -> None:
        self.made = write_issue(work / f"{seed:03d}", seed)
        opened = open_issue(BuildRun(work / "cache"), self.made.folder, layout)
        self.issue, self.engine, self.composing = opened.issue, opened.engine, opened.composing
        self.engine.cache = None  # a plan that was kept costs nothing

    def plan(self, issue: Issue, known: Composed | None) -> tuple[Composed, float]:
        """The plan of an issue, when another one was its last, and the CPU seconds that it took."""
        last = None
        if known is not None:
            assert known.fit is not None
            assert known.asked is not None
            last = ("", new_last_plan(replace(known.fit, repair=None), known.asked) or b"")
        began = time.process_time()
        composed = replace(self.composing, issue=replace(issue, last_plan=last)).compose(self.engine)
        return composed, time.process_time() - began

    def compared(
        self, one: tuple[Issue, Composed], other: tuple[Issue, Composed], what: str, repaired: bool, spent: float
    ) -> Edit:
        """How the stories that both issues have are in two plans."""
        before, after = _by_article(*one), _by_article(*other)
        both = before.keys() & after.keys()
        before, after = ({n: parts[n] for n in both} for parts in (before, after))
        old, new = places_in(before), places_in(after)
        planned = other[1].planned
        return Edit(
            self.made.plan.kind, what, repaired, len(both), len(moved(before, after, SEEN_ROWS)),
            len(on_other_pages(before, after)), sum(new[n] != place for n, place in old.items()), len(planned), spent,
            plan_cost(planned),
        )  # fmt: skip


def _by_article(issue: Issue, composed: Composed) -> Parts:
    """Where every entry is, by a number that its article has in every issue."""
    names = {
        n: int(hashlib.sha256(one.article.id.encode()).hexdigest()[:12], 16) for n, one in enumerate(issue.entries)
    }
    return {names[n]: parts for n, parts in parts_of(composed.planned).items()}


def with_entries(issue: Issue, entries: Sequence[Entry]) -> Issue:
    """Return the issue with other lines in its list."""
    return replace(issue, entries=tuple(entries))


def moved(one: Parts, other: Parts, rows: int) -> frozenset[int]:
    """The entries that are on other pages, in another form or in other columns, or moved by more than so many rows."""

    def elsewhere(n: int) -> bool:
        pairs = zip(one[n], other[n], strict=True)
        return any(a.area.column != b.area.column or abs(a.area.row - b.area.row) > rows for a, b in pairs)

    same = set(one) - reshaped(one, other)
    return reshaped(one, other) | frozenset(n for n in same if elsewhere(n))


def with_one_word(issue: Issue, dice: Dice) -> tuple[Issue, str]:
    """Return the issue with one word of the running text put in, taken out or changed, and what was done."""
    places = [
        (n, b)
        for n, entry in enumerate(issue.entries)
        for b, block in enumerate(entry.blocks)
        if isinstance(block, Paragraph) and len(block.inline) == 1 and len(block.inline[0].text.split(" ")) > 3
    ]
    n, b = dice.pick(places)
    entry = issue.entries[n]
    block = entry.blocks[b]
    assert isinstance(block, Paragraph)
    words = block.inline[0].text.split(" ")
    at = dice.number(1, len(words) - 2)
    act = dice.pick(("in", "out", "other"))
    new = words[:at] + ([] if act == "out" else [dice.pick(WORDS)]) + words[at + (act != "in") :]
    span = replace(block.inline[0], text=" ".join(new))
    blocks = (*entry.blocks[:b], replace(block, inline=(span,)), *entry.blocks[b + 1 :])
    entries = (*issue.entries[:n], replace(entry, blocks=blocks), *issue.entries[n + 1 :])
    return replace(issue, entries=entries), f"{act} {entry.article.id}"


def summary(found: Sequence[Edit], what: str = "one word") -> str:
    """Return the figures of all edits together, first without the last plans, then with them."""
    return "\n".join(_summary([one for one in found if one.repaired is way], way, what) for way in (False, True))


def _summary(found: Sequence[Edit], repaired: bool, what: str) -> str:
    stories = max(1, sum(one.stories for one in found))
    still = sum(not one.moved for one in found)
    moves, paged = (sum(values) / stories for values in zip(*((o.moved, o.paged) for o in found), strict=True))
    touched = sum(one.touched for one in found) / stories
    cpu, costs = [one.cpu_s for one in found], sum(one.cost for one in found) / len(found)
    way = "the last plan repaired" if repaired else "planned anew"
    return (
        f"{len(found)} edits ({what}), {way}: {moves:.1%} of the stories move or change shape, "
        f"{paged:.1%} change page, {touched:.1%} are not exactly where they were; {still} edits move nothing; "
        f"mean cost {costs:.2f}; CPU {median(cpu):.2f} s median, {max(cpu):.1f} s at most"
    )
