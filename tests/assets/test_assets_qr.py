from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.util import lost_point

from bulletin.assets import qr
from bulletin.assets.qr_mask import best_mask, penalty
from bulletin.errors import InputError

URL = "https://binhhai.example/tin/311"
LONG = "https://cong-thong-tin.binhhai.example/tin-tuc-su-kien/2026/11/hoi-nghi-so-ket?id=311"


def raster(rectangles: list[tuple[int, int, int, int]], side: int, scale: int = 6) -> Image.Image:
    image = Image.new("L", (side * scale, side * scale), 255)
    for x, y, width, height in rectangles:
        image.paste(0, (x * scale, y * scale, (x + width) * scale, (y + height) * scale))
    return image


def drawn(data: str) -> list[tuple[int, int, int, int]]:
    """Play path data back as a viewer would: relative moves, each subpath closed at its start."""
    boxes, x, y = [], 0, 0
    for move in re.finditer(r"([Mm])(-?\d+) (-?\d+)h(\d+)v(\d+)h-(\d+)z", data):
        dx, dy, width, height, back = (int(part) for part in move.groups()[1:])
        assert width == back
        x, y = (dx, dy) if move[1] == "M" else (x + dx, y + dy)
        boxes.append((x, y, width, height))
    assert "".join(re.findall(r"[Mm]-?\d+ -?\d+h\d+v\d+h-\d+z", data)) == data
    return boxes


@pytest.mark.parametrize(
    "url", [URL, LONG, "http://a.vn", "https://x.example/" + "9" * 200, "https://x.example/?q=%E1%BA%BF&b=1"]
)
@pytest.mark.parametrize("size", [30.0, 50.0])
def test_the_drawing_decodes_to_its_address(url: str, size: float) -> None:
    code = qr.symbol(url, size)
    image = raster(drawn(qr.path(code.matrix)), code.modules + 8)
    found = zxingcpp.read_barcodes(image)
    assert [item.text for item in found] == [url]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=120))
def test_the_drawing_is_the_matrix(tail: str) -> None:
    code = qr.symbol("https://x.example/" + tail, 60)
    black = {(x, y) for y, row in enumerate(code.matrix) for x, cell in enumerate(row) if cell}
    cells = [
        (x + i - qr.QUIET_MODULES, y + j - qr.QUIET_MODULES)
        for x, y, width, height in drawn(qr.path(code.matrix))
        for i in range(width)
        for j in range(height)
    ]
    assert len(cells) == len(set(cells))
    assert set(cells) == black


def test_level_rises_with_size_and_modules_never_fall_below_the_aim() -> None:
    levels = []
    for size in (13.2, 14, 16, 18, 20, 24, 30):
        code = qr.symbol(URL, size)
        assert code.module_mm >= 0.4 - 1e-9
        assert code.module_mm == pytest.approx(size / (code.modules + 8))
        assert code.modules == 17 + 4 * code.version == len(code.matrix)
        levels.append("LMQH".index(code.error_level))
    assert levels == sorted(levels)
    assert levels[-1] == 3


def test_below_the_good_module_the_fewest_modules_with_the_strongest_free_level() -> None:
    least = qr.size_for(URL, 0.33)
    code = qr.symbol(URL, least)
    assert 0.33 - 1e-9 <= code.module_mm < 0.4
    assert code.modules + 8 == round(least / 0.33)
    (finding,) = code.findings()
    assert finding.as_dict()["rule"] == "qr.tight"
    assert finding.values["needed"] in finding.remedy("en")
    assert finding.values["needed"].replace(".", ",") in finding.remedy("vi")
    assert qr.symbol(URL, qr.size_for(URL)).findings() == ()


def test_too_small_is_an_error_that_says_how_large() -> None:
    with pytest.raises(InputError) as caught:
        qr.symbol(LONG, 10)
    (finding,) = caught.value.findings
    assert finding.as_dict()["rule"] == "qr.too-small"
    needed = float(finding.values["needed"])
    assert needed >= qr.size_for(LONG)
    assert qr.symbol(LONG, needed).module_mm >= 0.4 - 1e-9


@pytest.mark.parametrize(
    ("url", "rule"), [("", "qr.empty"), ("  ", "qr.empty"), ("https://x.example/" + "a" * 3000, "qr.too-long")]
)
def test_refused(url: str, rule: str) -> None:
    for call in (lambda: qr.symbol(url, 100), lambda: qr.size_for(url)):
        with pytest.raises(InputError) as caught:
            call()
        assert [finding.as_dict()["rule"] for finding in caught.value.findings] == [rule]


def test_svg_is_small_black_sized_and_escaped() -> None:
    code = qr.symbol(URL, 18)
    text = qr.svg(code, 'Mã QR: "Đồ <Sơn>" & biển')
    root = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("width") == root.get("height") == "18mm"
    assert root.get("viewBox") == f"0 0 {code.modules + 8} {code.modules + 8}"
    assert [child.tag for child in root] == [f"{space}title", f"{space}path"]
    assert root[0].text == 'Mã QR: "Đồ <Sơn>" & biển'
    assert root[1].get("fill") == "#000000"
    assert len(drawn(root[1].get("d") or "")) < sum(map(sum, code.matrix)) / 2
    assert qr.svg(code, "x") == qr.svg(qr.symbol(URL, 18), "x")


def test_a_code_is_drawn_once_and_kept(tmp_path: Path) -> None:
    url = "https://doson.example/tin/1118"
    first = qr.symbol(url, 16, cache=tmp_path)
    (kept,) = (tmp_path / "qr").iterdir()
    qr._encode.cache_clear()
    assert qr.symbol(url, 16, cache=tmp_path) == first == qr.symbol(url, 16)
    kept.write_text(kept.read_text().replace('"version": ', '"version": 1'))
    assert qr.symbol(url, 16, cache=tmp_path) == first
    kept.write_bytes(b"{")
    assert qr.symbol(url, 16, cache=tmp_path) == first


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400).filter(str.strip),
    st.sampled_from(["L", "M", "Q", "H"]),
)
@settings(max_examples=40, deadline=None)
def test_the_mask_is_that_of_the_library(text: str, level: qr.Level) -> None:
    code = qr._code(text, level)
    code.best_fit()
    mask = best_mask(code)
    assert mask == code.best_mask_pattern()
    code.makeImpl(True, mask)
    rows = [int("".join(str(int(cell)) for cell in row), 2) for row in code.modules]
    assert penalty(rows, len(rows)) == lost_point(code.modules)
    code.make(fit=True)
    assert qr._encode(text, level)[1] == tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())
