"""The preview and the logo: a changed drawing sets page 1 anew, and the file is watched."""

from __future__ import annotations

from pathlib import Path

from build_issues import PUBLICATION, body, write_issue

from bulletin.build.warm import WarmBuild

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{}"/></svg>'


def test_a_changed_logo_sets_page_1_anew(tmp_path: Path, cache: Path) -> None:
    article = {"id": "bai", "title": "Bến nước sáng nay", "body": body(3)}
    folder = write_issue(tmp_path / "so", [article], publication={**PUBLICATION, "logo": "bieu-trung.svg"})
    (home,) = {path.parent for path in tmp_path.rglob("publication.yaml")}
    logo = home / "bieu-trung.svg"
    logo.write_text(SVG.format("#c8102e"), "utf-8")
    session = WarmBuild(folder, cache)
    first = session.rebuild()
    assert first.ok, first.findings
    assert logo.resolve() in {path.resolve() for path in first.depends}
    logo.write_text(SVG.format("#0b3d91"), "utf-8")
    second = session.rebuild()
    assert (second.ok, second.changed) == (True, (1,))
    logo.write_text("<svg><script/></svg>", "utf-8")
    third = session.rebuild()
    assert not third.ok
    assert [f.rule.id for f in third.findings if f.severity == "error"] == ["logo.svg-part"]
