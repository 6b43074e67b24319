"""FIT TOLD: how an issue came to its number of pages, as JSON and in lines for a terminal."""

from __future__ import annotations

from typing import Any

from bulletin.errors import Text
from bulletin.layout.engine import Composed
from bulletin.layout.fit.answer import PageAnswer, StoryCut
from bulletin.layout.fit.levers import Fit
from bulletin.layout.fit.search import Fitted

VERSION = "bulletin/fit@1"


def fit_json(composed: Composed) -> dict[str, Any]:
    """The wanted numbers of pages, what gave way, every trial, and what is said where no wanted number is met."""
    fit, told = composed.fit, composed.answer
    assert fit is not None
    wish = fit.wish
    return {
        "schema": VERSION,
        "wanted": None if wish.any else {"least": wish.least, "most": wish.most, "multiple": wish.multiple},
        "pages": len(fit.planned), "met": fit.met, "levers": _levers(fit.fit),
        "tried": [{"levers": _levers(trial.fit), "pages": trial.pages} for trial in fit.trials],
        "reached": list(fit.reached), "answer": None if told is None else _answer(told),
    }  # fmt: skip


def fit_lines(fit: Fitted | None, lang: str) -> list[str]:
    """Lines that say what was wanted, what gave way and what was tried; none when every number of pages will do."""
    if fit is None or fit.wish.any:
        return []
    vi = lang == "vi"
    lines = [f"Số trang: {len(fit.planned)}" if vi else f"Pages: {len(fit.planned)}"]
    lines.append(("Đã đổi: " if vi else "Given way: ") + _said(fit.fit, vi))
    lines.append("Đã thử:" if vi else "Tried:")
    lines += [f"  {trial.pages} {'trang' if vi else 'pages'}: {_said(trial.fit, vi)}" for trial in fit.trials]
    return lines


def _said(fit: Fit, vi: bool) -> str:
    """What gave way, in one line; the price of area always may."""
    named = [lever.vi if vi else lever.en for lever in fit.levers()]
    first = "cỡ ảnh, chỗ ngắt, thứ tự bài" if vi else "sizes of photos, jumps, order of stories"
    return "; ".join([first, *named])


def _levers(fit: Fit) -> dict[str, Any]:
    names: list[Text] = list(fit.levers())
    return {
        "gap_rows": fit.gap_rows, "heads_down": fit.heads_down, "photos": fit.photos,
        "rows_more": fit.rows_more, "spares_out": fit.spares_out,
        "words": [{"vi": name.vi, "en": name.en} for name in names],
    }  # fmt: skip


def _answer(told: PageAnswer) -> dict[str, Any]:
    balance = told.balance
    return {
        "wanted": balance.wanted, "pages_given_way": balance.pages, "lines_over": balance.lines,
        "words_over": balance.words, "proved": told.proved, "cuts": [_cut(cut) for cut in told.cuts],
        "photo": None if told.photo is None else _cut(told.photo),
    }  # fmt: skip


def _cut(cut: StoryCut) -> dict[str, Any]:
    return {"story": cut.story, "file": cut.file, "words": cut.words, "photo": cut.photo}
