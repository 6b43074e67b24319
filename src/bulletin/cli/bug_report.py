"""A bug never shows a traceback on the terminal: it goes into a file that may be sent on, without personal data."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import bulletin
from bulletin.errors import OutputError
from bulletin.lazy import pattern
from bulletin.runtime.cache import usable
from bulletin.runtime.files import atomic_write
from bulletin.runtime.wire import Bug, ChildBugError, bug_of

_LIBRARIES = ("weasyprint", "pydyf", "uharfbuzz", "pikepdf", "pillow", "pypdfium2", "zxing-cpp", "jinja2", "pyyaml")
# Whatever is in quotes, looks like a path or has Vietnamese letters may come from the user's text.
_PRIVATE = pattern(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\S*[/\\]\S*|\S*@\S*|\S*[^\x00-\x7f]\S*")


def write_report(error: BaseException, command: str, folder: Path) -> Path | None:
    """Keep the facts about a bug below `folder`; returns the file, None when it cannot be written.

    Args:
        error: the unexpected exception.
        command: the name of the command alone, not its arguments.
        folder: the cache folder; where it cannot be written, a spare one is taken.
    """
    with suppress(OutputError):
        folder = usable(folder)
    for number in range(1, 1000):
        path = folder / "reports" / f"bug-{number:03}.txt"
        if not path.exists():
            try:
                atomic_write(path, report(error, command).encode())
            except OutputError:
                return None
            return path
    return None


def report(error: BaseException, command: str) -> str:
    """The text: versions, the kind of error, its message with the user's words taken out, the steps that led to it."""
    child = isinstance(error, ChildBugError)
    bug = error.bug if isinstance(error, ChildBugError) else bug_of(error)
    lines = [
        f"bulletin {bulletin.__version__}, command: {command}{' (child process)' if child else ''}",
        f"Python {platform.python_version()} ({sys.platform}, {platform.machine()})",
        ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        "",
        *_steps(bug),
        f"{bug.kind}: {redact(bug.message)}",
        "",
        "Không có nội dung bài, tên tệp hay tên người trong tệp này.",
        "No article text, file name or person's name is in here.",
        "",
    ]
    return "\n".join(lines)


def redact(message: str) -> str:
    """An error message without what may be the user's: quoted words, paths, addresses, non-ASCII words."""
    return _PRIVATE.sub("…", message)[:500]


def _steps(bug: Bug) -> list[str]:
    return [f"  {frame.file}:{frame.line} in {frame.function}" for frame in bug.frames[-60:]]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"
