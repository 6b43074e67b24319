"""What is written is what was found: values survive YAML, nothing is overwritten, a killed import leaves no half."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from import_making import draft_of, paragraph, picture

from bulletin.errors import OutputError
from bulletin.fields.article import Author, Document, Source
from bulletin.importing.document import Origin, PictureFile, SourceParagraph, SourceRun
from bulletin.importing.draft import Draft, DraftField, DraftPhoto
from bulletin.importing.find.lines import clean, lines_of
from bulletin.importing.find.markdown import to_markdown
from bulletin.importing.write import transaction
from bulletin.importing.write.article import Original, prove, write_draft
from bulletin.importing.write.values import article_of, lines, one_line
from bulletin.importing.write.yaml_text import render
from bulletin.model import ListBlock, Paragraph, Subhead, plain
from bulletin.text.body.markup import parse_body

MANY = int(os.environ.get("BULLETIN_IMPORT_EXAMPLES", "250"))
"""10,000 in the long run of an office that changes this package."""
SIGNS = "abcĐđươéÊ 0123.,:;!?'\"“”‘’#&*@`%{}[]|<>=~$^\\/-–—_+()\t\n\r\u00a0\u0085\u2028\ufeff\x07…№☺ạ̃"
TEXT = st.text(alphabet=SIGNS, max_size=40)
PIECE = st.one_of(
    TEXT,
    st.sampled_from(
        ["- một", "# hai", "? ba", "key: value", "yes", "null", "~", "0x1F", "1_000", "2026-11-26", "12:30", "!!str a",
         "&a *a", "| x", "> y", "'", '"', "\\", "{a: b}", "[1, 2]", "# đoán: x", "---", "...", "%TAG", "\ta", "a #b",
         "a: ", ":", "::: thơ", "![[anh-1]]", "“Dân vận khéo”", "1. Một", "@vn", "`x`", "\u200bẩn"]
    ),
)  # fmt: skip
WORDS = st.lists(PIECE, min_size=1, max_size=4).map(" ".join)
BODY = st.lists(st.one_of(WORDS, st.just("")), min_size=1, max_size=8).map("\n".join)


def field_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[DraftField[Any]]:
    return st.builds(DraftField, values, st.sampled_from(["sure", "guess"]), WORDS, st.none() | WORDS)


MISSING: st.SearchStrategy[DraftField[Any]] = st.just(DraftField())
DATES = st.dates(dt.date(1930, 1, 1), dt.date(2030, 12, 31))
PHOTO_FILE = PictureFile("anh.jpg", "a.jpg", "0" * 64, 3)
DRAFTS = st.builds(
    Draft,
    file=WORDS, sha256=st.just("1" * 64), kind=st.sampled_from(["docx", "html"]),
    title=field_of(WORDS) | MISSING, kicker=field_of(WORDS) | MISSING, lead=field_of(WORDS) | MISSING,
    date=field_of(st.datetimes(dt.datetime(1930, 1, 1), dt.datetime(2030, 1, 1)).map(lambda t: t.replace(second=0, microsecond=0))) | MISSING,  # noqa: E501
    authors=field_of(st.lists(st.builds(Author, name=WORDS, role=st.none() | WORDS), max_size=2).map(tuple)) | MISSING,
    body=field_of(BODY) | MISSING,
    source=field_of(st.builds(Source, name=WORDS, url=st.none() | st.just("https://binhhai.example/tin/3?a=b#c"), date=st.none() | DATES)) | MISSING,  # noqa: E501
    photos=st.lists(st.builds(lambda c, r, a: (c, r, a), field_of(WORDS) | MISSING, field_of(WORDS) | MISSING, field_of(WORDS) | MISSING), max_size=2).map(  # noqa: E501
        lambda many: tuple(DraftPhoto(f"anh-{n}", PHOTO_FILE, "a", *each) for n, each in enumerate(many, 1))
    ),
    documents=st.lists(st.builds(Document, number=WORDS, kind=st.none() | WORDS, date=st.none() | DATES), max_size=2).map(tuple),  # noqa: E501
)  # fmt: skip


@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(DRAFTS)
def test_every_value_survives_yaml(draft: Draft) -> None:
    """The file that is written gives the values that were found, whatever signs are in them."""
    draft = replace(
        draft,
        documents=tuple(item for item in draft.documents if one_line(item.number)),
        body=replace(draft.body, value=(draft.body.value or "").replace("![[", "![ [")),
    )
    photos = {photo.id: f"photos/bai-{n}.jpg" for n, photo in enumerate(draft.photos, 1)}
    article = article_of(draft, "bai", photos)
    prove(article, render(article, draft), "articles/bai.yaml")
    assert article.title == (one_line(draft.title.value or "") or "(chưa có tiêu đề)")
    assert article.body == (lines(draft.body.value or "") or "(chưa có nội dung)")


RUNS = st.lists(
    st.builds(
        SourceRun,
        st.lists(st.one_of(PIECE, st.sampled_from(["www.a_b.vn/x*y", "a*b", "__init__", "2*3", "<b>", "[a](b)", "***"])), min_size=1, max_size=4).map(" ".join).map(lambda text: text.replace("\n", " ") + " "),  # noqa: E501
        bold=st.booleans(), italic=st.booleans(),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(RUNS)
@example([SourceRun("\u03030 ", italic=True)])
@example([SourceRun("0\u0303 ", italic=True)])
@example([SourceRun("\u00ca\u0303 ")])
@example([SourceRun("\\ ")])
def test_no_sign_of_a_paragraph_becomes_markdown(runs: list[SourceRun]) -> None:
    """Every letter of a paragraph is printed, and every word in the look that it had."""
    text = "".join(run.text for run in runs)
    if any(sign in text for sign in "\r\u0085\u2028\ufeff\x07\u200b|•☺") or clean(text)[:1] in ("–", "—"):
        return  # removed as invisible, or a list's mark
    source = SourceParagraph((SourceRun("Đầu: "), *runs), Origin("x"))
    (line,) = [line for line in lines_of(_document(source)) if line.text]
    parsed = parse_body(to_markdown([line], {}).text)
    printed = " ".join(plain(inline) for block in parsed.blocks for inline in _inlines(block))
    assert _nfc(printed) == _nfc(clean(source.text))
    bold = {word for run in runs if run.bold for word in run.text.split() if word.isalnum()}
    shown = {
        word
        for block in parsed.blocks for inline in _inlines(block) for span in inline if span.bold
        for word in span.text.split()
    }  # fmt: skip
    assert bold <= {word.strip("“”‘’\"'.,:;!?()[]…") for word in shown} | shown | _inside(shown)


def _inside(words: set[str]) -> set[str]:
    import re

    return {part for word in words for part in re.findall(r"[^\W_]+", word)}


def _inlines(block: object) -> list[Any]:
    if isinstance(block, Paragraph | Subhead):
        return [block.inline]
    return list(block.items) if isinstance(block, ListBlock) else []


def _document(*blocks: SourceParagraph) -> Any:
    from import_making import document

    return document(*blocks, kind="docx")


def test_blanks_of_other_kinds_are_plain() -> None:
    assert lines("\u00a00\n\u3000một\r\n\thai \u00a0\n") == "0\n một\n hai"


# --- files ---------------------------------------------------------------------------------------------------------


def story(extra: str = "") -> Draft:
    return draft_of(
        paragraph("Khu 4 có sân bóng mới", "Title", bold=True, align="center"),
        paragraph(f"Sân rộng chín trăm mét vuông, mở cửa cả tuần cho các em.{extra}"),
        picture("san"),
        paragraph("Sân bóng khu 4 ngày khánh thành", align="center", italic=True),
        paragraph("Ông Phan Đức Quý giữ chìa khóa sân."),
        kind="docx", file="bai.docx",
    )  # fmt: skip


def write(issue: Path, draft: Draft, spool: Path) -> Any:
    spool.mkdir(exist_ok=True)
    for photo in draft.photos:
        assert photo.file is not None
        (spool / photo.file.stored).write_bytes(b"san")
    return write_draft(issue, draft, Original("bai.docx", b"docx" + draft.sha256.encode()), spool)


def files(issue: Path) -> dict[str, bytes]:
    return {path.relative_to(issue).as_posix(): path.read_bytes() for path in issue.rglob("*") if path.is_file()}


def test_an_article_its_photo_and_its_original_are_written(tmp_path: Path) -> None:
    issue = tmp_path / "so-1"
    issue.mkdir()
    draft = story()
    made = write(issue, draft, tmp_path / "spool")
    there = files(issue)
    name = "khu-4-co-san-bong-moi"
    assert made.id == name
    assert there[f"photos/{name}-1.jpg"] == b"san"
    original = there[f"originals/{name}/bai.docx"]
    digest = hashlib.sha256(original).hexdigest()
    assert f"{digest}  bai.docx" in there[f"originals/{name}/SHA256SUMS"].decode()
    assert f'tep: "photos/{name}-1.jpg"' in there[f"articles/{name}.yaml"].decode()
    assert set(made.files) == set(there)


def test_the_same_document_again_adds_nothing(tmp_path: Path) -> None:
    issue = tmp_path / "so-1"
    issue.mkdir()
    write(issue, story(), tmp_path / "spool")
    before = files(issue)
    again = write(issue, story(), tmp_path / "spool")
    assert again.status == "again"
    assert files(issue) == before


def test_another_story_of_the_same_title_gets_the_next_name(tmp_path: Path) -> None:
    issue = tmp_path / "so-1"
    issue.mkdir()
    write(issue, story(), tmp_path / "spool")
    before = files(issue)
    other = write(issue, story(" Và có đèn."), tmp_path / "spool")
    assert (other.wanted, other.id) == ("khu-4-co-san-bong-moi", "khu-4-co-san-bong-moi-2")
    after = files(issue)
    assert {name: after[name] for name in before} == before


def test_a_file_typed_by_hand_is_never_touched(tmp_path: Path) -> None:
    issue = tmp_path / "so-1"
    (issue / "articles").mkdir(parents=True)
    mine = issue / "articles" / "khu-4-co-san-bong-moi.yaml"
    mine.write_text("của tôi", encoding="utf-8")
    made = write(issue, story(), tmp_path / "spool")
    assert made.id == "khu-4-co-san-bong-moi-2"
    assert mine.read_text(encoding="utf-8") == "của tôi"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    issue = tmp_path / "so-1"
    issue.mkdir()
    (issue / "originals").write_text("a file where a folder is needed", encoding="utf-8")
    with pytest.raises(OutputError):
        write(issue, story(), tmp_path / "spool")
    assert set(files(issue)) == {"originals"}
    assert not [path for path in issue.iterdir() if path.name.startswith(".")]


_STEPS = ("link", "mkdir", "unlink", "rename", "open", "fsync", "rmdir")


def _killed_at(step: int, work: Callable[[], object]) -> bool:
    """Whether a child process that is killed at its `step`th change of the disk came to its end before."""
    pid = os.fork()
    if pid == 0:
        count = 0

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **more: Any) -> Any:
                nonlocal count
                count += 1
                if count > step:
                    os._exit(9)
                return real(*args, **more)

            return call

        try:
            for name in _STEPS:
                setattr(os, name, counted(getattr(os, name)))
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, 9)
    return code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="kills a forked child")
def test_a_kill_at_any_write_leaves_all_files_or_none(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    write(whole, story(), tmp_path / "spool")
    wanted = files(whole)
    article = next(name for name in wanted if name.startswith("articles/"))
    ended, step, kinds = False, 0, set()
    while not ended:
        issue = tmp_path / f"so-{step}"
        issue.mkdir()
        ended = _killed_at(step, lambda issue=issue: write(issue, story(), tmp_path / "spool"))  # type: ignore[misc]
        if (issue / article).exists():  # the article is never there without what it needs
            assert {name for name in wanted if (issue / name).exists()} == set(wanted)
        transaction.recover(issue)
        there = files(issue)
        assert there in ({}, wanted)
        kinds.add(bool(there))
        assert write(issue, story(), tmp_path / "spool").status == ("again" if there else "new")
        assert files(issue) == wanted
        step += 1
    assert kinds == {True, False}
    assert step > 10


def test_a_running_import_is_left_alone(tmp_path: Path) -> None:
    from bulletin.runtime.files import part_name

    (tmp_path / part_name("nhap")).mkdir()
    assert transaction.recover(tmp_path) == 0
    assert len(list(tmp_path.iterdir())) == 1


def _nfc(text: str) -> str:
    """The letters without blanks, each in one character where there is one."""
    return unicodedata.normalize("NFC", "".join(text.split()))
