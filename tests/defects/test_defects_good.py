"""Good files of every layout and every edition raise nothing, not even a warning."""

from __future__ import annotations

import pytest
from defects_files import EDITIONS, LAYOUTS, SAMPLE_LAYOUT, Built, Sample, twice
from defects_kit import Facts
from defects_run import Tools, look

from bulletin.editions.impose.impose import Scheme, impose
from bulletin.preflight.checks.catalogue import CHECKS
from bulletin.preflight.inspect import preflight
from bulletin.preflight.limits import limits_for
from bulletin.preflight.report import Check

SCHEMES = (Scheme("booklet"), Scheme("booklet", flip="long"), Scheme("two-up"), Scheme("cut-stack"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_good_files_raise_nothing(layout: str, edition: str, built: Built, tools: Tools) -> None:
    laid, limits = built.laid[layout], built.limits[layout, edition]
    report = look(built.files[layout, edition], limits, Facts(laid), tools, validated=True)
    assert not report.findings, "\n".join(f"{f.place} {f.rule.id}: {f.what('en')}" for f in report.findings[:12])
    assert report.passed
    not_run = {r.check.id: r.reason.en for r in report.results if r.status == "not-run" and r.reason}
    assert not not_run, "a check that did not run proves nothing"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_passes_a_good_file(check: Check, sample: Sample) -> None:
    """A check that applies to no good file, or never passes one, has no example of what is right."""
    assert check.id in sample.passed


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["press", "press-mono", "office", "screen", "record"])
def test_no_word_of_a_good_file_seems_covered_to_those_who_know_no_layout(
    layout: str, edition: str, built: Built
) -> None:
    report = preflight(built.files[layout, edition], built.limits[layout, edition], name="sample.pdf")
    assert not [f.quote for f in report.findings if f.rule.id in {"preflight.text-lost", "preflight.text-covered"}]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: f"{scheme.kind}-{scheme.flip}")
def test_imposed_sheets_raise_nothing(scheme: Scheme, built: Built, tools: Tools) -> None:
    """Codes inside the forms of imposed pages once got a ghost box each, in the form's own space."""
    sheets = impose(twice(built.files[SAMPLE_LAYOUT, "office"]), scheme)
    report = look(sheets.pdf, limits_for("office"), None, tools, validated=False)
    assert not report.findings, "\n".join(f"{f.place} {f.rule.id}: {f.what('en')}" for f in report.findings[:12])
    assert report.codes
    assert all(code.text for code in report.codes)
