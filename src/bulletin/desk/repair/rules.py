"""What there is to say about repairs, comments that keep rules away, and the desk's settings."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.sources.folding import nearest

IGNORE_UNUSED = Rule(
    "desk.ignore-unused",
    Severity.WARNING,
    Text(
        "Dòng “bỏ qua {rule}” không còn tác dụng: không có chỗ nào như vậy.",
        "This comment keeps {rule} away from nothing: there is no such place.",
    ),
    Text(
        "Có thể chữ đã được sửa, hoặc mã luật, chữ hay dòng gõ nhầm; một lỗi thật về sau sẽ bị bỏ qua theo.",
        "The words may have been changed, or the rule, the words or the line are wrong; a real slip could hide here.",
    ),
    Text(
        "Hãy xóa dòng ghi chú này. Nếu vẫn cần: đặt nó ngay trên trường có chữ ấy, dạng "
        "# bulletin: bỏ qua MÃ: chữ cần giữ",
        "Delete this comment. If it is needed, put it right above the field with the words, as "
        "# bulletin: bỏ qua RULE: words to keep",
    ),
)
UNKNOWN_RULE = Rule(
    "desk.unknown-rule",
    Severity.WARNING,
    Text("Bàn soát bài không có luật “{rule}”.{near_vi}", "The copy desk has no rule “{rule}”.{near_en}"),
    Text(
        "Cài đặt hay ghi chú này không có tác dụng.",
        "This setting or comment does nothing.",
    ),
    Text(
        "Hãy gõ đúng mã luật như bulletin desk in ra trong ngoặc vuông, ví dụ: desk.syllable",
        "Type the id of the rule as bulletin desk prints it in square brackets, such as: desk.syllable",
    ),
)
UNKNOWN_LEVEL = Rule(
    "desk.unknown-level",
    Severity.WARNING,
    Text("Không có mức báo “{level}” cho luật {rule}.", "There is no level “{level}” for the rule {rule}."),
    Text("Luật giữ mức báo của nó.", "The rule keeps its own level."),
    Text(
        "Hãy gõ một trong: lỗi, cảnh báo, nhắc. Ví dụ: {rule}: nhắc",
        "Type one of: error, warning, info. For example: {rule}: info",
    ),
)
CHANGED_MEANWHILE = Rule(
    "desk.changed-meanwhile",
    Severity.WARNING,
    Text(
        "“{file}” vừa được người khác hay chương trình khác ghi lại; bàn soát bài không động vào tệp này.",
        "“{file}” was written by somebody else meanwhile; the copy desk did not touch it.",
    ),
    Text(
        "Ghi đè lúc này sẽ làm mất phần mới sửa.",
        "Writing now would lose what was changed.",
    ),
    Text("Hãy lưu và đóng tệp, rồi chạy lại cùng lệnh.", "Save and close the file, then run the same command again."),
    ExitCode.REFUSED,
)
NOT_A_FILE = Rule(
    "desk.not-written",
    Severity.WARNING,
    Text(
        "“{file}” không phải một tệp thường có thể ghi; bàn soát bài không động vào nó.",
        "“{file}” is no ordinary file that can be written; the copy desk did not touch it.",
    ),
    Text(
        "Ghi qua một liên kết có thể đè lên tệp ở nơi khác.", "Writing through a link could replace a file elsewhere."
    ),
    Text("Hãy thay liên kết bằng chính tệp ấy, rồi chạy lại.", "Put the file itself in its place and run again."),
)
NOT_REPAIRED = Rule(
    "desk.not-repaired",
    Severity.INFO,
    Text(
        "Không sửa được “{word}” → “{better}” mà giữ nguyên mọi thứ khác trong tệp; chỗ này để nguyên.",
        "“{word}” → “{better}” cannot be typed without touching something else in the file; it was left.",
    ),
    Text(
        "Cách ghi giá trị này trong YAML không cho sửa riêng mấy chữ ấy.",
        "The way in which this value is written in YAML does not allow it.",
    ),
    Text("Hãy sửa bằng tay: gõ {better}", "Change it by hand: type {better}"),
)


def unknown_rule(rule: str, place: Place, known: Iterable[str]) -> Finding:
    """The finding for the id of a rule that there is not."""
    near = nearest(rule, known, cutoff=0.75)
    vi, en = (f" Có phải là {near}?", f" Did you mean {near}?") if near else ("", "")
    return Finding(UNKNOWN_RULE, place, rule, {"rule": rule, "near_vi": vi, "near_en": en})
