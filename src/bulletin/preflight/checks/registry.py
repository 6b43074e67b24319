"""How a check is registered: a decorator on its function says everything about it, beside its rules and its code."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.errors import Rule, Text
from bulletin.lazy import dataclass
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import Check
from bulletin.preflight.subject import CheckFunction

Asked = Callable[[EditionLimits], str]
"""What a check asks of a file under a profile, in the few words that fit a table; `–` for nothing."""


@dataclass(frozen=True, slots=True)
class RegisteredCheck:
    """A check with everything that reports, documents and tests are made from.

    `fails` and `passes` are an example each. `of_content` says that it looks at what pages draw: it passes nothing
    where a page could not be read. `where_shown` says that it does not apply to pages that show no such thing. Checks
    with a higher `turn` come later: they unpack, draw or call other programs, so a limit that they meet costs no
    other check.
    """

    check: Check
    look: CheckFunction
    rules: tuple[Rule, ...]
    asks: Asked
    fails: Text
    passes: Text
    of_content: bool = False
    where_shown: bool = False
    turn: int = 0


_REGISTERED: dict[int, RegisteredCheck] = {}


def check(
    number: int,
    name: str,
    *,
    title: Text,
    rules: tuple[Rule, ...],
    asks: Asked,
    fails: Text,
    passes: Text,
    of_content: bool = False,
    where_shown: bool = False,
    turn: int = 0,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as a check; the function itself is not changed.

    Args:
        number: of the check; it never changes.
        name: its id, which never changes either.
        title: what people call it.
        rules: all that it may raise, the one that gives it its name first.
        asks: what it asks of a file, for the table in `docs/for-the-shop.md`.
        fails: a file that does not pass.
        passes: the same file as it should be.
        of_content: whether it looks at what pages draw.
        where_shown: whether it applies only to files that show such a thing.
        turn: when it runs, 0 first.

    Raises:
        ValueError: the number or the name is taken, or a rule is another check's.
    """

    def register(look: CheckFunction) -> CheckFunction:
        row = Check(number, name, title, tuple(rule.id for rule in rules))
        made = RegisteredCheck(row, look, rules, asks, fails, passes, of_content, where_shown, turn)
        _refuse_twins(made)
        _REGISTERED[number] = made
        return look

    return register


def _refuse_twins(made: RegisteredCheck) -> None:
    for other in _REGISTERED.values():
        if other.check.number == made.check.number:
            raise ValueError(f"check {made.check.number} is registered twice")
        if other.check.id == made.check.id:
            raise ValueError(f"two checks are called {made.check.id}")
        if both := set(other.check.rules) & set(made.check.rules):
            raise ValueError(f"checks {other.check.number} and {made.check.number} share {', '.join(sorted(both))}")


def registered() -> tuple[RegisteredCheck, ...]:
    """The checks registered so far, by number."""
    return tuple(_REGISTERED[number] for number in sorted(_REGISTERED))
