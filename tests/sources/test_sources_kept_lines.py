"""Bodies typed over several lines in quotes or in none: the lines of people stay, those that programs fold do not."""

from __future__ import annotations

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Article
from bulletin.sources.issue import parse


@given(
    st.lists(st.sampled_from(["", "Chiều về", "  thụt vào", "Bà nói: thôi", "gió # 5", "- Ai đó?", "x"]), max_size=9),
    st.sampled_from(["{}", '"{}"', "'{}'", "“{}”"]),
)
@settings(deadline=None)
def test_a_body_on_several_lines_keeps_them_in_any_quotes(inner: list[str], quotes: str) -> None:
    lines = ["Nắng", *inner, "Hết"]
    if quotes[0] not in "'\"":  # YAML takes a line such as "- x" for an item there
        lines = [line for line in lines if not line.startswith("-")]
    typed = quotes.format("\n".join(f"  {line}" if line else "" for line in lines).lstrip())
    result = parse("article", f"ma: a\ntieu_de: T\nnoi_dung: {typed}\n".encode(), "a.yaml")
    assert isinstance(result.record, Article)
    kept = "\n".join(line.strip() for line in lines)
    told = [f.rule.id for f in result.findings]
    if told == ["yaml.folded-body"]:
        assert result.record.body == kept
    else:  # as programs write it: what is apart stays apart
        assert "\n\n\n" in kept or "\n\n-" in kept or quotes[0] == "'"
        assert re.sub("\n+", "\n", result.record.body) == re.sub("\n+", "\n", kept)


def test_codes_and_ends_of_lines_in_double_quotes_are_read() -> None:
    text = 'ma: a\ntieu_de: T\nnoi_dung: "Nắng \\"chiều\\"\\\n  m\\u1ED9t\n\n  hai"\n'
    result = parse("article", text.encode(), "a.yaml")
    assert isinstance(result.record, Article)
    assert result.record.body == 'Nắng "chiều"\\\nmột\n\nhai'


def test_a_table_that_a_program_wrote_in_quotes_stays_one() -> None:
    body = "Số liệu:\n\n| Tổ | Hộ |\n| --- | --- |\n| Một | 12 |\n\n- Quét ngõ\n- Khơi cống\n"
    for text in (body, "| Tổ | Hộ |\n| --- | --- |\n| Một | 12 |", "::: thơ\n| Mưa |\nGió\n:::\n"):
        data = yaml.safe_dump({"id": "a", "title": "T", "body": text}, allow_unicode=True)
        assert "|\n\n" in data
        result = parse("article", data.encode(), "a.yaml")
        assert isinstance(result.record, Article)
        assert (result.record.body, result.findings) == (text.rstrip("\n"), ())


def test_paragraphs_of_people_in_single_quotes_stay_apart() -> None:
    text = "ma: a\ntieu_de: T\nnoi_dung: 'Chợ đông.\n\n  Bà con vui.\n\n  Trời nắng.'\n"
    result = parse("article", text.encode(), "a.yaml")
    assert isinstance(result.record, Article)
    assert result.record.body == "Chợ đông.\n\nBà con vui.\n\nTrời nắng."
