"""Cases 41 to 44, 23 and 47/word-bullets: the structure that was typed is on the page, or named with its place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bulletin.model import Block, Issue, ListBlock, Paragraph, Table, plain
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

HERE = Path(__file__).parent
PUBLICATION = "id: thu\nname: Tin thử\npublisher: Tổ dân phố số 6\nperiodicity: Hằng tháng\nlegal_profile: internal\n"


def folder_of(folder: Path, *articles: str) -> Path:
    """An issue folder with these articles of the cases; their sections and photos are not at hand."""
    (folder / "articles").mkdir(parents=True)
    (folder / "publication.yaml").write_text(PUBLICATION, "utf-8")
    names = [Path(article).stem for article in articles]
    sheet = {"publication": "thu", "number": 1, "date": "2026-11-27", "flatplan": names}
    (folder / "issue.yaml").write_text(yaml.safe_dump(sheet), "utf-8")
    for article, name in zip(articles, names, strict=True):
        lines = (HERE / article).read_text("utf-8").split("\nanh:")[0].splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.startswith("chuyen_muc"))
        (folder / "articles" / f"{name}.yaml").write_text(kept, "utf-8")
    return folder


def blocks_of(folder: Path, article: str) -> tuple[tuple[Block, ...], list[str]]:
    """Blocks of a case's article, and the rules of what was found."""
    loaded = load_issue(folder_of(folder, article))
    issue: Issue | None = loaded.issue
    assert issue is not None, loaded.findings
    done = normalise_issue(issue)
    return done.issue.entries[0].blocks, [finding.rule.id for finding in done.findings]


def test_41_a_poem_keeps_its_lines_and_stanzas(tmp_path: Path) -> None:
    blocks, found = blocks_of(tmp_path / "so", "41-poem/tho-ben-ngu.yaml")
    assert [(b.form, plain(b.inline).count("\n")) for b in blocks if isinstance(b, Paragraph)] == [("verse", 3)] * 2
    assert found == []


def test_41_a_thank_you_note_keeps_name_and_signature(tmp_path: Path) -> None:
    blocks, found = blocks_of(tmp_path / "so", "41-poem/cam-ta.yaml")
    paragraphs = [b for b in blocks if isinstance(b, Paragraph)]
    assert [b.form for b in paragraphs] == ["prose", "centre", "prose", "prose", "signature"]
    assert plain(paragraphs[-1].inline) == "TM. Gia đình\nTrưởng nam\nTrần Văn Lộc"
    assert found == []


@pytest.mark.parametrize("case", ["42-table-order", "43-mojibake-and-excel"])
def test_42_43_a_table_is_where_it_was_typed(tmp_path: Path, case: str) -> None:
    blocks, found = blocks_of(tmp_path / "so", f"{case}/thong-bao-tiem.yaml")
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    table = blocks[1]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.head] == ["Ngày", "Giờ", "Địa điểm", "Đối tượng"]
    assert all(all(row) for row in table.rows)
    assert found == []


def test_44_bullets_of_word_are_one_list(tmp_path: Path) -> None:
    blocks, found = blocks_of(tmp_path / "so", "44-word-bullet/bong-chuyen.yaml")
    (items,) = [[plain(item) for item in block.items] for block in blocks if isinstance(block, ListBlock)]
    assert items == ["Nhất: tổ 4", "Nhì: tổ 9", "Ba: tổ 1 và tổ 12", "Khuyến khích: tổ 3"]
    assert found == []


def test_47_bullets_of_word_are_one_list(tmp_path: Path) -> None:
    blocks, _found = blocks_of(tmp_path / "so", "47-typing/word-bullets/bong-chuyen.yaml")
    (items,) = [block.items for block in blocks if isinstance(block, ListBlock)]
    assert len(items) >= 3


def test_23_every_form_of_link_is_reported_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "so"
    shutil.copytree(HERE / "23-markdown-link-forms", folder)
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", "check", str(folder)], capture_output=True, text=True, check=False
    )
    out = done.stdout + done.stderr
    for place in ("bai.yaml:4:7", "bai.yaml:4:58", "bai.yaml:6:3"):
        assert f"{place}: cảnh báo [text.link]" in out
