"""kill -9 before every step of signing and a disk that fails at each: the old or the new, valid for ocfl-py."""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import signature_kit as kit
from archive_kit import Counting, broken_once, in_child, judged, killed, quick_folder, strays

from bulletin.archive.events import check_chain
from bulletin.archive.signature import keeping
from bulletin.archive.signature.settings import KeyFile, Signing, Trust
from bulletin.archive.signature.sign import sign
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version, create_archive, writing
from bulletin.errors import OutputError

ID = "do-son-2026-046"


@pytest.fixture
def quick() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


class Signs:
    """Signs the kept record in `place`, step by step on a given disk.

    What is interrupted is the writing. Signing and judging give values for values, so they are done the first time
    only, and every process that is forked later has their answers.
    """

    def __init__(self, signing: Signing, trust: Trust) -> None:
        self.signing, self.trust = signing, trust
        self.once = {name: cache(getattr(keeping, name)) for name in ("judge", "record_findings")}
        self.once["sign"] = cache(lambda pdf, *_: sign(pdf, signing, kit.NOW, trust))

    def __call__(self, place: Path, disk: Disk) -> None:
        with mock.patch.multiple(keeping, writing=lambda archive: writing(archive, disk), **self._answers()):
            keeping.sign_kept(Archive(place), ID, self.signing, self.trust, kit.NOW)

    def _answers(self) -> dict[str, Any]:
        # The certificates that signed before are a set, which no cache takes.
        return {**self.once, "sign": lambda pdf, *_: self.once["sign"](pdf)}


def check(place: Path, record: bytes) -> int:
    """The newest version, after the next writer has been there; everything is valid and the record untouched."""
    with writing(Archive(place)) as writer:
        assert all(finding.rule.id == "archive.recovered" for finding in writer.recovered)
    assert judged(place / "kho") == ""
    assert strays(place) == []
    obj = read_object(Archive(place), ID)
    assert read_bytes(obj, "record.pdf") == record
    assert check_chain(obj) == ()
    assert ("record-signed.pdf" in obj.state()) == (obj.head == 2)
    return obj.head


@pytest.mark.parametrize("kind", ["kill", "disk"])
def test_signing_that_is_cut_short(quick: Path, key_file: KeyFile, trust: Trust, record: bytes, kind: str) -> None:
    work, base = Signs(Signing(key_file, kit.PASSWORD), trust), quick / "base"
    made = create_archive(base)
    add_version(made, ID, {"record.pdf": record, "release.json": b"{}"}, "kept", kit.NOW)
    shutil.copytree(base, quick / "counted")
    work(quick / "counted", counted := Counting())
    assert counted.steps > 10
    heads = set()
    for step in range(1, counted.steps + 1):
        place = quick / "place"
        shutil.copytree(base, place)
        if kind == "kill":
            assert in_child(work, place, Counting(step, killed)) == -signal.SIGKILL
        else:
            disk = Counting(step)
            disk.then = broken_once(disk)
            with contextlib.suppress(OutputError):
                work(place, disk)
        heads.add(check(place, record))
        shutil.rmtree(place)
    assert heads == {1, 2}
