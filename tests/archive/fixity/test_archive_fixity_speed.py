"""Figure 19: verifying costs little more than `sha512sum` on the same files."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

from archive_kit import quick_folder
from fixity_kit import LATER, object_id, small_archive

from bulletin.archive import events
from bulletin.archive.fixity.verify import is_damaged, verify

SHARE = 0.8
_MEGABYTES = 24
_TRIES = 3


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def test_verify_is_nearly_as_fast_as_sha512sum() -> None:
    """In CPU seconds, so that other programs on the machine do not count; the best of three."""
    with quick_folder() as folder:
        archive = small_archive(folder)
        photos = {f"issue/photos/{n}.jpg": os.urandom(_MEGABYTES << 18) for n in range(4 * 4)}
        events.append(archive, object_id(46), "corrected", {"reason": "x"}, LATER, photos)
        paths = [str(path) for path in sorted(Path(archive.root).rglob("*")) if path.is_file()]
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(_TRIES):
            start = cpu(resource.RUSAGE_CHILDREN)
            subprocess.run(["sha512sum", *paths], check=True, capture_output=True)
            theirs.append(cpu(resource.RUSAGE_CHILDREN) - start)
            start = cpu(resource.RUSAGE_SELF)
            found = verify(archive, LATER)
            ours.append(cpu(resource.RUSAGE_SELF) - start)
            assert not is_damaged(found)
            assert found.bytes > len(photos) * (_MEGABYTES << 18)
        assert min(theirs) / min(ours) >= SHARE, (ours, theirs)
