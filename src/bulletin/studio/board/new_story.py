"""A new story with the headline that was typed; what was not typed is not in its file."""

from __future__ import annotations

from pathlib import Path

from bulletin.sources.folding import free_id, slug
from bulletin.sources.next_issue import article_ids

_HEAD = "# Một bài báo. Ảnh để trong thư mục photos của số báo."


def story_source(ident: str, title: str, section: str | None) -> bytes:
    """The bytes of the file."""
    lines = [_HEAD, "schema: bulletin/article@1", f"ma: {ident}", "trang_thai: draft"]
    if section:
        lines.append(f"chuyen_muc: {section}")
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join((*lines, f'tieu_de: "{escaped}"', "")).encode("utf-8")


def story_id(folder: Path, title: str) -> str:
    """A name for a new story: readable, and of no other story or file of the issue."""
    articles = folder / "articles"
    files = {path.name.partition(".")[0] for path in articles.iterdir()} if articles.is_dir() else set()
    return free_id((slug(title) or "bai")[:60].strip("-"), article_ids(articles) | files)
