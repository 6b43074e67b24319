"""Figure 9: letters as they come back. None silences somebody wrongly, and every one that names us is attributed."""

from __future__ import annotations

import datetime as dt
import mailbox
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_mailed import NOW, Office, office
from returned_letters import SAMPLES, Sample

from bulletin.delivery.returns.boxes import MaildirBox, MboxFile
from bulletin.delivery.returns.classify import classify
from bulletin.delivery.returns.reading import read_mailbox
from bulletin.delivery.returns.values import Fate, Incoming


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, len(SAMPLES) + 1) as made:
        yield made


class OneLetter:
    def __init__(self, *letters: bytes) -> None:
        self.all, self.marked = letters, list[str]()

    def letters(self) -> Iterator[Incoming]:
        yield from (Incoming(name=str(n), data=data) for n, data in enumerate(self.all))

    def done(self, name: str) -> None:
        self.marked.append(name)


def test_there_are_enough_letters_of_every_kind() -> None:
    assert len(SAMPLES) >= 60
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)
    kinds = Counter(sample.kind or "stays" for sample in SAMPLES)
    assert all(
        kinds[kind] >= 3 for kind in ("hard", "soft", "policy", "delayed", "complaint", "auto-reply", "unsubscribe")
    )


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=[sample.name for sample in SAMPLES])
def test_each_letter_changes_what_it_may(desk: Office, number: int) -> None:
    sample = SAMPLES[number]
    person, other = desk.people[number], desk.people[-1]
    data = sample.make(person, other)
    before = desk.suppressed()
    box = OneLetter(data)
    tally = read_mailbox(box, desk.connection, desk.publication, NOW)
    letter = classify(data)
    told = (
        f"{letter.kind} {letter.tags} {letter.message_ids} {letter.tokens} {letter.stops} {letter.failed} {tally.left}"
    )
    assert [fate for fate, count in tally.fates.items() if count] == [sample.fate], told
    if sample.kind:
        assert letter.kind == sample.kind, told
    expected = {desk.key(person): sample.reason} if sample.reason else {}
    assert desk.suppressed() == before | expected
    if sample.fate == Fate.LEFT:
        assert [outcome.doubt for _, outcome in tally.left] == [sample.doubt], told
    kept = sample.fate == Fate.LEFT or sample.kind == "auto-reply"
    assert box.marked == ([] if kept else ["0"])


def all_letters(desk: Office) -> list[tuple[Sample, bytes]]:
    return [(sample, sample.make(desk.people[n], desk.people[-1])) for n, sample in enumerate(SAMPLES)]


def test_the_whole_folder_silences_nobody_wrongly_and_knows_whose_each_is(desk: Office) -> None:
    letters = all_letters(desk)
    tally = read_mailbox(OneLetter(*(data for _, data in letters)), desk.connection, desk.publication, NOW)
    meant = {desk.key(desk.people[n]): sample.reason for n, sample in enumerate(SAMPLES) if sample.reason}
    assert desk.suppressed() == meant
    wanted = {
        desk.key(desk.people[n]) for n, sample in enumerate(SAMPLES) if sample.tagged and sample.doubt != "two-readers"
    }
    known = {row[0] for row in desk.connection.execute("SELECT key FROM returned")}
    assert wanted <= known  # 100 % of the letters that name us
    assert sum(tally.fates.values()) == len(SAMPLES)


@pytest.mark.parametrize("again", ["list", "maildir", "mbox"])
def test_reading_twice_changes_nothing(desk: Office, tmp_path: Path, again: str) -> None:
    letters = [data for _, data in all_letters(desk)]
    first = read_mailbox(OneLetter(*letters), desk.connection, desk.publication, NOW)
    before = list(desk.connection.iterdump())
    makers = {"list": lambda: OneLetter(*letters), "maildir": lambda: a_maildir(tmp_path, letters)}
    box = makers.get(again, lambda: an_mbox(tmp_path, letters))()
    second = read_mailbox(box, desk.connection, desk.publication, NOW + dt.timedelta(hours=1))
    assert list(desk.connection.iterdump()) == before
    assert second.fates[Fate.SUPPRESSED] == second.fates[Fate.NOTED] == 0
    assert second.fates[Fate.LEFT] == first.fates[Fate.LEFT]


def a_maildir(tmp_path: Path, letters: list[bytes]) -> MaildirBox:
    for part in ("tmp", "new", "cur"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    for number, data in enumerate(letters):
        (tmp_path / "Maildir" / ("cur" if number % 2 else "new") / f"{number:03}.x").write_bytes(data)
    return MaildirBox(tmp_path / "Maildir")


def an_mbox(tmp_path: Path, letters: list[bytes]) -> MboxFile:
    """As mail programs keep it: lines end with LF, and their own marks are in the heads."""
    box = mailbox.mbox(tmp_path / "thu.mbox")
    for data in letters:
        # A letter without any head is no letter in an mbox either.
        kept = mailbox.mboxMessage(data.replace(b"\r\n", b"\n")) if data[:1].isalpha() else None
        if kept is None:
            box.add(b"\n" + data)
        else:
            box.add(b"Status: RO\nX-UID: 7\n" + data.replace(b"\r\n", b"\n"))
    box.close()
    return MboxFile(tmp_path / "thu.mbox")


def test_a_dry_run_tells_the_same_and_changes_nothing(desk: Office) -> None:
    letters = [data for _, data in all_letters(desk)]
    before = list(desk.connection.iterdump())
    box = OneLetter(*letters)
    told = read_mailbox(box, desk.connection, desk.publication, NOW, dry_run=True)
    assert list(desk.connection.iterdump()) == before
    assert box.marked == []
    done = read_mailbox(OneLetter(*letters), desk.connection, desk.publication, NOW)
    assert (told.fates, told.kinds, told.reasons) == (done.fates, done.kinds, done.reasons)


def test_one_letter_that_nobody_can_read_does_not_stop_the_others(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulletin.delivery.returns import reading

    def judge(data: bytes) -> object:
        if b"bom" in data:
            raise AttributeError("a fault of the parser")
        return classify(data)

    monkeypatch.setattr(reading, "classify", judge)
    good = SAMPLES[0].make(desk.people[0], desk.people[-1])
    tally = read_mailbox(OneLetter(b"Subject: bom\n\n", good), desk.connection, desk.publication, NOW)
    assert [outcome.doubt for _, outcome in tally.left] == ["unreadable"]
    assert tally.fates[Fate.SUPPRESSED] == 1
    assert isinstance(desk.connection, sqlite3.Connection)
