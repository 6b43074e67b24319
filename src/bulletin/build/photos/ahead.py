"""Photos prepared while another process searches for the pages: for frames that they will probably have.

What is made goes into the cache, where the build looks for it once the pages are known. A frame that came out otherwise
has cost a core that had nothing else to do; no byte of a file depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.build.photos.seen import SeenPhotos
from bulletin.layout.pages.foreseen_photos import ForeseenPhotos
from bulletin.lazy import dataclass
from bulletin.runtime.fork import Asides

if TYPE_CHECKING:
    from bulletin.assets.photos.cache import PhotoFacts
    from bulletin.assets.photos.geometry import Crop
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.layout.engine import LayoutEngine
    from bulletin.layout.pages.frames import PhotoFrame


@dataclass(frozen=True, slots=True)
class ForeseenPicture:
    """A picture that the screen edition will probably want."""

    facts: PhotoFacts
    crop: Crop
    wanted: Rendition


def tell_photos(asides: Asides, engine: LayoutEngine, seen: SeenPhotos) -> None:
    """From now on, whoever listens is told the pictures that the screen edition will probably want; None ends them."""
    from bulletin.assets.photos.renditions import rendition

    ppi = engine.spec.photos.screen_ppi

    def tell(frames: Sequence[PhotoFrame], nearly_over: bool) -> None:
        for found in frames:
            facts = seen.facts.get(found.item.photo.file)
            if facts is not None:
                wanted = rendition("screen", found.frame.w, found.frame.h, ppi)
                asides.say(ForeseenPicture(facts, found.crop, wanted))
        if nearly_over:
            asides.say(None)

    engine.foresee = ForeseenPhotos(engine.spec, tell)


def prepare_foreseen(asides: Asides, until: int, cache: Path) -> None:
    """Prepare the pictures that `tell_photos` tells, one after the other, until it says that there are no more.

    Large photos are left for later: the memory of the process that searches is still needed.

    Args:
        asides: of the process that searches.
        until: the open file that this process answers on.
        cache: the cache folder.
    """
    from bulletin.assets.photos.prepare import prepare_light

    done: set[tuple[str, Crop, Rendition]] = set()
    with closing(asides.heard(until)) as told:
        for one in told:
            if not isinstance(one, ForeseenPicture):
                return
            known = one.facts.sha256, one.crop, one.wanted
            if known not in done:
                done.add(known)
                prepare_light(one.facts, one.crop, one.wanted, cache=cache)
