"""`docs/layouts.md` names everything that a layout may say."""

from __future__ import annotations

import dataclasses
import re

import pytest
from layouts_kit import LAYOUTS, NAMES, ROOT

from bulletin.layout.spec import Codes, Furniture, LayoutSpec, Margins, Photos, Role, Spaces, load_layout

GUIDE = (ROOT / "docs" / "layouts.md").read_text("utf-8")
NAMED = set(re.findall(r"[\w.-]+", " ".join(re.findall(r"`([^`]+)`", GUIDE))))


@pytest.mark.parametrize("kind", [LayoutSpec, Role, Margins, Furniture, Spaces, Photos, Codes])
def test_every_key_is_explained(kind: type) -> None:
    keys = {field.name for field in dataclasses.fields(kind)} - {"name", "folder", "files"}
    assert keys - NAMED == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_and_its_roles_are_told_of(name: str) -> None:
    assert name in NAMED
    missing = {role for role in load_layout(name).roles if not {role, role.split("-")[0]} & NAMED}
    assert {role for role in missing if not role.startswith("masthead-")} == set()


def test_every_shared_template_may_be_found() -> None:
    assert {path.name for path in (LAYOUTS / "_base").glob("*.j2")} - NAMED == set()


def test_the_guide_begins_in_vietnamese() -> None:
    first = GUIDE.split("\n\n")[1]
    assert first.startswith("Mẫu trình bày là một thư mục")
