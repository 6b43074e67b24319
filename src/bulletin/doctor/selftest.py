"""The one-page issue that `bulletin doctor` builds on this very computer and reads back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request

# Rare letters on purpose: stacked marks, đ, both kinds of quotes, signs of money and measure.
BODY = (
    "Trường mẫu giáo ở ngõ Nguyễn Huệ đã quét dọn sạch sẽ, kẻ lại vạch vôi, chờ gió mùa rồi mới khuấy nước sơn tường.",
    "Giá vé 15.000 đồng, diện tích 40 m², nhiệt độ 36,5° và "
    "câu “Ẵm bé đi dưới rặng tre, Ỷ Lan ngẫm nghĩ” phải ra nguyên vẹn.",
)
TITLE = "Bản tự kiểm tra của máy này"
_FILES = {
    "publication.yaml": "id: tu-kiem-tra\nname: Tự kiểm tra\npublisher: Bulletin\nperiodicity: Khi cần\n"
    "legal_profile: internal\n",
    "issue.yaml": "publication: tu-kiem-tra\nnumber:\n  in_year: 1\n"
    "date: 2026-01-15\nflatplan:\n  - article: tu-kiem-tra\n",
    "articles/tu-kiem-tra.yaml": f'id: tu-kiem-tra\ntitle: "{TITLE}"\nbody: |\n'
    + "\n\n".join(f"  {paragraph}" for paragraph in BODY)
    + "\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestRequest(Request):
    """Build the test issue with this cache folder."""

    cache: Path


def write_issue(folder: Path) -> Path:
    """The test issue as files below `folder`."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: do a `SelfTestRequest`: build the test issue and look for every word of it in the finished PDF.

    Returns:
        `pages`, and `missing`: the words that did not come out of the PDF as they went in.
    """
    from bulletin.build.recipe import build
    from bulletin.build.request import BuildRequest

    request = SelfTestRequest.from_wire(order)
    with tempfile.TemporaryDirectory(prefix="bulletin-doctor-") as scratch:
        folder, out = write_issue(Path(scratch, "issue")), Path(scratch, "out")
        build(BuildRequest(folder=folder, out=out, cache=request.cache, limits=request.limits), report)
        pages, text = _read(out / "screen.pdf")
    found = set(text.split())
    wanted = [word for line in (TITLE, *BODY) for word in line.split()]
    return {"pages": pages, "words": len(wanted), "missing": [word for word in wanted if word not in found]}


def _read(path: Path) -> tuple[int, str]:
    from bulletin.pdf.pdfium import open_pdfium

    with open_pdfium(path.read_bytes()) as document:
        texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        return len(document), "\n".join(texts)
