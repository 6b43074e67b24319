"""Trials of codes are kept by raster and text, and give the same facts as trials made anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_codes import Code, page

from bulletin.preflight.qr import trials
from bulletin.preflight.qr.trials import code_reader, try_codes

CODES = [Code(), Code(bleed=3.0), Code(paint=b"0.6 g"), Code(drop=3)]


@pytest.mark.parametrize("one_bit", [False, True])
def test_kept_trials_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_bit: bool) -> None:
    files = [page(code) for code in CODES]
    fresh = [try_codes(pdf, one_bit=one_bit) for pdf in files]
    reader = code_reader(one_bit=one_bit, cache=tmp_path)
    assert [reader(pdf, None) for pdf in files] == fresh
    monkeypatch.setattr(trials, "_tried", None)
    assert [reader(pdf, None) for pdf in files] == fresh


def test_another_text_and_another_printing_are_tried_anew(tmp_path: Path) -> None:
    pdf = page(Code())
    for _ in range(2):
        for one_bit in (False, True):
            code_reader(one_bit=one_bit, cache=tmp_path)(pdf, None)
    assert len(list((tmp_path / "trials").iterdir())) == 2


def test_a_damaged_trial_is_made_again(tmp_path: Path) -> None:
    pdf = page(Code())
    reader = code_reader(one_bit=False, cache=tmp_path)
    good = reader(pdf, None)
    (kept,) = (tmp_path / "trials").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace(b"true", b"fals"))
    assert reader(pdf, None) == good
    assert kept.read_bytes() == whole
