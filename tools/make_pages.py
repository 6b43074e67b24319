"""Make the pictures of the README and the tutorial from real builds.

    python tools/make_pages.py            build the examples in every layout, write docs/pictures/*.png
    python tools/make_pages.py NAME …     only these pictures (`trang-nhat`, `mau-so-tay` …)

Every picture is a page as PDFium draws a finished PDF, most often `screen.pdf`, reduced to `MAX_BYTES`. Nothing is
drawn by hand.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_photos
import make_screens

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, PICTURES = ROOT / "examples", ROOT / "docs" / "pictures"
MAX_BYTES = 150_000
COLOURS = (256, 192, 128, 96, 64)
EDGE = (190, 190, 190)
ARTICLE = "chieu-thu-bay-don-ngo"
PHOTO = """photos:
  - {file: photos/ca-ngo.jpg, scene: roofs, size: [2400, 1600], detail: 1200, taken: "2026:11:14 17:05:00"}
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pages (from 1) of a build side by side; `height` of the page in px."""

    build: str
    pages: tuple[int, ...]
    height: int
    file: str = "screen.pdf"


WANTED: dict[str, tuple[Picture, ...]] = {
    "trang-nhat": (Picture("do-son/tuan-tin", (1,), 900),),
    "trang-trong": (Picture("do-son/tuan-tin", (2, 3), 900),),
    "mau-tuan-tin": (Picture("do-son/tuan-tin", (6,), 560),),
    "mau-ban-tin-a4": (Picture("do-son/ban-tin-a4", (1,), 560),),
    "mau-so-tay": (Picture("do-son/so-tay", (2, 3), 560),),
    "mau-khong-gian": (Picture("bang-tin", (1,), 560),),
    "mau-tap-chi": (Picture("mua-gio", (3,), 560),),
    "mot-trang": (Picture("mot-trang", (1,), 800),),
    "mot-trang-anh": (Picture("mot-trang-anh", (1,), 800),),
    "cac-ban-in": (
        Picture("do-son/tuan-tin", (1,), 620, "press.pdf"),
        Picture("do-son/tuan-tin", (1,), 400, "office-booklet.pdf"),
    ),
    "nhap-bai": (Picture("nhap-bai", (1,), 560, "bao-cao.png"),),
    "to-doc-soat": (Picture("to-doc-soat", (1,), 620, "desk/to-doc-soat.pdf"),),
}
MARKED = {"press.pdf": "press", "office-booklet.pdf": "office"}
"""Files beside `screen.pdf` → the edition to ask for. With them the press edition shows its marks."""
BETWEEN = 28


class Bench:
    """Builds each issue once, in copies, so that the examples stay as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: Callable[[str, str], Path] = lru_cache(maxsize=None)(self._built)

    def pdf(self, picture: Picture) -> Path:
        """The file that a picture shows."""
        edition = MARKED.get(picture.file, "screen")
        return self.built(picture.build, edition) / picture.file

    def _built(self, build: str, edition: str) -> Path:
        if build in make_screens.MADE:
            return make_screens.MADE[build](self.folder, EXAMPLES / "mot-trang")
        name, _, layout = build.partition("/")
        issue = EXAMPLES / name
        if name == "mot-trang-anh":
            issue = self._with_photo()
        elif (issue / "photos.yaml").exists():
            make_photos.ensure(issue)
        out = self.folder / f"{build.replace('/', '-')}-{edition}"
        options = ["--editions", edition, *(["--layout", layout] if layout else [])]
        options += ["--marks", "full"] if edition == "press" else []
        subprocess.run(
            [sys.executable, "-m", "bulletin", "build", str(issue), "--out", str(out), *options],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return out

    def _with_photo(self) -> Path:
        """The one-page example after steps 4 and 5 of the tutorial, with the very lines that it shows."""
        issue = self.folder / "mot-trang-anh"
        shutil.copytree(EXAMPLES / "mot-trang", issue)
        tutorial = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        shown = dict(_notes(tutorial))
        (issue / "articles" / "hop-to-thang-12.yaml").write_text(shown["article: hop-to-thang-12"], encoding="utf-8")
        sheet = issue / "issue.yaml"
        sheet.write_text(sheet.read_text("utf-8").partition("flatplan:")[0] + shown["flatplan"], encoding="utf-8")
        article = issue / "articles" / f"{ARTICLE}.yaml"
        article.write_text(article.read_text("utf-8") + shown[f"photo: {ARTICLE}"], encoding="utf-8")
        (issue / "photos.yaml").write_text(PHOTO, encoding="utf-8")
        make_photos.ensure(issue)
        return issue


def _notes(text: str) -> Iterator[tuple[str, str]]:
    """(note, YAML) of the blocks that have a comment above them."""
    for part in text.split("<!-- ")[1:]:
        note, _, rest = part.partition(" -->\n```yaml\n")
        if rest:
            yield note, rest.partition("```")[0]


def page_pictures(pdf: Path, pages: Sequence[int], height: int) -> list[Image.Image]:
    """Pages of a PDF, or the picture of a window, each `height` px high, with a hairline around it."""
    if pdf.suffix == ".png":
        return [ImageOps.expand(make_screens.fitted(Image.open(pdf).convert("RGB"), height), 1, EDGE)]
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number in pages:
        page = document[min(number, len(document)) - 1]
        big: Image.Image = page.render(scale=3 * height / page.get_height()).to_pil().convert("RGB")
        small = big.resize((round(big.width * height / big.height), height), Image.Resampling.LANCZOS)
        found.append(ImageOps.expand(small, 1, EDGE))
    return found


def side_by_side(pictures: Sequence[Image.Image], between: int = -1) -> Image.Image:
    """The pictures in a row, half-way up; facing pages touch, others stand `between` px apart."""
    width = sum(picture.width for picture in pictures) + between * (len(pictures) - 1)
    height = max(picture.height for picture in pictures)
    sheet = Image.new("RGB", (width, height), "white")
    at = 0
    for picture in pictures:
        sheet.paste(picture, (at, (height - picture.height) // 2))
        at += picture.width + between
    return sheet


def reduced(picture: Image.Image, limit: int = MAX_BYTES) -> bytes:
    """A PNG of at most `limit` bytes: fewer colours first, then fewer pixels."""
    while True:
        for colours in COLOURS:
            buffer = io.BytesIO()
            flat = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
            flat.save(buffer, "PNG", optimize=True)
            if buffer.tell() <= limit:
                return buffer.getvalue()
        picture = picture.resize((picture.width * 9 // 10, picture.height * 9 // 10), Image.Resampling.LANCZOS)


def main(names: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    unknown = set(names) - set(WANTED)
    if unknown:
        sys.stderr.write(f"Không có ảnh / no such picture: {', '.join(sorted(unknown))}\n")
        return 2
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name in names or WANTED:
            parts = [side_by_side(page_pictures(bench.pdf(part), part.pages, part.height)) for part in WANTED[name]]
            sheet = side_by_side(parts, BETWEEN)
            data = reduced(sheet)
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stderr.write(f"docs/pictures/{name}.png  {sheet.width} × {sheet.height}  {len(data) // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
