"""The frames of photos on pages that a search will probably end with, each frame once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bulletin.layout.pages.frames import PhotoFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.spec import LayoutSpec


class ForeseenPhotos:
    """What a search for pages can tell (`layout.fit.foreseen.Foresee`), for those who want its photos.

    Args:
        spec: of the layout, with nothing given way.
        tell: is given the frames that were not told yet, and whether the search is nearly over; nothing after that.
    """

    def __init__(self, spec: LayoutSpec, tell: Callable[[Sequence[PhotoFrame], bool], None]) -> None:
        self._placer = Placer(spec)
        self._tell = tell
        self._pages: tuple[PlannedPage, ...] = ()
        self._over = False

    def __call__(self, pages: tuple[PlannedPage, ...], nearly_over: bool) -> None:
        if self._over:
            return
        self._over = nearly_over
        new = [page for n, page in enumerate(pages) if n >= len(self._pages) or page is not self._pages[n]]
        self._pages = pages
        self._tell([frame for page in new for frame in self._frames(page)], nearly_over)

    def _frames(self, page: PlannedPage) -> Iterator[PhotoFrame]:
        stories = self._placer.page(page).stories
        yield from (item for story in stories for item in story.items if isinstance(item, PhotoFrame))
