"""All that the screen Story shows of one story, made from the bytes of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bulletin.errors import Finding
from bulletin.model import Publication
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.issue import parse
from bulletin.studio.desk.values import values_of
from bulletin.studio.forms.describe import form_of
from bulletin.studio.forms.places import at_fields, in_window
from bulletin.studio.story.nodes import body_nodes


def story_data(
    ident: str, source: bytes, publication: Publication | None, further: Sequence[Finding] = (),
    order: Sequence[str] = (), repairs: Mapping[int, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The data of the screen.

    Args:
        ident: of the article.
        source: the bytes of its file.
        publication: for the sections that can be chosen.
        further: findings on this file that later stages made; those of reading are found here.
        order: the ids of the stories in printing order.
        repairs: what a button of `further[n]` would do.
    """
    file = open_file(source, "article")
    read = tuple(finding for finding in parse("article", source, "").findings)
    found = [one.as_dict() for one in at_fields(source, "article", (*read, *further))]
    values = values_of(file) if file is not None else {}
    for number, one in enumerate(found):
        one["path"] = in_window(tuple(one["path"]), values)  # type: ignore[arg-type]
        fix = (repairs or {}).get(number - len(read))
        if fix is not None:
            one["fix"] = fix
    at = order.index(ident) if ident in order else -1
    locked = file is None
    return {
        "id": ident,
        "title": str(values.get("title") or ""),
        "version": hashlib.sha256(source).hexdigest(),
        "values": values,
        "form": form_of("article")["groups"],
        "bodies": bodies_of(values),
        "findings": [] if locked else found,
        "choices": _choices(publication),
        "locked": found[0] if locked and found else None,
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
    sections = publication.sections if publication is not None else ()
    return {"section": [{"value": one.id, "label": one.name} for one in sections]} if sections else {}
