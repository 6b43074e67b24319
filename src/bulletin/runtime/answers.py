"""Turn an exception in a working process into an error of ours, a limit met, a full disk, or a bug.

The child, a process forked by it and the command line all ask `answer_of`, so that lack of memory or disk space is
never told as a fault of the program, in whatever process it shows itself.
"""

from __future__ import annotations

import errno
import os
import re
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.lazy import pattern
from bulletin.runtime.files import write_error
from bulletin.runtime.limits import FILE_SIZE, MEMORY, Limits, data_kib, limit_error
from bulletin.runtime.wire import Bug, ChildBugError, bug_of

_NEAR_LIMIT = 0.85
_KIB = 1024
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
# ENOMEM and EAGAIN are what `fork` and `mmap` answer when the limits leave no room.
_NO_ROOM = frozenset({errno.ENOMEM, errno.EAGAIN})
_NO_MEMORY_WORDS = pattern(
    r"can't start new thread|can't allocate|cannot allocate memory|failed to map segment|out of memory|MemoryError",
    re.IGNORECASE,
)


def answer_of(error: BaseException, limits: Limits) -> BulletinError | Bug:
    """Return the error of ours for an exception, with its findings; else a `Bug`.

    Args:
        error: whatever a job raised.
        limits: what the job was allowed, for the words of the finding.
    """
    if isinstance(error, BulletinError):
        return error
    if isinstance(error, ChildBugError):
        return error.bug
    if _lacks_memory(error, limits):
        return limit_error(MEMORY, limit=limits.memory_mib)
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno == errno.EFBIG:
            return limit_error(FILE_SIZE, limit=limits.file_mib)
        if isinstance(cause, OSError) and cause.errno in _FULL:
            named = _place_of(cause)
            return write_error(named or _temporary(), cause, temporary=named is None)
    if isinstance(error, FileNotFoundError) and error.filename is None and "temporary directory" in str(error):
        # The message of `tempfile` when no folder for temporary files can be written, a full one included.
        return write_error(_temporary(), OSError(errno.ENOSPC, "no temporary folder"), temporary=True)
    return bug_of(error)


def of_the_machine(error: BaseException) -> bool:
    """Whether an exception is no matter of a file: no memory, a full disk, a limit, or an error of ours with findings.

    Whoever catches every exception of a broken file lets these pass.
    """
    return isinstance(answer_of(error, Limits()), BulletinError)


def lacks_memory(error: BaseException) -> bool:
    """Whether an exception says that there is no memory, in whatever words."""
    return _lacks_memory(error, Limits())


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it; a library may wrap the system's error."""
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield now
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)


def _lacks_memory(error: BaseException, limits: Limits) -> bool:
    for cause in _causes(error):
        if isinstance(cause, MemoryError):
            return True
        if isinstance(cause, OSError) and cause.errno in _NO_ROOM:
            return True
        if isinstance(cause, RuntimeError | ImportError | OSError) and _NO_MEMORY_WORDS.search(str(cause)):
            return True
        # An extension that got no memory may return nothing and set no error.
        if isinstance(cause, SystemError) and _near_limit(limits):
            return True
    return False


def _near_limit(limits: Limits) -> bool:
    """Whether this process has used nearly all memory that it may."""
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(peak_kib, data_kib()) >= limits.memory_mib * _KIB * _NEAR_LIMIT


def _place_of(error: OSError) -> Path | None:
    """The file that the system named; None for libraries that write temporary files without a name."""
    for name in (error.filename2, error.filename):
        if isinstance(name, str | bytes) and name:
            return Path(name.decode("utf-8", "replace") if isinstance(name, bytes) else name)
    return None


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError:  # none can be written
        return Path(os.environ.get("TMPDIR") or "/tmp")
