"""Words of other programs are pasted into the body while the content policy of the real pages is in force."""

# ruff: noqa: E501  (what Word writes is kept as it writes it)
from __future__ import annotations

from collections.abc import Iterator

import pytest
from noisy_studio import NoisyStudio
from officer import copy_elsewhere
from playwright.sync_api import Page, expect
from window_kit import chromium, wait_until, window

BODY = ".pane:nth-child(2) .ProseMirror"
STORY = """\
ma: bai
tieu_de: "Bến cá lên đèn"
noi_dung: |
  Đoạn một.
"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {color:red} --></style></head><body lang=VI><!--StartFragment-->
<p class=MsoNormal style='margin-left:18pt'>Mỗi tối lớp <b>sáng đèn</b>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]>Vở và bút.<o:p></o:p></p><!--EndFragment--></body></html>"""

DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-weight:400;">Lớp học </span><span style="font-weight:700;">sáng đèn</span><span
style="font-style:normal;"> ở </span><span style="font-style:italic;">xóm chài</span><span> và </span><span
style="font-weight:700;font-style:italic;">bến đò</span>.</p></b>"""


@pytest.fixture
def opened() -> Iterator[tuple[NoisyStudio, Page]]:
    studio = NoisyStudio(STORY)
    studio.calm.set()
    try:
        with chromium() as browser, window(browser, studio) as page:
            page.locator(BODY).click()
            yield studio, page
    finally:
        studio.close()


def test_words_of_word_keep_their_lists_and_faces(opened: tuple[NoisyStudio, Page]) -> None:
    studio, page = opened
    copy_elsewhere(page, "không dùng", WORD)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    expect(page.locator(f"{BODY} li")).to_have_text(["Vở và bút."])
    expect(page.locator(f"{BODY} strong")).to_have_text("sáng đèn")
    wanted = "Đoạn một.\n\nMỗi tối lớp **sáng đèn**.\n\n- Vở và bút."
    wait_until(lambda: studio.values()["body"] == wanted, "not in the file")
    page.keyboard.press("Control+z")
    expect(page.locator(f"{BODY} li")).to_have_count(0)


def test_faces_that_are_only_styles_are_kept(opened: tuple[NoisyStudio, Page]) -> None:
    """Google Docs puts everything into one `b` that is not bold, and makes words bold by styles."""
    studio, page = opened
    copy_elsewhere(page, "không dùng", DOCS)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    wanted = "Lớp học **sáng đèn** ở *xóm chài* và ***bến đò***."
    wait_until(lambda: studio.values()["body"] == wanted, "not in the file")
