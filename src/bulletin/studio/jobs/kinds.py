"""What can be made of an issue in the window: for whom, which editions, and whether an unsigned issue asks first."""

from __future__ import annotations

from bulletin.fields.outputs import EditionName
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class OutputKind:
    """One button of the screen Outputs.

    Attributes:
        id: its name in requests, and the folder below `build/` that gets the files.
        label: on the button.
        purpose: one line below it.
        editions: that are made; None: those that the issue names.
        draft: stamp pages with the time until somebody has signed.
        ask_unsigned: ask before an issue goes out that nobody has signed.
        keep: put what was made into the archive.
    """

    id: str
    label: str
    purpose: str
    editions: tuple[EditionName, ...] | None
    draft: bool = False
    ask_unsigned: bool = False
    keep: bool = False


OUTPUTS = (
    OutputKind("in", "In ở cơ quan", "Từng trang và bản đóng tập cho máy photo của cơ quan.", ("office",), draft=True),
    OutputKind(
        "nha-in", "Gửi nhà in", "Màu in, tràn lề và phiếu cho nhà in.", ("press",), ask_unsigned=True
    ),
    OutputKind(
        "thu", "Gửi thư", "Bản nhẹ để đính kèm thư điện tử hoặc gửi qua Zalo, máy đọc màn hình đọc được.", ("screen",),
        draft=True,
    ),
    OutputKind(
        "luu", "Lưu trữ", "Bản giữ hàng chục năm, kèm bài và ảnh gốc.", None, ask_unsigned=True,
        keep=True,
    ),
)  # fmt: skip
BY_ID = {kind.id: kind for kind in OUTPUTS}
