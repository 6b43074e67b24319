"""What the parser's English complaints mean for somebody who types an article."""

from __future__ import annotations

from collections.abc import Set

from bulletin.sources.folding import fold, quoted, typed_line

_QUOTE = ("Hãy đặt cả giá trị trong ngoặc kép, ví dụ: {mend}", "Put the whole value in quotes, for example: {mend}")
_HINTS: tuple[tuple[str, str, str, tuple[str, str]], ...] = (
    (
        "mapping values are not allowed",
        "có dấu hai chấm thừa, hoặc dòng thụt vào sai",
        "a colon too many, or wrong indentation",
        (
            "Hãy đặt giá trị trong ngoặc kép, hoặc cho dòng này thẳng hàng với các trường cùng nhóm.",
            "Put the value in quotes, or line it up with the other fields of its group.",
        ),
    ),
    (
        "could not find expected ':'",
        "dòng không có tên trường và dấu hai chấm",
        "the line has no field with a colon",
        (
            "Nếu dòng này thuộc đoạn chữ ở trên, hãy gõ hai dấu cách ở đầu dòng; nếu là một mục riêng, hãy gõ tên "
            "trường, dấu hai chấm, dấu cách rồi giá trị.",
            "If the line belongs to the text above, type two spaces at its start; if it is an entry of its own, type "
            "the field, a colon, a space and the value.",
        ),
    ),
    (
        "escape",
        "dấu \\ trong ngoặc kép bắt đầu một mã mà YAML không biết",
        "the sign \\ in double quotes begins a code that YAML does not know",
        (
            "Hãy đặt giá trị trong nháy đơn thay cho ngoặc kép, ví dụ: 'photos/anh-1.jpg'; hoặc gõ \\\\ thay cho \\.",
            "Put the value in single quotes, not in double ones, for example: 'photos/anh-1.jpg'; or type \\\\ for \\.",
        ),
    ),
    (
        "quoted scalar",
        "dấu nháy mở ra mà không đóng lại",
        "a quote is opened and never closed",
        ("Hãy thêm dấu nháy đóng ở cuối giá trị.", "Add the closing quote at the end of the value."),
    ),
    (
        "flow",
        "dấu ngoặc [ hoặc {{ mở ra mà không đóng đúng, hoặc trong ngoặc có dấu : # chưa đặt trong nháy",
        "a bracket [ or {{ is not closed, or a : or # inside it is not quoted",
        (
            "Hãy đóng ngoặc, và đặt từng giá trị trong ngoặc kép.",
            "Close the bracket and put each value in quotes.",
        ),
    ),
    (
        "block",
        "dòng này không thẳng hàng với các dòng cùng nhóm",
        "this line does not line up with the others of its group",
        (
            "Hãy thụt các dòng cùng nhóm vào số dấu cách bằng nhau.",
            "Indent all lines of one group by the same number of spaces.",
        ),
    ),
)  # fmt: skip
_OTHER = (
    "cách ghi không đúng quy tắc của YAML",
    "it does not follow the rules of YAML",
    _QUOTE,
)


def hint(problem: str, typed: str, known: Set[str]) -> dict[str, str]:
    """What is wrong and what to type, for the rule `yaml.syntax`.

    Args:
        problem: the parser's message.
        typed: the line in question.
        known: folded names of the fields that may be there.
    """
    missing = "could not find expected ':'" in problem and _without_colon(typed, known)
    if missing:
        return {
            "hint_vi": "thiếu dấu hai chấm sau tên trường", "hint_en": "the colon after the field name is missing",
            "remedy_vi": f"Hãy gõ: {missing}", "remedy_en": f"Type: {missing}", "mend": missing,
        }  # fmt: skip
    key, colon, value = typed.strip().partition(":")
    mend = typed_line(key.strip(), value.strip() or "…") if colon else quoted(" ".join(key.split()) or "…")
    vi, en, remedy = next((hint[1:] for hint in _HINTS if hint[0] in problem), _OTHER)
    return {
        "hint_vi": vi.replace("{{", "{"), "hint_en": en.replace("{{", "{"),
        "remedy_vi": remedy[0].replace("{mend}", mend), "remedy_en": remedy[1].replace("{mend}", mend),
    }  # fmt: skip


def _without_colon(typed: str, known: Set[str]) -> str | None:
    """The line with its colon when it begins with the name of a field: `tiêu đề Cây cầu mới`."""
    words = typed.split(maxsplit=4)
    for count in range(min(4, len(words)), 0, -1):
        key = " ".join(words[:count])
        value = " ".join(" ".join(words[count:]).split()).lstrip("=:：–- ").strip("\"'“”")
        if fold(key) in known and value:
            return typed_line(key, value)
    return None
