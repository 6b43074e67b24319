"""Pictures of a plan: every page and every story is in them, words are escaped, a PNG can be opened."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from PIL import Image
from plan_kit import front, good, headline, module, page, photo, plan_of, plan_with

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.flatplan.html import html_of
from bulletin.layout.flatplan.png import png_of
from bulletin.layout.flatplan.shapes import Label, Rect, sheet_of
from bulletin.layout.flatplan.svg import svg_of
from bulletin.layout.flatplan.text import BLANK, HEAD, LETTERS, PHOTO, legend, letters_of, picture, signs
from bulletin.layout.quality.description import White
from bulletin.layout.quality.score import score

PLAN = plan_with(good(2), good(3), good(4))
SVG = "{http://www.w3.org/2000/svg}"


def test_text_shows_all_pages_within_the_width() -> None:
    for width in (40, 80, 200):
        lines = picture(PLAN, width)
        assert max(map(len, lines)) <= max(width, 40)
        text = "\n".join(lines)
        assert all(f" {page.number} " in text for page in PLAN.pages)
        assert all(letter in text for letter in letters_of(PLAN).values())
        assert HEAD in text
        assert PHOTO in text


def test_a_hole_is_blank_in_the_text() -> None:
    hole = replace(good(2), white=(White(0, 10, 15, "trapped"),), modules=(module(photos=()),))
    row = picture(plan_of(hole), 40)[1 + 5]
    assert row.startswith(f"│{BLANK * 6}")
    assert row.rstrip("│").endswith("A")


def test_the_list_names_each_story_once_with_its_pages() -> None:
    cut = replace(good(2), modules=(module("dai", continues_on=3),))
    rest = replace(good(3), modules=(module("dai", continued_from=2),))
    lines = legend(plan_of(front(), cut, rest), "vi")
    assert [line[0] for line in lines] == ["A", "B", "C", "D"]
    assert "trang 2, 3" in lines[-1]
    assert "page 2, 3" in legend(plan_of(front(), cut, rest), "en")[-1]
    assert signs("vi") != signs("en")


def test_more_stories_than_letters_go_round() -> None:
    many = plan_of(*(page(n, module(f"s-{n}")) for n in range(1, 61)))
    letters = letters_of(many)
    assert len(letters) == 60
    assert letters["s-53"] == LETTERS[0]


def test_every_page_and_story_is_on_the_sheet() -> None:
    sheet = sheet_of(PLAN)
    labels = [shape.text for shape in sheet.shapes if isinstance(shape, Label)]
    for number in range(1, 6):
        assert any(label.startswith(f"{number} ") for label in labels)
    for shape in sheet.shapes:
        if isinstance(shape, Rect):
            assert 0 <= shape.x <= shape.x + shape.w <= sheet.width
            assert 0 <= shape.y <= shape.y + shape.h <= sheet.height
    photos = sum(len(m.photos) for p in PLAN.pages for m in p.modules)
    assert sum(isinstance(s, Rect) and s.fill == "#8795a5" for s in sheet.shapes) == photos


def test_facing_pages_touch_and_page_1_is_on_the_right() -> None:
    numbers = {s.text.split()[0]: s for s in sheet_of(PLAN).shapes if isinstance(s, Label) and s.text.endswith("%")}
    assert numbers["2"].x < numbers["3"].x
    assert numbers["2"].y == numbers["3"].y
    assert numbers["1"].x > 190


def test_svg_is_xml_and_escapes_words() -> None:
    sly = plan_of(page(1, module(head=(headline(20.0, ("<script>&", "x")),), photos=(photo(),))))
    root = ElementTree.fromstring(svg_of(sheet_of(sly)))
    assert "<script>&" in [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_html_holds_everything_and_asks_no_server(lang: str) -> None:
    text = html_of("<Số 7>", sheet_of(PLAN), score(PLAN), lang)
    assert "&lt;Số 7&gt;" in text
    assert "default-src 'none'" in text
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text
    assert text.count("<tr>") == 1 + len(score(PLAN))


def test_png_can_be_opened(fonts: FontSet) -> None:
    sheet = sheet_of(PLAN)
    with Image.open(io.BytesIO(png_of(sheet, fonts.faces[0].path))) as image:
        assert image.format == "PNG"
        assert image.width > 600
        assert len(set(image.convert("RGB").resize((200, 200)).tobytes())) > 20
