"""What findings say: decimal signs, names of trials and colours in the reader's language."""

from __future__ import annotations

from dataclasses import replace

import make_report as made
import pytest
from flight_kit import GOOD, PRESS, limits, look, make, of_rule, words

from bulletin.errors import spoken
from bulletin.preflight.checks.codes.qr_reading import check_qr_reading
from bulletin.preflight.limits import limits_for
from bulletin.preflight.subject import InspectedFile
from bulletin.sources.printers import load_printer


@pytest.mark.parametrize(
    ("value", "vi"),
    [
        ("3.2", "3,2"),
        ("-0.5", "-0,5"),
        ("210 × 297.5", "210 × 297,5"),
        ("https://vi-du.example/1.5", "https://vi-du.example/1.5"),
        ("PDF 1.7", "PDF 1.7"),
        ("6.2.4", "6.2.4"),
        ("12", "12"),
    ],
)
def test_measures_have_the_decimal_sign_of_the_language(value: str, vi: str) -> None:
    assert spoken(value, "vi") == vi
    assert spoken(value, "en") == value


def test_small_type_is_told_with_a_comma_in_vietnamese() -> None:
    (finding,) = of_rule(look(make("0 0 0 1 k " + words(size=3.2))), "small-text")
    assert "3,2 pt" in finding.what("vi")
    assert "3.2 pt" in finding.what("en")
    assert finding.values["measured"] == "3.2"


def test_a_shop_with_one_ink_asks_for_black_ink() -> None:
    """It once said that DeviceCMYK is wrong where only DeviceGray and DeviceCMYK may be used."""
    report = look(make(GOOD + " 1 0 0 0 k 0 0 9 9 re f"), limits(inks="black"))
    (finding,) = of_rule(report, "colour-space")
    assert "chỉ dùng mực đen" in finding.what("vi")
    assert "uses black ink only" in finding.what("en")
    assert "Device" not in finding.remedy("vi")


def test_trials_of_codes_are_told_in_vietnamese() -> None:
    code = replace(made.code(1), readings=(("300 dpi 1-bit diffused", False), ("600 dpi grey", False)))
    subject = object.__new__(InspectedFile)
    subject.codes_so_far, subject.read_codes, subject.endless = (code,), None, ()
    (finding,) = [f for f in check_qr_reading(subject) if f.rule.id == "preflight.qr-reading"]  # type: ignore[union-attr]
    assert "300 dpi 1 bit, khuếch tán; 600 dpi xám" in finding.what("vi")
    assert "300 dpi 1-bit diffused, 600 dpi grey" in finding.what("en")


@pytest.mark.parametrize("name", ["office-copier", "offset-coated", "offset-mono"])
def test_shipped_profiles_have_english_titles(name: str) -> None:
    printer, _, _ = load_printer(name, ())
    assert printer is not None
    title = limits_for("office" if printer.paper == "office" else "press", printer, profile=name).title
    assert title.vi == printer.title
    assert title.en.isascii()
    assert PRESS.title.en == PRESS.title.vi == "Xưởng thử"
