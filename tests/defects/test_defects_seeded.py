"""Good files are damaged on purpose: each damage is named by the right rule at the right place, and nothing else is."""

from __future__ import annotations

import pytest
from defects_files import Sample
from defects_kit import Damage
from defects_run import Tools, faults, limits_of, look, needs_validator
from defects_table import DAMAGES, damaged


@pytest.mark.parametrize("row", DAMAGES, ids=lambda row: row.name)
def test_damage_is_named(row: Damage, sample: Sample, tools: Tools) -> None:
    good, facts = sample.resaved[row.edition], sample.facts
    data = damaged(row, sample.files[row.edition], facts)
    assert data != good or row.limits, "the damage changes nothing"
    before = sample.before[row.edition]
    limits = limits_of(row, sample.limits[row.edition])
    report = look(data, limits, facts, tools, validated=needs_validator(row))
    wrong = faults(row, report.findings, before, facts)
    assert not wrong, f"{row.how}: " + "\n".join(wrong)
