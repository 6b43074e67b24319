"""The ledger: a row for each reader of a run, and the commits whose order makes "once" true.

Each function is one transaction (a single statement is one by itself). A row is claimed by one statement; `handing` is
committed before the final dot; the result is committed after the reply. Whatever is switched off in between, the
row tells afterwards what is known.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields

from bulletin.delivery.readers.database import transaction
from bulletin.delivery.readers.values import NO_SUCH_ADDRESS
from bulletin.delivery.sending.states import DeliveryState, before
from bulletin.delivery.sending.values import CameBack, Counts, Delivery, ServerReply, moment, stamp

_COLUMNS = ", ".join(field.name for field in fields(Delivery))
_KEPT_S = 3 * 86_400
_FREE = """NOT EXISTS (SELECT 1 FROM suppression WHERE suppression.key = delivery.key)
           AND domain NOT IN (SELECT value FROM json_each(:full))"""
# Two look-ups in the index (run, state, due): a sort of all rows for every letter would be felt.
_NEXT = f"""COALESCE(
    (SELECT rowid FROM delivery WHERE run = :run AND state = 'deferred' AND due <= :now AND {_FREE}
     ORDER BY due, rowid LIMIT 1),
    (SELECT rowid FROM delivery WHERE run = :run AND state = 'pending' AND {_FREE} ORDER BY due, rowid LIMIT 1))"""


class LedgerError(RuntimeError):
    """A row is not in the state that this process put it into: somebody else has written it."""


class Ledger:
    """The rows of one run, as one process works on them. Times are seconds since 1970."""

    def __init__(self, connection: sqlite3.Connection, run: int, owner: str = "") -> None:
        """`owner` is stored with a claim, for people who look into the file."""
        self._db, self.run, self._owner = connection, run, owner

    # --- what is to be done ---------------------------------------------------------------------------------------

    def next_at(self, now: float, full: Collection[str] = ()) -> float | None:
        """When a row can next be claimed, `now` if at once; None: nothing is left, or only domains in `full` are."""
        values = {"run": self.run, "now": stamp(now), "full": json.dumps(list(full))}
        if self._db.execute(f"SELECT {_NEXT}", values).fetchone()[0] is not None:
            return now
        due = self._db.execute(
            f"SELECT MIN(due) FROM delivery WHERE run = :run AND state = 'deferred' AND due > :now AND {_FREE}", values
        ).fetchone()[0]
        return None if due is None else moment(due)

    def waiting_domains(self) -> set[str]:
        """The domains of the rows that are pending or put off."""
        rows = self._db.execute(
            "SELECT DISTINCT domain FROM delivery WHERE run = ? AND state IN ('pending', 'deferred')", (self.run,)
        )
        return {row[0] for row in rows}

    def counts(self) -> Counts:
        """How many rows are in each state."""
        rows = self._db.execute("SELECT state, count(*) FROM delivery WHERE run = ? GROUP BY state", (self.run,))
        return Counts(dict(rows.fetchall()))

    def deliveries(self, *states: DeliveryState) -> Iterator[Delivery]:
        """The rows in the order of the list: all, or those in some states."""
        chosen = states and f" AND state IN ({', '.join('?' * len(states))})"
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM delivery WHERE run = ?{chosen or ''} ORDER BY rowid", (self.run, *states)
        )
        return map(_delivery, rows)

    def returned(self) -> dict[bytes, CameBack]:
        """What came back about the letters of this run, by reader: what ends the letters comes before what may pass.

        Who asks to stop in plain words names no letter; that counts for the run that was begun last before it.
        """
        rows = self._db.execute(
            """SELECT key, kind, at, detail FROM returned WHERE kind <> 'accepted' AND (run = :run OR run IS NULL
               AND at >= (SELECT started FROM run WHERE id = :run) AND at < COALESCE((SELECT MIN(later.started)
               FROM run AS later WHERE later.started > (SELECT started FROM run WHERE id = :run)), '9'))
               ORDER BY kind <> 'soft', at""",
            {"run": self.run},
        )
        return {key: CameBack(kind, at, detail) for key, kind, at, detail in rows}

    def letters_since(self, since: float) -> list[tuple[float, str]]:
        """Moment and domain of each letter handed over since then, in any run, oldest first."""
        rows = self._db.execute("SELECT at, domain FROM sent_at WHERE at > ? ORDER BY at", (stamp(since),))
        return [(moment(at), domain) for at, domain in rows]

    # --- the moves --------------------------------------------------------------------------------------------------

    def claim(self, now: float, full: Collection[str] = ()) -> Delivery | None:
        """Take one row that is pending, or put off until now, and whose reader still wants letters."""
        values = {"run": self.run, "now": stamp(now), "full": json.dumps(list(full)), "owner": self._owner}
        # All rows are fetched: SQLite commits when the statement has come to its end.
        rows = self._db.execute(
            f"""UPDATE delivery SET state = 'claimed', claimed_by = :owner, changed = :now,
                dated = CASE dated WHEN '' THEN :now ELSE dated END
                WHERE rowid = {_NEXT} RETURNING {_COLUMNS}""",
            values,
        ).fetchall()
        return _delivery(rows[0]) if rows else None

    def handing(self, delivery: Delivery, server: str, form: str, now: float) -> None:
        """The final dot is next: from here on the letter may have been accepted."""
        with transaction(self._db):
            self._move(delivery, "handing", now, server=server, form=form)
            # Rounded up: a letter noted too early would let the next one go too early.
            self._db.execute("INSERT INTO sent_at(at, domain) VALUES (?, ?)", (stamp(now + 1), delivery.domain))

    def sent(self, delivery: Delivery, reply: ServerReply, now: float) -> None:
        """The relay has accepted the letter."""
        self._move(delivery, "sent", now, reply)

    def defer(self, delivery: Delivery, reply: ServerReply, due: float, now: float) -> None:
        """The relay said "later": the reader is tried again at `due`."""
        with transaction(self._db):
            self._move(delivery, "deferred", now, reply, due=stamp(due + 1))

    def fail(self, delivery: Delivery, reply: ServerReply, now: float, *, no_address: bool = False) -> None:
        """The relay refused this reader; nothing is ever sent to an address that does not exist."""
        with transaction(self._db):
            self._move(delivery, "failed", now, reply, due="")
            if no_address:
                self._db.execute(
                    "INSERT OR IGNORE INTO suppression(key, reason, since, detail) VALUES (?, ?, ?, ?)",
                    (delivery.key, NO_SUCH_ADDRESS, stamp(now), f"{reply.code} {reply.enhanced} {reply.text}".strip()),
                )

    def doubt(self, delivery: Delivery, now: float, text: str = "") -> None:
        """The reply to the final dot was lost: nobody knows."""
        self._move(delivery, "in-doubt", now, ServerReply(0, "", text))

    def release(self, delivery: Delivery, now: float, reply: ServerReply | None = None) -> None:
        """The letter was surely not accepted, through no fault of the reader."""
        self._move(delivery, "pending", now, reply, due="", tried=False)

    def link_instead(self, delivery: Delivery, reply: ServerReply, now: float, *, everybody: bool = False) -> None:
        """The letter is too large for the reader's domain, or for the relay: the rest of it gets the link letter."""
        with transaction(self._db):
            self._move(delivery, "pending", now, reply, due="", form="link", tried=False)
            self._db.execute(
                f"""UPDATE delivery SET form = 'link' WHERE run = ? AND state IN ('pending', 'deferred')
                    {"" if everybody else "AND domain = ?"}""",
                (self.run,) if everybody else (self.run, delivery.domain),
            )

    def unrefuse(self, keys: Iterable[bytes]) -> None:
        """The refusals of these rows were meant for the sender: they are pending again, with the reply kept.

        So are earlier ones of that kind since the last letter that was taken: the command may have ended in between.
        """
        with transaction(self._db):
            for key in keys:
                self._db.execute(
                    "UPDATE delivery SET state = 'pending', due = '' WHERE run = ? AND key = ? AND state = 'failed'",
                    (self.run, key),
                )
            self._db.execute(
                """UPDATE delivery SET state = 'pending', due = '' WHERE run = :run AND state = 'failed'
                   AND (enhanced LIKE '5.7.%' OR code IN (530, 534, 535, 538)) AND changed >=
                   (SELECT COALESCE(MAX(changed), '') FROM delivery WHERE run = :run AND state = 'sent')""",
                {"run": self.run},
            )

    def sweep(self, now: float) -> int:
        """Mark the rows of readers who have left since the run began; returns how many."""
        with transaction(self._db):
            return self._db.execute(
                """UPDATE delivery SET state = 'suppressed', changed = ? WHERE run = ?
                   AND state IN ('pending', 'deferred') AND key IN (SELECT key FROM suppression)""",
                (stamp(now), self.run),
            ).rowcount

    def resolve(self, key: bytes, accepted: bool, now: float) -> bool:
        """End a doubt by what a person says; False: the row is not in doubt (any more)."""
        with transaction(self._db):
            if not accepted:
                self._db.execute("UPDATE run SET state = 'open' WHERE id = ?", (self.run,))
            return self._db.execute(
                """UPDATE delivery SET state = ?, changed = ?, due = '', reply = ? WHERE run = ? AND key = ?
                   AND state = 'in-doubt'""",
                ("sent" if accepted else "pending", stamp(now), "(xác nhận bằng tay)", self.run, key),
            ).rowcount > 0  # fmt: skip

    def finish(self, state: str) -> None:
        """Note how the run is: `open`, `finished` or `stopped`."""
        self._db.execute("UPDATE run SET state = ? WHERE id = ?", (state, self.run))

    def _move(
        self, delivery: Delivery, state: DeliveryState, now: float, reply: ServerReply | None = None, *,
        tried: bool = True, **values: str,
    ) -> None:  # fmt: skip
        """Write one legal move of a row that this process has claimed."""
        columns: dict[str, object] = {"state": state, "changed": stamp(now), **values}
        if state in ("pending", "deferred", "failed") and delivery.dated == delivery.changed:
            columns["dated"] = ""  # dated by this claim and surely not taken: the next try is a new letter
        if reply is not None:
            columns |= {"code": reply.code or None, "enhanced": reply.enhanced, "reply": reply.text}
        counted = ", attempts = attempts + 1" if tried and reply is not None else ""
        legal = before(state)
        done = self._db.execute(
            f"""UPDATE delivery SET {", ".join(f"{name} = ?" for name in columns)}{counted}
                WHERE run = ? AND key = ? AND claimed_by = ? AND state IN ({", ".join("?" * len(legal))})""",
            (*columns.values(), self.run, delivery.key, self._owner, *legal),
        )
        if done.rowcount != 1:
            raise LedgerError(f"a delivery cannot become {state}")


def recover(connection: sqlite3.Connection, now: float) -> tuple[int, int]:
    """Put right what a crash left behind, in all runs; call it only under the lock of sending.

    `changed` of a row in doubt stays the moment before its final dot.

    Returns:
        How many rows are pending again, and how many are newly in doubt.
    """
    with transaction(connection):
        # The date of an earlier doubt stays: that letter may have arrived.
        back = connection.execute(
            """UPDATE delivery SET state = 'pending', due = '', dated = CASE dated WHEN changed THEN '' ELSE dated END
               WHERE state = 'claimed'"""
        ).rowcount
        doubt = connection.execute("UPDATE delivery SET state = 'in-doubt' WHERE state = 'handing'").rowcount
        connection.execute(
            """UPDATE delivery SET state = 'sent', reply = '(có thư trả về)' WHERE state = 'in-doubt' AND EXISTS
               (SELECT 1 FROM returned WHERE returned.run = delivery.run AND returned.key = delivery.key)"""
        )
        connection.execute("DELETE FROM sent_at WHERE at < ?", (stamp(now - _KEPT_S),))
    return back, doubt


def settle_by_proof(connection: sqlite3.Connection, message_id: str, now: float) -> bool:
    """End the doubt about a letter that something came back for: it was accepted. True if there was a doubt."""
    with transaction(connection):
        return connection.execute(
            """UPDATE delivery SET state = 'sent', changed = ?, reply = '(có thư trả về)'
               WHERE message_id = ? AND state = 'in-doubt'""",
            (stamp(now), message_id),
        ).rowcount > 0  # fmt: skip


def _delivery(row: tuple[object, ...]) -> Delivery:
    return Delivery(**dict(zip(_DELIVERY_FIELDS, row, strict=True)))  # type: ignore[arg-type]


_DELIVERY_FIELDS = tuple(field.name for field in fields(Delivery))
