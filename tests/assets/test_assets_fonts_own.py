"""The office's own fonts: good ones are added, bad ones are refused with a finding."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import font_kit
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from bulletin.assets.fonts import load as fonts
from bulletin.assets.fonts import own as own_fonts
from bulletin.assets.fonts.load import FontSet, load_fonts


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def shipped(cache: Path) -> FontSet:
    return load_fonts(None, cache)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    return folder


def renamed(shipped: FontSet, family: str, change: Callable[[Any], None] | None = None, weight: int = 400) -> bytes:
    return font_kit.renamed(Path(shipped.face("Archivo Narrow", weight).path).read_bytes(), family, change)


def rules(found: FontSet) -> list[str]:
    """The ids, after every text of every finding was filled in both languages."""
    return [str(finding.as_dict()["rule"]) for finding in found.findings]


def test_no_folder_is_no_fault(cache: Path, shipped: FontSet, tmp_path: Path) -> None:
    assert load_fonts(tmp_path / "fonts", cache) == shipped
    assert load_fonts([tmp_path / "a", tmp_path / "b"], cache) == shipped


def test_good_fonts_are_added(cache: Path, shipped: FontSet, own: Path) -> None:
    (own / "Ward-Regular.TTF").write_bytes(renamed(shipped, "Phuong Serif"))
    (own / "bold").mkdir()
    (own / "bold" / "Ward-Bold.ttf").write_bytes(renamed(shipped, "Phuong Serif", weight=700))
    (own / "GIAY-PHEP.txt").write_text("giấy phép")
    for _ in range(2):  # cold, then from the cache
        found = load_fonts(own, cache)
        assert rules(found) == ["font.own-added", "font.own-added"]
        assert {finding.severity for finding in found.findings} == {"info"}
        face = found.face("Phuong Serif", 700)
        assert face.min_line_height == shipped.face("Archivo Narrow", 700).min_line_height
        assert face.licence == "unknown"
        assert face.origin == "fonts/bold/Ward-Bold.ttf"
        assert fonts.coverage(face) == ""
        assert len({face.url for face in found.faces}) == len(found.faces)
    (own / "Ward-Regular.TTF").unlink()
    assert face.path.is_file()


def test_a_variable_font_gives_regular_and_bold(cache: Path, own: Path) -> None:
    from importlib.util import find_spec

    spec = find_spec("fontpkg_archivo_narrow")
    assert spec is not None
    assert spec.submodule_search_locations
    font = TTFont(Path(spec.submodule_search_locations[0]) / "files" / "ArchivoNarrow[wght].ttf")
    font["name"].setName("Phuong Bien Thien", 1, 3, 1, 0x409)
    font.save(own / "v.ttf")
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-added"] * 2
    for weight in (400, 700):
        face = found.face("Phuong Bien Thien", weight)
        assert "fvar" not in TTFont(face.path)
        assert face.min_line_height == found.face("Archivo Narrow", weight).min_line_height


def test_opentype_with_cubic_outlines(cache: Path, own: Path) -> None:
    pen = T2CharStringPen(500, None)
    pen.moveTo((50, -100))
    pen.lineTo((450, -100))
    pen.lineTo((450, 800))
    pen.closePath()
    glyph = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A", 97: "A"})
    builder.setupCFF("Cff-Regular", {"FullName": "Cff"}, {".notdef": glyph, "A": glyph}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 50)})
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": "Cff", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400, fsType=8)
    builder.setupPost()
    builder.save(own / "c.otf")
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-added"]
    face = found.face("Cff")
    assert face.min_line_height == 0.9
    assert face.url.endswith(".otf")
    assert "ế" in fonts.coverage(face)


@pytest.mark.parametrize(
    ("fstype", "refused"), [(0, False), (2, True), (4, False), (8, False), (6, False), (0x100, True), (0x208, True)]
)
def test_embedding_rights(fstype: int, refused: bool, cache: Path, shipped: FontSet, own: Path) -> None:
    (own / "a.ttf").write_bytes(renamed(shipped, "Ban Quyen", lambda font: setattr(font["OS/2"], "fsType", fstype)))
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-restricted" if refused else "font.own-added"]
    assert any(face.family == "Ban Quyen" for face in found.faces) != refused


def test_a_face_that_is_there_twice(cache: Path, shipped: FontSet, own: Path) -> None:
    (own / "a.ttf").write_bytes(renamed(shipped, "Hai Lan"))
    (own / "b.ttf").write_bytes(renamed(shipped, "Hai Lan", lambda font: setattr(font["OS/2"], "fsType", 8)))
    (own / "c.ttf").write_bytes(shipped.face("Source Sans 3").path.read_bytes())
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-added", "font.own-duplicate", "font.own-duplicate"]
    assert "fonts/a.ttf" in found.findings[1].what("vi")
    assert found.face("Source Sans 3") == shipped.face("Source Sans 3")


def without(tag: str) -> Callable[[Any], None]:
    def change(font: Any) -> None:
        del font[tag]

    return change


def nameless(font: Any) -> None:
    font["name"].names = []


BROKEN: dict[str, Callable[[bytes, FontSet], bytes]] = {
    "empty": lambda good, _: b"",
    "text": lambda good, _: b"day khong phai phong chu",
    "half": lambda good, _: good[: len(good) // 2],
    "head only": lambda good, _: good[:12],
    "zeros after the directory": lambda good, _: good[:400] + bytes(len(good) - 400),
    "no cmap": lambda good, s: renamed(s, "X", without("cmap")),
    "no name": lambda good, s: renamed(s, "X", nameless),
    "no outlines": lambda good, s: renamed(s, "X", without("glyf")),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_fonts_are_findings(case: str, cache: Path, shipped: FontSet, own: Path) -> None:
    good = renamed(shipped, "Hong")
    (own / "a.ttf").write_bytes(BROKEN[case](good, shipped))
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-broken"]
    assert found.faces == shipped.faces
    assert "fonts/a.ttf" in found.findings[0].what("vi")
    assert found.findings[0].place.file == "fonts/a.ttf"


def no_memory(_font: object) -> None:
    raise MemoryError


def test_a_fault_of_ours_is_no_broken_font(
    cache: Path, shipped: FontSet, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "a.ttf").write_bytes(renamed(shipped, "Khong Hong"))
    monkeypatch.setattr(own_fonts, "postscript_name", None)
    with pytest.raises(TypeError, match="not callable"):
        load_fonts(own, cache)


def test_want_of_memory_is_no_broken_font(
    cache: Path, shipped: FontSet, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "a.ttf").write_bytes(renamed(shipped, "Thieu Bo Nho"))
    monkeypatch.setattr(TTFont, "getGlyphOrder", no_memory)
    with pytest.raises(MemoryError):
        load_fonts(own, cache)


def test_an_error_of_the_parser_is_the_font(
    cache: Path, shipped: FontSet, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "a.ttf").write_bytes(renamed(shipped, "Doc Hong"))
    monkeypatch.setattr(TTFont, "getGlyphOrder", lambda font: 1 / 0)
    assert rules(load_fonts(own, cache)) == ["font.own-broken"]


def test_random_damage_never_raises(cache: Path, shipped: FontSet, own: Path) -> None:
    good = renamed(shipped, "Ngau Nhien")
    chance = random.Random(7)
    for _ in range(25):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (own / "a.ttf").write_bytes(data)
        assert set(rules(load_fonts(own, cache))) <= {"font.own-added", "font.own-broken", "font.own-restricted"}


def test_other_kinds_links_and_giants(cache: Path, shipped: FontSet, own: Path) -> None:
    (own / "a.woff2").write_bytes(b"wOF2")
    (own / "b.ttc").write_bytes(b"ttcf")
    (own / "c.ttf").symlink_to(shipped.faces[0].path)
    with (own / "d.ttf").open("wb") as file:
        file.truncate(30_000_000)
    found = load_fonts(own, cache)
    assert rules(found) == ["font.own-kind", "font.own-kind", "font.own-kind", "font.own-broken"]
    assert found.faces == shipped.faces


def test_a_linked_folder_is_refused_and_links_inside_are_not_followed(
    cache: Path, shipped: FontSet, own: Path, tmp_path: Path
) -> None:
    (own / "Ward.ttf").write_bytes(renamed(shipped, "Phuong Serif"))
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / "fonts").symlink_to(own)
    assert rules(load_fonts(tmp_path / "so" / "fonts", cache)) == ["font.own-kind"]
    (own / "vong").symlink_to(own)
    assert rules(load_fonts(own, cache)) == ["font.own-added"]


def test_a_copied_system_folder_is_refused_soon(cache: Path, own: Path) -> None:
    for number in range(150):
        (own / f"{number:03}.ttf").write_bytes(b"")
    found = rules(load_fonts(own, cache))
    assert found == ["font.own-broken"] * 100 + ["font.own-too-many"]


@pytest.mark.parametrize("table", ["glyf", "loca", "hmtx", "hhea", "head", "maxp", "cmap", "OS/2", "name", "post"])
def test_a_table_of_noise_is_refused_and_no_fault_of_ours(cache: Path, shipped: FontSet, own: Path, table: str) -> None:
    """Whatever a table holds, the file is taken or refused; the noise is the same at every run."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    for seed in range(6):
        reader = SFNTReader(io.BytesIO(renamed(shipped, "Phuong Serif")))
        out = io.BytesIO()
        writer = SFNTWriter(out, len(reader.keys()), reader.sfntVersion)
        for tag in reader.keys():  # noqa: SIM118 - not a mapping
            data = bytearray(reader[tag])
            noise = random.Random(seed)
            for _ in range(1 + seed * 20 if tag == table else 0):
                data[noise.randrange(len(data))] = noise.randrange(256)
            writer[tag] = bytes(data)
        writer.close()
        (own / f"Ward-{seed}.ttf").write_bytes(out.getvalue())
    assert {rule.partition(".")[0] for rule in rules(load_fonts(own, cache))} == {"font"}
