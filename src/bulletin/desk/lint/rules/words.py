"""Words: what is no syllable, common confusions, two ways of writing in one issue, house terms, abbreviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bulletin.desk.lint import spelling
from bulletin.desk.lint.nearness import suspects
from bulletin.desk.lint.reading import PRINTED, DeskReading, TextPiece, TypedWord
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.tables import rows
from bulletin.errors import Rule, Severity
from bulletin.lazy import pattern
from bulletin.text.vietnamese.syllable import is_syllable

SYLLABLE = warning(
    "syllable",
    ("“{word}” không phải một chữ tiếng Việt.", "“{word}” is no Vietnamese syllable."),
    ("Có lẽ là lỗi gõ: chữ đảo, chữ thừa, sai dấu hoặc dính liền hai chữ.",
     "Probably a slip: letters swapped or doubled, a wrong mark, or two words without a blank."),
    ("Xin gõ lại{offer_vi}; nếu là tên hoặc tiếng nước ngoài thì để nguyên.",
     "Type it again{offer_en}; leave it if it is a name or a foreign word."),
)  # fmt: skip
CONFUSION = warning(
    "confusion",
    ("“{word}” hay bị viết nhầm: đúng là “{better}”.", "“{word}” is a common slip for “{better}”."),
    ("Cách viết này không có trong từ điển.", "No dictionary has this spelling."),
    ("Xin gõ: {better}", "Type: {better}"),
)
PERHAPS = hint(
    "perhaps-confusion",
    ("“{word}” có thể viết nhầm từ “{better}”.", "“{word}” may be a slip for “{better}”."),
    (
        "Hai cách viết đọc gần giống nhau, và cách này đôi khi cũng đúng.",
        "They sound alike, and sometimes both are right.",
    ),
    ("Nếu nhầm, xin gõ: {better}", "If it is one, type: {better}"),
)
SUSPECT = hint(
    "suspect-word",
    ("“{word}” có thể viết nhầm từ “{better}”.", "“{word}” may be a slip for “{better}”."),
    ("Hai chữ này đứng liền nhau thì lạ, mà chỉ khác một từ quen dùng ở một dấu hoặc một âm.",
     "The two syllables are an odd pair, and only a mark or a sound away from a common word."),
    ("Nếu nhầm, xin gõ: {better}; nếu đúng thì để nguyên.",
     "If it is one, type: {better}; leave it if it is right."),
)  # fmt: skip
TONE_MIXED = hint(
    "tone-mixed",
    ("Số báo viết cả “{word}” và “{other}”.", "The issue has both “{word}” and “{other}”."),
    ("Một ấn phẩm nên theo một cách đặt dấu thanh.", "A publication places its tone marks in one way."),
    ("Xin gõ: {better}, hoặc đặt style: {{tone: traditional}} trong publication.yaml.",
     "Type: {better}, or put style: {{tone: traditional}} into publication.yaml."),
    form=("Xin gõ: {better}, hoặc chọn cách đặt dấu thanh của bản tin.",
     "Type: {better}, or choose the tone marks of the bulletin."),
)  # fmt: skip
IY_MIXED = hint(
    "iy-mixed",
    ("Số báo viết cả “{word}” và “{other}”.", "The issue has both “{word}” and “{other}”."),
    ("Một ấn phẩm nên viết một chữ theo một cách, i hoặc y.", "A publication writes a word in one way, with i or y."),
    ("Xin gõ: {better}", "Type: {better}"),
)
TERM = warning(
    "term",
    ("“{word}”: tòa soạn viết “{better}”.", "“{word}”: the house writes “{better}”."),
    ("publication.yaml, mục thuat_ngu, quy định như vậy.", "The terms of publication.yaml say so."),
    ("Xin gõ: {better}", "Type: {better}"),
)
ABBREVIATION = hint(
    "abbreviation",
    ("“{word}” là chữ viết tắt chưa được viết đầy đủ trong bài.", "“{word}” is not written out in the story."),
    ("Bạn đọc có thể không biết chữ viết tắt này.", "Readers may not know it."),
    ("Xin viết đầy đủ ở lần đầu, kèm “({word})”, hoặc ghi vào viet_tat trong publication.yaml.",
     "Write it out the first time with “({word})”, or add it to abbreviations in publication.yaml."),
    form=("Xin viết đầy đủ ở lần đầu, kèm “({word})”, hoặc thêm vào “Chữ viết tắt” của bản tin.",
     "Spell it out the first time with “({word})”, or add it to the abbreviations of the bulletin."),
)  # fmt: skip
FOREIGN = hint(
    "foreign",
    ("“{word}” có từ tiếng Việt quen dùng: {better}.", "“{word}” has a usual Vietnamese word: {better}."),
    ("Bạn đọc lớn tuổi dễ hiểu tiếng Việt hơn.", "Older readers understand the Vietnamese word."),
    ("Xin gõ: {better}", "Type: {better}"),
)

KNOWN_LIST = """
    CT UBND HĐND MTTQ TDP TP HCM THCS THPT BCH ĐTN LHPN TNCS CCB CSGT PCCC BHXH BHYT BTV NXB PGS TS ThS GS BS
    KS NSND NSƯT CLB VN ASEAN UNESCO WHO FIFA VAR QR ATM USB SMS OCOP HTX NTM KT XH AN QP CAP CA QS GD ĐT YT
    VH TT TTXVN PV BTC BCT BBT TW TƯ TU ĐU QU HU ID PDF LED CO KCN KĐT VSATTP ATGT ANTT HIV AIDS COVID SOS GDP
    FDI ODA TNHH CTCP
    """
KNOWN = frozenset(KNOWN_LIST.split())
_CAPITALS = pattern(r"(?<![\w/.-])[A-ZĐƯƠ]{2,8}(?![\w/.-])")
_NUMBER_BEFORE = pattern(r"[\d/.-]\s?$")
_ENGLISH = {
    "marketing": "tiếp thị", "workshop": "hội thảo", "livestream": "phát trực tiếp", "deadline": "hạn chót",
    "feedback": "phản hồi", "hotline": "đường dây nóng", "website": "trang mạng", "shipper": "người giao hàng",
    "check-in": "đến thăm và chụp ảnh", "training": "tập huấn", "show": "buổi diễn", "fan": "người hâm mộ",
    "meeting": "cuộc họp", "team": "nhóm", "tour": "chuyến đi", "clip": "đoạn phim", "stress": "căng thẳng",
}  # fmt: skip
_OPEN = {"hoà": "hòa", "hoá": "hóa", "hoạ": "họa", "toà": "tòa", "loà": "lòa", "khoẻ": "khỏe", "xoá": "xóa",
"thuý": "thúy",
         "thuỷ": "thủy", "uỷ": "ủy", "quý": "", "huỷ": "hủy", "luỹ": "lũy", "tuỳ": "tùy", "tuý": "túy", "truỵ": "trụy",
         "suý": "súy", "nguỵ": "ngụy", "khoá": "khóa", "đoạ": "đọa", "toạ": "tọa", "doạ": "dọa", "hoè": "hòe",
         "loé": "lóe",
         "xoè": "xòe", "choá": "chóa", "thoả": "thỏa", "hoả": "hỏa", "goá": "góa", "loà ": ""}  # fmt: skip
_IY = {
    "sỹ": "sĩ",
    "kỹ": "kĩ",
    "lý": "lí",
    "kỷ": "kỉ",
    "kỳ": "kì",
    "mỹ": "mĩ",
    "tỷ": "tỉ",
    "hy": "hi",
    "vỹ": "vĩ",
    "ty": "ti",
}


def find_syllable(reading: DeskReading) -> Iterator[Slip]:
    """Words with a Vietnamese mark that are no syllable, and plain ones that are one with two letters swapped."""
    for piece in reading.of(*PRINTED, "quotes.by", "photos.alt"):
        tokens = piece.tokens
        for number, word in enumerate(tokens):
            if spelling.wrong(word.text) and not _excused(piece, tokens, number) and not _foreign(piece, word):
                better = spelling.better(word.text)
                yield slip(SYLLABLE, piece, (word.start, word.end), better,
                           offer_vi=f": {better}" if better else "",
                           offer_en=f": {better}" if better else "")  # fmt: skip


def _foreign(piece: TextPiece, word: TypedWord) -> bool:
    """Whether a word is in a line of an old encoding, or among others that are no Vietnamese either."""
    if piece.reported(word.start):
        return True
    start, end = piece.sentence(word.start)
    beside = [other for other in piece.tokens if start <= other.start < end]
    wrong = sum(spelling.wrong(other.text) for other in beside)
    return wrong >= 4 and 3 * wrong > len(beside)


def _excused(piece: TextPiece, tokens: tuple[TypedWord, ...], number: int) -> bool:
    """Names, words inside of longer signs, and foreign surroundings."""
    word, text = tokens[number], piece.words
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    if before.isdigit() or after.isdigit() or before in ("/", "-", "@", "_", "&") or after in ("-", "@", "_", "&"):
        return True
    if after == "." and text[word.end + 1 : word.end + 2].isalpha():
        return not (text[word.end + 1].isupper() and len(word.text) > 2)
    if after and not after.isascii() and not after.isalpha() and after not in "“”‘’…–—•":
        return True  # a part of a word in a wrong encoding
    if word.text.isupper() and not piece.sentence_text(word.start).isupper():
        return True  # an abbreviation: HĐND, CSĐT
    if word.text[0].isupper() and not word.text.isupper() and piece.words[: word.start].strip():
        start = piece.sentence(word.start)[0]
        if text[start : word.start].strip(' “"‘(-–*') and not spelling.sure(word.text):
            return True
    if word.text.isascii():
        beside = (*tokens[max(0, number - 1) : number], *tokens[number + 1 : number + 2])
        return not beside or not all(is_syllable(other.text) for other in beside) or piece.quoted(word.start)
    return False


@lru_cache(maxsize=2)
def _confusions(sure: bool) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First syllable → the whole phrases that begin with it, and what is right."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for wrong, right, *doubt in rows("confusions"):
        if sure == bool(doubt):
            continue
        phrase = tuple(wrong.split())
        found.setdefault(phrase[0], []).append((phrase, right))
    for phrases in found.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return found


def find_confusion(reading: DeskReading) -> Iterator[Slip]:
    """Phrases of the list of confusions that are never right."""
    return _confused(reading, CONFUSION, _confusions(sure=True))


def find_perhaps(reading: DeskReading) -> Iterator[Slip]:
    """Phrases of the list of confusions that are right in some sentences."""
    return _confused(reading, PERHAPS, _confusions(sure=False))


def _confused(reading: DeskReading, rule: Rule, known: dict[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[Slip]:
    for piece in reading.of(*PRINTED, "quotes.by", "photos.alt"):
        tokens = piece.tokens
        for number, word in enumerate(tokens):
            for phrase, right in known.get(word.small, ()):
                if found := _phrase(piece, tokens[number : number + len(phrase)], phrase):
                    yield slip(rule, piece, found, _cased(piece.words[found[0] : found[1]], right))
                    break


def _phrase(piece: TextPiece, tokens: tuple[TypedWord, ...], phrase: tuple[str, ...]) -> tuple[int, int] | None:
    if tuple(word.small for word in tokens) != phrase:
        return None
    start, end = tokens[0].start, tokens[-1].end
    typed = piece.words[start:end]
    name = any(word.text[0].isupper() for word in tokens[1:]) and not typed.isupper()
    return None if name or len(" ".join(typed.split())) != len(typed) or not _blank_only(typed) else (start, end)


def _blank_only(text: str) -> bool:
    return all(char.isalpha() or char == " " for char in text)


def _cased(typed: str, right: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return right.upper()
    return right[0].upper() + right[1:] if typed[0].isupper() else right


def find_suspect(reading: DeskReading) -> Iterator[Slip]:
    """Pairs of real syllables that are near a word of two syllables; never capitals, never words of others."""
    for piece in reading.of(*PRINTED):
        for run in _small_runs(piece):
            for at, meant in suspects([word.text for word in run]):
                one, other = run[at], run[at + 1]
                if not piece.quoted(one.start) and not piece.reported(one.start):
                    yield slip(SUSPECT, piece, (one.start, other.end), " ".join(meant))


def _small_runs(piece: TextPiece) -> Iterator[list[TypedWord]]:
    """Neighbouring syllables in small letters with one blank between them."""
    run: list[TypedWord] = []
    for word in piece.tokens:
        if run and piece.words[run[-1].end : word.start] != " ":
            yield run
            run = []
        if word.text.islower() and is_syllable(word.text):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def find_tone_mixed(reading: DeskReading) -> Iterator[Slip]:
    """The rarer way to place tone marks on oa, oe, uy in small letters, once for each word."""
    yield from _mixed(reading, {new: old for new, old in _OPEN.items() if old}, TONE_MIXED)


def find_iy_mixed(reading: DeskReading) -> Iterator[Slip]:
    """A word that the issue writes with i and with y."""
    yield from _mixed(reading, _IY, IY_MIXED, each=True)


def _mixed(reading: DeskReading, pairs: dict[str, str], rule: Rule, each: bool = False) -> Iterator[Slip]:
    both = set(pairs) | set(pairs.values())
    found = [(word, piece) for piece in reading.of(*PRINTED) for word in piece.tokens if word.text in both]
    counted = Counter(word.text for word, _ in found)
    ones, others = sum(counted[a] for a in pairs), sum(counted[b] for b in pairs.values())
    if not ones or not others:
        return
    said = set()
    for word, piece in found:
        better = pairs.get(word.text) or next(a for a, b in pairs.items() if b == word.text)
        own, other = (
            (counted[word.text], counted[better])
            if each
            else ((ones, others) if word.text in pairs else (others, ones))
        )
        if other and (own < other or (own == other and word.text in pairs)) and word.text not in said:
            said.add(word.text)
            usual = (
                better if counted[better] else next(w.text for w, _ in found if (w.text in pairs) == (better in pairs))
            )
            yield slip(rule, piece, (word.start, word.end), better, other=usual)


def find_term(reading: DeskReading) -> Iterator[Slip]:
    """Wordings that the publication avoids, at the level that it sets."""
    for term in reading.publication.terms:
        if not term.bad.strip():
            continue
        rule = TERM if term.level == "warning" else replace(TERM, severity=Severity(term.level))
        for piece in reading.of(*PRINTED, "short_title", "photos.alt"):
            at = piece.words.find(term.bad)
            while at >= 0:
                end = at + len(term.bad)
                whole = not piece.words[at - 1 : at].isalnum() and not piece.words[end : end + 1].isalnum()
                if whole and not piece.words.startswith(term.good, at) and not piece.quoted(at):
                    yield slip(rule, piece, (at, end), term.good)
                at = piece.words.find(term.bad, end)


def find_abbreviation(reading: DeskReading) -> Iterator[Slip]:
    """Abbreviations that neither the house list nor the story explains, once in a story."""
    known = KNOWN | set(reading.publication.abbreviations or {})
    for story in reading.stories:
        explained = " ".join(piece.words for piece in story.pieces)
        said: set[str] = set()
        for piece in story.of("lead", "body", "boxes.body"):
            for match in _CAPITALS.finditer(piece.words):
                word = match.group()
                plain = word in known or word in said or is_syllable(word) or set(word) <= set("IVXLC")
                if not plain and f"({word})" not in explained and not piece.words[: match.end()].isupper():
                    said.add(word)
                    yield slip(ABBREVIATION, piece, match.span())


def find_foreign(reading: DeskReading) -> Iterator[Slip]:
    """English words with a usual Vietnamese one."""
    for piece in reading.of(*PRINTED):
        for word in piece.tokens:
            if word.text in _ENGLISH and not piece.quoted(word.start):
                yield slip(FOREIGN, piece, (word.start, word.end), _ENGLISH[word.text])


ROWS: tuple[Row, ...] = (
    Row(
        SYLLABLE, "words", find_syllable, "Các ban, nghành đều dự họp.", "Ôtô của HĐND và ông Y Niê qua cầu Đắk Krông."
    ),
    Row(
        CONFUSION,
        "words",
        find_confusion,
        "Chi bộ được khen vì thành tích suất sắc.",
        "Ông Nguyễn Hoàng Thiện được khen vì thành tích xuất sắc.",
        certain=True,
    ),
    Row(PERHAPS, "words", find_perhaps, "Bà con chia sẽ niềm vui.", "Bà con chia sẻ niềm vui."),
    Row(SUSPECT, "words", find_suspect, "Việc đã xong hoàn toán.", "Cả nhà đón người già cả lên đồi."),
    Row(
        TONE_MIXED,
        "words",
        find_tone_mixed,
        "Nhà văn hóa mở cửa. Đội văn hoá tập hát. Khóa học đã xong.",
        "Nhà văn hóa mở cửa. Bà Hoà dự khóa học.",
    ),
    Row(
        IY_MIXED,
        "words",
        find_iy_mixed,
        "Bác sĩ đến sớm. Bác sĩ khám cho bà con. Một bác sỹ ở lại.",
        "Bác sĩ Sỹ đến sớm, khám kỹ cho bà con.",
    ),
    Row(
        TERM,
        "words",
        find_term,
        "@term tổ chức đảng → tổ chức Đảng\nMỗi tổ chức đảng chọn một việc.",
        "@term tổ chức đảng → tổ chức Đảng\nMỗi tổ chức Đảng chọn một việc.",
    ),
    Row(
        ABBREVIATION,
        "words",
        find_abbreviation,
        "Dự án GPMB đã xong.",
        "Giải phóng mặt bằng (GPMB) đã xong; UBND phường cảm ơn bà con. Việc GPMB tiếp theo vào quý II.",
    ),
    Row(FOREIGN, "words", find_foreign, "Trạm y tế mở hotline cho bà con.", "Trạm y tế mở đường dây nóng cho bà con."),
)
