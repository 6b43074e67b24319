"""Whether `bulletin studio` can be used: its window is built, and a browser is there to show it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from bulletin import datafiles
from bulletin.doctor.parts import MachineCheck
from bulletin.errors import Text

_SERVER = ("starlette", "uvicorn", "h11", "anyio")
_WINDOW = ("index.html", "studio.js", "studio.css")
_BROWSERS = (
    "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "microsoft-edge-stable",
    "brave-browser", "coccoc-browser", "firefox", "xdg-open", "wslview", "open",
)  # fmt: skip


def studio_checks(which: Callable[[str], str | None] = shutil.which) -> Iterator[MachineCheck]:
    """The lines about the studio.

    Args:
        which: how a program is found.
    """
    yield _window()
    yield _browser(which)


def _window() -> MachineCheck:
    lost = [name for name in _SERVER if find_spec(name) is None]
    if lost:
        return MachineCheck(
            "studio", False,
            Text(f"Bản tin trong trình duyệt thiếu gói: {', '.join(lost)}.", f"The studio lacks: {', '.join(lost)}."),
            Text("Hãy chạy lại ./run để cài đủ.", "Run ./run again to install everything."),
        )  # fmt: skip
    try:
        folder = datafiles.folder("studio")
        whole = all((folder / name).is_file() for name in _WINDOW)
    except FileNotFoundError:
        whole = False
    if not whole:
        return MachineCheck(
            "studio", False,
            Text("Cửa sổ của bulletin studio chưa được dựng.", "The window of bulletin studio is not built."),
            Text("Hãy chạy lại ./run, hoặc cài lại gói.", "Run ./run again, or install the package again."),
        )  # fmt: skip
    return MachineCheck("studio", True, Text("Bản tin trong trình duyệt sẵn sàng", "The studio is ready"))


def _browser(which: Callable[[str], str | None]) -> MachineCheck:
    """Whether a browser can be opened; without one the address is printed, so the line is no complaint."""
    found = next((name for name in (os.environ.get("BROWSER", ""), *_BROWSERS) if name and which(name)), None)
    if found is not None:
        return MachineCheck("browser", True, Text(f"Trình duyệt: {found}", f"Browser: {found}"))
    vi = "Không thấy trình duyệt nào; bulletin studio in ra địa chỉ để bạn mở bằng Chrome, Edge hoặc Cốc Cốc."
    en = "No browser was found; bulletin studio prints an address to open in Chrome, Edge or Cốc Cốc."
    return MachineCheck("browser", True, Text(vi, en))
