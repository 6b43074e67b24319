"""What the parser's English complaints mean for somebody who types an article."""

from __future__ import annotations

from bulletin.sources.folding import quoted, shorten

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
        "thiếu dấu hai chấm sau tên trường",
        "the colon after the field name is missing",
        (
            "Hãy gõ tên trường, dấu hai chấm, dấu cách rồi giá trị, ví dụ: {mend}",
            "Type the field, a colon, a space and the value, for example: {mend}",
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


def hint(problem: str, typed: str) -> dict[str, str]:
    """What is wrong and what to type, for the rule `yaml.syntax`.

    Args:
        problem: the parser's message.
        typed: the line in question.
    """
    key, colon, value = typed.strip().partition(":")
    mend = (
        f"{key.strip()}: {quoted(shorten(value, 100) or '…')}"
        if colon
        else f"tieu_de: {quoted(shorten(key, 100) or '…')}"
    )
    vi, en, remedy = next((hint[1:] for hint in _HINTS if hint[0] in problem), _OTHER)
    return {
        "hint_vi": vi.replace("{{", "{"), "hint_en": en.replace("{{", "{"),
        "remedy_vi": remedy[0].replace("{mend}", mend), "remedy_en": remedy[1].replace("{mend}", mend),
    }  # fmt: skip
