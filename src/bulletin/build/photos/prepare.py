"""PREPARE: the photos of the frames become pictures for the editions, by threads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.run import BuildRun
from bulletin.errors import InputError

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.photos.jobs import PhotoJobs
    from bulletin.layout.engine import LayoutEngine
    from bulletin.layout.laid import PhotoSlot

    RenditionsOf = Callable[[PhotoSlot], tuple[Rendition, ...]]

PHOTO_WORKERS = 2


def for_screen(engine: LayoutEngine) -> RenditionsOf:
    """Renditions of the screen edition alone."""
    from bulletin.assets.photos.renditions import rendition

    ppi = engine.spec.photos.screen_ppi
    return lambda slot: (rendition("screen", slot.box.width, slot.box.height, ppi),)


def start_photos(
    run: BuildRun,
    pool: ThreadPoolExecutor,
    seen: SeenPhotos,
    slots: Iterable[PhotoSlot],
    renditions: RenditionsOf,
    profile: IccProfile | None = None,
) -> PhotoJobs:
    """Begin to prepare the photos of these frames for some editions."""
    from bulletin.assets.photos.prepare import prepare_set
    from bulletin.build.photos.jobs import PhotoJobs

    def work(slot: PhotoSlot, editions: Collection[str] | None) -> dict[str, bytes]:
        asked = tuple(one for one in renditions(slot) if editions is None or one.edition in editions)
        place = seen.places.get(slot.file)
        made = prepare_set(seen.facts[slot.file], slot.crop, asked, cache=run.cache, profile=profile, place=place)
        return {one.edition: data for one, data in zip(asked, made, strict=True)}

    jobs = PhotoJobs(pool, work)
    jobs.want(slots)
    return jobs


def finish_photos(run: BuildRun, jobs: PhotoJobs) -> dict[str, Mapping[bytes, bytes]]:
    """The pictures by edition and marker, when all are prepared."""
    with run.stage("photos", len(jobs)):
        try:
            return jobs.finish(run.report.advance)
        except InputError as error:
            raise InputError([*run.findings, *error.findings]) from None
