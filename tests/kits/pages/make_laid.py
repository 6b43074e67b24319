"""Small laid-out issues for tests: absolutely placed blocks, placeholders, vector QR codes, static fonts."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

import fontpkg_source_serif_4
import qrcode
import uharfbuzz as hb
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bulletin.layout.laid import Laid, LineFacts, PageBox, PhotoSlot, QrSlot, TextSlot

TRIM = (130.0, 190.0)
BLEED = 3.0
SENTENCES = (
    "Sáng nay, đoàn viên phường ra quân dọn bãi biển từ lúc năm giờ.",
    "Tổ dân phố số 7 góp được 35 suất quà cho học sinh nghèo vượt khó.",
    "Ông Phạm Quốc Thuận, trưởng ban tổ chức, cảm ơn các hộ kinh doanh đã nghỉ bán để nhường lối đi.",
    "Nghị quyết đặt chỉ tiêu trồng thêm hai nghìn cây phi lao chắn gió trước mùa mưa bão.",
    "“Chúng tôi muốn con đường này sạch quanh năm”, chị Ngữ kể, mắt nhìn về phía những hàng ghế mới sơn.",
    "Buổi tối, đội văn nghệ quần chúng diễn chèo ở sân đình, kín chỗ đến tận hàng cuối.",
)


@lru_cache
def font_folder() -> Path:
    """Regular and bold Source Serif 4 as static files, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="bulletin-test-fonts-"))
    source = Path(fontpkg_source_serif_4.__file__).parent / "files" / "SourceSerif4[opsz,wght].ttf"
    face = hb.Face(hb.Blob.from_file_path(str(source)))
    for name, weight in (("regular", 400), ("bold", 700)):
        plan = hb.SubsetInput()
        plan.keep_everything()
        plan.pin_axis_location(face, "wght", weight)
        plan.pin_axis_location(face, "opsz", 12)
        (folder / f"{name}.ttf").write_bytes(hb.subset(face, plan).blob.data)
    return folder


STYLE = """
@font-face { font-family: 'Probe Serif'; src: url(regular.ttf); font-weight: 400 }
@font-face { font-family: 'Probe Serif'; src: url(bold.ttf); font-weight: 700 }
@page { size: 130mm 190mm; margin: 0; bleed: 3mm }
html { font: 8pt/10.5pt 'Probe Serif'; color: #000 }
body, h2 { margin: 0 }
section { position: relative; width: 130mm; height: 190mm; break-after: page }
section > * { position: absolute }
h2 { font: 700 15pt/18pt 'Probe Serif' }
img { image-orientation: none; image-rendering: crisp-edges }
.n { white-space: nowrap }
.body { text-align: justify }
"""
FONTS = {"Probe-Serif": "regular", "Probe-Serif-Bold": "bold"}


@lru_cache
def _style() -> tuple[CSS, FontConfiguration]:
    config = FontConfiguration()
    return CSS(string=STYLE, base_url=f"{font_folder()}/", font_config=config), config


def placeholder(marker: bytes) -> bytes:
    """A 1 × 1 px JPEG with the marker in its comment."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), (200, 200, 200)).save(out, "JPEG", comment=marker)
    return out.getvalue()


def photo(width: int = 320, height: int = 240, mode: str = "RGB", **save: object) -> bytes:
    """A JPEG with some structure in it."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(out, "JPEG", quality=80, **save)
    return out.getvalue()


def qr_svg(url: str) -> tuple[str, int]:
    """Inline SVG of a code with its quiet zone, and its side in modules."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(url)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return f'viewBox="0 0 {len(matrix)} {len(matrix)}"><title>Mã QR</title><path d="{path}" fill="#000"/>', len(matrix)


@dataclass
class Maker:
    """Collects blocks page by page and renders them."""

    pages: int = 2
    html: dict[int, list[str]] = field(default_factory=dict)
    slots: list[TextSlot] = field(default_factory=list)
    photos: list[PhotoSlot] = field(default_factory=list)
    codes: list[QrSlot] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    outline: list[tuple[str, int]] = field(default_factory=list)

    def add(self, box: PageBox, markup: str) -> None:
        self.html.setdefault(box.page, []).append(markup)

    def text(
        self, box: PageBox, text: str, role: str = "body", story: str | None = "bai", markup: str = "", style: str = ""
    ) -> None:
        tag = "h2" if role == "headline" else "div"
        inner = markup or escape(text)
        self.add(box, f'<{tag} class="{role}" style="{_place(box)};{style}">{inner}</{tag}>')
        self.slots.append(TextSlot(story, role, text, box))
        if tag == "h2":
            self.outline.append((text, box.page))

    def photo(self, box: PageBox, alt: str = "Bãi biển buổi sớm", story: str = "bai") -> None:
        marker = b"bulletin-photo:%d" % (len(self.photos) + 1)
        name = f"photos/{len(self.photos) + 1}.jpg"
        (font_folder() / f"{len(self.photos) + 1}.jpg").write_bytes(placeholder(marker))
        self.add(box, f'<img src="{len(self.photos) + 1}.jpg" alt="{escape(alt)}" style="{_place(box)}">')
        self.photos.append(
            PhotoSlot(marker, story, f"anh-{len(self.photos) + 1}", name, (0.0, 0.0, 1.0, 1.0), box, alt)
        )

    def qr(self, box: PageBox, url: str) -> None:
        svg, modules = qr_svg(url)
        self.add(box, f'<svg xmlns="http://www.w3.org/2000/svg" style="{_place(box)}" {svg}</svg>')
        self.codes.append(QrSlot(url, box, box.width / modules))

    def laid(self) -> Laid:
        sections = "".join(
            f"<section>{''.join(self.html.get(page, []))}</section>" for page in range(1, self.pages + 1)
        )
        style, config = _style()
        html = (
            f"<html lang=vi><head><meta charset=utf-8><title>Bản tin thử</title></head><body>{sections}</body></html>"
        )
        pdf = HTML(string=html, base_url=f"{font_folder()}/").write_pdf(
            stylesheets=[style], font_config=config, pdf_tags=True
        )
        assert pdf is not None
        return Laid(
            pdf=pdf, page_count=self.pages, trim_mm=TRIM, bleed_mm=BLEED, slots=tuple(self.slots),
            photos=tuple(self.photos), qr_codes=tuple(self.codes), fonts=FONTS, links=tuple(self.links),
            outline=tuple(self.outline), lines=LineFacts(0, 0, 0, 0, 0, 0),
        )  # fmt: skip


def _place(box: PageBox) -> str:
    return f"left:{box.x}mm;top:{box.y}mm;width:{box.width}mm;height:{box.height}mm"


@lru_cache
def small() -> Laid:
    """Two pages with everything on them: heads, justified text, bold, nowrap, no-break spaces, links, photos, codes."""
    maker = Maker()
    maker.text(PageBox(1, 10, 10, 110, 8), "Đồ Sơn đón mùa biển mới", "headline")
    maker.text(
        PageBox(1, 10, 22, 60, 45),
        "Thực hiện văn bản số 01-KL/TW, ông Đặng Hữu Ước đi 10 km ven biển trong ngày 9/5, gặp 120 hộ dân làm nghề "
        "cá. Xem thêm ở trang của phường và góp ý qua thư.",
        markup="Thực hiện văn bản <span class=n>số 01-KL/TW</span>, <b>ông Đặng Hữu Ước</b> đi 10\u00a0km ven biển "
        "trong <span class=n>ngày 9/5</span>, gặp 120 hộ dân làm nghề cá. Xem thêm ở "
        '<a href="https://doson.example/tin?so=9&amp;trang=2">trang của phường</a> và góp ý qua '
        '<a href="mailto:toasoan@doson.example">thư</a>.',
    )
    maker.photo(PageBox(1, 75, 22, 45, 33.75))
    maker.text(PageBox(1, 75, 57, 45, 12), "Bãi 1 sáng chủ nhật. Ảnh minh họa", "caption")
    maker.qr(PageBox(1, 75, 75, 20, 20), "https://doson.example/b/1")
    maker.text(PageBox(1, 10, 180, 110, 5), "1", "folio", None)
    maker.text(PageBox(2, 10, 10, 110, 8), "Thông báo lịch cấp nước", "headline", "nuoc")
    maker.text(PageBox(2, 10, 22, 50, 60), " ".join(SENTENCES[:3]), "body", "nuoc")
    maker.text(PageBox(2, 65, 22, 55, 60), " ".join(SENTENCES[3:]), "body", "nuoc")
    maker.photo(PageBox(2, -3, 90, 80, 60), "Đội thuyền về bến")
    maker.qr(PageBox(2, 90, 90, 22, 22), "https://doson.example/n/2")
    maker.links += ["https://doson.example/tin?so=9&trang=2", "mailto:toasoan@doson.example"]
    return maker.laid()


def pictures(laid: Laid, ppi: float = 180, **save: object) -> dict[bytes, bytes]:
    """A fitting JPEG for every photo slot."""
    return {
        slot.marker: photo(round(slot.box.width / 25.4 * ppi), round(slot.box.height / 25.4 * ppi), **save)
        for slot in laid.photos
    }


def big(pages: int = 8, codes: int = 20) -> Laid:
    """A dense issue for measuring: three columns of small type, a photo and several QR codes on every page."""
    maker = Maker(pages=pages)
    number = 0
    for page in range(1, pages + 1):
        maker.text(PageBox(page, 8, 8, 114, 8), f"Chuyện tuần {page} ở phường biển", "headline", f"bai-{page}")
        for column in range(3):
            for piece in range(4):
                text = " ".join(SENTENCES[(number + step) % len(SENTENCES)] for step in range(4))
                number += 1
                box = PageBox(page, 8 + column * 39, 20 + piece * 30, 36, 30)
                maker.text(box, text, "body", f"bai-{page}", style="font-size:5.5pt;line-height:7pt")
        maker.photo(PageBox(page, 8, 145, 40, 30), story=f"bai-{page}")
        for code in range(codes * page // pages - codes * (page - 1) // pages):
            maker.qr(
                PageBox(page, 52 + code * 24, 145, 22, 22),
                f"https://doson.example/tin-tuc/{page}/{code}?nguon=ban-tin-giay",
            )
    return maker.laid()
