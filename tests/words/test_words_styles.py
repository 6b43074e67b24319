"""Styles of list marks and notes are made late, and are those that WeasyPrint makes of all rules."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector

from bulletin.layout.setting.layout_fonts import LayoutFonts
from bulletin.layout.setting.page_html import PageHTML
from bulletin.layout.setting.style_sheets import _RARE, StyleSheets

PAGE = "<html><head><style>{css}</style></head><body><ul><li id='a'>x</li></ul><p class='n'>y<b>z</b></p></body></html>"
SHEETS = [
    "p { color: red }",
    "li::marker { color: blue; white-space: normal } ::marker { white-space: pre-wrap !important }",
    ".n { float: footnote } .n::footnote-call { content: '*' } b::footnote-marker { font-size: 3em }",
    "@layer low { li::marker { color: green } } #a::marker { color: inherit }",
]
ASKED = ("color", "content", "white_space", "text_transform", "font_variant_numeric", "font_size", "vertical_align")


def _html(css: str) -> PageHTML:
    return PageHTML(PAGE.format(css=css), "https://bulletin.invalid/", lambda url, *_: {"string": b""})


def _look(style: Any) -> list[Any] | None:
    return None if style is None else [style[name] for name in ASKED]


@pytest.mark.parametrize("css", SHEETS)
def test_late_styles_are_those_of_weasyprint(css: str) -> None:
    fonts = LayoutFonts()
    try:
        ours, html = StyleSheets(fonts).context(_html(css))[0].style_for, _html(css)
        theirs = get_all_computed_styles(
            html, font_config=fonts, counter_style=CounterStyle(), page_rules=[], target_collector=TargetCollector()
        )
        mine = ours._html.etree_element
        for kind in (None, "before", *sorted(_RARE)):
            for one, other in zip(mine.iter(), html.etree_element.iter(), strict=True):
                assert _look(ours(one, kind)) == _look(theirs(other, kind)), (one.tag, kind)
    finally:
        fonts.close()


def test_only_the_marks_that_are_asked_for_are_made() -> None:
    fonts = LayoutFonts()
    try:
        styles = StyleSheets(fonts).context(_html("p { color: red }"))[0].style_for
        assert {kind for _, kind in styles._computed_styles} == {None}
        item = next(styles._html.etree_element.iter("li"))
        assert styles(item, "marker")["white_space"] == "pre"
        assert [key for key in styles._computed_styles if key[1]] == [(item, "marker")]
    finally:
        fonts.close()
