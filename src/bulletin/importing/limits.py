"""How much a foreign file may be: the caps of all readers in one place, and the count of what one source has used."""

from __future__ import annotations

from dataclasses import field

from bulletin.errors import Finding, InputError, Place, Rule
from bulletin.importing import rules
from bulletin.lazy import dataclass
from bulletin.runtime.limits import Limits

KIB = 1 << 10
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Caps:
    """The largest that is read of anything; the defaults are what offices need, times ten."""

    source_bytes: int = 300 * MIB
    text_bytes: int = 20 * MIB
    members: int = 2000
    unpacked_bytes: int = 300 * MIB
    ratio: int = 100
    depth: int = 2
    nesting: int = 500
    blocks: int = 50_000
    pictures: int = 500
    rows: int = 2000
    columns: int = 100
    documents: int = 500


CAPS = Caps()
CHILD = Limits(cpu_s=120, wall_s=300, memory_mib=1536, file_mib=300)
"""What the process may use that reads foreign files."""


@dataclass(slots=True)
class ReadBudget:
    """What is left of the caps for one source with everything inside it."""

    caps: Caps = CAPS
    members: int = field(init=False)
    unpacked: int = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.caps.members
        self.unpacked = self.caps.unpacked_bytes

    def take_members(self, number: int, file: str) -> None:
        """Count the members of an archive; raises InputError when there are too many."""
        self.members -= number
        if self.members < 0:
            raise refusal(rules.TOO_MANY, file, limit=str(self.caps.members))

    def take_bytes(self, number: int, file: str) -> None:
        """Count bytes that were unpacked; raises InputError when there are too many."""
        self.unpacked -= number
        if self.unpacked < 0:
            raise refusal(rules.TOO_LARGE, file, limit=str(self.caps.unpacked_bytes // MIB))


def refusal(rule: Rule, file: str, quote: str = "", **values: str) -> InputError:
    """The error that says why a file is not read."""
    return InputError([finding(rule, file, quote, **values)])


def finding(rule: Rule, file: str, quote: str = "", **values: str) -> Finding:
    """A finding about a foreign file."""
    return Finding(rule, Place(file=file), quote, {"file": file, **values})
