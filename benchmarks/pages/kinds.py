"""The eight kinds of issues, and the plan of a random one: how many stories, words and photos, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from benchmarks.pages.prose import Dice
from benchmarks.pages.vocabulary import TOPICS, Topic

LEAST_WORDS, MOST_WORDS = 1_400, 12_300
"""Of an issue; heads, captions and boxes come on top."""
BRIEF_WORDS = (28, 95)
PHOTO_STORY = 3
"""Photos from which a short story may be a photo story."""
Slot = Literal["lead", "story", "brief", "photo"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Ranges of counts; `photos` are weights of 0 to 5 photos a story; shares are of the stories that are no briefs."""

    name: str
    stories: tuple[int, int]
    briefs: tuple[int, int]
    words: tuple[int, int]
    photos: tuple[int, ...]
    formal: float = 0.35
    table: float = 0.08
    items: float = 0.18
    box: float = 0.14
    quote: float = 0.2


KINDS = (
    Kind("mixed", (8, 14), (2, 6), (150, 700), (25, 40, 20, 10, 3, 2)),
    Kind("text-heavy", (9, 15), (0, 4), (350, 900), (65, 30, 5, 0, 0, 0), box=0.25, quote=0.3),
    Kind("photo-heavy", (8, 14), (0, 3), (120, 500), (5, 25, 30, 20, 12, 8), formal=0.2),
    Kind("many-briefs", (5, 8), (12, 22), (150, 500), (30, 45, 20, 5, 0, 0)),
    Kind("formal", (8, 13), (0, 4), (350, 950), (40, 45, 12, 3, 0, 0), formal=0.9, table=0.3, items=0.5),
    Kind("long-reads", (6, 8), (0, 2), (850, 1800), (10, 25, 30, 20, 10, 5), formal=0.25, box=0.3, quote=0.45),
    Kind("thin", (4, 6), (2, 3), (100, 430), (30, 45, 20, 5, 0, 0)),
    Kind("thick", (24, 31), (4, 9), (110, 620), (30, 40, 18, 8, 3, 1)),
)


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """What one story will be made of."""

    number: int
    slot: Slot
    topic: Topic
    words: int
    photos: int
    formal: bool = False
    table: bool = False
    items: bool = False
    box: bool = False
    quote: bool = False
    poem: bool = False
    address: bool = False


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """A random issue before its words are written."""

    seed: int
    kind: str
    stories: tuple[StoryPlan, ...]


def kind_of(seed: int) -> Kind:
    """Return the kind of the issue with this seed: each in its turn."""
    return KINDS[seed % len(KINDS)]


def plan_of(seed: int, kind: Kind | None = None) -> IssuePlan:
    """Return what the issue of a seed holds, in the order of its flatplan."""
    kind = kind or kind_of(seed)
    dice = Dice(f"issue {seed} {kind.name}")
    stories = [_story(dice, kind, number) for number in range(dice.number(*kind.stories))]
    briefs = [_brief(dice) for _ in range(dice.number(*kind.briefs))]
    if dice.chance(0.5):
        # An editor who sorts by section; the other half takes stories as they come.
        stories = [stories[0], *sorted(stories[1:], key=lambda story: TOPICS.index(story.topic))]
    order = _scattered(dice, stories, briefs)
    if kind.name not in ("thin", "long-reads") and dice.chance(0.35):
        order.insert(dice.number(1, len(order)), StoryPlan(0, "story", TOPICS[5], 60, dice.number(0, 1), poem=True))
    sized = _sized(order)
    return IssuePlan(seed, kind.name, tuple(replace(story, number=n) for n, story in enumerate(sized)))


def _story(dice: Dice, kind: Kind, number: int) -> StoryPlan:
    low, high = kind.words
    # Most stories are nearer to the short end, as they are in life.
    words = low + int((high - low) * dice.share() ** 1.3)
    photos = dice.weighted(kind.photos)
    slot: Slot = "lead" if number == 0 or dice.chance(0.08) else "story"
    if slot == "story" and photos >= PHOTO_STORY and dice.chance(0.3):
        slot, words = "photo", min(words, dice.number(60, 160))
    if number == 0:
        words, photos = max(words, (low + high) // 2), max(photos, 1)
    return StoryPlan(
        number, slot, dice.pick(TOPICS), words, photos, formal=dice.chance(kind.formal), table=dice.chance(kind.table),
        items=dice.chance(kind.items), box=dice.chance(kind.box), quote=words > 180 and dice.chance(kind.quote),
        address=dice.chance(0.12),
    )  # fmt: skip


def _brief(dice: Dice) -> StoryPlan:
    return StoryPlan(0, "brief", dice.pick(TOPICS), dice.number(*BRIEF_WORDS), int(dice.chance(0.08)))


def _scattered(dice: Dice, stories: list[StoryPlan], briefs: list[StoryPlan]) -> list[StoryPlan]:
    """Return the stories with runs of briefs between them; the first stays first."""
    order = list(stories)
    left = list(briefs)
    while left:
        run = dice.number(1, min(6, len(left)))
        at = dice.number(1, len(order))
        order[at:at] = left[:run]
        left = left[run:]
    return order


def _sized(order: list[StoryPlan]) -> list[StoryPlan]:
    """Return the stories made longer or shorter together where an issue would be shorter or longer than any."""
    total = sum(story.words for story in order)
    factor = max(LEAST_WORDS / total, min(1.0, MOST_WORDS / total))
    return [replace(story, words=int(story.words * factor)) if not story.poem else story for story in order]
