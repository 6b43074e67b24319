"""Slips in a layout of one's own: each is named with file and line, all at once, and none is a bug of ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from own_kit import OwnIssue, own_issue

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose, composing_of
from bulletin.errors import ExitCode, InputError
from bulletin.layout.setting.referee import set_composed

SHEET, MASTHEAD, STYLE = "layout.yaml", "masthead.html.j2", "style.css"
SHIPPED = Path(__file__).parents[2] / "layouts" / "tuan-tin" / STYLE
AFTER = len(SHIPPED.read_text("utf-8").splitlines()) + 2
"""The line of what is added behind an empty line to the sheet that `own` copies."""
Break = Callable[[OwnIssue], object]


@pytest.fixture
def own(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> OwnIssue:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    return own_issue(tmp_path / "so", shared / "cache")


def sheet(old: str, new: str) -> Break:
    return lambda own: own.change(SHEET, old, new)


def add(file: str, text: str) -> Break:
    return lambda own: own.write(file, (own.layout / file).read_text("utf-8") + text if text else "")


def masthead(text: str) -> Break:
    return lambda own: own.write(MASTHEAD, text)


BROKEN: dict[str, tuple[Break, list[str]]] = {
    # layout.yaml
    "a bracket left open": (sheet("title: Tuần tin", "title: [unclosed"), ["layout.yaml:2:8 yaml.syntax"]),
    "a list": (lambda own: own.write(SHEET, "- a\n- b\n"), ["layout.yaml:1:1 yaml.not-a-mapping"]),
    "an empty sheet": (lambda own: own.write(SHEET, ""), ["layout.yaml:1:1 yaml.empty-file"]),
    "an anchor": (sheet("columns: 3\ng", "columns: &x 3\ng"), ["layout.yaml:8:10 yaml.anchor"]),
    "three slips at once": (
        lambda own: (
            own.change(SHEET, "\ncolumns: 3", "\ncolumns: hai"),
            own.change(SHEET, "row_pt: 12.4", "row_pt: 1"),
            own.change(SHEET, "max_crop", "max_crap"),
        ),
        [
            "layout.yaml:8:10 schema.not-a-number",
            "layout.yaml:10:9 schema.out-of-range",
            "layout.yaml:24:10 schema.unknown-key",
        ],
    ),
    "a key twice": (sheet("\ncolumns: 3", "\ncolumns: 3\ncolumns: 2"), ["layout.yaml:9:1 schema.duplicate-key"]),
    "one measure of two": (sheet("[190, 270]", "[190]"), ["layout.yaml:5:10 schema.measures"]),
    "words for measures": (sheet("[190, 270]", "A4"), ["layout.yaml:5:10 schema.measures"]),
    "five inks": (sheet("[0, 95, 85, 25]", "[0, 95, 85, 25, 1]"), ["layout.yaml:32:31 schema.measures"]),
    "too much ink": (sheet("[0, 95, 85, 25]", "[0, 195, 85, 25]"), ["layout.yaml:32:31 schema.out-of-range"]),
    "no colour": (sheet('"#b3202a"', "red"), ["layout.yaml:32:14 schema.pattern"]),
    "a name that is no class": (sheet("  do:", '  "x{}":'), ["layout.yaml:32:3 schema.pattern"]),
    "a role that is a number": (
        sheet("subhead: {family: Archivo Narrow, weight: 700, size_pt: 9.9, leading_pt: 12.4}", "subhead: 9"),
        ["layout.yaml:45:12 schema.not-a-group"],
    ),
    "no family": (
        sheet("\n  caption: {family: Source Sans 3, ", "\n  caption: {"),
        ["layout.yaml:61:12 schema.missing"],
    ),
    "body is not a row": (
        sheet("leading_pt: 12.4, align", "leading_pt: 12, align"),
        ["layout.yaml:40:60 layout.bad-value"],
    ),
    "a flow of three columns": (sheet("newspaper", "flow"), ["layout.yaml:8:10 layout.bad-value"]),
    "a role that is needed": (sheet("  imprint:", "  imprynt:"), ["layout.yaml:40:3 layout.role-missing"]),
    "a head of briefs without a role": (
        sheet("  briefs-head:", "  briefs-heads:"),
        ["layout.yaml:40:3 layout.role-missing"],
    ),
    "a palette of two minds": (
        sheet('xanh: {srgb: "#1d4e79"', 'xanh: {srgb: "#b3202a"'),
        ["layout.yaml:33:9 layout.one-colour-two-inks"],
    ),
    "margins that meet": (
        sheet("inner: 13", "inner: 160"),
        ["layout.yaml:8:10 layout.no-room", "layout.yaml:16:21 layout.no-room", "layout.yaml:21:20 layout.no-room"],
    ),
    "a masthead as high as the page": (
        sheet("masthead_rows: 10", "masthead_rows: 60"),
        ["layout.yaml:12:3 layout.no-room"],
    ),
    "rows too high": (sheet("bottom: 11", "bottom: 200"), ["layout.yaml:10:9 layout.no-room"]),
    "too little leading": (
        sheet("size_pt: 8.8, leading_pt: 11.2", "size_pt: 8.8, leading_pt: 9"),
        ["layout.yaml:70:63 layout.tight-leading"],
    ),
    "a family that is not there": (
        sheet("continued: {family: Archivo Narrow", "continued: {family: Arial"),
        ["layout.yaml:59:23 font.family-unknown"],
    ),
    "a weight that is not there": (
        sheet("continued: {family: Archivo Narrow, weight: 700", "continued: {family: Archivo Narrow, weight: 500"),
        ["layout.yaml:59:47 font.face-missing"],
    ),
    "Latin-1": (
        lambda own: (own.layout / SHEET).write_bytes("title: Tuần".encode("utf-16")),
        ["layout.yaml:1:1 yaml.encoding"],
    ),
    # files
    "no style sheet": (lambda own: (own.layout / STYLE).unlink(), ["style.css layout.file-missing"]),
    "no masthead": (lambda own: (own.layout / MASTHEAD).unlink(), ["masthead.html.j2 layout.file-missing"]),
    "no sheet": (lambda own: (own.layout / SHEET).unlink(), ["layout.yaml layout.file-missing"]),
    "a folder for a template": (
        lambda own: (own.layout / "running.html.j2").mkdir(),
        ["running.html.j2 file.not-regular"],
    ),
    "a pipe for a style sheet": (
        lambda own: ((own.layout / STYLE).unlink(), os.mkfifo(own.layout / STYLE)),
        ["style.css file.not-regular"],
    ),
    "a template in Latin-1": (
        lambda own: (own.layout / "running.html.j2").write_bytes("Số".encode("cp1258", "replace") + b"\xff"),
        ["running.html.j2 layout.not-utf8"],
    ),
    "an endless style sheet": (lambda own: own.write(STYLE, "/*" + "x" * 300_000 + "*/"), ["style.css layout.too-big"]),
    "too many templates": (
        lambda own: [own.write(f"t{n}.html.j2", "") for n in range(99)],
        [". layout.too-many-files"],
    ),
    # templates
    "half an expression": (masthead("broken {{"), ["masthead.html.j2:1 layout.template"]),
    "a loop left open": (masthead("{% for x in [1] %}\n{{ x }}"), ["masthead.html.j2:2 layout.template"]),
    "a name of the masthead": (masthead("\n{{ masthead.nosuch }}"), ["masthead.html.j2:2 layout.template"]),
    "a name by itself": (masthead("\n\n{{ nosuch }}"), ["masthead.html.j2:3 layout.template"]),
    "a filter": (masthead("{{ 1|nosuch }}"), ["masthead.html.j2:1 layout.template"]),
    "a test": (masthead("{{ 1 is nosuch }}"), ["masthead.html.j2:1 layout.template"]),
    "a template that is not there": (
        masthead("\n{% include 'nosuch.html.j2' %}"),
        ["masthead.html.j2:2 layout.template"],
    ),
    "a role in a template": (
        masthead('{{ ink.line("nosuch", "x", frame(0, 0, 9, 9)) }}'),
        ["masthead.html.j2:1 layout.role-missing"],
    ),
    "a role that is computed": (
        masthead('{{ ink.line("no" ~ "such", "x", frame(0, 0, 9, 9)) }}'),
        ["masthead.html.j2:1 layout.role-missing"],
    ),
    "a division": (masthead("{{ 1 / 0 }}"), ["masthead.html.j2:1 layout.template"]),
    "types that do not fit": (masthead("{{ masthead.name + 1 }}"), ["masthead.html.j2:1 layout.template"]),
    "arguments": (masthead("{{ frame(1) }}"), ["masthead.html.j2:1 layout.template"]),
    "a macro that calls itself": (
        masthead("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
        ["masthead.html.j2:1 layout.template"],
    ),
    "a page without end": (
        masthead("{% for x in range(90000) %}{{ 'x' * 99 }}{% endfor %}"),
        ["page.html.j2 layout.template"],
    ),
    "brackets in brackets": (masthead("{{ " + "(" * 3000 + ")" * 3000 + " }}"), ["masthead.html.j2 layout.template"]),
    # style.css
    "an address": (add(STYLE, "\na { background: url(x.png) }"), [f"style.css:{AFTER}:17 layout.css-address"]),
    "another sheet": (add(STYLE, '\n@import "x.css";'), [f"style.css:{AFTER}:1 layout.css-address"]),
    "a face of its own": (add(STYLE, "\n@font-face { font-family: x }"), [f"style.css:{AFTER}:1 layout.css-address"]),
    "a hidden address": (
        add(STYLE, "\na { background: u\\72l(file:///etc/passwd) }"),
        [f"style.css:{AFTER}:17 layout.css-address"],
    ),
    "an end of the sheet": (
        add(STYLE, "\n</style><img src=file:///etc/passwd>"),
        [f"style.css:{AFTER} layout.css", f"style.css:{AFTER}:36 layout.css"],
    ),
    "a brace too many": (add(STYLE, "\n}"), [f"style.css:{AFTER}:1 layout.css"]),
    "a string left open": (add(STYLE, "\na { content: 'x\n }"), [f"style.css:{AFTER}:14 layout.css"]),
}


def places(own: OwnIssue) -> list[str]:
    found = []
    for finding in own.problems():
        where = str(finding.place).removeprefix("layouts/cua-toi").removeprefix("/") or "."
        found.append(f"{where.removeprefix('layouts/_base/')} {finding.rule.id}")
    return found


@pytest.mark.parametrize("slip", BROKEN)
def test_a_slip_is_named_with_its_place(own: OwnIssue, slip: str) -> None:
    spoil, expected = BROKEN[slip]
    spoil(own)
    assert places(own) == expected
    assert {finding.rule.exit_code for finding in own.problems()} == {ExitCode.BAD_INPUT}


def test_a_copy_of_a_shipped_layout_is_sound(own: OwnIssue) -> None:
    assert own.problems() == ()


@pytest.mark.parametrize(
    ("css", "place"),
    [
        ("\n.kicker { colr: red }", f"style.css:{AFTER}:11 layout.css"),
        ("\n\n.kicker { width: 3qq }", f"style.css:{AFTER + 1}:11 layout.css"),
        ("\n.kicker::nosuch { color: red }", f"style.css:{AFTER} layout.css"),
    ],
)
def test_css_that_the_page_setter_ignores_is_named_with_its_place(own: OwnIssue, css: str, place: str) -> None:
    add(STYLE, css)(own)
    assert own.problems() == ()
    run = BuildRun(own.cache)
    checked = read(run, own.folder, proof=False)
    assert checked.issue is not None
    engine = layout_engine(run, checked.issue)
    composed = compose(run, engine, checked.issue, checked.seen)
    done = set_composed(engine, composed, composing_of(checked.issue, checked.seen))
    found = [f"{f.place} {f.rule.id}".removeprefix("layouts/cua-toi/") for f in done.findings]
    assert found == [place]


@pytest.mark.parametrize(
    "template",
    [
        '<p data-slot="9.9">x</p>', '<p data-slot="x">x</p>', '<p data-slot="1.99999999999999999999">x</p>',
        '<p data-slot="1.-1">x</p>', '<img src="file:///etc/passwd">', '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="https://example.com/x.css">', '<base href="file:///etc/"><img src="passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>', '<div style="background: url(file:///etc/passwd)">x</div>',
        '<svg><image href="file:///etc/passwd"/></svg>', '<object data="file:///etc/passwd"></object>',
        '<style>@import url(file:///etc/passwd);</style>',
    ],
)  # fmt: skip
def test_html_that_asks_for_more_is_an_error_and_loads_nothing(own: OwnIssue, template: str) -> None:
    own.change(MASTHEAD, "</header>", f"{template}</header>")
    run = BuildRun(own.cache)
    checked = read(run, own.folder, proof=False)
    assert checked.issue is not None
    engine = layout_engine(run, checked.issue)
    composed = compose(run, engine, checked.issue, checked.seen)
    try:
        done = set_composed(engine, composed, composing_of(checked.issue, checked.seen))
    except InputError:  # the page setter could make nothing of it, and that was said
        return
    assert b"root:" not in done.laid.pdf
    assert [finding for finding in done.findings if finding.severity == "error"], template
