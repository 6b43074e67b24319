"""A page that is taken out of a file takes only what it shows with it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from impose_kit import page_of, saved
from make_laid import pictures, small
from pikepdf import Array, Dictionary, Name
from test_editions_press import job, meta, photos

from bulletin.assets.colour.inks import Inking
from bulletin.editions.impose.impose import Scheme, impose
from bulletin.editions.office import write_office
from bulletin.editions.press import write_press
from bulletin.editions.prune import prune_resources
from bulletin.editions.record import write_record
from bulletin.editions.screen import write_screen

EDITIONS = {
    "press": lambda: write_press(small(), photos(), meta(), job(marks="full")),
    "office": lambda: write_office(small(), photos("L"), meta(), Inking({}, None)),
    "screen": lambda: write_screen(small(), pictures(small()), meta()),
    "record": lambda: write_record(small(), pictures(small()), meta()),
}


def alone(data: bytes) -> list[bytes]:
    """Each page as `pdfseparate` takes it out: its content and its resources."""
    out = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            with pikepdf.new() as one:
                one.add_blank_page()
                for key in ("/Resources", "/Contents"):
                    one.pages[0].obj[key] = one.copy_foreign(pdf.make_indirect(page.obj[key]))
                out.append(saved(one))
    return out


def pictures_in(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image for o in pdf.objects)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_single_page_has_its_own_pictures_only(edition: str) -> None:
    data = EDITIONS[edition]()
    slots = small().photos
    wanted = [len({s.marker for s in slots if s.box.page == n}) for n in range(1, small().page_count + 1)]
    assert [pictures_in(page) for page in alone(data)] == wanted
    assert sum(wanted) > max(wanted) > 0, "pages with different pictures"
    assert data == EDITIONS[edition](), "same bytes"


def _shared() -> pikepdf.Pdf:
    """Two pages with one dictionary: a form without resources, a tiling pattern, a mask, an escaped name."""
    pdf = pikepdf.new()
    keys = {"Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    picture = {name: pdf.make_stream(b"\0", Alt=pikepdf.String(name), **keys) for name in "ABCDEF"}
    resources = pdf.make_indirect(Dictionary(XObject=Dictionary({f"/{name}": item for name, item in picture.items()})))
    box = {"BBox": Array([0, 0, 9, 9]), "Subtype": Name.Form}
    resources.XObject.Bare = pdf.make_stream(b"/A Do", **box)
    resources.XObject.Own = pdf.make_stream(b"/B Do", Resources=resources, **box)
    resources.Pattern = Dictionary(T=pdf.make_stream(b"/C Do", PatternType=1, Resources=resources))
    mask = pdf.make_stream(b"/D Do", Resources=resources, **box)
    resources.ExtGState = Dictionary(G=pdf.make_indirect(Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))))
    resources.ColorSpace = Dictionary(DefaultRGB=Name.DeviceRGB, Idle=Name.DeviceRGB)
    for content in (b"/Bare Do /#4Fwn Do", b"/Pattern cs /T scn 0 0 9 9 re f /G gs/E Do"):
        page = page_of(pdf, "x")
        page.obj.Resources, page.obj.Contents = resources, pdf.make_stream(content)
    return pdf


def test_forms_patterns_and_masks_keep_what_they_draw() -> None:
    with _shared() as pdf:
        prune_resources(pdf)
        first, second = (page.obj.Resources for page in pdf.pages)
        assert set(first.XObject.keys()) == {"/Bare", "/A", "/Own"}
        assert set(first.XObject.Own.Resources.XObject.keys()) == {"/B"}
        assert set(second.XObject.keys()) == {"/E"}
        assert set(second.Pattern.T.Resources.XObject.keys()) == {"/C"}
        assert set(second.ExtGState.G.SMask.G.Resources.XObject.keys()) == {"/D"}
        assert set(first.ColorSpace.keys()) == {"/DefaultRGB"}
        assert "/Pattern" not in first
        assert [pictures_in(page) for page in alone(saved(pdf))] == [2, 3]


def test_imposed_pages_keep_theirs() -> None:
    with pikepdf.new() as pdf:
        fonts = Dictionary()
        for number in range(8):
            page = page_of(pdf, f"P{number}")
            fonts[f"/F{number}"] = page.obj.Resources.Font.F1
            page.obj.Contents = pdf.make_stream(f"BT /F{number} 14 Tf (x) Tj ET".encode())
        shared = pdf.make_indirect(Dictionary(Font=fonts))
        for page in pdf.pages:
            page.obj.Resources = shared
        source = saved(pdf)
    with pikepdf.open(io.BytesIO(impose(source, Scheme()).pdf)) as sheets:
        listed = [set(form.Resources.Font.keys()) for p in sheets.pages for form in p.obj.Resources.XObject.values()]
    assert sorted(map(sorted, listed)) == [[f"/F{number}"] for number in range(8)]
