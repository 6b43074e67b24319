"""All that the screen Story shows of one story, made from the bytes of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bulletin.errors import Finding
from bulletin.model import Publication
from bulletin.sources.partial import values_of
from bulletin.studio.forms.offered import sections_of
from bulletin.studio.forms.sheet import sheet_data
from bulletin.studio.story.guesses import guesses_of
from bulletin.studio.story.nodes import body_nodes


def story_data(
    ident: str, source: bytes, publication: Publication | None, further: Sequence[Finding] = (),
    order: Sequence[str] = (), repairs: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The data of the screen.

    Args:
        ident: of the article.
        source: the bytes of its file.
        publication: for the sections that can be chosen.
        further: findings on this file that later stages made; those of reading are found here.
        order: the ids of the stories in printing order.
        repairs: what to type instead at places of this file (`rule`, `line`, `column`, `word`, `better`).
    """
    data = sheet_data("article", source, further, repairs)
    values = data["values"]
    at = order.index(ident) if ident in order else -1
    return data | {
        "id": ident,
        "title": str(values.get("title") or values_of("article", source).get("title") or ""),
        "findings": [*data["findings"], *([] if data["locked"] else guesses_of(source, values))],
        "bodies": bodies_of(values),
        "choices": _choices(publication),
        "previous": order[at - 1] if at > 0 else None,
        "next": order[at + 1] if 0 <= at < len(order) - 1 else None,
    }


def bodies_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an article and those of its boxes, by the path of their field."""
    made = {"body": body_nodes(str(values.get("body") or ""))}
    boxes: Iterable[Any] = values.get("boxes") or ()
    for number, box in enumerate(boxes):
        words = box.get("body") if isinstance(box, Mapping) else None
        made[f"boxes.{number}.body"] = body_nodes(str(words or ""))
    return made


def _choices(publication: Publication | None) -> dict[str, list[dict[str, str]]]:
    # None to choose from is said as well: what would be typed there could only be wrong.
    return {} if publication is None else {"section": sections_of(publication.sections)}
