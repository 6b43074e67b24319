"""Good files of every layout and every edition raise nothing, not even a warning."""

from __future__ import annotations

import pytest
from defects_files import EDITIONS, LAYOUTS, Built
from defects_kit import Facts
from defects_run import Tools, look


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_good_files_raise_nothing(layout: str, edition: str, built: Built, tools: Tools) -> None:
    laid, limits = built.laid[layout], built.limits[layout, edition]
    report = look(built.files[layout, edition], limits, Facts(laid), tools, validated=True)
    assert not report.findings, "\n".join(f"{f.place} {f.rule.id}: {f.what('en')}" for f in report.findings[:12])
    assert report.passed
    not_run = {r.check.id: r.reason.en for r in report.results if r.status == "not-run" and r.reason}
    assert not not_run, "a check that did not run proves nothing"
