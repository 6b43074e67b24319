"""Figure 3: once somebody has asked to stop, no letter of any run begins for them, in whatever order things happen."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from office_mailed import NOW, Office, office
from returned_letters import PUBLICATION, Person, arf, dsn, person_writes

from bulletin.delivery.readers import people
from bulletin.delivery.readers.values import FORGOTTEN, UNSUBSCRIBED
from bulletin.delivery.returns.classify import classify
from bulletin.delivery.returns.ledger import take_in
from bulletin.delivery.returns.values import Fate

ROUNDS = 500


def claim(connection: sqlite3.Connection, order: int) -> tuple[int, bytes] | None:
    """Take one letter to be sent, in one statement, as a run does."""
    row = connection.execute(
        "UPDATE delivery SET state = 'claimed' WHERE rowid = (SELECT delivery.rowid FROM delivery "
        "LEFT JOIN suppression USING (key) WHERE state IN ('pending', 'deferred') AND suppression.key IS NULL "
        "ORDER BY delivery.rowid * ? % 97 LIMIT 1) RETURNING run, key",
        (order,),
    ).fetchone()
    return row if row is None else (row[0], row[1])


def take(desk: Office, data: bytes) -> None:
    desk.connection.execute("BEGIN IMMEDIATE")
    take_in(desk.connection, classify(data), PUBLICATION, NOW)
    desk.connection.execute("COMMIT")


def one_round(desk: Office, seed: int) -> tuple[int, int]:
    """Random events in a random order; returns how many letters began and how many people stopped."""
    draw, connection = random.Random(seed), desk.connection
    stopped: set[bytes] = set()
    begun = 0
    rows: list[Person] = desk.people
    for step in range(40):
        person = draw.choice(rows)
        key = desk.key(person)
        act = draw.choices(("claim", "finish", "stop", "bounce", "forget", "complain"), (12, 8, 2, 3, 1, 1))[0]
        if act == "claim":
            taken = claim(connection, draw.randrange(1, 97))
            if taken is not None:
                begun += 1
                assert taken[1] not in stopped, f"seed {seed}: a letter began after its reader had stopped"
        elif act == "finish":
            connection.execute(
                "UPDATE delivery SET state = ? WHERE state = 'claimed'",
                (draw.choice(("sent", "deferred", "in-doubt", "pending")),),
            )
        elif act == "stop":
            take(desk, person_writes(person, f"huy {person.token}", f"lan {seed} {step}"))
            stopped.add(key)
        elif act == "bounce":
            take(desk, dsn(person, text=f"{seed} {step}", status=draw.choice(("5.1.1", "5.2.2", "5.7.1"))))
        elif act == "complain":
            take(desk, arf(person))
        else:
            people.forget(connection, person.address, NOW)
            stopped.add(key)
        for each in stopped:
            reason = connection.execute("SELECT reason FROM suppression WHERE key = ?", (each,)).fetchone()
            assert reason[0] in {UNSUBSCRIBED, FORGOTTEN}, f"seed {seed}: a bounce hid the reader's own wish"
    while (taken := claim(connection, draw.randrange(1, 97))) is not None:
        begun += 1
        assert taken[1] not in stopped
    return begun, len(stopped)


@pytest.mark.parametrize("part", range(5))
def test_silence_after_unsubscribing(tmp_path: Path, part: int) -> None:
    begun = stopped = 0
    with office(tmp_path, 6, state="pending") as desk:
        fresh = desk.connection.serialize()
        for seed in range(part * ROUNDS // 5, (part + 1) * ROUNDS // 5):
            desk.connection.deserialize(fresh)  # in memory from here on
            counts = one_round(desk, seed)
            begun, stopped = begun + counts[0], stopped + counts[1]
    assert begun > 300
    assert stopped > 100


def test_a_claim_that_forgets_to_ask_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The property can fail: a claim that looks at the state alone mails somebody who has left."""

    def careless(connection: sqlite3.Connection, order: int) -> tuple[int, bytes] | None:
        row = connection.execute(
            "UPDATE delivery SET state = 'claimed' WHERE rowid = (SELECT rowid FROM delivery WHERE state IN "
            "('pending', 'deferred', 'suppressed') ORDER BY rowid * ? % 97 LIMIT 1) RETURNING run, key",
            (order,),
        ).fetchone()
        return row if row is None else (row[0], row[1])

    monkeypatch.setitem(globals(), "claim", careless)
    with office(tmp_path, 6, state="pending") as desk:
        fresh = desk.connection.serialize()

        def rounds() -> None:
            for seed in range(20):
                desk.connection.deserialize(fresh)
                one_round(desk, seed)

        with pytest.raises(AssertionError):
            rounds()


def test_a_bounce_of_a_reader_who_stopped_is_only_remembered(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        person = desk.people[0]
        take(desk, person_writes(person, f"huy {person.token}", ""))
        desk.connection.execute("BEGIN")
        outcome = take_in(desk.connection, classify(dsn(person)), PUBLICATION, NOW)
        desk.connection.execute("COMMIT")
        assert outcome.fate is Fate.NOTED
        assert desk.suppressed() == {desk.key(person): UNSUBSCRIBED}
