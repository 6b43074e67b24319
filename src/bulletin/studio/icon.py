"""ICON: an entry "Bản tin" in the menu of the desktop, so that the studio starts without a terminal."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from bulletin import datafiles
from bulletin.runtime.files import atomic_write

_PICTURE = "bulletin-studio.svg"
_NO_BLANK = str.maketrans({char: f"\\{char}" for char in '"`$\\'})


def put_icon(folder: Path, data_home: Path | None = None, program: Path | None = None) -> Path:
    """Write the entry that opens a folder, and its picture; returns the entry.

    Args:
        folder: that the studio opens.
        data_home: of the desktop; None for the user's own (`XDG_DATA_HOME`).
        program: that is started; None for the one that runs.

    Raises:
        OutputError: the entry cannot be written.
    """
    home = data_home or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    picture = home / "icons" / "hicolor" / "scalable" / "apps" / _PICTURE
    atomic_write(picture, datafiles.find("desktop", "icon.svg").read_bytes())
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    entry = home / "applications" / f"bulletin-studio-{mark}.desktop"
    atomic_write(entry, entry_of(folder, program or program_of_now(), picture).encode("utf-8"), mode=0o755)
    return entry


def program_of_now() -> Path:
    """The command that runs now, by its whole path."""
    beside = Path(sys.executable).parent / "bulletin"
    return beside if beside.is_file() else Path(sys.argv[0]).resolve()


def entry_of(folder: Path, program: Path, picture: Path) -> str:
    """The text of the entry, as the Desktop Entry Specification 1.5 wants it."""
    lines = [
        "[Desktop Entry]", "Type=Application", "Version=1.5", "Name=Bulletin", "Name[vi]=Bản tin",
        "Comment=Make the bulletin in the browser", "Comment[vi]=Làm bản tin trong trình duyệt",
        f"Exec={_quoted(program)} studio {_quoted(folder)}", f"Icon={_value(str(picture))}", "Terminal=false",
        "StartupNotify=false", "Categories=Office;Publishing;",
    ]  # fmt: skip
    return "\n".join((*lines, ""))


def _quoted(path: Path) -> str:
    """A path as one word of `Exec`: quoted, then escaped as every value; a per cent sign is a field code there."""
    return _value('"' + str(path).translate(_NO_BLANK).replace("%", "%%") + '"')


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
