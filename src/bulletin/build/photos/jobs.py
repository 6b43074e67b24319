"""Photos prepared by threads while the page setter works; a frame that changes meanwhile is prepared again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from bulletin.errors import Finding, InputError
from bulletin.layout.laid import PhotoSlot

Renditions = Mapping[str, bytes]
"""Edition → finished picture."""
HELD_BYTES = 2 << 20
"""Pictures that are held in memory; those beyond are read again from the cache when an edition is written."""


class Pictures(Mapping[bytes, bytes]):
    """The pictures of one edition by marker; what is not held is made again, which the cache makes quick.

    Args:
        slots: the frames by marker.
        held: pictures in memory.
        again: makes one.
    """

    def __init__(
        self, slots: Mapping[bytes, PhotoSlot], held: Mapping[bytes, bytes], again: Callable[[PhotoSlot], bytes]
    ) -> None:
        self._slots, self._held, self._again = slots, held, again

    def __getitem__(self, marker: bytes) -> bytes:
        held = self._held.get(marker)
        return self._again(self._slots[marker]) if held is None else held

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)


class PhotoJobs:
    """The photos of some frames while they are prepared.

    Args:
        pool: the threads.
        prepare: makes the pictures of one frame for some editions, all by default; raises InputError for a photo that
            cannot be used.
    """

    def __init__(
        self, pool: ThreadPoolExecutor, prepare: Callable[[PhotoSlot, Collection[str] | None], Renditions]
    ) -> None:
        self._pool = pool
        self._prepare = prepare
        self._room = HELD_BYTES
        self._lock = threading.Lock()
        self._jobs: dict[bytes, tuple[PhotoSlot, Future[Mapping[str, bytes | None]]]] = {}

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
                known = slot, self._pool.submit(self._prepared, slot)
            self._jobs[slot.marker] = known
        for _, job in before.values():
            job.cancel()

    def _prepared(self, slot: PhotoSlot) -> Mapping[str, bytes | None]:
        """The pictures of a frame by edition; None for one that is not held."""
        return {edition: data if self._hold(data) else None for edition, data in self._prepare(slot, None).items()}

    def _hold(self, data: bytes) -> bool:
        with self._lock:
            fits = len(data) <= self._room
            self._room -= len(data) if fits else 0
            return fits

    def finish(self, advance: Callable[[], None]) -> dict[str, Mapping[bytes, bytes]]:
        """The pictures, edition → marker → JPEG.

        Args:
            advance: called after each frame.

        Raises:
            InputError: all photos that cannot be used.
        """
        slots = {marker: slot for marker, (slot, _) in self._jobs.items()}
        held: dict[str, dict[bytes, bytes]] = {}
        findings: list[Finding] = []
        for marker, (_, job) in self._jobs.items():
            try:
                for edition, data in job.result().items():
                    mine = held.setdefault(edition, {})
                    if data is not None:
                        mine[marker] = data
            except InputError as error:
                findings += error.findings
            advance()
        if findings:
            raise InputError(findings)
        return {edition: Pictures(slots, mine, self._maker(edition)) for edition, mine in held.items()}

    def _maker(self, edition: str) -> Callable[[PhotoSlot], bytes]:
        return lambda slot: self._prepare(slot, (edition,))[edition]


def _look(slot: PhotoSlot) -> tuple[object, ...]:
    """All that a prepared picture depends on: which photo, which part of it, how large. Not where it is."""
    return slot.file, slot.crop, slot.box.width, slot.box.height
