"""Readers come, change and leave; who left is never brought back, and who is forgotten leaves no trace but a hash."""
# ruff: noqa: E501 - tables read better on one line

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_lists import CONSENT, NOW

from bulletin.delivery.readers import people
from bulletin.delivery.readers.database import database_path, open_database, transaction
from bulletin.delivery.readers.lists.values import NOWHERE, ListedPerson
from bulletin.delivery.readers.values import REASONS, Consent, address_key, keyed
from bulletin.errors import InputError

SECRET_NAME = "Nguyễn Văn Bí Mật"
SECRET = "bi.mat.nguyen@thon.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database_path(tmp_path), create=True)) as connection:
        yield connection


def person(address: str, name: str = "", *groups: str, on: dt.date | None = None) -> ListedPerson:
    return ListedPerson(address, name, groups, on, NOWHERE)


def addresses(store: sqlite3.Connection) -> list[str]:
    return [reader.address for reader in people.readers(store)]


def rule_of(call: Any, *arguments: Any) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments)
    return caught.value.findings[0].rule.id


def snapshot(store: sqlite3.Connection) -> list[Any]:
    return [
        store.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in ("reader", "reader_group", "suppression")
    ]


def a_run(store: sqlite3.Connection) -> None:
    store.execute("INSERT INTO run VALUES (1, 'x', 2026, 12, 0, 'h', x'00', '', '', 'open', '[]')")


def a_delivery(store: sqlite3.Connection, address: str, state: str = "pending") -> None:
    key = address_key(store, address)
    tag = key.hex()[:12]
    store.execute(
        """INSERT INTO delivery(run, key, address, name, domain, tag, message_id, state, reply)
           VALUES (1, ?, ?, ?, 'thon.example', ?, ?, ?, ?)""",
        (key, address, SECRET_NAME, tag, f"<{tag}@x>", state, f"550 <{address}> unknown"),
    )


def test_importing_twice_changes_nothing(store: sqlite3.Connection) -> None:
    listed = [person("a@b.example", "A", "Tổ 1"), person("c@d.example", "", "Tổ 1", "Tổ 2")]
    first = people.store(store, listed, CONSENT, NOW)
    assert (len(first.new), first.asking) == (2, 2)
    before = snapshot(store)
    again = people.store(store, listed, Consent(), NOW + dt.timedelta(days=1))
    assert (again.new, again.changed, len(again.same), again.asking) == ((), (), 2, 0)
    assert snapshot(store) == before


def test_a_later_list_adds_names_and_groups_and_keeps_consent(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", "", "Tổ 1")], CONSENT, NOW)
    other = Consent(date=dt.date(2026, 11, 20), how="thư", words="x")
    people.store(store, [person("A@b.example", "Nguyễn An", "Tổ 2")], other, NOW)
    (reader,) = people.readers(store)
    assert (reader.address, reader.name, reader.groups) == ("a@b.example", "Nguyễn An", ("Tổ 1", "Tổ 2"))
    assert reader.consent == CONSENT


def test_a_day_of_consent_in_the_row_is_theirs(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", on=dt.date(2026, 3, 5))], CONSENT, NOW)
    (reader,) = people.readers(store)
    assert (reader.consent.date, reader.consent.how) == (dt.date(2026, 3, 5), CONSENT.how)


def test_readers_of_a_group(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", "", "Tổ 1"), person("c@d.example", "", "Tổ 2")], CONSENT, NOW)
    assert [reader.address for reader in people.readers(store, ["Tổ 2"])] == ["c@d.example"]
    assert people.group_names(store) == ("Tổ 1", "Tổ 2")


def test_adding_says_what_it_did_and_renews_consent(store: sqlite3.Connection) -> None:
    assert people.add(store, person("a@b.example", "A"), CONSENT, NOW) == "new"
    assert people.add(store, person("a@b.example", "A"), Consent(), NOW) == "same"
    assert people.add(store, person("a@b.example", "B"), Consent(), NOW) == "changed"
    new = Consent(date=dt.date(2026, 11, 20), how="thư", words="mới")
    assert people.add(store, person("a@b.example"), new, NOW) == "changed"
    (reader,) = people.readers(store)
    assert (reader.name, reader.consent) == ("B", new)


@pytest.mark.parametrize("reason", REASONS)
def test_a_suppressed_address_is_never_written_again(store: sqlite3.Connection, reason: str) -> None:
    with transaction(store):
        people.suppress(store, address_key(store, "a@b.example"), reason, NOW)
    done = people.store(store, [person("A@B.example".replace("B", "b")), person("c@d.example")], CONSENT, NOW)
    assert [(left.address, why) for left, why in done.left] == [("A@b.example", reason)]
    assert addresses(store) == ["c@d.example"]
    assert rule_of(people.add, store, person("a@b.example"), CONSENT, NOW) == "readers.left"


def test_the_stronger_reason_stays(store: sqlite3.Connection) -> None:
    key = address_key(store, "a@b.example")
    for reason, kept in (
        ("soft-bounces", "soft-bounces"), ("removed", "removed"), ("no-such-address", "removed"), ("unsubscribed", "unsubscribed"),
        ("removed", "unsubscribed"), ("complaint", "unsubscribed"), ("forgotten", "forgotten"), ("unsubscribed", "forgotten"),
    ):  # fmt: skip
        with transaction(store):
            people.suppress(store, key, reason, NOW)
        assert people.reason_of(store, "a@b.example") == kept


def test_lifting_what_was_the_persons_own_will_needs_their_consent(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", "A", "Tổ 1")], CONSENT, NOW)
    with transaction(store):
        people.suppress(store, address_key(store, "a@b.example"), "unsubscribed", NOW)
    assert rule_of(people.lift, store, "a@b.example", "", None, NOW) == "readers.needs-consent"
    assert rule_of(people.lift, store, "a@b.example", "", Consent(), NOW) == "readers.needs-consent"
    new = Consent(date=dt.date(2026, 11, 25), how="thư của chính họ", words="Cho tôi nhận lại")
    assert people.lift(store, "a@b.example", "", new, NOW) == "unsubscribed"
    (reader,) = people.readers(store)
    assert (reader.state, reader.name, reader.groups, reader.consent) == ("active", "A", ("Tổ 1",), new)
    assert rule_of(people.lift, store, "a@b.example", "", new, NOW) == "readers.not-suppressed"


def test_a_forgotten_person_comes_back_with_their_new_consent_only(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", "A", "Tổ 1")], CONSENT, NOW)
    people.forget(store, "a@b.example", NOW)
    assert rule_of(people.lift, store, "a@b.example", "", None, NOW) == "readers.needs-consent"
    people.lift(store, "a@b.example", "An", CONSENT, NOW)
    (reader,) = people.readers(store)
    assert (reader.name, reader.groups) == ("An", ())


def test_lifting_a_removal_leaves_the_adding_to_the_office(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example")], CONSENT, NOW)
    people.remove(store, "a@b.example", NOW)
    assert people.lift(store, "a@b.example", "", None, NOW) == "removed"
    assert addresses(store) == []
    assert people.add(store, person("a@b.example"), CONSENT, NOW) == "new"


def test_removing_a_stranger_is_a_message(store: sqlite3.Connection) -> None:
    assert rule_of(people.remove, store, "a@b.example", NOW) == "readers.unknown"
    assert people.reason_of(store, "a@b.example") is None


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("pending", "suppressed"),
        ("deferred", "suppressed"),
        ("sent", "sent"),
        ("in-doubt", "in-doubt"),
        ("failed", "failed"),
    ],
)
def test_who_leaves_gets_no_letter_that_was_waiting(store: sqlite3.Connection, state: str, after: str) -> None:
    people.store(store, [person("a@b.example")], CONSENT, NOW)
    a_run(store)
    a_delivery(store, "a@b.example", state)
    people.remove(store, "a@b.example", NOW)
    assert store.execute("SELECT state FROM delivery").fetchone() == (after,)


def test_forgetting_leaves_no_byte_of_the_person(tmp_path: Path, store: sqlite3.Connection) -> None:
    crowd = [person(f"nguoi{n}@thon.example", f"Người {n}", "Tổ 1") for n in range(300)]
    people.store(store, [*crowd, person(SECRET, SECRET_NAME, "Tổ của riêng họ")], CONSENT, NOW)
    a_run(store)
    a_delivery(store, SECRET, "sent")
    a_delivery(store, "nguoi1@thon.example")
    key = address_key(store, SECRET)
    store.execute("INSERT INTO returned VALUES (x'01', ?, 1, 'hard', '', ?)", (key, f"<{SECRET}>: unknown"))
    with transaction(store):
        people.suppress(store, key, "no-such-address", NOW, f"550 {SECRET}")
    file = database_path(tmp_path)
    traces = [SECRET.encode(), SECRET_NAME.encode(), "Tổ của riêng họ".encode()]
    assert all(trace in file.read_bytes() for trace in traces)
    assert people.forget(store, SECRET, NOW)
    # The other row of the ledger still names somebody of that name.
    store.execute("UPDATE delivery SET name = '' WHERE address != ''")
    assert not any(trace in file.read_bytes() for trace in traces)
    assert people.reason_of(store, SECRET) == "forgotten"
    assert store.execute("SELECT state, tag != '' FROM delivery WHERE key = ?", (key,)).fetchone() == ("sent", 1)
    assert len(addresses(store)) == 300
    assert not people.forget(store, "la@thon.example", NOW)
    assert people.reason_of(store, "la@thon.example") == "forgotten"


def test_the_hash_is_keyed(store: sqlite3.Connection) -> None:
    """Without the secret of the file nobody can try addresses against it."""
    people.forget(store, "a@b.example", NOW)
    (key,) = store.execute("SELECT key FROM suppression").fetchone()
    assert key == address_key(store, "A@b.example")
    assert key != keyed(b"", "a@b.example")


def test_everything_about_one_person(store: sqlite3.Connection) -> None:
    people.store(store, [person("a@b.example", "A", "Tổ 1"), person("c@d.example", "C", "Tổ 9")], CONSENT, NOW)
    a_run(store)
    a_delivery(store, "a@b.example", "sent")
    a_delivery(store, "c@d.example", "sent")
    key = address_key(store, "a@b.example")
    store.execute("INSERT INTO returned VALUES (x'01', ?, 1, 'soft', '2026', 'full')", (key,))
    with transaction(store):
        people.suppress(store, key, "unsubscribed", NOW, "letter")
    stored = people.everything(store, "A@b.example")
    assert stored["reader"]["address"] == "a@b.example"
    assert stored["reader"]["consent_words"] == CONSENT.words
    assert stored["groups"] == ["Tổ 1"]
    assert stored["suppression"] == {"reason": "unsubscribed", "since": "2026-11-26T08:00:00Z", "detail": "letter"}
    assert [row["state"] for row in stored["deliveries"]] == ["sent"]
    assert [row["kind"] for row in stored["returned"]] == ["soft"]
    assert "c@d.example" not in str(stored)
    assert "Tổ 9" not in str(stored)


def test_every_column_that_holds_a_person_is_exported(store: sqlite3.Connection) -> None:
    """A column that a migration adds must be shown to the person too."""
    a_run(store)
    a_delivery(store, "a@b.example")
    people.store(store, [person("a@b.example")], CONSENT, NOW)
    store.execute("INSERT INTO returned VALUES (x'01', ?, 1, 'soft', '', '')", (address_key(store, "a@b.example"),))
    stored = people.everything(store, "a@b.example")
    ours = {"id", "key", "run", "hash", "claimed_by", "reader"}
    for table, shown in (
        ("reader", stored["reader"]),
        ("delivery", stored["deliveries"][0]),
        ("returned", stored["returned"][0]),
    ):
        columns = {row[1] for row in store.execute(f"PRAGMA table_info({table})")}
        assert columns - ours <= set(shown), table


ADDRESSES = [
    f"{local}@{domain}" for local in ("an", "binh", "Chi", "đỗ") for domain in ("thon.example", "xn--lng-9ka.example")
]
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "forget", "import", "bounce"]), st.sampled_from(ADDRESSES), st.booleans()),
    min_size=1, max_size=12,
)  # fmt: skip


def play(store: sqlite3.Connection, steps: list[tuple[str, str, bool]]) -> None:
    """Play steps and compare the list after each with what a plain set says it must be."""
    there: set[str] = set()
    gone: set[str] = set()
    for verb, address, upper in steps:
        typed = (
            address.upper()
            .replace("THON.EXAMPLE", "thon.example")
            .replace("XN--LNG-9KA.EXAMPLE", "xn--lng-9ka.example")
            if upper
            else address
        )
        try:
            if verb == "add":
                people.add(store, person(typed), CONSENT, NOW)
            elif verb == "remove":
                people.remove(store, typed, NOW)
            elif verb == "forget":
                people.forget(store, typed, NOW)
            elif verb == "import":
                people.store(store, [person(one) for one in (typed, *ADDRESSES[:4])], CONSENT, NOW)
            else:
                with transaction(store):
                    people.suppress(store, address_key(store, typed), "no-such-address", NOW)
        except InputError:
            pass
        same = address.casefold()
        if verb in {"add", "import"}:
            there |= ({same} | ({one.casefold() for one in ADDRESSES[:4]} if verb == "import" else set())) - gone
        elif verb == "bounce":
            gone.add(same)
        elif verb == "forget" or same in there:
            gone.add(same)
            there.discard(same)
        assert {one.casefold() for one in addresses(store)} == there, (verb, address)
        active = {reader.address.casefold() for reader in people.readers(store) if reader.state == "active"}
        assert active == there - gone


def emptied(store: sqlite3.Connection) -> sqlite3.Connection:
    for table in ("reader", "suppression"):
        store.execute(f"DELETE FROM {table}")
    return store


def in_memory(tmp_path: Path) -> sqlite3.Connection:
    """The same schema and secret without a disk to wait for."""
    with closing(open_database(database_path(tmp_path), create=True)) as made:
        memory = sqlite3.connect(":memory:", isolation_level=None)
        made.backup(memory)
    memory.execute("PRAGMA foreign_keys = ON")
    return memory


def test_500_random_interleavings_bring_nobody_back(tmp_path: Path) -> None:
    chance = random.Random(7)
    with closing(in_memory(tmp_path)) as store:
        for _ in range(500):
            steps = [
                (
                    chance.choice(["add", "remove", "forget", "import", "bounce"]),
                    chance.choice(ADDRESSES),
                    chance.random() < 0.5,
                )
                for _ in range(chance.randint(1, 14))
            ]
            play(emptied(store), steps)


def test_any_interleaving_brings_nobody_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    with closing(in_memory(tmp_path_factory.mktemp("memory"))) as store:

        @settings(max_examples=60, deadline=None)
        @given(STEPS)
        def holds(steps: list[tuple[str, str, bool]]) -> None:
            play(emptied(store), steps)

        holds()
