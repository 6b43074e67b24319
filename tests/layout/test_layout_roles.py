"""Roles have one place; templates are given what they need of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin import datafiles
from bulletin.fields import roles
from bulletin.layout.spec import LayoutSpec


def test_the_template_leaves_the_room_that_the_planner_counts_with() -> None:
    template = Path(datafiles.find("layouts", "_base")) / "jump-from.html.j2"
    assert re.findall(r"s\.frame\.w - (\S+) %}", template.read_text(encoding="utf-8")) == ["spec.jump_mm"]
    assert LayoutSpec.jump_mm.fget(None) == roles.JUMP_MM  # type: ignore[attr-defined]


def test_names_made_of_parts() -> None:
    assert roles.sized(roles.HEADLINE, "lead", 3) == "headline-lead-3"
    assert roles.is_list(roles.in_form(roles.BODY, roles.LIST))
    assert not roles.is_list(roles.in_form(roles.BODY, "verse"))


@pytest.mark.parametrize("room", ["desk/printed.py", "preflight/proofs/tags.py", "preflight/proofs/furniture.py"])
def test_judges_write_no_role_themselves(room: str) -> None:
    """A role that is typed twice is changed in one place and missed in the other."""
    known = {value for name, value in vars(roles).items() if name.isupper() and isinstance(value, str) and "-" in value}
    kinds = "|".join(sorted({re.escape(roles.kind_of(role)) for role in roles.ALWAYS_SET}))
    text = (Path(roles.__file__).parents[1] / room).read_text(encoding="utf-8")
    typed = re.findall(r'"([^"\n]+)"', text)
    assert known & set(typed) == set()
    assert [word for word in typed if re.fullmatch(rf"(?:{kinds}|masthead)-[a-z-]+", word)] == []


def test_sets_of_roles_are_of_kinds() -> None:
    for kinds in (roles.PAGINATION, roles.DISPLAY, roles.FLOATING, roles.STYLED):
        assert all(roles.kind_of(kind) == kind for kind in kinds)
    assert roles.kind_of("headline-story-2") == roles.HEADLINE
