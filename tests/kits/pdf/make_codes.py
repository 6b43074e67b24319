"""Small pages with one QR code, drawn well or badly."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from bulletin.assets.qr import symbol

PT = 72 / 25.4
URL = "https://phuong.example/tin/0042-duong-moi"


@dataclass(frozen=True)
class Code:
    """How the code is drawn; lengths in mm from the trim's top left corner, `x` and `y` of the symbol itself."""

    url: str = URL
    module: float = 0.42
    x: float = 30.0
    y: float = 40.0
    paint: bytes = b"0 g"
    ground: bytes = b""
    under: bytes = b""
    over: bytes = b""
    rotate: int = 0
    bleed: float = 0.0
    drop: int = 0

    @property
    def side(self) -> float:
        return self.module * self.modules

    @property
    def modules(self) -> int:
        return symbol(self.url, 40.0).modules

    @property
    def box(self) -> tuple[float, float, float, float]:
        """With four modules of quiet zone."""
        room = 4 * self.module
        return self.x - room, self.y - room, self.side + 2 * room, self.side + 2 * room


def page(code: Code, size: tuple[float, float] = (100.0, 120.0)) -> bytes:
    """A PDF of one page of `size` mm with the code as one vector path."""
    matrix = symbol(code.url, 40.0).matrix
    unit = code.module * PT
    top = size[1] * PT - code.y * PT
    parts = [b"q", code.ground, code.under, code.paint]
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark and not (code.drop and row < code.drop):
                x, y = code.x * PT + column * unit, top - (row + 1) * unit
                corners = (x, y), (x + unit, y), (x + unit, y + unit), (x, y + unit)
                parts.append(
                    b"%.3f %.3f m " % corners[0] + b" ".join(b"%.3f %.3f l" % at for at in corners[1:]) + b" h"
                )
    parts += [b"f", code.over, b"Q"]
    pdf = pikepdf.new()
    edge = code.bleed * PT
    box = [-edge, -edge, size[0] * PT + edge, size[1] * PT + edge]
    made = pikepdf.Page(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=box, TrimBox=[0, 0, size[0] * PT, size[1] * PT], Rotate=code.rotate,
            Resources=pikepdf.Dictionary(), Contents=pdf.make_stream(b"\n".join(parts)),
        )
    )  # fmt: skip
    pdf.pages.append(made)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def rect(x: float, y: float, width: float, height: float, page_height: float = 120.0) -> bytes:
    """A filled rectangle, mm from the top left."""
    return b"%.3f %.3f %.3f %.3f re f" % (x * PT, (page_height - y - height) * PT, width * PT, height * PT)
