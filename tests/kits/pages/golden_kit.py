"""Pages as readable text: where everything stands, one line for each thing, without setting a page.

The geometry is that of `compose` (before WeasyPrint), so all layouts and examples take a second or two.
"""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.laid import PageBox
from bulletin.layout.spec import load_layout
from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
EXAMPLES = GOLDEN.parents[1] / "examples"
FIRST_WORDS = 5
SHOWN_LINES = 60


@dataclass(frozen=True, slots=True)
class Size:
    """Upright size of a photo in px."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sample:
    """An example as the layout sees it."""

    issue: Issue
    photos: dict[str, Size]


def sample(example: str, folder: Path) -> Sample:
    """The example, read from a copy in `folder` where empty files stand for its photos.

    The pictures themselves are made by a tool and take minutes; for pages only their sizes count, and those are in the
    recipes.
    """
    source = EXAMPLES / example
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("photos", "build"))
    recipes = source / "photos.yaml"
    listed = yaml.safe_load(recipes.read_text(encoding="utf-8"))["photos"] if recipes.exists() else []
    for recipe in listed:
        path = folder / recipe["file"]
        path.parent.mkdir(exist_ok=True)
        path.touch()
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return Sample(normalise_issue(loaded.issue).issue, {r["file"]: Size(*r["size"]) for r in listed})


def composed(layout: str, of: Sample, fonts: FontSet) -> Composed:
    """The example's pages in a layout, before the page setter sees them."""
    return LayoutEngine(load_layout(layout), fonts).compose(of.issue, of.photos, {})


def record(pages: Composed) -> str:
    """JSON with one line for each thing on a page: [role, story, x, y, w, h in 0.1 mm, its first words]."""
    facts = pages.lines
    lines = {
        "justified": facts.lines,
        "widest gap pt": round(facts.widest_gap_pt, 2),
        "mean gap variance pt2": round(facts.mean_gap_variance, 3),
        "widest gap first fit pt": round(facts.widest_gap_first_fit_pt, 2),
        "mean gap variance first fit pt2": round(facts.mean_gap_variance_first_fit, 3),
    }
    out = ["{", f' "lines": {_json(lines)},', ' "pages": {']
    for n, page in enumerate(pages.pages):
        rows = [_row(s.role, s.story, s.box, s.text) for s in page.slots]
        rows += [_row("photo", p.story, p.box, f"{p.file} {_crop(p.crop)}") for p in page.photos]
        rows += [_row("qr", None, q.box, q.url) for q in page.qr_codes]
        out += [f'  "{page.number}": [', ",\n".join(f"   {row}" for row in rows)]
        out.append("  ]" + ("," if n + 1 < len(pages.pages) else ""))
    return "\n".join([*out, " }", "}", ""])


def _row(role: str, story: str | None, box: PageBox, text: str) -> str:
    sides = (round(side + 0.0, 1) for side in (box.x, box.y, box.width, box.height))
    return _json([role, story, *sides, " ".join(text.split()[:FIRST_WORDS])])


def _crop(crop: Iterable[float]) -> str:
    return "/".join(f"{side:.3f}" for side in crop)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def difference(old: str, new: str) -> str:
    """What moved, page by page: the changed lines with the page they stand on."""
    shown: list[str] = []
    changed = 0
    old_lines, new_lines = old.splitlines(), new.splitlines()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changed += max(b - a, d - c)
        page = next((line.strip(' ":[') for line in reversed(new_lines[:d]) if line.startswith('  "')), "–")
        shown.append(f"page {page}:")
        shown += [f"  was {line.strip()}" for line in old_lines[a:b]]
        shown += [f"  now {line.strip()}" for line in new_lines[c:d]]
    if len(shown) > SHOWN_LINES:
        shown = [*shown[:SHOWN_LINES], f"… and more: {changed} lines differ in all"]
    return "\n".join(shown)
