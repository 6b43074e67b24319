"""What static faces save: a text document of several pages through WeasyPrint, three ways of giving it its fonts.

Run `python benchmarks/fonts_static_vs_variable.py`. It prints, for each way, the median and range of CPU seconds of one
cold process (without importing WeasyPrint), and the size of the PDF. The ways take turns, so that a busy machine is
busy for all of them.

- `variable`: the variable files by `@font-face`, as they come from their packages;
- `static-css`: our static faces by `@font-face`;
- `static-dir`: our static faces in the folder of the fontconfig file, no `@font-face` at all.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

WAYS = ("variable", "static-css", "static-dir")
ROUNDS = 7
PAGES_OF_TEXT = 6
FACES = (
    ("Source Serif 4", 400, "normal"),
    ("Source Serif 4", 400, "italic"),
    ("Source Serif 4", 700, "normal"),
    ("Source Sans 3", 400, "normal"),
    ("Source Sans 3", 700, "normal"),
    ("Archivo Narrow", 700, "normal"),
)
SENTENCES = (
    "Sáng nay, bà con tổ dân phố số 4 cùng nhau dọn bãi biển, trồng thêm hai hàng phi lao và sơn lại hàng ghế đá. ",
    "Chợ phiên cuối tuần mở từ 6 giờ, có cá tươi, rau vườn và mật ong rừng; giá niêm yết ở từng sạp. ",
    "Lớp học bơi miễn phí cho trẻ em nghèo nhận thêm 30 cháu, mỗi cháu có một phao và một người kèm. ",
)


def document() -> str:
    """About six pages in the six faces."""
    parts = []
    for story in range(PAGES_OF_TEXT * 2):
        parts.append(f"<h1>Chuyện nhỏ trong phường, kỳ {story + 1}</h1><p class=lead>{SENTENCES[story % 3]}</p>")
        for number in range(5):
            text = "".join(SENTENCES[(story + number + i) % 3] for i in range(3))
            parts.append(f"<p>{text}<b>Điều đáng quý</b> là <i>ai cũng góp một tay</i>.</p>")
        parts.append("<p class=note><b>Ghi chú:</b> số liệu do tổ dân phố cung cấp.</p>")
    return "<html lang=vi>" + "".join(parts)


STYLE = """
@page { size: 190mm 270mm; margin: 18mm }
body { font: 9.5pt/1.35 "Source Serif 4"; text-align: justify }
h1 { font: 700 20pt/1.25 "Archivo Narrow" }
.lead { font: 700 11pt/1.35 "Source Sans 3" }
.note { font: 8pt/1.35 "Source Sans 3" }
"""


def variable_css() -> tuple[str, dict[str, Path]]:
    """`@font-face` for the variable files that hold the same faces."""
    from bulletin.assets.fonts.catalogue import catalogue_path, read_catalogue

    css, urls = "", {}
    for spec in read_catalogue(catalogue_path()):
        if spec.family.endswith("Display"):
            continue
        found = find_spec(spec.source.module)
        assert found is not None
        assert found.submodule_search_locations
        url = f"fonts/{Path(spec.source.file).name.split('[')[0]}.ttf"
        if url not in urls:
            urls[url] = Path(found.submodule_search_locations[0]) / spec.source.file
            css += f'@font-face{{font-family:"{spec.family}";font-style:{spec.style};src:url("{url}")}}'
    return css, urls


def build(way: str, cache: Path) -> tuple[float, int, int]:
    """CPU seconds of render and write, pages and bytes; the import of WeasyPrint is not counted."""
    from bulletin.assets.fonts.load import fontconfig, load_fonts

    fonts = load_fonts(None, cache)
    faces = [fonts.face(*face) for face in FACES]  # type: ignore[arg-type]
    nothing = cache / "nothing"
    nothing.mkdir(exist_ok=True)
    os.environ["FONTCONFIG_FILE"] = str(fontconfig(fonts.folder if way == "static-dir" else nothing, cache))
    css, urls = {
        "variable": variable_css,
        "static-css": lambda: (fonts.css(faces), dict(fonts.urls(faces))),
        "static-dir": lambda: ("", {}),
    }[way]()
    import warnings

    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcherResponse

    base = "https://bulletin.invalid/"

    def fetch(url: str) -> URLFetcherResponse:
        return URLFetcherResponse(url, urls[url.removeprefix(base)].read_bytes())

    start = time.process_time()
    config = FontConfiguration()
    sheet = CSS(string=css + STYLE, base_url=base, url_fetcher=fetch, font_config=config)
    laid = HTML(string=document(), base_url=base, url_fetcher=fetch).render(stylesheets=[sheet], font_config=config)
    data = laid.write_pdf() or b""
    return time.process_time() - start, len(laid.pages), len(data)


def main() -> None:
    """Run every way `ROUNDS` times in turn, each in its own process."""
    if len(sys.argv) == 3:
        print(json.dumps(build(sys.argv[1], Path(sys.argv[2]))))  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        facts: dict[str, tuple[int, int]] = {}
        for turn in range(ROUNDS + 1):
            for way in WAYS:
                done = subprocess.run(
                    [sys.executable, __file__, way, folder], capture_output=True, text=True, check=True
                )
                spent, pages, size = json.loads(done.stdout.splitlines()[-1])
                facts[way] = (pages, size)
                if turn:  # the first turn fills the caches
                    seconds[way].append(spent)
    base = statistics.median(seconds["variable"])
    for way in WAYS:
        middle = statistics.median(seconds[way])
        pages, size = facts[way]
        spread = f"({min(seconds[way]):.2f}-{max(seconds[way]):.2f})"
        print(  # noqa: T201
            f"{way:11} {middle:.2f} s CPU {spread}, {middle / base:.2f} of variable, {pages} pages, {size // 1000} kB"
        )


if __name__ == "__main__":
    main()
