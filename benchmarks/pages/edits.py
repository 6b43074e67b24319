"""Changes one word of a random issue at a time and says how many stories move, change shape or change their page.

Each edit is planned twice: without a last plan, and with that of the issue before the edit, which is repaired.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.pages.generate import write_issue
from benchmarks.pages.opened import open_issue
from benchmarks.pages.prose import Dice
from bulletin.build.run import BuildRun
from bulletin.layout.fit.again import new_last_plan
from bulletin.layout.plan.held.compare import on_other_pages, parts_of, places_in, reshaped
from bulletin.layout.plan.held.last import plan_cost
from bulletin.layout.plan.planned import Parts
from bulletin.model import Issue, Paragraph

SEEN_ROWS = 2
"""A story that is so many rows higher or lower is where it was."""
WORDS = ("và", "những", "phường", "Nhân dân", "thực hiện", "bờ biển", "trách nhiệm", "xuân", "UBND", "các tổ dân phố")


@dataclass(frozen=True, slots=True)
class EditedWord:
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


def edit(seed: int, layout: str, work: Path, count: int) -> Iterator[EditedWord]:
    """Write the issue of a seed, plan it, and plan it again with each of so many words changed, in both ways.

    Raises:
        BulletinError: the issue has errors, or cannot be planned.
    """
    made = write_issue(work / f"{seed:03d}", seed)
    run = BuildRun(work / "cache")
    opened = open_issue(run, made.folder, layout)
    engine, composing = opened.engine, opened.composing
    engine.cache = None  # a plan that was kept costs nothing
    first = composing.compose(engine)
    before = parts_of(first.planned)
    assert first.fit is not None
    assert first.asked is not None
    last = ("", new_last_plan(first.fit, first.asked) or b"")
    for number in range(count):
        changed, what = with_one_word(opened.issue, Dice(f"edit {seed} {number}"))
        for known in (None, last):
            began = time.process_time()
            again = replace(composing, issue=replace(changed, last_plan=known)).compose(engine)
            spent, after = time.process_time() - began, parts_of(again.planned)
            gone, paged = len(moved(before, after, SEEN_ROWS)), len(on_other_pages(before, after))
            old, new = places_in(before), places_in(after)
            touched = sum(new[n] != place for n, place in old.items())
            pages, cost = len(again.planned), plan_cost(again.planned)
            yield EditedWord(
                made.plan.kind, what, known is not None, len(before), gone, paged, touched, pages, spent, cost
            )


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


def summary(found: Sequence[EditedWord]) -> str:
    """Return the figures of all edits together, first without the last plans, then with them."""
    return "\n".join(_summary([one for one in found if one.repaired is way], way) for way in (False, True))


def _summary(found: Sequence[EditedWord], repaired: bool) -> str:
    stories = max(1, sum(one.stories for one in found))
    still = sum(not one.moved for one in found)
    moves, paged = (sum(values) / stories for values in zip(*((o.moved, o.paged) for o in found), strict=True))
    touched = sum(one.touched for one in found) / stories
    cpu, costs = [one.cpu_s for one in found], sum(one.cost for one in found) / len(found)
    way = "the last plan repaired" if repaired else "planned anew"
    return (
        f"{len(found)} edits of one word, {way}: {moves:.1%} of the stories move or change shape, "
        f"{paged:.1%} change page, {touched:.1%} are not exactly where they were; {still} edits move nothing; "
        f"mean cost {costs:.2f}; CPU {median(cpu):.2f} s median, {max(cpu):.1f} s at most"
    )
