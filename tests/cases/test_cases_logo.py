# ruff: noqa: E501 - hostile drawings read better on one line
"""The logo of a publication: in every masthead, as a picture and as a drawing, and nothing hostile through it."""

from __future__ import annotations

import io
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image, ImageDraw

from bulletin.assets.drawing import Drawing, read_drawing
from bulletin.build.reading import Checked, read
from bulletin.build.recipe import build_job
from bulletin.build.request import Choices
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import ComposedIssue, compose_issue, lay_out, prove_screen, prove_words, write_screen_edition
from bulletin.datafiles import find
from bulletin.errors import Finding, InputError, ProofError
from bulletin.layout.laid import Laid
from bulletin.layout.pages.frames import Frame
from bulletin.layout.pages.html import fitted
from bulletin.preflight.proofs.prove import Expected, prove

CASE = Path(__file__).parent / "47-typing" / "logo-svg"
LAYOUTS = ("tuan-tin", "ban-tin-a4", "so-tay")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
EMBLEM = f"""<?xml version="1.0" encoding="UTF-8"?>
{HEAD} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="60mm" height="60mm" viewBox="0 0 100 100">
<title>Biểu trưng</title><metadata><any xmlns="urn:x">y</any></metadata>
<defs><linearGradient id="g" inkscape:collect="always"><stop offset="0" style="stop-color:#d01020;stop-opacity:1"/>
<stop offset="1" stop-color="#ffcc00"/></linearGradient><clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath></defs>
<style type="text/css">.nen{{fill:#c8102e}}</style><circle class="nen" cx="50" cy="50" r="49"/>
<path id="sao" d="M50 20 L60 45 H85 L65 60 L72 85 L50 70 L28 85 L35 60 L15 45 H40 Z" fill="url(#g)"/>
<g clip-path="url(#c)"><rect id="o" x="45" y="45" width="10" height="10" fill="#000"/></g><use xlink:href="#o" x="4"/>
</svg>""".encode()
WIDE = f'{HEAD} viewBox="0 0 300 80"><rect width="300" height="80" fill="#0b3d91"/></svg>'.encode()


def picture(width: int, height: int) -> bytes:
    """A PNG with transparent corners and with words in its metadata."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), fill=(200, 16, 46, 255))
    exif = Image.Exif()
    exif[0x010F] = "MAYANH-BIMAT"
    out = io.BytesIO()
    image.save(out, "PNG", exif=exif)
    return out.getvalue()


def folder_of(tmp_path: Path, layout: str, name: str, data: bytes) -> Path:
    """The issue of the case below a publication with a logo; its articles are filled with sentences."""
    folder = tmp_path / "so-47"
    (folder / "articles").mkdir(parents=True)
    publication: dict[str, Any] = {
        "ma": "song-ngan", "ten": "Sông Ngân", "co_quan_xuat_ban": "Văn phòng phường", "ky_han": "Hằng tuần",
        "ho_so_phap_ly": "internal", "layout": layout, "bieu_trung": name, "outputs": {"record": {"photos": True}},
    }  # fmt: skip
    (tmp_path / "publication.yaml").write_text(yaml.safe_dump(publication, allow_unicode=True), "utf-8")
    (tmp_path / name).write_bytes(data)
    sheet = yaml.safe_load((CASE / "issue.yaml").read_text("utf-8"))
    del sheet["so_trang"]
    for placed in sheet["sap_xep"]:
        placed.pop("vi_tri", None)
        r = random.Random(placed["bai"])
        body = " ".join(f"Câu số {n} nói về {r.choice(('bến', 'chợ', 'ngõ'))} nhà ta." for n in range(60))
        article = {"ma": placed["bai"], "tieu_de": f"Bài {placed['bai']}", "noi_dung": body}
        text = yaml.safe_dump(article, allow_unicode=True)
        (folder / "articles" / f"{placed['bai']}.yaml").write_text(text, "utf-8")
    (folder / "issue.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), "utf-8")
    return folder


SCREEN_ALONE = Choices(editions=("screen",))


def checked(folder: Path, cache: Path) -> Checked:
    return read(BuildRun(cache), folder, proof=True)


def planned(folder: Path, cache: Path) -> tuple[BuildRun, ComposedIssue]:
    run = BuildRun(cache)
    return run, compose_issue(run, folder, None, SCREEN_ALONE)


def set_pages(folder: Path, cache: Path) -> tuple[Laid, bytes]:
    """The pages and the screen edition, proved."""
    told = [f.rule.id for f in checked(folder, cache).findings if f.severity != "info"]
    assert [rule for rule in told if not rule.startswith("desk.")] == []  # its words are made up
    run, done = planned(folder, cache)
    laid, photos = lay_out(run, layout_engine(run, done.issue), done)
    pdf = write_screen_edition(run, done.issue, laid, photos.get("screen", {}))
    prove_words(run, done.issue, laid)
    prove_screen(run, laid, pdf)
    return laid, pdf


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("name", "data", "ratio"), [
    ("bieu-trung.svg", EMBLEM, 1.0), ("dai.svg", WIDE, 3.75), ("bieu-trung.png", picture(700, 700), 1.0),
])  # fmt: skip
def test_47_every_masthead_has_a_place(
    layout: str, name: str, data: bytes, ratio: float, tmp_path: Path, font_cache: Path
) -> None:
    laid, pdf = set_pages(folder_of(tmp_path, layout, name, data), font_cache)
    (slot,) = laid.drawings if name.endswith("svg") else laid.photos
    assert slot.box.page == 1
    assert slot.box.width / slot.box.height == pytest.approx(ratio, rel=0.01)
    assert max(slot.box.width, slot.box.height) > 14
    front = [other.box for other in laid.slots if other.box.page == 1]
    assert not [box for box in front if overlap(box, slot.box)], "text beside the logo keeps away from it"
    name_slot = next(other for other in laid.slots if other.role == "masthead-name")
    if layout != "ban-tin-a4":
        assert name_slot.box.x + name_slot.box.width / 2 == pytest.approx(laid.trim_mm[0] / 2, abs=3)
    assert figures(pdf) == ["Biểu trưng của Văn phòng phường"]


def overlap(one: Any, other: Any) -> bool:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return wide > 0.3 and high > 0.3


def figures(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            str(item.get("/Alt", ""))
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]


@pytest.mark.parametrize(("name", "data"), [("bieu-trung.svg", EMBLEM), ("bieu-trung.png", picture(700, 700))])
def test_47_the_logo_is_printed_in_inks(name: str, data: bytes, tmp_path: Path, font_cache: Path) -> None:
    folder = folder_of(tmp_path, "tuan-tin", name, data)
    out = tmp_path / "out"
    told = build_job({
        "folder": str(folder), "out": str(out), "cache": str(font_cache),
        "choices": {"printer": "offset-coated", "editions": ["screen", "press", "office", "record"]},
    })  # fmt: skip
    assert {"screen", "press", "office", "record"} <= set(told["files"])
    with pikepdf.open(out / "record.pdf") as record:
        assert record.attachments[name.replace("/", "__")].get_file().read_bytes() == data
    assert not re.search(rb"DeviceRGB|CalRGB", expanded(out / "press.pdf"))
    assert not re.search(rb"DeviceRGB|CalRGB|DeviceCMYK", expanded(out / "office.pdf"))
    assert b"BIMAT" not in b"".join(expanded(out / f"{e}.pdf") for e in ("screen", "press", "office"))
    named = [f for f in told["findings"] if f["rule"] == "edition.through-icc"]
    if name.endswith("svg"):
        assert "#c8102e" in named[0]["en"]["what"]
        assert "#000000" not in named[0]["en"]["what"]
        assert not re.search(rb"[\d.] (rg|RG)\s", expanded(out / "press.pdf"))
        assert b"/PatternType 2" in expanded(out / "press.pdf")
    assert name in (out / "release.json").read_text("utf-8")


def test_47_a_gradient_prints_in_one_ink(tmp_path: Path, font_cache: Path) -> None:
    """A stages with black ink alone once had its file withheld: the gradient was in four inks."""
    folder, out = folder_of(tmp_path, "so-tay", "bieu-trung.svg", EMBLEM), tmp_path / "out"
    job = {"folder": str(folder), "out": str(out), "cache": str(font_cache)}
    told = build_job({**job, "choices": {"printer": "offset-mono", "editions": ["press"]}})
    assert told["files"] == {"press": "press.pdf"}
    with pikepdf.open(out / "press.pdf") as file:
        (shading,) = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/PatternType") == 2]
        ends = shading.Shading.Function.Functions[0]
        assert shading.Shading.ColorSpace == "/DeviceGray"
        assert 0 < float(ends.C0[0]) < float(ends.C1[0]) < 1, "red is darker than yellow"


def expanded(path: Path) -> bytes:
    """The file with its streams unpacked, but for pictures and fonts."""
    out = io.BytesIO()
    with pikepdf.open(path) as file:
        file.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False,
                  object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


def test_47_a_coarse_picture_is_named_where_it_was_typed(tmp_path: Path, font_cache: Path) -> None:
    folder = folder_of(tmp_path, "tuan-tin", "nho.png", picture(50, 50))
    run, done = planned(folder, font_cache)
    with pytest.raises(ProofError) as stopped:
        lay_out(run, layout_engine(run, done.issue), done)
    (finding,) = [f for f in stopped.value.findings if f.severity == "error"]
    assert finding.rule.id == "photo.too-low-resolution"
    assert str(finding.place).startswith("../publication.yaml:")


def test_47_a_drawing_that_vanished_is_noticed(tmp_path: Path, font_cache: Path) -> None:
    laid, pdf = set_pages(folder_of(tmp_path, "tuan-tin", "bieu-trung.svg", EMBLEM), font_cache)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page = file.pages[0]
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        page.Contents.write(re.sub(rb"(?<=\s)(f\*?|S)(?=\s)", b"n", content))
        out = io.BytesIO()
        file.save(out)
    assert "proof.photo-missing" in {f.rule.id for f in prove(out.getvalue(), laid, Expected(tagged=False))}


def test_47_a_layout_that_drops_the_logo_is_named(tmp_path: Path, font_cache: Path) -> None:
    folder = folder_of(tmp_path, "rieng", "bieu-trung.svg", EMBLEM)
    shutil.copytree(find("layouts", "tuan-tin/layout.yaml").parent, tmp_path / "layouts" / "rieng")
    masthead = tmp_path / "layouts" / "rieng" / "masthead.html.j2"
    lines = masthead.read_text("utf-8").splitlines()
    masthead.write_text("\n".join(line for line in lines if "ink.logo" not in line), "utf-8")
    with pytest.raises((ProofError, InputError)) as stopped:
        planned(folder, font_cache)
    (finding,) = [f for f in stopped.value.findings if f.rule.id == "layout.dropped"]
    assert "masthead.html.j2" in str(finding.place)
    assert "ink.logo(frame(" in finding.remedy("en")


BODY = '<rect width="9" height="9"/>'
HOSTILE = {
    "script": (f'{HEAD}viewBox="0 0 9 9"><script>alert(1)</script></svg>', "<script>"),
    "event": (f'{HEAD}viewBox="0 0 9 9" onload="x()">{BODY}</svg>', "onload"),
    "entity": (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}>&a;</svg>', "DOCTYPE"),
    "laughs": (f'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{HEAD}>&b;</svg>', "DOCTYPE"),
    "image": (f'{HEAD}viewBox="0 0 9 9"><image xlink:href="file:///etc/passwd"/></svg>', "<image>"),
    "foreign": (f'{HEAD}viewBox="0 0 9 9"><foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>',
                "<foreignObject>"),
    "use": (f'{HEAD}viewBox="0 0 9 9"><use xlink:href="https://x.example/a.svg#b"/></svg>', "https://x.example"),
    "paint": (f'{HEAD}viewBox="0 0 9 9"><rect fill="url(https://x.example/#a)"/></svg>', "https://x.example"),
    "css": (f'{HEAD}viewBox="0 0 9 9"><style>@import url(https://x.example);</style>{BODY}</svg>', "<style>"),
    "css-escape": (f'{HEAD}viewBox="0 0 9 9"><style>.a{{fill:u\\72l(x)}}</style>{BODY}</svg>', "<style>"),
    "sheet": (f'<?xml-stylesheet href="a.css"?>{HEAD}viewBox="0 0 9 9">{BODY}</svg>', "xml-stylesheet"),
    "animation": (f'{HEAD}viewBox="0 0 9 9"><rect><animate attributeName="x"/></rect></svg>', "<animate>"),
    "circle": (f'{HEAD}viewBox="0 0 9 9"><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>', "calls itself"),
    "text": (f'{HEAD}viewBox="0 0 9 9"><text>PHƯỜNG</text></svg>', "<text>"),
    "glass": (f'{HEAD}viewBox="0 0 9 9"><rect style="fill:#fff;opacity:.5"/></svg>', "opacity"),
    "far": (f'{HEAD}viewBox="0 0 9 9"><rect width="1e300"/></svg>', "1e300"),
    "no-size": (f"{HEAD}>{BODY}</svg>", "how large"),
    "html": ("<!doctype html><p>Không có</p>", "cannot be read"),
    "broken": (f'{HEAD}viewBox="0 0 9 9">{BODY}', "cannot be read"),
    "deep": (HEAD + 'viewBox="0 0 9 9">' + "<g>" * 5000 + "</g>" * 5000 + "</svg>", "too complex"),
    "flood": (HEAD + 'viewBox="0 0 9 9"><g id="g0">' + BODY + "</g>" + "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 9 + "</g>" for n in range(1, 20)) + "</svg>", "too complex"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_47_a_hostile_drawing_is_refused(name: str) -> None:
    data, word = HOSTILE[name]
    found = read_drawing(data.encode(), "bieu-trung.svg")
    assert not isinstance(found, Drawing)
    for finding in found:
        said = finding.what("en") + finding.what("vi") + finding.remedy("vi")
        assert "{" not in said.replace(".ten{fill", "").replace(".name{fill", "")
        assert (finding.place.file or "").endswith("bieu-trung.svg")
    assert any(word in finding.what("en") for finding in found)
    if name not in ("circle", "flood", "no-size"):
        assert found[0].place.line == 1


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"\x1f\x8b\x08", b"<svg", "\ufeff<svg/>".encode("utf-16"),
                                  b'<?xml version="1.0" encoding="no-such"?><svg/>', b"<svg xmlns='a&#0;'/>"])  # fmt: skip
def test_47_what_is_no_drawing_is_a_finding(data: bytes) -> None:
    found = read_drawing(data, "bieu-trung.svg")
    assert not isinstance(found, Drawing)
    assert found


def test_47_damaged_drawings_never_raise() -> None:
    """A property: bytes of a good drawing that are cut, doubled or changed are a drawing or findings."""
    r = random.Random(47)
    for _ in range(300):
        data = bytearray(EMBLEM)
        for _ in range(r.randint(1, 4)):
            at = r.randrange(len(data))
            data[at : at + r.randint(0, 3)] = r.choice([b"", b'"', b"<", b">", b"url(", b"&", b"\xff", b"9e9", b"#"])
        found = read_drawing(bytes(data), "bieu-trung.svg")
        assert isinstance(found, Drawing) or all(isinstance(f, Finding) for f in found)
        assert found


def test_47_check_names_the_line_of_the_drawing(tmp_path: Path, font_cache: Path) -> None:
    svg = f'{HEAD}\n viewBox="0 0 9 9">\n<text>PHƯỜNG</text></svg>'.encode()
    found = checked(folder_of(tmp_path, "tuan-tin", "bieu-trung.svg", svg), font_cache)
    (finding,) = [f for f in found.findings if f.severity == "error"]
    assert str(finding.place) == "../bieu-trung.svg:3:1"
    assert "outlines" in finding.remedy("en")


def test_a_frame_holds_the_logo_in_its_middle() -> None:
    assert fitted(Frame(10, 20, 24, 24), 2.0) == Frame(10, 26, 24, 12)
    assert fitted(Frame(10, 20, 24, 24), 0.5) == Frame(16, 20, 12, 24)
