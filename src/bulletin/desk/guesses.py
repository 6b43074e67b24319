"""Guesses that an import left in the articles, counted: `# đoán: …` and `# thiếu: …` that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.lazy import pattern
from bulletin.sources.edits.marks import marks_in, outside_blocks
from bulletin.sources.folding import fold
from bulletin.sources.yaml.signs import NEWLINE

_WHY = Text(
    "Máy chỉ đoán hoặc không thấy những chỗ này khi nhập; in ra mà chưa ai xem thì có thể sai.",
    "The import guessed these places or did not find them; printed before anybody looks, they may be wrong.",
)
_REMEDY = Text(
    "Hãy xem từng chỗ, sửa nếu sai, rồi xóa ghi chú “# đoán: …” hoặc “# thiếu: …”. Chỗ đầu tiên ở dòng nêu trên.",
    "Look at each place, correct it if wrong, then delete “# đoán: …” or “# thiếu: …”. The first is on the line above.",
)
_FORM = Text(
    "Hãy xem từng chỗ trong bài: đoán sai thì sửa, thiếu thì điền, không cần thì để trống; rồi bấm Đúng ở chỗ ấy.",
    "Look at each place of the story: correct a wrong guess, fill in a gap or leave it empty; then confirm it there.",
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
    marks = list(marks_in(lines))
    if not marks:
        return None
    said = [status[1] for _, line in outside_blocks(lines) if (status := _STATUS.match(line)) is not None]
    approved = fold(said[-1].strip() if said else "") in ("approved", "da_duyet")
    first = Place(file, marks[0].line + 1, marks[0].column + 1)
    guesses = sum(one.guess for one in marks)
    values = {"guesses": str(guesses), "missing": str(len(marks) - guesses)}
    return Finding(APPROVED if approved else OPEN, first, "", values)
