"""What to type when a store is damaged: which of archive and copy is taken back from which."""

from __future__ import annotations

import shlex
from pathlib import Path

from bulletin.archive.store.root import Archive
from bulletin.errors import Text
from bulletin.lazy import dataclass

_FROM_COPY = Text("Đừng sửa tay. Lấy lại từ bản sao:", "Change nothing by hand. Take it back from a copy:")
_FROM_ARCHIVE = Text(
    "Đừng sửa tay. Đây là bản sao; lấy lại từ kho:",
    "Change nothing by hand. This is a copy; take it back from the archive:",
)


@dataclass(frozen=True, slots=True)
class Mending:
    """A sentence and the command behind it."""

    what: Text
    command: Text


def mending(store: Archive, main: Path | None) -> Mending:
    """What mends a damaged store.

    Args:
        store: the one that is damaged.
        main: the archive that its publication names, without links; None when nobody says.

    Returns:
        With both paths where the store is another than the archive; else the path of the copy is to be filled in.
    """
    folder = store.folder.resolve()
    if main is None or main == folder:
        words = Text("THƯ_MỤC_BẢN_SAO", "FOLDER_OF_THE_COPY")
        start = "bulletin verify --repair-from "
        return Mending(_FROM_COPY, Text(start + words.vi, start + words.en))
    command = f"bulletin verify --archive {shlex.quote(str(folder))} --repair-from {shlex.quote(str(main))}"
    return Mending(_FROM_ARCHIVE, Text(command, command))
