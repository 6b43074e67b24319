"""What `bulletin inbox` tells: how many letters of each kind, and which stay for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bulletin.cli.findings import safe
from bulletin.cli.settings import Both, Settings
from bulletin.delivery.readers.values import STATES, masked
from bulletin.delivery.returns.values import Doubt, Fate, Kind, LetterOutcome, Tally
from bulletin.lazy import dataclass, pattern

_ADDRESS = pattern(r"[^\s@<>\"']+@[^\s@<>\"']+")
_KINDS = {
    Kind.HARD: Both("địa chỉ không tồn tại", "no such address"),
    Kind.SOFT: Both("chưa tới được", "failed for a while"),
    Kind.POLICY: Both("máy chủ từ chối thư của cơ quan", "the server refused the office's letter"),
    Kind.DELAYED: Both("báo chậm", "delayed"),
    Kind.DELIVERED: Both("báo đã tới", "delivered"),
    Kind.COMPLAINT: Both("khiếu nại thư rác", "complaint of spam"),
    Kind.UNSUBSCRIBE: Both("xin thôi nhận", "asks to stop"),
    Kind.AUTO_REPLY: Both("trả lời tự động", "automatic answer"),
    Kind.OTHER: Both("thư khác", "another letter"),
}
_DOUBTS = {
    Doubt.NOT_OURS: Both("không nhắc tới thư nào của ta", "is about no letter of ours"),
    Doubt.NOT_MAILED: Both("nói về thư chưa hề gửi", "is about a letter that was not sent"),
    Doubt.TWO_READERS: Both("nhắc tới hơn một người đọc", "names more than one reader"),
    Doubt.NO_READER: Both("xin thôi nhận, nhưng người gửi không có trong danh sách", "asks to stop; not on the list"),
    Doubt.BAD_TOKEN: Both("mã thôi nhận không đúng", "its token for stopping is wrong"),
    Doubt.PERSON: Both("thư của một người", "a person's letter"),
    Doubt.UNREADABLE: Both("không đọc được", "cannot be read"),
    Doubt.TOO_BIG: Both("quá lớn", "too large"),
}


@dataclass(frozen=True, slots=True)
class InboxView:
    """One reading of a mailbox as text and as JSON. Addresses are masked unless asked for."""

    tally: Tally
    dry_run: bool = False
    addresses: bool = False

    def text(self, settings: Settings) -> Iterator[str]:
        """The lines of the summary, then one for each letter that stays."""
        said, tally = settings.words, self.tally
        fates = tally.fates
        if self.dry_run:
            yield said("Chạy thử: không có gì bị thay đổi.", "A trial: nothing was changed.")
        yield said(f"Đã đọc {self.letters} thư.", f"{self.letters} letters were read.")
        if fates[Fate.SUPPRESSED]:
            why = ", ".join(
                f"{said(STATES[name].vi, STATES[name].en)}: {n}" for name, n in sorted(tally.reasons.items())
            )
            yield said(f"  Ngừng gửi tới {fates[Fate.SUPPRESSED]} người ({why}).",
                       f"  No more letters to {fates[Fate.SUPPRESSED]} readers ({why}).")  # fmt: skip
        kinds = ", ".join(f"{_KINDS[kind].in_(settings.lang)}: {n}" for kind, n in tally.kinds.items() if n)
        if kinds:
            yield said(f"  Gồm: {kinds}.", f"  Of them: {kinds}.")
        if fates[Fate.NOTED]:
            yield said(f"  Ghi nhớ {fates[Fate.NOTED]} lần chưa tới được; chưa ngừng gửi tới ai vì chúng.",
                       f"  {fates[Fate.NOTED]} failures were noted; nobody was taken off for them.")  # fmt: skip
        if fates[Fate.ALREADY]:
            yield said(f"  Đã đọc từ trước: {fates[Fate.ALREADY]}.", f"  Read before: {fates[Fate.ALREADY]}.")
        if tally.proved:
            yield said(f"  {tally.proved} thư còn nghi ngờ nay biết chắc đã tới.",
                       f"  {tally.proved} letters in doubt are now known to have arrived.")  # fmt: skip
        if tally.confirmed or tally.unconfirmed:
            yield said(f"  Thư xác nhận: đã gửi {tally.confirmed}, chưa gửi {tally.unconfirmed}.",
                       f"  Confirmations: {tally.confirmed} sent, {tally.unconfirmed} not sent.")  # fmt: skip
        if tally.left:
            yield said(f"Để lại {len(tally.left)} thư cho anh/chị xem:", f"{len(tally.left)} letters stay for you:")
        for name, outcome in tally.left:
            yield "  " + safe(self._line(name, outcome, settings))

    @property
    def letters(self) -> int:
        """How many letters were read."""
        return sum(self.tally.fates.values())

    def as_dict(self) -> dict[str, Any]:
        """The shape of `--json`."""
        tally = self.tally
        return {
            "ok": True,
            "dry_run": self.dry_run,
            "letters": self.letters,
            "fates": {fate.value: count for fate, count in tally.fates.items()},
            "kinds": {kind.value: count for kind, count in tally.kinds.items()},
            "suppressed": dict(sorted(tally.reasons.items())),
            "proved": tally.proved,
            "confirmations": {"sent": tally.confirmed, "unsent": tally.unconfirmed},
            "left": [self._row(name, outcome) for name, outcome in tally.left],
        }

    def _row(self, name: str, outcome: LetterOutcome) -> dict[str, Any]:
        letter = outcome.letter
        return {
            "name": name,
            "date": letter.date.isoformat() if letter.date else None,
            "from": self._shown(letter.sender),
            "subject": self._shown(letter.subject),
            "doubt": outcome.doubt.value if outcome.doubt else None,
        }

    def _line(self, name: str, outcome: LetterOutcome, settings: Settings) -> str:
        letter = outcome.letter
        day = f"{letter.date:%d/%m/%Y}" if letter.date else "–"
        why = _DOUBTS[outcome.doubt].in_(settings.lang) if outcome.doubt else ""
        return f"{name}  {day}  {self._shown(letter.sender) or '–'}  “{self._shown(letter.subject)}”: {why}"

    def _shown(self, text: str) -> str:
        return text if self.addresses else _ADDRESS.sub(lambda found: masked(found[0]), text)
