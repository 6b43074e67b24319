"""The block of words of the editor that a line of a body is in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.desk.approval import CHANGED_AFTER_APPROVAL
from bulletin.errors import Finding, Place
from bulletin.studio.forms.places import at_fields
from bulletin.studio.story.found_block import block_at
from bulletin.studio.story.nodes import body_nodes

_SAID = {"name": "Hạnh", "at": "…"}
BODY = """Một.

- hai
- ba

![[anh]]

Bốn
bốn.

| năm | sáu |
|---|---|
| bảy | tám |

Chín.
"""


@pytest.mark.parametrize(
    ("word", "number"),
    [("Một", 0), ("hai", 1), ("ba", 2), ("![[anh]]", 3), ("bốn.", 3), ("năm", 4), ("bảy", 6), ("Chín", 8)],
)
def test_a_line_is_in_the_block_that_the_editor_counts(word: str, number: int) -> None:
    assert block_at(BODY, BODY[: BODY.index(word)].count("\n")) == number


def test_a_body_without_words_has_no_block() -> None:
    assert block_at("", 0) is None
    assert block_at("![[anh]]\n", 0) is None


_LINES = st.lists(
    st.sampled_from(["", "chữ", "- mục", "1. mục", "## tít", "![[anh]]", "| a | b |", "|---|---|", "  sau"])
)


@given(_LINES, st.integers(0, 12))
def test_a_number_is_always_that_of_a_block(lines: list[str], line: int) -> None:
    body = "\n".join(lines)
    number, words = block_at(body, line), sum(map(_words, body_nodes(body)["blocks"]))
    assert number is None if not words else number is not None and 0 <= number < words


def _words(node: dict[str, Any]) -> int:
    inside = node.get("nodes") or [one for one in node.get("content", ()) if one["type"] != "text"]
    return sum(map(_words, inside)) if inside else int(node["type"] != "photo")


@pytest.mark.parametrize(
    "body",
    ["body: |\n  Một hai.\n\n  Ngày 31/2/2026 họp.\n", 'body: "Một hai.\\n\\nNgày 31/2/2026 họp."\n'],
    ids=["lines", "one line"],
)
def test_a_finding_in_a_body_says_its_block(body: str) -> None:
    source = f'id: mot\ntitle: "Một"\nsection: a\n{body}'.encode()
    line = next(n for n, text in enumerate(source.decode().split("\n"), 1) if "31/2" in text)
    found = at_fields(source, "article", (Finding(CHANGED_AFTER_APPROVAL, Place("", line, 12), "31/2/2026", _SAID),))
    assert (found[0].path, found[0].block) == (("body",), 1)
