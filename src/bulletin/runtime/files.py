"""Writing files so that a reader sees the old one or the new one and never half of either."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from pathlib import Path

from bulletin.errors import ExitCode, Finding, OutputError, Place, Rule, Severity, Text
from bulletin.lazy import pattern

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
    errno.EISDIR: (
        "có một thư mục mang đúng tên ấy", "a folder has that name",
        "Hãy đổi tên hoặc xóa thư mục “{path}”, rồi chạy lại; hoặc chọn thư mục khác bằng --out THƯ_MỤC.",
        "Rename or remove the folder “{path}” and run again, or choose another folder with --out DIR.",
    ),
    errno.EFBIG: (
        "tệp vượt quá cỡ cho phép", "the file is larger than the limit",
        "Hãy giảm số ảnh hoặc số trang của số báo.", "Use fewer photos or pages.",
    ),
}  # fmt: skip
_SAME = {errno.EPERM: errno.EACCES, errno.EROFS: errno.EACCES, errno.EDQUOT: errno.ENOSPC,
         errno.EEXIST: errno.ENOTDIR, errno.ENOTEMPTY: errno.EISDIR}  # fmt: skip

_serial = count()


def write_error(path: Path, error: OSError, *, temporary: bool = False) -> OutputError:
    """The error for a failure to write `path`, with its remedy; `temporary` is the folder for temporary files."""
    number = error.errno or 0
    unknown = (error.strerror or "?", error.strerror or "?",
               "Hãy kiểm tra ổ đĩa rồi chạy lại.", "Check the disk and run again.")  # fmt: skip
    vi, en, remedy, remedy_en = _REASONS.get(_SAME.get(number, number), unknown)
    if temporary:
        remedy = f"{remedy} Có thể dùng thư mục tạm khác: đặt biến TMPDIR=/thư/mục/khác."
        remedy_en = f"{remedy_en} Another folder for temporary files will do: set TMPDIR=/another/folder."
    remedy, remedy_en = remedy.replace("{path}", str(path)), remedy_en.replace("{path}", str(path))
    values = {"path": str(path), "reason": vi, "reason_en": en, "remedy": remedy, "remedy_en": remedy_en}
    return OutputError([Finding(CANNOT_WRITE, Place(file=str(path)), values=values)])


def move_free(source: Path, target: Path) -> Path:
    """Move a file beside others, never over one; returns where it is: the same content is left where it was.

    Args:
        source: the file.
        target: its new name, which gets a number (`ten-2.jpg`) where another file has it.
    """
    for number in count(1):
        free = target if number == 1 else target.with_name(f"{target.stem}-{number}{target.suffix}")
        try:
            os.link(source, free)
        except FileExistsError:
            if not free.is_file() or free.is_symlink() or free.read_bytes() != source.read_bytes():
                continue
        except OSError:
            if os.path.lexists(free):
                continue
            source.rename(free)  # a disk without hard links
            return free
        source.unlink(missing_ok=True)
        return free
    raise AssertionError  # numbers do not end


def atomic_write(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Put `data` at `path` in one step; folders above it are made.

    Args:
        path: where the file is written; a file there is replaced, a link there is replaced and not followed.
        data: the whole content.
        durable: wait until the disk has it. Without, a power cut may leave an empty file (good enough for caches).
        mode: who may read and write it; None for what is usual.

    Raises:
        OutputError: the file could not be written; what was there before is unchanged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _write_part(path, data, durable, mode)
        _rename([(part, path)])
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        raise write_error(path, error) from error


def _write_part(path: Path, data: bytes, durable: bool, mode: int | None = None) -> Path:
    """Write a finished file beside `path` under a unique name, so that two builds at once do not mix."""
    part = path.with_name(part_name(path.name))
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        if mode is not None:
            os.fchmod(handle, mode)
        fill(handle, data, durable=durable)
    except BaseException:
        _forget([part])
        raise
    return part


def fill(handle: int, data: bytes | Iterable[bytes], *, durable: bool) -> None:
    """Write all of `data`, whole or in pieces, to an open file and close it.

    Raises:
        OSError: the disk is full or broken.
    """
    with os.fdopen(handle, "wb") as stream:
        stream.writelines((data,) if isinstance(data, bytes) else data)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())


# --- names of unfinished files, and what a killed process left behind -----------------------------------------------

_PART = pattern(r"\..*\.(\d+)-(\d+)-\d+\.part")
_STALE_S = 3600


def part_name(name: str) -> str:
    """A name for an unfinished file that identifies the process which writes it: number, start time, serial number."""
    pid = os.getpid()
    return f".{name[:40]}.{pid}-{_started(pid)}-{next(_serial)}.part"


def forget_strays(folder: Path | int) -> int:
    """Remove the unfinished files in `folder` whose process is dead; returns how many there were.

    Args:
        folder: a path or an open folder. A folder that is not there holds none.
    """
    if isinstance(folder, Path):
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            return 0
        try:
            return forget_strays(handle)
        finally:
            os.close(handle)
    with os.scandir(folder) as entries:
        found = [(entry.name, match) for entry in entries if (match := _PART.fullmatch(entry.name))]
    removed, now = 0, time.time()
    for name, match in found:
        with contextlib.suppress(OSError):
            # A number is given to another process some day, and other machines have numbers of their own.
            age = now - os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
            if age >= _STALE_S or not _lives(int(match[1]), match[2]):
                os.unlink(name, dir_fd=folder)
                removed += 1
    return removed


def abandoned(name: str) -> bool:
    """Whether a name is that of an unfinished file or folder (`part_name`) whose process is dead."""
    match = _PART.fullmatch(name)
    return match is not None and not _lives(int(match[1]), match[2])


@lru_cache(maxsize=4)
def _started(pid: int) -> str:
    """When a process began, in ticks of this machine's clock; `0` where the system does not report it."""
    return _start_of(pid) or "0"


def _start_of(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode("ascii")
    except (OSError, IndexError):
        return None


def _lives(pid: int, started: str) -> bool:
    """Whether the process that began then is still there."""
    now = _start_of(pid)
    if now is not None:
        return started in {now, "0"}
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


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


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk. Some network shares cannot; the files are complete all the same."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
