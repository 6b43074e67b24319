"""What there is to say about a letter that cannot be printed."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

MISSING_LETTER = Rule(
    "font.missing-letter",
    Severity.ERROR,
    Text(
        "Không in được “{letter}” ở {field}: {kind_vi}, U+{code} {name}; phông {face} không có ký tự này{also_vi}.",
        "“{letter}” in {field} cannot be printed: {kind_en}, U+{code} {name}; {face} does not have it{also_en}.",
    ),
    Text("Trên giấy chỗ đó sẽ trống hoặc thành một ô vuông.", "On paper there would be nothing, or an empty box."),
    Text("{advice_vi}", "{advice_en}"),
)
