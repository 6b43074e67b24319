"""What pages are composed from, kept together so that they can be composed again."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING

from bulletin.lazy import dataclass
from bulletin.model import READING_PPI, Issue, PhotoPpi

if TYPE_CHECKING:
    from bulletin.layout.engine import Composed, LayoutEngine
    from bulletin.layout.laid import Logo
    from bulletin.layout.stories.measure import PhotoSize


@dataclass(frozen=True, slots=True)
class Composing:
    """All that an engine composes the pages of an issue from.

    Attributes:
        issue: read and set.
        photos: the size of each photo in pixels, by file name.
        meta: for the head of the document.
        ppi: how coarse a photo may print.
        logo: of the publication.
        multiple: of pages, that the print shop wants.
        prove: whether to make sure of the answer to a number of pages that is not met.
    """

    issue: Issue
    photos: Mapping[str, PhotoSize]
    meta: Mapping[str, str]
    ppi: PhotoPpi = READING_PPI
    logo: Logo | None = None
    multiple: int = 1
    prove: bool = False

    def compose(self, engine: LayoutEngine) -> Composed:
        """The pages; other ones when the engine has learnt other lines for a text since the last time."""
        return engine.compose(self.issue, self.photos, self.meta, self.ppi, self.logo, self.multiple, self.prove)

    def options(self, engine: LayoutEngine) -> Generator[Composed, bool | None]:
        """Really different pages, one plan after another; whether one is taken is sent back."""
        return engine.options(self.issue, self.photos, self.meta, self.ppi, self.logo, self.multiple)
