"""A run against a server whose answers are written down: what each answer does to the reader and to the run."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from smtp_kit import (
    START,
    FakeClock,
    PlainLetters,
    Script,
    begun,
    names,
    readers,
    sending,
    serving,
)

from bulletin.delivery.sending.answers import RETRY_S
from bulletin.delivery.sending.ledger import Ledger
from bulletin.delivery.sending.values import Counts, Delivery, Quota
from bulletin.errors import ToolError

TEN = names(10)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = readers(tmp_path, TEN)
    yield connection
    connection.close()


def row(db: sqlite3.Connection, address: str) -> Delivery:
    run = db.execute("SELECT MAX(id) FROM run").fetchone()[0]
    return next(one for one in Ledger(db, run).deliveries() if one.address == address)


def suppressed(db: sqlite3.Connection) -> dict[bytes, str]:
    return dict(db.execute("SELECT key, reason FROM suppression").fetchall())


def test_everybody_gets_the_letter_once_and_exactly(db: sqlite3.Connection) -> None:
    script, run = Script(), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port).send()
    assert outcome.ending == "done"
    assert outcome.counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)
    assert script.connections == 1
    letter = PlainLetters().letter("attach", row(db, TEN[3]))
    assert dict(script.accepted)[TEN[3]] == letter
    assert set(script.senders) == {f"bantin+{row(db, who).tag}@binhhai.test" for who in TEN}
    assert row(db, TEN[0]).code == 250
    assert row(db, TEN[0]).enhanced == "2.0.0"
    assert db.execute("SELECT state FROM run").fetchone() == ("finished",)


def test_nothing_to_do_opens_no_connection(db: sqlite3.Connection) -> None:
    script, run = Script(), begun(db)
    with serving(script) as port:
        sending(db, run, port).send()
        assert sending(db, run, port).send().ending == "done"
    assert script.connections == 1


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_reader_who_is_refused_has_failed_and_the_others_get_theirs(db: sqlite3.Connection, stage: str) -> None:
    script, run = Script(), begun(db)
    setattr(script, stage, lambda who, times: "550 5.2.1 Mailbox disabled" if who == TEN[4] else None)
    with serving(script) as port:
        outcome = sending(db, run, port).send()
    assert outcome.counts == Counts({"sent": 9, "failed": 1})
    found = row(db, TEN[4])
    assert (found.state, found.code, found.enhanced, found.reply) == ("failed", 550, "5.2.1", "Mailbox disabled")
    assert suppressed(db) == {}


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10"])
def test_an_address_that_does_not_exist_gets_nothing_ever_again(db: sqlite3.Connection, status: str) -> None:
    script, run = Script(rcpt=lambda who, times: f"550 {status} no" if who == TEN[0] else None), begun(db)
    with serving(script) as port:
        sending(db, run, port).send()
    assert suppressed(db) == {row(db, TEN[0]).key: "no-such-address"}
    assert len(list(Ledger(db, begun(db, correction=1)).deliveries())) == 9


def test_later_means_five_minutes_to_a_day_and_then_the_end(db: sqlite3.Connection) -> None:
    times_tried: list[float] = []
    clock = FakeClock()

    def later(who: str, times: int) -> str | None:
        if who != TEN[0]:
            return None
        times_tried.append(clock.time)
        return "451 4.7.1 Greylisted"

    script, run = Script(rcpt=later), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock, wait=True).send()
    assert outcome.ending == "done"
    assert outcome.counts == Counts({"sent": 9, "failed": 1})
    gaps = [b - a for a, b in pairwise(times_tried)]
    assert len(gaps) == len(RETRY_S)
    for gap, least in zip(gaps, RETRY_S, strict=True):
        assert least <= gap <= least * 1.2 + 62
    assert len({round(gap / least, 3) for gap, least in zip(gaps, RETRY_S, strict=True)}) > 1
    assert suppressed(db) == {}


def test_without_wait_the_command_ends_and_says_when(db: sqlite3.Connection) -> None:
    script, run = Script(rcpt=lambda who, times: "450 4.2.0 later" if who == TEN[0] and times == 1 else None), begun(db)
    clock = FakeClock()
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock).send()
        assert outcome.ending == "later"
        assert outcome.counts == Counts({"sent": 9, "deferred": 1})
        assert outcome.next_at is not None
        assert 300 <= outcome.next_at - START <= 362
        clock.time = outcome.next_at
        assert sending(db, run, port, clock=clock).send().counts == Counts({"sent": 10})


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_421_pauses_the_run_and_not_the_reader(db: sqlite3.Connection, stage: str) -> None:
    seen: list[str] = []

    def busy(who: str, times: int) -> str | None:
        seen.append(who)
        return "421 4.3.2 Too busy" if len(seen) == 3 else None

    script, run, clock = Script(**{stage: busy}), begun(db), FakeClock()
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock).send()
    assert outcome.counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)
    assert 60 <= sum(clock.naps) <= 73
    assert script.connections == 2
    assert all(one.attempts == 1 for one in Ledger(db, run).deliveries())


class Rude(asyncio.Protocol):
    """Hangs up before or at the greeting."""

    def __init__(self, words: bytes) -> None:
        self._words = words

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self._words)  # type: ignore[attr-defined]
        transport.close()


@pytest.mark.parametrize("words", [b"", b"421 4.3.2 come back\r\n"])
def test_a_greeting_that_fails_pauses_the_run(db: sqlite3.Connection, words: bytes) -> None:
    script, run, clock = Script(), begun(db), FakeClock()
    with serving(script, lambda: Rude(words)) as port:
        outcome = sending(db, run, port, clock=clock).send()
    assert outcome.ending == "unreachable"
    assert outcome.counts == Counts({"pending": 10})
    assert script.connections == 2
    assert outcome.next_at is not None
    assert 300 <= outcome.next_at - clock.time <= 360


def test_a_server_that_is_not_there_ends_the_command_at_once(db: sqlite3.Connection) -> None:
    run, clock = begun(db), FakeClock()
    with serving(Script()) as port:
        pass
    outcome = sending(db, run, port, clock=clock).send()
    assert outcome.ending == "unreachable"
    assert outcome.counts == Counts({"pending": 10})
    assert clock.naps == []


@pytest.mark.parametrize(
    "words", ["550 5.7.1 You are blocked", "535 5.7.8 Authenticate", "530 Authentication required"]
)
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_five_refusals_of_the_sender_stop_the_run_and_nobody_is_to_blame(
    db: sqlite3.Connection, stage: str, words: str
) -> None:
    script, run = Script(**{stage: lambda who, times: words}), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port).send()
        assert outcome.ending == "stopped"
        assert outcome.refusals == 5
        assert outcome.counts == Counts({"pending": 10})
        assert len(script.senders) == 5
        assert suppressed(db) == {}
        setattr(script, stage, lambda who, times: None)
        assert sending(db, run, port).send().counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)


def test_four_refusals_and_a_letter_that_is_taken_do_not_stop_the_run(db: sqlite3.Connection) -> None:
    script, run = Script(rcpt=lambda who, times: None if who in (TEN[4], TEN[9]) else "550 5.7.1 no"), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port).send()
    assert outcome.ending == "done"
    assert outcome.counts == Counts({"sent": 2, "failed": 8})


def test_refusals_are_remembered_over_the_end_of_the_command(db: sqlite3.Connection) -> None:
    script, run, clock = Script(rcpt=lambda who, times: "550 5.7.1 no"), begun(db), FakeClock()
    clock.stop_after = 4  # one to connect, three letters
    with serving(script) as port:
        assert sending(db, run, port, clock=clock).send().counts == Counts({"failed": 3, "pending": 7})
        assert sending(db, run, port).send().counts == Counts({"pending": 10})


def test_a_list_of_three_with_a_blocked_sender_has_not_failed(tmp_path: Path) -> None:
    db = readers(tmp_path, names(3))
    script, run = Script(rcpt=lambda who, times: "550 5.7.1 no"), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port).send()
    assert (outcome.ending, outcome.refusals, outcome.counts) == ("stopped", 3, Counts({"pending": 3}))


def test_one_domain_that_says_too_big_gets_the_link_letter(db: sqlite3.Connection) -> None:
    def small(who: str, times: int) -> str | None:
        return "552 5.3.4 Message too big" if who.endswith("@d1.test") and b"attach" in forms[who] else None

    forms: dict[str, bytes] = {}
    script, run = Script(), begun(db)
    letters = PlainLetters()

    class Noted(PlainLetters):
        def letter(self, form: str, delivery: Delivery) -> bytes:  # type: ignore[override]
            forms[delivery.address] = form.encode()
            return letters.letter(form, delivery)  # type: ignore[arg-type]

    script.data = small
    with serving(script) as port:
        outcome = sending(db, run, port, letters=Noted()).send()
    assert outcome.counts == Counts({"sent": 10})
    got = {who: b"X-Form: link" in data for who, data in script.accepted}
    assert got == {who: who.endswith("@d1.test") for who in TEN}
    assert len(script.senders) == 11, "one refusal is enough for a domain"
    assert {one.form for one in Ledger(db, run).deliveries() if one.domain == "d1.test"} == {"link"}


def test_a_letter_beyond_the_servers_size_becomes_the_link_letter_for_all(db: sqlite3.Connection) -> None:
    script, run = Script(), begun(db)
    with serving(script, data_size_limit=1000) as port:
        outcome = sending(db, run, port).send()
    assert outcome.counts == Counts({"sent": 10})
    assert all(b"X-Form: link" in data for _, data in script.accepted)
    assert any(option.startswith("SIZE=") for options in script.options for option in options)


def test_no_letter_fits_and_nobody_gets_any(db: sqlite3.Connection) -> None:
    script, run = Script(), begun(db)
    with serving(script, data_size_limit=300) as port, pytest.raises(ToolError, match=r"sending\.too-big"):
        sending(db, run, port).send()
    assert Ledger(db, run).counts() == Counts({"pending": 10})
    assert script.accepted == []
    assert script.senders == []


def test_a_connection_that_breaks_before_the_dot_costs_nobody_anything(db: sqlite3.Connection) -> None:
    script, run, clock = Script(), begun(db), FakeClock()
    script.rcpt = lambda who, times: "drop" if who == TEN[5] and times == 1 else None
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock, wait=True).send()
    assert outcome.counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)


@pytest.mark.parametrize("really", [False, True])
def test_a_reply_that_is_lost_after_the_dot_leaves_a_doubt_and_no_second_letter(
    db: sqlite3.Connection, really: bool
) -> None:
    script, run = Script(), begun(db)
    script.data = lambda who, times: ("accept-and-drop" if really else "drop") if who == TEN[5] else None
    with serving(script) as port:
        first = sending(db, run, port, clock=FakeClock()).send()
        again = sending(db, run, port).send()
        assert first.counts == again.counts == Counts({"sent": 9, "in-doubt": 1})
        assert len(script.recipients()) == (10 if really else 9)
        doubt = row(db, TEN[5])
        assert (doubt.state, doubt.server, bool(doubt.changed)) == ("in-doubt", "127.0.0.1", True)
        assert Ledger(db, run).resolve(doubt.key, really, START)
        assert not Ledger(db, run).resolve(doubt.key, really, START), "a doubt ends once"
        script.data = lambda who, times: None
        assert sending(db, run, port).send().counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)
    assert row(db, TEN[5]).message_id == doubt.message_id


def test_replies_that_are_always_lost_end_the_run(db: sqlite3.Connection) -> None:
    script, run = Script(data=lambda who, times: "drop"), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port, wait=True).send()
    assert outcome.ending == "lost-replies"
    assert outcome.counts == Counts({"in-doubt": 3, "pending": 7})


def test_the_quota_of_a_day_ends_the_command_and_says_how_many_are_left_and_when(db: sqlite3.Connection) -> None:
    script, run, clock = Script(), begun(db), FakeClock(tick=0.01)
    quota = Quota(per_minute=100, per_day=4, per_domain_per_minute=100)
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock, quota=quota).send()
        assert (outcome.ending, outcome.counts.waiting) == ("quota", 6)
        assert outcome.next_at is not None
        assert 0 <= outcome.next_at - START - 86_400 <= 3
        early = sending(db, run, port, clock=clock, quota=quota).send()
        assert (early.ending, early.counts["sent"]) == ("quota", 4)
        clock.time = outcome.next_at
        assert sending(db, run, port, clock=clock, quota=quota).send().counts["sent"] > 4


def test_wait_goes_on_by_itself_over_the_days(db: sqlite3.Connection) -> None:
    script, run, clock = Script(), begun(db), FakeClock(tick=0.01)
    quota = Quota(per_minute=100, per_day=4, per_domain_per_minute=100)
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock, quota=quota, wait=True).send()
    assert outcome.counts == Counts({"sent": 10})
    assert 2 * 86_400 <= clock.time - START <= 2 * 86_400 + 200


def test_a_clock_that_was_once_set_to_another_year_does_not_stop_the_office(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO sent_at VALUES ('2031-01-01T00:00:00Z', 'd1.test')")
    script, run = Script(), begun(db)
    with serving(script) as port:
        outcome = sending(db, run, port, quota=Quota(per_minute=60, per_day=11, per_domain_per_minute=60)).send()
    assert outcome.counts == Counts({"sent": 10})


def test_somebody_who_stops_it_gets_the_letter_in_hand_finished(db: sqlite3.Connection) -> None:
    script, run, clock = Script(), begun(db), FakeClock()
    clock.stop_after = 5  # one to connect, four letters
    with serving(script) as port:
        outcome = sending(db, run, port, clock=clock).send()
        assert (outcome.ending, outcome.counts) == ("interrupted", Counts({"sent": 4, "pending": 6}))
        assert sending(db, run, port).send().counts == Counts({"sent": 10})
    assert sorted(script.recipients()) == sorted(TEN)


def test_who_leaves_while_it_runs_gets_nothing(db: sqlite3.Connection) -> None:
    script, run = Script(), begun(db)
    left = row(db, TEN[9]).key

    def leave(who: str, times: int) -> None:
        if len(script.accepted) == 2:
            other.execute("INSERT OR IGNORE INTO suppression VALUES (?, 'unsubscribed', '', '')", (left,))

    path = db.execute("PRAGMA database_list").fetchone()[2]
    other = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    script.rcpt = leave
    with serving(script) as port:
        outcome = sending(db, run, port).send()
    other.close()
    assert outcome.counts == Counts({"sent": 9, "suppressed": 1})
    assert TEN[9] not in script.recipients()


def test_an_address_beyond_ascii_goes_by_smtputf8_or_fails_in_clear_words(tmp_path: Path) -> None:
    addresses = ["đặng@xn--thn-6na.test", "an@d.test"]
    db = readers(tmp_path, addresses)
    script, run = Script(), begun(db)
    with serving(script, enable_SMTPUTF8=True) as port:
        assert sending(db, run, port).send().counts == Counts({"sent": 2})
    assert [("SMTPUTF8" in options) for options in script.options] == [True, False]
    run = begun(db, correction=1)
    with serving(script, enable_SMTPUTF8=False) as port:
        assert sending(db, run, port).send().counts == Counts({"sent": 1, "failed": 1})
    assert "SMTPUTF8" in row(db, addresses[0]).reply


def test_a_limit_of_the_minute_is_waited_for(db: sqlite3.Connection) -> None:
    script, run, clock = Script(), begun(db), FakeClock()
    quota = Quota(per_minute=4, per_day=100, per_domain_per_minute=100)
    with serving(script) as port:
        assert sending(db, run, port, clock=clock, quota=quota).send().counts == Counts({"sent": 10})
    assert 120 <= clock.time - START <= 123


def test_progress_says_what_the_limits_leave(db: sqlite3.Connection) -> None:
    script, run, seen = Script(), begun(db), []
    quota = Quota(per_minute=2, per_day=100, per_domain_per_minute=100)
    with serving(script) as port:
        sending(db, run, port, quota=quota, watch=lambda one: seen.append(one.progress())).send()
    assert seen[1].counts == Counts({"sent": 1, "pending": 9})
    assert (seen[1].last_minute, seen[1].left_today, seen[1].seconds_left) == (1, 99, 270)
    assert all(one.counts.total == 10 for one in seen)
