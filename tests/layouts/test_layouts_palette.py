"""A palette that the press edition can follow: one screen colour, one set of inks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.datafiles import find
from bulletin.errors import InputError
from bulletin.layout.spec import load_layout


def own(folder: Path, old: str, new: str) -> tuple[Path, ...]:
    """A layout of an office with one line changed."""
    target = folder / "layouts" / "rieng"
    shutil.copytree(find("layouts", "tuan-tin"), target)
    text = (target / "layout.yaml").read_text("utf-8")
    assert old in text
    (target / "layout.yaml").write_text(text.replace(old, new), "utf-8")
    return (folder / "layouts",)


XANH = 'xanh: {srgb: "#1d4e79", cmyk: [90, 60, 15, 25]}'


def test_one_screen_colour_with_two_inks_is_a_finding(tmp_path: Path) -> None:
    places = own(tmp_path, XANH, XANH + '\n  bien: {srgb: "#1D4E79", cmyk: [95, 60, 15, 25]}')
    with pytest.raises(InputError) as caught:
        load_layout("rieng", places)
    (finding,) = caught.value.findings
    assert finding.rule.id == "layout.one-colour-two-inks"
    assert finding.place.file == "layouts/rieng/layout.yaml"
    assert finding.what() == "màu “xanh” và màu “bien” trông giống nhau trên màn hình (#1d4e79) nhưng mực khác nhau"
    assert finding.remedy("en")


def test_two_names_for_one_colour_are_allowed(tmp_path: Path) -> None:
    places = own(tmp_path, XANH, XANH + "\n  bien" + XANH.removeprefix("xanh"))
    palette = load_layout("rieng", places).palette
    assert palette["bien"] == palette["xanh"]


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ('xanh: {srgb: "navy", cmyk: [90, 60, 15, 25]}', "schema.pattern"),
        (XANH.replace("90", "190"), "schema.out-of-range"),
    ],
)
def test_values_that_are_no_colours_are_refused(tmp_path: Path, new: str, rule: str) -> None:
    with pytest.raises(InputError) as caught:
        load_layout("rieng", own(tmp_path, XANH, new))
    assert [f.rule.id for f in caught.value.findings] == [rule]
