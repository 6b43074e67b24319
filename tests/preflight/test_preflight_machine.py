"""No memory and a full disk are troubles of the machine: they are never told as a fault of a file."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import make_laid
import pytest
from flight_kit import GOOD, PRESS, SCREEN, look, make, of_rule, picture

from bulletin.errors import LimitError
from bulletin.preflight import guess as guessing
from bulletin.preflight import inspect, job
from bulletin.preflight.ink import images
from bulletin.preflight.ink.map import ink_maps
from bulletin.preflight.proofs import prove as proving
from bulletin.preflight.validators import engine
from bulletin.runtime.answers import answer_of, lacks_memory, of_the_machine
from bulletin.runtime.limits import MEMORY, Limits, limit_error

NO_MEMORY = [MemoryError(), RuntimeError("can't start new thread"), OSError(errno.ENOMEM, "fork")]
FULL_DISK = OSError(errno.ENOSPC, "No space left on device", "/x")
TROUBLE = [*NO_MEMORY, FULL_DISK, limit_error(MEMORY, limit=1)]


def raising(error: BaseException) -> Any:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize("error", TROUBLE, ids=repr)
def test_trouble_of_the_machine_is_known(error: Exception) -> None:
    assert of_the_machine(error)
    assert lacks_memory(error) == (error in NO_MEMORY)


@pytest.mark.parametrize("error", [ValueError("x"), AttributeError("x"), OSError(errno.ENOENT, "x"), KeyError("x")])
def test_other_errors_are_not(error: Exception) -> None:
    assert not of_the_machine(error)
    assert not lacks_memory(error)


@pytest.mark.parametrize("error", TROUBLE, ids=repr)
def test_a_file_is_not_blamed_for_what_stopped_its_reading(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """It once got “holds something that this program does not understand”, exit 6 instead of 10."""
    monkeypatch.setattr(inspect, "walk_file", raising(error))
    with pytest.raises(type(error)) as caught:
        look(make(GOOD))
    assert isinstance(answer_of(caught.value, Limits()), Exception)


@pytest.mark.parametrize("error", NO_MEMORY, ids=repr)
def test_a_check_without_memory_has_not_run(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "FUNCTIONS", {**inspect.FUNCTIONS, 29: raising(error)})
    report = look(make(GOOD))
    assert report.results[28].status == "not-run"
    assert not of_rule(report, "unreadable")


@pytest.mark.parametrize("error", [FULL_DISK, limit_error(MEMORY, limit=1)], ids=repr)
def test_a_full_disk_in_a_check_ends_it(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "FUNCTIONS", {**inspect.FUNCTIONS, 29: raising(error)})
    with pytest.raises(type(error)):
        look(make(GOOD))


@pytest.mark.parametrize("error", TROUBLE, ids=repr)
def test_no_profile_is_guessed_without_memory(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "_by_claims", raising(error))
    with pytest.raises(type(error)):
        guessing.guess(make(GOOD))


@pytest.mark.parametrize("error", TROUBLE, ids=repr)
def test_a_broken_file_of_ours_is_not_proved_by_lack_of_memory(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the file is sound is not even asked: that needs memory, too."""
    monkeypatch.setattr(proving, "_document", raising(error))
    monkeypatch.setattr(proving, "_sound", lambda _: False)
    laid = make_laid.big(pages=1, codes=0)
    with pytest.raises(type(error)):
        proving.prove(laid.pdf, laid)


@pytest.mark.parametrize("error", TROUBLE, ids=repr)
def test_a_validator_without_memory_condemns_no_file(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine._TOOLS, "qpdf", raising(error))
    with pytest.raises(type(error)):
        engine.job({"tool": "qpdf", "files": [("x.pdf", "2b")]})
    monkeypatch.setitem(engine._TOOLS, "qpdf", raising(ValueError("x")))
    assert engine.job({"tool": "qpdf", "files": [("x.pdf", "2b")]})["verdicts"][0]["failure"]


def test_a_picture_that_does_not_fit_into_memory_leaves_the_ink_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = make("q 90 0 0 90 50 50 cm /P Do Q", XObject=lambda pdf: {"/P": picture(pdf)})
    monkeypatch.setattr(images, "_decoded", raising(MemoryError()))
    result = look(shown, PRESS, ink=ink_maps).results[30]
    assert (result.status, "memory" in (result.reason.en if result.reason else "")) == ("not-run", True)


def test_the_page_of_the_report_does_without_pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bulletin.preflight.html import parts

    data = make(GOOD)
    monkeypatch.setattr(parts, "page_pictures", raising(MemoryError()))
    job.write_html(look(data, SCREEN), data, tmp_path / "x.html", "vi")
    assert b"<h1>thu.pdf</h1>" in (tmp_path / "x.html").read_bytes()
    monkeypatch.setattr(parts, "page_pictures", raising(limit_error(MEMORY, limit=1)))
    with pytest.raises(LimitError):
        job.write_html(look(data, SCREEN), data, tmp_path / "y.html", "vi")
