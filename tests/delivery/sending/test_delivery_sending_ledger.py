"""The ledger: figures 2 to 5. One claim a row, silence after leaving, states that add up, limits that hold."""

from __future__ import annotations

import datetime as dt
import email
import os
import random
import sqlite3
from collections import Counter
from contextlib import closing
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smtp_kit import START, begun, names, readers

from bulletin.delivery.letter.values import LetterHeading, Letters
from bulletin.delivery.readers.database import open_database
from bulletin.delivery.sending.answers import PAUSE_S, RETRY_S, Meaning, meaning, pause_until, retry_at
from bulletin.delivery.sending.ledger import Ledger, LedgerError, recover, settle_by_proof
from bulletin.delivery.sending.letters import IssueLetters
from bulletin.delivery.sending.states import MOVES, STATES, WAITING, before
from bulletin.delivery.sending.throttle import DAY, MINUTE, Throttle
from bulletin.delivery.sending.values import Counts, Delivery, Quota, ServerReply, stamp

OK = ServerReply(250, "2.0.0", "OK")
HEADING = LetterHeading(from_="bantin@binhhai.test", from_name="Bản tin", subject="Số 46", list_id="x.binhhai.test")


def watched(connection: sqlite3.Connection) -> None:
    """Every change of a state is written down by the database itself."""
    connection.execute("CREATE TEMP TABLE trace(old TEXT, new TEXT)")
    connection.execute(
        """CREATE TEMP TRIGGER watch AFTER UPDATE OF state ON delivery WHEN old.state != new.state
           BEGIN INSERT INTO trace VALUES (old.state, new.state); END"""
    )


def test_the_table_of_moves_knows_every_state() -> None:
    assert set(MOVES) == set(STATES)
    assert {state for moves in MOVES.values() for state in moves} == set(STATES)
    assert before("sent") == ("handing", "in-doubt")
    assert not set(WAITING) & {state for state, moves in MOVES.items() if not moves}
    assert "pending" not in MOVES["sent"]
    assert "claimed" not in MOVES["in-doubt"]


# --- figure 2 ---------------------------------------------------------------------------------------------------------


def claim_all(path: Path, run: int, claimed: Path) -> None:
    with closing(open_database(path)) as connection, claimed.open("a") as out:
        ledger = Ledger(connection, run, str(os.getpid()))
        while (row := ledger.claim(START)) is not None:
            out.write(row.address + "\n")


def test_two_processes_claim_each_row_once(tmp_path: Path) -> None:
    rounds, rows = 50, 500
    base = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    folder = base / f"bulletin-claims-{os.getpid()}"
    folder.mkdir()
    path = folder / "mail" / "readers.db"
    try:
        connection = readers(folder, names(rows))
        shares = set()
        for number in range(rounds):
            run = begun(connection, correction=number)
            files = [tmp_path / f"{number}-{who}.txt" for who in "ab"]
            pids = []
            for file in files:
                pid = os.fork()
                if pid == 0:
                    try:
                        claim_all(path, run, file)
                    except BaseException:
                        os._exit(1)
                    os._exit(0)
                pids.append(pid)
            assert [os.waitpid(pid, 0)[1] for pid in pids] == [0, 0]
            parts = [file.read_text().split() for file in files]
            assert sorted(parts[0] + parts[1]) == sorted(names(rows))
            shares.add(min(len(part) for part in parts) > 0)
        assert True in shares, "the two never met"
        connection.close()
    finally:
        import shutil

        shutil.rmtree(folder)


# --- figure 3 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
def test_who_has_left_is_never_claimed(tmp_path: Path, seed: int) -> None:
    """Ten times fifty interleavings of claiming, leaving, bouncing and being forgotten."""
    rng = random.Random(seed)
    connection = readers(tmp_path, names(12))
    connection.execute("PRAGMA synchronous = OFF")
    for number in range(50):
        connection.execute("DELETE FROM suppression")
        run = begun(connection, correction=number)
        ledger, gone, now = Ledger(connection, run, "me"), set[bytes](), START
        keys = [row.key for row in ledger.deliveries()]
        for _ in range(40):
            now += 200
            kind, key = rng.choice(["claim", "claim", "leave", "bounce", "forget"]), rng.choice(keys)
            if kind == "claim":
                row = ledger.claim(now)
                if row is None:
                    continue
                assert row.key not in gone
                match rng.choice(["sent", "defer", "crash", "no-address"]):
                    case "sent":
                        ledger.handing(row, "s", "link", now)
                        ledger.sent(row, OK, now)
                    case "defer":
                        ledger.defer(row, ServerReply(450), now + 100, now)
                    case "crash":
                        recover(connection, now)
                    case _:
                        ledger.fail(row, ServerReply(550, "5.1.1"), now, no_address=True)
                        gone.add(row.key)
                continue
            reason = {"leave": "unsubscribed", "bounce": "soft-bounces", "forget": "forgotten"}[kind]
            connection.execute("INSERT OR IGNORE INTO suppression VALUES (?, ?, '', '')", (key, reason))
            if kind == "forget":
                connection.execute("UPDATE delivery SET address = '', name = '' WHERE key = ?", (key,))
            gone.add(key)
        ledger.sweep(now)
        assert not [row for row in ledger.deliveries("pending", "deferred") if row.key in gone]
        assert ledger.counts().total == 12
    connection.close()


# --- figure 4 ---------------------------------------------------------------------------------------------------------

ACTS = ("claim", "letter", "later", "refused", "no-address", "released", "big", "big-dot", "doubt", "crash-claimed",
        "crash-handing", "leave", "sweep", "resolve-sent", "resolve-again", "proof", "unrefuse")  # fmt: skip


def act(name: str, connection: sqlite3.Connection, ledger: Ledger, now: float, pick: int) -> None:
    """One thing that can happen to a run."""
    doubts = list(ledger.deliveries("in-doubt"))
    if name in ("leave", "sweep", "unrefuse") or name.startswith(("resolve", "proof")):
        rows = list(ledger.deliveries())
        if name == "leave":
            key = rows[pick % len(rows)].key
            connection.execute("INSERT OR IGNORE INTO suppression VALUES (?, 'unsubscribed', '', '')", (key,))
        elif name == "sweep":
            ledger.sweep(now)
        elif name == "unrefuse":
            ledger.unrefuse([row.key for row in ledger.deliveries("failed")][:2])
        elif doubts and name == "proof":
            assert settle_by_proof(connection, doubts[0].message_id, now)
        elif doubts:
            assert ledger.resolve(doubts[0].key, name == "resolve-sent", now)
        return
    row = ledger.claim(now)
    if row is None:
        return
    if name in ("letter", "doubt", "crash-handing", "big-dot"):
        ledger.handing(row, "s", "attach", now)
    match name:
        case "letter":
            ledger.sent(row, OK, now)
        case "later":
            ledger.defer(row, ServerReply(451), now + 300, now)
        case "refused" | "no-address":
            ledger.fail(row, ServerReply(550, "5.1.1"), now, no_address=name == "no-address")
        case "big" | "big-dot":
            ledger.link_instead(row, ServerReply(552, "5.3.4"), now)
        case "doubt":
            ledger.doubt(row, now)
        case "released":
            ledger.release(row, now)
        case _:
            recover(connection, now)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7)), max_size=30))
def test_the_states_add_up_after_every_commit_and_every_move_is_in_the_table(
    tmp_path: Path, acts: list[tuple[str, int]]
) -> None:
    folder = Path(mkdtemp(dir=tmp_path))
    with closing(readers(folder, names(8))) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        run = begun(connection)
        watched(connection)
        ledger, now = Ledger(connection, run, "me"), START
        for name, pick in acts:
            now += 400
            act(name, connection, ledger, now, pick)
            counts = ledger.counts()
            assert counts.total == 8
            assert counts.total == sum(counts[state] for state in STATES)
            assert set(counts.by_state) <= set(STATES)
        for old, new in connection.execute("SELECT old, new FROM trace"):
            assert new in MOVES[old], f"{old} became {new}"


def test_a_move_that_is_not_in_the_table_is_refused(tmp_path: Path) -> None:
    with closing(readers(tmp_path, names(2))) as connection:
        ledger = Ledger(connection, begun(connection), "me")
        row = ledger.claim(START)
        assert row is not None
        with pytest.raises(LedgerError):
            ledger.sent(row, OK, START)
        ledger.handing(row, "s", "link", START)
        ledger.sent(row, OK, START)
        for again in (lambda: ledger.release(row, START), lambda: ledger.doubt(row, START)):
            with pytest.raises(LedgerError):
                again()
        with pytest.raises(LedgerError):
            Ledger(connection, row.run, "somebody else").sent(row, OK, START)
        assert ledger.counts() == Counts({"sent": 1, "pending": 1})


def test_what_came_back_ends_the_doubt(tmp_path: Path) -> None:
    with closing(readers(tmp_path, names(2))) as connection:
        ledger = Ledger(connection, run := begun(connection), "me")
        rows: list[Delivery] = []
        for _ in range(2):
            row = ledger.claim(START)
            assert row is not None
            ledger.handing(row, "s", "link", START)
            rows.append(row)
        assert recover(connection, START + 9) == (0, 2)
        assert {row.changed for row in ledger.deliveries()} == {stamp(START)}, "when it happened, not when it was found"
        connection.execute("INSERT INTO returned VALUES (x'01', ?, ?, 'hard', '', '')", (rows[0].key, run))
        recover(connection, START)
        assert settle_by_proof(connection, rows[1].message_id, START)
        assert not settle_by_proof(connection, rows[1].message_id, START)
        assert ledger.counts() == Counts({"sent": 2})


# --- figure 5 ---------------------------------------------------------------------------------------------------------


def configurations() -> list[tuple[Quota, int]]:
    rng = random.Random(5)
    return [
        (Quota(per_minute=rng.randint(1, 40), per_day=rng.randint(5, 300),
               per_domain_per_minute=rng.randint(1, 15)), rng.randint(1, 6))
        for _ in range(20)
    ]  # fmt: skip


def most(times: list[float], span: float) -> int:
    """The most events in any `span` seconds, wherever they begin."""
    best = start = 0
    for end, at in enumerate(times):
        while times[start] <= at - span:
            start += 1
        best = max(best, end - start + 1)
    return best


@pytest.mark.parametrize(("quota", "domains"), configurations())
def test_no_minute_and_no_day_holds_more_than_allowed(tmp_path: Path, quota: Quota, domains: int) -> None:
    """The office sends in several commands, with slow replies and refusals; the ledger carries the limits over."""
    rng = random.Random(str(quota))
    connection = readers(tmp_path, names(250, domains))
    connection.execute("PRAGMA synchronous = OFF")
    ledger, now = Ledger(connection, begun(connection), "me"), START
    handed: list[tuple[float, str]] = []
    throttle = Throttle(quota, ledger.letters_since(now - DAY - 1), now)
    for _ in range(5000):
        if rng.random() < 0.02:
            throttle = Throttle(quota, ledger.letters_since(now - DAY - 1), now)
        full = throttle.full_domains(now)
        at = max(throttle.minute_free_at(now), throttle.day_free_at(now))
        row = ledger.claim(now, full) if at <= now else None
        if row is None:
            if ledger.counts().waiting == 0:
                break
            now = max(at, now + 0.25) if at > now or not full else min(full.values())
            continue
        throttle.attempt(row.domain, now)
        now += rng.choice([0.0, 0.05, 0.3, 20.0])
        if rng.random() < 0.1:
            ledger.fail(row, ServerReply(550), now)
            continue
        ledger.handing(row, "s", "link", now)
        throttle.handed(now)
        handed.append((now, row.domain))
        ledger.sent(row, OK, now)
        now += rng.choice([0.0, 0.01, 1.0])
    times = [at for at, _ in handed]
    assert len(times) > 150
    assert most(times, MINUTE) <= quota.per_minute
    assert most(times, DAY) <= quota.per_day
    for domain in {domain for _, domain in handed}:
        assert most([at for at, one in handed if one == domain], MINUTE) <= quota.per_domain_per_minute
    assert Counter(domain for _, domain in handed)
    connection.close()


def test_the_meter_of_this_test_counts() -> None:
    assert most([0, 59.9, 60, 61], 60) == 3
    assert most([0, 60, 120], 60) == 1


def test_the_limits_are_used_and_not_only_kept() -> None:
    throttle, now, count = Throttle(Quota(per_minute=10, per_day=1000, per_domain_per_minute=10)), START, 0
    while now < START + 600:
        now = max(now, throttle.minute_free_at(now))
        throttle.attempt("d", now)
        throttle.handed(now)
        count += 1
    assert count >= 100


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (ServerReply(250), Meaning.ACCEPTED),
        (ServerReply(421, "4.7.0"), Meaning.PAUSE),
        (ServerReply(451, "4.7.1"), Meaning.LATER),
        (ServerReply(452, "4.2.2"), Meaning.LATER),
        (ServerReply(550, "5.1.1"), Meaning.NO_ADDRESS),
        (ServerReply(550, "5.1.10"), Meaning.NO_ADDRESS),
        (ServerReply(550, "5.1.2"), Meaning.NO_ADDRESS),
        (ServerReply(550, "5.1.8"), Meaning.REFUSED),
        (ServerReply(550, "", "no such user"), Meaning.REFUSED),
        (ServerReply(552, "5.3.4"), Meaning.TOO_BIG),
        (ServerReply(552, "5.2.3"), Meaning.TOO_BIG),
        (ServerReply(552, ""), Meaning.TOO_BIG),
        (ServerReply(552, "5.2.2"), Meaning.REFUSED),
        (ServerReply(550, "5.7.1"), Meaning.POLICY),
        (ServerReply(535, ""), Meaning.POLICY),
        (ServerReply(-1), Meaning.UNCLEAR),
        (ServerReply(354), Meaning.UNCLEAR),
    ],
)
def test_what_a_reply_means(reply: ServerReply, expected: Meaning) -> None:
    assert meaning(reply) == expected


def test_the_schedules_never_come_early() -> None:
    rng = random.Random(0)
    for tries, least in enumerate(RETRY_S, 1):
        found = [retry_at(tries, 0.0, rng) or 0.0 for _ in range(100)]
        assert least <= min(found) < max(found) <= least * 1.2
    assert retry_at(len(RETRY_S) + 1, 0.0, rng) is None
    assert PAUSE_S[0] <= pause_until(1, 0.0, rng) <= PAUSE_S[0] * 1.2
    assert pause_until(99, 0.0, rng) >= PAUSE_S[-1]


# --- the date of a letter ---------------------------------------------------------------------------------------------


def claimed(ledger: Ledger, now: float) -> Delivery:
    row = ledger.claim(now)
    assert row is not None
    return row


def test_a_letter_that_may_have_arrived_keeps_its_date(tmp_path: Path) -> None:
    connection = readers(tmp_path, names(1))
    ledger = Ledger(connection, begun(connection), "a")
    later = ServerReply(450, "4.7.1", "later")
    ledger.defer(claimed(ledger, START), later, START + 60, START)
    row = claimed(ledger, START + 100)
    assert row.dated == stamp(START + 100), "a letter that was put off never arrived"
    ledger.handing(row, "relay", "attach", START + 101)
    ledger.doubt(row, START + 102)
    ledger.resolve(row.key, accepted=False, now=START + 200)
    ledger.defer(claimed(ledger, START + 300), later, START + 400, START + 301)
    assert claimed(ledger, START + 500).dated == row.dated
    recover(connection, START + 600)
    again = claimed(ledger, START + 700)
    assert (again.dated, again.message_id) == (row.dated, row.message_id)


def test_a_second_try_is_the_same_letter() -> None:
    letters = IssueLetters(
        Letters(heading=HEADING, link=b"Content-Type: text/plain\r\n\r\nx\r\n"), "binh-hai", b"s", None
    )
    row = Delivery(run=1, key=b"k" * 32, address="a@b.test", name="", domain="b.test", tag="tttt", state="claimed",
                   message_id="<bulletin.binh-hai.2026-46.t@binhhai.test>", dated="2026-01-02T03:04:05Z")  # fmt: skip
    assert letters.letter("link", row) == letters.letter("link", row)
    sent = email.message_from_bytes(letters.letter("link", row))
    assert parsedate_to_datetime(sent["Date"]) == dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
