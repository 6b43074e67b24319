"""What is beside a file: the folder of a saved page, and pictures that it only names, else told with what to do."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from bulletin.importing import rules
from bulletin.importing.readers.context import Context, Sibling

_NOISE = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_PAGE_FOLDERS = ("_files", "_file", ".files", "-filer", "-dateien")
"""How browsers call the folder beside a saved page."""
_LARGEST = 60 << 20
"""Bytes of a file beside a page."""
_MOST_NAMES = 5
_OTHERS = {
    "docx": ("mở tệp bằng Word, chèn lại ảnh (Insert › Pictures, không chọn “Link to File”), lưu rồi nhập lại",
             "open the file in Word, insert the picture again (Insert › Pictures, not “Link to File”), and save"),
    "mail": ("xin người gửi đính kèm ảnh vào thư", "ask the sender to attach the pictures to the mail"),
    "feed": ("mở tin trong trình duyệt, lưu kiểu “Trang web, toàn bộ” (Ctrl+S) rồi nhập tệp ấy",
             "open the story in a browser, save it as “Web page, complete” (Ctrl+S) and import that"),
    "html": ("mở trang trong trình duyệt, lưu kiểu “Trang web, toàn bộ” (Ctrl+S) rồi nhập lại",
             "open the page in a browser, save it as “Web page, complete” (Ctrl+S) and import again"),
}  # fmt: skip
"""What else helps, by the kind of the document."""


def picture_name(address: str) -> str:
    """The name of the file at the end of an address or a path of any system; empty for none."""
    try:
        path = urlsplit(address.replace("\\", "/")).path
    except ValueError:
        path = address
    return unquote_to_bytes(path.rpartition("/")[2]).decode("utf-8", "replace")[:120]


def picture_beside(address: str, context: Context) -> bytes | None:
    """The bytes of the file with the name of a picture in the folder of the source; None for none."""
    name = picture_name(address)
    if not name or context.beside is None:
        return None
    return context.beside(quote(name))


def tell_remote(names: Sequence[str], kind: str, context: Context, words: str = "") -> None:
    """Add the finding about pictures that are named and not there.

    Args:
        names: of their files.
        kind: of the document, for what helps.
        context: of the source.
        words: the address, where it is one picture.
    """
    shown = ", ".join(f"“{name}”" for name in dict.fromkeys(names[:_MOST_NAMES])) + ("…" * (len(names) > _MOST_NAMES))
    near = context.beside is not None
    other_vi, other_en = _OTHERS.get(kind, _OTHERS["html"])
    context.tell(
        rules.REMOTE_PICTURE, words, count=str(len(names)), names=shown, other_vi=other_vi, other_en=other_en,
        place_vi="vào cùng thư mục với tệp rồi nhập lại" if near else "vào thư mục photos của số báo",
        place_en="into the folder of the file and import again" if near else "into photos of the issue",
    )  # fmt: skip


def is_noise(name: str) -> bool:
    """Whether a system made the file for itself."""
    lower = name.lower()
    last = lower.rpartition("/")[2]
    return lower.startswith("__macosx/") or last in _NOISE or last.startswith(("._", "~$"))


def page_folders(names: list[str]) -> tuple[str, ...]:
    """The folders of saved pages: `Tin_files/` beside `Tin.html`."""
    made = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if dot and ending.lower() in {"html", "htm", "xhtml"}:
            made += [f"{stem}{tail}/" for tail in _PAGE_FOLDERS]
    return tuple(made)


def local_path(address: str) -> str | None:
    """The relative path that an address gives; None for one that leads to another place."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)


def siblings_on_disk(page: Path) -> Sibling:
    """What finds files beside a page on the disk; links and paths that lead out of its folder give nothing."""

    def find(address: str) -> bytes | None:
        relative = local_path(address)
        if relative is None or "\0" in relative:
            return None
        try:
            folder = page.parent.resolve(strict=True)
            path = _in_any_case(folder, relative).resolve(strict=True)
            inside = path.is_relative_to(folder) and path.is_file() and path.stat().st_size <= _LARGEST
            return path.read_bytes() if inside else None
        except (OSError, ValueError):
            return None

    return find


def plain_name(name: str) -> str:
    """A name as Windows compares it: without regard to case, in one normal form."""
    return unicodedata.normalize("NFC", name).casefold()


def _in_any_case(folder: Path, relative: str) -> Path:
    """A file by its name as Windows finds it: `ANH.JPG` is `anh.jpg`, unless that name is there or two are alike."""
    path = folder
    for part in relative.split("/"):
        exact = path / part
        if part not in ("", ".", "..") and not os.path.lexists(exact) and path.is_dir():
            wanted = plain_name(part)
            alike = [name for name in os.listdir(path) if plain_name(name) == wanted]  # noqa: PTH208 - names, not paths
            exact = path / alike[0] if len(alike) == 1 else exact
        path = exact
    return path
