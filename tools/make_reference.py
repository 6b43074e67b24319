"""Write the pages of the documentation that are made from the program itself.

    python tools/make_reference.py            write docs/reference.md, docs/text-rules.md, docs/findings.md,
                                              docs/plan.schema.json and the table of checks in docs/for-the-shop.md
    python tools/make_reference.py --check    say which of them are out of date (exit code 1)

`pages()` gives their texts to other programs; `tests/docs` fails when a page on the disk differs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reference_pages import checks, fields, findings, text_rules

from bulletin.layout.quality.schema import plan_schema

__all__ = ["DOCS", "main", "pages"]

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Trang này do máy viết, đừng sửa tay / made by the program, do not edit: python tools/make_reference.py -->"


def pages() -> dict[str, str]:
    """File name in `docs/` → text, of every page that is made."""
    made = {"reference.md": fields.page(), "text-rules.md": text_rules.page(), "findings.md": findings.page()}
    whole = {name: "\n".join((MADE, *lines)).rstrip("\n") + "\n" for name, lines in made.items()}
    shop = (DOCS / "for-the-shop.md").read_text(encoding="utf-8")
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"
    return {**whole, "for-the-shop.md": checks.inserted(shop), "plan.schema.json": schema}


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    stale = 0
    for name, text in pages().items():
        path = DOCS / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if "--check" in arguments:
            sys.stderr.write(f"Đã cũ / out of date: docs/{name}\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stderr.write(f"Đã viết / written: docs/{name}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
