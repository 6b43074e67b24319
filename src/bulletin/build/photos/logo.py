"""The publication's logo before it is printed: a picture is looked at like a photo, a drawing is read and copied."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import Finding, Place
from bulletin.layout.laid import Logo
from bulletin.lazy import dataclass
from bulletin.model import Issue

if TYPE_CHECKING:
    from bulletin.assets.photos.cache import PhotoFacts


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The logo if it can be printed; the facts of a picture; where it was typed; what there is to say about it."""

    logo: Logo | None
    facts: PhotoFacts | None
    place: Place
    findings: tuple[Finding, ...]


def look_at_logo(issue: Issue, cache: Path, proof: bool) -> LookedAt:
    """What the logo of an issue is, whose publication names one.

    Args:
        issue: read and set.
        cache: the cache folder.
        proof: decode a new picture to its end.
    """
    from bulletin.assets.drawing import is_svg

    file = posixpath.join(posixpath.dirname(issue.publication_file), issue.publication.logo or "")
    place = issue.place(issue.publication_file, "logo")
    root = (issue.folder / issue.publication_file).parent.resolve()
    path = root / (issue.publication.logo or "")
    alt = f"Biểu trưng của {issue.publication.owner or issue.publication.publisher}"
    if is_svg(path.name):
        return _drawing(path, root, file, place, alt)
    from bulletin.assets.photos.prepare import inspect

    seen = inspect(path, place, cache, root=root, proof=proof)
    logo = Logo(seen.facts.width / seen.facts.height, file, alt) if seen.facts else None
    return LookedAt(logo, seen.facts, place, seen.findings)


def _drawing(path: Path, root: Path, file: str, place: Place, alt: str) -> LookedAt:
    from bulletin.assets.drawing import Drawing, read_drawing
    from bulletin.assets.photos import rules
    from bulletin.assets.photos.contents import RefusedError
    from bulletin.assets.photos.file import read_photo

    values = {"file": path.name}
    try:
        data = read_photo(path, root).data
    except RefusedError as refused:
        return LookedAt(None, None, place, (Finding(refused.rule, place, path.name, values | refused.values),))
    except (FileNotFoundError, NotADirectoryError):
        return LookedAt(None, None, place, (Finding(rules.MISSING, place, path.name, values),))
    except OSError as problem:
        values["reason"] = problem.strerror or "?"
        return LookedAt(None, None, place, (Finding(rules.UNREADABLE, place, path.name, values),))
    found = read_drawing(data, file)
    if isinstance(found, Drawing):
        return LookedAt(Logo(found.ratio, file, alt, found.svg, data), None, place, ())
    return LookedAt(None, None, place, found)
