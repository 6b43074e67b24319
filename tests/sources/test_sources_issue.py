# ruff: noqa: E501 - hostile texts read better on one line
from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest
from sources_office import ARTICLE, PUBLICATION, Office

from bulletin.sources import SourceCache, load_issue
from bulletin.sources import issue as module


def rules(office: Office) -> list[str]:
    return [f"{f.place} {f.rule.id}" for f in office.findings()]


def test_a_small_issue_is_read_whole(office: Office) -> None:
    loaded = office.load()
    assert loaded.findings == ()
    issue = loaded.issue
    assert issue is not None
    assert issue.publication_file == "publication.yaml"
    (entry,) = issue.entries
    assert (entry.file, entry.slot, entry.article.id) == ("articles/cay-cau-moi.yaml", "lead", "cay-cau-moi")
    assert entry.section is not None
    assert entry.section.name == "Đời sống"
    assert sorted(issue.sources) == ["articles/cay-cau-moi.yaml", "issue.yaml", "publication.yaml"]
    assert issue.sources["articles/cay-cau-moi.yaml"] == ARTICLE.encode()
    assert str(issue.place("articles/cay-cau-moi.yaml", "photos", 0, "file")) == "articles/cay-cau-moi.yaml:9:22"
    assert str(issue.place("articles/cay-cau-moi.yaml", "photos", 0, "credit")) == "articles/cay-cau-moi.yaml:9:5"
    assert str(issue.place("articles/cay-cau-moi.yaml", "body", 2)) == "articles/cay-cau-moi.yaml:7:3"


@pytest.mark.parametrize("level", range(1, 8))
def test_the_publication_may_lie_above(office: Office, tmp_path: Path, level: int) -> None:
    deep = tmp_path.joinpath("p", *"abcdefg"[:level])
    deep.parent.mkdir(parents=True)
    office.folder.rename(deep)
    (deep / "publication.yaml").rename(deep.joinpath(*[".."] * level).resolve() / "publication.yaml")
    loaded = load_issue(deep)
    if level > 6:
        assert [f.rule.id for f in loaded.findings] == ["file.no-publication"]
    else:
        assert loaded.issue is not None
        assert loaded.issue.publication_file == "../" * level + "publication.yaml"
        assert loaded.issue.publication_file in loaded.issue.sources


def test_all_mistakes_of_all_files_at_once(office: Office) -> None:
    office.replace("publication.yaml", "ky_han:", "ky_hn:")
    office.replace("issue.yaml", "so: 18", "so: mười")
    office.replace("issue.yaml", "20/11/2026", "31/11/2026")
    office.replace("articles/cay-cau-moi.yaml", "![[anh-1]]", "![[anh-2]]")
    office.write("articles/b.yaml", "tieu_de: *x\nma: B!\n")
    assert rules(office) == [
        "publication.yaml:4:1 schema.unknown-key",
        "issue.yaml:2:5 schema.not-a-number",
        "issue.yaml:3:7 date.no-such-day",
        "articles/b.yaml:1:1 schema.missing",
        "articles/b.yaml:1:10 yaml.alias",
        "articles/b.yaml:2:5 schema.pattern",
        "articles/cay-cau-moi.yaml:7:3 reference.photo",
    ]
    assert office.load().issue is None


def test_order_and_sections_follow_the_flatplan(office: Office) -> None:
    for name in ("b", "c"):
        office.write(f"articles/{name}.yaml", f"ma: {name}\ntieu_de: T\nchuyen_muc: doi-song\nnoi_dung: x\n")
    office.replace("issue.yaml", "  - {bai", "  - {bai: c, chuyen_muc: Xây dựng Đảng}\n  - b\n  - {bai")
    issue = office.load().issue
    assert issue is not None
    assert [(e.article.id, e.slot, e.section and e.section.id) for e in issue.entries] == [
        ("c", "story", "xay-dung-dang"), ("b", "story", "doi-song"), ("cay-cau-moi", "lead", "doi-song"),
    ]  # fmt: skip


def test_a_broken_article_gives_no_follow_up(office: Office) -> None:
    office.replace("articles/cay-cau-moi.yaml", 'tieu_de: "Cây cầu mới"', "tieu_de:")
    assert rules(office) == ["articles/cay-cau-moi.yaml:2:9 schema.empty"]
    office.write("articles/cay-cau-moi.yaml", b"\xff")
    assert rules(office) == ["articles/cay-cau-moi.yaml:1:1 yaml.encoding"]


def test_photo_names_are_spelled_as_on_the_disk(office: Office) -> None:
    disk = unicodedata.normalize("NFD", "photos/cầu.jpg")
    office.write(disk, "x")
    office.replace("articles/cay-cau-moi.yaml", "photos/cau.jpg", "photos/cầu.jpg")
    issue = office.load().issue
    assert issue is not None
    assert issue.entries[0].article.photos[0].file == disk


def test_links_and_pipes_are_never_opened(office: Office, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("ma: x", "utf-8")
    (office.folder / "articles" / "x.yaml").symlink_to(secret)
    os.mkfifo(office.folder / "articles" / "y.yaml")
    (office.folder / "articles" / "z.yaml").mkdir()
    assert rules(office) == [f"articles/{name}.yaml file.not-regular" for name in "xyz"]
    (office.folder / "issue.yaml").unlink()
    (office.folder / "issue.yaml").symlink_to(secret)
    assert "issue.yaml file.not-regular" in rules(office)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("articles/x.yaml", "ma: x\ntieu_de: T\nnoi_dung: |\n" + "  ![[a]] ![[b]]\n" * 60_000),
        ("articles/x.yaml", "".join(f"khoa_{n}: x\n" for n in range(9_000))),
        ("issue.yaml", "an_pham: ben-nuoc\nso: 1\nngay: 20/11/2026\nsap_xep:\n" + "".join(f"- bai-{n}\n" for n in range(15_000))),
        ("articles/x.yaml", "ma: x\ntieu_de: T\nnoi_dung: a\nanh:\n" + "".join(
            f"- {{ma: a{n}, tep: photos/{n}.jpg, chu_thich: a, mo_ta_anh: b}}\n" for n in range(2_000))),
        ("articles/x.yaml", "ma: x\ntieu_de: T\nnoi_dung: |\n" + "\n" * 900_000),
        ("articles/x.yaml", "k" * 900_000 + ": x\n"),
    ],
    ids=["references", "keys", "flatplan", "photos", "empty lines", "long key"],
)  # fmt: skip
def test_a_flood_of_mistakes_ends_soon(office: Office, file: str, text: str) -> None:
    office.write(file, text)
    start = time.process_time()
    office.load()
    assert time.process_time() - start < 40


def test_hidden_and_backup_files_are_no_articles(office: Office) -> None:
    for name in (".x.yaml", "x.yaml~", "~$x.docx", "Thumbs.db", "x.yaml.bak"):
        office.write(f"articles/{name}", "?")
    assert office.findings() == ()


def test_too_many_articles(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ARTICLES", 2)
    for number in range(2):
        office.write(f"articles/z{number}.yaml", f"ma: z{number}\ntieu_de: T\nnoi_dung: x\n")
    assert "articles file.too-many-articles" in rules(office)


def test_nothing_at_all(tmp_path: Path) -> None:
    assert [f.rule.id for f in load_issue(tmp_path / "không có").findings] == ["file.no-folder"]
    assert [f.rule.id for f in load_issue(tmp_path).findings] == ["file.no-publication", "file.no-issue"]


@pytest.mark.parametrize("above", ["", "2026/"])
def test_the_folder_of_a_bulletin_names_its_issues(tmp_path: Path, above: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`bulletin new issue` would put an issue beside those that are there."""
    folder = tmp_path / "p"
    for number in (2, 10):
        Office(folder / f"{above}so-{number}")
    Office(folder / "x").folder.rename(tmp_path / "elsewhere")
    (folder / "publication.yaml").write_text(PUBLICATION, "utf-8")
    (folder / "photos").mkdir()
    monkeypatch.chdir(tmp_path)
    (finding,) = load_issue(Path("p")).findings
    assert finding.rule.id == "file.no-issue"
    assert finding.remedy().split("\n")[1:] == [f"bulletin check p/{above}so-{number}" for number in (2, 10)]
    (folder / "publication.yaml").unlink()
    assert load_issue(Path("p")).findings == (finding,)
    assert "bulletin new issue" in load_issue(folder / "photos").findings[-1].remedy()


@pytest.mark.parametrize("inner", ["articles", "photos", "photos/cu"])
def test_a_folder_inside_of_an_issue_names_the_issue(
    office: Office, tmp_path: Path, inner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.folder / inner).mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (finding,) = load_issue(Path("so-18") / inner).findings
    assert finding.rule.id == "file.inside-issue"
    assert finding.what() == f"“so-18/{inner}” là thư mục bên trong một số báo; số báo là thư mục “so-18”."
    assert finding.remedy().endswith("ví dụ: bulletin check so-18")


def test_the_cache_parses_only_what_changed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    parse = module.parse
    monkeypatch.setattr(module, "parse", lambda kind, data, file: (seen.append(file), parse(kind, data, file))[1])
    cache = SourceCache()
    first = load_issue(office.folder, cache)
    assert len(seen) == 3
    assert load_issue(office.folder, cache) == first
    office.replace("articles/cay-cau-moi.yaml", "Cây cầu mới", "Cây cầu cũ")
    changed = load_issue(office.folder, cache).issue
    assert seen[3:] == ["articles/cay-cau-moi.yaml"]
    assert changed is not None
    assert changed.entries[0].article.title == "Cây cầu cũ"
    (office.folder / "photos" / "cau.jpg").unlink()
    assert [f.rule.id for f in load_issue(office.folder, cache).findings] == ["path.missing"]


def test_fourteen_articles_are_read_quickly(office: Office) -> None:
    body = (
        "  Sáng nay, bà con hai tổ dân phố cùng dọn vệ sinh, trồng hoa dọc tuyến đường ven sông và sơn lại lan can.\n\n"
        * 36
    )
    for number in range(13):
        office.write(f"articles/z{number}.yaml", f"ma: z{number}\ntieu_de: T\nnoi_dung: |\n{body}")
    office.load()
    times = []
    for _ in range(5):
        start = time.process_time()
        office.load()
        times.append(time.process_time() - start)
    assert min(times) < 0.06
