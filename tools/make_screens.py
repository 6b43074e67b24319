"""What `make_pages.py` shows of importing and of the copy desk: a report in the browser, and a proof sheet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image

WINDOW = (1120, 760)
TITLE = "Hội thi đọc sách của khu 5"
LEAD = "Chiều 20/11, nhà văn hóa khu 5 có hơn sáu mươi em nhỏ dự hội thi đọc sách lần đầu tiên."
BODY = (
    "Em Vũ An Nhiên, lớp 4A, kể chuyện Dế Mèn và được khen.",
    "Ban tổ chức trao mười hai phần quà cho các em có giọng đọc hay.",
)
OLD = "Tñ s¸ch míi ®\u00adîc chuyÓn vÒ th\u00ad viÖn cña ph\u00adêng."
"""A line in a font of the time before Unicode (TCVN3)."""
SLIPS = {"Con ngõ": "Con ngõ nghành", "300 mét": "300m", "Việc nặng nhất": "Việc đã xong hoàn toán. Việc nặng nhất"}


def bulletin(*words: str | Path) -> None:
    """Run the program; a copy desk with remarks ends with another code than 0, which is no failure here."""
    subprocess.run([sys.executable, "-m", "bulletin", *map(str, words)], check=False, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)  # fmt: skip


def import_report(folder: Path, _example: Path) -> Path:
    """A Word file imported, and its report as the browser shows it."""
    out = folder / "nhap-bai"
    (out / "so-12").mkdir(parents=True)
    (out / "so-12" / "issue.yaml").write_text("ma: so-12\n", encoding="utf-8")
    made = docx.Document()
    made.add_paragraph(TITLE)  # plain words: a guess
    made.add_paragraph().add_run(LEAD).bold = True
    for text in BODY:
        made.add_paragraph(text)
    made.add_paragraph().add_run(OLD).font.name = ".VnTime"
    sign = made.add_paragraph()
    sign.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sign.add_run("Đặng Thu Lộc").bold = True
    made.save(str(out / "hoi-thi.docx"))
    bulletin("import", out / "hoi-thi.docx", "--into", out / "so-12", "--report", out / "bao-cao.html")
    browser = shutil.which("chromium") or "chromium"
    size = f"--window-size={WINDOW[0]},{WINDOW[1]}"
    picture = f"--screenshot={out / 'bao-cao.png'}"
    words = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, picture]
    subprocess.run([*words, (out / "bao-cao.html").as_uri()], check=True, capture_output=True)
    return out


def proof_sheet(folder: Path, example: Path) -> Path:
    """The proof sheet of the one-page example with three slips in it."""
    issue = folder / "to-doc-soat"
    shutil.copytree(example, issue)
    for path in issue.glob("articles/*.yaml"):
        text = path.read_text(encoding="utf-8")
        for right, wrong in SLIPS.items():
            text = text.replace(right, wrong, 1)
        path.write_text(text, encoding="utf-8")
    bulletin("desk", issue, "--sheet", "--out", issue / "build")
    return issue / "build"


def fitted(picture: Image.Image, height: int) -> Image.Image:
    """The picture of a window, so high."""
    return picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)


MADE: dict[str, Callable[[Path, Path], Path]] = {"nhap-bai": import_report, "to-doc-soat": proof_sheet}
