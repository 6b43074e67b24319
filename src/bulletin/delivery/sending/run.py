"""The run: one letter after the other, within the limits, until nobody is left or there is a reason to stop.

`step` is called at each of `POINTS`, so that tests can end the process there.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import field, replace
from typing import Final

from bulletin.delivery.sending import rules
from bulletin.delivery.sending.answers import Meaning, meaning, pause_until, retry_at
from bulletin.delivery.sending.ledger import Ledger
from bulletin.delivery.sending.smtp import ConnectionLost, SmtpSession
from bulletin.delivery.sending.throttle import DAY, Throttle
from bulletin.delivery.sending.values import (
    Clock,
    Delivery,
    Ending,
    Form,
    LetterSource,
    Outcome,
    Quota,
    SendingProgress,
    ServerReply,
)
from bulletin.errors import Finding, InputError, ToolError
from bulletin.lazy import dataclass

POINTS: Final = (
    "claim", "claimed", "letter", "mail", "rcpt", "data", "body", "handing", "dot", "reply", "result",
)  # fmt: skip
"""Moments of one letter, in order; each but the first is after what it is named for. `handing` is the commit."""

PATIENCE_S = 120
"""Without `--wait`, a longer wait ends the command."""
_IDLE_S = 20
"""A relay closes a connection on which nothing happens; before a longer wait we close it."""
_SLICE_S = 60
REFUSALS = 5
LOST_REPLIES = 3
NO_UTF8 = ServerReply(0, "", "máy chủ không nhận địa chỉ có dấu (SMTPUTF8)")


@dataclass(kw_only=True)
class Sending:
    """Everything that a run needs, and what it remembers between two letters."""

    ledger: Ledger
    letters: LetterSource
    connect: Callable[[], SmtpSession]
    quota: Quota
    clock: Clock
    rng: random.Random = field(default_factory=random.Random)
    wait: bool = False
    step: Callable[[str], None] = lambda point: None
    watch: Callable[[Sending], None] = lambda sending: None
    _session: SmtpSession | None = None
    _connected: bool = False
    _failures: int = 0
    _paused_until: float = 0.0
    _reply: ServerReply | None = None
    _refused: list[bytes] = field(default_factory=list)
    _lost_replies: int = 0
    _throttle: Throttle = field(init=False)

    def __post_init__(self) -> None:
        now = self.clock.now()
        self._throttle = Throttle(self.quota, self.ledger.letters_since(now - DAY - 1), now)

    def send(self) -> Outcome:
        """Send until nobody is left, somebody stops it, or a wait is too long.

        Raises:
            ToolError: the relay refuses us (encryption, login, size); everybody not reached is still pending.
            OutputError: the ledger cannot be written.
        """
        try:
            while (outcome := self._turn()) is None:
                self.watch(self)
        finally:
            self._hang_up()
        if outcome.ending == "done":
            self.ledger.finish("finished")
        return outcome

    def progress(self) -> SendingProgress:
        """How far the run is."""
        now, counts = self.clock.now(), self.ledger.counts()
        return SendingProgress(
            counts=counts, last_minute=self._throttle.last_minute(now), left_today=self._throttle.left_today(now),
            seconds_left=self._throttle.seconds_for(counts.waiting, now),
        )  # fmt: skip

    # --- between letters -----------------------------------------------------------------------------------------

    def _turn(self) -> Outcome | None:
        """One letter or one wait; an outcome ends the run."""
        if len(self._refused) >= REFUSALS:
            return self._blocked()
        if self.clock.stopped():
            return self._end("interrupted")
        if self._lost_replies >= LOST_REPLIES:
            return self._end("lost-replies")
        now = self.clock.now()
        full = self._throttle.full_domains(now)
        gates: dict[Ending, float] = {
            "later": self._throttle.minute_free_at(now),
            "quota": self._throttle.day_free_at(now),
            "unreachable": self._paused_until,
        }
        if self._session is not None and max(gates.values()) <= now:
            self.step("claim")
            if (delivery := self.ledger.claim(now, full)) is not None:
                self._deliver(delivery, self._session)
                return None
        ready = self._ready_at(now, full)
        if ready is None:
            self.ledger.sweep(now)
            if self._ready_at(now, full) is not None:
                return None
            # A list of three is too short for five refusals in a row.
            return self._blocked() if self._refused and not self.ledger.counts()["sent"] else self._end("done")
        gates["later"] = max(ready, gates["later"])
        ending, at = max(gates.items(), key=lambda gate: gate[1])
        if at > now:
            return self._wait(ending, at, now)
        return self._open() if self._session is None else None

    def _ready_at(self, now: float, full: dict[str, float]) -> float | None:
        """When there is work; None: never."""
        at = self.ledger.next_at(now, full)
        if at == now or not full:
            return at
        until = [full[domain] for domain in self.ledger.waiting_domains() & full.keys()]
        return min([*until, *([] if at is None else [at])], default=None)

    def _wait(self, ending: Ending, at: float, now: float) -> Outcome | None:
        if at - now > PATIENCE_S and not self.wait:
            return self._end(ending, at)
        if at - now > _IDLE_S:
            self._hang_up()
        self.clock.sleep(min(at - now, _SLICE_S))
        return None

    def _open(self) -> Outcome | None:
        """Connect; a failure pauses the run, and ends it at once where no server was ever reached."""
        try:
            self._session = self.connect()
        except ConnectionLost as lost:
            self._pause(lost.reply)
            if not (self._connected or lost.reached or self.wait):
                return self._end("unreachable", self._paused_until)
            return None
        self._connected = True
        return None

    def _pause(self, reply: ServerReply) -> None:
        self._drop()
        self._failures += 1
        self._reply = reply
        self._paused_until = pause_until(self._failures, self.clock.now(), self.rng)

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.quit()
            self._session = None

    def _end(self, ending: Ending, at: float | None = None) -> Outcome:
        return Outcome(
            ending=ending, counts=self.ledger.counts(), next_at=at, reply=self._reply, refusals=len(self._refused)
        )

    def _blocked(self) -> Outcome:
        """The relay refuses the sender: nobody on the list is to blame."""
        self.ledger.unrefuse(self._refused)
        return self._end("stopped")

    # --- one letter ----------------------------------------------------------------------------------------------

    def _deliver(self, delivery: Delivery, session: SmtpSession) -> None:
        self.step("claimed")
        form = self._form(delivery)
        try:
            letter, sender = self.letters.letter(form, delivery), self.letters.sender(delivery)
        except InputError as error:  # a name that fits no head of a letter; if it is all of them, the run stops
            self.ledger.fail(delivery, ServerReply(0, "", error.findings[0].what()), self.clock.now())
            self._refused.append(delivery.key)
            self._reply = ServerReply(0, "", error.findings[0].what())
            return
        self.step("letter")
        utf8 = not (delivery.address + sender).isascii()
        if utf8 and not session.utf8:
            self.ledger.fail(delivery, NO_UTF8, self.clock.now())
            return
        if session.size is not None and len(letter) > session.size:
            self._oversize(delivery, form, len(letter), session)
            return
        self._throttle.attempt(delivery.domain, self.clock.now())
        refusal = self._before_the_dot(delivery, sender, letter, session)
        if refusal is not None:
            # Only the reply to a whole letter can say that it was taken.
            yes = meaning(refusal) == Meaning.ACCEPTED
            self._settle(delivery, form, replace(refusal, code=0) if yes else refusal)
        elif self._session is not None:
            self._over_the_dot(delivery, form, session)

    def _form(self, delivery: Delivery) -> Form:
        return "link" if delivery.form == "link" and "link" in self.letters.forms else self.letters.forms[0]

    def _before_the_dot(
        self, delivery: Delivery, sender: str, letter: bytes, session: SmtpSession
    ) -> ServerReply | None:
        """All but the dot; a reply if the relay refuses. Where the connection is lost, the row is written here."""
        begun = False
        try:
            reply = session.mail(sender, letter, utf8=not (delivery.address + sender).isascii())
            self.step("mail")
            if meaning(reply) == Meaning.ACCEPTED:
                begun = True
                reply = session.rcpt(delivery.address)
                self.step("rcpt")
            if meaning(reply) == Meaning.ACCEPTED:
                reply = session.data()
                self.step("data")
                if reply.code == 354:
                    early = session.body(letter)
                    self.step("body")
                    if early is not None:
                        self._drop()  # what it makes of the rest of the letter is its affair
                    return early
        except ConnectionLost as lost:
            self._cut_off(delivery, session, lost.reply, begun)
            return None
        try:
            if meaning(reply) not in (Meaning.PAUSE, Meaning.UNCLEAR):
                session.reset()
        except ConnectionLost:
            self._drop()
        return reply

    def _cut_off(self, delivery: Delivery, session: SmtpSession, reply: ServerReply, begun: bool) -> None:
        """The connection ended before the dot: nothing was accepted.

        A reader at whose letter it ends waits like one who was put off, so that the others get theirs.
        """
        if begun:
            self._put_off(delivery, reply)
        else:
            self.ledger.release(delivery, self.clock.now(), reply)
        if session.carried:
            self._drop()  # relays end connections that have carried many letters
        else:
            self._pause(reply)

    def _over_the_dot(self, delivery: Delivery, form: Form, session: SmtpSession) -> None:
        now = self.clock.now()
        self.ledger.handing(delivery, session.host, form, now)
        self._throttle.handed(now)
        self.step("handing")
        try:
            session.dot()
            self.step("dot")
            reply = session.reply()
        except ConnectionLost as lost:
            self.ledger.doubt(delivery, self.clock.now(), lost.reply.text)
            self._lost_replies += 1
            self._pause(lost.reply)
            return
        self.step("reply")
        if meaning(reply) == Meaning.UNCLEAR:
            self.ledger.doubt(delivery, self.clock.now(), reply.text)
            self._lost_replies += 1
            self._pause(reply)
            return
        self._lost_replies = 0
        self._settle(delivery, form, reply)

    def _settle(self, delivery: Delivery, form: Form, reply: ServerReply) -> None:
        """Write down what the relay's answer means."""
        now, what = self.clock.now(), meaning(reply)
        if what != Meaning.POLICY:
            self._refused.clear()
        match what:
            case Meaning.ACCEPTED:
                self._failures = 0
                self.ledger.sent(delivery, reply, now)
            case Meaning.LATER:
                self._put_off(delivery, reply)
            case Meaning.PAUSE | Meaning.UNCLEAR:
                self.ledger.release(delivery, now, reply)
                self._pause(reply)
            case Meaning.TOO_BIG if form == "attach" and "link" in self.letters.forms:
                self.ledger.link_instead(delivery, reply, now)
            case Meaning.NO_ADDRESS:
                self.ledger.fail(delivery, reply, now, no_address=True)
            case Meaning.POLICY:
                self.ledger.fail(delivery, reply, now)
                self._refused.append(delivery.key)
                self._reply = reply
            case _:
                self.ledger.fail(delivery, reply, now)
        self.step("result")

    def _put_off(self, delivery: Delivery, reply: ServerReply) -> None:
        now = self.clock.now()
        due = retry_at(delivery.attempts + 1, now, self.rng)
        if due is None:
            self.ledger.fail(delivery, reply, now)
        else:
            self.ledger.defer(delivery, reply, due, now)

    def _oversize(self, delivery: Delivery, form: Form, size: int, session: SmtpSession) -> None:
        """The relay takes no letter of this size: everybody left gets the link letter, or nobody gets any."""
        now = self.clock.now()
        reply = ServerReply(552, "5.3.4", f"SIZE {session.size} < {size}")
        if form == "attach" and "link" in self.letters.forms:
            self.ledger.link_instead(delivery, reply, now, everybody=True)
            return
        self.ledger.release(delivery, now)
        values = {"bytes": str(size), "limit": str(session.size), "host": session.host}
        raise ToolError([Finding(rules.TOO_BIG, values=values)])
