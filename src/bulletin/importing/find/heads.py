"""The head of a story: title, the line above it, the standfirst below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from bulletin.fields.portal import Portal
from bulletin.importing.draft import DraftField, guess, sure
from bulletin.importing.find.dates import moments
from bulletin.importing.find.lines import SourceLine, key_of, usual_size
from bulletin.importing.portals.choose import named
from bulletin.sources.folding import slug

_META = ("og:title", "twitter:title", "ld:headline", "headline")
_PAGE = ("title", "ld:name", "dc.title", "DC.title")
_MAIL = ("subject", "dc:title", "title", "core:title")
_JOINTS = re.compile(r"\s+[-–|»:]+\s+|\s*[|»]\s*")
_LONGEST = 250
_LONG_PARAGRAPH = 150
_FIRST = 14
_NO_TITLE = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam|^\W*$|^số\s*:|^kính gửi|^ảnh\s*:"
    r"|^(?:tin|bài|tin bài|bài viết|tin,? ảnh|bài,? ảnh)\s*:?$|^(?:dear|xin chào|kính thưa|chào)\b",
    re.I,
)
_OFFICE = re.compile(
    r"(?:UBND|HĐND|ĐẢNG ỦY|ĐẢNG BỘ|ỦY BAN|UỶ BAN|MẶT TRẬN|BAN|TRƯỜNG|CÔNG AN|ĐOÀN|HỘI|THÀNH ỦY|HỘI ĐỒNG)\b"
)
_MOST_OFFICE = 7
"""Words of a letterhead; a title about an office goes on."""
_STYLE = ("title", "tieu*de*", "tiêu đề*", "heading*1", "heading1", "tit", "tít*")
_SUB_STYLE = ("subtitle", "sapo", "sa-pô", "lead", "intro*")
_SUBJECT = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|chuyển tiếp|trả lời|tin bài|gửi bài|bài|tin|v/v)\s*[:\-–]\s*)+", re.I)
_KICKER = 70
_QR_LINE = re.compile(r"QR ?CODE\s*:\s*(\S.{10,240})", re.I)
"""What print views say beside their code: the title of the story."""


def find_title(
    lines: Sequence[SourceLine], meta: Mapping[str, Sequence[str]], portal: Portal, kind: str, file: str
) -> tuple[DraftField[str], tuple[int, ...]]:  # fmt: skip
    """The title and the numbers of its lines, in order; none when it is only in what the page says of itself."""
    if kind != "html":
        return _of_text(lines, meta, file)
    found, numbers = _of_page(lines, meta, portal)
    return _of_text(lines, meta, file) if found.value is None else (found, numbers)


# --- pages -------------------------------------------------------------------------------------------------------


def _of_page(
    lines: Sequence[SourceLine], meta: Mapping[str, Sequence[str]], portal: Portal
) -> tuple[DraftField[str], tuple[int, ...]]:  # fmt: skip
    told = {key_of(text): text for key in _META for text in meta.get(key, ())}
    pages = [text for key in _PAGE for text in meta.get(key, ())]
    headings = [line.number for line in lines if line.heading == 1]
    scored: list[tuple[int, int, SourceLine, list[str]]] = []
    for line in lines:
        part = line.part_named(portal.title) or line.text
        if not line.paragraph or not 8 <= len(part) <= _LONGEST or (line.linked and line.heading != 1):
            continue
        signs = _page_signs(line, part, told, pages, portal, alone=headings == [line.number])
        if (signs and signs != ["tên trang"]) or (signs and line.heading):
            scored.append((-len(signs), line.number, line, signs))
    if scored:
        _, _, line, signs = min(scored, key=lambda entry: entry[:2])
        text = _one_line(line.part_named(portal.title) or line.text)
        other = next((t for k, t in told.items() if k != key_of(text)), None)
        field = sure(text, " + ".join(signs)) if len(signs) > 1 else guess(text, f"chỉ có {signs[0]}", other)
        return field, (line.number,)
    if told:
        text = next(iter(told.values()))
        agree = any(key_of(page).startswith(key_of(text)) for page in pages)
        return (sure if agree else guess)(_one_line(text), "trang tự khai" + (" + tên trang" if agree else "")), ()
    return (guess(_one_line(pages[0]), "chỉ có tên trang") if pages else DraftField(reason="không thấy tiêu đề")), ()


def _page_signs(
    line: SourceLine, part: str, told: Mapping[str, str], pages: Sequence[str], portal: Portal, *, alone: bool
) -> list[str]:
    key = key_of(part)
    signs = []
    if line.part_named(portal.title):
        signs.append("chỗ ghi tiêu đề của cổng")
    if line.heading == 1:
        signs.append("thẻ h1")
    elif line.heading in (2, 3) and key in told:
        signs.append(f"thẻ h{line.heading}")
    if key in told:
        signs.append("trang tự khai")
    if any(
        key in (key_of(page), *map(key_of, _JOINTS.split(page))) or key_of(page).startswith(f"{key} ") for page in pages
    ):
        signs.append("tên trang")
    return signs


# --- Word files, mails, pastes -----------------------------------------------------------------------------------


def _of_text(
    lines: Sequence[SourceLine], meta: Mapping[str, Sequence[str]], file: str
) -> tuple[DraftField[str], tuple[int, ...]]:
    told = {key_of(_SUBJECT.sub("", text)) for key in _MAIL for text in meta.get(key, ())} - {""}
    stem = slug(PurePosixPath(file).name.rpartition(".")[0])
    usual = usual_size(lines)
    heads = _heads(lines)
    scored = []
    for line in heads:
        signs = _text_signs(line, told, stem, usual, first=line is heads[0])
        if is_letterhead(line.text) and "trang tự khai" not in signs:
            signs = signs[:1]
        scored.append((-len(signs), line.number, line, signs))
    rows = [row for line in lines for row in line.text.split("\n")]
    coded = next((match[1] for row in rows if (match := _QR_LINE.fullmatch(row))), None)
    if coded and all(-score < 2 for score, *_ in scored):
        return guess(_one_line(coded), "dòng mã QR của trang in"), ()
    if not scored:
        text = next((text for key in _MAIL for text in meta.get(key, ()) if len(text) > 8), None)
        return (guess(_SUBJECT.sub("", text).strip(), "chỉ có tên thư hoặc tệp") if text else DraftField()), ()
    _, _, line, signs = min(scored, key=lambda entry: entry[:2])
    if not signs:
        return DraftField(reason="không thấy tiêu đề"), ()
    more = _continued(line, lines)
    text = " ".join(_one_line(part.text) for part in (line, *more))
    numbers = tuple(part.number for part in (line, *more))
    if more and key_of(text) not in told:
        return guess(text, "tiêu đề nhiều dòng: " + " + ".join(signs), _one_line(line.text)), numbers
    if len(signs) > 1:
        return sure(text, " + ".join(signs)), numbers
    return guess(text, f"chỉ có {signs[0]}"), numbers


def _heads(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Short lines at the beginning, up to the first paragraph that can only be text."""
    found: list[SourceLine] = []
    for line in [line for line in lines if line.paragraph and line.text][:_FIRST]:
        # Titles of official papers fill several lines; only their look tells them from text.
        formal = line.bold and line.align == "center" and not line.text.endswith(".")
        if len(line.text) >= _LONG_PARAGRAPH and not (line.heading or formal or named(line.names, _STYLE)):
            break
        ends = line.text.endswith((".", ":", ";", ","))
        dated = moments(line.text) and len(line.text) < 80
        if 4 <= len(line.text) <= _LONGEST and not ends and not dated and not _NO_TITLE.search(line.text):
            found.append(line)
    return found


def _text_signs(line: SourceLine, told: set[str], stem: str, usual: float | None, *, first: bool) -> list[str]:
    signs = []
    if line.heading == 1 or named(line.names, _STYLE):
        signs.append("kiểu chữ tiêu đề")
    if line.size_pt and usual and line.size_pt > usual:
        signs.append("chữ lớn hơn")
    if line.bold:
        signs.append("chữ đậm")
    if line.align == "center":
        signs.append("căn giữa")
    if line.capitals:
        signs.append("chữ hoa")
    if key_of(line.text) in told:
        signs.append("trang tự khai")
    made = slug(line.text)
    if len(stem) > 8 and (stem.startswith(made) or made.startswith(stem)):
        signs.append("tên tệp")
    if first:
        signs.append("dòng đầu")
    return signs


def _continued(line: SourceLine, lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The second line of a title that was typed as two paragraphs of one look."""
    following = next((other for other in lines[line.number + 1 :] if other.paragraph and other.text), None)
    if following is None or not (line.align == "center" and (line.bold or line.capitals)):
        return ()
    alike = (line.bold, line.align, line.size_pt, line.capitals, line.heading) == (
        following.bold, following.align, following.size_pt, following.capitals, following.heading)  # fmt: skip
    short = len(following.text) <= _LONG_PARAGRAPH and not following.text.endswith((".", "!", "?"))
    short = short and not _NO_TITLE.search(following.text)
    return (following,) if alike and short and not line.text.endswith((".", "!", "?")) else ()


# --- above and below ---------------------------------------------------------------------------------------------


def find_kicker(
    lines: Sequence[SourceLine], title: Sequence[int], portal: Portal, kind: str
) -> tuple[DraftField[str], frozenset[int]]:
    """The short line directly above the title."""
    none: tuple[DraftField[str], frozenset[int]] = DraftField(), frozenset()
    if not title:
        return none
    above = [line for line in lines[: title[0]] if line.paragraph and line.text]
    for line in lines:
        if line.part_named(portal.kicker) and len(line.text) <= 2 * _KICKER and abs(line.number - title[0]) <= 3:
            return sure(_one_line(line.text), "chỗ ghi tít trên của cổng + trên tiêu đề"), frozenset({line.number})
    if kind == "html" or len(above) not in (1, 2):
        return none
    line = above[-1]
    plain = not _NO_TITLE.search(line.text) and not is_letterhead(line.text) and not moments(line.text)
    styled = line.bold or line.italic or line.capitals or line.align == "center"
    if plain and styled and 3 <= len(line.text) <= _KICKER and not line.text.endswith((".", ",", ";")):
        return guess(_one_line(line.text).rstrip(":"), "dòng ngắn ngay trên tiêu đề"), frozenset({line.number})
    return none


def find_lead(
    lines: Sequence[SourceLine], body: Sequence[SourceLine], meta: Mapping[str, Sequence[str]], portal: Portal,
    title: Sequence[int],
) -> tuple[DraftField[str], frozenset[int]]:  # fmt: skip
    """The standfirst: a marked block, or a first paragraph that alone is all bold or italic."""
    told = [key_of(text) for key in ("og:description", "description", "ld:description", "twitter:description")
            for text in meta.get(key, ())]  # fmt: skip
    first = title[-1] if title else -1
    marked = [line for line in lines if line.number > first and line.paragraph and len(line.text) >= 30
              and line.is_named((*portal.lead, *_SUB_STYLE))]  # fmt: skip
    if marked:
        run = [marked[0]]
        for line in marked[1:]:
            if line.number == run[-1].number + 1 and len(run) < 3:
                run.append(line)
        text = " ".join(_one_line(line.text) for line in run)
        agree = any(key_of(text).startswith(one[:200]) for one in told if one)
        beside = body and run[-1].number <= body[min(2, len(body) - 1)].number
        reasons = ["chỗ ghi sa-pô", *(["trang tự khai"] if agree else []), *(["trước bài"] if beside else [])]
        made = sure(text, " + ".join(reasons)) if agree or beside else guess(text, reasons[0])
        return made, frozenset(line.number for line in run)
    texts = [line for line in body if line.paragraph and len(line.text) >= 30]
    if len(texts) < 2:
        return DraftField(), frozenset()
    line, rest = texts[0], texts[1:]
    for look, word in (("bold", "chữ đậm"), ("italic", "chữ nghiêng")):
        if getattr(line, look) and len(line.text) >= 60 and not all(getattr(other, look) for other in rest):
            return sure(_one_line(line.text), f"{word} cả đoạn + đoạn đầu"), frozenset({line.number})
    return DraftField(), frozenset()


def is_letterhead(text: str) -> bool:
    """Whether a line is a letterhead: the name of an office in capitals and nothing else."""
    return text == text.upper() and bool(_OFFICE.match(text)) and len(text.split()) <= _MOST_OFFICE


def _one_line(text: str) -> str:
    return " ".join(text.split())
