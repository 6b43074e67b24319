"""Completeness: sources, authors, credits, guesses that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.desk.lint.reading import DeskReading, DeskStory, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import pattern

SOURCE = hint(
    "no-source",
    ("Bài không ghi nguồn.", "The story names no source."),
    ("Bạn đọc và người lưu trữ không biết tin từ đâu.", "Readers and the archive cannot know where it is from."),
    ("Xin gõ: nguon: {{ten: \"Cổng thông tin phường\"}}", "Type: source: {{name: \"…\"}}"),
    form=("Hãy điền nguồn tin.",
     "Fill in the source."),
)  # fmt: skip
AUTHOR = hint(
    "no-author",
    ("Bài không ghi tác giả.", "The story names no author."),
    ("Ai viết thì người ấy chịu trách nhiệm và được nhuận bút.", "Who wrote it answers for it and is paid for it."),
    ("Xin gõ: tac_gia: [{{ten: \"…\"}}]", "Type: authors: [{{name: \"…\"}}]"),
    form=("Hãy thêm tác giả.",
     "Add the author."),
)  # fmt: skip
CREDIT = warning(
    "no-credit",
    ("“{word}” không phải tên người chụp.", "“{word}” is no photographer."),
    ("Ảnh lấy trên mạng vẫn có tác giả và quyền của họ.", "A photo from the net has an author with rights."),
    ("Xin ghi tên người chụp hoặc cơ quan có ảnh; không biết thì đừng dùng ảnh.",
     "Name the photographer or the owner; if nobody knows, do not use the photo."),
)  # fmt: skip
GUESS = warning(
    "guess-left",
    ("Bài đã duyệt còn {count} chỗ máy đoán (# đoán:), chỗ đầu ở dòng {line}.",
     "An approved story has {count} open guesses (# đoán:), the first in line {line}."),
    ("Máy đoán khi nhập bài, chưa có người xem.", "They were made by the import, and nobody has looked."),
    ("Xin xem từng chỗ; đúng thì xóa lời ghi chú, sai thì sửa.", "Look at each; delete the comment if it is right."),
    form=("Hãy xem từng chỗ đoán trong bài, sửa nếu sai, rồi bấm Đúng ở chỗ ấy.",
     "Look at each guess in the story, correct it if wrong, then confirm it there."),
)  # fmt: skip
_NOBODY = pattern(
    r"^(?:ảnh[: ]*)?(?:internet|mạng|trên mạng|sưu tầm|st|google|facebook|fb|zalo|tư liệu mạng|nguồn internet|int)\.?$",
    2,
)


def _title(story: DeskStory) -> tuple[TextPiece, tuple[int, int]] | None:
    piece = next(story.of("title"), None)
    return (piece, (0, len(piece.words))) if piece else None


def find_source(reading: DeskReading) -> Iterator[Slip]:
    """Stories without a source in an issue where others have one."""
    if any(story.article.source for story in reading.stories):
        for story in reading.stories:
            if not story.article.source and not story.article.form and (head := _title(story)):
                yield slip(SOURCE, *head)


def find_author(reading: DeskReading) -> Iterator[Slip]:
    """Stories without an author in an issue where others have one."""
    if any(story.article.authors for story in reading.stories):
        for story in reading.stories:
            unsigned = not story.article.authors and not story.article.form and story.entry.slot != "brief"
            if unsigned and (head := _title(story)):
                yield slip(AUTHOR, *head)


def find_credit(reading: DeskReading) -> Iterator[Slip]:
    """Credits that name no one."""
    for piece in reading.of("photos.credit"):
        if _NOBODY.match(piece.words.strip()):
            yield slip(CREDIT, piece, (0, len(piece.words)))


def find_guess(reading: DeskReading) -> Iterator[Slip]:
    """Approved stories whose file still has comments of the import."""
    for story in reading.stories:
        source = reading.issue.sources.get(story.entry.file, b"")
        if story.article.status == "approved" and "# đoán:".encode() in source and (head := _title(story)):
            lines = [n for n, line in enumerate(source.decode("utf-8", "replace").split("\n"), 1) if "# đoán:" in line]
            yield slip(GUESS, *head, count=str(len(lines)), line=str(lines[0]))


ROWS: tuple[Row, ...] = (
    Row(
        SOURCE,
        "completeness",
        find_source,
        "Chợ đông.\n@story\n@nobody\nBể bơi mở cửa.",
        "Chợ đông.\n@story\nBể bơi mở cửa.",
    ),
    Row(
        AUTHOR,
        "completeness",
        find_author,
        "Chợ đông.\n@story\n@nobody\nBể bơi mở cửa.",
        "Chợ đông.\n@story\nBể bơi mở cửa.",
    ),
    Row(
        CREDIT,
        "completeness",
        find_credit,
        "@credit Ảnh: Internet\n@caption Chợ sáng 14/11\nChợ đông.",
        "@credit Hải Yến\n@caption Chợ sáng 14/11\nChợ đông.",
    ),
    Row(
        GUESS,
        "completeness",
        find_guess,
        "@approved\n@comment # đoán: ngày đăng\nChợ đông.",
        "@comment # đoán: ngày đăng\nChợ đông.",
    ),
)
