"""Damage the tags of a good file: each damage is found, and named by the rule for tags alone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import make_laid
import pikepdf
import pytest
from pikepdf import Array, Name
from test_preflight_output import META

from bulletin.editions.screen import write_screen
from bulletin.layout.laid import Laid
from bulletin.preflight.proofs.prove import prove

LINE_SPACE = re.compile(rb"<[0-9a-f]{4}>[1-9]\d\d\] TJ")
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def laid() -> Laid:
    return make_laid.small()


@pytest.fixture(scope="module")
def good(laid: Laid) -> bytes:
    return write_screen(laid, make_laid.pictures(laid), META)


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            waiting += list(item)[::-1]
        elif not isinstance(item, int) and "/S" in item:
            if f"/{kind}" == item.S:
                yield item
            waiting += [item.K] if "/K" in item else []


def nth(pdf: pikepdf.Pdf, kind: str, number: int = 0) -> pikepdf.Object:
    return list(elements(pdf, kind))[number]


def lost_element(pdf: pikepdf.Pdf) -> None:
    article = nth(pdf, "Art")
    article.K = Array([kid for kid in article.K if kid.S != Name.P])


def swapped(pdf: pikepdf.Pdf) -> None:
    article = nth(pdf, "Art", 1)
    body = [at for at, kid in enumerate(article.K) if kid.S == Name.P]
    kids = list(article.K)
    kids[body[0]], kids[body[1]] = kids[body[1]], kids[body[0]]
    article.K = Array(kids)


def in_two(pdf: pikepdf.Pdf) -> None:
    article = nth(pdf, "Art")
    paragraph = next(kid for kid in article.K if kid.S == Name.P and isinstance(kid.get("/K"), Array))
    first, *rest = paragraph.K
    paragraph.K = first
    article.K.append(pdf.make_indirect(pikepdf.Dictionary(S=Name.P, P=article, Pg=paragraph.Pg, K=Array(rest))))


def elsewhere(pdf: pikepdf.Pdf) -> None:
    first, second = list(elements(pdf, "Art"))[:2]
    second.K.append(first.K[0])
    first.K = Array(list(first.K)[1:])


def one_article(pdf: pikepdf.Pdf) -> None:
    first, second = list(elements(pdf, "Art"))[:2]
    first.K = Array([*first.K, *second.K])
    second.S = Name.NonStruct
    second.K = Array([])


def apart(pdf: pikepdf.Pdf) -> None:
    figure = next(f for f in elements(pdf, "Figure") if isinstance(f.K, Array))
    caption = figure.K[-1]
    figure.K = figure.K[0]
    nth(pdf, "Art").K.append(caption)


def no_box(pdf: pikepdf.Pdf) -> None:
    del nth(pdf, "Figure").A


def plain_heading(pdf: pikepdf.Pdf) -> None:
    nth(pdf, "H1").S = Name.P


def deep_heading(pdf: pikepdf.Pdf) -> None:
    nth(pdf, "H1", 1).S = Name.H3


def untitled(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_line_spaces(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(LINE_SPACE.sub(b"] TJ", page.Contents.read_bytes()))


def circle(pdf: pikepdf.Pdf) -> None:
    article = nth(pdf, "Art")
    article.K.append(article)


@pytest.mark.parametrize(
    "change",
    [
        lost_element,
        swapped,
        in_two,
        elsewhere,
        one_article,
        apart,
        no_box,
        plain_heading,
        deep_heading,
        untitled,
        no_line_spaces,
    ],
    ids=lambda change: change.__name__,
)
def test_each_damage_is_found(laid: Laid, good: bytes, change: Change) -> None:
    assert {finding.rule.id for finding in prove(changed(good, change), laid)} == {"proof.tags"}


def test_a_tree_that_bites_its_tail_is_walked_once(laid: Laid, good: bytes) -> None:
    assert prove(changed(good, circle), laid) == ()


def test_the_good_file_raises_nothing(laid: Laid, good: bytes) -> None:
    assert prove(good, laid) == ()


def changed(good: bytes, change: Change) -> bytes:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()
