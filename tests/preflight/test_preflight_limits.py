"""What a printer's file says reaches the limits, field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from bulletin.fields.printer import Condition, Printer
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.sources.printers import load_printer

OTHER: dict[str, Any] = {
    "inks": "black", "standard": "x-1a", "condition": Condition(identifier="THỬ"), "bleed_mm": 7.5, "marks": "full",
    "marks_allowed": False, "ink_limit": 222, "lightest_tint": 11, "min_text_pt": 7.5, "min_text_one_ink_pt": 5.5,
    "min_text_inks_pt": 10.5, "min_line_pt": 0.35, "min_line_inks_pt": 0.75, "safety_mm": 4.5, "fold_safety_mm": 8.5,
    "page_multiple": 16, "spots": ("Bạc",), "max_mb": 33,
}  # fmt: skip


def shop() -> Printer:
    printer, _, findings = load_printer("offset-coated", ())
    assert printer is not None, findings
    return printer


def test_every_field_of_both_names_is_tried() -> None:
    both = {field.name for field in fields(EditionLimits)} & {field.name for field in fields(Printer)}
    assert both - {"title"} == set(OTHER)


@pytest.mark.parametrize("name", OTHER)
def test_what_the_shop_says_is_what_its_files_must_keep_to(name: str) -> None:
    other = replace(shop(), **{name: OTHER[name]})
    assert getattr(limits_for("press", other), name) == OTHER[name] != getattr(limits_for("press", shop()), name)


def test_what_the_publication_asks_for_comes_before_the_shop() -> None:
    limits = limits_for("press", shop(), bleed_mm=0.0, marks="crop", x1a=True)
    assert (limits.bleed_mm, limits.marks, limits.standard, limits.validate) == (0.0, "crop", "x-1a", ("1b",))


def test_a_copier_says_less() -> None:
    copier = replace(shop(), **OTHER)
    limits, plain = limits_for("office", copier), limits_for("office")
    taken = {"min_text_pt", "min_text_one_ink_pt", "min_line_pt", "lightest_tint", "safety_mm", "max_mb"}
    assert all(getattr(limits, name) == OTHER[name] for name in taken)
    assert all(getattr(limits, name) == getattr(plain, name) for name in set(OTHER) - taken)
