"""All that the screen Story shows of one story, made from the bytes of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bulletin.errors import Finding
from bulletin.model import Publication
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.issue import parse
from bulletin.studio.desk.values import at as value_at
from bulletin.studio.desk.values import values_of
from bulletin.studio.forms.describe import form_of
from bulletin.studio.forms.places import FieldPath, at_fields, in_window
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
    file = open_file(source, "article")
    values = values_of(file) if file is not None else {}
    read = parse("article", source, "").findings
    told = {(one.rule.id, one.place.line, one.place.column) for one in read}
    more = [one for one in further if (one.rule.id, one.place.line, one.place.column) not in told]
    every = (*read, *more)
    known = {(one["rule"], one["line"], one["column"]): one for one in repairs}
    found = []
    for finding, one in zip(every, at_fields(source, "article", every), strict=True):
        repair = known.get((finding.rule.id, finding.place.line, finding.place.column))
        fix = _fix(values, one.path, repair) if repair is not None else None
        found.append({**one.as_dict(), "path": in_window(one.path, values), **({"fix": fix} if fix else {})})
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


def _fix(values: Any, path: FieldPath, repair: Mapping[str, Any]) -> dict[str, Any] | None:
    """The button of a repair: these words replaced in their field; None where they are there more than once."""
    text = value_at(values, path)
    word, better = str(repair["word"]), str(repair["better"])
    if not isinstance(text, str) or text.count(word) != 1:
        return None
    op = {"op": "set", "path": in_window(path, values), "old": text, "new": text.replace(word, better)}
    return {"label": f"Sửa thành “{better}”", "op": op}


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
