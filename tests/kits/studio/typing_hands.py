"""Hands that type Vietnamese in a real browser as four kinds of programs do, by the DevTools protocol.

C composes (Windows' own Telex, ibus); B sends backspaces and then letters (UniKey, EVKey, OpenKey); S selects to the
left and types over it; O types a narrow no-break space first, so that a suggestion of the browser goes away.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Literal

from vietnamese_keys import Method, screens

Behaviour = Literal["C", "B", "S", "O"]
Pace = Literal["one", "burst", "random"]
BEHAVIOURS: tuple[Behaviour, ...] = ("C", "B", "S", "O")
PACES: tuple[Pace, ...] = ("one", "burst", "random")
PACKET = 231
COMPOSED = 229
NARROW = "\u202f"
Message = tuple[str, dict[str, Any]]


def _key(kind: str, key: str, code: int, text: str = "", shift: bool = False) -> Message:
    sent: dict[str, Any] = {
        "type": kind, "key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code,
        "modifiers": 8 if shift else 0,
    }  # fmt: skip
    if code in (8, 37):
        sent["code"] = key
    return "Input.dispatchKeyEvent", sent | ({"text": text, "unmodifiedText": text} if text else {})


def _press(key: str, code: int, text: str = "", shift: bool = False) -> Iterator[Message]:
    yield _key("keyDown" if text else "rawKeyDown", key, code, text, shift)
    yield _key("keyUp", key, code, "", shift)


def _letters(words: str) -> Iterator[Message]:
    for sign in words:
        yield from _press(sign, PACKET, sign)


def _plain(sign: str) -> Iterator[Message]:
    yield from _press(sign, ord(sign.upper()) if sign.isalnum() and sign.isascii() else PACKET, sign)


def messages(words: str, behaviour: Behaviour, method: Method, early: bool) -> Iterator[Message]:
    """What a program sends while these words are typed."""
    word = ""
    for sign in words + "\0":
        if sign.isalpha():
            word += sign
            continue
        if word:
            yield from _word(word, behaviour, method, early)
            word = ""
        if sign != "\0":
            yield from _plain(sign)


def _word(word: str, behaviour: Behaviour, method: Method, early: bool) -> Iterator[Message]:
    before = ""
    for key, after in screens(word, method, early):
        if behaviour == "C":
            yield _key("rawKeyDown", "Process", COMPOSED)
            yield "Input.imeSetComposition", {"text": after, "selectionStart": len(after), "selectionEnd": len(after)}
            yield _key("keyUp", key, ord(key.upper()))
        elif after == before + key:
            yield from _plain(key)
        else:
            yield from _replaced(before, after, behaviour)
        before = after
    if behaviour == "C":
        yield "Input.insertText", {"text": word}


def _replaced(before: str, after: str, behaviour: Behaviour) -> Iterator[Message]:
    same = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    count, new = len(before) - same, after[same:]
    if behaviour == "S":
        for _ in range(count):
            yield from _press("ArrowLeft", 37, shift=True)
    else:
        if behaviour == "O":
            yield from _letters(NARROW)
        for _ in range(count + (behaviour == "O")):
            yield from _press("Backspace", 8)
    yield from _letters(new)


class Hands:
    """Types by a session of the DevTools protocol."""

    def __init__(self, session: Any, seed: int) -> None:
        self._session = session
        self._chance = random.Random(seed)

    async def type(
        self, words: str, behaviour: Behaviour, method: Method, pace: Pace, early: bool,
        between: Callable[[], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        """Type words; in a burst nothing is waited for, at random there are pauses of up to 0.7 s.

        Args:
            words: to be typed.
            behaviour: of the program.
            method: Telex or VNI.
            pace: of the hands.
            early: whether tones come right behind their vowel.
            between: done now and then between two keys.
        """
        sent = list(messages(words, behaviour, method, early))
        waiting: list[asyncio.Task[Any]] = []
        for number, (name, values) in enumerate(sent):
            task = asyncio.ensure_future(self._session.send(name, values))
            if pace == "burst":
                waiting.append(task)
            else:
                await task
                if pace == "random" and self._chance.random() < 0.04:
                    await asyncio.sleep(self._chance.choice((0.02, 0.12, 0.32, 0.7)))
            if between is not None and number % 40 == 20:
                await between()
        await asyncio.gather(*waiting)
