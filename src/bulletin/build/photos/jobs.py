"""Photos prepared by threads while the page setter works; a frame that changes meanwhile is prepared again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from bulletin.errors import Finding, InputError
from bulletin.layout.laid import PhotoSlot

Renditions = Mapping[str, bytes]
"""Edition → finished picture."""


class PhotoJobs:
    """The photos of some frames while they are prepared.

    Args:
        pool: the threads.
        prepare: makes the pictures of one frame for all editions; raises InputError for a photo that cannot be used.
    """

    def __init__(self, pool: ThreadPoolExecutor, prepare: Callable[[PhotoSlot], Renditions]) -> None:
        self._pool = pool
        self._prepare = prepare
        self._jobs: dict[bytes, tuple[PhotoSlot, Future[Renditions]]] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def want(self, slots: Iterable[PhotoSlot]) -> None:
        """Prepare the photos of exactly these frames; unchanged ones are not prepared again."""
        before, self._jobs = self._jobs, {}
        for slot in slots:
            known = before.pop(slot.marker, None)
            if known is None or _look(known[0]) != _look(slot):
                if known is not None:
                    known[1].cancel()
                known = slot, self._pool.submit(self._prepare, slot)
            self._jobs[slot.marker] = known
        for _, job in before.values():
            job.cancel()

    def finish(self, advance: Callable[[], None]) -> dict[str, dict[bytes, bytes]]:
        """The pictures, edition → marker → JPEG.

        Args:
            advance: called after each frame.

        Raises:
            InputError: all photos that cannot be used.
        """
        photos: dict[str, dict[bytes, bytes]] = {}
        findings: list[Finding] = []
        for marker, (_, job) in self._jobs.items():
            try:
                for edition, data in job.result().items():
                    photos.setdefault(edition, {})[marker] = data
            except InputError as error:
                findings += error.findings
            advance()
        if findings:
            raise InputError(findings)
        return photos


def _look(slot: PhotoSlot) -> tuple[object, ...]:
    """All that a prepared picture depends on: which photo, which part of it, how large. Not where it is."""
    return slot.file, slot.crop, slot.box.width, slot.box.height
