"""Cases of real use about letters and words: what `check` says of each folder, with file, line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.build.reading import check_issue
from bulletin.errors import Finding, Severity

HERE = Path(__file__).parent
FILLED = {"63-one-long-word": ("@WORD@", "*" * 60_000), "81-no-place-late": ("@WORDS@", "chữ " * 4_000)}


def findings(case: str, folder: Path, cache: Path) -> list[Finding]:
    """What `check` finds in a copy of a case; long words are put in here, to keep the files small."""
    issue = folder / case
    shutil.copytree(HERE / case, issue)
    for article in issue.glob("articles/*.yaml"):
        mark, words = FILLED.get(case, ("", ""))
        if mark:
            article.write_text(article.read_text("utf-8").replace(mark, words), "utf-8")
    return list(check_issue(issue, cache).findings)


@pytest.mark.parametrize(
    ("case", "rule", "place", "said"),
    [
        ("11-tcvn3-text", "text.unreadable", "articles/bai.yaml:2:9", 'title: "Hội nghị sơ kết ba năm"'),
        ("11-tcvn3-text", "text.unreadable", "articles/bai.yaml:4:3", "Sáng nay tổ dân phố họp về việc đẩy mạnh phong"),
        ("43-mojibake", "text.unreadable", "articles/bai.yaml:5:3", "Từ ngày 19 đến 21/11, tổ điện chiếu sáng thay 46"),
        ("15-emoji-in-title", "text.emoji", "articles/bai.yaml:2:17", "party popper"),
        ("17-keycap", "font.missing-letter", "articles/bai.yaml:2:11", "U+20E3 combining enclosing keycap"),
        ("63-one-long-word", "text.long-word", "articles/chieu-thu-bay-don-ngo.yaml:16:15", "60000"),
        ("66-emoji-check-fine-build-stops", "text.emoji", "articles/chieu-thu-bay-don-ngo.yaml:16:11", "herb"),
        ("81-no-place-late", "layout.no-place", "articles/bai.yaml:8:14", "Hãy rút ngắn chú thích"),
        ("88-text-lost", "font.missing-letter", "articles/bai.yaml:4:66", "U+E0041 tag latin capital letter a"),
    ],
)
def test_check_names_the_place(case: str, rule: str, place: str, said: str, tmp_path: Path, font_cache: Path) -> None:
    found = findings(case, tmp_path, font_cache)
    (one,) = [f for f in found if f.rule.id == rule and str(f.place) == place]
    assert said in f"{one.what()} {one.remedy()}"
    assert one.severity is (Severity.WARNING if rule in ("text.long-word", "text.emoji") else Severity.ERROR)


def test_the_repaired_lines_make_a_clean_issue(tmp_path: Path, font_cache: Path) -> None:
    """The remedy is typed as it is printed, in place of the line it was found in."""
    findings("11-tcvn3-text", tmp_path, font_cache)
    issue = tmp_path / "11-tcvn3-text"
    for _ in range(4):
        found = [f for f in check_issue(issue, font_cache).findings if f.rule.id == "text.unreadable"]
        if not found:
            break
        path = issue / str(found[0].place.file)
        lines = path.read_text("utf-8").split("\n")
        at = (found[0].place.line or 1) - 1
        indent = len(lines[at]) - len(lines[at].lstrip())
        lines[at] = " " * indent + found[0].values["mend"]
        path.write_text("\n".join(lines), "utf-8")
    # “Sáng nay” of the text is read now, and the copy desk asks for its day.
    assert [f.rule.id for f in check_issue(issue, font_cache).findings] == ["desk.relative-day"]
