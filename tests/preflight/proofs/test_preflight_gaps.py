"""Where two pieces of text on one line are one word, and where a word space lies between them."""

from __future__ import annotations

import pytest
from flight_kit import HEIGHT, MM, WIDTH, drawn, words

from bulletin.layout.laid import PageBox, TextSlot
from bulletin.preflight.proofs.text import prove_text

SIZE_PT, LETTER_EM = 10.0, 0.5  # every letter of the kit's font is half as wide as it is high


@pytest.mark.parametrize(
    ("gap_em", "text", "wrong"),
    [
        (0.0, "motnam", []),
        (0.0, "mot nam", ["proof.text-spaces"]),
        (0.05, "motnam", []),
        (0.2, "mot nam", []),
        (0.25, "mot nam", []),
        (0.6, "mot nam", []),
        (0.85, "mot nam", []),
    ],
)
def test_a_gap_of_a_word_space_parts_words(gap_em: float, text: str, wrong: list[str]) -> None:
    """Justified lines set each word by itself; a gap from 0.12 of the size on is a space."""
    second = 20 + (3 * LETTER_EM + gap_em) * SIZE_PT / MM
    page = drawn(f"{words('mot', size=SIZE_PT)} {words('nam', size=SIZE_PT, at=(second, 40))}")
    slot = TextSlot("bai", "body", text, PageBox(1, 15, 30, 60, 15))
    assert [finding.rule.id for finding in prove_text(1, page, [slot], (WIDTH, HEIGHT))] == wrong
