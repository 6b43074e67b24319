"""Guesses that an import left in the articles, counted: `# đoán: …` and `# thiếu: …` that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.lazy import pattern
from bulletin.sources.folding import fold
from bulletin.sources.yaml.signs import BLOCK_HEADER, NEWLINE

_WHY = Text(
    "Máy chỉ đoán hoặc không thấy những chỗ này khi nhập; in ra mà chưa ai xem thì có thể sai.",
    "The import guessed these places or did not find them; printed before anybody looks, they may be wrong.",
)
_REMEDY = Text(
    "Hãy xem từng chỗ, sửa nếu sai, rồi xóa ghi chú “# đoán: …” hoặc “# thiếu: …”. Chỗ đầu tiên ở dòng nêu trên.",
    "Look at each place, correct it if wrong, then delete “# đoán: …” or “# thiếu: …”. The first is on the line above.",
)
_FORM = Text(
    "Hãy đọc lại bài này: chỗ đoán sai thì sửa, chỗ thiếu thì điền; chỗ không cần thì để trống.",
    "Read this story again: correct wrong guesses, fill in gaps; leave empty what is not needed.",
)
_WHAT = (
    "Bài còn {guesses} chỗ đoán và {missing} chỗ thiếu.",
    "The article has {guesses} open guesses and {missing} gaps.",
)
OPEN = Rule(
    "import.open-guesses",
    Severity.INFO,
    Text(*_WHAT),
    _WHY,
    _REMEDY,
    form=_FORM,
)
APPROVED = Rule(
    "import.approved-guesses", Severity.WARNING,
    Text(f"Bài đã duyệt nhưng còn chỗ chưa xem. {_WHAT[0]}", f"The article is approved all the same. {_WHAT[1]}"),
    _WHY, _REMEDY,
    form=_FORM,
)  # fmt: skip

_MARK = pattern(r"(?:^|[ \t])#[ \t]*(đoán|thiếu)[ \t]*:")
_STATUS = pattern(r"(?:trang_thai|status)[ \t]*:[ \t]*[\"']?([^\"'#]+)")
_QUICK = ("đoán".encode(), "thiếu".encode())


def check_guesses(sources: Mapping[str, bytes]) -> Iterator[Finding]:
    """One finding for each article with open marks: a note for a draft, a warning for an approved one.

    Args:
        sources: the bytes of every file of the issue by its name.
    """
    for file, data in sources.items():
        if file.startswith("articles/") and any(word in data for word in _QUICK):
            found = _finding(file, NEWLINE.split(data.decode("utf-8-sig", "replace")))
            if found is not None:
                yield found


def _finding(file: str, lines: list[str]) -> Finding | None:
    counts = {"đoán": 0, "thiếu": 0}
    first: Place | None = None
    approved = False
    for number, line in _outside_blocks(lines):
        match = _MARK.search(line)
        if match is not None and not _in_quotes(line, match.start()):
            counts[match[1]] += 1
            first = first or Place(file, number, line.index("#", match.start()) + 1)
        status = _STATUS.match(line)
        if status is not None:
            approved = fold(status[1].strip()) in ("approved", "da_duyet")
    if first is None:
        return None
    values = {"guesses": str(counts["đoán"]), "missing": str(counts["thiếu"])}
    return Finding(APPROVED if approved else OPEN, first, "", values)


def _outside_blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines, from 1, that are no text of a body: there `#` is a letter like others."""
    inside: int | None = None
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = None
        colon = line.find(":")
        if colon >= 0 and not line.lstrip().startswith("#") and BLOCK_HEADER.match(line[colon + 1 :].strip()):
            inside = indent
        yield number, line


def _in_quotes(line: str, at: int) -> bool:
    """Whether a place of a line is inside of a quoted value."""
    before = line[:at].partition(":")[2].lstrip()
    for sign in ('"', "'"):
        if before.startswith(sign):
            return before[1:].replace('\\"' if sign == '"' else "''", "").count(sign) == 0
    return False
