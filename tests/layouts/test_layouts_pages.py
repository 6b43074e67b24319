"""Every layout prints the examples; what is on the finished pages is measured there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from layouts_kit import EXAMPLES, NAMES, Built, contrast, ink_boxes, words_on_grounds

from bulletin.layout.spec import load_layout
from bulletin.runtime.child import run_job

Build = Callable[[str, str], Built]
A4_SAFE_MM = 8.0
"""Office printers leave 4 to 6 mm of the sheet white; 8 mm is safe on all of them."""


@pytest.mark.parametrize("example", ["mot-trang", "do-son"])
@pytest.mark.parametrize("layout", NAMES)
def test_a_layout_prints_the_examples_without_an_error(build: Build, layout: str, example: str) -> None:
    built = build(layout, example)
    assert "failed" not in built.answer, built.answer
    assert [f for f in built.answer["findings"] if f["severity"] == "error"] == []
    assert built.answer["pages"] >= 1
    assert built.pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("layout", NAMES)
def test_text_stands_out_from_its_ground(build: Build, layout: str) -> None:
    """Contrast of at least 4.5 : 1 (WCAG 2.2 AA) for every piece of text as it was printed."""
    seen: dict[tuple[object, object], str] = {}
    for words in words_on_grounds(build(layout, "do-son").pdf):
        seen.setdefault((words.ink, words.ground), f"{words.page}: {words.text}")
    assert len(seen) >= 3
    weak = {pair: where for pair, where in seen.items() if contrast(*pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("example", ["mot-trang", "do-son"])
def test_a4_keeps_all_ink_away_from_the_edge_of_the_sheet(build: Build, example: str) -> None:
    edges = dict(ink_boxes(build("ban-tin-a4", example).pdf))
    assert edges
    near = {page: distances for page, distances in edges.items() if min(distances) < A4_SAFE_MM}
    assert near == {}


@pytest.mark.parametrize("layout", NAMES)
def test_no_ink_runs_out_of_the_type_area_but_to_bleed(build: Build, layout: str) -> None:
    """Below and beside the columns stands nothing but bleeding panels: pages after the first keep 6 mm free."""
    for page, (left, _, right, bottom) in ink_boxes(build(layout, "do-son").pdf):
        if page > 1:
            assert min(left, right, bottom) >= 6, (layout, page)


def test_a_grey_copy_of_a4_still_tells_sections_apart() -> None:
    """The mark at the head of a stem differs in form for every section colour, not only in colour."""
    spec = load_layout("ban-tin-a4")
    css = (spec.folder / "style.css").read_text("utf-8")
    forms: list[str] = []
    for colour in ("do", "xanh", "luc", "cam", "tim"):
        lines = [line for line in css.splitlines() if f".section-{colour} .ground" in line]
        assert lines, colour
        forms.append("".join(lines).replace(colour, "*"))
    assert len(set(forms)) == 5


@pytest.mark.parametrize("layout", ["ban-tin-a4", "so-tay"])
def test_a_masthead_holds_long_names(shared: Path, tmp_path: Path, layout: str) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "mot-trang", tmp_path / "long"))
    publication = folder / "publication.yaml"
    data = yaml.safe_load(publication.read_text("utf-8")) | {
        "name": "Tiếng nói Nhân dân xã Nguyễn Bỉnh Khiêm",
        "owner": "Ban Chấp hành Đảng bộ, Hội đồng nhân dân và Ủy ban nhân dân xã Nguyễn Bỉnh Khiêm",
        "publisher": "Trung tâm Văn hóa, Thông tin và Thể thao xã Nguyễn Bỉnh Khiêm, thành phố Hải Phòng",
        "tagline": "Tiếng nói của Đảng bộ, chính quyền và Nhân dân xã Nguyễn Bỉnh Khiêm, vì một miền quê đáng sống",
        "circulation": "internal",
    }
    publication.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    job = {"folder": str(folder), "out": str(tmp_path / "o"), "cache": str(shared / "cache"), "layout": layout}
    answer = run_job("bulletin.build.recipe:build_job", job)
    assert [f for f in answer["findings"] if f["severity"] == "error"] == []
