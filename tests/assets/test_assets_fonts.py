from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen

from bulletin.assets.fonts import catalogue as font_catalogue
from bulletin.assets.fonts import load as fonts
from bulletin.assets.fonts.catalogue import Style, catalogue_path, read_catalogue
from bulletin.assets.fonts.load import REQUIRED, VIETNAMESE, FontSet, load_fonts
from bulletin.errors import ToolError

RUNNING = ("Source Serif 4", "Source Serif 4 Oldstyle", "Source Serif 4 Display", "Source Sans 3", "Archivo Narrow")
BASIC = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def font_set(cache: Path) -> FontSet:
    return load_fonts(None, cache)


def open_font(path: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob(path.read_bytes())))


def test_the_letters_are_the_134() -> None:
    assert len(VIETNAMESE) == 134
    assert {"ế", "ữ", "Ặ", "Ỹ", "đ", "Đ", "ơ", "Ư", "ă"} <= VIETNAMESE
    assert set("₫№–—…“”‘’²³°×→aZ09,") <= REQUIRED


def test_every_family_has_the_four_faces_and_every_face_every_letter(font_set: FontSet) -> None:
    assert {face.family for face in font_set.faces} == set(RUNNING)
    for family in RUNNING:
        for weight, style in BASIC:
            font_set.face(family, weight, style)  # type: ignore[arg-type]
    for face in font_set.faces:
        assert fonts.coverage(face) == ""
        assert fonts.missing(face, "Đồ Sơn, ngày 9/5: 12.000 ₫ → №") == ""
        have = open_font(face.path).face.unicodes
        assert not [ch for ch in REQUIRED if ord(ch) not in have]


@pytest.mark.parametrize(("weight", "style"), BASIC)
def test_old_style_figures_are_the_characters_of_their_family(font_set: FontSet, weight: int, style: Style) -> None:
    """3, 4, 5, 7 and 9 reach below the baseline, 0, 1 and 2 are as high as an x; letters are as in the plain face."""
    old = open_font(font_set.face("Source Serif 4 Oldstyle", weight, style).path)
    plain = open_font(font_set.face("Source Serif 4", weight, style).path)

    def reach(font: hb.Font, sign: str) -> tuple[int, int]:
        ink = font.get_glyph_extents(font.get_nominal_glyph(ord(sign)))
        return ink.y_bearing + ink.height, ink.y_bearing

    x_height = reach(plain, "x")[1]
    for sign in "34579":
        assert reach(old, sign)[0] < -0.1 * x_height < reach(plain, sign)[0] + 0.1 * x_height
    for sign in "012":
        assert reach(old, sign)[1] == pytest.approx(x_height, rel=0.12)
        assert reach(plain, sign)[1] > 1.2 * x_height
    # Nobody has to ask for them: a word is shaped with no feature.
    buffer = hb.Buffer()
    buffer.add_str("Số 1379, ô")
    buffer.guess_segment_properties()
    hb.shape(old, buffer)
    assert [info.codepoint for info in buffer.glyph_infos][3:7] == [old.get_nominal_glyph(ord(c)) for c in "1379"]
    assert [reach(old, c) for c in "SốôxgẬ"] == [reach(plain, c) for c in "SốôxgẬ"]


def test_a_font_without_old_style_figures_is_refused(font_set: FontSet) -> None:
    from bulletin.assets.fonts.instance import _with_old_figures

    data = font_set.face("Source Serif 4 Oldstyle", 400, "normal").path.read_bytes()
    with pytest.raises(ValueError, match="no old-style figures"):
        _with_old_figures(data)


def test_faces_are_static_named_apart_and_carry_their_style(font_set: FontSet) -> None:
    names = [face.postscript_name for face in font_set.faces]
    assert len(set(names)) == len(names)
    for face in font_set.faces:
        font = open_font(face.path).face
        assert {"fvar", "gvar", "HVAR", "avar"}.isdisjoint(font.table_tags)
        assert {"GSUB", "GPOS", "GDEF", "kern" if "kern" in font.table_tags else "GPOS"} <= set(font.table_tags)
        assert font.get_name(1) == face.family
        assert font.get_name(6) == face.postscript_name
        table = font.reference_table("OS/2").data
        bits = int.from_bytes(table[62:64], "big")
        assert int.from_bytes(table[4:6], "big") == face.weight
        assert bool(bits & 0x01) == (face.style == "italic")
        assert bool(bits & 0x20) == (face.weight >= 700)
        assert bool(bits & 0x40) == (face.style == "normal" and face.weight < 700)


def test_instances_are_the_variable_font_at_that_place(font_set: FontSet) -> None:
    """Advances and kerning of the static face against HarfBuzz's own variations of the source file."""
    from importlib.util import find_spec

    text = "Tổ quốc, Yế Phường Đồ Sơn: 1.234 “AVATAR” ffi"
    for spec in read_catalogue(catalogue_path()):
        found = find_spec(spec.source.module)
        assert found is not None
        assert found.submodule_search_locations
        source = open_font(Path(found.submodule_search_locations[0]) / spec.source.file)
        source.set_variations(dict(spec.axes))
        static = open_font(font_set.face(spec.family, spec.weight, spec.style).path)
        runs = []
        for font in (source, static):
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            old = font is source and spec.old_figures
            hb.shape(font, buffer, {"onum": True, "pnum": True} if old else {})
            glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            runs.append([(info.codepoint, at.x_advance, at.x_offset) for info, at in glyphs])
        assert [g[0] for g in runs[0]] == [g[0] for g in runs[1]]
        # Each glyph and each kerning value is rounded once in the static face.
        assert all(abs(a[1] - b[1]) <= 2 for a, b in zip(*runs, strict=True)), spec.postscript_name


def test_minimum_line_heights_follow_from_the_outlines(font_set: FontSet) -> None:
    """Measured here with a pen, not with the code under test: highest ink of the letters to lowest ink."""
    letters = VIETNAMESE | set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    for face in font_set.faces:
        font = open_font(face.path)
        bounds: dict[str, tuple[float, float]] = {}
        for ch in letters | set(",;()"):
            pen = BoundsPen(None)
            font.draw_glyph_with_pen(font.get_nominal_glyph(ord(ch)), pen)
            assert pen.bounds is not None
            bounds[ch] = (pen.bounds[1], pen.bounds[3])
        ink = (max(bounds[ch][1] for ch in letters) - min(low for low, _ in bounds.values())) / face.upem
        assert ink - 0.001 <= face.min_line_height < ink + 0.0115, face.postscript_name


def test_the_catalogue_agrees_with_the_measuring_code(font_set: FontSet) -> None:
    from bulletin.assets.fonts.measure import measure

    for face in font_set.faces:
        found = measure(face.path)
        assert found.min_line_height == face.min_line_height, face.postscript_name
        assert (found.upem, found.ascent, found.descent) == (face.upem, face.ascent, face.descent)
        assert face.descent < 0 < face.ascent


def test_unknown_family_and_missing_face_say_what_there_is(font_set: FontSet) -> None:
    for args, rule in ((("Times New Roman",), "font.family-unknown"), (("Archivo Narrow", 900), "font.face-missing")):
        with pytest.raises(ToolError) as caught:
            font_set.face(*args)  # type: ignore[arg-type]
        (finding,) = caught.value.findings
        assert finding.as_dict()["rule"] == rule
        assert "Archivo Narrow" in finding.what("vi")


def test_missing_characters_are_named(font_set: FontSet) -> None:
    face = font_set.face("Source Serif 4")
    assert fonts.missing(face, "Đồ Sơn\n\t☎ ★ 日") == "★☎日"


def test_css_and_files_go_together(font_set: FontSet) -> None:
    chosen = [font_set.face("Source Serif 4", 700, "italic"), font_set.face("Source Sans 3")]
    css = font_set.css([*chosen, chosen[0]])
    assert css.count("@font-face") == 2
    assert (
        'font-family:"Source Serif 4";font-weight:700;font-style:italic;src:url("fonts/SourceSerif4-BoldItalic.ttf")'
        in css
    )
    urls = font_set.urls(chosen)
    assert set(re.findall(r'url\("([^"]+)"\)', css)) == set(urls)
    assert all(path.is_file() for path in urls.values())
    assert len(font_set.urls()) == len(font_set.faces)


def test_the_same_faces_bit_for_bit_in_another_cache(font_set: FontSet, tmp_path: Path) -> None:
    again = load_fonts(None, tmp_path)
    assert [face.sha256 for face in again.faces] == [face.sha256 for face in font_set.faces]


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    good = load_fonts(None, tmp_path)
    for path, damage in (
        (good.faces[0].path, lambda whole: whole[:500] + b"?" + whole[501:]),
        (good.folder / "index.json", lambda whole: whole[:-10]),
    ):
        whole = path.read_bytes()
        path.write_bytes(damage(whole))
        assert load_fonts(None, tmp_path) == good
        assert path.read_bytes() == whole
    good.faces[3].path.unlink()
    assert load_fonts(None, tmp_path) == good


def test_warm_loading_is_cheap_and_parses_no_font(cache: Path, font_set: FontSet) -> None:
    code = (
        "import sys, time, json, pathlib\n"
        "from bulletin.assets.fonts.load import load_fonts\n"
        "times = []\n"
        "for _ in range(5):\n"
        "    start = time.process_time()\n"
        "    found = load_fonts(None, pathlib.Path(sys.argv[1]))\n"
        "    times.append(time.process_time() - start)\n"
        "bad = {'uharfbuzz', 'fontTools', 'yaml', 'weasyprint', 'PIL'} & set(sys.modules)\n"
        "print(json.dumps([min(times), sorted(bad), len(found.faces)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(cache)], capture_output=True, text=True, check=True)
    seconds, heavy, count = json.loads(done.stdout)
    assert heavy == []
    assert count == len(font_set.faces)
    assert seconds < 0.015


def test_a_missing_or_changed_package_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(ToolError) as caught:
        load_fonts(None, tmp_path / "a")
    assert [finding.as_dict()["rule"] for finding in caught.value.findings] == ["font.package-missing"]
    assert "fontpkg-source-serif-4" in caught.value.findings[0].what("vi")
    monkeypatch.undo()
    monkeypatch.setattr(fonts, "sha256", lambda data: "0" * 64)
    with pytest.raises(ToolError) as caught:
        load_fonts(None, tmp_path / "b")
    assert [finding.as_dict()["rule"] for finding in caught.value.findings] == ["font.changed"]


def test_the_catalogue_pins_every_axis(tmp_path: Path) -> None:
    text = catalogue_path().read_text(encoding="utf-8").replace("pinned: {opsz: 10}", "pinned: {}")
    path = tmp_path / "families.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="pinned"):
        read_catalogue(path)


@pytest.mark.parametrize(
    ("family", "weight", "style", "name"),
    [
        ("Source Serif 4", 400, "normal", "SourceSerif4-Regular"),
        ("Source Serif 4", 400, "italic", "SourceSerif4-Italic"),
        ("Source Sans 3", 600, "italic", "SourceSans3-SemiBoldItalic"),
        ("Chữ Đẹp", 950, "normal", "Chp-W950"),
        ("日", 700, "normal", "Font-Bold"),
    ],
)
def test_postscript_names(family: str, weight: int, style: str, name: str) -> None:
    assert font_catalogue.postscript_name(family, weight, style) == name


FONT_PROBE = """
import os, sys, json, warnings
from pathlib import Path
from bulletin.assets.fonts.load import load_fonts, fontconfig
cache = Path(sys.argv[1])
found = load_fonts(None, cache)
os.environ["FONTCONFIG_FILE"] = str(fontconfig(found.folder, cache))
warnings.simplefilter("error")
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
lines = "".join(
    f'<p style="font:{f.style} {f.weight} 10pt \\'{f.family}\\'">Đồ Sơn</p>' for f in found.faces
) + '<p style="font-family:Liberation Serif, DejaVu Sans, serif">hệ thống 日本</p>'
HTML(string='<html lang=vi>' + lines).write_pdf(sys.argv[2], font_config=FontConfiguration())
"""


def test_system_fonts_do_not_exist_and_pdf_names_are_foretold(font_set: FontSet, cache: Path, tmp_path: Path) -> None:
    import pikepdf

    out = tmp_path / "a.pdf"
    subprocess.run([sys.executable, "-c", FONT_PROBE, str(cache), str(out)], check=True, env=dict(os.environ))
    with pikepdf.open(out) as pdf:
        names = {str(font.BaseFont)[8:].replace(",", "") for page in pdf.pages for font in page.Resources.Font.values()}
    assert {face.pdf_name for face in font_set.faces} == names


def test_the_configuration_holds_odd_folders_and_is_written_once(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    folder = tmp_path / "phông & <chữ>"
    folder.mkdir()
    path = fonts.fontconfig(folder, tmp_path / "cache")
    before = path.stat().st_ino
    root = ElementTree.parse(path).getroot()
    assert [node.text for node in root.iter("dir")] == [str(folder)]
    assert not list(root.iter("include"))
    assert fonts.fontconfig(folder, tmp_path / "cache") == path
    assert path.stat().st_ino == before
