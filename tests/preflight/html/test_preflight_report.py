"""The page of the report: self-contained, correct HTML, every finding told and outlined, no text taken as markup."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import make_codes
import make_report as made
import pytest
from PIL import Image

from bulletin.errors import Finding, Place, Severity, Text
from bulletin.preflight.guess import guess
from bulletin.preflight.html.findings import entries_of
from bulletin.preflight.html.pages import ppi_class
from bulletin.preflight.html.parts import PagePicture, outlined_pages, page_pictures
from bulletin.preflight.html.report import html
from bulletin.preflight.html.templates import rendered
from bulletin.preflight.report import Report
from bulletin.preflight.report_json import report_as_dict, results_from_dict

ROOT = Path(__file__).parents[3]
VOID = {"meta", "br", "link", "img", "input"}
FOUND = (
    (25, made.finding("thin-line", 1, (20, 30, 60, 0.1))),
    (11, made.finding("safety", 2, (1, 120, 30, 4), Severity.WARNING, quote="Nước máy về ngõ nhỏ")),
    (39, made.finding("file-size", None, None, Severity.WARNING, measured="140 MB")),
    (29, made.finding("resolution", 1, (12, 80, 52, 35), Severity.INFO)),
)


class Page(HTMLParser):
    """The page as a tree walk: every tag is closed by its own, attributes are collected."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.stack or self.stack[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


def pictures(pages: int = 2) -> tuple[PagePicture, ...]:
    out = io.BytesIO()
    Image.new("RGB", (54, 77), "white").save(out, "JPEG")
    return tuple(PagePicture(n, out.getvalue(), (-3, -3, 196, 276), (190, 270)) for n in range(1, pages + 1))


def page_of(*reports: Report, lang: str = "vi", own: dict[str, tuple[PagePicture, ...]] | None = None) -> Page:
    return Page(html(reports, {"": pictures(), **(own or {})}, "en" if lang == "en" else "vi", "Số 46").decode())


@pytest.fixture(scope="module")
def report() -> Report:
    return made.report(found=FOUND, not_run=(2,))


@pytest.fixture(scope="module")
def shown(report: Report) -> Page:
    return page_of(report, replace(made.report("office.pdf", FOUND[1:2]), ink=()))


def test_everything_is_inside_the_page(report: Report) -> None:
    data = html((report,), {"": pictures()})
    page = Page(data.decode())
    for tag, attributes in page.tags:
        for name in ("src", "href", "data", "poster", "action"):
            value = attributes.get(name)
            assert value is None or value.startswith(("#", "data:image/")), (tag, value)
    assert not re.search(rb"url\(|@import|<link|<iframe|<img", data)
    (script,) = re.findall(rb"<script>(.*?)</script>", data, re.DOTALL)
    policy = next(tag["content"] or "" for tag in page.all("meta") if tag.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_the_same_reports_give_the_same_bytes(report: Report) -> None:
    assert html((report,), {"": pictures()}) == html((report,), {"": pictures()})


def test_ids_are_unique_and_every_jump_lands(shown: Page) -> None:
    assert len(shown.ids) == len(set(shown.ids))
    targets = {value for _, attributes in shown.tags if (value := attributes.get("href") or "").startswith("#")}
    assert targets
    assert {target[1:] for target in targets} <= set(shown.ids)


def test_every_finding_is_told_in_both_languages_and_outlined(report: Report, shown: Page) -> None:
    for entry in entries_of((report,)):
        finding = entry.finding
        for lang in ("vi", "en"):
            for part in (finding.what(lang), finding.why(lang), finding.remedy(lang)):  # type: ignore[arg-type]
                assert part in shown.text
        assert entry.id in shown.ids
        assert (f"m{entry.number}" in shown.ids) == (finding.place.box_mm is not None)
    assert "Nước máy về ngõ nhỏ" in shown.text


def test_an_outline_stands_where_the_finding_is(shown: Page) -> None:
    frames = [tag for tag in shown.all("rect") if tag.get("class") == "hit"]
    assert any((tag["x"], tag["y"], tag["width"], tag["height"]) == ("12", "80", "52", "35") for tag in frames)
    hairline = next(tag for tag in frames if tag["x"] == "20")
    assert float(hairline["height"] or 0) > 2, "a hairline's frame can be seen"
    assert "-3 -3 196 276" in {tag.get("viewbox") for tag in shown.all("svg")}


def test_a_finding_of_several_editions_is_told_once(report: Report) -> None:
    entries = entries_of((report, made.report("office.pdf", FOUND[1:2])))
    shared = next(entry for entry in entries if entry.finding.rule.id == "preflight.safety")
    assert shared.editions == (0, 1)
    assert len(entries) == len(FOUND)
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert entries[0].finding.place.page is None
    assert [entry.finding.severity for entry in entries[1:3]] == [Severity.ERROR, Severity.INFO]


def test_pictures_stand_in_the_page_once_and_are_shared(shown: Page) -> None:
    stored = [tag for tag in shown.all("image") if (tag.get("href") or "").startswith("data:image/jpeg")]
    assert len(stored) == 2
    assert len(shown.all("use")) > 6


def test_sheets_of_another_size_have_pictures_of_their_own(report: Report) -> None:
    booklet = made.report("office-booklet.pdf", FOUND[:1])
    page = page_of(report, booklet, own={"office-booklet.pdf": pictures(1)})
    assert len([tag for tag in page.all("image") if "jpeg" in (tag.get("href") or "")]) == 3
    assert len(page.ids) == len(set(page.ids))
    assert {"f1", "f4", "f5"} <= set(page.ids)


def test_tables_have_captions_and_heads(shown: Page) -> None:
    assert len(shown.all("table")) == len(shown.all("caption")) >= 4
    assert all(tag.get("scope") in ("col", "row") for tag in shown.all("th"))
    assert shown.all("html")[0]["lang"] == "vi"
    assert all(
        tag.get("role") == "group" and tag.get("aria-label") for tag in shown.all("svg") if tag.get("class") == "pic"
    )


def test_all_checks_stand_in_the_table_with_status_and_reason(shown: Page) -> None:
    for number in range(1, 40):
        assert f"c{number}" in shown.ids
    assert "Máy này chưa có veraPDF." in shown.text
    assert "chưa kiểm" in shown.text
    assert "39 phép kiểm" in shown.text


@pytest.mark.parametrize(
    ("found", "words"),
    [((), "Không có lỗi, không có cảnh báo."), (FOUND[1:2], "Không có lỗi; 1 điều cần xem."),
     (FOUND, "1 trong 1 tệp chưa đạt: 1 lỗi phải sửa, 2 điều cần xem.")],
)  # fmt: skip
def test_the_verdict_comes_first(found: tuple[tuple[int, made.Finding], ...], words: str) -> None:
    assert words in page_of(made.report(found=found)).text


def test_what_could_not_run_is_never_called_passed() -> None:
    assert "1 phép kiểm để lại" in page_of(made.report(not_run=(2,))).text


def test_text_of_a_file_is_never_markup() -> None:
    evil = '"><script>alert(1)</script><b onmouseover="x">&amp;{page}'
    report = made.report(evil + ".pdf", ((17, made.finding("text-lost", 1, (1, 2, 3, 4), quote=evil, measured=evil)),))
    report = replace(report, codes=(made.code(1, evil),), profile=evil, profile_title=Text(evil, evil))
    data = html((report,), {"": pictures()}, "vi", evil)
    page = Page(data.decode())
    assert data.count(b"<script") == 1
    assert not any("onmouseover" in attributes for _, attributes in page.tags)
    assert page.text.count("alert(1)") > 4


def test_words_that_are_no_text_do_no_harm() -> None:
    report = made.report(found=((17, made.finding("text-lost", quote="\ud800 nửa chữ")),))
    assert "nửa chữ" in html((report,), {"": pictures()}).decode("utf-8")


def test_a_file_without_pages_or_pictures_still_has_a_report() -> None:
    bare = Report(
        "hong.pdf", "screen", Text("Bản đọc trên máy", "Screen edition"), (), made.report(found=FOUND).results
    )
    page = Page(html((bare,), {}).decode())
    assert FOUND[0][1].what() in page.text
    assert not page.all("image")


def test_photos_are_coloured_by_the_limits_of_the_profile() -> None:
    limits = (150.0, 225.0, 450.0)
    assert [ppi_class(ppi, limits) for ppi in (149.9, 150, 224, 225, 450, 451)] == [0, 1, 1, 2, 2, 3]
    labels = page_of(made.report()).text
    assert all(label in labels for label in ("120", "210", "312"))


def test_codes_are_listed_with_readings_and_margin(shown: Page) -> None:
    assert "https://vi-du.example/ma" in shown.text
    assert "4/4" in shown.text
    assert "2/4" in shown.text


def test_an_unreadable_code_is_told_with_what_it_should_say() -> None:
    code = replace(made.code(1, ""), expected="https://vi-du.example/can")
    words = page_of(replace(made.report(), codes=(code,))).text
    assert "không đọc được" in words
    assert "https://vi-du.example/can" in words


def _css() -> str:
    return html((made.report(),), {}).decode().partition("<style>")[2].partition("</style>")[0]


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "soft", "error", "warning", "info", "good"])
def test_colours_of_text_are_readable(name: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 on paper and on shaded rows."""
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", _css()))
    for ground in ("paper", "shade"):
        high, low = sorted((_light(colours[name]), _light(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_a_page_without_outlines_is_small_and_stands_beside_no_findings(report: Report) -> None:
    """The overview shows every page; only a large picture is shown beside what was found."""
    large, small = pictures()[0], replace(pictures()[1], large=False)
    assert {1, 2} <= outlined_pages([report])
    page = html((report,), {"": (large, small)}).decode()
    assert page.count('<use href="#g1-1"') > page.count('<use href="#g1-2"') >= 1
    assert 'id="g1-page2"' in page
    # A finding without a place on the page outlines nothing.
    bare = Finding(report.findings[0].rule, Place(page=1))
    assert outlined_pages([replace(report, results=(replace(report.results[0], findings=(bare,)),))]) == frozenset()


def test_a_clean_page_weighs_a_tenth_of_a_large_one() -> None:
    page = make_codes.page(make_codes.Code(bleed=3.0))
    (large,), (small,) = page_pictures(page, {1}), page_pictures(page, ())
    assert (large.large, small.large) == (True, False)
    assert len(small.jpeg) < len(large.jpeg) / 3
    assert (small.box_mm, small.trim_mm) == (large.box_mm, large.trim_mm)
    assert page_pictures(page) == (large,)


# --- pictures, JSON, guesses ----------------------------------------------------------------------------------------


def test_pages_are_drawn_with_their_place() -> None:
    (picture,) = page_pictures(make_codes.page(make_codes.Code(bleed=3.0)))
    with Image.open(io.BytesIO(picture.jpeg)) as opened:
        assert opened.size == pytest.approx((106 / 25.4 * 72, 126 / 25.4 * 72), abs=1)
        assert opened.format == "JPEG"
    assert picture.box_mm == pytest.approx((-3, -3, 106, 126), abs=0.01)
    assert picture.trim_mm == pytest.approx((100, 120), abs=0.01)


def test_a_report_goes_through_json(report: Report) -> None:
    value = json.loads(json.dumps(report_as_dict(report)))
    assert value["passed"] is False
    assert len(value["checks"]) == 39
    assert value["ink"][0].keys() == {"page", "most", "share_above_limit"}
    assert value["codes"][0]["readings"]["300 dpi grey"] is True
    lines = next(check for check in value["checks"] if check["number"] == 25)
    assert lines["findings"][0]["measured"] == "0,18 pt"
    again = results_from_dict(value)
    assert [(r.check, r.status, r.reason) for r in again.results] == [
        (r.check, r.status, r.reason) for r in report.results
    ]
    assert [f.what() for f in again.findings] == [f.what() for f in report.findings]
    assert again.pages == report.pages


def test_a_file_is_held_to_what_it_claims() -> None:
    assert guess(b"no pdf").edition == "screen"
    assert guess(make_codes.page(make_codes.Code())).edition == "office"
    assert guess(make_codes.page(make_codes.Code(paint=b"0.2 0.1 0.4 rg"))).edition == "screen"
    assert guess(make_codes.page(make_codes.Code(paint=b"0 0 0 1 k"))).edition == "press"


def test_a_map_without_findings_is_folded(report: Report) -> None:
    """Editions repeat the same map; only one on which something is to be seen stands open."""
    good = replace(report, photos=tuple(replace(photo, ppi=300.0) for photo in report.photos))
    assert "all are good" not in page_of(report).text
    folded = html((good,), {"": pictures()}).decode()
    start = folded.index("3 pictures of 300 to 300 ppi: all are good")
    assert folded.rindex("<details>", 0, start) > folded.index('id="g1-ppi0"')
    assert folded.index('class="ppi"') > start


def test_sheets_are_shown_by_their_own_pictures(report: Report) -> None:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), "white").save(out, "JPEG")
    sheet = PagePicture(1, out.getvalue(), (0, 0, 380, 270), (380, 270))
    imposed = replace(report, file="office-booklet.pdf")
    page = html((report, imposed), {"": pictures(), "office-booklet.pdf": (sheet,)}).decode()
    assert base64.b64encode(sheet.jpeg).decode() in page
    assert 'viewBox="0 0 380 270"' in page
    assert 'href="#g2-1"' in page


# --- templates -------------------------------------------------------------------------------------------------------


def test_a_name_that_nobody_gives_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("report.html.j2", lang="vi")


def test_only_the_templates_hold_html() -> None:
    """What Python makes is escaped when it is put in; nothing is marked as safe but the shipped style and script."""
    modules = sorted((ROOT / "src" / "bulletin" / "preflight").rglob("*.py"))
    assert len(modules) > 60
    tags = re.compile(r"[\"'>]</?(?:a|b|div|span|p|svg|section|table|td|tr|li|html)[ >]|import escape|Markup")
    assert not [path.name for path in modules if tags.search(path.read_text(encoding="utf-8"))]
    folder = ROOT / "src" / "bulletin" / "data" / "preflight"
    safe = [word for path in sorted(folder.glob("*.j2")) for word in re.findall(r"(\w+)\s*\|\s*safe", path.read_text())]
    assert sorted(safe) == ["script", "style"]
