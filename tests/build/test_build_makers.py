"""The table of the makers of editions."""

from __future__ import annotations

from bulletin.build.makers.table import MAKERS
from bulletin.fields.outputs import EDITIONS


def test_every_edition_has_one_maker_under_its_own_name() -> None:
    assert sorted(MAKERS) == sorted(EDITIONS)
    assert {name: maker.name for name, maker in MAKERS.items()} == {name: name for name in EDITIONS}


def test_makers_keep_nothing() -> None:
    assert [vars(maker) for maker in MAKERS.values()] == [{}] * len(EDITIONS)
