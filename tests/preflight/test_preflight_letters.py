"""Letters that no face has: the table of the fonts, the rule beside HarfBuzz, names, remedies and places."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import uharfbuzz as hb
from letter_kit import issue

from bulletin.assets.fonts.catalogue import catalogue_path, read_catalogue
from bulletin.assets.fonts.coverage import packed, shipped_coverage, unpacked
from bulletin.build.reading import check_issue
from bulletin.desk.letters import shown
from bulletin.text.letters.names import describe, replacement

ROOT = Path(__file__).parents[2]
from make_coverage import source_path, table  # noqa: E402

SERIF = shipped_coverage()["Source Serif 4"]["normal"]


def test_the_table_is_that_of_the_fonts() -> None:
    """After a change of fonts: python tools/make_coverage.py."""
    import json

    assert json.loads((ROOT / "fonts" / "coverage.json").read_text("utf-8")) == table()


def test_ranges_come_back_as_they_were() -> None:
    codes = {0x20, 0x21, 0x22, 0xA0, 0x1F600}
    assert packed(codes) == "20-22 A0 1F600"
    assert unpacked(packed(codes)) == codes


@pytest.mark.parametrize("spec", {s.source.sha256: s for s in read_catalogue(catalogue_path())}.values(), ids=str)
def test_the_rule_agrees_with_the_shaper(spec: object) -> None:
    """Whatever HarfBuzz shows as an empty box is missing by the rule, and nothing else but invisible characters."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(source_path(spec.source)))))  # type: ignore[attr-defined]
    covered = frozenset(font.face.unicodes)
    for code in (*range(0x21, 0x3100), *range(0xF000, 0xF100), *range(0xFB00, 0x10000), *range(0x1F300, 0x1F700)):
        letter = chr(code)
        buffer = hb.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        boxed = any(info.codepoint == 0 for info in buffer.glyph_infos)
        if boxed:
            assert not shown(letter, covered), f"U+{code:04X} is a box"
        elif not shown(letter, covered):
            assert not letter.isprintable() or code in _INVISIBLE, f"U+{code:04X} is shown"


_INVISIBLE = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0xFFA0, *range(0xFE00, 0xFE10)}


@pytest.mark.parametrize(
    ("letter", "words"),
    [("℃", "°C"), ("Ⅱ", "II"), ("ⅳ", "iv"), ("㎡", "m²"), ("㎞", "km"), ("①", "(1)"), ("⑳", "(20)"), ("❸", "(3)"),
     ("𝐀", "A"), ("𝟗", "9"), ("ﬃ", "ffi"), ("☎", "ĐT:"), ("「", "“"), ("🎉", None), ("學", None), ("\uf0b7", None)],
)  # fmt: skip
def test_what_to_type_instead(letter: str, words: str | None) -> None:
    assert replacement(letter, SERIF - {ord(letter)}) == words


@pytest.mark.parametrize(
    ("letter", "kind", "advice"),
    [
        ("🎉", "emoji", "Delete it"), ("\uf0b7", "bullet", "begin each line with “- ”"), ("✓", "bullet", "- "),
        ("學", "Chinese", "Latin letters"), ("ກ", "Lao", "Latin letters"), ("\ue123", "private", "Delete"),
        ("\U000e0041", "tag letter", "again by hand"), ("\u2063", "invisible", "again by hand"),
        ("\ufffd", "lost", "Type the lost letter again"), ("\u20e3", "keycap", "leave “1”"), ("🇻", "flag", "Delete"),
        ("\u00ad", "“ư” of an old font", "by hand"), ("\u0378", "a code without a letter", "Delete"),
    ],
)  # fmt: skip
def test_what_it_is_called(letter: str, kind: str, advice: str) -> None:
    name = describe(letter, SERIF, "1")
    assert kind in name.kind.en
    assert advice in name.advice.en


def letters(folder: Path, cache: Path) -> list[tuple[str, str]]:
    found = check_issue(folder, cache).findings
    return [(str(f.place), f.values["letter"]) for f in found if f.rule.id == "font.missing-letter"]


def test_each_letter_of_a_field_is_told_once_with_its_other_lines(tmp_path: Path, font_cache: Path) -> None:
    folder = issue(tmp_path / "so", body="Ngõ 學 dài 學.\n\n  Nhà 學 ở số Ⅱ.")
    found = [f for f in check_issue(folder, font_cache).findings if f.rule.id == "font.missing-letter"]
    assert sorted((str(f.place), f.values["letter"]) for f in found) == [
        ("articles/bai.yaml:4:7", "學"), ("articles/bai.yaml:6:14", "Ⅱ"),
    ]  # fmt: skip
    assert ["also on line 4, 6" in f.what("en") for f in found if f.values["letter"] == "學"] == [True]


def test_a_letter_typed_as_an_escape_has_the_place_of_its_value(tmp_path: Path, font_cache: Path) -> None:
    folder = issue(tmp_path / "so", title='"Quý \\u2161"')
    assert letters(folder, font_cache) == [("articles/bai.yaml:2:8", "Ⅱ")]


def test_the_face_of_the_field_decides(tmp_path: Path, font_cache: Path) -> None:
    """Source Serif 4 (body) has Greek letters, Archivo Narrow (title) has none."""
    folder = issue(tmp_path / "so", title='"Hạt α"', body="Hạt α.")
    assert letters(folder, font_cache) == [("articles/bai.yaml:2:13", "α")]


def test_parts_make_a_letter(tmp_path: Path, font_cache: Path) -> None:
    """`Ḥ` is in no face, H and the dot below are: HarfBuzz puts them together, and builds print it."""
    assert letters(issue(tmp_path / "so", title='"Ông Ḥmok"'), font_cache) == []


def test_publication_and_sheet_are_looked_at(tmp_path: Path, font_cache: Path) -> None:
    folder = issue(tmp_path / "so", publication='tagline: "Vui ☘"\n', sheet='notices:\n  - "Nghỉ 學"\n')
    assert letters(folder, font_cache) == [("publication.yaml:7:15", "☘"), ("issue.yaml:7:11", "學")]


def test_an_own_font_is_read_once(tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An own layout with an own family: its letters come from the font file, then from the cache."""
    import bulletin.assets.fonts.measure as measure
    from bulletin.assets.fonts.load import load_fonts

    folder = issue(tmp_path / "so", layout="cua-toi", title='"Hạt α"')
    shutil.copytree(ROOT / "layouts" / "tuan-tin", folder / "layouts" / "cua-toi")
    style = folder / "layouts" / "cua-toi" / "layout.yaml"
    style.write_text(style.read_text("utf-8").replace("Archivo Narrow", "Chu Co Quan"), "utf-8")
    (folder / "fonts").mkdir()
    from bulletin.assets.fonts.instance import instance
    from bulletin.assets.fonts.load import _source_bytes

    spec = next(s for s in read_catalogue(catalogue_path()) if s.family == "Archivo Narrow" and s.weight == 700)
    data = instance(_source_bytes(spec), spec.axes, "Chu Co Quan", 700, "normal")
    (folder / "fonts" / "co-quan.ttf").write_bytes(data)
    assert load_fonts([folder / "fonts"], font_cache).findings[0].rule.id == "font.own-added"
    assert letters(folder, font_cache) == [("articles/bai.yaml:2:13", "α")]
    measure.characters.cache_clear()
    monkeypatch.setattr(measure, "characters", lambda path: pytest.fail("read a second time"))
    assert letters(folder, font_cache) == [("articles/bai.yaml:2:13", "α")]


@pytest.mark.parametrize("field", ["title", "short_title"])
@pytest.mark.parametrize("role", ["continued-word", "jump"])
@pytest.mark.parametrize("heads", ["words", "titles"])
def test_the_faces_of_a_jump_are_asked_for_the_words_that_may_be_printed_there(
    tmp_path: Path, font_cache: Path, field: str, role: str, heads: str
) -> None:
    """A layout of one family but for one role at the jump, which only a layout with jump words prints titles in."""
    layout = re.sub(r"family: [\w ]+", "family: Source Serif 4", (ROOT / "layouts/tuan-tin/layout.yaml").read_text())
    layout = re.sub(rf"(\n  {role}: {{family: )[\w ]+", r"\1Archivo Narrow", layout)
    layout = layout.replace("jump_heads: words", f"jump_heads: {heads}")
    titles = {"title": '"Hạt nhỏ"', "article": 'short_title: "Hạt nhỏ"\n'}
    titles |= {"title": '"Hạt α"'} if field == "title" else {"article": 'short_title: "Hạt α"\n'}
    folder = issue(tmp_path / "so", layout="cua-toi", **titles)
    shutil.copytree(ROOT / "layouts" / "tuan-tin", folder / "layouts" / "cua-toi")
    (folder / "layouts" / "cua-toi" / "layout.yaml").write_text(layout, "utf-8")
    place = {"title": "articles/bai.yaml:2:13", "short_title": "articles/bai.yaml:3:19"}[field]
    assert letters(folder, font_cache) == ([(place, "α")] if heads == "words" else [])
