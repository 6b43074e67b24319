"""Text is text: whatever is typed is printed as it is or refused with a finding, never interpreted."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from build_issues import build, photo, write_issue

from bulletin.build.reading import read
from bulletin.build.request import AS_TYPED
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose_issue, lay_out
from bulletin.errors import BulletinError
from bulletin.layout.laid import Laid

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "style end": "</style><style>p{display:none}</style>",
    "comment": "<!-- mất --> chữ",
    "entity": "&lt;b&gt; &amp; &nbsp; &#0;",
    "image": "<img src=x onerror=alert(1)> <a href=javascript:alert(1)>bấm</a>",
    "close": "</p></article></body></html>",
    "percent": "%s %n {0} {} \\n \\u0041 $(id) `id`",
    "css": "x;} * {display:none} /* url(file:///etc/passwd) */",
    "cdata": "]]> <![CDATA[ chữ ]]>",
    "pdf": "(chữ) Tj ET endstream endobj << /JS (app.alert) >>",
}
REFUSED_OR_TEXT = {
    "ansi": "\x1b[31mđỏ\x1b[0m",
    "override": "abc\u202edcba\u202c chữ",
    "isolates": "\u2066chữ\u2069",
    "marks": "a" + "\u0301" * 300,
    "null": "chữ\x00chữ",
    "private": "chữ \ue000",
    "noncharacter": "chữ \ufffe",
    "emoji": "chữ 👨‍👩‍👧",
    "tags": "chữ\U000e0041",
    "line separator": "chữ\u2028chữ",
}


def fields(bad: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """An article, a publication and a sheet with these words in every field for people."""
    t = f"Tít {bad}"
    article = {
        "id": "mot", "kicker": f"Trên {bad}", "title": t, "subtitle": f"Phụ {bad}", "short_title": f"Ngắn {bad}"[:45],
        "lead": f"Dẫn {bad}", "place": f"Nơi {bad}", "published_at": "2026-11-19",
        "authors": [{"name": f"Người {bad}", "role": f"Vai {bad}"}],
        "body": f"Đoạn {bad} một.\n\n## Xen {bad}\n\n- Mục {bad}\n- Mục hai\n\nĐoạn cuối.",
        "photos": [
            {"id": "anh", "file": "photos/a.jpg", "caption": f"Ảnh {bad}", "credit": f"Tay {bad}", "alt": f"Tả {bad}"}
        ],
        "quotes": [{"text": f"Lời {bad}", "by": f"Bà {bad}"}],
        "boxes": [{"title": f"Hộp {bad}", "body": f"Ruột {bad}"}],
        "source": {"name": f"Gốc {bad}", "url": "https://doson.example/1"},
        "qr": {"url": "https://doson.example/2", "caption": f"Quét {bad}", "short": "doson.example/2"},
    }  # fmt: skip
    publication = {
        "name": "Bến", "tagline": f"Lời {bad}"[:60], "owner": f"Chủ {bad}"[:60], "publisher": f"Nhà {bad}"[:60],
        "editors": [f"Biên {bad}"], "responsible": [{"name": f"Trách {bad}", "office": f"Chức {bad}"}],
        "contacts": {"address": f"Ở {bad}", "phone": "0225 3000 111"},
        "sections": [{"id": "doi-song", "name": f"Mục {bad}", "colour": "cam"}],
    }  # fmt: skip
    return article, publication, {"lunar": f"Âm {bad}"[:40], "print": {"house": f"In {bad}"}}


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum()).casefold()


def laid_out(folder: Path, cache: Path) -> Laid:
    run = BuildRun(cache)
    planned = compose_issue(run, folder, None, AS_TYPED)
    return lay_out(run, layout_engine(run, planned.issue), planned)[0]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_words_are_printed_as_words(tmp_path: Path, cache: Path, case: str) -> None:
    bad = HOSTILE[case]
    article, publication, sheet = fields(bad)
    folder = write_issue(tmp_path / "so", [article], ["lead"], publication, sheet)
    build(folder, tmp_path / "out", cache)
    laid = laid_out(folder, cache)
    printed = bare(" ".join(slot.text for slot in laid.slots))
    for words in (
        *(article[name] for name in ("kicker", "title", "subtitle", "lead")), f"Đoạn {bad} một", f"Xen {bad}",
        f"Mục {bad}", f"Ảnh {bad}", f"Tay {bad}", f"Lời {bad}", f"Bà {bad}", f"Hộp {bad}", f"Ruột {bad}", f"Gốc {bad}",
        f"Quét {bad}", f"Biên {bad}", f"Trách {bad}", f"Ở {bad}", f"In {bad}",
    ):  # fmt: skip
        assert bare(words) in printed, words
    assert "49" not in printed.replace(bare(bad), "")
    _no_action(tmp_path / "out" / "screen.pdf")


def _no_action(path: Path) -> None:
    """Nothing in the file runs or leads anywhere but to the allowed addresses."""
    data = path.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary):
                assert obj.get("/S") not in {pikepdf.Name.JavaScript, pikepdf.Name.Launch, pikepdf.Name.GoToR}
                uri = str(obj.get("/URI", ""))
                assert not uri or uri.startswith("https://doson.example/"), uri
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/OpenAction" not in pdf.Root


@pytest.mark.parametrize("case", REFUSED_OR_TEXT)
def test_odd_characters_are_printed_or_refused(tmp_path: Path, cache: Path, case: str) -> None:
    article, publication, sheet = fields(REFUSED_OR_TEXT[case])
    folder = write_issue(tmp_path / "so", [article], ["lead"], publication, sheet)
    refusal: BulletinError | None = None
    try:
        build(folder, tmp_path / "out", cache)
    except BulletinError as error:
        refusal = error
    if refusal is not None:
        assert refusal.findings
        said = "".join(f.what(lang) + f.remedy(lang) for f in refusal.findings for lang in ("vi", "en"))
        assert said
        assert "\x1b" not in said
        assert not (tmp_path / "out").exists()
        return
    laid = laid_out(folder, cache)
    printed = " ".join(slot.text for slot in laid.slots)
    assert not set(printed) & {"\x1b", "\x00", "\u202e", "\u2066", "\ufffe", "\u2028", "\u00a0", "\u200b"}
    assert "Đoạn cuối." in printed
    _no_action(tmp_path / "out" / "screen.pdf")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "file:///etc/passwd", "data:text/html,<script>",
        "//evil.example/", "ftp://evil.example/", "https://evil.example/\"onclick=\"x", "vbscript:x",
        "https://", "https://a b.example/", "java\tscript:alert(1)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["source", "qr"])
def test_addresses_of_other_kinds_are_refused(tmp_path: Path, cache: Path, url: str, where: str) -> None:
    record: dict[str, Any] = {"id": "mot", "title": "Một", "body": "Một đoạn."}
    record[where] = {"name": "Cổng", "url": url} if where == "source" else {"url": url}
    folder = write_issue(tmp_path / "so", [record])
    checked = read(BuildRun(cache), folder, proof=False)
    assert [f for f in checked.findings if f.severity == "error" and f.place.file == "articles/mot.yaml"]


def test_a_photo_path_leads_nowhere_else(tmp_path: Path, cache: Path) -> None:
    secret = photo(tmp_path / "secret.jpg")
    for path in ("../secret.jpg", str(secret), "photos/../../secret.jpg"):
        shot = {"id": "anh", "file": path, "caption": "Ảnh", "alt": "Ảnh"}
        folder = tmp_path / "so"
        write_issue(folder, [{"id": "mot", "title": "Một", "body": "Một đoạn.", "photos": [shot]}])
        with pytest.raises(BulletinError):
            build(folder, tmp_path / "out", cache)
    assert not (tmp_path / "out").exists()
