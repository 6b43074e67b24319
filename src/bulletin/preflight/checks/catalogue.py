"""The table of all checks, made from the modules in the rooms of this folder. Whoever imports it has every check.

A module in one of the rooms is found by itself: no list names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import walk_packages

from bulletin.preflight import checks
from bulletin.preflight.checks.registry import RegisteredCheck, registered
from bulletin.preflight.report import Check
from bulletin.preflight.subject import CheckFunction


def _load() -> tuple[RegisteredCheck, ...]:
    """Import every module of every room, in the order of their names, and take what they registered."""
    for name in sorted(found.name for found in walk_packages(checks.__path__, f"{checks.__name__}.")):
        if name != __name__:
            import_module(name)
    return registered()


REGISTERED = _load()
CHECKS: tuple[Check, ...] = tuple(row.check for row in REGISTERED)
FUNCTIONS: Mapping[int, CheckFunction] = {row.check.number: row.look for row in REGISTERED}
OF_CONTENT = frozenset(row.check.number for row in REGISTERED if row.of_content)
"""Numbers of the checks that look at what pages draw."""
WHERE_SHOWN = frozenset(row.check.number for row in REGISTERED if row.where_shown)
"""Numbers of the checks that do not apply to pages that show no such thing."""
ORDER = tuple(row.check.number for row in sorted(REGISTERED, key=lambda row: (row.turn, row.check.number)))
"""Numbers in the order in which the checks run."""
