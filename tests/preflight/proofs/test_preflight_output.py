"""Seeded defects: a good file is damaged in one way, and exactly the rule for it must fire."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from collections.abc import Callable

import make_laid
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.errors import ExitCode, Severity
from bulletin.layout.laid import Laid, PageBox, TextSlot
from bulletin.preflight.proofs import rules as proof_rules
from bulletin.preflight.proofs.prove import SCREEN, Expected, prove

META = Meta(title="Bản tin", publisher="Phường", issue="Số 1", date=dt.date(2024, 5, 9))
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def laid() -> Laid:
    return make_laid.small()


@pytest.fixture(scope="module")
def good(laid: Laid) -> bytes:
    return write_screen(laid, make_laid.pictures(laid), META)


def rules_of(pdf: bytes, laid: Laid, expected: Expected = SCREEN, pages: set[int] | None = None) -> set[str]:
    return {finding.rule.id.removeprefix("proof.") for finding in prove(pdf, laid, expected, pages)}


def damaged(pdf: bytes, change: Change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def on_page(number: int, edit: Callable[[bytes], bytes]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number - 1].obj
        before = page.Contents.read_bytes()
        after = edit(before)
        assert after != before
        page.Contents = pdf.make_stream(after)

    return change


TEXT_OBJECT = re.compile(rb"BT\n.*?ET\n", re.DOTALL)


def piece(data: bytes, number: int) -> bytes:
    return TEXT_OBJECT.findall(data)[number]


def moved(data: bytes, number: int, dx: float = 0, dy: float = 0) -> bytes:
    """One text object somewhere else (CSS px; the page is drawn downwards)."""
    old = piece(data, number)
    new = re.sub(
        rb"([-\d.]+) ([-\d.]+) Tm",
        lambda m: b"%.3f %.3f Tm" % (float(m[1]) + dx, float(m[2]) + dy),
        old,
        count=1,
    )
    return data.replace(old, new, 1)


def painted(number: int, drawing: str) -> Change:
    """Something drawn over a finished page; mm from the top left."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number - 1]
        height = float(page.mediabox[3])
        scale = 72 / 25.4
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {scale} 0 0 {-scale} 0 {height} cm {drawing} Q".encode())

    return change


# --- good files ---------------------------------------------------------------------------------------------


def test_good_file_raises_nothing(laid: Laid, good: bytes) -> None:
    assert prove(good, laid) == ()


def test_good_dense_issue_raises_nothing() -> None:
    laid = make_laid.big(pages=3, codes=7)
    assert prove(write_screen(laid, make_laid.pictures(laid), META), laid) == ()


def test_raw_pages_with_bleed_are_right_but_for_their_photos_and_tags(laid: Laid) -> None:
    assert rules_of(laid.pdf, laid) == {"photo-missing", "tags"}


# --- text ---------------------------------------------------------------------------------------------------


def swapped(data: bytes) -> bytes:
    first, second = piece(data, 1), piece(data, 2)
    return data.replace(first, b"@").replace(second, first).replace(b"@", second)


TEXT = {
    "line lost": (on_page(2, lambda d: d.replace(piece(d, 3), b"")), "text-lost"),
    "line twice": (on_page(2, lambda d: d.replace(piece(d, 3), piece(d, 3) * 2)), "text-extra"),
    "lines swapped": (on_page(2, swapped), "text-order"),
    "off the page": (on_page(2, lambda d: moved(d, 2, dx=500)), "text-outside-page"),
    "off the page below": (on_page(1, lambda d: moved(d, -1, dy=400)), "text-outside-page"),
    "out of its frame": (on_page(2, lambda d: moved(d, 2, dx=60)), "text-outside-slot"),
    "pushed down": (on_page(2, lambda d: moved(d, 0, dy=40)), "text-outside-slot"),
    "clipped": (
        on_page(2, lambda d: d.replace(piece(d, 2), b"q 0 0 50 50 re W n\n" + piece(d, 2) + b"Q\n")), "text-hidden"
    ),
}  # fmt: skip


def test_text_over_text_and_under_a_photo() -> None:
    maker = make_laid.Maker(pages=1)
    maker.text(PageBox(1, 10, 10, 60, 12), make_laid.SENTENCES[0])
    maker.text(PageBox(1, 20, 10.5, 60, 12), make_laid.SENTENCES[1], story="khac")
    laid = maker.laid()
    findings = prove(write_screen(laid, {}, META), laid)
    assert [(f.rule.id, f.values["where"]) for f in findings] == [("proof.text-overlap", "khac/body")]
    for first, rules in ((True, {"text-hidden"}), (False, set())):
        maker = make_laid.Maker(pages=1)
        if first:
            maker.text(PageBox(1, 10, 10, 60, 12), make_laid.SENTENCES[0])
        maker.photo(PageBox(1, 5, 5, 40, 30))
        if not first:
            maker.text(PageBox(1, 10, 10, 60, 12), make_laid.SENTENCES[0])
        laid = maker.laid()
        assert rules_of(write_screen(laid, make_laid.pictures(laid), META), laid) == rules


@pytest.mark.parametrize("name", TEXT)
def test_text_defects(laid: Laid, good: bytes, name: str) -> None:
    change, rule = TEXT[name]
    assert rules_of(damaged(good, change), laid) == {rule}


def test_lost_words_are_named_with_their_place(laid: Laid, good: bytes) -> None:
    (finding,) = prove(damaged(good, TEXT["line lost"][0]), laid)
    assert finding.place.page == 2
    assert finding.values["where"] == "nuoc/body"
    assert finding.values["words"] in " ".join(make_laid.SENTENCES)
    assert finding.place.box_mm == (10, 22, 50, 60)
    assert finding.rule.exit_code is ExitCode.REFUSED


def with_slot(laid: Laid, number: int, **values: object) -> Laid:
    slots = list(laid.slots)
    slots[number] = dataclasses.replace(slots[number], **values)
    return dataclasses.replace(laid, slots=tuple(slots))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("gặp 120", "gặp120", {"text-spaces"}),
        ("nghề cá", "ng hề cá", {"text-spaces"}),
        ("văn bản", "văn\u00a0bản", {"text-spaces"}),
        ("Đặng", "Đặ\u0302ng", {"text-lost", "text-extra"}),
        ("Đặng", "\u00d0ặng", {"text-lost", "text-extra"}),
        ("gặp", "gặp thêm", {"text-lost"}),
        ("gặp ", "", {"text-extra"}),
        ("Ước đi", "Ướcđi", {"text-spaces"}),
    ],
)
def test_the_smallest_difference_is_found(laid: Laid, good: bytes, old: str, new: str, rules: set[str]) -> None:
    assert old in laid.slots[1].text
    other = with_slot(laid, 1, text=laid.slots[1].text.replace(old, new, 1))
    assert rules_of(good, other) == rules


def test_every_slot_lost_and_a_page_without_slots(laid: Laid, good: bytes) -> None:
    none = dataclasses.replace(laid, slots=())
    assert rules_of(good, none) == {"text-extra"}
    blank = on_page(2, lambda d: TEXT_OBJECT.sub(b"", d))
    findings = [f for f in prove(damaged(good, blank), laid) if f.rule.id == "proof.text-lost"]
    assert {f.values["where"] for f in findings} == {"nuoc/headline", "nuoc/body"}


def test_no_break_space_in_the_map_of_a_font(laid: Laid, good: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj:
                obj.ToUnicode.write(obj.ToUnicode.read_bytes().replace(b"> <0020>", b"> <00a0>"))

    assert rules_of(damaged(good, change), laid) == {"text-spaces"}


def test_words_moved_to_another_story_of_the_page(laid: Laid, good: bytes) -> None:
    left, right = laid.slots[-2], laid.slots[-1]
    exchanged = dataclasses.replace(
        laid,
        slots=(
            *laid.slots[:-2],
            dataclasses.replace(left, text=right.text),
            dataclasses.replace(right, text=left.text),
        ),
    )
    assert rules_of(good, exchanged) == {"text-order"}


# --- fonts --------------------------------------------------------------------------------------------------


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.pages[0].Resources.Font.values())


def descriptor(font: pikepdf.Object) -> pikepdf.Object:
    return font.DescendantFonts[0].FontDescriptor


def not_embedded(pdf: pikepdf.Pdf) -> None:
    del descriptor(fonts(pdf)[0])["/FontFile2"]


def no_map(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0]["/ToUnicode"]


def untagged(pdf: pikepdf.Pdf) -> None:
    font = fonts(pdf)[0]
    font.BaseFont = Name("/" + str(font.BaseFont).split("+")[1])


def type_3(pdf: pikepdf.Pdf) -> None:
    fonts(pdf)[0].Subtype = Name.Type3


def test_foreign_font(laid: Laid, good: bytes) -> None:
    assert rules_of(good, dataclasses.replace(laid, fonts={"Probe-Serif": "regular"})) == {"font-foreign"}


@pytest.mark.parametrize(
    ("change", "rule", "alone"),
    [
        (not_embedded, "font-not-embedded", True), (untagged, "font-not-subset", True),
        (no_map, "font-without-text", False), (type_3, "font-type3", False),
    ],
)  # fmt: skip
def test_font_defects(laid: Laid, good: bytes, change: Change, rule: str, alone: bool) -> None:
    found = rules_of(damaged(good, change), laid)
    assert rule in found
    assert not alone or found == {rule}


@pytest.mark.parametrize("code", [b"0000", b"0002", b"f000"], ids=["notdef", "no outline", "behind the last"])
def test_missing_glyph(laid: Laid, good: bytes, code: bytes) -> None:
    """The text is right, the map is right, but the font has nothing to draw: only the shape is missing."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in fonts(pdf):
            cmap = font.ToUnicode.read_bytes()
            letter = re.search(rb"<(\w{4})> <006e>", cmap)
            assert letter
            font.ToUnicode.write(cmap.replace(letter[0], b"<%s> <006e>" % code))
            old = letter[1]
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"<%s>" % old, b"<%s>" % code))

    broken = damaged(good, change)
    assert "glyph-missing" in rules_of(broken, laid)
    assert not {"text-lost", "text-extra"} & rules_of(broken, laid)


def test_letter_that_no_font_has() -> None:
    maker = make_laid.Maker(pages=1)
    maker.text(PageBox(1, 10, 10, 100, 10), "Chữ lạ \ue123 trong câu")
    laid = maker.laid()
    found = rules_of(write_screen(laid, {}, META), laid)
    assert found & {"glyph-missing", "font-foreign"}


# --- QR codes -----------------------------------------------------------------------------------------------


def test_covered_code(laid: Laid, good: bytes) -> None:
    assert rules_of(damaged(good, painted(1, "1 g 78 78 12 12 re f")), laid) == {"qr-unreadable"}


def test_wrong_address(laid: Laid, good: bytes) -> None:
    other = dataclasses.replace(laid.qr_codes[0], url="https://doson.example/b/2")
    assert rules_of(good, dataclasses.replace(laid, qr_codes=(other, laid.qr_codes[1]))) == {"qr-wrong"}


def test_missing_code(laid: Laid, good: bytes) -> None:
    ghost = dataclasses.replace(laid.qr_codes[0], box=PageBox(1, 10, 140, 20, 20))
    assert rules_of(good, dataclasses.replace(laid, qr_codes=(*laid.qr_codes, ghost))) == {"qr-unreadable"}


def test_two_codes_in_one_frame() -> None:
    maker = make_laid.Maker(pages=1)
    maker.qr(PageBox(1, 10, 10, 20, 20), "https://doson.example/1")
    maker.qr(PageBox(1, 32, 10, 20, 20), "https://doson.example/2")
    laid = maker.laid()
    wide = dataclasses.replace(laid.qr_codes[0], box=PageBox(1, 10, 10, 42, 20))
    assert rules_of(write_screen(laid, {}, META), dataclasses.replace(laid, qr_codes=(wide,))) == {"qr-count"}


@pytest.mark.parametrize(
    "drawing",
    ["0 g 76 75.5 2 0.4 re f", "0 g 80 94.5 5 0.4 re f", "0.5 g 75.4 80 0.5 3 re f", "1 0 0 rg 94 80 1 1 re f"],
)
def test_quiet_zone(laid: Laid, good: bytes, drawing: str) -> None:
    assert rules_of(damaged(good, painted(1, drawing)), laid) == {"qr-quiet-zone"}


# --- pages --------------------------------------------------------------------------------------------------


def test_not_a_pdf(laid: Laid) -> None:
    assert rules_of(b"nonsense", laid) == {"file-broken"}
    assert rules_of(b"", laid) == {"file-broken"}


def test_names_that_are_no_text_are_damage(laid: Laid, good: bytes) -> None:
    """Every name that we write is text; qpdf finds nothing wrong with others."""
    with pikepdf.open(io.BytesIO(good)) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = out.getvalue()
    assert prove(plain, laid) == ()
    assert rules_of(plain.replace(b"/DCTDecode", b"/\x80CTDecode"), laid) == {"file-broken"}
    names = sorted(set(re.findall(rb"/[A-Z][A-Za-z]{4,}", plain)))
    assert len(names) > 30
    for name in names:
        prove(plain.replace(name, b"/\x80" + name[2:]), laid)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), value=st.binary(min_size=1, max_size=40))
def test_damaged_bytes_never_end_in_a_traceback(laid: Laid, good: bytes, at: int, value: bytes) -> None:
    at %= len(good)
    prove(good[:at] + value + good[at + len(value) :], laid)
    prove(good[:at], laid)


def test_page_lost(laid: Laid, good: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1]

    assert "page-count" in rules_of(damaged(good, change), laid)


def page_entry(key: str, value: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj[key] = value

    return change


@pytest.mark.parametrize(
    ("key", "value"), [("/Rotate", 90), ("/UserUnit", 2), ("/CropBox", None), ("/TrimBox", Array([0, 0, 300, 300]))]
)
def test_page_box(laid: Laid, good: bytes, key: str, value: object) -> None:
    if value is None:
        key, value = "/MediaBox", Array([0, 0, 368.5, 560])
    assert "page-box" in rules_of(damaged(good, page_entry(key, value)), laid)


def test_turned_page_breaks_that_rule_alone_where_no_code_stands(laid: Laid, good: bytes) -> None:
    without = dataclasses.replace(laid, qr_codes=laid.qr_codes[:1])
    assert rules_of(damaged(good, page_entry("/Rotate", 180)), without) == {"page-box"}


# --- photos -------------------------------------------------------------------------------------------------


def screen_with(laid: Laid, picture: bytes) -> bytes:
    return write_screen(laid, {**make_laid.pictures(laid), b"bulletin-photo:1": picture}, META)


@pytest.mark.parametrize(
    ("size", "rule"),
    [((110, 83), "photo-resolution"), ((800, 600), "photo-resolution"), ((320, 200), "photo-stretched")],
)
def test_photo_size(laid: Laid, size: tuple[int, int], rule: str) -> None:
    assert rules_of(screen_with(laid, make_laid.photo(*size)), laid) == {rule}


def test_limits_belong_to_the_edition(laid: Laid, good: bytes) -> None:
    assert rules_of(good, laid, Expected(ppi=(250, 450))) == {"photo-resolution"}
    assert rules_of(good, laid, Expected(colours=frozenset({"DeviceGray"}))) == {"photo-colour"}


def test_photo_not_painted(laid: Laid, good: bytes) -> None:
    assert rules_of(damaged(good, on_page(1, lambda d: re.sub(rb"/i\w+ Do", b"", d))), laid) == {"photo-missing"}


def test_photo_elsewhere(laid: Laid, good: bytes) -> None:
    shifted = dataclasses.replace(laid.photos[0], box=PageBox(1, 75, 24, 45, 33.75))
    assert rules_of(good, dataclasses.replace(laid, photos=(shifted, laid.photos[1]))) == {"photo-missing"}


def rewritten(data: bytes, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        width = read_width(data)
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Stream) and obj.get("/Width") == width:
                obj.write(data, filter=Name.DCTDecode)
                for key, value in entries.items():
                    obj[f"/{key}"] = value

    return change


def read_width(data: bytes) -> int:
    from bulletin.pdf.jpeg import read_header

    return read_header(data).width


def first_photo(laid: Laid, mode: str = "RGB", **save: object) -> bytes:
    box = laid.photos[0].box
    return make_laid.photo(round(box.width / 25.4 * 180), round(box.height / 25.4 * 180), mode, **save)


def test_photo_with_gps(laid: Laid, good: bytes) -> None:
    laced = first_photo(laid, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")
    assert rules_of(damaged(good, rewritten(laced)), laid) == {"photo-private-data"}


def test_cmyk_photo(laid: Laid, good: bytes) -> None:
    cmyk = rewritten(first_photo(laid, "CMYK"), ColorSpace=Name.DeviceCMYK)
    assert rules_of(damaged(good, cmyk), laid) == {"photo-colour"}


def test_colour_space_that_contradicts_the_picture(laid: Laid, good: bytes) -> None:
    grey = rewritten(first_photo(laid, "L"))
    assert rules_of(damaged(good, grey), laid) == {"photo-colour"}


# --- links, outline, tags -----------------------------------------------------------------------------------


def stray_link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://other.example/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def dead_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[1]


def renamed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Khác")


def elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[1].obj


def shortened(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First["/Next"]


def untagged_file(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def english(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en")


def figure(alt: str, new: str | None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and str(obj.get("/Alt", "")) == alt:
                if new is None:
                    del obj["/Alt"]
                else:
                    obj.Alt = String(new)

    return change


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (stray_link, {"link-foreign"}), (script, {"link-foreign"}), (dead_link, {"link-lost"}),
        (renamed, {"outline"}), (elsewhere, {"outline"}), (shortened, {"outline"}),
        (untagged_file, {"tags"}), (english, {"tags"}),
        (figure("Mã QR", None), {"tags"}), (figure("Đội thuyền về bến", "Thuyền"), {"alt-lost"}),
    ],
)  # fmt: skip
def test_what_stands_beside_the_pages(laid: Laid, good: bytes, change: Change, rules: set[str]) -> None:
    assert rules_of(damaged(good, change), laid) == rules


# --- some pages only ----------------------------------------------------------------------------------------


def test_only_the_pages_asked_for(laid: Laid, good: bytes) -> None:
    broken = damaged(good, TEXT["line lost"][0])
    assert rules_of(broken, laid, pages={1}) == set()
    assert rules_of(broken, laid, pages={2}) == {"text-lost"}
    assert rules_of(broken, laid, pages=set()) == set()
    wrong = dataclasses.replace(laid, qr_codes=(dataclasses.replace(laid.qr_codes[1], url="x"),))
    assert rules_of(good, wrong, pages={1}) == set()


# --- the rules themselves -----------------------------------------------------------------------------------


def test_rules_are_errors_that_refuse_and_have_unique_names() -> None:
    rules = [value for value in vars(proof_rules).values() if isinstance(value, proof_rules.Rule)]
    assert len({rule.id for rule in rules}) == len(rules) > 25
    for rule in rules:
        assert rule.severity is Severity.ERROR
        assert rule.exit_code is ExitCode.REFUSED
        assert rule.id.startswith("proof.")
        names = [set(re.findall(r"{(\w+)}", text)) for text in (rule.what.vi, rule.what.en)]
        assert names[0] == names[1]


def test_every_finding_of_every_defect_can_be_printed(laid: Laid, good: bytes) -> None:
    found = prove(damaged(good, TEXT["line lost"][0]), laid)
    found += prove(b"x", laid) + prove(
        good, dataclasses.replace(laid, page_count=9, trim_mm=(10.0, 10.0), links=("u",))
    )
    found += prove(good, dataclasses.replace(laid, slots=(TextSlot(None, "folio", "7", PageBox(1, 0, 0, 5, 5)),)))
    assert len({finding.rule.id for finding in found}) > 5
    for finding in found:
        assert finding.as_dict()["rule"]
        assert "{" not in finding.what("vi") + finding.what("en") + finding.why("vi") + finding.remedy("vi")


def test_a_slip_of_ours_is_a_bug_and_blames_no_file(laid: Laid, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> None:
        raise AttributeError("x")

    monkeypatch.setattr("bulletin.preflight.proofs.prove.prove_outline", trip)
    with pytest.raises(AttributeError):
        prove(good, laid)
    assert rules_of(good[: len(good) // 2], laid) == {"file-broken"}
