"""A small valid issue on the disk that each test changes in one place."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import Finding
from bulletin.sources import Loaded, load_issue

PUBLICATION = """\
ma: ben-nuoc
ten: "Bến Nước"
co_quan_xuat_ban: "Văn phòng phường Bến Nước"
ky_han: "Hằng tuần"
ho_so_phap_ly: internal
cac_chuyen_muc:
  - {ma: doi-song, ten: "Đời sống"}
  - {ma: xay-dung-dang, ten: "Xây dựng Đảng"}
"""
ISSUE = """\
an_pham: ben-nuoc
so: 18
ngay: 20/11/2026
sap_xep:
  - {bai: cay-cau-moi, vi_tri: bài chính}
"""
ARTICLE = """\
ma: cay-cau-moi
tieu_de: "Cây cầu mới"
chuyen_muc: doi-song
noi_dung: |
  Sáng sớm bà con qua cầu.

  ![[anh-1]]
anh:
  - {ma: anh-1, tep: photos/cau.jpg, chu_thich: "Cầu mới", mo_ta_anh: "Cây cầu"}
"""


class Office:
    """The folder of one issue and what reading it gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in (("publication", PUBLICATION), ("issue", ISSUE), ("articles/cay-cau-moi", ARTICLE)):
            self.write(f"{name}.yaml", text)
        self.write("photos/cau.jpg", "not looked at")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def load(self) -> Loaded:
        return load_issue(self.folder)

    def findings(self) -> tuple[Finding, ...]:
        return self.load().findings
