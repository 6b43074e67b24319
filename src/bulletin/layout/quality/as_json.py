"""A described plan and its score as JSON: `bulletin plan --json`, version 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from bulletin.errors import Text
from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.score import Scored, total

VERSION = "bulletin/plan@1"
ALTERNATIVES = "bulletin/alternatives@1"


def plan_json(plan: DescribedPlan, scored: Sequence[Scored]) -> dict[str, Any]:
    """Return the document that `docs/plan.schema.json` describes."""
    return {"schema": VERSION, "plan": _plain(plan), "score": score_json(scored)}


def score_json(scored: Sequence[Scored]) -> dict[str, Any]:
    """Return the score by term, with the pages that offend."""
    return {"total": total(scored), "terms": [_term(item) for item in scored]}


def _term(item: Scored) -> dict[str, Any]:
    figures = [
        {
            "id": figure.id, "name": _text(figure.name), "value": None if value is None else round(value, 3),
            "unit": figure.unit, "at_most": figure.at_most, "at_least": figure.at_least,
            "met": None if value is None else figure.met(value),
        }
        for figure, value in item.figures
    ]  # fmt: skip
    offences = [{"page": o.page, "story": o.story, "what": _text(o.what)} for o in item.offences]
    return {
        "id": item.term.id, "name": _text(item.term.name), "weight": item.term.weight, "cost": item.cost,
        "figures": figures, "offences": offences,
    }  # fmt: skip


def _text(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
