"""What there is to say about text as it was typed."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

_WHY = Text(
    "Trang in sẽ ra đúng những ký tự lạ này và bạn đọc không đọc được.",
    "The page would print exactly these signs, and nobody could read them.",
)
_REMEDY = Text(
    "Hãy thay cả dòng bằng: {mend}",
    "Replace the whole line by: {mend}",
)

UNREADABLE = Rule(
    "text.unreadable",
    Severity.ERROR,
    Text(
        "Chữ không đọc được ({encoding_vi}): “{word}”{more_vi} đọc là “{words}”.",
        "Unreadable text ({encoding_en}): “{word}”{more_en} means “{words}”.",
    ),
    _WHY,
    _REMEDY,
    form=Text(
        "Hãy dán lại đoạn chữ từ nguồn, hoặc gõ lại: {words}",
        "Paste the words again from their source, or type: {words}",
    ),
)
PERHAPS_UNREADABLE = Rule(
    "text.perhaps-unreadable",
    Severity.WARNING,
    Text(
        "Có lẽ là chữ không đọc được ({encoding_vi}): “{word}”{more_vi} có thể đọc là “{words}”.",
        "Perhaps unreadable text ({encoding_en}): “{word}”{more_en} may mean “{words}”.",
    ),
    _WHY,
    Text(
        "Nếu đúng vậy, hãy thay cả dòng bằng: {mend}",
        "If so, replace the whole line by: {mend}",
    ),
    form=Text(
        "Nếu đúng vậy, hãy dán lại đoạn chữ từ nguồn, hoặc gõ lại: {words}",
        "If so, paste the words again from their source, or type: {words}",
    ),
)
LONG_WORD = Rule(
    "text.long-word",
    Severity.WARNING,
    Text(
        "Một chữ dài {length} ký tự liền nhau, không có chỗ xuống dòng: “{word}…”.",
        "A word of {length} signs without a place to break: “{word}…”.",
    ),
    Text(
        "Cột báo chỉ rộng vài chục ký tự nên chữ này bị cắt ngang tùy tiện.",
        "A column holds a few dozen signs, so this word is cut anywhere.",
    ),
    Text(
        "Hãy thêm dấu cách vào chỗ cần tách, hoặc xóa phần thừa.",
        "Put spaces where it parts, or delete what is too much.",
    ),
)
