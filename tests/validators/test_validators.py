"""The validators find what is wrong and pass what is right; where one is missing that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from validators_kit import Judge, small_pdf, spoiled

from bulletin.errors import LimitError
from bulletin.preflight import validators
from bulletin.preflight.validators import Flavour, validate
from bulletin.runtime.limits import Limits

FLAVOURS: tuple[Flavour, ...] = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1")


def test_verapdf_passes_the_good_and_names_the_clause_that_the_bad_file_breaks(judge: Judge) -> None:
    good = [(small_pdf(flavour), flavour) for flavour in FLAVOURS]
    judge.assert_good(good)
    bad = [spoiled(pdf, flavour) for pdf, flavour in good]
    verdicts = judge([(pdf, flavour) for (pdf, _), flavour in zip(bad, FLAVOURS, strict=True)])
    for verdict, (_, clause) in zip(verdicts, bad, strict=True):
        assert not verdict.compliant
        assert not verdict.failure
        assert {breach.clause for breach in verdict.breaches} == {clause}, verdict


def test_the_second_opinion_agrees(judge: Judge) -> None:
    good = [(small_pdf(flavour), flavour) for flavour in FLAVOURS]
    judge.assert_good(good, "page")
    bad = judge([(spoiled(pdf, flavour)[0], flavour) for pdf, flavour in good], "page")
    assert [(v.compliant, v.failure) for v in bad] == [(False, "")] * len(FLAVOURS)


def test_a_file_claiming_another_standard_does_not_pass(judge: Judge) -> None:
    verdicts = judge([(small_pdf("3a"), "2b"), (small_pdf("2b"), "ua1"), (small_pdf("2b"), "1b")])
    assert [v.compliant for v in verdicts] == [False] * 3


def test_what_cannot_be_judged_has_not_passed(judge: Judge, tmp_path: Path) -> None:
    for tool in ("verapdf", "page", "qpdf"):
        verdicts = judge([(b"This is no PDF.", "2b"), (tmp_path / "none.pdf", "2b")], tool)  # type: ignore[arg-type]
        assert not any(verdict.compliant for verdict in verdicts)
        assert all(verdict.failure for verdict in verdicts), (tool, verdicts)


def test_qpdf_finds_a_damaged_cross_reference(judge: Judge) -> None:
    good = small_pdf("1b")
    damaged = good.replace(b"\nxref\n0 ", b"\nxref\n7 ")
    assert [v.compliant for v in judge([(good, "1b"), (damaged, "1b")], "qpdf")] == [True, False]


def test_the_program_asks_in_one_child_process(tmp_path: Path) -> None:
    path = tmp_path / "tờ thử.pdf"
    path.write_bytes(small_pdf("2b"))
    first, second = validate([(path, "2b"), (spoiled(small_pdf("2b"), "2b")[0], "2b")])
    assert (first.compliant, second.compliant) == (True, False)
    assert second.breaches[0].clause == "6.2.4.3"
    assert "DeviceRGB" in second.breaches[0].message
    assert validate([]) == ()


def test_a_validator_gets_only_so_much_time() -> None:
    with pytest.raises(LimitError, match=r"limit\.(time|cpu)"):
        validate([(small_pdf("2b"), "2b")], limits=Limits(cpu_s=100, wall_s=0))


def test_missing_parts_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert validators.verapdf_available() is None
    assert validators.page_available() is None
    monkeypatch.setattr(validators, "JAVA_FOLDER", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    reason = validators.verapdf_available()
    assert reason is not None
    assert "apt-get install default-jre-headless libjaxb-java" in reason.vi
    monkeypatch.setattr(validators, "find_spec", lambda _name: None)
    assert "bulletin[validate]" in (validators.verapdf_available() or reason).en
    assert "bulletin[validate]" in (validators.page_available() or reason).vi.replace("veraPDF", "")
