"""Pages are set one by one unless a style sheet, or a template, looks from one to another."""

from __future__ import annotations

import pytest

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.together import groups_of, set_together
from bulletin.layout.spec import layout_names, load_layout


def pages(*html: str) -> tuple[ComposedPage, ...]:
    return tuple(
        ComposedPage(n, f'<section class="page">{text}</section>', (), (), (), (), (), (), ())
        for n, text in enumerate(html, 1)
    )


@pytest.mark.parametrize(
    ("css", "together"),
    [
        ("@page { size: 210mm 297mm } p { page: cover }", False),
        ("@page :left { margin: 0 }", True),
        ("@page cover:first { margin: 0 }", True),
        ("p:first-child, tr:nth-child(even), td.num:last-of-type { color: red }", False),
        ("ul>li:only-child { color: red }", False),
        ("section:first-child { color: red }", True),
        ("SECTION.page:nth-child(2) { color: red }", True),
        (".page:first-child { color: red }", True),
        ("* > :last-child { color: red }", True),
        ("p:not(:first-child) { color: red }", True),
        ("a:hover:first-child { color: red }", True),
        ("/* section:first-child */ p { background: url(a+b.png) }", False),
        ("h2 + p, p.x ~ ul { color: red }", False),
        ("section + section { color: red }", True),
        (".a ~ .b { color: red }", True),
        ("html:has(.cover) p { color: red }", True),
        ("li { counter-increment: n }", True),
        ("p::after { content: counter(page) }", True),
        ("p::after { content: target-text(attr(href)) }", True),
        ("h1 { string-set: title content() }", True),
        (".foot { position: running(foot) }", True),
        (".mark { position : fixed }", True),
        ("table { table-layout: fixed }", False),
        ("p { float: footnote }", True),
    ],
)
def test_a_style_sheet_that_looks_around(css: str, together: bool) -> None:
    assert set_together(f"<head><style>{css}</style></head>", pages("a", "b")) is together


@pytest.mark.parametrize(
    ("html", "together"),
    [
        ("<p style='color: red'>position: fixed</p>", False),
        ('<p style="counter-reset: n">x</p>', True),
        ('<p style="position:fixed">x</p>', True),
        ("<style>p { color: red }</style>", True),
        ('<link rel="stylesheet" href="a.css">', True),
    ],
)
def test_a_template_that_looks_around(html: str, together: bool) -> None:
    assert set_together("<style></style>", pages("a", html)) is together


def test_groups() -> None:
    one, two = pages("a", "b")
    assert groups_of("<style></style>", (one, two)) == [(one,), (two,)]
    assert groups_of("<style>@page :first { margin: 0 }</style>", (one, two)) == [(one, two)]


@pytest.mark.parametrize("name", layout_names())
def test_no_shipped_layout_looks_around(name: str, engine: LayoutEngine) -> None:
    head = LayoutEngine(load_layout(name), engine.fonts).composer.head({})
    assert not set_together(head, pages("a", "b"))
