"""Vietnamese typed by four kinds of programs into every kind of field, while the program is never quiet.

`BULLETIN_TYPING_RUNS=400` types that many times; without it a smaller sample is taken, in which every behaviour and
every place is met.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from noisy_studio import NoisyStudio
from playwright.async_api import Page, async_playwright
from typing_hands import BEHAVIOURS, PACES, Behaviour, Hands, Pace
from vietnamese_keys import SENTENCES, Method

RUNS = int(os.environ.get("BULLETIN_TYPING_RUNS", "26"))
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox"] if os.geteuid() == 0 else []
BODY_PANE = ".pane:nth-child(2) .ProseMirror"
STORY = """\
# lời dặn của người gõ tay
ma: bai
tieu_de: "Bến cá lên đèn"
tit_tren: 'Ghi chép'
sapo: "Đoạn mở đầu."
ghi_chu: "Chờ ảnh"
dia_diem: "Bến cá"
tac_gia:
  - ten: "Hải Yến"   # người viết
anh:
  - ma: anh-1
    tep: photos/a.jpg
    chu_thich: "Thuyền về neo"
    mo_ta_anh: "Mô tả"
hop_tin:
  - tieu_de: "Số liệu"
    noi_dung: |
      | Tên | Số |
      | --- | --- |
      | Điểm mượn | 7 |
noi_dung: |
  Đoạn một có **chữ đậm** và *nghiêng*.

  ## Tít xen ở đây

  Đoạn hai ở giữa bài.

  - mục thứ nhất
  - mục thứ hai

  ![[anh-1]]

  Đoạn sau ảnh.

  Đoạn mà người khác sửa.
"""

# Name → the block of words in the body and the sign in it; None for the sign means a new, empty paragraph behind it.
IN_BODY: dict[str, tuple[int, int | None]] = {
    "middle": (2, 5), "bold": (0, 14), "subhead": (1, 4), "item": (3, 4), "after-photo": (5, 0), "empty": (2, None),
}  # fmt: skip
FIELDS = ("title", "lead", "kicker", "notes", "authors.name", "photos.caption")
CELL = "cell"
PLACES = (*IN_BODY, *FIELDS, CELL)

FIELD_OF = """name => {
  const words = name.split('.');
  const all = [...document.querySelectorAll('[data-field]')];
  const fits = (d) => { const p = d.split('.'); return p[0] === words[0] && p.at(-1) === words.at(-1); };
  const holds = one => one.matches('.place') && one.querySelector('input, textarea');
  const field = all.find(one => fits(one.dataset.field) && holds(one));
  for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  return field.querySelector('input, textarea');
}"""
CARET_IN_FIELD = """([input, at]) => { input.focus(); input.setSelectionRange(at, at); }"""
BLOCKS = """root => {
  const found = [];
  for (const one of root.querySelectorAll('p, h3, li, td, pre')) found.push(one.textContent);
  return found;
}"""
WATCH = """() => {
  window.taken = [];
  addEventListener('keydown', event => {
    if (event.defaultPrevented && /^(Backspace|Delete|Arrow)/.test(event.key)) window.taken.push(event.key);
  });
}"""


@dataclass(frozen=True)
class Run:
    """One sentence typed at one place in one way."""

    number: int
    place: str
    behaviour: Behaviour
    method: Method
    pace: Pace
    early: bool
    words: str


def runs(count: int) -> list[Run]:
    """That many runs; each place and behaviour comes in turn, everything else by a chance that is always the same."""
    chance = random.Random(47)
    made = []
    for number in range(count):
        words = SENTENCES[number % len(SENTENCES)].split()
        first = chance.randrange(0, len(words) - 4)
        made.append(
            Run(
                number,
                PLACES[number % len(PLACES)],
                BEHAVIOURS[(number // 2 + number // len(PLACES)) % 4],
                chance.choice(("telex", "vni")),
                PACES[number % 3],
                chance.random() < 0.5,
                " ".join(words[first : first + 4]),
            )
        )
    return made


@asynccontextmanager
async def browser_page(address: str) -> AsyncIterator[Page]:
    """A page of Debian's Chromium; a script that fails is a failure."""
    async with async_playwright() as machine:
        browser = await machine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await (await browser.new_context(viewport={"width": 1366, "height": 768})).new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
        await page.goto(address)
        yield page
        await browser.close()
        assert problems == []


ROUNDS_AFTER = 4
"""Rounds of noise, of 0.11 s each, in which what was typed has to stay."""


class Place:
    """A place to type at, and what is there."""

    def __init__(self, page: Page, studio: NoisyStudio, name: str) -> None:
        self.page, self.studio, self.name = page, studio, name
        self.root: Any = None

    async def open(self) -> None:
        if self.name in FIELDS:
            self.root = await self.page.evaluate_handle(FIELD_OF, self.name)
        else:
            await self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            chosen = BODY_PANE if self.name in IN_BODY else ".row .ProseMirror"
            self.root = await self.page.query_selector(chosen)

    async def words(self) -> list[str]:
        """The words there: of the field, or of all blocks but the last one of the body, which others change."""
        if self.name in FIELDS:
            return [await self.root.evaluate("input => input.value")]
        blocks = await self.page.evaluate(BLOCKS, self.root)
        return blocks[:-1] if self.name in IN_BODY else blocks

    async def put_caret(self) -> None:
        if self.name in FIELDS:
            await self.page.evaluate(CARET_IN_FIELD, [self.root, 3])
            return
        block, at = IN_BODY.get(self.name, (2, 4))
        words = (await self.root.query_selector_all("p, h3, li, td, pre"))[block]
        await words.click(position={"x": 3, "y": 8})
        await self.page.keyboard.press("Home" if at is not None else "End")
        for _ in range(at or 0):
            await self.page.keyboard.press("ArrowRight")
        if at is None:
            await self.page.keyboard.press("Enter")

    def expected(self, before: list[str], words: str) -> list[str]:
        """What is to be there after typing."""
        if self.name in FIELDS:
            return [before[0][:3] + words + before[0][3:]]
        block, at = IN_BODY.get(self.name, (2, 4))
        if at is None:
            return [*before[: block + 1], words, *before[block + 1 :]]
        return [*before[:block], before[block][:at] + words + before[block][at:], *before[block + 1 :]]

    def in_file(self, words: str) -> bool:
        """Whether the file has these words in this field."""
        values = self.studio.values()
        found: Any = values
        deeper = {"authors.name": ("authors", 0, "name"), "photos.caption": ("photos", 0, "caption")}
        path = ("body",) if self.name in IN_BODY else deeper.get(self.name, (self.name,))
        path = ("boxes", 0, "body") if self.name == CELL else path
        for step in path:
            found = found[step]
        return words in str(found).replace("**", "").replace("*", "")


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 240) -> bool:
    """Whether something comes true within some seconds."""
    for _ in range(int(seconds / 0.05)):
        if await true():
            return True
        await asyncio.sleep(0.05)
    return False


async def typed(page: Page, studio: NoisyStudio, session: Any, run: Run) -> list[str]:
    """What is wrong after one run; nothing, if all is well."""
    place = Place(page, studio, run.place)
    await place.open()
    before = await place.words()
    wrong: list[str] = []
    await place.put_caret()
    await Hands(session, run.number).type(run.words, run.behaviour, run.method, run.pace, run.early)
    expected = place.expected(before, run.words)

    async def shows(words: list[str]) -> bool:
        return await place.words() == words

    if not await until(lambda: shows(expected)):
        wrong.append(f"{run}: {await place.words()} is not {expected}")
    rounds = studio.rounds  # what comes in later than the quiet time would change it now

    async def told_more() -> bool:
        return studio.rounds >= rounds + ROUNDS_AFTER

    if not await until(told_more):
        wrong.append(f"{run}: no noise came")
    if not await shows(expected):
        wrong.append(f"{run}: changed afterwards: {await place.words()} is not {expected}; {studio.conflicts}")

    async def saved() -> bool:
        return place.in_file(next(one for one in expected if run.words in one))

    if not wrong and not await until(saved):
        wrong.append(f"{run}: not in the file: {studio.values()}")
    for _ in range(120):
        if await shows(before):
            break
        await page.keyboard.press("Control+z")
    if not await shows(before):
        wrong.append(f"{run}: not taken back: {await place.words()} is not {before}")
    await page.evaluate("document.activeElement.blur()")
    return wrong


async def all_typed(wanted: list[Run]) -> tuple[list[str], list[str], int]:
    """What is wrong after all runs, which keys were taken over, and how often the server made noise."""
    studio = NoisyStudio(STORY)
    wrong: list[str] = []
    try:
        async with browser_page(studio.url) as page:
            await page.wait_for_selector(BODY_PANE)
            await page.evaluate(WATCH)
            session = await page.context.new_cdp_session(page)
            for run in wanted:
                wrong += await typed(page, studio, session, run)
            taken = await page.evaluate("window.taken")
    finally:
        studio.close()
    return wrong, taken, studio.rounds


def test_what_is_typed_is_what_is_there() -> None:
    wrong, taken, rounds = asyncio.run(all_typed(runs(RUNS)))
    assert wrong == []
    assert taken == [], "keys that typing programs send were taken over"
    assert rounds > RUNS


def test_every_place_and_behaviour_is_in_the_sample() -> None:
    sample = runs(max(RUNS, 26))
    assert {run.place for run in sample} == set(PLACES)
    assert {run.behaviour for run in sample} == set(BEHAVIOURS)
    assert {(run.method, run.pace) for run in sample} == {(m, p) for m in ("telex", "vni") for p in PACES}


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_field_that_the_server_writes_back_is_wrecked_by_the_same_hands(behaviour: Behaviour) -> None:
    """The proof that the test can fail."""

    async def wrecked() -> bool:
        studio = NoisyStudio(STORY)
        try:
            async with browser_page(f"{studio.address}/write-back") as page:
                session = await page.context.new_cdp_session(page)
                await page.focus("#field")
                for number, sentence in enumerate(SENTENCES):
                    await page.evaluate("document.getElementById('field').value = ''")
                    await Hands(session, number).type(sentence, behaviour, "telex", "random", False)
                    await asyncio.sleep(0.3)
                    if await page.input_value("#field") != sentence:
                        return True
                return False
        finally:
            studio.close()

    assert asyncio.run(wrecked())


COMPOSED = {
    "title": ("title",),
    "middle": ("body",),
    "authors.name": ("authors", 0, "name"),
    CELL: ("boxes", 0, "body"),
}
"""Where a word is left in the middle of its composition, and where it is in the file."""


async def left_in_composition(name: str, path: tuple[str | int, ...]) -> None:
    studio = NoisyStudio(STORY)
    try:
        async with browser_page(studio.url) as page:
            await page.wait_for_selector(BODY_PANE)
            session = await page.context.new_cdp_session(page)
            place = Place(page, studio, name)
            await place.open()
            before = await place.words()
            await place.put_caret()

            async def compose(words: str) -> None:
                ends = {"selectionStart": len(words), "selectionEnd": len(words)}
                await session.send("Input.imeSetComposition", {"text": words, **ends})

            async def kept() -> bool:
                found: Any = studio.values()
                for step in path:
                    found = found[step]
                return "muô" in found

            await compose("muo")
            await compose("muô")
            assert await until(kept), "the word is not in the file"
            rounds = studio.rounds
            while studio.rounds < rounds + ROUNDS_AFTER:
                await asyncio.sleep(0.05)
            await compose("muối")
            await session.send("Input.insertText", {"text": "muối"})
            assert await until(lambda: shows_words(place, place.expected(before, "muối")), 10), await place.words()
    finally:
        studio.close()


async def shows_words(place: Place, words: list[str]) -> bool:
    return await place.words() == words


@pytest.mark.parametrize("name", COMPOSED)
def test_a_word_that_rests_in_its_composition_is_kept_and_goes_on(name: str) -> None:
    """Engines with a preedit hold the last word of a sentence until the next key, and the power may go before."""
    asyncio.run(left_in_composition(name, COMPOSED[name]))
