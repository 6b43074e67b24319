"""What the letter says, in both its parts and both its forms, and what no input can put into it."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mail_issue_kit import article, mailed, settings
from mail_letter_kit import WHEN, faults, reader

from bulletin.delivery.letter.compose import MailedIssue, first_form, letter_parts, make_letters
from bulletin.delivery.letter.content import standfirst
from bulletin.delivery.letter.judge import judge, seen, words_of
from bulletin.delivery.letter.one import letter_for
from bulletin.delivery.letter.templates import read_templates
from bulletin.delivery.letter.values import Letters
from bulletin.errors import InputError
from bulletin.fields.mail import Unsubscribe

SHIPPED = read_templates()


def parts(issue: MailedIssue, form: str = "link", **changes: object) -> tuple[str, str]:
    html, text, _, _ = letter_parts(issue, settings(**changes), SHIPPED, form)  # type: ignore[arg-type]
    return html, text


def read(letters: Letters, form: str) -> email.message.EmailMessage:
    letter = letter_for(letters, form, reader(token="abc.DEF_1-2"), WHEN)  # type: ignore[arg-type]
    assert faults(letter) == []
    assert b"\0" not in letter
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", letter)
    assert max(map(len, letter.split(b"\r\n"))) <= 998
    found = email.message_from_bytes(letter, policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    assert not found.defects
    return found


def test_thirty_stories_stay_below_90_kb_with_everything_in_them() -> None:
    html, text = parts(mailed(30))
    assert len(html.encode()) <= 90_000
    for number in range(30):
        assert f"Hội nghị thứ {number} bàn" in html
        assert f"Hội nghị thứ {number} bàn" in re.sub(r"\s+", " ", text)
        assert f"khu-dan-cu-{number}" in html
    assert "phải xong trước Tết.<" in html
    assert "Các chi bộ góp" not in html


def test_two_hundred_stories_lose_standfirsts_before_the_letter_is_clipped() -> None:
    html, text = parts(mailed(120))
    assert len(html.encode()) <= 90_000
    assert "Hội nghị thứ 119 bàn" in html
    assert "Hội nghị thứ 119 bàn" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("form", ["attach", "link"])
@pytest.mark.parametrize("correction", [0, 1])
@pytest.mark.parametrize("stop", [Unsubscribe(), Unsubscribe(url="https://x.vn/{token}"),
                                  Unsubscribe(url="https://x.vn/{token}", mail=False)])  # fmt: skip
def test_the_plain_text_says_every_word_of_the_html(form: str, correction: int, stop: Unsubscribe) -> None:
    issue = mailed(7, correction=correction, title="Số đặc biệt mừng ngày hội")
    html, text = parts(issue, form, unsubscribe=stop)
    found = seen(html)
    said = words_of(text)
    assert found.words
    assert [word for word in words_of(" ".join(found.words)) if word not in said] == []
    for link in found.links:
        assert link in text or link.startswith("mailto:")
    wide = [line for line in text.split("\n") if len(line) > 76 and not line.strip().startswith("http")]
    assert wide == []
    assert not re.search("[\u2500-\u257f]", text)


def test_the_judge_sees_a_word_that_the_plain_text_lacks() -> None:
    html, text = parts(mailed(3))
    rules = [found.rule.id for found in judge(html.replace("Trong số này", "").replace("<h1", "<p>riêng</p><h1"), text,
                                              SHIPPED, ("x",))]  # fmt: skip
    assert "letter.missing-part" in rules


def test_nothing_remote_and_everything_in_order() -> None:
    html, _ = parts(mailed(6))
    found = seen(html)
    assert found.wrong == []
    assert found.lang == "vi"
    assert found.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(found.headings, found.headings[1:], strict=False))
    assert re.findall(r'src="([^"]*)"', html) == ["cid:trang-1.binh-hai.2026-46@bulletin.invalid"]
    assert "prefers-color-scheme: dark" in html
    assert 'role="presentation"' in html


@pytest.mark.parametrize("form", ["attach", "link"])
def test_both_forms_are_what_mail_programs_expect(form: str) -> None:
    letter = read(make_letters(mailed(5), settings(), SHIPPED), form)
    kinds = [part.get_content_type() for part in letter.walk()]
    inside = ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/jpeg"]
    assert kinds == (["multipart/mixed", *inside, "application/pdf"] if form == "attach" else inside)
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    for part in (text, html):
        said = part.get_content()
        assert "https://binhhai.example/huy/abc.DEF_1-2" in said
        assert "bantin+t1@binhhai.example" in said
    opening = text.get_content().split("\r\n\r\n")[0].replace("\r\n", " ")
    assert opening == (
        "BẢN TIN Phường Bình Hải, số 46 (72), thứ Năm, ngày 26 tháng 11 năm 2026. UBND phường Bình Hải gửi bạn đọc."
    )
    if form == "attach":
        (pdf,) = letter.iter_attachments()
        assert pdf.get_filename() == "binh-hai-2026-46.pdf"
        assert pdf.get_content() == b"%PDF-1.7\n" * 500
    else:
        top = html.get_content().partition("<h2")[0]
        assert 'href="https://binhhai.example/ban-tin/2026/46.pdf"' in top
        assert ">https://binhhai.example/ban-tin/2026/46.pdf<" in top
        assert "https://binhhai.example/ban-tin/2026/46.pdf" in text.get_content()[:600]


def test_a_correction_says_so_first() -> None:
    letters = make_letters(mailed(2, correction=1), settings(), SHIPPED)
    assert letters.heading.subject.startswith("Bản sửa: BẢN TIN Phường Bình Hải, số 46")


# --- which form -------------------------------------------------------------------------------------------------------

BIG = b"%PDF-1.7\n" + b"x" * 3_000_000


@pytest.mark.parametrize(
    ("pdf", "link", "limit", "server", "forms"),
    [
        ("auto", True, 10, None, ("attach", "link")),
        ("auto", False, 10, None, ("attach",)),
        ("auto", True, 4, None, ("link",)),
        ("auto", True, 10, 4_000_000, ("link",)),
        ("auto", True, 10, 0, ("attach", "link")),
        ("attach", True, 10, None, ("attach",)),
        ("link", True, 10, None, ("link",)),
        ("auto", False, 4, None, ()),
        ("auto", False, 10, 4_000_000, ()),
        ("attach", True, 4, None, ()),
        ("auto", True, 10, 9_000, ()),
    ],
)
def test_the_pdf_is_attached_while_the_encoded_letter_fits(
    pdf: str, link: bool, limit: float, server: int | None, forms: tuple[str, ...]
) -> None:
    issue = mailed(5, pdf=BIG)
    chosen = settings(pdf=pdf, max_letter_mb=float(limit), **({} if link else {"link": None}))
    if not forms:
        with pytest.raises(InputError) as caught:
            make_letters(issue, chosen, SHIPPED, server)
        (finding,) = caught.value.findings
        assert finding.rule.id == "letter.neither-form"
        assert "4,1 MB" in finding.what("vi")
        assert finding.rule.exit_code == 6
        return
    letters = make_letters(issue, chosen, SHIPPED, server)
    assert tuple(form for form in ("attach", "link") if getattr(letters, form) is not None) == forms
    assert first_form(letters) == forms[0]
    for form in forms:
        assert len(letter_for(letters, form, reader(), WHEN)) <= min(limit * 1e6, server or 1e9)  # type: ignore[arg-type]


# --- what people type never becomes markup ----------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>", "{{ 7 * 7 }}{% for x in y %}", '"><img src=http://x.vn/a.gif onerror=a()>',
    "</style><style>@import url(http://x.vn)</style>", "</title><h1>giả</h1>", "&lt;b&gt; &amp;",
    "--a0\nContent-Type: text/html",
    "=3D=\r\n=?utf-8?q?x?=", ".\r\n..", "javascript:alert(1)", "<!--", "]]>", "\u202egnp.exe", "a" * 500,
    "\x00token\x00",
)  # fmt: skip


def tags(html: str) -> set[str]:
    """The names of all elements as a parser sees them; `<` inside a quoted attribute begins none."""
    found: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.add(tag)  # type: ignore[method-assign]
    parser.feed(html)
    return found


@pytest.mark.parametrize("evil", EVIL)
def test_no_words_become_markup(evil: str) -> None:
    whole = article(1, title=evil, kicker=evil, lead=evil, section=evil, url=evil)
    text_changes = {
        "full_name": evil, "number_words": evil, "date_words": evil, "publisher": evil, "owner": evil, "title": evil,
        "imprint": ((evil, evil),), "address": evil, "portal": evil, "sections": (evil,), "articles": (whole,),
    }  # fmt: skip
    clean = mailed(1, articles=(article(1, section="Mục", url=""),), sections=("Mục",), title="Tên",
                   imprint=(("a", "b"),))  # fmt: skip
    html, text = parts(mailed(1, **text_changes))
    expected, _ = parts(clean)
    assert tags(html) <= tags(expected)
    assert seen(html).wrong == []
    if "7 * 7" in evil:
        assert "{{ 7 * 7 }}" in html
        assert "{{ 7 * 7 }}" in text
    body = make_letters(mailed(1, **text_changes), settings(), SHIPPED)
    if not re.search(r"[\x00-\x1f]", evil):
        letter = read(body, "link")
        kinds = [part.get_content_type() for part in letter.walk()]
        assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/jpeg"]


@pytest.mark.parametrize("line", [
    "{{ letter.__class__ }}", "{{ letter.sections.__init__ }}", "{{ ''.__class__.__mro__ }}", "{{ cycler }}",
    "{{ wrap.__globals__ }}", "{% include '/etc/passwd' %}", "{% include '../../mail.yaml' %}", "{{ letter.x }}",
    "{{ range(10**9) }}", "{{ 'a' * 10**8 }}", "{% for %}", "{{ ''.format() }}", "{{ lipsum() }}", "{{ self }}",
    "{{ letter.imprint.append('x') }}", "{{ namespace.__init__ }}",
])  # fmt: skip
@pytest.mark.parametrize("name", ["letter.html.j2", "letter.txt.j2"])
def test_a_template_reaches_nothing_but_the_letter(name: str, line: str, tmp_path: Path) -> None:
    if "wrap" in line and "html" in name:
        line = "{{ style.__globals__ }}"
    own = tmp_path / "layouts" / "mail"
    own.mkdir(parents=True)
    (own / name).write_text(f"một\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        letter_parts(mailed(1), settings(), read_templates(tmp_path), "link")
    found = caught.value.findings[0]
    assert found.rule.id in {"layout.template", "letter.missing-part"}
    assert found.place.file == f"layouts/mail/{name}"
    if found.rule.id == "layout.template":
        assert found.place.line == 2
        assert "docs/layouts.md" in found.remedy("vi") or "{{ self }}" in line


def test_an_office_replaces_one_template_without_python(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "mail"
    own.mkdir(parents=True)
    (own / "letter.css").write_text("p { color: #123456; }", encoding="utf-8")
    html, _, _, _ = letter_parts(mailed(1), settings(), read_templates(tmp_path), "link")
    assert html.count("#123456") > 3


@pytest.mark.parametrize(("line", "rule"), [
    ('<img src="https://x.vn/pixel.gif" alt="a">', "letter.not-plain"), ("<script>1</script>", "letter.not-plain"),
    ('<p onclick="a()">a</p>', "letter.not-plain"), ('<a href="javascript:a()">a</a>', "letter.not-plain"),
    ('<p style="background:url(//x.vn)">a</p>', "letter.not-plain"), ("<h5>a</h5>", "letter.headings"),
    ("<p>chuyện riêng</p>", "letter.missing-part"), ("<!-- %s -->" % ("x" * 90_000), "letter.html-too-long"),
    ('<style>@import "//x.vn/a.css";</style>', "letter.not-plain"),
    ('<link rel="stylesheet" href="//x.vn/a">', "letter.not-plain"),
])  # fmt: skip
def test_an_own_template_is_judged_like_ours(line: str, rule: str, tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "mail"
    own.mkdir(parents=True)
    shipped = SHIPPED.texts["letter.html.j2"]
    (own / "letter.html.j2").write_text(shipped.replace("</h1>", f"</h1>{line}"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        letter_parts(mailed(1), settings(), read_templates(tmp_path), "link")
    assert rule in {found.rule.id for found in caught.value.findings}
    assert {found.place.file for found in caught.value.findings} <= {
        "layouts/mail/letter.html.j2",
        "layouts/_mail/letter.txt.j2",
    }


@pytest.mark.parametrize("kind", ["link", "folder", "nul", "latin1", "large"])
def test_a_template_file_that_cannot_be_used_is_named(kind: str, tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "mail"
    own.mkdir(parents=True)
    file = own / "letter.txt.j2"
    if kind == "link":
        file.symlink_to("/etc/passwd")
    elif kind == "folder":
        file.mkdir()
    else:
        file.write_bytes({"nul": b"a\0", "latin1": b"\xe9", "large": b"x" * 300_000}[kind])
    with pytest.raises(InputError) as caught:
        read_templates(tmp_path)
    assert caught.value.findings[0].rule.id == "letter.template-file"


# --- standfirsts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "longest", "expected"), [
    ("Một câu.", 100, "Một câu."),
    ("Câu một. Câu hai dài hơn.", 12, "Câu một."),
    ("Ông ở TP. Hồ Chí Minh về. Rồi ông đi.", 28, "Ông ở TP. Hồ Chí Minh về."),
    ("ThS. Nguyễn A. B. Lan nói. Hết rồi nhé.", 30, "ThS. Nguyễn A. B. Lan nói."),
    ("Tăng 3.5 lần. Năm nay.", 15, "Tăng 3.5 lần."),
    ("“Làm ngay!” Ông nói thế. Xong.", 25, "“Làm ngay!” Ông nói thế."),
    ("Câu đầu hơi dài một chút. Sau.", 20, "Câu đầu hơi dài một chút."),
    ("Một câu rất dài không có dấu chấm nào cả mà cứ đi mãi", 20, "Một câu rất dài…"),
    ("Bỏ đi.", 0, ""), ("", 100, ""), ("a\n\n b", 100, "a b"),
])  # fmt: skip
def test_a_standfirst_ends_with_a_sentence(text: str, longest: int, expected: str) -> None:
    assert standfirst(text, longest) == expected
