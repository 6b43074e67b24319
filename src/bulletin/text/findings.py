"""What the text stage may have to say to people."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text
from bulletin.text.body.list_findings import NO_ITEM, SWALLOWED_LINE
from bulletin.text.in_forms import SIGNS_IN_FORMS

WEEKDAY = Rule(
    id="text.weekday",
    severity=Severity.WARNING,
    what=Text(
        "Thứ và ngày không khớp: {date} là {right}, không phải {typed}.",
        "Weekday and date disagree: {date} is {right}, not {typed}.",
    ),
    why=Text(
        "Bạn đọc theo lịch sẽ thấy ngay chỗ sai, và không biết tin vào thứ hay tin vào ngày.",
        "Readers who look at a calendar see the slip and cannot know which of the two to believe.",
    ),
    remedy=Text(
        "Nếu ngày đúng, xin gõ “{right}, {date}”; nếu thứ đúng, xin sửa lại ngày.",
        "If the date is right, type “{right}, {date}”; if the weekday is right, correct the date.",
    ),
)

IMPOSSIBLE_DATE = Rule(
    id="text.impossible-date",
    severity=Severity.WARNING,
    what=Text("Không có ngày {date} trong lịch.", "There is no {date} in the calendar."),
    why=Text(
        "Có thể số ngày hoặc số tháng đã bị gõ nhầm.",
        "The day or the month has probably been mistyped.",
    ),
    remedy=Text(
        "Xin đối chiếu với văn bản gốc rồi gõ lại ngày theo thứ tự ngày/tháng/năm.",
        "Compare with the original and type the date again as day/month/year.",
    ),
)


def _literal(name: str, vi: str, en: str, remedy_vi: str, remedy_en: str, form: tuple[str, str] | None = None) -> Rule:
    """A rule about a Markdown sign that the bulletin does not interpret."""
    return Rule(
        id=f"text.{name}",
        severity=Severity.WARNING,
        what=Text(f"{vi} được in nguyên văn như đã gõ.", f"{en} is printed exactly as typed."),
        why=Text(
            "Thân bài chỉ dùng đoạn văn, tít phụ (##), danh sách, chữ đậm, chữ nghiêng, bảng và ảnh; các ký hiệu khác "
            "không có hình thức riêng trên trang in.",
            "A body has paragraphs, sub-heads (##), lists, bold, italic, tables and photos; other signs have no form "
            "of their own on the printed page.",
        ),
        remedy=Text(remedy_vi, remedy_en),
        form=Text(*SIGNS_IN_FORMS[name]) if name in SIGNS_IN_FORMS else None,
    )


HTML = _literal(
    "html",
    "Thẻ HTML",
    "An HTML tag",
    "Xin bỏ thẻ; muốn chữ đậm thì gõ **chữ đậm**, chữ nghiêng thì gõ *chữ nghiêng*.",
    "Remove the tag; for bold type **bold**, for italic type *italic*.",
)
LINK = _literal(
    "link",
    "Liên kết Markdown",
    "A Markdown link",
    "Xin viết địa chỉ thành chữ, hoặc khai ở mục qr hay nguồn của bài.",
    "Write the address out, or put it into the article's qr or source field.",
)
IMAGE = _literal(
    "image",
    "Ảnh viết theo kiểu Markdown",
    "A Markdown image",
    "Xin khai ảnh ở mục ảnh (photos) của bài rồi gõ ![[mã-ảnh]] trên một dòng riêng, thụt vào như các dòng khác.",
    "List the picture under photos and type ![[photo-id]] on a line of its own, indented as the others are.",
)
PHOTO_INLINE = _literal(
    "photo-inline",
    "Chỗ đặt ảnh ![[…]] nằm lẫn trong dòng chữ nên",
    "A photo mark ![[…]] inside a line of text",
    "Xin để ![[mã-ảnh]] đứng một mình trên một dòng, thụt vào như các dòng khác.",
    "Put ![[photo-id]] on a line of its own, indented as the others are.",
)
CODE = _literal(
    "code",
    "Dấu nháy ngược của đoạn mã",
    "A code mark (backquote or ~~~)",
    "Xin bỏ dấu nháy ngược; muốn làm nổi chữ thì dùng **chữ đậm**.",
    "Remove the backquotes; use **bold** to make words stand out.",
)
BLOCK_QUOTE = _literal(
    "block-quote",
    "Dấu > ở đầu dòng",
    "A > at the start of a line",
    "Xin bỏ dấu >; lời trích nổi bật thì khai ở mục trích dẫn (quotes) của bài.",
    "Remove the >; put pull quotes into the article's quotes field.",
)
RULE_LINE = _literal(
    "rule-line",
    "Dòng kẻ ngang (---, ***)",
    "A horizontal rule (---, ***)",
    "Xin xóa dòng kẻ; muốn ngắt ý thì dùng tít phụ ##.",
    "Delete the line; use a ## sub-head to part the text.",
)
STRAY_MARK = _literal(
    "stray-mark",
    "Dấu ** không đủ cặp",
    "A ** without its partner",
    "Xin gõ ** sát chữ ở cả hai đầu, và để dấu cách hoặc dấu câu ở ngoài: **chữ đậm** tiếp theo.",
    "Type ** right against the words on both sides, with a space or punctuation outside: **bold** and on.",
)
BROKEN_TABLE = _literal(
    "broken-table",
    "Bảng có số cột ở dòng đầu không khớp với dòng kẻ nên",
    "A table whose head does not match its ruling line",
    "Xin để dòng đầu và dòng |---|---| có cùng số cột.",
    "Give the head and the |---|---| line the same number of columns.",
)

FOOTNOTE = _literal(
    "footnote",
    "Dấu chú thích cuối trang [^…]",
    "A footnote mark [^…]",
    "Xin đưa lời chú vào trong ngoặc đơn ngay sau chữ được chú.",
    "Put the note in brackets right behind the words that it explains.",
)
TASK = _literal(
    "task-list",
    "Ô đánh dấu [ ] ở đầu mục",
    "A check box [ ] at the head of an item",
    "Xin bỏ [ ]; mục của danh sách chỉ cần bắt đầu bằng “- ”.",
    "Remove the [ ]; an item begins with “- ” alone.",
)
SETEXT = _literal(
    "underlined-head",
    "Dòng === gạch dưới tít",
    "A line of === below a head",
    "Xin xóa dòng ấy và gõ “## ” trước tít.",
    "Delete that line and type “## ” before the head.",
)
SUBHEAD_BLANK = _literal(
    "subhead-blank",
    "Dấu ## dính liền chữ nên không thành tít phụ, nó",
    "A ## right against a word makes no sub-head, so it",
    "Xin thêm một dấu cách sau ##.",
    "Put a space behind the ##.",
)
STRUCK = _literal(
    "struck",
    "Dấu gạch bỏ ~~ hoặc tô màu ==",
    "A mark for struck (~~) or highlighted (==) words",
    "Xin xóa hẳn chữ bị gạch bỏ; chữ cần làm nổi thì gõ **chữ đậm**.",
    "Delete words that are struck out; use **bold** to make words stand out.",
)
DEFINITION = _literal(
    "definition",
    "Dấu hai chấm ở đầu dòng",
    "A colon at the start of a line",
    "Xin viết từ và lời giải thích trên một dòng: **Từ:** lời giải thích.",
    "Write the word and its explanation in one line: **word:** explanation.",
)
MATH = _literal(
    "math",
    "Công thức giữa hai dấu $",
    "A formula between $ signs",
    "Xin viết công thức bằng chữ và ký hiệu thường, thí dụ x² + 1.",
    "Write the formula with plain letters and signs, for instance x² + 1.",
)
ENTITY = _literal(
    "entity",
    "Mã ký tự HTML (&…;)",
    "An HTML entity (&…;)",
    "Xin gõ chính ký tự ấy: & thay cho &amp;, dấu cách thay cho &nbsp;.",
    "Type the character itself: & for &amp;, a space for &nbsp;.",
)
OPEN_EMPHASIS = _literal(
    "open-emphasis",
    "Dấu * hoặc _ không đủ cặp",
    "A * or _ without its partner",
    "Xin gõ dấu ấy ở cả hai đầu, sát chữ: *chữ nghiêng*; nếu đó là dấu của chữ thì gõ \\* hoặc \\_.",
    "Type it on both sides, right against the words: *italic*; if it belongs to the words, type \\* or \\_.",
)
HEADLESS_TABLE = _literal(
    "headless-table",
    "Các dòng giữa dấu | chưa phải là bảng vì thiếu dòng kẻ, nên",
    "Rows between bars without a ruling line are no table, so each",
    "Xin thêm dòng {ruling} ngay dưới dòng đầu, là dòng tên cột.",
    "Type {ruling} below the first row, which holds the names of the columns.",
)

LINE_ENDS = Rule(
    id="text.line-ends",
    severity=Severity.WARNING,
    what=Text(
        "Các dòng này được in liền thành một đoạn văn.",
        "These lines are run together as one paragraph.",
    ),
    why=Text(
        "Xuống dòng một lần có thể chỉ là do máy tự ngắt, cũng có thể là dòng thơ, địa chỉ hoặc đoạn mới.",
        "A single line end may be the wrapping of an editor, or a line of verse or of an address, or a new paragraph.",
    ),
    remedy=Text(
        "Đoạn mới: để một dòng trống giữa hai dòng. Giữ từng dòng: gõ \\ ở cuối dòng, hoặc đặt các dòng giữa "
        "“::: dòng” và “:::” (thơ: “::: thơ”).",
        "For a new paragraph leave an empty line between them. To keep the lines, type \\ at the end of each, or "
        "put them between “::: lines” and “:::” (verse: “::: verse”).",
    ),
    form=Text(
        "Đoạn mới: nhấn Enter ở chỗ ngắt. Nếu là thơ hay địa chỉ, mỗi dòng để một đoạn.",
        "Press Enter where a new paragraph begins; give each line of verse or of an address a paragraph.",
    ),
)
_VERSE_WHAT = Text(
    "Các dòng này có vẻ là thơ, nhưng đang được in như các dòng thường.",
    "These lines look like verse, but they are set like common lines.",
)
_VERSE_WHY = Text(
    "Chỉ thơ đã khai mới có khoảng cách giữa các khổ và giữ chỗ thụt đầu dòng.",
    "Only what is declared as verse has space between its stanzas and keeps its indents.",
)
UNDECLARED_POEM = Rule(
    id="text.undeclared-poem",
    severity=Severity.INFO,
    what=_VERSE_WHAT,
    why=_VERSE_WHY,
    remedy=Text(
        "Nếu bài này là thơ, hãy gõ vào tệp bài, trên dòng nội dung: dang: tho",
        "If this article is a poem, type into its file, above the body: form: poem",
    ),
    form=Text(
        "Nếu bài này là thơ, hãy chọn “Thơ” ở ô “Dạng bài”.", "If it is a poem, choose that form for the article."
    ),
)
UNDECLARED_VERSE = Rule(
    id="text.undeclared-verse",
    severity=Severity.INFO,
    what=_VERSE_WHAT,
    why=_VERSE_WHY,
    remedy=Text(
        "Nếu là thơ, hãy gõ “::: thơ” trên một dòng riêng ngay trước câu đầu và “:::” trên một dòng riêng ngay sau câu "
        "cuối, cả hai thụt vào bằng câu thơ.",
        "If it is verse, type “::: verse” on a line of its own before the first line and “:::” on a line of its own "
        "after the last, both indented as the verse is.",
    ),
    form=Text(
        "Nếu cả bài là thơ, hãy chọn “Thơ” ở ô “Dạng bài”.", "If the whole article is verse, choose the form poem."
    ),
)
UNKNOWN_BLOCK = Rule(
    id="text.unknown-block",
    severity=Severity.WARNING,
    what=Text(
        "Không có khối “:::” nào tên như vậy; các dòng trong khối được giữ nguyên từng dòng.",
        "There is no “:::” block of that name; its lines are kept as lines.",
    ),
    why=Text(
        "Tên sau dấu ::: nói các dòng được trình bày thế nào.",
        "The name behind ::: says how the lines are set.",
    ),
    remedy=Text(
        "Xin gõ một trong các tên: “::: thơ”, “::: ký tên”, “::: dòng”, “::: giữa”. Hộp tin bên bài thì khai ngoài "
        'nội dung: “hop_tin: [{{tieu_de: "…", noi_dung: "…"}}]”.',
        "Type one of: “::: verse”, “::: signature”, “::: lines”, “::: centre”. A box beside the story is typed outside "
        'of its body: “boxes: [{{title: "…", body: "…"}}]”.',
    ),
    form=Text(
        "Xin sửa tên sau dấu ::: thành thơ, ký tên, dòng hoặc giữa.",
        "Make the name behind ::: verse, signature, lines or centre.",
    ),
)
OPEN_BLOCK = Rule(
    id="text.open-block",
    severity=Severity.WARNING,
    what=Text(
        "Khối “:::” này chưa được đóng; nó kéo dài đến khối sau hoặc hết bài.",
        "This “:::” block is not closed; it goes on to the next block or to the end.",
    ),
    why=Text(
        "Phần sau của bài bị trình bày như trong khối.",
        "What follows is set like the lines of the block.",
    ),
    remedy=Text(
        "Xin gõ “:::” trên một dòng riêng ngay sau dòng cuối của khối, thụt vào bằng dòng ấy.",
        "Type “:::” on a line of its own below the last line of the block, indented as that line is.",
    ),
    form=Text(
        "Xin thêm một đoạn chỉ có “:::” ngay sau phần ấy, hoặc xóa dấu mở.",
        "Put a paragraph of “:::” alone below that part, or delete the opening one.",
    ),
)
STRAY_FENCE = Rule(
    id="text.stray-fence",
    severity=Severity.WARNING,
    what=Text("Dấu “:::” này không đóng khối nào; nó không được in.", "This “:::” closes no block; it is not printed."),
    why=Text(
        "Có thể dòng mở khối (“::: thơ”) bị thiếu.", "The line that opens the block (“::: verse”) may be missing."
    ),
    remedy=Text(
        "Xin thêm dòng mở khối ở trên, hoặc xóa dấu “:::”.", "Add the opening line above, or delete the “:::”."
    ),
    form=Text("Xin xóa dấu “:::”.", "Delete the “:::”."),
)
UNEVEN_CELLS = Rule(
    id="text.uneven-cells",
    severity=Severity.WARNING,
    what=Text(
        "Bảng dán từ bảng tính có dòng thiếu ô; các ô trống được thêm ở cuối dòng.",
        "A row of the table pasted from a spreadsheet has fewer cells; empty ones were added at its end.",
    ),
    why=Text(
        "Số liệu có thể nằm nhầm cột.",
        "Its figures may stand in the wrong columns.",
    ),
    remedy=Text(
        "Xin chép lại bảng từ bảng tính, hoặc gõ bảng bằng dấu | có đủ ô: | a | b | c |.",
        "Copy the table again from the spreadsheet, or type it with bars and all its cells: | a | b | c |.",
    ),
    form=Text("Xin điền các ô trống, hoặc chép lại bảng.", "Fill in the empty cells, or copy the table again."),
)

NESTED_LIST = Rule(
    id="text.nested-list",
    severity=Severity.WARNING,
    what=Text("Danh sách lồng nhau được đưa về một cấp.", "A nested list has been set as one level."),
    why=Text(
        "Cột báo hẹp, danh sách hai cấp khó đọc; không mục nào bị mất.",
        "Columns are narrow and two levels are hard to read; no item is lost.",
    ),
    remedy=Text(
        "Nếu thứ bậc là cần thiết, xin chia thành tít phụ ## và các danh sách một cấp.",
        "If the levels matter, use ## sub-heads with one-level lists.",
    ),
    form=Text(
        "Nếu thứ bậc là cần thiết, xin chia thành tít xen và các danh sách một cấp.",
        "If the levels matter, use sub-heads with one-level lists.",
    ),
)

TABLE_COLUMNS = Rule(
    id="text.table-columns",
    severity=Severity.WARNING,
    what=Text(
        "Có dòng của bảng nhiều ô hơn dòng đầu; bảng được thêm cột không tên để không mất chữ.",
        "A row of the table has more cells than its head; unnamed columns were added so that no word is lost.",
    ),
    why=Text(
        "Cột không có tên làm bạn đọc khó hiểu bảng.",
        "A column without a name makes the table hard to read.",
    ),
    remedy=Text(
        "Xin thêm ô vào dòng đầu và dòng |---|, hoặc gõ \\| nếu dấu | là chữ trong ô.",
        "Add cells to the head and to the |---| line, or type \\| where the bar is part of the words.",
    ),
    form=Text("Xin thêm tên cột vào dòng đầu của bảng.", "Add the name of the column to the first row."),
)

EMOJI = Rule(
    id="text.emoji",
    severity=Severity.WARNING,
    what=Text("Biểu tượng cảm xúc ({name}) không được in.", "An emoji ({name}) is not printed."),
    why=Text(
        "Phông chữ của trang báo không có biểu tượng cảm xúc; câu chữ còn lại vẫn nguyên.",
        "The faces of the page have no emoji; the words around it stay as they are.",
    ),
    remedy=Text(
        "Xin xóa biểu tượng ấy hoặc thay bằng chữ; muốn bị dừng lại, gõ ở publication.yaml “style: {{emoji: keep}}”.",
        "Delete it or say it in words; to be stopped by it, type “style: {{emoji: keep}}” in publication.yaml.",
    ),
    form=Text("Xin xóa biểu tượng ấy hoặc thay bằng chữ.", "Delete the emoji, or put words in its place."),
)

RULES: tuple[Rule, ...] = (
    WEEKDAY, IMPOSSIBLE_DATE, HTML, LINK, IMAGE, PHOTO_INLINE, CODE, BLOCK_QUOTE, RULE_LINE, STRAY_MARK, BROKEN_TABLE,
    NESTED_LIST, TABLE_COLUMNS, FOOTNOTE, TASK, SETEXT, SUBHEAD_BLANK, STRUCK, DEFINITION, MATH, ENTITY, OPEN_EMPHASIS,
    HEADLESS_TABLE, LINE_ENDS, UNKNOWN_BLOCK, OPEN_BLOCK, STRAY_FENCE, NO_ITEM, SWALLOWED_LINE, UNEVEN_CELLS,
    EMOJI,
)  # fmt: skip
"""Every rule of this stage, for the reference page and for the tests of their wording."""
