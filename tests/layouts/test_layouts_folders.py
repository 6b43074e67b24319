"""A layout's folder by itself: measures, palette, roles, and CSS that every edition can print."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from layouts_kit import LAYOUTS, NAMES, contrast, rgb, templates, without_comments

from bulletin.layout.spec import LayoutSpec, load_layout

SECTION_COLOURS = {"do", "xanh", "luc", "cam", "tim"}
# What the text flow, the proofs or the conversion for the press cannot bear, with the reason.
FORBIDDEN = {
    r"\bfloat\s*:": "text is placed by us",
    r"\bdisplay\s*:\s*(inline-)?(flex|grid)": "text is placed by us",
    r"\bcolumns?(-count|-width)?\s*:": "columns are made by us",
    r"\boverflow\s*:": "it would hide text instead of reporting it",
    r"\b(text-transform|letter-spacing|font-(variant|feature|stretch)[\w-]*)\s*:": "measured otherwise",
    r"\bhyphens\s*:\s*auto": "lines are broken by us",
    r"gradient\(": "becomes a picture on the press",
    r"\bopacity\s*:|rgba?\(|hsla?\(|#[0-9a-f]{4}\b(?![0-9a-f])|#[0-9a-f]{8}\b": "needs transparency",
    r"\b(box|text)-shadow\s*:|\bfilter\s*:|blur\(|\bmix-blend|\bmask|clip-path": "needs transparency",
    r"\b(groove|ridge|inset|outset)\b": "prints in colours that no palette names",
    r"url\(|@import|@font-face": "nothing is fetched",
}
PYTHON_ROLES = (
    "body", "box", "box-title", "table", "table-head", "subhead", "kicker", "headline", "subtitle", "standfirst",
    "dateline", "continued", "caption", "quote", "quote-by", "author", "source", "address", "qr-caption", "contents",
    "imprint",
)  # fmt: skip
NAMED_ROLE = re.compile(r"""(?:ink\.line|one)\(\s*"([\w-]+)"|fit\([^()]*(?:\([^()]*\))?[^()]*,\s*"([\w-]+)\"""")


@pytest.fixture(params=NAMES)
def spec(request: pytest.FixtureRequest) -> LayoutSpec:
    return load_layout(request.param)


def test_the_three_layouts_are_there() -> None:
    assert {"tuan-tin", "ban-tin-a4", "so-tay"} <= set(NAMES)


def test_pages_are_really_different() -> None:
    specs = [load_layout(name) for name in ("tuan-tin", "ban-tin-a4", "so-tay")]
    assert [s.trim_mm for s in specs] == [(190, 270), (210, 297), (130, 190)]
    assert [s.columns for s in specs] == [3, 2, 1]
    for one, other in combinations(specs, 2):
        assert one.role("headline").family != other.role("headline").family
        assert not set(one.palette.values()) & (set(other.palette.values()) - {other.palette["muc"]} - _greys(other))


def _greys(spec: LayoutSpec) -> set[object]:
    return {ink for ink in spec.palette.values() if ink.cmyk[:3] == (0, 0, 0)}


def test_a_body_line_is_a_row(spec: LayoutSpec) -> None:
    assert spec.role("body").leading_pt == spec.row_pt
    assert spec.role("subhead").leading_pt <= spec.row_pt
    assert spec.role("body").align == "justify"


def test_columns_are_wide_enough_to_justify(spec: LayoutSpec) -> None:
    """Vietnamese is not hyphenated: under 28 characters a line (about 0.47 em each) gaps tear open."""
    assert spec.column_mm * 72 / 25.4 / (0.47 * spec.role("body").size_pt) > 28


def test_every_colour_is_given_for_screen_and_press(spec: LayoutSpec) -> None:
    assert set(spec.palette) >= SECTION_COLOURS | {"muc"}
    for name, ink in spec.palette.items():
        assert re.fullmatch(r"#[0-9a-f]{6}", ink.srgb), name
        assert all(0 <= part <= 100 for part in ink.cmyk), name
        assert sum(ink.cmyk) <= 300, f"{name}: more ink than newsprint takes"
    assert spec.palette["muc"].cmyk == (0, 0, 0, 100)


def test_screen_and_press_mean_the_same_colour(spec: LayoutSpec) -> None:
    """A coarse conversion is enough to catch a slip of the pen (a swapped column, a forgotten black)."""
    for name, ink in spec.palette.items():
        c, m, y, k = (part / 100 for part in ink.cmyk)
        coarse = [255 * (1 - part) * (1 - k) for part in (c, m, y)]
        apart = max(abs(a - b) for a, b in zip(coarse, rgb(ink.srgb), strict=True))
        assert apart < 75, f"{name}: {ink.srgb} and {ink.cmyk} are {apart:.0f} apart"


def test_section_colours_differ_and_carry_text(spec: LayoutSpec) -> None:
    for one, other in combinations(sorted(SECTION_COLOURS), 2):
        a, b = rgb(spec.palette[one].srgb), rgb(spec.palette[other].srgb)
        assert sum(abs(x - y) for x, y in zip(a, b, strict=True)) > 60, (one, other)
    for name in SECTION_COLOURS:
        assert contrast(rgb(spec.palette[name].srgb), (255, 255, 255)) >= 4.5, name


def test_roles_used_are_roles_given(spec: LayoutSpec) -> None:
    named = {role for path in templates(spec.name).values() for pair in NAMED_ROLE.findall(path.read_text("utf-8"))
             for role in pair if role}  # fmt: skip
    assert {"masthead-name", "running", "folio", "contents-title", "contents-number"} <= named
    printed = named - ({"briefs-head"} if not spec.furniture.briefs_head else set())
    printed -= {"teaser", "teaser-number"} if not spec.furniture.skybox_rows else set()
    for role in (*PYTHON_ROLES, *sorted(printed)):
        assert role in spec.roles, role


def test_roles_given_are_roles_used(spec: LayoutSpec) -> None:
    sources = "".join(path.read_text("utf-8") for path in templates(spec.name).values())
    used = {
        *PYTHON_ROLES,
        *(["initial"] if spec.initials.rows else []),
        *(["teaser"] if spec.furniture.skybox_rows else []),
    }
    for role in spec.roles:
        assert {role, role.split("-")[0]} & used or f'"{role}"' in sources, role


def test_codes_are_large_enough_to_scan(spec: LayoutSpec) -> None:
    assert min(spec.codes.size_mm, spec.codes.brief_size_mm) >= 15


@pytest.mark.parametrize("folder", ["_base", *NAMES])
def test_style_and_templates_hold_nothing_forbidden(folder: str) -> None:
    for path in sorted((LAYOUTS / folder).iterdir()):
        if path.suffix in {".css", ".j2"}:
            text = without_comments(path.read_text("utf-8"))
            for pattern, why in FORBIDDEN.items():
                found = re.search(pattern, text, re.I)
                assert found is None, f"{path.name}: {found and found[0]} ({why})"


@pytest.mark.parametrize(
    "css",
    [
        "a { float: left }", "a{display:flex}", "a { columns: 2 }", "a { column-count: 2 }", "a { opacity: .5 }",
        "a { color: rgba(0,0,0,.5) }", "a { color: #00000080 }", "a { background: linear-gradient(red, blue) }",
        "a { border: 1pt groove red }", "a { box-shadow: 0 0 1pt red }", "a { text-transform: uppercase }",
    ],
)  # fmt: skip
def test_the_list_of_forbidden_things_finds_them(css: str) -> None:
    assert any(re.search(pattern, css, re.I) for pattern in FORBIDDEN)


def test_the_list_of_forbidden_things_lets_good_css_pass() -> None:
    css = (
        "a { display: none; color: #1a1a1a; border: 0.3pt solid var(--ke); text-align: right } .column-rule { top: 0 }"
    )
    assert not any(re.search(pattern, css, re.I) for pattern in FORBIDDEN)
    assert without_comments("/* float: left */a{}{# opacity: 1 #}") == "a{}"
