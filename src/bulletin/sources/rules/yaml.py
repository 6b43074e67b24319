"""Rules about YAML as office people type it: what is refused, and what is understood with a warning."""

from __future__ import annotations

from bulletin.errors import Severity
from bulletin.sources.rules import Pair, rule

_DATA_ONLY: Pair = (
    "Tệp bài chỉ chứa dữ liệu; cách ghi này dành cho lập trình và có thể làm sai hoặc treo chương trình.",
    "An article file holds plain data; this notation is for programs and can corrupt or stall the build.",
)
_QUOTE_IT: Pair = (
    "Nếu đó là chữ của bài, hãy đặt cả giá trị trong ngoặc kép, ví dụ: {mend}",
    "If it is part of the text, put the whole value in quotes, for example: {mend}",
)
_MENDED_REMEDY: Pair = ("Để khỏi nhầm, hãy gõ: {mend}", "To leave no doubt, type: {mend}")
_INDENT_WHY: Pair = (
    "Thụt đầu dòng cho biết dòng này thuộc mục nào; chỉ dấu cách thường mới được tính.",
    "Indentation tells which entry a line belongs to; only ordinary spaces count.",
)

TOO_BIG = rule(
    "yaml.too-big",
    ("Tệp lớn {size} byte, quá mức {limit} byte.", "The file has {size} bytes, more than {limit}."),
    ("Một bài báo không bao giờ lớn như vậy; có lẽ tệp khác đã bị đặt nhầm tên.",
     "No article is that large; another file was probably given this name."),
    ("Hãy kiểm tra lại tệp, hoặc tách thành nhiều bài.", "Check the file, or split it into several articles."),
)  # fmt: skip
TOO_DEEP = rule(
    "yaml.too-deep",
    ("Các mục lồng nhau quá {limit} tầng.", "Entries are nested more than {limit} levels deep."),
    ("Không trường nào của bản tin cần lồng sâu như vậy.", "No field of a bulletin needs such depth."),
    (
        "Hãy bỏ bớt dấu ngoặc [ ], {{ }} hoặc bớt thụt đầu dòng ở đây.",
        "Remove brackets [ ], {{ }} or indentation here.",
    ),
)
TOO_MANY = rule(
    "yaml.too-many-nodes",
    ("Tệp có quá {limit} giá trị.", "The file holds more than {limit} values."),
    ("Không bài nào cần nhiều giá trị như vậy.", "No article needs that many values."),
    ("Hãy kiểm tra lại tệp, hoặc tách thành nhiều bài.", "Check the file, or split it into several articles."),
)
ENCODING = rule(
    "yaml.encoding",
    ("Dòng {line} có byte {byte} (byte thứ {offset} của tệp) không phải UTF-8.",
     "Line {line} holds byte {byte} (byte {offset} of the file), which is not UTF-8."),
    ("Tệp được lưu bằng bảng mã khác (TCVN3, VNI, Windows-1258, UTF-16…) nên không đọc được chữ Việt.",
     "The file was saved in another encoding (TCVN3, VNI, Windows-1258, UTF-16 …); its letters cannot be read."),
    ("Hãy mở tệp bằng Notepad, chọn Lưu thành (Save As) với mã hóa (Encoding) UTF-8.",
     "Open the file in Notepad and choose Save As with encoding UTF-8."),
)  # fmt: skip
NOT_TEXT = rule(
    "yaml.not-text",
    ("Tệp này là {kind_vi}, không phải tệp chữ.", "This is {kind_en}, no text file."),
    ("Tên tệp kết thúc bằng .yaml, nhưng bên trong là thứ khác.",
     "Its name ends with .yaml, its bytes say another thing."),
    ("Hãy đổi đuôi tên tệp thành {ending} rồi chạy lại lệnh này; thông báo sau đó nói cách đưa nội dung vào bài.",
     "Make its name end with {ending} and run this again; the next message says how to bring it into an article."),
)  # fmt: skip
CONTROL = rule(
    "yaml.control-character",
    ("Có ký tự điều khiển không nhìn thấy: {code}.", "There is an invisible control character: {code}."),
    ("Ký tự này không in được và thường lẫn vào khi dán từ Word hoặc trang web.",
     "It cannot be printed and usually comes in by pasting from Word or a web page."),
    ("Hãy xóa chữ ở chỗ này rồi gõ lại bằng tay.", "Delete the text at this place and type it again."),
)  # fmt: skip
TAB_INDENT = rule(
    "yaml.tab-indent",
    ("Đầu dòng thụt vào bằng phím Tab.", "The line is indented with a tab."),
    _INDENT_WHY,
    ("Hãy xóa khoảng trống ở đầu dòng rồi gõ lại bằng dấu cách, mỗi bậc 2 dấu cách.",
     "Delete the white space at the start of the line and type spaces instead, two for each level."),
)  # fmt: skip
NBSP_INDENT = rule(
    "yaml.nbsp-indent",
    ("Đầu dòng thụt vào bằng dấu cách đặc biệt ({code}).", "The line is indented with a special space ({code})."),
    _INDENT_WHY,
    ("Hãy xóa khoảng trống ở đầu dòng rồi gõ lại bằng dấu cách, mỗi bậc 2 dấu cách.",
     "Delete the white space at the start of the line and type spaces instead, two for each level."),
)  # fmt: skip
NBSP_COLON = rule(
    "yaml.nbsp-after-colon",
    ("Sau “{key}” có dấu cách đặc biệt ({code}) thay cho dấu cách thường.",
     "After “{key}” stands a special space ({code}) instead of an ordinary one."),
    ("Dấu cách này thường theo vào khi dán từ Word; YAML không nhận ra chỗ bắt đầu của giá trị.",
     "It usually comes from pasting from Word; YAML does not see where the value begins."),
    ("Hãy xóa khoảng trống đó rồi gõ lại: {mend}", "Delete that space and type: {mend}"),
)  # fmt: skip
ANCHOR = rule(
    "yaml.anchor",
    ("“{word}” được hiểu là neo (anchor) của YAML.", "“{word}” means a YAML anchor."),
    _DATA_ONLY,
    _QUOTE_IT,
)
ALIAS = rule(
    "yaml.alias",
    ("“{word}” được hiểu là tham chiếu (alias) của YAML.", "“{word}” means a YAML alias."),
    _DATA_ONLY,
    _QUOTE_IT,
)
TAG = rule(
    "yaml.tag",
    ("“{word}” được hiểu là nhãn kiểu (tag) của YAML.", "“{word}” means a YAML tag."),
    _DATA_ONLY,
    _QUOTE_IT,
)
MERGE = rule(
    "yaml.merge-key",
    ("“<<” là phép trộn (merge) của YAML.", "“<<” is a YAML merge key."),
    _DATA_ONLY,
    ("Hãy chép các dòng cần dùng vào đây thay cho dòng “<<”.", "Copy the lines you need here instead of “<<”."),
)
DIRECTIVE = rule(
    "yaml.directive",
    ("Dòng bắt đầu bằng “%” được hiểu là chỉ thị của YAML.", "A line that begins with “%” is a YAML directive."),
    _DATA_ONLY,
    ("Hãy xóa dòng này.", "Delete this line."),
)
DOCUMENTS = rule(
    "yaml.many-documents",
    ("Tệp có nhiều phần ngăn bằng “---”.", "The file holds several documents, divided by “---”."),
    ("Mỗi tệp chỉ chứa một bài; phần sau sẽ bị bỏ sót.", "One file holds one article; the rest would be lost."),
    ("Hãy xóa dòng “---”, hoặc chuyển phần sau sang một tệp riêng.",
     "Delete the line “---”, or move the second part to a file of its own."),
)  # fmt: skip
EMPTY = rule(
    "yaml.empty-file",
    ("Tệp không có nội dung: trống, hoặc chỉ có ghi chú.", "The file is empty, or has comments only."),
    ("Cần các dòng dạng “tên trường: giá trị”.", "It needs lines such as “field: value”."),
    ("Hãy ghi nội dung, bắt đầu bằng: {mend}", "Fill the file, beginning with: {mend}"),
)
NOT_MAPPING = rule(
    "yaml.not-a-mapping",
    ("Tệp không gồm các dòng “tên trường: giá trị”.", "The file does not consist of lines “field: value”."),
    ("Chương trình không biết chữ nào là tiêu đề, chữ nào là nội dung.",
     "The program cannot tell which words are the title and which the text."),
    ("Hãy bắt đầu mỗi dòng bằng tên trường và dấu hai chấm, ví dụ: {mend}",
     "Begin each line with a field and a colon, for example: {mend}"),
)  # fmt: skip
BAD_KEY = rule(
    "yaml.bad-key",
    ("Tên trường phải là một từ, không phải danh sách hay nhóm.", "A field name must be a word, not a list or group."),
    ("Chương trình không biết giá trị thuộc trường nào.", "The program cannot tell which field the value is for."),
    ("Hãy gõ tên trường rồi dấu hai chấm, ví dụ: {mend}", "Type the field and a colon, for example: {mend}"),
)
SYNTAX = rule(
    "yaml.syntax",
    ("Không hiểu được dòng này: {hint_vi}.", "This line cannot be understood: {hint_en}."),
    ("Phần còn lại của mục này chưa đọc được nên chưa kiểm tra được.",
     "The rest of this entry could not be read and was not checked."),
    ("{remedy_vi}", "{remedy_en}"),
)  # fmt: skip

NO_SPACE = rule(
    "yaml.no-space-after-colon",
    ("Thiếu dấu cách sau “{key}:”.", "There is no space after “{key}:”."),
    ("YAML cần dấu cách sau dấu hai chấm; lần này đã hiểu đúng ý.", "YAML needs one; this time it was understood."),
    _MENDED_REMEDY,
    Severity.WARNING,
)
LONG_DASH = rule(
    "yaml.long-dash",
    ("Đầu dòng là dấu “{sign}”, không phải dấu gạch nối “-”.", "The line begins with “{sign}” and no hyphen “-”."),
    ("Word tự đổi gạch nối thành gạch dài; với YAML chỉ “-” mở đầu một dòng của danh sách. Lần này đã hiểu đúng ý.",
     "Word makes long dashes of hyphens; to YAML only “-” begins an item of a list. This time it was understood."),
    ("Để khỏi nhầm, hãy gõ: {mend}", "To leave no doubt, type: {mend}"),
    Severity.WARNING,
)  # fmt: skip
NO_SPACE_DASH = rule(
    "yaml.no-space-after-dash",
    ("Thiếu dấu cách sau dấu “-” ở đầu dòng.", "There is no space after the “-” at the start of the line."),
    ("YAML cần dấu cách sau dấu gạch mở đầu một dòng của danh sách; lần này đã hiểu đúng ý.",
     "YAML needs one after the dash that begins an item of a list; this time it was understood."),
    ("Để khỏi nhầm, hãy gõ: {typed_vi}", "To leave no doubt, type: {typed_en}"),
    Severity.WARNING,
)  # fmt: skip
MENDED_COLON = rule(
    "yaml.unquoted-colon",
    ("Trong giá trị có dấu hai chấm mà không có ngoặc kép; đã hiểu là: {value}",
     "The value holds a colon and has no quotes; it was read as: {value}"),
    ("Với YAML, dấu hai chấm và dấu cách nghĩa là bắt đầu một trường mới.",
     "In YAML a colon and a space begin a new field."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
MENDED_HASH = rule(
    "yaml.unquoted-hash",
    ("Trong giá trị có dấu # mà không có ngoặc kép; đã giữ nguyên: {value}",
     "The value holds a # and has no quotes; it was kept as typed: {value}"),
    ("Với YAML, phần sau dấu # là ghi chú và sẽ bị bỏ.", "In YAML whatever follows a # is a comment and is dropped."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
QUOTES_INSIDE = rule(
    "yaml.quotes-inside",
    ("Trong giá trị đặt trong dấu nháy lại có dấu nháy; đã hiểu là: {value}",
     "The quoted value holds quotes of its own; it was read as: {value}"),
    ("Với YAML, dấu nháy thứ hai kết thúc giá trị. Cặp ngoài cùng được coi là của YAML, cặp bên trong in thành “ ”.",
     "In YAML the second quote ends the value. The outer pair was taken for YAML's, pairs inside it print as “ ”."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
QUOTE_UNCLOSED = rule(
    "yaml.quote-unclosed",
    ("Dấu nháy mở ở đầu giá trị không được đóng; đã hiểu là: {value}",
     "The quote at the start of the value is never closed; it was read as: {value}"),
    ("Với YAML, dấu nháy thẳng ở đầu bao trọn giá trị và phải được đóng.",
     "In YAML a straight quote at the start encloses the whole value and must be closed."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
CURLY_QUOTES = rule(
    "yaml.curly-quotes",
    ("Dấu nháy cong bao trọn giá trị được coi là dấu nháy của YAML và không in; đã hiểu là: {value}",
     "The curly quotes around the whole value were taken for YAML's and are not printed; it was read as: {value}"),
    ("Word tự đổi dấu nháy thẳng thành dấu nháy cong, nên không rõ chúng có phải là chữ của bài không.",
     "Word makes curly quotes of straight ones, so it is not clear whether they belong to the text."),
    ("Nếu không in dấu nháy, hãy gõ: {mend}; nếu muốn in, hãy gõ: {printed}",
     "If the quotes are not to be printed, type: {mend}; if they are, type: {printed}"),
    Severity.WARNING,
)  # fmt: skip
BACKSLASH = rule(
    "yaml.backslash",
    ("Trong ngoặc kép có dấu \\ ; đã giữ nguyên: {value}",
     "The sign \\ stands in double quotes; it was kept as typed: {value}"),
    ("Với YAML, dấu \\ trong ngoặc kép bắt đầu một mã và chữ sau nó sẽ bị đổi hoặc bị từ chối.",
     "In YAML a \\ in double quotes begins a code, and the sign after it would be changed or refused."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
WIDE_COLON = rule(
    "yaml.wide-colon",
    ("Sau “{key}” là dấu hai chấm rộng ({code}), không phải dấu hai chấm thường.",
     "After “{key}” stands a wide colon ({code}), not an ordinary one."),
    ("YAML chỉ nhận dấu hai chấm thường; lần này đã hiểu đúng ý. Bộ gõ hoặc trang web đã đổi dấu này.",
     "YAML knows only the ordinary colon; this time it was understood. An input method or web page changed the sign."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
NOT_INDENTED = rule(
    "yaml.not-indented",
    ("{lines_vi} không thụt vào nên không thuộc “{key}” ở dòng {header}.",
     "{lines_en} not indented and so not part of “{key}” in line {header}."),
    ("Nội dung nhiều dòng chỉ gồm các dòng thụt vào; dòng sát lề bắt đầu một mục khác của tệp, hoặc là ghi chú.",
     "A text of several lines holds indented lines only; a line at the margin begins another entry or is a comment."),
    ("Hãy gõ {count} dấu cách ở đầu mỗi dòng ấy, trước “{words}”.",
     "Type {count} spaces at the start of each such line, before “{words}”."),
)  # fmt: skip
MENDED_QUOTE = rule(
    "yaml.quote-goes-on",
    ("Giá trị bắt đầu bằng dấu nháy thẳng rồi còn viết tiếp; đã hiểu là: {value}",
     "The value begins with a straight quote and goes on after it; it was read as: {value}"),
    ("Với YAML, dấu nháy thẳng ở đầu bao trọn giá trị, không được viết thêm sau dấu nháy đóng.",
     "In YAML a straight quote at the start encloses the whole value."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
MENDED_SIGN = rule(
    "yaml.unquoted-sign",
    ("Giá trị bắt đầu bằng dấu “{sign}” mà không có ngoặc kép; đã hiểu là: {value}",
     "The value begins with “{sign}” and has no quotes; it was read as: {value}"),
    ("Với YAML, dấu này ở đầu giá trị có nghĩa riêng.", "In YAML this sign has a meaning of its own there."),
    _MENDED_REMEDY,
    Severity.WARNING,
)  # fmt: skip
COMMENT = rule(
    "yaml.comment-after-text",
    ("Phần “{comment}” được coi là ghi chú và không in.", "“{comment}” was taken for a comment and is not printed."),
    ("Sau dấu cách, dấu # mở đầu ghi chú.", "After a space the sign # begins a comment."),
    ("Nếu đó là chữ của bài, hãy gõ: {mend}; nếu là ghi chú, hãy để hai dấu cách trước dấu #.",
     "If it belongs to the text, type: {mend}; if it is a comment, put two spaces before the #."),
    Severity.WARNING,
)  # fmt: skip
FOLDED_BODY = rule(
    "yaml.folded-body",
    ("Nội dung nhiều dòng không ghi sau dấu “|”; đã giữ nguyên các dòng.",
     "A text of several lines does not stand after “|”; its lines were kept."),
    ("Không có dấu “|”, YAML nối các dòng lại và mất đoạn.", "Without “|” YAML joins the lines and loses paragraphs."),
    ("Hãy gõ “{key}: |” rồi xuống dòng, thụt vào 2 dấu cách.", "Type “{key}: |”, then lines indented by two spaces."),
    Severity.WARNING,
)  # fmt: skip
