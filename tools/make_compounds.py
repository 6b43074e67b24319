"""Write the table of words of two syllables (`src/bulletin/data/desk/compounds.tsv`), and measure what it is worth.

    python tools/make_compounds.py underthesea-9.5.0-py3-none-any.whl [--measure]

The rows `own` and `right` of the table were written by hand for this program and are kept. The rows `news` and `alone`
are counted in one file of the package: which words of two syllables are there at least twice, and which words of one
syllable at least twenty times. Only the first 70 % of its sentences are counted; the rest is for measuring. No sentence
is copied, and nothing is unpickled.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import textwrap
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bulletin.desk.lint.nearness import compounds, near, suspects
from bulletin.desk.lint.tables import rows
from bulletin.text.vietnamese.syllable import is_syllable

TABLE = Path(__file__).parents[1] / "src" / "bulletin" / "data" / "desk" / "compounds.tsv"
MEMBER = "underthesea/pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
SHARE = 0.7
LEAST_WORDS = 2
LEAST_ALONE = 20
SEEDS = 1500

Sentence = list[str]


def sentences(wheel: Path) -> Iterator[Sentence]:
    """The words of each sentence; the syllables of a word have a blank between them."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(MEMBER).decode("utf-8")
    for part in unicodedata.normalize("NFC", text).split("\n\n"):
        words = [line.split("\t")[0] for line in part.split("\n") if line]
        if words:
            yield words


def counted(given: list[Sentence]) -> tuple[list[str], list[str]]:
    """Words of two syllables, and words of one syllable that are frequent."""
    words = Counter(word for sentence in given for word in sentence if all(map(_plain, word.split())))
    two = sorted(word.replace(" ", "_") for word, n in words.items() if word.count(" ") == 1 and n >= LEAST_WORDS)
    return two, sorted(word for word, n in words.items() if " " not in word and n >= LEAST_ALONE)


def _plain(syllable: str) -> bool:
    return syllable.islower() and is_syllable(syllable)


def write(wheel: Path, given: list[Sentence]) -> None:
    """The table: its origin, then the rows."""
    kept = {kind: sorted({word for k, text in rows("compounds") if k == kind for word in text.split()})
            for kind in ("own", "right")}  # fmt: skip
    two, alone = counted(given)
    kinds = {**kept, "news": sorted(set(two) - set(kept["own"])), "alone": alone}
    lines = [
        "# Words of two syllables. `own`, `right` (pairs that are right though they are near a word): written by hand",
        "# for this program. `news`, `alone` (syllables that mostly stand alone): counted by tools/make_compounds.py",
        f"# in {MEMBER}",
        f"# of {wheel.name}, licence Apache-2.0, SHA-256 of the package",
        f"# {hashlib.sha256(wheel.read_bytes()).hexdigest()}.",
    ]
    for kind, words in kinds.items():
        wrapped = textwrap.wrap(" ".join(words), 110, break_on_hyphens=False, break_long_words=False)
        lines += [f"{kind}\t{line}" for line in wrapped]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def runs(given: list[Sentence]) -> Iterator[list[str]]:
    """Rows of syllables in small letters with nothing between them."""
    for sentence in given:
        run: list[str] = []
        for syllable in (part for word in sentence for part in word.split()):
            if _plain(syllable):
                run.append(syllable)
            else:
                yield run
                run = []
        yield run


def measure(held: list[Sentence]) -> str:
    """How often the table is wrong about sentences that it was not made from, and how many seeded slips it finds."""
    clean = [run for run in runs(held) if len(run) > 1]
    named = [" ".join(run[at : at + 2]) for run in clean for at, _ in suspects(run)]
    words = sum(map(len, clean))
    random = Random(7)
    known = sorted({part for pair in compounds().words for part in pair})
    long = [run for run in clean if len(run) >= 6]
    seeded = found = 0
    while seeded < SEEDS:
        run = list(random.choice(long))
        at = random.randrange(len(run))
        others = [word for word in known if near(run[at], word)]
        if others:
            right, run[at] = run[at], random.choice(others)
            seeded += 1
            found += any(at in (place, place + 1) and meant[at - place] == right for place, meant in suspects(run))
    told = f"{words} words held out: {len(named)} pairs named ({1000 * len(named) / words:.2f} in 1,000)"
    return f"{told}: {', '.join(named)}\n{seeded} seeded real words: {found / seeded:.0%} found, right word first\n"


def main() -> int:
    """Write, and measure where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--measure", action="store_true", help="measure the table that is there, write nothing")
    options = parser.parse_args()
    every = list(sentences(options.wheel))
    cut = int(len(every) * SHARE)
    if options.measure:
        sys.stdout.write(measure(every[cut:]))
    else:
        write(options.wheel, every[:cut])
    return 0


if __name__ == "__main__":
    sys.exit(main())
