"""Roles have one place; templates, which cannot import it, agree with it."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin import datafiles
from bulletin.fields import roles


def test_the_template_leaves_the_room_that_the_planner_counts_with() -> None:
    template = Path(datafiles.find("layouts", "_base")) / "jump-from.html.j2"
    (room,) = re.findall(r"s\.frame\.w - (\d+) %}", template.read_text(encoding="utf-8"))
    assert float(room) == roles.JUMP_MM


def test_sets_of_roles_are_of_kinds() -> None:
    for kinds in (roles.PAGINATION, roles.DISPLAY, roles.FLOATING, roles.STYLED):
        assert all(roles.kind_of(kind) == kind for kind in kinds)
    assert roles.kind_of("headline-story-2") == roles.HEADLINE
