"""What other programs leave behind: old fonts, broken UTF-8, invisible signs, furniture of portals, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.desk.lint.reading import PRINTED, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, error, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import pattern
from bulletin.sources.folding import quoted
from bulletin.text.body.parts import YEAR
from bulletin.text.vietnamese.syllable import is_syllable

LEGACY = error(
    "legacy-text",
    ("“{word}” là chữ của phông cũ (.Vn…): đọc là “{better}”.", "“{word}” is text of an old font: “{better}”."),
    ("Trang in sẽ ra đúng những ký tự lạ này.", "The page would print exactly these signs."),
    ("Xin gõ: {better}", "Type: {better}"),
)
MOJIBAKE = error(
    "mojibake",
    (
        "“{word}” là chữ bị đọc sai bảng mã: đọc là “{better}”.",
        "“{word}” is text read in a wrong encoding: “{better}”.",
    ),
    ("Trang in sẽ ra đúng những ký tự lạ này.", "The page would print exactly these signs."),
    ("Xin gõ: {better}", "Type: {better}"),
)
LOST = error(
    "lost-letter",
    (
        "Một chữ đã mất, chỉ còn dấu thay thế: “{word}”.",
        "A letter is lost; only its replacement sign is left: “{word}”.",
    ),
    ("Chữ gốc không còn trong tệp nên máy không biết là chữ gì.", "The file no longer has it, so nobody can tell it."),
    ("Xin gõ lại chữ ấy theo bản gốc.", "Type the word again from the original."),
)
ZERO = warning(
    "zero-width",
    ("Ký tự vô hình nằm giữa chữ: “{shown}”.", "An invisible sign between letters: “{shown}”."),
    ("Nó dính hai chữ làm một hoặc cắt một chữ làm hai khi tìm và xuống dòng.",
     "It joins two words or cuts one when lines break or text is searched."),
    ("Xin gõ lại: {better}", "Type again: {better}"),
)  # fmt: skip
FURNITURE = warning(
    "furniture",
    ("Dòng của trang mạng còn sót: “{word}”.", "A line of a web page was left: “{word}”."),
    ("Nút bấm và số lượt xem không có nghĩa trên giấy.", "Buttons and counters mean nothing on paper."),
    ("Xin xóa dòng này.", "Delete the line."),
)
REVERSED = warning(
    "reversed-quote",
    ("Dấu ngoặc kép ngược: {word}", "A quotation mark the wrong way round: {word}"),
    ("“ mở và ” đóng lời trích.", "“ opens and ” closes a quotation."),
    ("Xin gõ: {better}", "Type: {better}"),
)
UNPAIRED = warning(
    "unpaired-quote",
    ("Dấu ngoặc kép không có dấu đi cùng: {word}", "A quotation mark without its partner: {word}"),
    ("Bạn đọc không biết lời trích bắt đầu hoặc kết thúc ở đâu.", "Readers cannot tell where the quotation ends."),
    ("Xin thêm dấu “ hoặc ” còn thiếu{whole_vi}.", "Add the missing “ or ”{whole_en}."),
    form=("Xin thêm dấu “ hoặc ” còn thiếu.", "Add the missing “ or ”."),
)
NUMBER_LIST = warning(
    "number-list",
    ("Đoạn bắt đầu bằng “{word}” sẽ thành mục số {word} của một danh sách.",
     "A paragraph that begins with “{word}” becomes item {word} of a list."),
    ("Trong thân bài, số và dấu chấm ở đầu dòng là mục của danh sách.",
     "In a body a number with a stop at the start of a line is a list item."),
    ("Nếu là câu văn, xin gõ: {better}", "If it is a sentence, type: {better}"),
)  # fmt: skip

_OLD = pattern("[a-zA-Z\u00a1-\u00ff\u00ad]*[®µ¸¹»¼½¾¶·ª«¬¢§©¨\u00ad][a-zA-Z\u00a1-\u00ff\u00ad]*")
_TAKEN = pattern(r"\S*(?:Ã|Ä|Æ|á»|áº|Â)\S+")
_ZERO = pattern("([^\\W\\d_]+)([\u200b\u200c\u200d\u2060\ufeff\u00ad]+)([^\\W\\d_]+)")
_LINE = pattern(
    r"^\s*(?:in bài(?: viết)?|in trang(?: này)?|gửi (?:bài|email|cho bạn bè)|chia sẻ(?: bài viết| lên facebook| "
    r"facebook)?|"
    r"undefined|null|nan|\[object object\]|lượt xem\s*:?\s*[\d.]+|[\d.]+ lượt xem|số lượt (?:xem|truy "
    r"cập)\s*:?\s*[\d.]*|"
    r"đánh giá bài viết|bình luận(?: \(\d+\))?|xem thêm\s*>*|đọc thêm\s*>*|quay lại|về đầu trang|tin liên "
    r"quan\s*:?|tin cùng chuyên mục|"
    r"các tin khác|các bài viết khác|cỡ chữ.*|a- a\+?|font size.*|like share|facebook zalo.*|trang chủ\s*[>»].*"
    r"|theo dõi chúng tôi.*|"
    r"copy link|sao chép liên kết|lưu bài viết|từ khóa\s*:.*|tags?\s*:.*|(?:#[^\W\d]\w+\s*)+|\[?ảnh minh "
    r"họa\.?jpe?g\]?|"
    r"[\w-]+\.(?:jpe?g|png|gif|webp))\s*$", 2
)  # fmt: skip
_LAST_DAY = 31
"""Up to this number a paragraph may begin with a day or an item."""
_LIST = pattern(r"^(\d{2,4})\. (?=[A-ZĐÁÀẢẠÂĂÊÔƠƯÝÍ])", re.MULTILINE)


def find_legacy(reading: DeskReading) -> Iterator[Slip]:
    """Single words with a sign of TCVN3 that decode to a syllable; longer runs are `text.unreadable`."""
    for piece in reading.pieces:
        text = piece.typed.text
        if text.isascii() or not any(sign in text for sign in "®µ¸¹»¼½¾¶·ª«¬¢§©¨\u00ad"):
            continue
        from bulletin.text.vietnamese.legacy import decode_legacy

        for match in _OLD.finditer(text):
            word = match.group()
            meant = decode_legacy(word, "tcvn3")
            letters = sum(char.isascii() and char.isalpha() for char in word)
            if (
                letters
                and word != meant
                and is_syllable(meant)
                and not _stands(match, text)
                and not piece.reported(match.start())
            ):
                yield slip(LEGACY, piece, match.span(), meant)


def _stands(match: re.Match[str], text: str) -> bool:
    """Whether the sign is one of its own: `Toyota®`, `5µm`, a quotation in «…»."""
    word = match.group()
    ends = word[-1] in "®©»«·ª§¨" or word[0] in "«»·©§¬"
    glued = text[match.start() - 1 : match.start()].isalnum() or text[match.end() : match.end() + 1].isalnum()
    return ends or glued or word.startswith(("µm", "µg", "µl", "µs"))


def find_mojibake(reading: DeskReading) -> Iterator[Slip]:
    """Single words of UTF-8 that was taken for Windows-1252; longer runs are text.unreadable."""
    for piece in reading.pieces:
        text = piece.typed.text
        if text.isascii() or not any(sign in text for sign in ("Ã", "Ä", "Æ", "á»", "áº", "Â")):
            continue

        for match in _TAKEN.finditer(text):
            meant = _undone(match.group())
            if (
                meant
                and all(is_syllable(part) for part in re.findall(r"[^\W\d_]+", meant))
                and not piece.reported(match.start())
            ):
                yield slip(MOJIBAKE, piece, match.span(), meant)


def _undone(word: str) -> str | None:
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return meant if meant != word else None
    return None


def find_lost(reading: DeskReading) -> Iterator[Slip]:
    """The sign that programs put where they could not read a letter."""
    for piece in reading.pieces:
        if "\ufffd" in piece.typed.text:
            for match in re.finditer(r"\S*\ufffd\S*", piece.typed.text):
                yield slip(LOST, piece, match.span())


def find_zero(reading: DeskReading) -> Iterator[Slip]:
    """Invisible signs between letters."""
    for piece in reading.pieces:
        text = piece.typed.text
        if text.isascii() or not any(sign in text for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"):
            continue
        for match in _ZERO.finditer(text):
            one, other = match[1], match[3]
            if is_syllable(one + other):
                better = one + other
            elif is_syllable(one) and is_syllable(other):
                better = f"{one} {other}"
            else:
                continue
            yield slip(ZERO, piece, match.span(), better, shown=f"{one}·{other}")


def find_furniture(reading: DeskReading) -> Iterator[Slip]:
    """Whole lines that are buttons, counters or tags of a portal, and file names as captions."""
    for piece in reading.of("body", "lead", "photos.caption", "boxes.body"):
        at = 0
        for line in piece.typed.text.split("\n"):
            if line.strip() and len(line) < 120 and (match := _LINE.match(line)):
                lead = len(line) - len(line.lstrip())
                yield slip(FURNITURE, piece, (at + lead, at + match.end() - (len(line) - len(line.rstrip()))))
            at += len(line) + 1


def _quotes(words: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    at = 0
    for paragraph in words.split("\n"):
        marks = [(at + n, char) for n, char in enumerate(paragraph) if char in "“”"]
        if marks:
            yield at, marks
        at += len(paragraph) + 1


def _is_reversed(text: str, marks: list[tuple[int, str]]) -> bool:
    """Whether the marks of a paragraph pair up by their sides, though not by their shapes."""
    if len(marks) % 2 or [char for _, char in marks] == ["“", "”"] * (len(marks) // 2):
        return False
    for number, (at, _char) in enumerate(marks):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = (not before or before in " (\n–-:“") and bool(after) and not after.isspace()
        closes = (not after or after in " .,;:!?…)\n–-”") and bool(before)
        if (number % 2 == 0 and not opens) or (number % 2 and not closes):
            return False
    return True


def find_reversed(reading: DeskReading) -> Iterator[Slip]:
    """Marks the wrong way round in a paragraph where all of them pair up by side."""
    for piece in reading.of(*PRINTED):
        if "“" in piece.words or "”" in piece.words:
            for _, marks in _quotes(piece.words):
                if _is_reversed(piece.words, marks):
                    for number, (at, char) in enumerate(marks):
                        right = "“”"[number % 2]
                        if char != right:
                            yield slip(REVERSED, piece, (at, at + 1), right)


def find_unpaired(reading: DeskReading) -> Iterator[Slip]:
    """The first mark of a paragraph without a partner; a quotation over several paragraphs opens in each.

    Straight marks count as the curly ones that rule R12 prints for them; those that it leaves are named.
    """
    for piece in reading.of(*PRINTED):
        if not any(sign in piece.words for sign in '“”"'):
            continue
        words, straight = _printed_quotes(piece)
        named: list[int] = []
        paragraphs = list(_quotes(words))
        for number, (_, marks) in enumerate(paragraphs):
            lone = _lone(marks)
            if lone is None or _is_reversed(words, marks):
                continue
            goes_on = lone[1] == "“" and number + 1 < len(paragraphs) and paragraphs[number + 1][1][0][1] in "“”"
            came = lone[1] == "”" and number > 0 and _lone(paragraphs[number - 1][1]) is not None
            if not goes_on and not came:
                named.append(piece.paragraph(lone[0])[0])
                yield _unpaired(piece, lone)
        for lone in straight:
            if piece.paragraph(lone[0])[0] not in named:
                yield _unpaired(piece, lone)


def _printed_quotes(piece: TextPiece) -> tuple[str, list[tuple[int, str]]]:
    """The words with the quotation marks that are printed, and the straight ones that stay without a partner."""
    if '"' not in piece.words:
        return piece.words, []
    from bulletin.model import Style
    from bulletin.text.style.quotes import curly, unpaired
    from bulletin.text.style.rule import Setting

    text, setting = piece.typed.text, Setting(Style(), multiline=piece.typed.treatment == "body")
    words = list(piece.words)
    for at, _end, mark in curly(text, setting):
        words[at] = mark if words[at] == '"' else words[at]
    return "".join(words), [lone for lone in unpaired(text, setting) if words[lone[0]] == '"']


def _unpaired(piece: TextPiece, lone: tuple[int, str]) -> Slip:
    """The slip at a mark and the word beside it."""
    at, side = lone
    first, last = piece.paragraph(at)
    vi, en = _around_all(piece, at, side)
    if side == "”":
        return slip(
            UNPAIRED, piece, (max(first, piece.words.rfind(" ", first, at) + 1), at + 1), whole_vi=vi, whole_en=en
        )
    stop = piece.words.find(" ", at + 2, last)
    return slip(UNPAIRED, piece, (at, min(stop if stop > 0 else last, at + 31)), whole_vi=vi, whole_en=en)


def _around_all(piece: TextPiece, at: int, side: str) -> tuple[str, str]:
    """How to type a value that the missing mark would enclose as a whole, for YAML takes such marks for its own."""
    text = piece.typed.text
    if piece.typed.treatment == "body" or at != (0 if side == "“" else len(text) - 1):
        return "", ""
    typed = quoted(f"{text}”" if side == "“" else f"“{text}")
    return f", cả giá trị trong ngoặc kép thẳng: {typed}", f", the whole value in straight quotes: {typed}"


def _lone(marks: list[tuple[int, str]]) -> tuple[int, str] | None:
    opened: list[tuple[int, str]] = []
    for mark in marks:
        if mark[1] == "“":
            opened.append(mark)
        elif opened:
            opened.pop()
        else:
            return mark
    return opened[0] if opened else None


def find_number_list(reading: DeskReading) -> Iterator[Slip]:
    """A paragraph that begins with a number and a stop, of which the body makes an item that nobody counted to.

    Of a year it makes none and says so itself (`text.no-item`), and in verse there are no items.
    """
    for piece in reading.of("body", "boxes.body"):
        for match in _LIST.finditer(piece.typed.text):
            before = str(int(match[1]) - 1) + ". "
            listed = (
                before in piece.typed.text[: match.start()]
                or f"{int(match[1]) + 1}. " in piece.typed.text[match.end() :]
            )
            if _LAST_DAY < int(match[1]) < YEAR and not listed and not piece.quoted(match.start()):
                yield slip(NUMBER_LIST, piece, (match.start(), match.end() - 1), f"{match[1]}\\.")


ROWS: tuple[Row, ...] = (
    Row(LEGACY, "leftovers", find_legacy, "Hôm ấy ®ång chí Bí thư đến.", "Xe Toyota® dày 5 µm đến.", certain=True),
    Row(MOJIBAKE, "leftovers", find_mojibake, "Buổi hội nghá»‹ đã xong.", "Ông José và bà Ân đến.", certain=True),
    Row(LOST, "leftovers", find_lost, "Hội ngh\ufffd đã xong.", "Hội nghị đã xong."),
    Row(ZERO, "leftovers", find_zero, "Hội\u200bnghị đã xong.", "Hội \u200bnghị đã xong.", certain=True),
    Row(
        FURNITURE,
        "leftovers",
        find_furniture,
        "Chợ đông.\n\nLượt xem: 400",
        "Bà con chia sẻ niềm vui.\n\nChia sẻ niềm vui với bà con.",
    ),
    Row(
        REVERSED, "leftovers", find_reversed, "Phong trào ”khéo“ lan rộng.", "Phong trào “khéo” lan rộng.", certain=True
    ),
    Row(
        UNPAIRED,
        "leftovers",
        find_unpaired,
        "Phong trào “Dân vận khéo lan rộng.",
        "Phong trào “Dân vận khéo” lan rộng.",
    ),
    Row(
        NUMBER_LIST,
        "leftovers",
        find_number_list,
        "52. Đó là số hộ đã đóng quỹ.",
        "1. Nằm thêm.\n2. Uống nước.\n\n2025. Đó là năm chợ mở lại.",
        certain=True,
    ),
)
