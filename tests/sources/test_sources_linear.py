"""Twice the typing costs at most two and a half times the CPU: no pattern and no search is quadratic."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth_kit import growth

from bulletin.sources.issue import parse

HEAD = "ma: a\ntieu_de: T\n"
BODY = HEAD + "noi_dung: |\n  "

# What is typed n times, and how often: each takes some hundredths of a second.
FLOODS: dict[str, tuple[Callable[[int], str], int]] = {
    "photo marks": (lambda n: BODY + "![[" * n, 60_000),
    "closed photo marks": (lambda n: BODY + "![[x]] " * n, 8_000),
    "photo marks, one a line": (lambda n: BODY + "![[x]]\n\n  " * n, 4_000),
    "brackets in a body": (lambda n: BODY + "[" * n, 160_000),
    "blanks in a body": (lambda n: BODY + "a" + " " * n + "b", 160_000),
    "blanks in a value": (lambda n: f"{HEAD}sapo: a{' ' * n}b\nnoi_dung: x\n", 160_000),
    "blanks after quotes": (lambda n: f'{HEAD}sapo: "a"{" " * n}b\nnoi_dung: x\n', 120_000),
    "blanks before a comment": (lambda n: f"{HEAD}sapo: a: b{' ' * n}# c\nnoi_dung: x\n", 120_000),
    "blanks and hashes": (lambda n: f"{HEAD}sapo: a{' #' * n}\nnoi_dung: x\n", 60_000),
    "blanks in brackets": (lambda n: f"{HEAD}nguon: {{ten: a{' ' * n}b}}\nnoi_dung: x\n", 120_000),
    "brackets in brackets' words": (lambda n: f"{HEAD}nguon: {{ten: {'a]' * n}}}\nnoi_dung: x\n", 40_000),
    "straight quotes": (lambda n: f"{HEAD}sapo: {chr(34) * n}a\nnoi_dung: x\n", 80_000),
    "quotes and blanks": (lambda n: f"{HEAD}sapo: {(chr(34) + ' ') * n}a\nnoi_dung: x\n", 40_000),
    "curly quotes": (lambda n: f"{HEAD}sapo: {'“' * n}a{'”' * n}\nnoi_dung: x\n", 24_000),
    "backslashes": (lambda n: f"{HEAD}sapo: {chr(34)}{chr(92) * 2 * n}x.jpg{chr(34)}\nnoi_dung: x\n", 40_000),
    "odd backslashes in brackets": (lambda n: f'{HEAD}nguon: {{ten: "{chr(92)}q{"a" * n}"}}\nnoi_dung: x\n', 120_000),
    "open quotes": (lambda n: HEAD + "ban_quyen:\n" + '- "a\n' * n, 3_000),
    "open quotes, deeper lines": (lambda n: HEAD + 'sapo: "a\n' + '  b: "c\n' * n, 3_000),
    "open brackets, deeper lines": (lambda n: HEAD + "sapo: [a\n" + "  b: [c\n" * n, 2_000),
    "colons": (lambda n: f"{HEAD}sapo: {': ' * n}a\nnoi_dung: x\n", 40_000),
    "colons without blanks": (lambda n: f"{HEAD}{'a:' * n}\nnoi_dung: x\n", 40_000),
    "wide colons": (lambda n: f"{HEAD}{'a：' * n}\nnoi_dung: x\n", 40_000),
    "one long key": (lambda n: f"{HEAD}{'tieu_de_' * n}: x\nnoi_dung: x\n", 16_000),
    "many keys": (lambda n: HEAD + "".join(f"tieu_{k}: x\n" for k in range(n)) + "noi_dung: x\n", 1_000),
    "dashes": (lambda n: HEAD + "tac_gia:\n" + "- " * n + "a\n", 40_000),
    "boxes": (lambda n: BODY + "x\nhop_tin:\n" + "- noi_dung: |\n    a\n" * n, 1_000),
    "lines at the margin": (lambda n: BODY + "x\n" + "a b c\n" * n, 6_000),
    "comments in a body": (lambda n: BODY + "x\n" + "# a\n" * n, 6_000),
    "empty lines": (lambda n: BODY + "x\n" + "\n" * n + "sapo: a\n", 40_000),
    "tabs": (lambda n: BODY + "x\n" + "\ta\n" * n, 4_000),
    "photos of like ids": (
        lambda n: BODY + "x\nanh:\n" + "".join(f"- {{ma: {'a' * 30}{k}, tep: a.jpg}}\n" for k in range(n)), 700,
    ),
    "photos and unknown marks": (
        lambda n: BODY + "![[x]] " * n + "\nanh:\n" + "".join(f"- {{ma: b{k}, tep: a.jpg}}\n" for k in range(n)), 700,
    ),
    "two long ids": (lambda n: f"{BODY}![[{'ab' * n}]]\nanh:\n- {{ma: {'ab' * n}c, tep: a.jpg}}\n", 20_000),
    "a long address": (lambda n: f"{HEAD}ma_qr: https://a.vn/{'a@' * n}\nnoi_dung: x\n", 40_000),
    "a long address of dots": (lambda n: f"{HEAD}ma_qr: {'a-.' * n}\nnoi_dung: x\n", 40_000),
    "a long date": (lambda n: f"{HEAD}ngay_dang: {'thứ ' * n}\nnoi_dung: x\n", 24_000),
    "a long number": (lambda n: f"{HEAD}anh: {{tam_diem: {'1 ' * n}}}\nnoi_dung: x\n", 24_000),
    "a long id": (lambda n: f"ma: {'a-' * n}\ntieu_de: T\nnoi_dung: x\n", 40_000),
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_twice_the_typing_costs_twice(name: str) -> None:
    make, size = FLOODS[name]
    assert len(make(2 * size)) > 7 * len(make(size // 4))
    assert len(make(2 * size).encode()) < 1_000_000, "more than a file may hold: nothing would be read"

    def work(count: int) -> Callable[[], object]:
        text = make(count).encode()
        return lambda: parse("article", text, "articles/a.yaml")

    assert not (seen := growth(work, size)), seen
