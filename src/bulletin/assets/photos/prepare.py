"""Photos: looked at once, prepared once, remembered by content.

`inspect()` says what a photo is or why it is refused; `prepare()` makes the finished JPEG for one frame of one
edition. Both are free of side effects but for the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bulletin.assets.colour.icc import IccProfile
from bulletin.assets.photos import rules
from bulletin.assets.photos.cache import (
    PhotoFacts,
    keep_picture,
    kept_picture,
    known_by_content,
    known_by_path,
    picture_key,
    remember,
)
from bulletin.assets.photos.contents import RefusedError
from bulletin.assets.photos.file import check_status, read_photo
from bulletin.assets.photos.geometry import Crop
from bulletin.assets.photos.renditions import Rendition, kept_or_made, rendition
from bulletin.assets.photos.safety import check_name, expected_extension, prove, read_header
from bulletin.assets.store import sha256
from bulletin.errors import Finding, InputError, Place, Rule
from bulletin.lazy import dataclass
from bulletin.runtime.working import working_on

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "SCREEN_MAX_BYTES",
    "SCREEN_QUALITY",
    "Inspection",
    "PhotoJob",
    "Rendition",
    "inspect",
    "inspect_many",
    "prepare",
    "prepare_light",
    "prepare_set",
    "rendition",
]

SCREEN_QUALITY = 82
SCREEN_MAX_BYTES = 200_000
"""What one photo may weigh in the screen edition: a bulletin must go through office e-mail."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of looking at one photo: facts, or None with an error among the findings."""

    facts: PhotoFacts | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """One finished picture that an edition wants. `width_px` and `height_px` are upright; `crop` as in `PhotoSlot`."""

    facts: PhotoFacts
    crop: Crop
    width_px: int
    height_px: int
    quality: int = SCREEN_QUALITY
    mode: Literal["RGB", "L"] = "RGB"
    sharpen: bool = False
    max_bytes: int | None = None
    place: Place = Place()


def inspect(
    path: Path,
    place: Place,
    cache: Path,
    *,
    root: Path | None = None,
    proof: bool = True,
    seen: Callable[[str, Image.Image], None] | None = None,
) -> Inspection:
    """Say what a photo is, or why it cannot be used; never raises for a bad photo.

    Args:
        path: the file; the caller has made sure that it is inside the issue folder.
        place: where its name was typed.
        cache: the cache folder.
        root: the issue folder, below which no link is followed; the file's own folder by default.
        proof: decode the photo once to its end if that was never done. A build that prepares every photo anyway may
            leave it out: `prepare()` proves as much.
        seen: is given the SHA-256 of a HEIC and its picture, upright, when the proof decodes it; it may change it.
    """
    try:
        facts = _known_or_examined(path, root or path.parent, cache, proof, seen)
        check_name(facts.kind, path.name)
    except RefusedError as refused:
        return Inspection(None, (_finding(refused.rule, path, place, refused.values),))
    except (FileNotFoundError, NotADirectoryError):
        return Inspection(None, (_finding(rules.MISSING, path, place, {}),))
    except OSError as problem:
        return Inspection(None, (_finding(rules.UNREADABLE, path, place, {"reason": problem.strerror or "?"}),))
    return Inspection(facts, _remarks(facts, place))


def _known_or_examined(
    path: Path, root: Path, cache: Path, proof: bool, seen: Callable[[str, Image.Image], None] | None
) -> PhotoFacts:
    """Facts of an unchanged file without opening it, else of what is read now."""
    status = path.lstat()
    check_status(status)
    facts = known_by_path(cache, path, root, status)
    if facts is None or (proof and not facts.proven):
        with working_on(f"{path.parent.name}/{path.name}"):
            facts = _examine(path, root, cache, proof, seen)
    return facts


def inspect_many(
    photos: Sequence[tuple[Path, Place]],
    cache: Path,
    *,
    root: Path | None = None,
    proof: bool = True,
    workers: int = 2,
) -> list[Inspection]:
    """`inspect()` for several photos, in their order; new ones are decoded by `workers` threads."""
    seen = [_if_known(path, place, cache, root or path.parent, proof) for path, place in photos]
    new = [item for item, inspection in zip(photos, seen, strict=True) if inspection is None]
    if new:
        from concurrent.futures import ThreadPoolExecutor  # not imported while every photo is known

        with ThreadPoolExecutor(max(1, workers)) as pool:
            decoded = pool.map(lambda item: inspect(item[0], item[1], cache, root=root, proof=proof), new)
            return [inspection or next(decoded) for inspection in seen]
    return [inspection for inspection in seen if inspection]


def _if_known(path: Path, place: Place, cache: Path, root: Path, proof: bool) -> Inspection | None:
    """What is known of an unchanged photo; None when the file must be opened or has a fault."""
    try:
        status = path.lstat()
        check_status(status)
        facts = known_by_path(cache, path, root, status)
        if facts is None or (proof and not facts.proven):
            return None
        check_name(facts.kind, path.name)
    except (RefusedError, OSError):
        return None
    return Inspection(facts, _remarks(facts, place))


def _examine(
    path: Path, root: Path, cache: Path, proof: bool, seen: Callable[[str, Image.Image], None] | None
) -> PhotoFacts:
    photo = read_photo(path, root)
    digest = sha256(photo.data)
    facts = known_by_content(cache, path, root, digest) or _facts(path, root, photo.data, digest)
    if proof and not facts.proven:
        prove(photo.data, facts.kind, partial(seen, digest) if seen is not None else None)
        facts = replace(facts, proven=True)
    remember(cache, facts, photo.status)
    return facts


def _facts(path: Path, root: Path, data: bytes, digest: str) -> PhotoFacts:
    header = read_header(data, path.name)
    return PhotoFacts(
        path, root, digest, header.kind, header.width, header.height, header.mode, header.orientation, header.has_gps,
        header.has_icc, header.animated, len(data), proven=False,
    )  # fmt: skip


def original(facts: PhotoFacts, place: Place | None = None) -> bytes:
    """The bytes of the file that was inspected.

    Raises:
        InputError: it changed since, or cannot be read.
    """
    with _reported(facts, place or Place()):
        return _unchanged(facts)


def _remarks(facts: PhotoFacts, place: Place) -> tuple[Finding, ...]:
    remarks = []
    if not expected_extension(facts.kind, facts.path.name):
        remarks.append(_finding(rules.EXTENSION, facts.path, place, {"kind": facts.kind}))
    if facts.animated:
        remarks.append(_finding(rules.FRAMES, facts.path, place, {}))
    if facts.mode == "CMYK":
        remarks.append(_finding(rules.CMYK, facts.path, place, {}))
    return tuple(remarks)


def _finding(rule: Rule, path: Path, place: Place, values: dict[str, str]) -> Finding:
    return Finding(rule, place, path.name, {"file": path.name, **values})


def prepare(
    facts: PhotoFacts,
    crop: Crop,
    width_px: int,
    height_px: int,
    quality: int = SCREEN_QUALITY,
    mode: Literal["RGB", "L"] = "RGB",
    *,
    cache: Path,
    sharpen: bool = False,
    max_bytes: int | None = None,
    place: Place | None = None,
) -> bytes:
    """The finished JPEG of a photo for one frame: same input, same bytes.

    Args:
        facts: from `inspect()`.
        crop: the part to show, in fractions of the upright picture.
        width_px: the wanted upright width; smaller in proportion if the crop has fewer pixels of its own.
        height_px: the wanted upright height.
        quality: JPEG quality 1–95.
        mode: `RGB` (sRGB) or `L` (grey).
        cache: the cache folder.
        sharpen: a mild unsharp mask after scaling.
        max_bytes: lower the quality in steps, not below 60, until the file fits.
        place: where the photo's name was typed, for findings.

    Raises:
        InputError: the file changed since `inspect()` or cannot be decoded.
        ValueError: an empty crop or size.
    """
    job = PhotoJob(facts, crop, width_px, height_px, quality, mode, sharpen, max_bytes, place or Place())
    return _prepare(job, cache)


def prepare_light(facts: PhotoFacts, crop: Crop, wanted: Rendition, *, cache: Path) -> None:
    """Put the screen's picture of a photo into the cache for `prepare_set`, where that takes little memory.

    A photo that cannot be used is passed over: `prepare_set` says what is wrong with it.

    Args:
        facts: from `inspect()`.
        crop: the part to show, in fractions of the upright picture.
        wanted: of the screen edition.
        cache: the cache folder.
    """
    from bulletin.assets.photos.render import LargePhotoError

    with suppress(InputError, LargePhotoError):
        _prepare(_screen_job(facts, crop, wanted, Place()), cache, light=True)


def _screen_job(facts: PhotoFacts, crop: Crop, wanted: Rendition, place: Place) -> PhotoJob:
    return PhotoJob(
        facts, crop, wanted.width, wanted.height, sharpen=True, max_bytes=SCREEN_MAX_BYTES, place=place
    )  # fmt: skip


def _prepare(job: PhotoJob, cache: Path, light: bool = False) -> bytes:
    _check_job(job)
    key = _key(job)
    kept = kept_picture(cache, key)
    if kept is not None:
        return kept
    with _reported(job.facts, job.place):
        picture = _render(job, light)
    keep_picture(cache, key, picture)
    if not job.facts.proven:
        remember(cache, replace(job.facts, proven=True), None)
    return picture


def prepare_set(
    facts: PhotoFacts,
    crop: Crop,
    renditions: Sequence[Rendition],
    *,
    cache: Path,
    profile: IccProfile | None = None,
    place: Place | None = None,
) -> tuple[bytes, ...]:
    """The finished JPEGs of a photo for several editions, in the order of `renditions`.

    The printed editions share one decode, and none of them depends on which others are wanted. The screen's picture is
    the one that `prepare()` makes. No picture carries EXIF, place, comment or profile.

    - `press`: CMYK with Adobe's inverted values, so its image needs `/Decode [1 0 1 0 1 0 1 0]`; grey (no `/Decode`)
      for a picture without colour, for one ink and without a profile.
    - `office`: grey, sharpened and lifted for a laser copier.
    - `record`: sRGB, or grey for a picture without colour.

    Args:
        facts: from `inspect()`.
        crop: the part to show, in fractions of the upright picture.
        renditions: from `rendition()`.
        cache: the cache folder.
        profile: the printing condition of the press edition.
        place: where the photo's name was typed, for findings.

    Raises:
        InputError: the file changed since `inspect()` or cannot be decoded.
        ValueError: an empty crop or size.
    """
    place = place or Place()
    done: dict[Rendition, bytes] = {}
    for one in renditions:
        job = _screen_job(facts, crop, one, place)
        _check_job(job)
        if one.edition == "screen":
            done[one] = _prepare(job, cache)
    printed = [one for one in dict.fromkeys(renditions) if one not in done]
    done.update(kept_or_made(None, facts, crop, printed, cache, profile))
    missing = [one for one in printed if one not in done]
    if missing:
        with _reported(facts, place):
            done.update(kept_or_made(partial(_unchanged, facts), facts, crop, missing, cache, profile))
        if not facts.proven:
            remember(cache, replace(facts, proven=True), None)
    return tuple(done[one] for one in renditions)


@contextmanager
def _reported(facts: PhotoFacts, place: Place) -> Iterator[None]:
    """Whatever is wrong with a photo becomes a finding at the place where its name was typed."""
    try:
        yield
    except RefusedError as refused:
        raise InputError([_finding(refused.rule, facts.path, place, refused.values)]) from refused
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise InputError([_finding(rules.MISSING, facts.path, place, {})]) from problem
    except OSError as problem:
        values = {"reason": problem.strerror or "?"}
        raise InputError([_finding(rules.UNREADABLE, facts.path, place, values)]) from problem


def _unchanged(facts: PhotoFacts) -> bytes:
    """The bytes that were inspected, read again; nothing else under the same name is taken."""
    data = read_photo(facts.path, facts.root).data
    if sha256(data) != facts.sha256:
        raise RefusedError(rules.CHANGED)
    return data


def _render(job: PhotoJob, light: bool) -> bytes:
    from bulletin.assets.photos.render import PhotoRequest, render

    size = job.width_px, job.height_px
    request = PhotoRequest(job.crop, size, job.quality, job.mode, job.sharpen, job.max_bytes, light)
    return render(partial(_unchanged, job.facts), job.facts, request)


def _check_job(job: PhotoJob) -> None:
    left, top, right, bottom = job.crop
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise ValueError(f"empty crop {job.crop}")
    if job.width_px < 1 or job.height_px < 1:
        raise ValueError("empty picture")


def _key(job: PhotoJob) -> str:
    size = (job.width_px, job.height_px)
    return picture_key(job.facts.sha256, job.crop, size, job.quality, job.mode, (job.sharpen, job.max_bytes))
