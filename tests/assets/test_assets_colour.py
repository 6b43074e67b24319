from __future__ import annotations

import pytest

from bulletin.assets.colour import Colour, check_contrast, contrast_ratio, read_palette
from bulletin.errors import Place

BLACK = Colour("ink", "#000000", (0, 0, 0, 1))
WHITE = Colour("paper", "#ffffff", (0, 0, 0, 0))


def test_palette_is_read_in_order() -> None:
    colours, findings = read_palette(
        {"sea": {"srgb": "#0A5C8A", "cmyk": [0.9, 0.4, 0, 0.2]}, "red-2": {"srgb": "#8a1c1c", "cmyk": (0, 1, 1, 0)}}
    )
    assert findings == ()
    assert list(colours) == ["sea", "red-2"]
    assert colours["sea"] == Colour("sea", "#0a5c8a", (0.9, 0.4, 0.0, 0.2))
    assert colours["sea"].rgb == pytest.approx((10 / 255, 92 / 255, 138 / 255))


@pytest.mark.parametrize(
    ("mapping", "rule"),
    [
        (None, "colour.invalid"),
        ({"Đỏ": {"srgb": "#000000", "cmyk": [0, 0, 0, 1]}}, "colour.invalid"),
        ({"a": "#000000"}, "colour.invalid"),
        ({"a": {"srgb": "#000000"}}, "colour.invalid"),
        ({"a": {"srgb": "#000", "cmyk": [0, 0, 0, 1]}}, "colour.invalid"),
        ({"a": {"srgb": 0, "cmyk": [0, 0, 0, 1]}}, "colour.invalid"),
        ({"a": {"srgb": "#000000", "cmyk": [0, 0, 1]}}, "colour.invalid"),
        ({"a": {"srgb": "#000000", "cmyk": [0, 0, 0, 1.1]}}, "colour.invalid"),
        ({"a": {"srgb": "#000000", "cmyk": [0, 0, 0, True]}}, "colour.invalid"),
        ({"a": {"srgb": "#000000", "cmyk": [0, 0, 0, "1"]}}, "colour.invalid"),
        ({"a": {"srgb": "#000000", "cmyk": [1, 1, 1, 0.2]}}, "colour.too-much-ink"),
    ],
)
def test_bad_palettes(mapping: object, rule: str) -> None:
    _, findings = read_palette(mapping, Place(file="layout.yaml"))
    assert [finding.as_dict()["rule"] for finding in findings] == [rule]
    for lang in ("vi", "en"):
        assert findings[0].what(lang)
        assert findings[0].remedy(lang)


def test_contrast() -> None:
    assert contrast_ratio(BLACK, WHITE) == pytest.approx(21)
    assert contrast_ratio(WHITE, WHITE) == 1
    grey = Colour("grey", "#767676", (0, 0, 0, 0.54))
    assert contrast_ratio(grey, WHITE) == pytest.approx(4.54, abs=0.01)
    assert check_contrast(grey, WHITE) == ()
    pale = Colour("pale", "#949494", (0, 0, 0, 0.4))
    assert [finding.as_dict()["rule"] for finding in check_contrast(pale, WHITE)] == ["colour.contrast"]
    assert check_contrast(pale, WHITE, large=True) == ()
