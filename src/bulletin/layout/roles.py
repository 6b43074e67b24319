"""Roles: what a piece of text is, as `layout.yaml` and the CSS classes call it (`headline-story-2`, `body-list` …)."""

from __future__ import annotations

PAGINATION = frozenset(["running", "folio", "jump", "continued"])
"""Kinds that belong to the page and not to what is read: artifacts in the tagged text."""


def kind_of(role: str) -> str:
    """Return the first part of a role's name: `headline` of `headline-story-2`."""
    return role.partition("-")[0]
