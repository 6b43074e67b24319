"""What a letter is that cannot be printed, in words, and what to type in its place."""

from __future__ import annotations

import unicodedata

from bulletin.errors import Text
from bulletin.lazy import dataclass
from bulletin.text.letters.ignorable import is_ignorable

_BULLETS = frozenset(
    "•●○◦■□▪▫◆◇◊►▶▸‣⁃➢➤➣➔❖❑❒✦✧☐☑✓✔✅☞👉\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06f\uf0a8\uf02d\uf0e8\uf0e0\uf071\uf0f0\uf077"
)
"""Signs that word processors and chat programs put before the items of a list (Symbol and Wingdings: U+F0xx)."""

_INSTEAD = {
    "㎡": "m²", "㎢": "km²", "㎥": "m³", "℡": "ĐT", "☎": "ĐT:", "📞": "ĐT:", "✉": "Thư:", "📧": "Thư:", "📍": "Ở:",
    "⁄": "/", "∕": "/", "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "∶": ":", "、": ",", "。": ".",
    "「": "“", "」": "”", "『": "“", "』": "”", "【": "[", "】": "]", "《": "“", "》": "”", "〈": "“", "〉": "”",
    "〜": "~",
    "～": "~", "−": "–", "‐": "-", "‑": "-", "‒": "–", "―": "–", "′": "’", "″": "”", "➡": "→", "⇒": "→", "➜": "→",
    "❝": "“", "❞": "”", "❛": "‘", "❜": "’", "✕": "×", "✖": "×", "★": "*", "☆": "*", "⭐": "*",
}  # fmt: skip
_ENCIRCLED = {
    0x2460: range(1, 21), 0x24EB: range(11, 21), 0x24F5: range(1, 11), 0x2776: range(1, 11), 0x2780: range(1, 11),
    0x278A: range(1, 11), 0x2474: range(1, 21),
}  # fmt: skip
_SCRIPTS = {
    "CJK": ("chữ Hán", "a Chinese character"), "HANGUL": ("chữ Hàn", "a Korean letter"),
    "HIRAGANA": ("chữ Nhật", "a Japanese letter"), "KATAKANA": ("chữ Nhật", "a Japanese letter"),
    "THAI": ("chữ Thái Lan", "a Thai letter"), "LAO": ("chữ Lào", "a Lao letter"),
    "KHMER": ("chữ Khmer", "a Khmer letter"), "CHAM": ("chữ Chăm", "a Cham letter"),
    "TAI": ("chữ Thái", "a Tai letter"), "ARABIC": ("chữ Ả Rập", "an Arabic letter"),
    "HEBREW": ("chữ Do Thái", "a Hebrew letter"), "DEVANAGARI": ("chữ Ấn Độ", "a Devanagari letter"),
    "CYRILLIC": ("chữ Kirin", "a Cyrillic letter"), "GREEK": ("chữ Hy Lạp", "a Greek letter"),
}  # fmt: skip

_EMOJI = Text("biểu tượng cảm xúc (emoji)", "an emoji")
_PICTURE = Text("hình vẽ nhỏ", "a small picture")
_SIGN = Text("ký hiệu", "a sign")


@dataclass(frozen=True, slots=True)
class LetterName:
    """What a letter is, with its Unicode name, and the advice what to type."""

    kind: Text
    name: str
    advice: Text


def describe(letter: str, covered: frozenset[int], before: str = "") -> LetterName:
    """A letter that a face lacks.

    Args:
        letter: one character.
        covered: the code points that the face has; nothing else is advised.
        before: the character in front of it, which a combining mark belongs to.
    """
    name = unicodedata.name(letter, "")
    kind, advice = _kind(letter, name, covered, before)
    return LetterName(kind, name.lower() or "–", advice)


def replacement(letter: str, covered: frozenset[int]) -> str | None:
    """What says the same in letters that can be printed (`℃` → `°C`, `Ⅱ` → `II`); None if nothing does."""
    number = _encircled(letter)
    candidates = (_INSTEAD.get(letter), number, unicodedata.normalize("NFKC", letter), _without_marks(letter))
    for words in candidates:
        if words and words != letter and words.strip() and all(ord(char) in covered for char in words):
            return words
    return None


def _encircled(letter: str) -> str | None:
    for first, numbers in _ENCIRCLED.items():
        if first <= ord(letter) < first + len(numbers):
            return f"({numbers[ord(letter) - first]})"
    return None


def _without_marks(letter: str) -> str:
    """A letter of the Latin script without the marks that make it foreign (`ḩ` → `h`)."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 and parts[0].isascii() and parts[0].isalpha() else ""


def _kind(letter: str, name: str, covered: frozenset[int], before: str) -> tuple[Text, Text]:
    code, category = ord(letter), unicodedata.category(letter)
    special = _special(letter, code, category, before)
    if special is not None:
        return special
    if letter in _BULLETS:
        return Text("dấu đầu dòng", "a bullet"), _LIST
    kind = _EMOJI if code >= 0x1F000 else _PICTURE if 0x2600 <= code <= 0x27BF else _SIGN
    script = next((words for script, words in _SCRIPTS.items() if name.startswith(script)), None)
    if category.startswith("L"):
        kind = Text(*script) if script else Text("chữ cái", "a letter")
    instead = replacement(letter, covered)
    if instead is not None:
        return kind, Text(f"Hãy gõ “{instead}” thay cho “{letter}”.", f"Type “{instead}” instead of “{letter}”.")
    if script and category.startswith("L"):
        return kind, _TRANSCRIBE
    return kind, _DELETE


_DELETE = Text(
    "Hãy xóa ký tự này; nếu nó mang nghĩa thì viết thành lời.", "Delete it; if it means something, say it in words."
)
_LIST = Text(
    "Hãy xóa ký tự này; muốn có danh sách thì bắt đầu mỗi dòng bằng “- ”.",
    "Delete it; for a list, begin each line with “- ”.",
)
_TRANSCRIBE = Text("Hãy viết bằng chữ Latinh (phiên âm), hoặc xóa đi.", "Write it in Latin letters, or delete it.")
_ERASE = Text(
    "Hãy xóa ký tự không nhìn thấy này: xóa cả chữ ở hai bên rồi gõ lại bằng tay.",
    "Delete it: remove the letters on both sides of it too and type them again by hand.",
)


def _special(letter: str, code: int, category: str, before: str) -> tuple[Text, Text] | None:
    """Characters that are no letters of any script: lost, invisible, private, combining."""
    if code == 0xFFFD:
        return (
            Text("dấu của một chữ đã mất khi chuyển mã", "the mark of a letter that was lost in a conversion"),
            Text("Hãy gõ lại chữ đã mất ở chỗ này.", "Type the lost letter again."),
        )
    if code == 0xAD:
        return Text("gạch nối ẩn, hoặc chữ “ư” của phông cũ", "a soft hyphen, or “ư” of an old font"), _ERASE
    if 0xE0000 <= code <= 0xE007F:
        return Text("chữ nhãn không nhìn thấy", "an invisible tag letter"), _ERASE
    if is_ignorable(letter):
        return Text("ký tự không nhìn thấy", "an invisible character"), _ERASE
    if category == "Co" and letter not in _BULLETS:
        return Text("ký tự riêng của một phông chữ", "a private character of some font"), _DELETE
    if category in {"Cn", "Cc", "Cs"}:
        return Text("mã không có chữ nào", "a code without a letter"), _DELETE
    if 0x1F1E6 <= code <= 0x1F1FF:
        return Text("nửa lá cờ (emoji)", "half of a flag emoji"), _DELETE
    if code == 0x20E3:
        plain = f"“{before}”" if before.strip() else ""
        vi = f"Hãy xóa phím bao quanh, chỉ để lại {plain}." if plain else _DELETE.vi
        en = f"Delete the keycap and leave {plain}." if plain else _DELETE.en
        return Text("ô phím của emoji", "the keycap of an emoji"), Text(vi, en)
    if category.startswith("M"):
        return Text("dấu ghép vào chữ đứng trước", "a mark on the letter before it"), _DELETE
    return None
