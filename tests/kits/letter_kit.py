"""Small issues with one article, and what stops their build."""

from __future__ import annotations

from pathlib import Path

from bulletin.build.request import Choices
from bulletin.build.run import BuildRun
from bulletin.build.stages import compose_issue
from bulletin.errors import BulletinError, Finding


def issue(folder: Path, **fields: str) -> Path:
    """An issue of one article; `fields` are lines of YAML."""
    (folder / "articles").mkdir(parents=True)
    head = fields.get("publication", "")
    (folder / "publication.yaml").write_text(
        f'id: ban-tin-thu\nname: "Tin thử"\npublisher: "Tổ dân phố số 6"\nperiodicity: Hằng tháng\n'
        f"legal_profile: internal\nlayout: {fields.get('layout', 'tuan-tin')}\n{head}", "utf-8",
    )  # fmt: skip
    sheet = "publication: ban-tin-thu\nnumber: 11\ndate: 2026-11-20\nflatplan:\n  - bai\n"
    (folder / "issue.yaml").write_text(sheet + fields.get("sheet", ""), "utf-8")
    title = fields.get("title", '"Tin nhanh"')
    body = fields.get("body", "Sáng 9/5, tổ dân phố họp.")
    article = f"id: bai\ntitle: {title}\n{fields.get('article', '')}body: |\n  {body}\n"
    (folder / "articles" / "bai.yaml").write_text(article, "utf-8")
    return folder


def refused(folder: Path, cache: Path) -> tuple[Finding, ...]:
    """The findings that stop a build before or while it plans; none if it gets as far as pages."""
    try:
        compose_issue(BuildRun(cache), folder, None, Choices(editions=("screen",)))
    except BulletinError as error:
        return error.findings
    return ()
