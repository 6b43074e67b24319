"""WeasyPrint imported in the lean way, and its pages parsed in the quick way, are the same as in the plain way."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import cffi
import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import ToolError
from bulletin.layout.setting import weasy_import
from bulletin.layout.setting.html_parser import page_tree

SETTING = """
import hashlib, os, sys
from pathlib import Path
from bulletin.runtime.start import installed
installed.ready_folders = lambda: iter(())
from bulletin.layout.setting import weasy_import
if len(sys.argv) > 1:
    weasy_import.keep_declarations(Path(sys.argv[1]))
    from bulletin.layout.setting.page_html import PageHTML
else:
    from weasyprint import HTML
    PageHTML = lambda string, base_url, url_fetcher: HTML(string=string, base_url=base_url)
html = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Số 1</title><style>p{color:red}</style>'
html += '</head><body><p class="a">Ông Nguyễn Văn Hải <b>kể</b><br>chuyện &amp; cười</p></body></html>'
pdf = PageHTML(html, "https://x.invalid/", None).render().write_pdf(pdf_tags=True, uncompressed_pdf=True)
print(hashlib.sha256(pdf).hexdigest(), "pycparser" in sys.modules, "fontTools.subset" in sys.modules)
"""


def set_page(*kept: Path) -> tuple[str, str, str]:
    """(hash of the PDF, whether declarations were parsed, whether fontTools' subsetter was loaded)."""
    done = subprocess.run(
        [sys.executable, "-c", SETTING, *map(str, kept)], capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "0", "PATH": "/usr/bin"},
    )  # fmt: skip
    assert done.stderr == ""
    digest, parsed, subsetter = done.stdout.split()
    return digest, parsed, subsetter


def test_declarations_are_parsed_once_and_the_pdf_is_the_same(tmp_path: Path) -> None:
    plain = set_page()
    first = set_page(tmp_path)
    second = set_page(tmp_path)
    assert plain[1:] == ("True", "True")
    assert first == (plain[0], "True", "False")
    assert second == (plain[0], "False", "False")
    (kept,) = (tmp_path / weasy_import.KIND).iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[:-5] + b"wrong")
    assert set_page(tmp_path) == first, "what a disk changed is parsed again"
    assert kept.read_bytes() == good, "and kept again, the same bytes"


def test_another_weasyprint_has_other_declarations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weasy_import.declarations_name()
    (tmp_path / "weasyprint" / "text").mkdir(parents=True)
    (tmp_path / "weasyprint" / "__init__.py").touch()
    (tmp_path / "weasyprint" / "text" / "ffi.py").write_text("ffi = 1\n")
    monkeypatch.setattr(weasy_import, "find_spec", lambda _: _Spec(tmp_path / "weasyprint"))
    assert weasy_import.declarations_name() != before
    assert weasy_import.declarations() is None


class _Spec:
    def __init__(self, folder: Path) -> None:
        self.submodule_search_locations = [str(folder)]


def test_other_modules_get_an_ffi_of_their_own() -> None:
    parsed = cffi.FFI()
    parsed.cdef("int abs(int);")
    with weasy_import.lean_import():
        mine = cffi.FFI()
        mine.cdef("typedef struct {int a;} mine_t;")
        assert mine.sizeof("mine_t") == 4


@pytest.mark.parametrize(("library", "enough"), [(None, True), (object(), False)])
def test_without_harfbuzz_subset_nothing_is_set(library: object, enough: bool) -> None:
    class Harfbuzz:
        @staticmethod
        def hb_version_atleast(*_: int) -> bool:
            return enough

    class Declaring:
        harfbuzz_subset = library
        harfbuzz = Harfbuzz()

    with pytest.raises(ToolError) as caught:
        weasy_import._check_subsetter(Declaring())
    assert caught.value.findings[0].is_(weasy_import.NO_SUBSETTER)


# --- the parser -------------------------------------------------------------------------------------------------

HEAD = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Số &quot;1&quot;</title><meta name="a" '
    'content="b"><style>p > b{color:red} i::before{content:"<br>&lt;"}</style></head><body>'
)
END = "</body></html>"


def tree(root: Element) -> object:
    """A tree as a value; ElementTree does not tell an empty text from none."""
    children = [tree(child) for child in root]
    return root.tag, dict(root.attrib), root.text or "", root.tail or "", children


def html_tree(html: str) -> object:
    return tree(tinyhtml5.parse(io.StringIO(html), namespace_html_elements=False))


LIKE_OURS = (
    "",
    '<section class="page right" style="width:210mm"><h2 class="at" data-title="A &amp; B">Một\nhai <i>ba</i></h2>\n'
    "<p>a<br>b &lt;c&gt; &#34;d&#39;<img src='x.jpg' alt=\"\"></p></section>",
    '<ul><li class="x"><span class="mark">• </span>a</li><li>b</li></ul> \n<ol><li>c<ul><li>d</li></ul></li></ol>',
    '<table class="at">\n<colgroup><col style="width:3pt"><col></colgroup>\n<thead>\n<tr><th scope="col">a</th></tr>\n'
    "</thead>\n<tbody><tr><td>b<b>c</b></td></tr></tbody></table>",
    '<a href="#x"><svg xmlns="http://www.w3.org/2000/svg" width="5mm" height="5mm" viewBox="0 0 33 33"><title>Mã: a'
    '&amp;b</title><path d="m1 1h2v2h-2z" fill="#000000"/></svg></a>',
)


@pytest.mark.parametrize("body", LIKE_OURS)
def test_what_templates_print_is_read_by_expat(body: str) -> None:
    found = page_tree(HEAD + body + END)
    assert found is not None
    assert tree(found) == html_tree(HEAD + body + END)


OTHERWISE = (
    "<p>a<p>b", "<p><div>a</div></p>", "<h2>a<h3>b</h3></h2>", "<ul>a<p>b</ul>", "<li>a</li>",
    "<table><tr><td>a</td></tr></table>", "<table><tbody>a<tr><td>b</td></tr></tbody></table>",
    "<b>a<i>b</b>c</i>", "<a href='x'>a<a href='y'>b</a></a>", "<P>a</P>", "<p CLASS='a'>b</p>",
    "<p class=a>b</p>", "<p hidden>b</p>", "a &nbsp; b", "a &#150; b", "a & b", "a &copy b", "<!-- a -->",
    "<![CDATA[a]]>", "<pre>\na</pre>", "<div/>a", "<script>a<b</script>", "<p title='a\nb'>c</p>",
    '<p title="a\tb">c</p>', "a\r\nb", "<b><table><tbody><tr><td>a</td></tr></tbody></table></b>",
    "<p>a</p></body>b", "<svg><circle/></svg>", "<svg viewbox='0 0 1 1'></svg>", "<p xmlns='x'>a</p>",
    "<style>a</style>", "<base href='x'>", "<div><p></div>", "<br/>", "<br></br>", "<p>a</br></p>",
    "<textarea><p>a</p></textarea>", "<x:y>a</x:y>", "a]]>b",
)  # fmt: skip


@pytest.mark.parametrize("body", OTHERWISE)
def test_what_html_may_read_otherwise_is_left_to_the_html_parser(body: str) -> None:
    found = page_tree(HEAD + body + END)
    assert found is None or tree(found) == html_tree(HEAD + body + END)


TAGS = ("p", "div", "b", "a", "i", "span", "h2", "h3", "ul", "li", "table", "tbody", "tr", "td", "svg", "title", "col")
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ['<p class="a b">', "<br>", "<img src='x'>", "a", " ", "\n", "&amp;", "&#34;", "=", '"', "'", "\t"]
    ),
)
NESTED = st.recursive(
    st.sampled_from(["", "a", " \n", "&amp;b", "<br>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(TAGS[:-1]), st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.one_of(NESTED, st.lists(PIECES, max_size=12).map("".join)))
def test_the_quick_tree_is_the_tree_of_the_html_parser_or_none(body: str) -> None:
    found = page_tree(HEAD + body + END)
    assert found is None or tree(found) == html_tree(HEAD + body + END)
