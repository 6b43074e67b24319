"""Writing files so that a reader sees the old one or the new one and never half of either."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from bulletin.errors import ExitCode, Finding, OutputError, Place, Rule, Severity, Text

CANNOT_WRITE = Rule(
    "output.cannot-write",
    Severity.ERROR,
    Text("Không ghi được “{path}”: {reason}.", "Cannot write “{path}”: {reason_en}."),
    Text(
        "Tệp cũ (nếu có) vẫn còn nguyên, không có tệp nào bị ghi dở.",
        "The old file, if any, is untouched; nothing was left half-written.",
    ),
    Text("{remedy}", "{remedy_en}"),
    ExitCode.CANNOT_WRITE,
)

_REASONS: dict[int, tuple[str, str, str, str]] = {
    errno.ENOSPC: (
        "đĩa đã đầy", "the disk is full",
        "Hãy xóa bớt tệp không cần (có thể gõ: bulletin clean-cache) rồi chạy lại.",
        "Free some space (for instance: bulletin clean-cache) and run again.",
    ),
    errno.EACCES: (
        "không có quyền ghi", "permission denied",
        "Hãy chọn thư mục khác bằng --out THƯ_MỤC, hoặc nhờ quản trị máy cấp quyền ghi.",
        "Choose another folder with --out DIR, or ask for write permission.",
    ),
    errno.ENOTDIR: (
        "đã có một tệp trùng tên với thư mục cần tạo", "a file stands where a folder is needed",
        "Hãy đổi tên tệp đó, hoặc chọn thư mục khác bằng --out THƯ_MỤC.",
        "Rename that file, or choose another folder with --out DIR.",
    ),
    errno.EFBIG: (
        "tệp vượt quá cỡ cho phép", "the file is larger than the limit",
        "Hãy giảm số ảnh hoặc số trang của số báo.", "Use fewer photos or pages.",
    ),
}  # fmt: skip
_SAME = {errno.EPERM: errno.EACCES, errno.EROFS: errno.EACCES, errno.EDQUOT: errno.ENOSPC,
         errno.EEXIST: errno.ENOTDIR, errno.EISDIR: errno.ENOTDIR}  # fmt: skip

_serial = count()


def write_error(path: Path, error: OSError) -> OutputError:
    """The failure to write `path` in words that say what to do."""
    number = error.errno or 0
    unknown = (error.strerror or "?", error.strerror or "?",
               "Hãy kiểm tra ổ đĩa rồi chạy lại.", "Check the disk and run again.")  # fmt: skip
    vi, en, remedy, remedy_en = _REASONS.get(_SAME.get(number, number), unknown)
    values = {"path": str(path), "reason": vi, "reason_en": en, "remedy": remedy, "remedy_en": remedy_en}
    return OutputError([Finding(CANNOT_WRITE, Place(file=str(path)), values=values)])


def atomic_write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path` in one step; folders above it are made.

    Args:
        path: where the file shall stand; a file there is replaced, a link there is replaced and not followed.
        data: the whole content.
        durable: wait until the disk has it. Without, a power cut may leave an empty file (good enough for caches).

    Raises:
        OutputError: the file could not be written; what stood there before still stands.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _write_part(path, data, durable)
        _rename([(part, path)])
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        raise write_error(path, error) from error


def publish(folder: Path, files: Mapping[str, bytes], *, last: str = "release.json") -> tuple[Path, ...]:
    """Put several files into `folder`: all are written and on disk before the first is renamed, `last` comes last.

    Whoever reads `last` (which carries the hashes of the others) therefore never finds a file missing or half-written.

    Args:
        folder: is made when it does not exist.
        files: plain file names (no folders) and whole contents.
        last: the name that is renamed after all others; need not be among `files`.

    Returns:
        The paths in the order in which they were put in place.

    Raises:
        OutputError: nothing was put in place, or (only if a rename itself fails) everything but `last` and the rest.
        ValueError: a name is not a plain file name.
    """
    names = sorted(files, key=lambda name: (name == last, name))
    for name in names:
        if Path(name).name != name or name in {"", ".", ".."}:
            raise ValueError(f"not a plain file name: {name!r}")
    parts: list[tuple[Path, Path]] = []
    current = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            current = folder / name
            parts.append((_write_part(current, files[name], durable=True), current))
        _rename(parts)
        _sync_folder(folder)
    except OSError as error:
        raise write_error(current, error) from error
    finally:
        _forget(part for part, _ in parts)
    return tuple(target for _, target in parts)


def _write_part(path: Path, data: bytes, durable: bool) -> Path:
    """A finished neighbour of `path` with a name of its own, so that two builds at once do not meet."""
    while True:
        part = path.with_name(f".{path.name}.{os.getpid()}-{next(_serial)}.part")
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            break
        except FileExistsError:
            continue  # left behind by a process that had our number and was killed
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
    except BaseException:
        _forget([part])
        raise
    return part


def _rename(parts: Iterable[tuple[Path, Path]]) -> None:
    for part, path in parts:
        try:
            part.replace(path)
        except BaseException:
            _forget([part])
            raise


def _forget(parts: Iterable[Path]) -> None:
    for part in parts:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Some network shares cannot sync a folder; the files are complete all the same."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
