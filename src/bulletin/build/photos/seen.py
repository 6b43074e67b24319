"""What is seen of the photos of an issue when it is read: their facts, the logo, and how coarse they may print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.build.options import photo_limits
from bulletin.errors import Finding, Place
from bulletin.fields.printer import strictest
from bulletin.lazy import dataclass
from bulletin.model import READING_PPI, Issue, PhotoPpi
from bulletin.release import fingerprints

if TYPE_CHECKING:
    from bulletin.assets.photos.cache import PhotoFacts
    from bulletin.fields.layout import Layout
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

    def digests(self) -> dict[str, str]:
        """SHA-256 of each photo, and of the logo, by its name."""
        found = {file: facts.sha256 for file, facts in self.facts.items()}
        if self.logo and self.logo.original:
            found |= fingerprints({self.logo.file: self.logo.original})
        return found


def see_photos(
    issue: Issue, layout: Layout | None, cache: Path, *, proof: bool
) -> tuple[SeenPhotos, tuple[Finding, ...]]:
    """The photos and the logo of an issue, and the findings on them.

    Args:
        issue: read and set.
        layout: of the issue; None for one that cannot be read, which is reported elsewhere.
        cache: the cache folder.
        proof: decode new photos to their end (a build does that anyway while preparing them).
    """
    from bulletin.assets.photos.prepare import inspect_many
    from bulletin.desk.photo_room import check_room

    places: dict[str, Place] = {}
    for entry in issue.entries:
        for n, photo in enumerate(entry.article.photos):
            places.setdefault(photo.file, issue.place(entry.file, "photos", n, "file"))
    paths = [(issue.folder / file, place) for file, place in places.items()]
    looked = inspect_many(paths, cache, root=issue.folder, proof=proof)
    findings = [finding for inspection in looked for finding in inspection.findings]
    facts = {file: seen.facts for file, seen in zip(places, looked, strict=True) if seen.facts}
    limits = photo_limits(issue)
    coarse = list(check_room(layout, facts, places, limits)) if layout else []
    findings += coarse
    logo: Logo | None = None
    if issue.publication.logo:
        from bulletin.build.photos.logo import look_at_logo

        found = look_at_logo(issue, cache, proof)
        logo = found.logo
        findings += found.findings
        if logo is not None and found.facts is not None:  # a picture is one of the photos from here on
            facts[logo.file], places[logo.file] = found.facts, found.place
    ppi = strictest(limits.values())
    return SeenPhotos(facts, places, logo, ppi, frozenset(finding.place for finding in coarse)), tuple(findings)
