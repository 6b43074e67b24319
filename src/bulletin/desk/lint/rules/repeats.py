"""What is said twice: a sentence in two stories, a caption that is a sentence of the body, a word typed double."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bulletin.desk.lint.earlier import plain_words
from bulletin.desk.lint.reading import PRINTED, DeskReading, Span, TextPiece, TypedWord
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.tables import words as listed
from bulletin.errors import Rule
from bulletin.fields import GAPS
from bulletin.text.fold import slug

SENTENCE = warning(
    "same-sentence",
    ("Câu này có cả ở bài khác ({file}): “{word}”.", "This sentence is in another story too ({file}): “{word}”."),
    ("Bạn đọc thấy một câu hai lần trong một số báo.", "Readers meet one sentence twice in one issue."),
    ("Xin bỏ hoặc viết lại câu ở một bài.", "Cut or rewrite it in one of the stories."),
)
CAPTION_BODY = warning(
    "caption-is-body",
    ("Chú thích ảnh là một câu của bài: “{word}”.", "The caption is a sentence of the story: “{word}”."),
    ("Chú thích nên nói ai, ở đâu, lúc nào trong ảnh.", "A caption says who, where and when in the photo."),
    ("Xin viết chú thích khác, hoặc bỏ câu ấy trong bài.", "Write another caption, or cut the sentence."),
)
CAPTION_TWICE = warning(
    "caption-twice",
    ("Hai ảnh có cùng chú thích: “{word}”.", "Two photos have one caption: “{word}”."),
    ("Có thể một ảnh đã chép nhầm chú thích.", "One caption may have been copied by mistake."),
    ("Xin viết chú thích riêng cho từng ảnh.", "Write a caption for each photo."),
)
LEAD = warning(
    "lead-is-body",
    ("Đoạn đầu bài lặp lại sa-pô.", "The first paragraph repeats the standfirst."),
    ("Sa-pô in ngay trên đoạn đầu: bạn đọc đọc hai lần một ý.", "It is printed right below the standfirst."),
    ("Xin bỏ đoạn đầu của bài, hoặc bỏ sa-pô.", "Delete the first paragraph, or the standfirst."),
)
DOUBLED = warning(
    "doubled-word",
    ("Gõ hai lần: “{word}”.", "Typed twice: “{word}”."),
    ("Chữ lặp là lỗi gõ hay gặp khi sửa câu.", "It happens when a sentence is changed."),
    ("Xin gõ: {better}", "Type: {better}"),
)
DOUBLED_SYLLABLE = hint(
    "doubled-syllable",
    ("Có thể gõ hai lần: “{word}”.", "Perhaps typed twice: “{word}”."),
    ("Hai từ ghép liền nhau cũng có thể như vậy (tổ chức chức năng).", "Two compounds may also meet like this."),
    ("Nếu thừa, xin gõ: {better}", "If one is too many, type: {better}"),
)
_LEAST = 12
_FUNCTION_LIST = """
    của và các những được đã đang sẽ với cho tại trong trên để khi như theo thì mà bị do bởi nhưng hoặc nếu vì
    cũng rất không có một hai ba nhiều vào ở này đó kia tôi chúng họ ông phải cần về từ là về ngoài dưới giữa
    đến
    """
_FUNCTION = frozenset(_FUNCTION_LIST.split()) - {"ông"}
_IN_TURN = frozenset(("từng", "mỗi", "rất", "mãi", "nhiều", "lần", "ngày", "hoan", "năm", "tháng", "đêm"))
"""`từng bước từng bước`: pairs that are rightly said twice begin with these."""
_NOT_SURE_LIST = """
    là có về từ đến hai ba một trên trong
    """
_NOT_SURE = frozenset(_NOT_SURE_LIST.split())

AGAIN = hint(
    "story-again",
    ("Bài “{word}” gần như đã in ở {other}.", "The story “{word}” was printed before, in {other}."),
    ("Hơn 60 % chữ của bài có trong bài ấy của một số trước.",
     "More than 60 % of its words are in that story of an earlier issue."),
    ("Nếu in lại là cố ý thì để nguyên; nếu không, hãy bỏ bài khỏi issue.yaml hoặc viết phần mới.",
     "If it is meant to be printed again, leave it; if not, take it out of issue.yaml or write what is new."),
)  # fmt: skip
_RUN = 8
_LEAST_RUNS = 6
_PROBES = 12
_SAME = 0.6


def _sentences(piece: TextPiece) -> Iterator[tuple[str, Span, int]]:
    for start, end in piece.sentences:
        key = slug(piece.words[start:end])
        yield key, (start, start + len(piece.words[start:end].rstrip())), key.count("-") + 1


def find_sentence(reading: DeskReading) -> Iterator[Slip]:
    """A sentence of at least twelve syllables that two stories have, at its second place."""
    seen: dict[str, tuple[TextPiece, Span]] = {}
    for piece in reading.of("lead", "body", "boxes.body"):
        for start, end in piece.sentences:
            if end - start < 40:
                continue
            key = " ".join(word for word in piece.small[start:end].split())
            first = seen.setdefault(key, (piece, (start, end)))
            if first[0].story != piece.story and key.count(" ") + 1 >= _LEAST and not piece.quoted(start + 1):
                span = (start, start + len(piece.words[start:end].rstrip()))
                yield slip(SENTENCE, piece, span, others=[(first[0], *first[1])], file=first[0].typed.file)


def find_caption_body(reading: DeskReading) -> Iterator[Slip]:
    """A caption of at least six syllables that is a sentence of its story."""
    for story in reading.stories:
        captions = [(slug(piece.words), piece) for piece in story.of("photos.caption")]
        if captions:
            keys = {key for piece in story.of("lead", "body") for key, _, _ in _sentences(piece)}
            for key, piece in captions:
                if key in keys and key.count("-") >= 5:
                    yield slip(CAPTION_BODY, piece, (0, len(piece.words.rstrip())))


def find_caption_twice(reading: DeskReading) -> Iterator[Slip]:
    """A caption that an earlier photo of the issue has."""
    seen: dict[str, TextPiece] = {}
    for piece in reading.of("photos.caption"):
        key = slug(piece.words)
        if key and piece.words.strip() not in GAPS and (first := seen.setdefault(key, piece)) is not piece:
            yield slip(CAPTION_TWICE, piece, (0, len(piece.words.rstrip())), others=[(first, 0, len(first.words))])


def find_lead(reading: DeskReading) -> Iterator[Slip]:
    """A first paragraph that shares more than four fifths of its runs of three syllables with the lead."""
    for story in reading.stories:
        lead = next(story.of("lead"), None)
        body = next(story.of("body"), None)
        if lead is None or body is None:
            continue
        start, end = body.paragraph(len(body.words) - len(body.words.lstrip()))
        one, other = _shingles(lead.small), _shingles(body.small[start:end])
        if len(other) >= 6 and len(one & other) > 0.8 * len(other):
            yield slip(
                LEAD, body, (start, start + len(body.words[start:end].rstrip())), others=[(lead, 0, len(lead.words))]
            )


def _shingles(text: str) -> set[tuple[str, ...]]:
    parts = slug(text).split("-")
    return set(zip(parts, parts[1:], parts[2:], strict=False))


def find_doubled(reading: DeskReading) -> Iterator[Slip]:
    """Function words and pairs of syllables that are typed twice."""
    for piece, first, second in _doubled(reading):
        if first.small in _FUNCTION and first.small not in _NOT_SURE:
            yield _double(DOUBLED, piece, first, second)
    for piece in reading.of(*PRINTED):
        tokens = piece.tokens
        smalls = [word.small for word in tokens]
        again = [n for n, (a, b) in enumerate(zip(smalls, smalls[2:], strict=False)) if a == b]
        for number in again:
            if number + 1 not in again:
                continue
            one, two, three, four = tokens[number : number + 4]
            pair = one.small != two.small and one.small not in _IN_TURN
            if pair and _joined(piece, one, four) and not _name(one, two, three, four):
                yield slip(DOUBLED, piece, (one.start, four.end), piece.typed.text[one.start : two.end])


def find_doubled_syllable(reading: DeskReading) -> Iterator[Slip]:
    """Other syllables that are typed twice and are no known reduplication."""
    for piece, first, second in _doubled(reading):
        if first.small not in _FUNCTION or first.small in _NOT_SURE:
            yield _double(DOUBLED_SYLLABLE, piece, first, second)


def _doubled(reading: DeskReading) -> Iterator[tuple[TextPiece, TypedWord, TypedWord]]:
    for piece in reading.of(*PRINTED):
        tokens = piece.tokens
        smalls = [word.small for word in tokens]
        for number, (one, other) in enumerate(pairwise(smalls)):
            if one != other:
                continue
            first, second = tokens[number], tokens[number + 1]
            double = second.text == second.small or first.text.isupper()
            if double and _joined(piece, first, second) and first.small not in listed("reduplications"):
                yield piece, first, second


def _joined(piece: TextPiece, first: TypedWord, last: TypedWord) -> bool:
    between = piece.words[first.start : last.end]
    return all(char.isalpha() or char == " " for char in between) and not piece.quoted(first.start)


def _name(*tokens: TypedWord) -> bool:
    return any(word.text[0].isupper() for word in tokens[1:]) and not all(word.text.isupper() for word in tokens)


def _double(rule: Rule, piece: TextPiece, first: TypedWord, second: TypedWord) -> Slip:
    return slip(rule, piece, (first.start, second.end), first.text)


def find_again(reading: DeskReading) -> Iterator[Slip]:
    """Stories most of whose runs of eight words are in a story of an earlier issue; the title is named."""
    for story in reading.stories:
        words = plain_words(" ".join(piece.words for piece in story.of("lead", "body"))).split()
        runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        head = next(story.of("title"), None)
        if len(runs) < _LEAST_RUNS or head is None:
            continue
        probes = sorted(runs)[:: max(1, len(runs) // _PROBES)]
        for text in reading.earlier:
            if any(probe in text.words for probe in probes) and sum(run in text.words for run in runs) > _SAME * len(
                runs
            ):
                yield slip(AGAIN, head, (0, len(head.words)), other=text.file)
                break


ROWS: tuple[Row, ...] = (
    Row(
        AGAIN,
        "repeats",
        find_again,
        "@earlier Bà con xóm Chài góp hơn hai trăm cuốn sách cho tủ sách bến thuyền trong hai tuần.\n"
        "Bà con xóm Chài góp hơn hai trăm cuốn sách cho tủ sách bến thuyền trong hai tuần.",
        "@earlier Bà con xóm Chài góp sách.\n"
        "Bà con xóm Chài góp hơn hai trăm cuốn sách cho tủ sách bến thuyền trong hai tuần.",
    ),
    Row(
        SENTENCE,
        "repeats",
        find_sentence,
        "Bà con xin đăng ký tại nhà văn hóa tổ dân phố trước ngày 25/11 để kịp lập danh sách.\n@story\n"
        "Bà con xin đăng ký tại nhà văn hóa tổ dân phố trước ngày 25/11 để kịp lập danh sách.",
        "Bà con xin đăng ký tại nhà văn hóa.\n@story\nBà con xin đăng ký tại nhà văn hóa.",
    ),
    Row(
        CAPTION_BODY,
        "repeats",
        find_caption_body,
        "@caption Bà con góp sách cho tủ sách của xóm\nBà con góp sách cho tủ sách của xóm. Ai cũng vui.",
        "@caption Tủ sách của xóm sáng 14/11\nBà con góp sách cho tủ sách của xóm. Ai cũng vui.",
    ),
    Row(
        CAPTION_TWICE,
        "repeats",
        find_caption_twice,
        "@caption Chợ cá sáng 14/11\n@caption Chợ cá sáng 14/11\nChợ đông.",
        "@caption Chợ cá sáng 14/11\n@caption Chợ cá chiều 14/11\nChợ đông.",
    ),
    Row(
        LEAD,
        "repeats",
        find_lead,
        "@lead Chiều 18/11, phường họp sơ kết một năm tủ sách bến thuyền.\n"
        "Chiều 18/11, phường họp sơ kết một năm tủ sách bến thuyền.\n\nCó ba ý kiến.",
        "@lead Chiều 18/11, phường họp sơ kết một năm tủ sách bến thuyền.\nHội nghị nghe ba ý kiến của bà con.",
    ),
    Row(
        DOUBLED,
        "repeats",
        find_doubled,
        "Đây là sáng kiến của của bà con.",
        "Bà con mãi mãi nhớ, năm năm liền góp sức.",
        certain=True,
    ),
    Row(
        DOUBLED_SYLLABLE,
        "repeats",
        find_doubled_syllable,
        "Bà con đăng đăng ký sớm.",
        "Đàn cá xanh xanh, người người vui.",
    ),
)
