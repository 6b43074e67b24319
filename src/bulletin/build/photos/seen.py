"""What was seen of the photos of an issue when it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bulletin.errors import Place
from bulletin.model import READING_PPI, PhotoPpi

if TYPE_CHECKING:
    from bulletin.assets.photos.cache import PhotoFacts
    from bulletin.layout.laid import Logo


@dataclass(frozen=True, slots=True)
class SeenPhotos:
    """The photos of an issue by file name, a picture of a logo among them.

    Attributes:
        facts: of each photo that can be used.
        places: where each photo is named first.
        logo: of the publication; None when there is none that can be printed.
        ppi: how coarse a photo may print, in the strictest edition.
        coarse: places of the photos that were reported as too coarse.
    """

    facts: Mapping[str, PhotoFacts] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    logo: Logo | None = None
    ppi: PhotoPpi = READING_PPI
    coarse: frozenset[Place] = frozenset()
