"""Words of a value are replaced and nothing else is: in every way to write YAML, over generated files."""

from __future__ import annotations

import random

import pytest
from edited_files import RUNS, made_file

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.words import replace_many, replace_words

NEW = ("ngành", "“Dân vận khéo”", "it's", 'nói "có"', "a\\b", "–", "Ngành mới", "x: y")


def kept_lines(before: bytes, after: bytes) -> int:
    """How many lines differ between two files with the same lines otherwise."""
    old, new = before.split(b"\n"), after.split(b"\n")
    assert len(old) == len(new)
    return sum(a != b for a, b in zip(old, new, strict=True))


@pytest.mark.parametrize("seed", range(RUNS))
def test_one_word_changes_one_line_and_one_value(seed: int) -> None:
    made, rng = made_file(seed), random.Random(seed)
    file = open_file(made.data, "article")
    assert file is not None
    for path in made.paths:
        value = file.value(path)
        assert value is not None, path
        word = rng.choice(value.split())
        start = value.index(word)
        new = rng.choice(NEW)
        after = replace_words(made.data, path, start, start + len(word), new)
        node = file.node(path)
        bare = getattr(node, "style", "") == "" or getattr(node, "mend", None) is not None
        if after is None:  # a plain value cannot take every sign; it is left and reported
            assert bare, (path, word, new)
            continue
        assert kept_lines(made.data, after) <= 1
        again = open_file(after, "article")
        assert again is not None
        assert again.value(path) == value[:start] + new + value[start + len(word) :]
        for other in made.paths:
            if other != path:
                assert again.value(other) == file.value(other)
        back = replace_words(after, path, start, start + len(new), word)
        coded = getattr(node, "style", "") == chr(34)  # a code in a word comes back as its sign
        assert back == made.data or coded or bare, "back to the same bytes"


def test_plain_words_are_always_replaced() -> None:
    left = total = 0
    for seed in range(RUNS):
        made = made_file(seed)
        file = open_file(made.data, "article")
        assert file is not None
        for path in made.paths:
            value = file.value(path) or ""
            start = value.index("Chữ")
            total += 1
            left += replace_words(made.data, path, start, start + 3, "Lời") is None
    assert left == 0, f"{left} of {total}"


SIMPLE = "id: a\nsection: x\ntitle: {title}\nbody: |\n  Một.\n"


@pytest.mark.parametrize(
    ("typed", "old", "new", "wanted"),
    [
        ("Ngành nghành  # chú", "nghành", "ngành", "Ngành ngành  # chú"),
        ("'It''s nghành'", "It's", "It’s", "'It’s nghành'"),
        ('"a \\u1EBF nghành"', "nghành", 'ng"ành', '"a \\u1EBF ng\\"ành"'),
        ("Họp: nghành  # c", "nghành", "ngành", "Họp: ngành  # c"),
        ('"Dân" nghành', "nghành", "ngành", '"Dân" ngành'),
        ("“Dân nghành”", "nghành", "ngành", "“Dân ngành”"),
        ("Tổ #5 nghành", "#5", "#6", "Tổ #6 nghành"),
        ("  kinh tế –\n  xã hội", "kinh tế – xã hội", "kinh tế - xã hội", "  kinh tế -\n  xã hội"),
        (">-\n  kinh tế –\n  xã hội", "kinh tế – xã hội", "kinh tế - xã hội", ">-\n  kinh tế -\n  xã hội"),
        ('"D:\\xa\\nghành"', "nghành", "ngành", '"D:\\xa\\ngành"'),
    ],
)
def test_the_way_of_writing_stays(typed: str, old: str, new: str, wanted: str) -> None:
    data = SIMPLE.replace("{title}", typed).encode()
    file = open_file(data, "article")
    value = file.value(("title",)) if file else None
    assert value is not None
    start = value.index(old)
    after = replace_words(data, ("title",), start, start + len(old), new)
    assert after is not None
    assert after.decode() == SIMPLE.replace("{title}", wanted)


@pytest.mark.parametrize("new", ["# x", "x: y\nz"])
def test_what_would_read_otherwise_is_not_written(new: str) -> None:
    data = SIMPLE.replace("{title}", "Chữ hết").encode()
    assert replace_words(data, ("title",), 3, 4, " " + new + "\n") is None


def test_several_places_at_once() -> None:
    data = SIMPLE.replace("{title}", '"một hai ba"').encode()
    after = replace_many(data, ("title",), [(0, 3, "1"), (4, 7, ""), (8, 10, "3")])
    assert after is not None
    assert b'title: "1  3"' in after
    assert replace_many(data, ("title",), [(4, 7, ""), (0, 3, "1")]) is None, "not ascending"
    assert replace_many(data, ("kicker",), [(0, 1, "")]) is None, "not there"


def test_a_file_that_cannot_be_read_is_not_written() -> None:
    assert replace_words(b"title: [a\n", ("title",), 0, 1, "b") is None
    assert replace_words(b"\xff\xfe", ("title",), 0, 1, "b") is None
