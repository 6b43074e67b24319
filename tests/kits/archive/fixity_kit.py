"""Small archives with a history, for verifying, damaging and repairing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from archive_kit import NOW, small_package

from bulletin.archive import events
from bulletin.archive.fixity.check import check_object
from bulletin.archive.fixity.values import Damage
from bulletin.archive.keep import keep
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import create_archive, writing

LATER = NOW + dt.timedelta(days=1)


def small_archive(folder: Path, *numbers: int) -> Archive:
    """An archive in `folder/luu-tru` with small issues, each kept and then with a receipt."""
    archive = create_archive(folder / "luu-tru")
    for number in numbers or (46,):
        package = small_package(folder / f"so-{number}", number, f"Bài số {number}")
        with writing(archive) as writer:
            kept = keep(writer, package, None, NOW)
        events.append(
            archive, kept.id, "deposited", {"reference": f"12/{number}"}, LATER, {"records/receipt.txt": b"Da nhan\n"}
        )
    return archive


def object_id(number: int) -> str:
    return f"ban-tin-thu-2026-{number:03d}"


def named(archive: Archive, ident: str) -> set[tuple[str, str]]:
    """Kind and path (inside the object) of every damage of an object."""
    return {_short(damage) for damage in check_object(archive, ident).damages}


def _short(damage: Damage) -> tuple[str, str]:
    return damage.kind, damage.path.removeprefix(f"{damage.issue}/")
