"""The files of the storage root itself: its marker, its layout, and nothing that is no issue."""

from __future__ import annotations

from bulletin.archive.fixity.reading import entries, read_file
from bulletin.archive.fixity.values import Damage
from bulletin.archive.store.root import ROOT_MARKER, ROOT_MARKER_TEXT, Archive, object_ids
from bulletin.archive.store.writer import LAYOUT

_LAYOUT_FILE = (
    b'{\n "extension": "0002-flat-direct-storage-layout",\n'
    b' "description": "The folder of an object has the name of its id."\n}\n'
)
_ABOUT = (
    f"{LAYOUT} (OCFL community extension, ocfl.github.io/extensions)\n\n"
    "The folder of an object is right in the storage root and has the name of its id.\n"
    "Thư mục của mỗi số báo nằm ngay trong kho và mang đúng mã của số báo.\n"
).encode()

ROOT_FILES: dict[str, tuple[bytes, ...]] = {
    ROOT_MARKER: (ROOT_MARKER_TEXT,),
    "ocfl_layout.json": (_LAYOUT_FILE,),
    f"extensions/{LAYOUT}/README.txt": (_ABOUT,),
}
"""Every file of a storage root with the contents that it may have: of this program, and of those before it."""


def check_store(archive: Archive) -> tuple[Damage, ...]:
    """What is wrong with the storage root outside its objects."""
    found: list[Damage] = []
    for path, contents in ROOT_FILES.items():
        file = archive.root / path
        if read_file(file) not in contents:
            there = file.is_symlink() or file.exists()
            found.append(Damage("changed" if there else "missing", "", path))
    known = {part for path in ROOT_FILES for part in _with_folders(path)}
    objects = set(object_ids(archive))
    for name in sorted(entry.name for entry in archive.root.iterdir() if entry.name not in objects):
        if name not in known:
            found.append(Damage("untracked", "", name))
    inside = entries(archive.root / "extensions")
    for path in sorted(f"extensions/{one}" for one in inside.files | inside.folders | inside.others):
        if path not in known:
            found.append(Damage("untracked", "", path))
    return tuple(found)


def _with_folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
