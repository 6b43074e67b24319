"""Where a line that is missing is to be typed, in words, and what only its file can tell of it."""

from __future__ import annotations

from pathlib import PurePosixPath

from bulletin.sources.folding import slug
from bulletin.sources.yaml.nodes import Mapping, Node, Scalar


def new_line(node: Node) -> dict[str, str]:
    """`spot_vi` and `spot_en`: where among the fields of a group another one is added."""
    if isinstance(node, Mapping) and node.flow:
        return {"spot_vi": "vào trong ngoặc { }, sau một dấu phẩy", "spot_en": "inside of the brackets, after a comma"}
    if not isinstance(node, Mapping) or not node.column:
        return {"spot_vi": "dòng", "spot_en": "the line"}
    whole = (key.line for key, value in node.pairs if isinstance(value, Scalar)
             and key.line == value.last_line and value.style not in ("|", ">"))  # fmt: skip
    above = next(whole, None)
    vi, en = (f"dưới dòng {above + 1} ", f"below line {above + 1} ") if above is not None else ("", "")
    return {
        "spot_vi": f"{vi}một dòng thụt vào {node.column} dấu cách",
        "spot_en": f"{en}a line that is indented by {node.column} spaces",
    }


def article_id(file: str) -> str:
    """An id for an article from the name of its file; empty for other files.

    The example of the schema would be the same in every file, and only one article may have it.
    """
    path = PurePosixPath(file)
    return slug(path.stem) if path.parent.name == "articles" else ""
